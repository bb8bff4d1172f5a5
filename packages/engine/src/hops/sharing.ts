import { canonicalHost } from './address.js';
import { choosesPeersInLua } from './blocks.js';
import type { Destination, Hop } from './hop.js';

/**
 * Whether two hops can meet at one peer of nginx's memory, and so share its cached TLS session and its failure count:
 * the same `upstream` block, or the same host and port written out in both passes (nginx makes one implicit group of
 * those: ngx_http_upstream_add). A pass with variables joins a group that another pass or block made; on its own it
 * makes peers for one request (ngx_http_upstream_create_round_robin_peer), which keep no session.
 */
export function sharesPeer(a: Hop, b: Hop): boolean {
  if (a === b) return true;
  if (familyOf(a) !== familyOf(b)) return false;
  const keys = new Set(peerKeys(a));
  const bothVariable = isVariable(a) && isVariable(b);
  return peerKeys(b).some((key) => keys.has(key) && !(bothVariable && isImplicit(key)));
}

/** The hops of a configuration that share a peer with `hop`, itself included. */
export function hopsOnSamePeers(hop: Hop, hops: readonly Hop[]): readonly Hop[] {
  const family = hops.filter((other) => familyOf(other) === familyOf(hop));
  const lasting = new Set(family.filter((other) => !isVariable(other)).flatMap(peerKeys));
  const keys = new Set(peerKeys(hop).filter((key) => !isImplicit(key) || lasting.has(key)));
  return hops.filter(
    (other) => other === hop || (familyOf(other) === familyOf(hop) && peerKeys(other).some((key) => keys.has(key))),
  );
}

// A group's name is shared by proxy, grpc and uwsgi; stream has its own table.
const familyOf = (hop: Hop) => (hop.protocol === 'stream' ? 'stream' : 'http');
const isVariable = (hop: Hop) => hop.pass.args.some((argument) => argument.includes('$'));
const isImplicit = (key: string) => !key.startsWith('group ');

function peerKeys(hop: Hop): readonly string[] {
  return hop.target.destinations.flatMap(keysOf);
}

function keysOf({ group, host, port, unix, unseenGroup }: Destination): readonly string[] {
  if (choosesPeersInLua(group)) return [];
  if (group !== undefined) return [`group ${(group.args[0] ?? '').toLowerCase()}`];
  if (unix !== undefined) return [`unix:${unix}`];
  if (host === undefined) return [];
  const implicit = port === undefined ? [] : [`${canonicalHost(host)} ${port}`];
  // Were the name a group that was not given, both hops would still mean the same one.
  return unseenGroup ? [`group ${host.toLowerCase()}`, ...implicit] : implicit;
}
