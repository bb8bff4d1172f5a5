import type { Context } from './configuration.js';

const opened: Partial<Record<Context, Readonly<Record<string, Context>>>> = {
  main: { events: 'events', http: 'http', stream: 'stream', mail: 'mail' },
  http: {
    server: 'server',
    upstream: 'upstream',
    map: 'map',
    num_map: 'map',
    charset_map: 'map',
    geo: 'geo',
    types: 'types',
    split_clients: 'split_clients',
    match: 'match',
  },
  server: { location: 'location', if: 'if in server', types: 'types' },
  location: { location: 'location', if: 'if in location', limit_except: 'limit_except', types: 'types' },
  stream: {
    server: 'stream server',
    upstream: 'stream upstream',
    map: 'map',
    num_map: 'map',
    geo: 'geo',
    split_clients: 'split_clients',
    match: 'match',
  },
  mail: { server: 'mail server' },
};

/** The context that a block opens, by where it stands and by its name; `unknown` for blocks of modules we don't know. */
export function contextInside(context: Context, block: string): Context {
  const inside = opened[context];
  return inside !== undefined && Object.hasOwn(inside, block) ? (inside[block] ?? 'unknown') : 'unknown';
}
