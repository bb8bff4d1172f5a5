import type { Notice } from '../diagnosis/diagnosis.js';
import type { CertificateFacts } from './chain.js';
import { describeCertificate } from './describe.js';
import { sameName } from './distinguished-name.js';
import type { RevocationList } from './revocation.js';

/** What the given lists say of themselves, and of the certificates that were shown. `now` is ISO 8601. */
export function revocationNotices(
  lists: readonly RevocationList[],
  presented: readonly CertificateFacts[],
  now: string,
): readonly Notice[] {
  return lists.flatMap(({ issuer, revoked, nextUpdate, file, line }) => {
    const at = { file, line };
    const stale = nextUpdate !== undefined && nextUpdate < now;
    const hit = presented.filter((one) => sameName(one.issuer, issuer) && revoked.includes(one.serial));
    return [
      {
        code: 'revocation-list',
        text: `this list of "${issuer}" ${stale ? `expired at ${nextUpdate}` : `holds until ${nextUpdate ?? 'further notice'}`} and revokes ${revoked.length}`,
        ...at,
      },
      ...hit.map((one) => ({ code: 'revoked', text: `this list revokes ${describeCertificate(one)}`, ...at })),
    ];
  });
}
