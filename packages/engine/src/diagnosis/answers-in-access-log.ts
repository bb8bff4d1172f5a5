import type { Hop } from '../hops/hop.js';
import type { AccessEntry } from '../logs/access.js';
import type { Incident } from '../logs/incident.js';

/** nginx's number for an answer without a status line (HTTP/0.9): a bare TLS alert looks like that. */
const withoutStatusLine = 9;

/**
 * Incidents that leave no line in the error log: an nginx upstream that answers 400 to plain HTTP or to a missing
 * client certificate, and a bare alert read as HTTP/0.9. Only where an upstream answers nothing but that, since single
 * 400s are everyday.
 */
export function answerIncidents(
  access: readonly AccessEntry[],
  hops: readonly Hop[],
  known: readonly Incident[],
): readonly { readonly incident: Incident; readonly hop: Hop }[] {
  const explained = new Set(
    known.map(({ upstream }) => (upstream === undefined ? '' : `${upstream.host}:${upstream.port}`)),
  );
  const byAddress = new Map<string, AccessEntry[]>();
  for (const entry of access) {
    const address = entry.upstreamAddress.at(-1);
    if (address !== undefined && entry.upstreamStatus.length > 0)
      byAddress.set(address, [...(byAddress.get(address) ?? []), entry]);
  }
  const found: { incident: Incident; hop: Hop }[] = [];
  for (const [address, entries] of byAddress) {
    if (explained.has(address)) continue;
    const status = entries[0]?.upstreamStatus.at(-1);
    if (status === undefined || (status !== 400 && status !== withoutStatusLine)) continue;
    if (!entries.every((entry) => entry.upstreamStatus.at(-1) === status)) continue;
    const hop = hops.find((one) => one.peers.some((peer) => peer.address === address));
    if (hop !== undefined) found.push({ incident: incidentOf(address, status, entries, hop), hop });
  }
  return found;
}

function incidentOf(address: string, status: number, entries: readonly AccessEntry[], hop: Hop): Incident {
  const colon = address.lastIndexOf(':');
  const times = entries
    .map((entry) => entry.time)
    .filter((time): time is string => time !== undefined)
    .sort();
  return {
    id: `answer-${status}-${address.replace(/[^\w.]+/g, '-')}`,
    signature: { kind: 'answer', status },
    events: [],
    count: entries.length,
    firstSeen: times[0],
    lastSeen: times.at(-1),
    upstream: {
      text: address,
      scheme: hop.target.scheme,
      host: address.slice(0, colon),
      port: Number(address.slice(colon + 1)),
      uri: undefined,
    },
    protocol: hop.protocol,
    consequences: [],
  };
}
