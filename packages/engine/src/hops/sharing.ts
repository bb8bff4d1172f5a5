import { oncePer } from '../tables.js';
import { choosesPeersInLua } from './blocks.js';
import type { Destination, Hop } from './hop.js';

/**
 * The hops of a configuration that can meet `hop` at one peer of nginx's memory, and so share its cached TLS session and
 * its failure count, itself included, as they stand: the same `upstream` block, or the same host and port written out in
 * both passes (nginx makes one implicit group of those: ngx_http_upstream_add, which compares hosts as text). A pass with
 * variables joins a group that another pass or block made; on its own it makes peers for one request
 * (ngx_http_upstream_create_round_robin_peer), which keep no session.
 */
export function hopsOnSamePeers(hop: Hop, hops: readonly Hop[]): readonly Hop[] {
  const index = indexOf(hops);
  const found = new Set([hop]);
  for (const key of peerKeys(hop)) {
    const place = placeOf(hop, key);
    if (isImplicit(key) && !index.lasting.has(place)) continue;
    for (const other of index.byKey.get(place) ?? []) found.add(other);
  }
  return [...found].sort((a, b) => (index.order.get(a) ?? 0) - (index.order.get(b) ?? 0));
}

interface PeerIndex {
  readonly order: ReadonlyMap<Hop, number>;
  readonly byKey: ReadonlyMap<string, readonly Hop[]>;
  /** Keys of passes without variables: their peers outlive a request. */
  readonly lasting: ReadonlySet<string>;
}

const indexOf = oncePer((hops: readonly Hop[]): PeerIndex => {
  const order = new Map<Hop, number>();
  const byKey = new Map<string, Hop[]>();
  const lasting = new Set<string>();
  for (const [position, hop] of hops.entries()) {
    order.set(hop, position);
    const places = placesOf(hop);
    const variable = isVariable(hop);
    for (const place of places.length < 2 ? places : new Set(places)) {
      const others = byKey.get(place);
      if (others === undefined) byKey.set(place, [hop]);
      else others.push(hop);
      if (!variable) lasting.add(place);
    }
  }
  return { order, byKey, lasting };
});

function placesOf(hop: Hop): readonly string[] {
  return peerKeys(hop).map((key) => placeOf(hop, key));
}

const placeOf = (hop: Hop, key: string) => `${familyOf(hop)} ${key}`;
// A group's name is shared by proxy, grpc and uwsgi; stream has its own table.
const familyOf = (hop: Hop) => (hop.protocol === 'stream' ? 'stream' : 'http');
const isVariable = (hop: Hop) => hop.pass.args.some((argument) => argument.includes('$'));
const isImplicit = (key: string) => !key.startsWith('group ');

function peerKeys(hop: Hop): readonly string[] {
  const { destinations } = hop.target;
  const [first] = destinations;
  return first !== undefined && destinations.length === 1 ? keysOf(first) : destinations.flatMap(keysOf);
}

function keysOf({ group, host, port, unix, unseenGroup }: Destination): readonly string[] {
  if (choosesPeersInLua(group)) return [];
  if (group !== undefined) return [`group ${(group.args[0] ?? '').toLowerCase()}`];
  if (unix !== undefined) return [`unix:${unix}`];
  if (host === undefined) return [];
  const implicit = port === undefined ? [] : [`${host.toLowerCase()} ${port}`];
  // Were the name a group that was not given, both hops would still mean the same one.
  return unseenGroup ? [`group ${host.toLowerCase()}`, ...implicit] : implicit;
}
