import type { Hop } from '../hops/hop.js';
import { loggedAddress } from '../hops/index.js';
import type { AccessEntry } from '../logs/access.js';
import type { Incident } from '../logs/incident.js';
import { grouped, oncePer } from '../tables.js';

/** The requests whose `$upstream_addr` is a peer of the hop, its group or what the incident names. */
export function requestsOf(
  incident: Incident,
  hop: Hop | undefined,
  access: readonly AccessEntry[],
): readonly AccessEntry[] {
  const { upstream } = incident;
  const addresses = new Set(hop?.peers.map((peer) => peer.address) ?? []);
  // With no live peer, $upstream_addr is the name of the group.
  const group = hop?.group?.args[0];
  if (group !== undefined) addresses.add(group);
  if (upstream !== undefined) addresses.add(loggedAddress(upstream));
  if (addresses.size === 0) return [];
  const index = requestsByAddress(access);
  return [...new Set([...addresses].flatMap((address) => index.get(address) ?? []))];
}

const requestsByAddress = oncePer((access: readonly AccessEntry[]) =>
  grouped(access, ({ upstreamAddress }) => upstreamAddress),
);
