import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { findHops, type Hop, hopsOnSamePeers, locationOf } from './index.js';

const text = readFileSync(new URL('testdata/groups.conf', import.meta.url), 'utf8');
const hops = findHops(readConfiguration([{ file: 'groups.conf', text }]));
const shown = (hop: Hop) => locationOf(hop)?.args[0] ?? hop.protocol;
const sharing = (location: string) =>
  hops.filter((hop) => shown(hop) === location).flatMap((hop) => hopsOnSamePeers(hop, hops).map(shown));

it('lets all modules of http share a group, and stream have its own', () => {
  expect(sharing('/a')).toEqual(['/a', '/b', '/c']);
  expect(sharing('stream')).toEqual(['stream']);
});

// Measured on nginx 1.22.1 by $ssl_session_reused at the upstream, like the next.
it('makes one group of the same host and port, whatever the path', () => {
  expect(sharing('/e')).toEqual(['/e', '/f', '/g']);
});

it('keeps nothing for peers that only variables lead to', () => {
  expect(sharing('/h')).toEqual(['/h']);
});

it('is symmetric', () => {
  const met = (a: Hop, b: Hop) => hopsOnSamePeers(a, hops).includes(b);
  for (const a of hops) for (const b of hops) expect(met(a, b)).toBe(met(b, a));
});

const around = `upstream g { server 10.0.0.1:1; server b.test:1; }
upstream other { server 10.0.0.1:1; }
upstream lua { server 0.0.0.1; balancer_by_lua_block { } }
map $uri $either { default g; /b other; }
map $uri $hosts { default c.test:1; /b d.test:1; }`;

/** The passes of two locations of one server, beside `around`. */
function passes(a: string, b: string): readonly [Hop, Hop, readonly Hop[]] {
  const written = `events {} http { ${around} server { location /a { ${a}; } location /b { ${b}; } } }`;
  const found = findHops(readConfiguration([{ file: 'a.conf', text: written }]));
  const [first, second] = found;
  if (first === undefined || second === undefined) throw new Error('not two hops');
  return [first, second, found];
}

describe('two passes of http meet at a peer', () => {
  it.each([
    ['proxy_pass https://API.test:8443', 'proxy_pass https://api.test:8443/x'],
    ['proxy_pass https://api.test', 'proxy_pass https://api.test:443'],
    ['proxy_pass http://10.0.0.1:8443', 'proxy_pass https://10.0.0.1:8443'],
    ['proxy_pass https://10.0.0.1:8443', 'grpc_pass grpcs://10.0.0.1:8443'],
    ['proxy_pass https://[fd00::1]:1', 'uwsgi_pass suwsgi://[fd00::1]:1'],
    ['proxy_pass https://unix:/run/a.sock:/x', 'proxy_pass https://unix:/run/a.sock'],
    ['proxy_pass https://G', 'proxy_pass http://g/x'],
    ['set $s https; proxy_pass $s://g', 'set $h g; proxy_pass https://$h'],
    ['set $h api.test; proxy_pass https://$h', 'proxy_pass https://api.test'],
    ['proxy_pass https://$either', 'proxy_pass https://other'],
    ['proxy_pass https://$hosts', 'proxy_pass https://d.test:1'],
  ])('%s and %s', (a, b) => {
    const [first, second, found] = passes(a, b);
    expect(hopsOnSamePeers(first, found)).toEqual([first, second]);
    expect(hopsOnSamePeers(second, found)).toEqual([first, second]);
  });

  it.each([
    ['proxy_pass https://10.0.0.1:8443', 'proxy_pass https://10.0.0.1:8444', 'another port'],
    ['proxy_pass https://10.0.0.1:8443', 'proxy_pass https://10.0.0.2:8443', 'another host'],
    ['proxy_pass https://unix:/run/a.sock', 'proxy_pass https://unix:/run/b.sock', 'another socket'],
    // Measured on nginx 1.22.1, as above.
    ['proxy_pass https://[fd00::1]:1', 'proxy_pass https://[fd00:0::1]:1', 'nginx compares hosts as text'],
    ['proxy_pass https://g', 'proxy_pass https://other', 'groups keep their own peers, whatever their addresses'],
    ['proxy_pass https://g', 'proxy_pass https://10.0.0.1:1', 'a group of one address is none of a group of several'],
    ['proxy_pass https://lua', 'proxy_pass https://lua/x', 'Lua keeps no session'],
    ['proxy_pass https://$arg_a', 'proxy_pass https://$arg_a', 'the request decides'],
    ['proxy_pass https://$arg_a:1', 'proxy_pass https://g', 'the request decides'],
    ['set $h api.test; proxy_pass https://$h', 'set $h api.test; proxy_pass https://$h', 'peers for one request'],
  ])('but not %s and %s: %s', (a, b) => {
    const [first, second, found] = passes(a, b);
    expect(hopsOnSamePeers(first, found)).toEqual([first]);
    expect(hopsOnSamePeers(second, found)).toEqual([second]);
  });
});

it('keeps the peers of http and stream apart', () => {
  const text =
    'http { server { location /a { proxy_pass https://10.0.0.1:1; } } } stream { server { proxy_pass 10.0.0.1:1; } }';
  const found = findHops(readConfiguration([{ file: 'a.conf', text }]));
  for (const hop of found) expect(hopsOnSamePeers(hop, found)).toEqual([hop]);
});

it('lets passes with variables meet where one without them keeps the peer', () => {
  const held = 'set $h api.test; proxy_pass https://$h;';
  const found = findHops(
    readConfiguration([
      {
        file: 'a.conf',
        text: `http { server { location /a { ${held} } location /b { ${held} } location /c { proxy_pass https://api.test; } } }`,
      },
    ]),
  );
  for (const hop of found) expect(hopsOnSamePeers(hop, found)).toEqual(found);
});

it('lists them as they stand, each once', () => {
  const [first, second, found] = passes('proxy_pass https://g', 'proxy_pass https://$either');
  expect(hopsOnSamePeers(second, found)).toEqual([first, second]);
  expect(hopsOnSamePeers(second, [...found].reverse())).toEqual([second, first]);
  expect(hopsOnSamePeers(second, [first])).toEqual([second, first]);
});

describe('where blocks may not have been given', () => {
  const read = (text: string) => findHops(readConfiguration([{ file: 'a', text }]));

  it('takes a name for the same group, or the same host', () => {
    const found = read(
      'location /a { proxy_pass https://g; } location /b { proxy_pass https://G/x; } location /c { proxy_pass https://g:443; } location /d { proxy_pass https://h; }',
    );
    expect(found.map((hop) => hopsOnSamePeers(hop, found).map(shown))).toEqual([
      ['/a', '/b', '/c'],
      ['/a', '/b', '/c'],
      ['/a', '/b', '/c'],
      ['/d'],
    ]);
  });

  it('takes a name for the same group even where only variables lead to it', () => {
    const held = (value: string) => `set $h ${value}; proxy_pass https://$h;`;
    const found = read(`location /a { ${held('g')} } location /b { ${held('g')} } location /c { ${held('g:1')} }`);
    expect(found.map((hop) => hopsOnSamePeers(hop, found).map(shown))).toEqual([['/a', '/b'], ['/a', '/b'], ['/c']]);
  });

  it('takes a name with a port or an address for no group', () => {
    const found = read(
      'stream { server { proxy_pass g; } } location /b { proxy_pass https://g; } location /c { grpc_pass grpcs://10.0.0.1; }',
    );
    for (const hop of found) expect(hopsOnSamePeers(hop, found)).toEqual([hop]);
  });
});
