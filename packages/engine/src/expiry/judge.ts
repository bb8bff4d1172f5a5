import { hasReadableDates, type Moment } from './items.js';
import { judgeBundle } from './judge-bundle.js';
import { judgeChain, judgeLists } from './judge-chain.js';
import type { CertProblem, CertSource, CheckedItem, CheckedSource } from './source.js';
import { inDays } from './thresholds.js';
import { compareStates } from './validity.js';
import { compareEnds, type Verdict } from './verdict.js';

/** Judges a source at a moment, as what it is used for; a file with several uses is as good as in its worst one. */
export function judgeSource(source: CertSource, moment: Moment): CheckedSource {
  const { kind, name, roles, usedBy } = source;
  const readable = withReadableDates(source);
  const found = [...readable.problems, ...lacking(readable)];
  const fatal = found.find((problem) => problem.fatal === true);
  const problems = [...found].sort((one, other) => Number(other === fatal) - Number(one === fatal)).map(plain);
  const verdicts = verdictsOn(readable, moment);
  const [worst] = verdicts.toSorted(
    (one, other) => compareStates(other.state, one.state) || compareEnds(one.secondsLeft, other.secondsLeft),
  );
  // What has ended is worse news, and the problem is told beside it.
  const told = fatal !== undefined && worst !== undefined && compareStates(worst.state, 'crit') < 0 ? undefined : worst;
  return {
    kind,
    name,
    roles,
    usedBy,
    state: told?.state ?? 'unreadable',
    until: told?.until,
    secondsLeft: told?.secondsLeft,
    daysLeft: told?.daysLeft,
    reason: told?.reason ?? problems[0]?.message ?? 'nothing was read from it',
    decidedBy: told?.decidedBy,
    items: worst === undefined ? [] : merged(worst, verdicts),
    problems,
    notes: [...notesOn(source), ...shortLived(worst?.decidedBy, moment)],
  };
}

const plain = ({ file, line, message }: CertProblem): CertProblem => ({
  file,
  message,
  ...(line === undefined ? {} : { line }),
});

function verdictsOn({ roles, certificates, lists, trustedInUse }: CertSource, moment: Moment): readonly Verdict[] {
  const verdicts: (Verdict | undefined)[] = [];
  const chain = () => judgeChain(certificates, moment);
  const bundle = () => judgeBundle(certificates, trustedInUse, moment);
  if (roles.length === 0) verdicts.push(isBundle(certificates) ? bundle() : chain());
  if (roles.some((role) => role === 'listener' || role === 'client' || role === 'presented')) verdicts.push(chain());
  if (roles.includes('trusted')) verdicts.push(bundle() ?? withoutAnchor(chain()));
  // OCSP answers are judged with the issuer's certificate alone, if need be: there a file without an anchor is of use.
  if (roles.includes('stapling')) verdicts.push(bundle() ?? chain());
  if (lists.length > 0) verdicts.push(judgeLists(lists, moment));
  return verdicts.filter((verdict) => verdict !== undefined);
}

/** A file of nothing but CAs, an anchor among them, is there to be trusted. */
const isBundle = (certificates: CertSource['certificates']) =>
  certificates.length > 1 &&
  certificates.some(({ selfSigned }) => selfSigned) &&
  certificates.every(({ ca, selfSigned, version }) => ca === true || (version === 1 && selfSigned));

function withoutAnchor(verdict: Verdict | undefined): Verdict | undefined {
  if (verdict === undefined) return undefined;
  const reason = 'no self-signed CA is in it, and nginx trusts no chain that ends elsewhere (verify codes 2 and 20)';
  const state = compareStates(verdict.state, 'crit') < 0 ? 'crit' : verdict.state;
  return { ...verdict, state, reason };
}

/** Every item once: where one use needs it, it counts. */
function merged(worst: Verdict, verdicts: readonly Verdict[]): readonly CheckedItem[] {
  const items = new Map<string, CheckedItem>();
  for (const item of [worst, ...verdicts].flatMap((verdict) => verdict.items)) {
    const key = `${item.kind}:${item.line}:${item.sha256 ?? item.issuer}:${item.until}`;
    const known = items.get(key);
    if (known === undefined || (!known.counts && item.counts)) items.set(key, item);
  }
  return [...items.values()];
}

function withReadableDates(source: CertSource): CertSource {
  const certificates = source.certificates.filter(({ notBefore, notAfter }) => hasReadableDates(notBefore, notAfter));
  const lists = source.lists.filter(({ thisUpdate, nextUpdate }) => hasReadableDates(thisUpdate, nextUpdate));
  const dropped = [
    ...source.certificates.filter((one) => !certificates.includes(one)),
    ...source.lists.filter((one) => !lists.includes(one)),
  ];
  const problems = dropped.map(({ file, line }) => ({
    file,
    line,
    message: 'Its dates are none of the calendar, and OpenSSL rejects it.',
  }));
  return { ...source, certificates, lists, problems: [...source.problems, ...problems] };
}

/** What a role needs and the file does not hold, where no other problem says why. */
function lacking({ name, roles, certificates, lists, problems }: CertSource): readonly CertProblem[] {
  if (problems.length > 0) return [];
  const noList = roles.includes('revocation') && lists.length === 0;
  const other = roles.some((role) => role !== 'revocation');
  if (noList) return [{ file: name, line: 1, message: 'There is no revocation list (BEGIN X509 CRL) in it.' }];
  if (other && certificates.length === 0)
    return [{ file: name, line: 1, message: 'There is no certificate (BEGIN CERTIFICATE) in it.' }];
  return [];
}

/** A certificate that is issued for a week would be reported all its life. */
function shortLived(decidedBy: CheckedItem | undefined, { thresholds }: Moment): readonly string[] {
  if (decidedBy?.until === undefined || decidedBy.kind !== 'certificate') return [];
  const life = (Date.parse(decidedBy.until) - Date.parse(decidedBy.from)) / 1000;
  if (life > thresholds.warn) return [];
  return [`it is issued for ${inDays(Math.round(life))} days in all, no longer than --warn: check it by a shorter one`];
}

function notesOn({ privateKey, usedBy, notes = [] }: CertSource): readonly string[] {
  const idle = usedBy.length > 0 && usedBy.every(({ inForce }) => !inForce);
  return [
    ...notes,
    ...(privateKey ? ['a private key stands in it; it was not read'] : []),
    ...(idle ? ['no server and no hop takes its setting from these lines'] : []),
  ];
}
