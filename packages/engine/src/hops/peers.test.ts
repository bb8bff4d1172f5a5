import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { findHops, type Peer } from './index.js';

const peersOf = (text: string): readonly Peer[] =>
  findHops(readConfiguration([{ file: 'a.conf', text }]))[0]?.peers ?? [];
const http = (servers: string, pass = 'proxy_pass https://g') =>
  `events {} http { upstream g { ${servers} } server { location / { ${pass}; } } }`;
const addresses = (text: string) => peersOf(text).map(({ address }) => address);
const plain = { unix: undefined, maxFails: 1, failTimeoutSeconds: 10, backup: false, down: false };

describe('a server of a group', () => {
  it.each<[string, Partial<Peer>]>([
    ['10.0.0.1', { address: '10.0.0.1:80', host: '10.0.0.1', port: 80 }],
    ['h.test:8443', { address: 'h.test:8443', host: 'h.test', port: 8443 }],
    ['[fd00::1]:8443', { address: '[fd00::1]:8443', host: 'fd00::1', port: 8443 }],
    ['[fd00::1]', { address: '[fd00::1]:80', host: 'fd00::1', port: 80 }],
    ['unix:/run/a:b', { address: 'unix:/run/a:b', host: '/run/a:b', port: undefined, unix: '/run/a:b' }],
    ['h.test max_fails=0 fail_timeout=0', { maxFails: 0, failTimeoutSeconds: 0 }],
    ['h.test max_fails=x fail_timeout=x', { maxFails: 1, failTimeoutSeconds: 10 }],
    ['h.test max_fails=12 fail_timeout=30', { maxFails: 12, failTimeoutSeconds: 30 }],
    ['h.test max_fails= max_fails=2x', { maxFails: 1 }],
    ['h.test xmax_fails=7', { maxFails: 1 }],
    ['h.test backup', { backup: true, down: false }],
    ['h.test down', { backup: false, down: true }],
  ])('%s', (server, expected) => {
    expect(peersOf(http(`server ${server};`))).toMatchObject([expected]);
  });

  it('has nginx’s defaults', () => {
    expect(peersOf(http('server h.test;'))).toMatchObject([plain]);
    expect(peersOf(http('', 'proxy_pass https://h.test'))).toMatchObject([{ ...plain, address: 'h.test:443' }]);
    expect(peersOf(http('', 'proxy_pass https://unix:/run/a'))).toMatchObject([
      { ...plain, address: 'unix:/run/a', unix: '/run/a', port: undefined },
    ]);
  });

  it.each([
    ['90', 90],
    ['90s', 90],
    ['2m', 120],
    ['1h', 3600],
    ['1d', 86_400],
    ['1w', 604_800],
    ['1M', 2_592_000],
    ['1y', 31_536_000],
    ['1h2m3s', 3723],
    ['1x', 10],
    ['x1', 10],
    ['1s ', 1],
  ])('fails for %s: %d seconds', (time, seconds) => {
    expect(peersOf(http(`server h.test fail_timeout=${time};`))[0]?.failTimeoutSeconds).toBe(seconds);
  });

  it('has no default port in stream', () => {
    const text = 'stream { upstream g { server h.test; server h.test:1; } server { proxy_pass g; } }';
    expect(addresses(text)).toEqual(['h.test', 'h.test:1']);
  });
});

describe('the peers of a target', () => {
  it('are those of its group, each once, with a server that stands twice', () => {
    expect(addresses(http('server a:1; server b:1; server a:1;'))).toEqual(['a:1', 'b:1', 'a:1']);
    const map = (values: string) =>
      `events {} http { map $uri $t { ${values} } upstream g { server a:1; } server { location / { proxy_pass https://$t; } } }`;
    expect(addresses(map('default g; /b g; /c c.test:1; /d c.test:1;'))).toEqual(['a:1', 'c.test:1']);
  });

  it('are not known where Lua chooses, where a variable is open, or where the group was not given', () => {
    expect(addresses(http('server 0.0.0.1; balancer_by_lua_file b.lua;'))).toEqual([]);
    expect(addresses(http('server 0.0.0.1; balancer_by_lua_block { }'))).toEqual([]);
    expect(addresses(http('server a:1;', 'proxy_pass https://$arg_x'))).toEqual([]);
    expect(addresses('location / { proxy_pass https://app; }')).toEqual([]);
    expect(addresses('http { include groups.conf; server { location / { proxy_pass https://app; } } }')).toEqual([]);
  });

  it('are the host itself, where it can be no group', () => {
    expect(addresses('location / { proxy_pass https://app.test; }')).toEqual(['app.test:443']);
    expect(addresses('location / { proxy_pass https://localhost; }')).toEqual(['localhost:443']);
    expect(addresses('location / { proxy_pass https://app:1; }')).toEqual(['app:1']);
    expect(addresses(http('', 'proxy_pass https://app'))).toEqual(['app:443']);
    expect(addresses(http('', 'proxy_pass https://[fd00::1]'))).toEqual(['[fd00::1]:443']);
  });
});

describe('a group', () => {
  it('is the first of its name', () => {
    expect(
      addresses(
        'http { upstream G { server a:1; } upstream g { server b:1; } server { location / { proxy_pass https://g; } } }',
      ),
    ).toEqual(['a:1']);
  });

  it('may stand at the top of a fragment', () => {
    expect(addresses('upstream g { server a:1; } server { location / { proxy_pass https://g; } }')).toEqual(['a:1']);
  });

  it('belongs to its own module', () => {
    const stream = 'stream { upstream g { server s:1; } }';
    expect(addresses(`events {} ${stream} http { server { location / { proxy_pass https://g; } } }`)).toEqual([
      'g:443',
    ]);
  });
});
