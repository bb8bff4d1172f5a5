import {
  type Action,
  type CertificateFacts,
  type ChainVerifier,
  type Fault,
  type ReissueChange,
  readCertificates,
  readRevocationLists,
  remembering,
  type Trial,
  walkFaults,
} from '@stackengine/engine';
import { keyIdentifier } from '../certificates/issue.js';
import { nativeVerdicts } from './native-verdicts.js';
import { type Dice, diceOf } from './random.js';
import {
  type DrawnPki,
  drawPki,
  type Issued,
  pemOf,
  type RandomPki,
  type Repair,
  type Repairs,
  rightName,
  serialOf,
  written,
} from './random-pki.js';

export interface CureReport {
  readonly compared: number;
  /** How often a cure of that kind was applied. */
  readonly applied: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** What is done to a PKI, in terms that outlive certificates being issued again. */
type Change =
  | { readonly type: 'trust' | 'send' | 'distrust'; readonly serial: string; readonly instead?: string }
  | { readonly type: 'reissue'; readonly serial: string; readonly change: ReissueChange }
  | { readonly type: 'list'; readonly holder: number }
  | { readonly type: 'depth'; readonly depth: number }
  | { readonly type: 'name'; readonly name: string };

const repairOf: Readonly<Partial<Record<ReissueChange, Repair>>> = {
  expired: 'dates',
  'not-yet-valid': 'dates',
  authority: 'authority',
  purpose: 'purpose',
  'path-length': 'path-length',
  'weak-digest': 'digest',
  signature: 'signature',
  'name-constraints': 'name-constraints',
  names: 'names',
  serial: 'not-revoked',
};

function repairsOf(changes: readonly Change[], drawn: DrawnPki): Repairs {
  const certificates = new Map<string, Set<Repair>>();
  const keys = new Set<number>();
  const lists = new Set<number>();
  for (const change of changes) {
    if (change.type === 'list') lists.add(change.holder);
    if (change.type !== 'reissue') continue;
    const holder = drawn.issued.find((each) => serialOf(each) === change.serial)?.holder.number;
    if (change.change === 'weak-key' && holder !== undefined) keys.add(holder);
    const repair = repairOf[change.change];
    if (repair === undefined) continue;
    const known = certificates.get(change.serial) ?? new Set();
    certificates.set(change.serial, known.add(repair));
  }
  return { certificates, keys, lists };
}

/** The PKI of a seed after all changes. */
function changed(seed: number, now: number, changes: readonly Change[]): DrawnPki {
  const drawn = drawPki(seed, now, repairsOf(changes, drawPki(seed, now)));
  let { presented, trusted, lists, depth, name } = drawn;
  const bySerial = (serial: string): readonly Issued[] => drawn.issued.filter((each) => serialOf(each) === serial);
  for (const change of changes) {
    if (change.type === 'trust')
      trusted = [...trusted.filter((each) => serialOf(each) !== change.instead), ...bySerial(change.serial)];
    else if (change.type === 'send')
      presented = [...presented.filter((each) => serialOf(each) !== change.instead), ...bySerial(change.serial)];
    else if (change.type === 'distrust') trusted = trusted.filter((each) => serialOf(each) !== change.serial);
    else if (change.type === 'depth') depth = change.depth;
    else if (change.type === 'name') name = change.name;
    else if (change.type === 'reissue' && change.change === 'names') name = rightName;
    else if (change.type === 'list') lists = onlyListOf(change.holder, lists, drawn);
  }
  return { ...drawn, presented, trusted, lists, depth, name };
}

/** Of two CAs with one name, OpenSSL takes either one's list for the other's. */
function onlyListOf(holder: number, lists: DrawnPki['lists'], { issued }: DrawnPki): DrawnPki['lists'] {
  const holders = issued.map((each) => each.holder);
  const subject = holders.find(({ number }) => number === holder)?.subject;
  return lists?.filter(({ by }) => by === holder || holders.find(({ number }) => number === by)?.subject !== subject);
}

interface Asked {
  readonly drawn: DrawnPki;
  readonly trial: Trial;
  readonly serials: ReadonlyMap<string, string>;
  readonly all: readonly CertificateFacts[];
}

function ask(seed: number, now: number, changes: readonly Change[]): Asked {
  const drawn = changed(seed, now, changes);
  const { chain, trusted, crl, depth, name } = written(drawn);
  const all = readCertificates('all.pem', pemOf(drawn.issued)).certificates;
  return {
    drawn,
    all,
    serials: new Map(all.map((one) => [one.sha256, one.serial])),
    trial: {
      presented: readCertificates('chain.pem', chain).certificates,
      trusted: readCertificates('trusted.pem', trusted).certificates,
      lists: crl === undefined ? undefined : readRevocationLists('crl.pem', crl).lists,
      depth,
      name,
      at: new Date(now).toISOString(),
    },
  };
}

/** The same fault, however often its certificate is issued again. */
const faultKey = ({ kind, certificate }: Fault, { serials }: Asked): string =>
  `${kind} ${serials.get(certificate) ?? '?'}`;

/** What the cure asks somebody to do, done; undefined where nobody could. */
function changeOf({ kind }: Fault, action: Action, asked: Asked): Change | undefined {
  const serial = (sha256: string): string => asked.serials.get(sha256) ?? '';
  switch (action.type) {
    case 'trust':
    case 'send':
    case 'distrust':
      return { type: action.type, serial: serial(action.certificate), ...insteadOf(action, asked) };
    case 'obtain': {
      const found = obtained(action, asked);
      return found === undefined ? undefined : { type: action.use, serial: found, ...insteadOf(action, asked) };
    }
    case 'depth':
      return action;
    case 'name':
      return { type: 'name', name: (action.names[0] ?? '').replace('*', 'some') };
    case 'reissue':
      // No name fits the limits of all random CAs.
      if (kind === 'name-constraints' && action.change === 'names') return undefined;
      if (kind === 'issuer' && !isIssuerThere(serial(action.certificate), asked)) return undefined;
      return { type: 'reissue', serial: serial(action.certificate), change: action.change };
    case 'list': {
      const holder = asked.drawn.issued.find((each) => serialOf(each) === serial(action.certificate))?.holder.number;
      return holder === undefined ? undefined : { type: 'list', holder };
    }
  }
}

/** A certificate that names another issuer than the one that is there is issued again only if that one did issue it. */
function isIssuerThere(serial: string, { drawn }: Asked): boolean {
  const issued = drawn.issued.find((each) => serialOf(each) === serial);
  if (issued?.forged === true) return true;
  const by = issued?.by.number;
  return [...drawn.trusted, ...drawn.presented].some((each) => each.holder.number === by && serialOf(each) !== serial);
}

const insteadOf = (action: object, { serials }: Asked): { readonly instead?: string } =>
  'instead' in action && typeof action.instead === 'string' ? { instead: serials.get(action.instead) ?? '' } : {};

/** Whoever owns the CA hands out its certificate: a root to be trusted, an intermediate to be sent, or trusted together with its root. */
function obtained(
  { issued: fingerprint, keyId, use, instead }: Extract<Action, { type: 'obtain' }>,
  { drawn, serials, trial }: Asked,
): string | undefined {
  const issued = drawn.issued.find((each) => serialOf(each) === serials.get(fingerprint));
  if (issued === undefined || (issued.forged && instead !== undefined)) return undefined;
  if (keyId !== undefined && keyId !== keyIdentifier(issued.by.keys).toString('hex')) return undefined;
  const there = new Set((use === 'trust' ? trial.trusted : trial.presented).map(({ serial }) => serial));
  const fit = drawn.issued.filter((each) => each.holder.number === issued.by.number && !there.has(serialOf(each)));
  const root = fit.find(({ holder, by }) => holder.number === by.number);
  const found = root ?? fit[0];
  return found === undefined || (use === 'send' && root !== undefined) ? undefined : serialOf(found);
}

/** The first cure of a fault, or sometimes another one, that can be carried out. */
function chosen(fault: Fault, asked: Asked, dice: Dice): Change | undefined {
  const possible = fault.cures.flatMap(({ action }) => changeOf(fault, action, asked) ?? []);
  return dice.chance(30) ? possible[dice.below(possible.length)] : possible[0];
}

const most = 16;

/** Cures a PKI as it is told, one fault after the other; the changes, or what went wrong. */
function cureAll(
  seed: number,
  now: number,
  verify: ChainVerifier,
  withAll: boolean,
): { changes: readonly Change[]; problem?: string } {
  const dice = diceOf(seed ^ 0x5eed);
  const changes: Change[] = [];
  for (let count = 0; count < most; count += 1) {
    const asked = ask(seed, now, changes);
    const { judgement, faults } = walkFaults(asked.trial, verify, withAll ? asked.all : []);
    const accepted = judgement.code === 0 && judgement.nameMatches !== false;
    const [fault] = faults;
    if (fault === undefined)
      return accepted ? { changes } : { changes, problem: `refused (${judgement.code}) without a fault` };
    if (accepted) return { changes, problem: `accepted with a fault: ${fault.kind}` };
    if (fault.code !== (judgement.code === 0 ? 62 : judgement.code))
      return { changes, problem: `the first fault has code ${fault.code}, nginx logs ${judgement.code}` };
    const change = chosen(fault, asked, dice);
    if (change === undefined)
      return { changes, problem: `no cure of ${fault.kind} (${fault.code}) can be carried out` };
    // A limit that is raised again was too low the first time.
    const kept = changes.filter((one) => !['depth', 'name'].includes(change.type) || one.type !== change.type);
    changes.splice(0, changes.length, ...kept, change);
    const after = ask(seed, now, changes);
    const left = walkFaults(after.trial, verify, withAll ? after.all : []).faults;
    if (left.some((one) => faultKey(one, after) === faultKey(fault, asked)))
      return { changes, problem: `${fault.kind} (${fault.code}) is still there after ${JSON.stringify(change)}` };
  }
  return { changes, problem: 'no end of faults' };
}

const isAccepted = (asked: Asked, verify: ChainVerifier): boolean => {
  const { judgement } = walkFaults(asked.trial, verify);
  return judgement.code === 0 && judgement.nameMatches !== false;
};

const isReissue = (one: Change, change: ReissueChange): boolean => one.type === 'reissue' && one.change === change;

const isRenewal = (change: Change): boolean => change.type === 'reissue' && repairOf[change.change] === 'dates';

/** Changes without which the others would be enough. */
function superfluous(seed: number, now: number, changes: readonly Change[], verify: ChainVerifier): readonly Change[] {
  return changes.filter((change) => {
    const others = changes.filter((one) => one !== change);
    // Of two trusted certificates of one CA, OpenSSL takes the valid one: once that is renewed, the other is in nobody's way.
    if (change.type === 'distrust' && others.some(isRenewal)) return false;
    // And other names may keep within the limits of the one that was taken out.
    if (change.type === 'distrust' && others.some((one) => isReissue(one, 'names'))) return false;
    // Issued again where taking it out would do, and taken out later for another fault.
    if (change.type === 'reissue' && others.some((one) => one.type === 'distrust' && one.serial === change.serial))
      return false;
    // Other names may keep within the limits of a CA that was issued again without them.
    if (isReissue(change, 'name-constraints') && others.some((one) => isReissue(one, 'names'))) return false;
    return isAccepted(ask(seed, now, others), verify);
  });
}

/**
 * Random PKIs, cured as the explanation of each says: every fault has to go with its cure, the last verdict has to be acceptance, a native
 * nginx has to agree with that, and no cure may be left out.
 */
export async function compareCures(
  verifyChain: ChainVerifier,
  nginx: string,
  { first, last }: { readonly first: number; readonly last: number },
  now: number,
): Promise<CureReport> {
  const verify = remembering(verifyChain);
  const problems: string[] = [];
  const applied: Record<string, number> = {};
  const cured: RandomPki[] = [];
  const seeds: number[] = [];
  for (let seed = first; seed < last; seed += 1) {
    const { changes, problem } = cureAll(seed, now, verify, seed % 2 === 0);
    if (problem !== undefined) {
      problems.push(`seed ${seed}: ${problem}; applied ${JSON.stringify(changes)}`);
      continue;
    }
    for (const change of changes) {
      const name = change.type === 'reissue' ? `reissue ${change.change}` : change.type;
      applied[name] = (applied[name] ?? 0) + 1;
    }
    for (const change of superfluous(seed, now, changes, verify))
      problems.push(`seed ${seed}: not needed: ${JSON.stringify(change)} of ${JSON.stringify(changes)}`);
    cured.push(written(changed(seed, now, changes)));
    seeds.push(seed);
  }
  const verdicts = await nativeVerdicts(nginx, cured);
  verdicts.forEach((verdict, index) => {
    if (verdict !== '0') problems.push(`seed ${seeds[index]}: nginx says ${verdict} after all cures`);
  });
  return { compared: last - first, applied, problems };
}
