import type { Hop } from '../hops/hop.js';
import { hopsOnSamePeers } from '../hops/index.js';

/** From so many hops on one peer on, those with the same settings fail together: one incident, rather than one for each. */
const crowd = 50;

/** What the events of one incident have in common: their hop, or in a crowd the peers and settings. */
export function placeOf(hop: Hop, hops: readonly Hop[]): string {
  const sharing = hopsOnSamePeers(hop, hops);
  return sharing.length < crowd ? hop.id : `${sharing[0]?.id} ${settings(hop)}`;
}

/** Hops that differ in place only: same peers, same family, same effective settings. */
export function alike(hops: readonly Hop[]): boolean {
  const [first, ...others] = hops;
  if (first === undefined) return false;
  const same = new Set(hopsOnSamePeers(first, hops));
  return others.every((other) => same.has(other) && settings(other) === settings(first));
}

function settings(hop: Hop): string {
  return JSON.stringify([
    hop.protocol,
    hop.tls.verify.value,
    hop.tls.trustedCertificate.value,
    hop.tls.verifyDepth.value,
    hop.tls.name.value,
    hop.tls.serverName.value,
    hop.tls.protocols.value,
    hop.tls.ciphers.value,
    hop.tls.certificate.value,
  ]);
}
