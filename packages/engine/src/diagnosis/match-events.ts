import type { Configuration } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';
import { type HopMatch, isAddressLiteral, leadsBeyondItsAddresses, loggedAddress, matchHops } from '../hops/index.js';
import type { LogEvent } from '../logs/event.js';
import { lookup } from '../tables.js';

/** Lines that differ in their path only are matched one by one until so many lines and hops were compared; then as the first of their kind. */
const mostComparisons = 1_000_000;

/**
 * Finds the hops that can have written a line: the best matches, more than one where the line does not tell. Logs repeat
 * themselves, so each kind of line is matched once, and only against hops on its peer where its address is a peer's.
 */
export function eventMatcher(
  hops: readonly Hop[],
  configuration: Configuration | undefined,
): (event: LogEvent) => readonly Hop[] {
  const byAddress = lookup(hops, (hop) => hop.peers.map(({ address }) => address));
  const byName = lookup(hops, (hop) => hop.target.destinations.flatMap(({ host }) => host?.toLowerCase() ?? []));
  const beyondAddresses = hops.filter(leadsBeyondItsAddresses);
  let comparisons = 0;
  const options = configuration === undefined ? {} : { configuration };
  const matched = new Map<string, readonly Hop[]>();
  return (event) => {
    const { upstream, server, host, request, signature, place } = event;
    const kind = [signature.kind, upstream?.scheme, upstream?.host, upstream?.port, server, host, place?.line].join(
      '\n',
    );
    const path = [kind, request?.split(/[ ?]/).slice(0, 2).join(' '), upstream?.uri?.split('?')[0]].join('\n');
    const key = comparisons < mostComparisons ? path : kind;
    const known = matched.get(path) ?? matched.get(key);
    if (known !== undefined) return known;
    const address = upstream?.port === undefined ? undefined : loggedAddress(upstream);
    const onPeer =
      address === undefined ? byName(upstream?.host.toLowerCase() ?? '') : byAddress(address.toLowerCase());
    const others = address !== undefined && isAddressLiteral(upstream?.host ?? '') ? beyondAddresses : hops;
    const bestAmong = (some: readonly Hop[]): readonly Hop[] | undefined => {
      comparisons += some.length;
      return best(matchHops(event, some, options).matches);
    };
    const found = bestAmong(onPeer) ?? bestAmong(others) ?? [];
    matched.set(key, found);
    return found;
  };
}

/** All matches of the best strength; undefined where there is none. */
function best(matches: readonly HopMatch[]): readonly Hop[] | undefined {
  const strength = matches[0]?.strength;
  return strength === undefined
    ? undefined
    : matches.filter((match) => match.strength === strength).map((match) => match.hop);
}
