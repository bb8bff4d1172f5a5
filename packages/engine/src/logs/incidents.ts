import { signatureKey } from './describe.js';
import type { LogEvent, Signature } from './event.js';
import type { Incident } from './incident.js';
import { timesOf } from './time-counts.js';

interface Draft {
  readonly key: string;
  readonly signature: Signature;
  readonly first: LogEvent;
  readonly hop: string | undefined;
  readonly events: LogEvent[];
  /** Position of each event in the log. */
  readonly positions: number[];
  readonly consequences: LogEvent[];
}

/**
 * Groups events into incidents: the same hop (where `hopOf` knows it, else the same protocol, address and logged server) and the
 * same signature, in order of appearance. "no live upstreams" and "temporarily disabled" become consequences of what they follow
 * from; where that is not in the log, incidents of their own. Events that say nothing of an upstream are left out.
 */
export function groupIncidents(
  events: readonly LogEvent[],
  hopOf: (event: LogEvent) => string | undefined,
): readonly Incident[] {
  const drafts = new Map<string, Draft>();
  const follow: { readonly event: LogEvent; readonly position: number }[] = [];
  events.forEach((event, position) => {
    if (isConsequence(event)) follow.push({ event, position });
    else if (concernsUsers(event)) add(drafts, event, position, hopOf(event));
  });
  const causes = [...drafts.values()].filter((draft) => failsPeers.has(draft.signature.kind));
  const finder = createCauseFinder(causes);
  // Which peers were disabled tells which of them took a group down, so that comes first.
  follow.sort((a, b) => Number(a.event.signature.kind !== 'disabled') - Number(b.event.signature.kind !== 'disabled'));
  for (const { event, position } of follow) {
    const found =
      event.signature.kind === 'disabled'
        ? finder.ofDisabled(event, position, hopOf(event))
        : finder.ofNoLive(event, position, hopOf(event));
    for (const cause of found) cause.consequences.push(event);
    if (found.length === 0) add(drafts, event, position, hopOf(event));
  }
  const ordered = [...drafts.values()].sort((a, b) => (a.positions[0] ?? 0) - (b.positions[0] ?? 0));
  const taken = new Set<string>();
  return ordered.map((draft) => incidentOf(draft, taken));
}

/** What makes nginx count a failure of a peer (ngx_http_upstream_next). */
const failsPeers = new Set<Signature['kind']>([
  'verify',
  'name',
  'alert',
  'ssl',
  'handshake',
  'closed',
  'timeout',
  'connect',
  'invalid-header',
  'premature-response',
]);

function isConsequence(event: LogEvent): boolean {
  return event.signature.kind === 'no-live-upstreams' || event.signature.kind === 'disabled';
}

/** Whether an event says anything of an upstream, of a client's handshake or of the configuration. */
export function concernsUsers(event: LogEvent): boolean {
  return event.signature.kind !== 'other' || event.upstream !== undefined;
}

function add(drafts: Map<string, Draft>, event: LogEvent, position: number, hop: string | undefined): void {
  const key = `${signatureKey(event.signature)} ${hop ?? placeKey(event)}`;
  const draft = drafts.get(key);
  if (draft === undefined) {
    const { signature } = event;
    drafts.set(key, { key, signature, first: event, hop, events: [event], positions: [position], consequences: [] });
    return;
  }
  draft.events.push(event);
  draft.positions.push(position);
}

function placeKey(event: LogEvent): string {
  const { upstream, server, place } = event;
  return JSON.stringify([upstream?.scheme, upstream?.host, upstream?.port, server, place?.file, place?.line]);
}

interface CauseFinder {
  ofDisabled(event: LogEvent, position: number, hop: string | undefined): readonly Draft[];
  ofNoLive(event: LogEvent, position: number, hop: string | undefined): readonly Draft[];
}

const neighbours = 8;

function createCauseFinder(causes: readonly Draft[]): CauseFinder {
  const byPosition = new Map<number, { readonly cause: Draft; readonly event: LogEvent }>();
  for (const cause of causes)
    for (const [index, event] of cause.events.entries()) byPosition.set(cause.positions[index] ?? -1, { cause, event });
  const positioned = positionedCauses(causes);

  return {
    /** The same connection says "disabled" one line before or after the fault; without numbers, the same peer does. */
    ofDisabled(event, position) {
      for (let distance = 1; distance <= neighbours; distance += 1) {
        for (const at of [position - distance, position + distance]) {
          const near = byPosition.get(at);
          if (near !== undefined && sameConnection(event, near.event) && samePeer(event, near.event))
            return [near.cause];
        }
      }
      return [];
    },
    /** Each peer of the group failed before, for its own reason: the last failures of the hop, none of them long ago. */
    ofNoLive(event, position, hop) {
      const found: Draft[] = [];
      let nearest: LogEvent | undefined;
      const candidates: { cause: Draft; last: LogEvent; position: number }[] = [];
      for (const entry of positioned(event, hop)) {
        while ((entry.cause.positions[entry.at] ?? Number.POSITIVE_INFINITY) < position) entry.at += 1;
        const last = entry.cause.events[entry.at - 1];
        const lastPosition = entry.cause.positions[entry.at - 1];
        if (last === undefined || lastPosition === undefined || !sameGroup(event, hop, last, entry.cause.hop)) continue;
        candidates.push({ cause: entry.cause, last, position: lastPosition });
      }
      candidates.sort((a, b) => b.position - a.position);
      for (const { cause, last } of candidates) {
        nearest ??= last;
        if (secondsBetween(last, event) > longestMemory || secondsBetween(last, nearest) > sameOutage) continue;
        found.push(cause);
      }
      return hop === undefined ? likeliest(found, event) : found;
    },
  };
}

interface Positioned {
  readonly cause: Draft;
  /** How many of its events stand before the position asked for last. */
  at: number;
}

/** The causes that can be of a group (`sameGroup`): those of the hop, and by server and scheme those whose hop is not known. */
function positionedCauses(
  causes: readonly Draft[],
): (event: LogEvent, hop: string | undefined) => readonly Positioned[] {
  const byHop = new Map<string, Positioned[]>();
  const byServer = new Map<string, { readonly all: Positioned[]; readonly withoutHop: Positioned[] }>();
  const keyOf = ({ server, upstream }: LogEvent): string => `${server === undefined} ${server} ${upstream?.scheme}`;
  for (const cause of causes) {
    const entry = { cause, at: 0 };
    if (cause.hop !== undefined) byHop.set(cause.hop, [...(byHop.get(cause.hop) ?? []), entry]);
    for (const key of new Set(cause.events.map(keyOf))) {
      const server = byServer.get(key) ?? { all: [], withoutHop: [] };
      byServer.set(key, server);
      server.all.push(entry);
      if (cause.hop === undefined) server.withoutHop.push(entry);
    }
  }
  return (event, hop) => {
    const server = byServer.get(keyOf(event));
    if (hop === undefined) return server?.all ?? [];
    return [...(byHop.get(hop) ?? []), ...(server?.withoutHop ?? [])];
  };
}

/** Where the hop is not known: peers that were disabled, then peers that served the same path, take the group down. */
function likeliest(causes: readonly Draft[], event: LogEvent): readonly Draft[] {
  const disabled = causes.filter((cause) => cause.consequences.some((one) => one.signature.kind === 'disabled'));
  const left = disabled.length > 0 ? disabled : causes;
  const path = firstSegment(event);
  const same = left.filter((cause) => cause.events.some((one) => firstSegment(one) === path));
  return same.length > 0 ? same : left;
}

function firstSegment(event: LogEvent): string | undefined {
  return /^\/[^/?]*/.exec(event.upstream?.uri ?? '')?.[0];
}

/** `fail_timeout` is 10 s unless set; what failed longer ago than this did not take the group down. */
const longestMemory = 3600;
const sameOutage = 60;

function sameConnection(a: LogEvent, b: LogEvent): boolean {
  if (a.connection !== undefined && b.connection !== undefined && a.connection !== b.connection) return false;
  return a.pid === undefined || b.pid === undefined || a.pid === b.pid;
}

function samePeer(a: LogEvent, b: LogEvent): boolean {
  if (a.upstream === undefined || b.upstream === undefined) return a.connection !== undefined;
  return a.upstream.host === b.upstream.host && a.upstream.port === b.upstream.port;
}

function sameGroup(event: LogEvent, hop: string | undefined, cause: LogEvent, causeHop: string | undefined): boolean {
  if (hop !== undefined && causeHop !== undefined) return hop === causeHop;
  if (event.upstream?.scheme !== cause.upstream?.scheme) return false;
  return event.server === cause.server;
}

function secondsBetween(a: LogEvent, b: LogEvent): number {
  const [from, to] = [secondsOf(a.time), secondsOf(b.time)];
  return from === undefined || to === undefined ? 0 : Math.abs(to - from);
}

function secondsOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const milliseconds = Date.parse(`${time}Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function incidentOf(draft: Draft, taken: Set<string>): Incident {
  const { events, signature, first } = draft;
  const times = events.flatMap(timesOf).sort();
  return {
    id: idOf(draft, taken),
    signature,
    events,
    count: events.reduce((sum, event) => sum + event.repeated, 0),
    firstSeen: times[0],
    lastSeen: times.at(-1),
    upstream: events.find((event) => event.upstream !== undefined)?.upstream,
    protocol: protocolOf(first),
    consequences: draft.consequences,
  };
}

/** The module whose hop it is: by the scheme in `upstream:`; stream logs none, and no request. */
function protocolOf({ upstream, request, text }: LogEvent): Incident['protocol'] {
  switch (upstream?.scheme) {
    case 'http':
    case 'https':
      return 'proxy';
    case 'grpc':
    case 'grpcs':
      return 'grpc';
    case 'uwsgi':
    case 'suwsgi':
      return 'uwsgi';
    default:
      if (upstream !== undefined && request === undefined && /bytes from\/to client/.test(text)) return 'stream';
      return undefined;
  }
}

function idOf({ signature, key }: Draft, taken: Set<string>): string {
  const name =
    signature.kind === 'alert'
      ? `alert-${signature.number}`
      : signature.kind === 'verify'
        ? `verify-${signature.code}`
        : signature.kind;
  const id = `${name}-${fnv1a(key)}`;
  for (let copy = 1; ; copy += 1) {
    const unique = copy === 1 ? id : `${id}-${copy}`;
    if (taken.has(unique)) continue;
    taken.add(unique);
    return unique;
  }
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), in hexadecimal. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
