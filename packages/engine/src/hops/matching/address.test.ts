import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { readErrorLog } from '../../logs/index.js';
import { findHops, type Hop, leadsBeyondItsAddresses } from '../index.js';
import { observeAddress } from './address.js';

const groups = `upstream g { server 10.0.0.1:8443; server [fd00::1]:8443; server app.test:9443; }
upstream one { server 10.0.0.1:8443; }
upstream sockets { server unix:/run/a.sock; server unix:/run/b.sock; }
upstream resolved { zone z 64k; server app.test:9443 resolve; }
upstream lua { server 0.0.0.1; balancer_by_lua_block { } }
map $uri $either { default 10.0.0.1:8443; /b b.test:9443; }`;

function hopOf(pass: string, around = groups): Hop {
  const [hop] = findHops(
    readConfiguration([{ file: 'a', text: `http { ${around} server { location / { ${pass}; } } }` }]),
  );
  if (hop === undefined) throw new Error('no hop');
  return hop;
}

function said(line: string, hop: Hop, names: Readonly<Record<string, readonly string[]>> = {}): string | undefined {
  const [event] = readErrorLog('error.log', `2024/01/15 03:42:17 [error] 1#1: *5 ${line}`).events;
  if (event === undefined) throw new Error('no event');
  const found = observeAddress(event, hop, new Map(Object.entries(names)));
  return found?.says === 'against' ? `against ${found.weight}` : found?.says;
}
const request = 'client: 192.0.2.1, server: s, request: "GET / HTTP/1.1"';
const peer = (upstream: string) =>
  `peer closed connection in SSL handshake while SSL handshaking to upstream, ${request}, upstream: "${upstream}"`;

describe('the logged peer', () => {
  it.each([
    ['proxy_pass https://10.0.0.1:8443', 'https://10.0.0.1:8443/', 'identifies'],
    ['proxy_pass https://10.0.0.1', 'https://10.0.0.1:443/', 'identifies'],
    ['proxy_pass https://10.0.0.1:8443', 'https://10.0.0.1/', 'identifies'],
    ['proxy_pass https://10.0.0.1:8443', 'https://10.0.0.1:8444/', 'excludes'],
    ['proxy_pass https://10.0.0.1:8443', 'https://10.0.0.2:8443/', 'excludes'],
    ['proxy_pass https://10.0.0.1:8443', 'https://b.test:8443/', 'excludes'],
    ['proxy_pass https://[FD00:0::1]:1', 'https://[fd00::1]:1/', 'identifies'],
    ['proxy_pass https://[fd00::1]:1', 'https://[fd00::2]:1/', 'excludes'],
    ['proxy_pass https://g', 'https://10.0.0.1:8443/', 'identifies'],
    ['proxy_pass https://g', 'https://[fd00::1]:8443/', 'identifies'],
    ['proxy_pass https://g', 'https://10.0.0.1:9999/', 'excludes'],
    ['proxy_pass https://g', 'https://10.0.0.9:9443/', 'supports'],
    ['proxy_pass https://G', 'https://g/', 'identifies'],
    ['proxy_pass https://$either', 'https://10.0.0.1:8443/', 'identifies'],
    ['proxy_pass https://$either', 'https://10.0.0.1:8444/', 'excludes'],
    ['proxy_pass https://$either', 'https://10.0.0.2:9443/', 'supports'],
    ['grpc_pass grpcs://10.0.0.1', 'grpcs://10.0.0.1:50051', 'identifies'],
  ])('%s, logged as %s: %s', (pass, upstream, expected) => {
    expect(said(peer(upstream), hopOf(pass))).toBe(expected);
  });

  it.each([
    ['https://10.0.x.x:8443/', 'supports'],
    ['https://10.X.0.*:8443/', 'supports'],
    ['https://10.0.*.*/', 'supports'],
    ['https://10.9.x.x:8443/', 'excludes'],
    ['https://10.0.x.x:9/', 'excludes'],
    ['https://10.0.x:8443/', 'excludes'],
    ['https://x.x.x.x:8443/', 'supports'],
    ['https://<redacted>:8443/', undefined],
    ['https://<redacted>/', undefined],
    ['https://<redacted>:9/', 'excludes'],
  ])('blanked as %s: %s', (upstream, expected) => {
    expect(said(peer(upstream), hopOf('proxy_pass https://10.0.0.1:8443'))).toBe(expected);
  });

  it('blanked, is compared with what is spelled out only', () => {
    expect(said(peer('https://10.0.x.x:8443/'), hopOf('proxy_pass https://api.test:8443'))).toBe('excludes');
    expect(said(peer('https://10.0.x.x:8443/'), hopOf('proxy_pass https://[fd00::1]:8443'))).toBe('excludes');
    expect(said(peer('https://xxx:8443/'), hopOf('proxy_pass https://unix:/run/a.sock'))).toBeUndefined();
  });
});

describe('a name in the pass', () => {
  const pass = (url: string) => hopOf(`proxy_pass ${url}`);

  it.each([
    ['https://api.test:8443', {}, 'supports'],
    ['https://api.test:8443', { 'api.test': ['10.0.0.9', '10.0.0.1'] }, 'identifies'],
    ['https://API.test:8443', { 'api.test': ['10.0.0.1'] }, 'identifies'],
    ['https://API.test:8443', { 'API.test': ['10.0.0.1'], 'api.test': ['10.0.0.2'] }, 'identifies'],
    ['https://api.test:8443', { 'api.test': ['10.0.0.2'] }, 'against 2'],
    ['https://api.test:9', { 'api.test': ['10.0.0.1'] }, 'excludes'],
    ['https://either.test:8443', { 'api.test': ['10.0.0.1'] }, 'supports'],
    ['https://localhost:8443', {}, 'against 2'],
  ])('%s, where %j is known, is 10.0.0.1:8443: %s', (url, names, expected) => {
    expect(said(peer('https://10.0.0.1:8443/'), pass(url), names)).toBe(expected);
  });

  it('is the target where it is logged itself', () => {
    expect(said(peer('https://API.test:8443/'), pass('https://api.test:8443'))).toBe('identifies');
    expect(said(peer('https://api.test/'), pass('https://api.test:8443'))).toBe('identifies');
    expect(said(peer('https://api.test:9/'), pass('https://api.test:8443'))).toBe('excludes');
    expect(said(peer('https://b.test:8443/'), pass('https://api.test:8443'))).toBe('excludes');
  });

  it('knows where the host itself is', () => {
    expect(said(peer('https://127.0.0.1:8443/'), pass('https://LocalHost:8443'))).toBe('identifies');
    expect(said(peer('https://[::1]:8443/'), pass('https://localhost:8443'))).toBe('identifies');
  });

  it('prefers the peer that fits best', () => {
    const two = 'upstream t { server a.test:1; server b.test:1; server c.test:1; }';
    const line = peer('https://10.0.0.1:1/');
    const away = { 'a.test': ['10.0.0.2'], 'c.test': ['10.0.0.2'] };
    expect(said(line, hopOf('proxy_pass https://t', two), away)).toBe('supports');
    expect(said(line, hopOf('proxy_pass https://t', two), { ...away, 'b.test': ['10.0.0.1'] })).toBe('identifies');
    expect(said(line, hopOf('proxy_pass https://t', two), { ...away, 'b.test': ['10.0.0.2'] })).toBe('against 2');
  });
});

describe('what leads anywhere', () => {
  it.each([
    ['proxy_pass https://$arg_x', 'https://10.0.0.1:8443/', undefined],
    ['proxy_pass https://$arg_x:8443', 'https://10.0.0.1:8443/', undefined],
    ['proxy_pass https://$arg_x:8443', 'https://10.0.0.1/', undefined],
    ['proxy_pass https://$arg_x:8443', 'https://10.0.0.1:9/', 'excludes'],
    ['proxy_pass https://$arg_x:$arg_y', 'https://10.0.0.1:9/', undefined],
    ['proxy_pass https://lua', 'https://10.0.0.1:9/', undefined],
    ['proxy_pass https://$arg_x', 'https://unix:/run/a.sock:/', undefined],
    ['proxy_pass https://lua', 'https://lua/', 'identifies'],
  ])('%s, logged as %s: %s', (pass, upstream, expected) => {
    expect(said(peer(upstream), hopOf(pass))).toBe(expected);
  });

  it('is a group that was not given', () => {
    const [hop] = findHops(readConfiguration([{ file: 'a', text: 'location / { proxy_pass https://app; }' }]));
    expect(hop && said(peer('https://10.0.0.1:9/'), hop)).toBeUndefined();
    expect(hop && said(peer('https://app/'), hop)).toBe('identifies');
  });

  it('does not undo what is known of a name', () => {
    const [hop] = findHops(readConfiguration([{ file: 'a', text: 'location / { proxy_pass https://app.test; }' }]));
    const line = peer('https://10.0.0.1:443/');
    expect(hop && said(line, hop, { 'app.test': ['10.0.0.1'] })).toBe('identifies');
    expect(hop && said(line, hop, { 'app.test': ['10.0.0.2'] })).toBeUndefined();
  });
});

describe('a socket', () => {
  it.each([
    ['proxy_pass https://unix:/run/a.sock', 'https://unix:/run/a.sock:/x', 'identifies'],
    ['proxy_pass https://sockets', 'https://unix:/run/b.sock:/x', 'identifies'],
    ['proxy_pass https://sockets', 'https://unix:/run/c.sock:/x', 'excludes'],
    ['proxy_pass https://unix:/run/a', 'https://unix:/run/a.sock:/x', 'excludes'],
    ['grpc_pass grpcs://unix:/run/a.sock', 'grpcs://unix:/run/a.sock', 'identifies'],
    ['proxy_pass https://10.0.0.1', 'https://unix:/run/a.sock:/x', 'excludes'],
    ['proxy_pass https://unix:/run/a.sock', 'https://10.0.0.1:443/', 'excludes'],
  ])('%s, logged as %s: %s', (pass, upstream, expected) => {
    expect(said(peer(upstream), hopOf(pass))).toBe(expected);
  });
});

describe('a name that stands for all peers', () => {
  const dead = (group: string) =>
    `no live upstreams while connecting to upstream, ${request}, upstream: "https://${group}/"`;
  const unresolved = (name: string) => `${name} could not be resolved (3: Host not found), ${request}`;

  it.each([
    ['proxy_pass https://g', dead('G'), 'identifies'],
    ['proxy_pass https://g', dead('one'), 'excludes'],
    ['proxy_pass https://$arg_x', dead('g'), undefined],
    ['set $n api.test; proxy_pass https://$n', unresolved('API.test'), 'identifies'],
    ['set $n api.test; proxy_pass https://$n', unresolved('b.test'), 'excludes'],
    ['proxy_pass https://$arg_x', unresolved('b.test'), undefined],
    ['proxy_pass https://resolved', unresolved('app.test'), 'identifies'],
    ['proxy_pass https://g', unresolved('app.test'), 'excludes'],
    ['proxy_pass https://g', unresolved('xxx'), undefined],
  ])('%s, of "%s": %s', (pass, line, expected) => {
    expect(said(line, hopOf(pass))).toBe(expected);
  });

  it('says nothing where the line names none', () => {
    const line = `no live upstreams while connecting to upstream, ${request}`;
    expect(said(line, hopOf('proxy_pass https://g'))).toBeUndefined();
    expect(said(`upstream timed out, ${request}`, hopOf('proxy_pass https://g'))).toBeUndefined();
  });
});

it.each([
  ['https://10.0.0.1:8443', false],
  ['https://one', false],
  ['https://unix:/run/a.sock', false],
  ['https://api.test', true],
  ['https://g', true],
  ['https://lua', true],
  ['https://$arg_x:8443', true],
  ['https://$either', true],
  // The log may spell it otherwise.
  ['https://[fd00::1]:8443', true],
])('whether %s leads beyond the addresses that it spells out: %s', (url, expected) => {
  expect(leadsBeyondItsAddresses(hopOf(`proxy_pass ${url}`))).toBe(expected);
});
