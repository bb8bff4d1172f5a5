import { sign } from 'node:crypto';
import * as der from '../certificates/der.js';
import { distinguishedName, extension, keyIdentifier, signatureAlgorithm } from '../certificates/issue.js';
import { type KeyPair, keyAt } from '../certificates/keys.js';
import { type Dice, diceOf } from './random.js';

/** A chain, what is trusted, and how it is asked: whatever a seed makes of them. */
export interface RandomPki {
  readonly chain: string;
  /** PEM of the leaf's private key. */
  readonly key: string;
  readonly trusted: string;
  readonly crl: string | undefined;
  readonly depth: number;
  readonly name: string;
}

type KeyKind = 'ec' | 'rsa1024' | 'rsa2048';

/** A subject with its key: several certificates may be about the same one. */
interface Holder {
  readonly subject: string;
  readonly kind: KeyKind;
  readonly keys: KeyPair;
}

interface Issued {
  readonly der: Buffer;
  readonly holder: Holder;
  readonly by: Holder;
  readonly serial: Buffer;
}

const day = 86_400_000;
const rightName = 'api.payments.internal';
const purposes = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2', any: '2.5.29.37.0' };

class Authority {
  readonly #dice: Dice;
  readonly #now: number;
  #keys = 0;
  #serial = 0;

  constructor(dice: Dice, now: number) {
    this.#dice = dice;
    this.#now = now;
  }

  holder(subject: string): Holder {
    const dice = this.#dice;
    const kind: KeyKind = dice.chance(4) ? 'rsa1024' : dice.chance(15) ? 'rsa2048' : 'ec';
    const stock = kind === 'ec' ? 24 : 6;
    return { subject, kind, keys: keyAt(kind, this.#keys++ % stock) };
  }

  issue(holder: Holder, by: Holder, extensions: readonly Buffer[]): Issued {
    const dice = this.#dice;
    const digest = dice.chance(3) ? 'sha1' : 'sha256';
    const [from, to] = dice.chance(6) ? [-400, -2] : dice.chance(4) ? [3, 400] : [-30, 365];
    const serial = Buffer.alloc(8);
    serial.writeUInt32BE(0x41000000 + dice.below(0xffffff), 0);
    serial.writeUInt32BE(++this.#serial, 4);
    // Only the key's kind matters to the algorithm.
    const algorithm = signatureAlgorithm({ key: by.kind } as Parameters<typeof signatureAlgorithm>[0], digest);
    const content = der.sequence(
      der.explicit(0, der.integer(2)),
      der.integer(serial),
      algorithm,
      distinguishedName(by.subject),
      der.sequence(der.time(new Date(this.#now + from * day)), der.time(new Date(this.#now + to * day))),
      distinguishedName(holder.subject),
      holder.keys.publicKey.export({ type: 'spki', format: 'der' }),
      der.explicit(3, der.sequence(...extensions, ...this.#identifiers(holder, by))),
    );
    // A stranger's signature under the right name.
    const signer = dice.chance(2) ? keyAt(by.kind, 23 % (by.kind === 'ec' ? 24 : 6)) : by.keys;
    const signature = sign(digest, content, signer.privateKey);
    return { holder, by, serial, der: der.sequence(content, algorithm, der.bits(signature)) };
  }

  #identifiers(holder: Holder, by: Holder): readonly Buffer[] {
    const dice = this.#dice;
    const own = dice.chance(92) ? [extension('2.5.29.14', der.octets(keyIdentifier(holder.keys)))] : [];
    const issuer = dice.chance(2) ? holder : by;
    const theirs = dice.chance(88)
      ? [extension('2.5.29.35', der.sequence(der.implicit(0, keyIdentifier(issuer.keys))))]
      : [];
    return [...own, ...theirs];
  }

  authorityExtensions(below: number): readonly Buffer[] {
    const dice = this.#dice;
    const length = dice.chance(6) ? [der.integer(dice.below(2))] : dice.chance(20) ? [der.integer(below)] : [];
    const ca = dice.chance(95);
    const constraints = der.sequence(...(ca ? [der.boolean(true), ...length] : []));
    return [
      ...(dice.chance(97) ? [extension('2.5.29.19', constraints, true)] : []),
      ...(dice.chance(85) ? [extension('2.5.29.15', der.flags(dice.chance(4) ? [0] : [5, 6]), true)] : []),
      ...(dice.chance(5) ? [purposeExtension(dice.pick(['serverAuth', 'clientAuth', 'any']))] : []),
      ...(dice.chance(7) ? [this.#nameConstraints()] : []),
    ];
  }

  #nameConstraints(): Buffer {
    const dice = this.#dice;
    const subtree = der.sequence(der.implicit(2, Buffer.from(dice.pick(['internal', 'payments.internal', 'example']))));
    // permittedSubtrees or excludedSubtrees (RFC 5280, 4.2.1.10)
    return extension('2.5.29.30', der.sequence(der.explicit(dice.chance(70) ? 0 : 1, subtree)), true);
  }

  leafExtensions(): readonly Buffer[] {
    const dice = this.#dice;
    const dns = (name: string) => der.implicit(2, Buffer.from(name));
    const names = dice.pick([
      [dns(rightName)],
      [dns(rightName), dns('other.internal')],
      [dns('*.payments.internal')],
      [dns('*.internal')],
      [dns('other.internal')],
      [der.implicit(7, Buffer.from([10, 0, 1, 45]))],
      [],
    ]);
    const purpose = dice.pick(['serverAuth', 'serverAuth', 'serverAuth', 'serverAuth', 'clientAuth', 'any', 'none']);
    return [
      ...(dice.chance(80) ? [extension('2.5.29.19', der.sequence(), true)] : []),
      ...(dice.chance(80) ? [extension('2.5.29.15', der.flags(dice.chance(5) ? [0, 5] : [0]), true)] : []),
      ...(purpose === 'none' ? [] : [purposeExtension(purpose as keyof typeof purposes)]),
      ...(names.length === 0 ? [] : [extension('2.5.29.17', der.sequence(...names))]),
    ];
  }

  revocationList(by: Holder, revoked: readonly Issued[]): string {
    const dice = this.#dice;
    const at = (days: number) => der.time(new Date(this.#now + days * day));
    const expired = dice.chance(8);
    const algorithm = signatureAlgorithm({ key: by.kind } as Parameters<typeof signatureAlgorithm>[0], 'sha256');
    const entries = revoked.map(({ serial }) => der.sequence(der.integer(serial), at(-10)));
    const content = der.sequence(
      der.integer(1),
      algorithm,
      distinguishedName(by.subject),
      at(expired ? -9 : -1),
      at(expired ? -2 : 30),
      ...(entries.length > 0 ? [der.sequence(...entries)] : []),
      der.explicit(0, der.sequence(extension('2.5.29.20', der.integer(1)))),
    );
    const signature = sign('sha256', content, by.keys.privateKey);
    return der.pem('X509 CRL', der.sequence(content, algorithm, der.bits(signature)));
  }
}

const purposeExtension = (purpose: keyof typeof purposes) =>
  extension('2.5.29.37', der.sequence(der.objectIdentifier(purposes[purpose])));

const pem = (certificates: readonly Issued[]) => certificates.map((each) => der.pem('CERTIFICATE', each.der)).join('');

function shuffled<T>(list: readonly T[], dice: Dice): readonly T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(dice.below(rest.length), 1));
}

/**
 * A PKI that depends on nothing but the seed and the moment: intermediates, cross-signed and duplicate anchors, parts that are expired,
 * missing, misplaced or signed by others, weak keys, constraints, purposes, revocation lists, and names of every kind.
 */
export function randomPki(seed: number, now: number): RandomPki {
  const dice = diceOf(seed);
  const authority = new Authority(dice, now);
  const levels = dice.below(5);
  const root = authority.holder('Random Root CA');
  const holders = [root, ...Array.from({ length: levels }, (_, index) => authority.holder(`Random CA ${index + 1}`))];
  const certificates = holders.map((holder, index) =>
    authority.issue(holder, holders[Math.max(0, index - 1)] ?? root, authority.authorityExtensions(levels - index)),
  );
  const leafHolder = authority.holder(dice.chance(50) ? rightName : 'CN=leaf, O=Random');
  const lastAuthority = holders.at(-1) ?? root;
  const alone = levels === 0 && dice.chance(30);
  const leaf = authority.issue(leafHolder, alone ? leafHolder : lastAuthority, authority.leafExtensions());
  const [anchor, ...between] = certificates;
  const own = anchor === undefined ? [] : [anchor];

  const strangers = [authority.holder('Stranger Root CA'), authority.holder('Random Root CA')];
  const foreign = strangers.map((each) => authority.issue(each, each, authority.authorityExtensions(3)));
  const cross = dice.chance(15)
    ? [authority.issue(root, strangers[0] ?? root, authority.authorityExtensions(levels))]
    : [];
  const renewed = dice.chance(12) ? [authority.issue(root, root, authority.authorityExtensions(levels))] : [];

  const sent = between.filter(() => !dice.chance(8)).reverse();
  const extra = [
    ...(dice.chance(20) ? own : []),
    ...(dice.chance(60) ? cross : []),
    ...(dice.chance(5) ? foreign : []),
  ];
  const rest = dice.chance(8) ? shuffled([...sent, ...extra], dice) : [...sent, ...extra];
  const trusted = [
    ...(dice.chance(88) ? own : []),
    ...renewed,
    ...(dice.chance(15) ? foreign : []),
    ...(dice.chance(8) ? between.slice(-1) : []),
    ...(dice.chance(alone ? 60 : 2) ? [leaf] : []),
    ...cross.filter(() => dice.chance(30)),
  ];
  const all = [...certificates, leaf];
  const lists = holders
    .filter(() => dice.chance(92))
    .map((by) =>
      authority.revocationList(
        by,
        all.filter((each) => each.by === by && dice.chance(12)),
      ),
    );
  const depth = dice.chance(60) ? levels + 1 : dice.below(5);
  return {
    chain: pem([leaf, ...rest]),
    key: leafHolder.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    trusted: pem(dice.chance(20) ? shuffled(trusted, dice) : trusted) || pem(foreign),
    crl: dice.chance(22) && lists.length > 0 ? lists.join('') : undefined,
    depth,
    name: dice.chance(85) ? rightName : dice.pick(['10.0.1.45', 'other.internal', 'a.b.payments.internal']),
  };
}
