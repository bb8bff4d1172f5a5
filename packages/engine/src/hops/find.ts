import { type Configuration, positionAt, type Statement, walk } from '@stackengine/nginx-config';
import { enclosingBlocks } from './blocks.js';
import { destinationOf } from './destination.js';
import type { Destination, Hop, HopProtocol, Target } from './hop.js';
import { groupsFor, peersOf } from './peers.js';
import { tlsSettings } from './tls.js';
import { constantsAt, expand, variablesIn } from './variables.js';

/**
 * Every place of a configuration where nginx passes traffic on to what may speak TLS, in reading order: `proxy_pass`,
 * `grpc_pass`, `uwsgi_pass`, and `proxy_pass` of `stream`. Plain passes are hops too, with `tls.enabled` 'no'.
 */
export function findHops(configuration: Configuration): readonly Hop[] {
  const hops: Hop[] = [];
  const seen = new Map<string, number>();
  for (const pass of walk(configuration)) {
    const protocol = protocolOf(pass);
    if (protocol === undefined || pass.args.length === 0) continue;
    const { line, column } = positionAt(pass.tree, pass.directive.start);
    const place = `${pass.tree.file}:${line}:${column}`;
    const times = (seen.get(place) ?? 0) + 1;
    seen.set(place, times);
    hops.push(hopOf(times === 1 ? place : `${place}#${times}`, protocol, pass, configuration));
  }
  return hops;
}

function hopOf(id: string, protocol: HopProtocol, pass: Statement, configuration: Configuration): Hop {
  const enclosing = enclosingBlocks(pass);
  const family = protocol === 'stream' ? 'stream' : 'http';
  const constants = constantsAt(enclosing, configuration, family);
  const text = pass.args[0] ?? '';
  const values = expand(text, constants);
  const groups = groupsFor(enclosing.at(-1), configuration, family);
  const destinations = values.map((value) => destinationOf(value, protocol, groups));
  const target = targetOf(text, values, destinations);
  // nginx takes no *_ssl_* directive in these two ("directive is not allowed here").
  const level = enclosing.find(({ name }) => name !== 'if' && name !== 'limit_except');
  return {
    id,
    protocol,
    pass,
    target,
    peers: peersOf(pass, destinations, family),
    group: common(destinations.map((destination) => destination.group)),
    enclosing,
    level,
    tls: tlsSettings({ protocol, level, enclosing, target, constants, configuration }),
  };
}

function targetOf(text: string, values: readonly string[], destinations: readonly Destination[]): Target {
  const of = <Key extends keyof Destination>(key: Key): Destination[Key] | undefined =>
    destinations.length === 1 ? destinations[0]?.[key] : common(destinations.map((one) => one[key]));
  return {
    text,
    values,
    destinations,
    scheme: of('scheme'),
    host: of('host'),
    port: of('port'),
    unix: of('unix'),
    uri: of('uri'),
    variables: text.includes('$') ? [...new Set(values.flatMap(variablesIn))] : [],
  };
}

function common<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.length < 2 || values.every((value) => value === first) ? first : undefined;
}

function protocolOf(pass: Statement): HopProtocol | undefined {
  if (pass.name === 'grpc_pass') return 'grpc';
  if (pass.name === 'uwsgi_pass') return 'uwsgi';
  if (pass.name !== 'proxy_pass') return undefined;
  return isStream(pass) ? 'stream' : 'proxy';
}

const inLocation = new Set(['location', 'if', 'limit_except']);

/** In `http`, a pass stands in a location; a `server` that holds one directly is a `stream` server. */
function isStream(pass: Statement): boolean {
  const blocks = enclosingBlocks(pass);
  const outermost = blocks.at(-1)?.name;
  if (outermost === 'stream') return true;
  if (outermost === 'http' || blocks.some(({ name }) => inLocation.has(name))) return false;
  if (blocks.length > 0) return true;
  if (pass.context.startsWith('stream')) return true;
  return !/^\$|:\/\//.test(pass.args[0] ?? '');
}
