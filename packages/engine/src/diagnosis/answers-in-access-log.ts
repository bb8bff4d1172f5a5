import type { Configuration } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';
import { loggedAddress, matchHops } from '../hops/index.js';
import { type AccessEntry, requestsIn } from '../logs/access.js';
import type { LogEvent, LoggedUpstream } from '../logs/event.js';
import type { Incident } from '../logs/incident.js';
import { timesOf } from '../logs/time-counts.js';
import { grouped } from '../tables.js';

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
  configuration: Configuration | undefined,
): readonly { readonly incident: Incident; readonly hop: Hop }[] {
  const explained = new Set(known.map(({ upstream }) => (upstream === undefined ? '' : loggedAddress(upstream))));
  const byAddress = grouped(access, ({ upstreamAddress, upstreamStatus }) =>
    upstreamStatus.length === 0 ? [] : [upstreamAddress.at(-1)],
  );
  const found: { incident: Incident; hop: Hop }[] = [];
  for (const [address, entries] of byAddress) {
    if (explained.has(address)) continue;
    const status = entries[0]?.upstreamStatus.at(-1);
    if (status === undefined || (status !== 400 && status !== withoutStatusLine)) continue;
    if (!entries.every((entry) => entry.upstreamStatus.at(-1) === status)) continue;
    const hop =
      hops.find((one) => one.peers.some((peer) => peer.address === address)) ??
      passedByName(address, entries, hops, configuration);
    if (hop !== undefined) found.push({ incident: incidentOf(address, status, entries, hop), hop });
  }
  return found;
}

/** The hop whose target is a name that can resolve to the address, where location and port speak for it too. */
function passedByName(
  address: string,
  [first]: readonly AccessEntry[],
  hops: readonly Hop[],
  configuration: Configuration | undefined,
): Hop | undefined {
  if (first === undefined) return undefined;
  const [best] = matchHops(
    requestAsEvent(first, address),
    hops,
    configuration === undefined ? {} : { configuration },
  ).matches;
  return best === undefined || best.strength === 'possible' ? undefined : best.hop;
}

function requestAsEvent(
  { file, line, time, client, method, uri, host, status }: AccessEntry,
  address: string,
): LogEvent {
  return {
    file,
    line,
    endLine: line,
    range: [0, 0],
    text: '',
    time,
    level: undefined,
    pid: undefined,
    tid: undefined,
    connection: undefined,
    message: '',
    signature: { kind: 'answer', status: status ?? 0 },
    action: undefined,
    client,
    server: undefined,
    request: method === undefined || uri === undefined ? undefined : `${method} ${uri} HTTP/1.1`,
    subrequest: undefined,
    upstream: upstreamAt(address, undefined),
    host,
    referrer: undefined,
    place: undefined,
    repeated: 1,
    damage: [],
  };
}

/** An address of `$upstream_addr`: with its port, in brackets for IPv6. */
function upstreamAt(address: string, scheme: string | undefined): LoggedUpstream {
  const colon = address.lastIndexOf(':');
  return {
    text: address,
    scheme,
    host: address.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(address.slice(colon + 1)),
    uri: undefined,
  };
}

function incidentOf(address: string, status: number, entries: readonly AccessEntry[], hop: Hop): Incident {
  const times = entries.flatMap(timesOf).sort();
  return {
    id: `answer-${status}-${address.replace(/[^\w.]+/g, '-')}`,
    signature: { kind: 'answer', status },
    events: [],
    count: requestsIn(entries),
    firstSeen: times[0],
    lastSeen: times.at(-1),
    upstream: upstreamAt(address, hop.target.scheme),
    protocol: hop.protocol,
    consequences: [],
  };
}
