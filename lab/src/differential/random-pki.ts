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

/** What is put right in a PKI that is drawn again from the same seed. Certificates are named by serial number, in lower-case hex. */
export interface Repairs {
  readonly certificates: ReadonlyMap<string, ReadonlySet<Repair>>;
  /** Subjects, by number, that get a strong key. */
  readonly keys: ReadonlySet<number>;
  /** Subjects, by number, of which there is a current revocation list. */
  readonly lists: ReadonlySet<number>;
}

export type Repair =
  | 'dates'
  | 'authority'
  | 'purpose'
  | 'path-length'
  | 'digest'
  | 'signature'
  | 'name-constraints'
  | 'names'
  | 'not-revoked';

const noRepairs: Repairs = { certificates: new Map(), keys: new Set(), lists: new Set() };

/** A subject with its key: several certificates may be about the same one. */
export interface Holder {
  readonly number: number;
  readonly subject: string;
  readonly kind: KeyKind;
  readonly keys: KeyPair;
}

export interface Issued {
  readonly der: Buffer;
  readonly holder: Holder;
  readonly by: Holder;
  readonly serial: Buffer;
  /** Signed with a stranger's key. */
  readonly forged: boolean;
}

/** A PKI whose parts can still be taken apart. */
export interface DrawnPki {
  readonly presented: readonly Issued[];
  readonly trusted: readonly Issued[];
  /** By the number of their issuer; undefined where nginx reads none. */
  readonly lists: readonly { readonly by: number; readonly pem: string }[] | undefined;
  readonly depth: number;
  readonly name: string;
  /** Every certificate that was issued, whether somebody uses it or not. */
  readonly issued: readonly Issued[];
}

export const serialOf = ({ serial }: Issued): string => serial.toString('hex');

export const pemOf = (certificates: readonly Issued[]): string =>
  certificates.map((each) => der.pem('CERTIFICATE', each.der)).join('');

const day = 86_400_000;
export const rightName = 'api.payments.internal';
const purposes = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2', any: '2.5.29.37.0' };

class Authority {
  readonly #dice: Dice;
  readonly #now: number;
  readonly #repairs: Repairs;
  #keys = 0;
  #serial = 0;

  constructor(dice: Dice, now: number, repairs: Repairs) {
    this.#dice = dice;
    this.#now = now;
    this.#repairs = repairs;
  }

  /** Whether that is put right in the certificate that is issued next, or in one that was issued. */
  #mended(repair: Repair, ordinal = this.#serial + 1): boolean {
    for (const [serial, repairs] of this.#repairs.certificates)
      if (Number.parseInt(serial.slice(8), 16) === ordinal && repairs.has(repair)) return true;
    return false;
  }

  holder(subject: string): Holder {
    const dice = this.#dice;
    const drawn: KeyKind = dice.chance(4) ? 'rsa1024' : dice.chance(15) ? 'rsa2048' : 'ec';
    const number = this.#keys++;
    const kind = this.#repairs.keys.has(number) ? 'ec' : drawn;
    return { number, subject, kind, keys: keyAt(kind, number % stockOf(kind)) };
  }

  issue(holder: Holder, by: Holder, extensions: readonly Buffer[]): Issued {
    const dice = this.#dice;
    const digest = dice.chance(3) && !this.#mended('digest') ? 'sha1' : 'sha256';
    const drawn = dice.chance(6) ? [-400, -2] : dice.chance(4) ? [3, 400] : [-30, 365];
    const [from = 0, to = 0] = this.#mended('dates') ? [-30, 365] : drawn;
    const signed = this.#mended('signature');
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
      der.explicit(3, der.sequence(...extensions, ...this.#identifiers(holder, by, signed))),
    );
    // A stranger's signature under the right name.
    const forged = dice.chance(2) && !signed;
    const signer = forged ? keyAt(by.kind, 23 % stockOf(by.kind)) : by.keys;
    const signature = sign(digest, content, signer.privateKey);
    return { holder, by, serial, forged, der: der.sequence(content, algorithm, der.bits(signature)) };
  }

  #identifiers(holder: Holder, by: Holder, right: boolean): readonly Buffer[] {
    const dice = this.#dice;
    const own = dice.chance(92) ? [extension('2.5.29.14', der.octets(keyIdentifier(holder.keys)))] : [];
    const issuer = dice.chance(2) && !right ? holder : by;
    const theirs = dice.chance(88)
      ? [extension('2.5.29.35', der.sequence(der.implicit(0, keyIdentifier(issuer.keys))))]
      : [];
    return [...own, ...theirs];
  }

  authorityExtensions(below: number): readonly Buffer[] {
    const dice = this.#dice;
    const authority = this.#mended('authority');
    const drawn = dice.chance(6) ? [der.integer(dice.below(2))] : dice.chance(20) ? [der.integer(below)] : [];
    const length = this.#mended('path-length') ? [] : drawn;
    const ca = dice.chance(95) || authority;
    const constraints = der.sequence(...(ca ? [der.boolean(true), ...length] : []));
    return [
      ...(dice.chance(97) || authority ? [extension('2.5.29.19', constraints, true)] : []),
      ...(dice.chance(85)
        ? [extension('2.5.29.15', der.flags(dice.chance(4) && !authority ? [0] : [5, 6]), true)]
        : []),
      ...this.#purpose(dice.chance(5) ? dice.pick(['serverAuth', 'clientAuth', 'any']) : 'none'),
      ...(dice.chance(7) ? this.#nameConstraints() : []),
    ];
  }

  #purpose(drawn: keyof typeof purposes | 'none'): readonly Buffer[] {
    const purpose = drawn !== 'none' && this.#mended('purpose') ? 'serverAuth' : drawn;
    return purpose === 'none' ? [] : [purposeExtension(purpose)];
  }

  #nameConstraints(): readonly Buffer[] {
    const dice = this.#dice;
    const subtree = der.sequence(der.implicit(2, Buffer.from(dice.pick(['internal', 'payments.internal', 'example']))));
    // permittedSubtrees or excludedSubtrees (RFC 5280, 4.2.1.10)
    const kept = extension('2.5.29.30', der.sequence(der.explicit(dice.chance(70) ? 0 : 1, subtree)), true);
    return this.#mended('name-constraints') ? [] : [kept];
  }

  leafExtensions(): readonly Buffer[] {
    const dice = this.#dice;
    const dns = (name: string) => der.implicit(2, Buffer.from(name));
    const drawn = dice.pick([
      [dns(rightName)],
      [dns(rightName), dns('other.internal')],
      [dns('*.payments.internal')],
      [dns('*.internal')],
      [dns('other.internal')],
      [der.implicit(7, Buffer.from([10, 0, 1, 45]))],
      [],
    ]);
    const authority = this.#mended('authority');
    const names = this.#mended('names') ? [dns(rightName)] : drawn;
    const purpose = dice.pick([
      'serverAuth',
      'serverAuth',
      'serverAuth',
      'serverAuth',
      'clientAuth',
      'any',
      'none',
    ] as const);
    return [
      ...(dice.chance(80)
        ? [extension('2.5.29.19', der.sequence(...(authority ? [der.boolean(true)] : [])), true)]
        : []),
      ...(dice.chance(80)
        ? [extension('2.5.29.15', der.flags(dice.chance(5) || authority ? [0, 5, 6] : [0]), true)]
        : []),
      ...this.#purpose(purpose),
      ...(names.length === 0 ? [] : [extension('2.5.29.17', der.sequence(...names))]),
    ];
  }

  revocationList(by: Holder, candidates: readonly Issued[]): string {
    const dice = this.#dice;
    const revoked = candidates.filter(
      (each) => dice.chance(12) && !this.#mended('not-revoked', each.serial.readUInt32BE(4)),
    );
    return this.#list(by, revoked, dice.chance(8) && !this.#repairs.lists.has(by.number));
  }

  /** A current list without entries, of a CA that had none. */
  addedList(by: Holder): string {
    return this.#list(by, [], false);
  }

  #list(by: Holder, revoked: readonly Issued[], expired: boolean): string {
    const at = (days: number) => der.time(new Date(this.#now + days * day));
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

const stockOf = (kind: KeyKind): number => (kind === 'ec' ? 24 : 6);

function shuffled<T>(list: readonly T[], dice: Dice): readonly T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(dice.below(rest.length), 1));
}

/**
 * A PKI that depends on nothing but the seed and the moment: intermediates, cross-signed and duplicate anchors, parts that are expired,
 * missing, misplaced or signed by others, weak keys, constraints, purposes, revocation lists, and names of every kind.
 */
export const randomPki = (seed: number, now: number): RandomPki => written(drawPki(seed, now));

/** As nginx and the upstream read it. */
export function written({ presented, trusted, lists, depth, name }: DrawnPki): RandomPki {
  return {
    chain: pemOf(presented),
    key: presented[0]?.holder.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() ?? '',
    trusted: pemOf(trusted),
    crl: lists === undefined || lists.length === 0 ? undefined : lists.map(({ pem }) => pem).join(''),
    depth,
    name,
  };
}

/** The parts of `randomPki`; the same seed draws the same ones, but for what is put right. */
export function drawPki(seed: number, now: number, repairs: Repairs = noRepairs): DrawnPki {
  const dice = diceOf(seed);
  const authority = new Authority(dice, now, repairs);
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
    .map((by) => ({
      by: by.number,
      pem: authority.revocationList(
        by,
        all.filter((each) => each.by === by),
      ),
    }));
  const depth = dice.chance(60) ? levels + 1 : dice.below(5);
  const withLists = dice.chance(22) && lists.length > 0;
  const shuffledTrust = dice.chance(20) ? shuffled(trusted, dice) : trusted;
  return {
    presented: [leaf, ...rest],
    trusted: shuffledTrust.length > 0 ? shuffledTrust : foreign,
    lists: withLists
      ? [...lists, ...addedLists([...holders, leafHolder, ...strangers], lists, authority, repairs)]
      : undefined,
    depth,
    name: dice.chance(85) ? rightName : dice.pick(['10.0.1.45', 'other.internal', 'a.b.payments.internal']),
    issued: [...all, ...foreign, ...cross, ...renewed],
  };
}

function addedLists(
  holders: readonly Holder[],
  lists: readonly { readonly by: number }[],
  authority: Authority,
  repairs: Repairs,
): readonly { readonly by: number; readonly pem: string }[] {
  return holders
    .filter(({ number }) => repairs.lists.has(number) && !lists.some(({ by }) => by === number))
    .map((by) => ({ by: by.number, pem: authority.addedList(by) }));
}
