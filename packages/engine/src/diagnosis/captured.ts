import type { Hop } from '../hops/hop.js';
import { loggedAddress, serverNameIndication, verifiedName } from '../hops/index.js';
import type { Incident } from '../logs/incident.js';
import type { ReadCapture } from '../x509/capture.js';

/**
 * What a peer was seen to present, out of the captures of many: the one of the address in the log, or of the hop where the log has none. Of several
 * of one peer, the one that was asked with the hop's own name, then the latest.
 */
export function captureOf(
  incident: Incident,
  hop: Hop | undefined,
  captures: readonly ReadCapture[],
): ReadCapture | undefined {
  const logged = incident.upstream === undefined ? undefined : loggedAddress(incident.upstream);
  const wanted = new Set([
    ...(logged === undefined ? [] : [logged]),
    ...(hop?.peers ?? []).map(({ address }) => address),
  ]);
  const name = hop === undefined ? undefined : (serverNameIndication(hop).name ?? verifiedName(hop).name);
  const rank = ({ peers, serverName, at = '' }: ReadCapture): readonly [number, number, string] => [
    logged !== undefined && peers.includes(logged) ? 1 : 0,
    serverName !== undefined && serverName === name ? 1 : 0,
    at,
  ];
  return captures
    .filter(({ peers }) => peers.some((peer) => wanted.has(peer)))
    .map((capture) => ({ capture, rank: rank(capture) }))
    .sort(({ rank: one }, { rank: other }) => other[0] - one[0] || other[1] - one[1] || (other[2] < one[2] ? -1 : 1))
    .map(({ capture }) => capture)[0];
}
