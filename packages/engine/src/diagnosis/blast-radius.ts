import type { Statement } from '@stackengine/nginx-config';
import type { Case } from '../causes/cause.js';
import type { Hop } from '../hops/hop.js';
import { locationOf, locationText, loggedAddress, serverNames, serverOf } from '../hops/index.js';
import { requestsIn } from '../logs/access.js';
import { isHealthPath, isHealthRequest } from '../logs/health-path.js';
import type { BlastRadius } from './diagnosis.js';

/** What the faulty setting takes down: every hop on the same peers, and the requests that went there. */
export function blastRadius(given: Case, accessGiven: boolean): BlastRadius {
  const { hop, sharing, access, incident } = given;
  const refused = incident.signature.kind === 'config';
  const affected =
    hop === undefined
      ? given.candidates
      : refused
        ? given.candidates
        : [hop, ...sharing.filter((other) => other.tls.enabled === hop.tls.enabled)];
  const peers = new Set(affected.flatMap((one) => one.peers.map((peer) => peer.address)));
  if (peers.size === 0 && incident.upstream !== undefined) peers.add(loggedAddress(incident.upstream));
  return {
    locations: [...new Set(affected.map(locationText))],
    servers: [...new Set(affected.map(serverText).filter((text) => text !== ''))],
    peers: [...peers],
    healthCheckAffected:
      affected.some(carriesHealthCheck) || access.some(({ uri }) => uri !== undefined && isHealthRequest(uri)),
    requests502: accessGiven ? requestsIn(access.filter(({ status }) => status === 502 || status === 504)) : null,
    requestsTotal: accessGiven ? requestsIn(access) : null,
    cascade: cascade(given),
  };
}

function serverText(hop: Hop): string {
  const server = serverOf(hop);
  if (server === undefined) return '';
  const names = serverNames(hop);
  const listens = server.children.filter((child) => child.name === 'listen').map((child) => child.args[0] ?? '');
  return names.length > 0 ? names.join(' ') : `listen ${listens.join(', ')}`;
}

/** A location for a health path, an active check, or the catch-all of a server that has no location of its own for one. */
function carriesHealthCheck(hop: Hop): boolean {
  const location = locationOf(hop);
  if (location === undefined) return false;
  if (location.children.some((child) => child.name === 'health_check')) return true;
  if (location.args.some((argument) => isHealthPath(argument))) return true;
  const catchAll = location.args.at(-1) === '/' && location.args.length === 1;
  const siblings = serverOf(hop)?.children ?? [];
  return (
    catchAll &&
    !siblings.some(
      (child) =>
        child !== location && child.name === 'location' && child.args.some((argument) => isHealthPath(argument)),
    )
  );
}

function cascade({ hop, incident }: Case): string | null {
  const follows =
    incident.consequences.length > 0
      ? `Lines of the log that follow from this one: ${incident.consequences.length}.`
      : '';
  // Where nginx does not start, no peer is asked.
  const group = hop === undefined || incident.signature.kind === 'config' ? undefined : failingGroup(hop, incident);
  const peers = hop?.peers.filter(({ statement }) => statement.parent === group) ?? [];
  // A peer that is alone in its group is never left out (ngx_http_upstream_get_round_robin_peer).
  if (group === undefined || peers.length < 2) return follows === '' ? null : follows;
  const counted = peers.filter((peer) => peer.maxFails > 0 && !peer.down);
  const [first] = counted;
  if (first === undefined) return 'max_fails=0: nginx goes on asking the failing peer at every request.';
  // Each peer counts by its own limit; the line names the one that failed.
  const failed =
    counted.find(({ host, port }) => host === incident.upstream?.host && port === incident.upstream?.port) ?? first;
  const alike = counted.every(
    ({ maxFails, failTimeoutSeconds }) =>
      maxFails === failed.maxFails && failTimeoutSeconds === failed.failTimeoutSeconds,
  );
  const who = alike ? 'a peer' : 'this peer';
  const backups = counted.some(({ backup }) => backup) ? ', backups too' : '';
  const refused = hop?.protocol === 'stream' ? 'connections are closed' : 'requests get 502';
  return [
    `After max_fails=${failed.maxFails} ${who} of "${group.args[0] ?? ''}" is left out for ${failed.failTimeoutSeconds} s; when all ${counted.length} are${backups}, ${refused} (“no live upstreams”) at once.`,
    follows,
  ]
    .join(' ')
    .trimEnd();
}

/** The `upstream` block of the peer that failed; undefined where the hop leads to several and the line does not tell. */
function failingGroup(hop: Hop, { upstream }: Case['incident']): Statement | undefined {
  if (hop.group !== undefined) return hop.group;
  const named = hop.peers.filter(
    (peer) => upstream !== undefined && peer.host === upstream.host && peer.port === upstream.port,
  );
  const groups = new Set(named.map(({ statement }) => statement.parent));
  const [group] = groups;
  return groups.size === 1 && group?.name === 'upstream' ? group : undefined;
}
