import type { CertificateFacts } from '../x509/chain.js';
import { sameName } from '../x509/distinguished-name.js';
import { certificateItem, type Moment } from './items.js';
import type { CheckedItem } from './source.js';
import { compareStates, type Validity } from './validity.js';
import { compareEnds, endOf, ends, heldUntil, lastInTurn, type Verdict } from './verdict.js';

interface Trusted {
  readonly certificate: CertificateFacts;
  readonly item: CheckedItem;
}

/**
 * A file of trusted certificates lasts as long as the last of its anchors: nginx accepts a chain that ends in any of them. An
 * anchor is self-signed, for nginx does not set X509_V_FLAG_PARTIAL_CHAIN, and so never stops at an intermediate. Where it is
 * known through which trusted certificates the chains of the upstreams go, those count, intermediates too, each until a renewed certificate of the
 * same CA takes over. An expired intermediate does harm even so: OpenSSL takes it before the renewed one that an upstream sends.
 *
 * @returns undefined where the file holds no anchor
 */
export function judgeBundle(
  certificates: readonly CertificateFacts[],
  inUse: readonly string[] | undefined,
  moment: Moment,
): Verdict | undefined {
  const all = certificates.map((certificate) => ({ certificate, item: certificateItem(certificate, moment) }));
  const anchors = all.filter(({ certificate }) => certificate.selfSigned);
  if (anchors.length === 0) return undefined;
  const needed = all.filter(({ certificate }) => inUse?.includes(certificate.sha256));
  const known = needed.length > 0;
  const groups = known ? [...bySubject(needed, all)] : [anchors];
  const [worst] = groups
    .flatMap((group) => judgeGroup(group, moment) ?? [])
    .toSorted((one, other) => compareStates(other.state, one.state) || compareEnds(one.secondsLeft, other.secondsLeft));
  if (worst === undefined) return undefined;
  const counting = new Set(groups.flat().map(({ item }) => item));
  const items = all.map(({ item, certificate }) =>
    item === worst.decidedBy ? item : beside(item, certificate.selfSigned, counting.has(item)),
  );
  const decidedBy = items[all.findIndex(({ item }) => item === worst.decidedBy)];
  const { state, secondsLeft, daysLeft } = worst;
  const verdict = {
    state,
    secondsLeft,
    daysLeft,
    until: decidedBy?.until,
    reason: reasonOf(worst, known && all.length > 1),
    decidedBy,
    items,
  };
  const hidden = known || compareStates(state, 'warn') >= 0 ? undefined : hiding(all);
  return hidden === undefined ? verdict : { ...verdict, state: 'warn', reason: warningOf(hidden.item) };
}

/** An expired intermediate for which no valid one stands in the file: OpenSSL takes valid ones first. */
function hiding(all: readonly Trusted[]): Trusted | undefined {
  return all.find(
    ({ certificate: { selfSigned, ca, subject }, item }) =>
      !selfSigned &&
      ca === true &&
      item.state === 'expired' &&
      !all.some((other) => sameName(other.certificate.subject, subject) && isValid(other.item)),
  );
}

const isValid = ({ state }: CheckedItem): boolean => state !== 'expired' && state !== 'not-yet-valid';

const warningOf = ({ title, line }: CheckedItem): string =>
  `${title} (line ${line}) has expired, and nginx takes it before a renewed one that an upstream sends (verify code 10): take it out`;

interface Judged extends Validity {
  readonly decidedBy: CheckedItem;
  readonly size: number;
}

/** Certificates that can stand in for each other: as long as one is valid, all is well. */
function judgeGroup(group: readonly Trusted[], moment: Moment): Judged | undefined {
  const items = group.map(({ item }) => item);
  const last = lastInTurn(items, moment.at);
  if (last !== undefined) return { ...heldUntil(last, moment), decidedBy: last, size: items.length };
  // None is valid now: the next to begin, or else the last that was.
  const [first] = items.toSorted((one, other) => compareStates(one.state, other.state) || endOf(other) - endOf(one));
  if (first === undefined) return undefined;
  const { state, secondsLeft, daysLeft } = first;
  return { state, secondsLeft, daysLeft, decidedBy: first, size: items.length };
}

/** The CAs in use, each with the certificates of the same CA: same name, same key. */
function bySubject(needed: readonly Trusted[], all: readonly Trusted[]): Iterable<readonly Trusted[]> {
  const groups = new Map<string, readonly Trusted[]>();
  for (const { certificate } of needed) {
    const key = identity(certificate);
    groups.set(
      key,
      all.filter((other) => identity(other.certificate) === key),
    );
  }
  return groups.values();
}

const identity = ({ subject, subjectKeyId, sha256, selfSigned }: CertificateFacts) =>
  `${selfSigned}\n${subject}\n${subjectKeyId ?? sha256}`;

function beside(item: CheckedItem, anchor: boolean, counts: boolean): CheckedItem {
  if (item.state === 'expired') return { ...item, counts: false, note: 'it has expired and can be removed' };
  if (counts) return { ...item, counts: false };
  return {
    ...item,
    counts: false,
    note: anchor
      ? 'no upstream that was asked needs it'
      : 'no trust anchor: it completes chains that are sent without it',
  };
}

function reasonOf({ decidedBy, size }: Judged, known: boolean): string {
  const valid = isValid(decidedBy);
  if (known) return valid ? `the CA in use, ${decidedBy.title}, expires` : `the CA in use, ${ends(decidedBy)}`;
  if (size === 1) return ends(decidedBy);
  return valid ? `its last CA, ${decidedBy.title}, expires` : `no CA in it is valid: ${ends(decidedBy)}`;
}
