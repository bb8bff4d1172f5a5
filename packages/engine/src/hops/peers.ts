import type { Configuration, Statement } from '@stackengine/nginx-config';
import { oncePer } from '../tables.js';
import { joinAddress } from './address.js';
import { choosesPeersInLua, directivesAtTop, directivesIn, isOutermost } from './blocks.js';
import type { Groups } from './destination.js';
import type { Destination, Peer } from './hop.js';
import { hasUnreadInclude } from './unread.js';

/** The `upstream` blocks that a pass under `outermost` can name. `http` and `stream` have each their own. */
export function groupsFor(
  outermost: Statement | undefined,
  configuration: Configuration,
  family: 'http' | 'stream',
): Groups {
  const named = groupTables(configuration)[family];
  return {
    named: (name) => named.get(name.toLowerCase()),
    incomplete: outermost === undefined || !isOutermost(outermost) || hasUnreadInclude(outermost, configuration),
  };
}

type GroupTable = ReadonlyMap<string, Statement>;

const groupTables = oncePer((configuration: Configuration) => ({
  http: groupTable(configuration, 'http'),
  stream: groupTable(configuration, 'stream'),
}));

function groupTable(configuration: Configuration, family: 'http' | 'stream'): GroupTable {
  const blocks = [
    ...directivesAtTop(configuration, family).flatMap((block) => directivesIn(block, 'upstream')),
    ...directivesAtTop(configuration, 'upstream'),
  ];
  const table = new Map<string, Statement>();
  for (const block of blocks) {
    const name = (block.args[0] ?? '').toLowerCase();
    // nginx refuses a second block of the same name; the first is the one it knew.
    if (!table.has(name)) table.set(name, block);
  }
  return table;
}

/** The peers of a target: the servers of its groups, or the host it names itself, each once. */
export function peersOf(
  pass: Statement,
  destinations: readonly Destination[],
  family: 'http' | 'stream',
): readonly Peer[] {
  const peers = new Map<string, Peer>();
  for (const destination of destinations) {
    const found =
      destination.group === undefined
        ? implicitPeers(pass, destination)
        : choosesPeersInLua(destination.group)
          ? []
          : directivesIn(destination.group, 'server').map((server) => peerOf(server, family));
    for (const [index, peer] of found.entries()) {
      const key = destination.group === undefined ? peer.address : `${peer.address} ${index}`;
      if (!peers.has(key)) peers.set(key, peer);
    }
  }
  return [...peers.values()];
}

/** A target without a group is a group of one, with nginx's defaults (ngx_http_upstream_init_round_robin). */
function implicitPeers(pass: Statement, { host, port, unix, unseenGroup }: Destination): readonly Peer[] {
  if (host === undefined || (port === undefined && unix === undefined)) return [];
  // A bare label is most likely the name of a group that was not given.
  if (unseenGroup && !host.includes('.') && host !== 'localhost') return [];
  return [
    {
      address: unix === undefined ? joinAddress(host, port) : `unix:${unix}`,
      host,
      port,
      unix,
      statement: pass,
      maxFails: 1,
      failTimeoutSeconds: 10,
      backup: false,
      down: false,
    },
  ];
}

/** One `server` of an `upstream` block. In `http` the port is 80 where none is given, whatever the scheme (measured). */
function peerOf(server: Statement, family: 'http' | 'stream'): Peer {
  const [text = '', ...options] = server.args;
  const unix = text.startsWith('unix:') ? text.slice(5) : undefined;
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?/.exec(text);
  const host = unix ?? (match?.[1] ?? text).replace(/^\[|\]$/g, '');
  const given = match?.[2] === undefined ? undefined : Number(match[2]);
  const port = unix === undefined ? (given ?? (family === 'http' ? 80 : undefined)) : undefined;
  const option = (name: string) => options.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  return {
    address: unix === undefined ? joinAddress(host, port) : `unix:${unix}`,
    host,
    port,
    unix,
    statement: server,
    maxFails: count(option('max_fails')) ?? 1,
    failTimeoutSeconds: seconds(option('fail_timeout')) ?? 10,
    backup: options.includes('backup'),
    down: options.includes('down'),
  };
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

const units: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/** nginx's time (ngx_parse_time): `30`, `30s`, `1m30s`. */
function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:\d+[smhdwMy]?)+$/.test(text)) return undefined;
  let sum = 0;
  for (const match of text.matchAll(/(\d+)([smhdwMy]?)/g)) sum += Number(match[1]) * (units[match[2] ?? ''] ?? 1);
  return sum;
}
