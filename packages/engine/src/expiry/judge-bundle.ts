import type { CertificateFacts } from '../x509/chain.js';
import { certificateItem, type Moment } from './items.js';
import type { CheckedItem } from './source.js';
import { compareStates, type Validity } from './validity.js';
import { compareEnds, endOf, ends, heldUntil, lastInTurn, type Verdict } from './verdict.js';

interface Anchor {
  readonly certificate: CertificateFacts;
  readonly item: CheckedItem;
}

/**
 * A file of trusted certificates lasts as long as the last of its anchors: nginx accepts a chain that ends in any of them. An
 * anchor is self-signed, for nginx does not set X509_V_FLAG_PARTIAL_CHAIN, and so never stops at an intermediate. Where it is
 * known in which anchors the chains of the upstreams end, those count, each until a renewed certificate of the same CA takes over.
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
  const needed = anchors.filter(({ certificate }) => inUse?.includes(certificate.sha256));
  const known = needed.length > 0;
  const groups = known ? [...bySubject(needed, anchors)] : [anchors];
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
  return {
    state,
    secondsLeft,
    daysLeft,
    until: decidedBy?.until,
    reason: reasonOf(worst, known && anchors.length > 1),
    decidedBy,
    items,
  };
}

interface Judged extends Validity {
  readonly decidedBy: CheckedItem;
  readonly size: number;
}

/** Certificates that can stand in for each other: as long as one is valid, all is well. */
function judgeGroup(group: readonly Anchor[], moment: Moment): Judged | undefined {
  const items = group.map(({ item }) => item);
  const last = lastInTurn(items, moment.at);
  if (last !== undefined) return { ...heldUntil(last, moment), decidedBy: last, size: items.length };
  // None is valid now: the next to begin, or else the last that was.
  const [first] = items.toSorted((one, other) => compareStates(one.state, other.state) || endOf(other) - endOf(one));
  if (first === undefined) return undefined;
  const { state, secondsLeft, daysLeft } = first;
  return { state, secondsLeft, daysLeft, decidedBy: first, size: items.length };
}

/** The anchors in use, each with the certificates of the same CA: same name, same key. */
function bySubject(needed: readonly Anchor[], anchors: readonly Anchor[]): Iterable<readonly Anchor[]> {
  const groups = new Map<string, readonly Anchor[]>();
  for (const { certificate } of needed) {
    const key = identity(certificate);
    groups.set(
      key,
      anchors.filter((other) => identity(other.certificate) === key),
    );
  }
  return groups.values();
}

const identity = ({ subject, subjectKeyId, sha256 }: CertificateFacts) => `${subject}\n${subjectKeyId ?? sha256}`;

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

function reasonOf({ state, decidedBy, size }: Judged, known: boolean): string {
  const valid = state !== 'expired' && state !== 'not-yet-valid';
  if (known) return valid ? `the CA in use, ${decidedBy.title}, expires` : `the CA in use, ${ends(decidedBy)}`;
  if (size === 1) return ends(decidedBy);
  return valid ? `its last CA, ${decidedBy.title}, expires` : `no CA in it is valid: ${ends(decidedBy)}`;
}
