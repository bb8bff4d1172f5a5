import {
  type CertificateFacts,
  describeCertificate,
  isDer,
  type Notice,
  readRevocationListDer,
  readRevocationLists,
  sameName,
} from '@stackengine/engine';
import { Refusal } from '../refusal.js';
import { nameOf, readNamed } from './disk.js';
import { decode } from './encoding.js';

/**
 * What the revocation lists that the user named say: as notices, since no cause is judged by a list. A file without one
 * is refused. `now` is ISO 8601.
 */
export function revocationNotices(
  paths: readonly string[],
  presented: readonly CertificateFacts[],
  now: string,
): readonly Notice[] {
  return paths.flatMap((path) => {
    const file = nameOf(path);
    const bytes = readNamed(path);
    const { lists, problems } = isDer(bytes)
      ? readRevocationListDer(file, bytes)
      : readRevocationLists(file, decode(bytes).text);
    const [problem] = problems;
    if (lists.length === 0)
      throw new Refusal(
        `${file}:${problem?.line ?? 1}: ${problem?.message ?? 'no revocation list (-----BEGIN X509 CRL-----) is in it'}`,
      );
    const unread = problems.map(({ message, ...at }) => ({ code: 'revocation-list-unread', text: message, ...at }));
    const read = lists.flatMap(({ issuer, revoked, nextUpdate, line }) => {
      const at = { file, line };
      const stale = nextUpdate !== undefined && nextUpdate < now;
      const hit = presented.filter((one) => sameName(one.issuer, issuer) && revoked.includes(one.serial));
      return [
        {
          code: 'revocation-list',
          text: `this list of "${issuer}" ${stale ? `expired at ${nextUpdate}` : `holds until ${nextUpdate ?? 'further notice'}`} and revokes ${revoked.length}; its signature is not checked, and no cause is judged by it`,
          ...at,
        },
        ...hit.map((one) => ({ code: 'revoked', text: `this list revokes ${describeCertificate(one)}`, ...at })),
      ];
    });
    return [...read, ...unread];
  });
}
