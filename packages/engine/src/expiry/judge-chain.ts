import type { CertificateFacts } from '../x509/chain.js';
import { sameName } from '../x509/distinguished-name.js';
import type { RevocationList } from '../x509/revocation.js';
import { certificateItem, listItem, type Moment, thresholdsFor } from './items.js';
import { endOf, ends, heldUntil, lastInTurn, type Verdict, weakest } from './verdict.js';

/** What is presented: each certificate is needed, but for a root that is sent along, for which the other side has its own. */
export function judgeChain(certificates: readonly CertificateFacts[], moment: Moment): Verdict | undefined {
  const items = certificates.map((certificate, index) => {
    const item = certificateItem(certificate, moment);
    return index > 0 && certificate.selfSigned && certificate.ca === true
      ? { ...item, counts: false, note: 'a root that is sent along: the other side goes by its own copy' }
      : item;
  });
  return weakest(items, ends);
}

/** Of the lists of one CA the one that lasts longest is used (get_crl_score); of several CAs each needs one (CRL_CHECK_ALL). */
export function judgeLists(lists: readonly RevocationList[], moment: Moment): Verdict | undefined {
  const items = lists.map((list) => listItem(list, moment));
  const issuers = items.filter(
    (item, index) => items.findIndex(({ issuer }) => sameName(issuer, item.issuer)) === index,
  );
  const judged = issuers.map(({ issuer }) => {
    const same = items.filter((item) => sameName(item.issuer, issuer));
    const last = lastInTurn(same, moment.at);
    // A list that begins before the former one ends takes over without a gap.
    if (last !== undefined) {
      const { from: thisUpdate, until: nextUpdate } = last;
      const thresholds = thresholdsFor({ thisUpdate, nextUpdate }, moment);
      return { list: last, held: { ...last, ...heldUntil(last, { ...moment, thresholds }) } };
    }
    const [latest] = same.toSorted((one, other) => endOf(other) - endOf(one));
    return { list: latest, held: latest };
  });
  const held = judged.flatMap((each) => each.held ?? []);
  const verdict = weakest(held, (item) => `the list of ${ends(item)}`);
  const beside = items
    .filter((item) => !judged.some(({ list }) => list === item))
    .map((item) => ({ ...item, counts: false, note: 'a later list of the same CA stands beside it' }));
  return verdict && { ...verdict, items: [...verdict.items, ...beside] };
}
