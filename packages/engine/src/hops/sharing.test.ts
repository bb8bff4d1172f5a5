import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { expect, it } from 'vitest';
import { findHops, type Hop, hopsOnSamePeers, locationOf, sharesPeer } from './index.js';

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
  for (const a of hops) for (const b of hops) expect(sharesPeer(a, b)).toBe(sharesPeer(b, a));
});

it('takes a name that was not given for the same group', () => {
  const found = findHops(
    readConfiguration([
      { file: 'a', text: 'location /a { proxy_pass https://g; } location /b { proxy_pass https://G/x; }' },
    ]),
  );
  expect(found[0] && hopsOnSamePeers(found[0], found).length).toBe(2);
});
