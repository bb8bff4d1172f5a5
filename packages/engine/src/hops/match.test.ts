import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../logs/event.js';
import { findHops, type Hop, locationOf, type MatchOptions, matchHops } from './index.js';

const file = 'conf.d/sites.conf';
const text = readFileSync(new URL('testdata/sites.conf', import.meta.url), 'utf8');
const hops = findHops(readConfiguration([{ file, text }]));

const event = (fields: Partial<LogEvent>): LogEvent => ({
  file: 'error.log',
  line: 1,
  endLine: 1,
  range: [0, 0],
  text: '',
  time: undefined,
  level: 'error',
  pid: undefined,
  tid: undefined,
  connection: undefined,
  message: '',
  signature: { kind: 'alert', number: 40, name: 'handshake_failure', during: 'handshake' },
  action: 'SSL handshaking to upstream',
  client: '192.0.2.1',
  server: undefined,
  request: undefined,
  subrequest: undefined,
  upstream: undefined,
  host: undefined,
  referrer: undefined,
  place: undefined,
  repeated: 1,
  damage: [],
  ...fields,
});

const upstream = (text: string): NonNullable<LogEvent['upstream']> => {
  const [, scheme, host = '', port, uri] = /^(?:(\w+):\/\/)?(.*?)(?::(\d+))?(\/.*)?$/.exec(text) ?? [];
  return { text, scheme, host: host.replace(/[[\]]/g, ''), port: port === undefined ? undefined : Number(port), uri };
};

const shown = (hop: Hop) =>
  `${hop.enclosing.at(0)?.name === 'limit_except' ? 'limit_except ' : ''}${locationOf(hop)?.args.join(' ') ?? hop.protocol}`;
const match = (fields: Partial<LogEvent>, options?: MatchOptions, among: readonly Hop[] = hops) =>
  matchHops(event(fields), among, options).matches.map(({ hop, strength }) => `${strength} ${shown(hop)}`);

const shop = (target: string, more: Partial<LogEvent> = {}) =>
  match({
    server: 'shop.example.com',
    request: `GET ${target} HTTP/1.1`,
    upstream: upstream('https://10.1.1.1:8443'),
    ...more,
  });

describe('choosing the location as nginx does', () => {
  it.each([
    ['/', '/'],
    ['/exact', '= /exact'],
    ['/exact?a=1', '= /exact'],
    ['/api/x', '/api/'],
    ['/api/files/x', '/api/files/'],
    ['/static/a.png', '^~ /static/'],
    ['/a.PNG', '~* \\.(png|jpg)$'],
    ['/api/a.png', '~* \\.(png|jpg)$'],
    ['/nested/a', '~ ^/nested/'],
    ['/nested/a.json', '~ \\.json$'],
    ['/api/../exact', '= /exact'],
    ['//api//x%2Ey', '/api/'],
    ['http://shop.example.com/api/x', '/api/'],
  ])('serves %s by location %s', (target, location) => {
    expect(shop(target)).toEqual([`exact ${location}`]);
  });

  it('tells limit_except by the method', () => {
    expect(shop('/methods/')).toEqual(['exact /methods/']);
    expect(shop('/methods/', { request: 'POST /methods/ HTTP/1.1' })).toEqual(['exact limit_except /methods/']);
  });

  it('follows the subrequest, where one failed', () => {
    expect(shop('/other', { subrequest: '/exact' })).toEqual(['exact = /exact']);
  });

  it('lists what it cannot tell apart', () => {
    expect(match({ server: 'other.example.com', upstream: upstream('https://10.1.1.1:8443') })).toEqual([
      'exact /',
      'possible /open/',
    ]);
    const all = match({ server: 'shop.example.com', upstream: upstream('https://10.1.1.1:8443') });
    expect(all.filter((one) => one.startsWith('exact')).length).toBe(10);
  });

  it('keeps a location that only a regular expression of PCRE can choose', () => {
    const text =
      'server { location ~ ^/(?>a+)b { proxy_pass https://10.0.0.1:1; } location / { proxy_pass https://10.0.0.1:1; } }';
    const found = findHops(readConfiguration([{ file: 'a', text }]));
    const at = { request: 'GET /aab HTTP/1.1', upstream: upstream('https://10.0.0.1:1') };
    expect(match(at, {}, found).map((one) => one.split(' ')[0])).toEqual(['exact', 'exact']);
  });

  it('lets locations of a fragment compete', () => {
    const configuration = readConfiguration([
      {
        file: 'a',
        text: 'location / { proxy_pass https://10.0.0.1:1; } location /a { proxy_pass https://10.0.0.1:1; }',
      },
    ]);
    const at = { request: 'GET /a HTTP/1.1', upstream: upstream('https://10.0.0.1:1') };
    expect(match(at, { configuration }, findHops(configuration))).toEqual(['exact /a']);
  });
});

describe('addresses', () => {
  it('finds a peer of a group, and the group by its name', () => {
    expect(match({ upstream: upstream('https://10.1.0.2:8443/pay/x') })).toContain('exact /pay/');
    const dead = {
      signature: { kind: 'no-live-upstreams', group: 'payments' },
      action: 'connecting to upstream',
    } as const;
    expect(match({ ...dead, upstream: upstream('https://payments/pay/x'), server: 'shop.example.com' })).toEqual([
      'exact /pay/',
    ]);
    expect(match({ ...dead, server: 'shop.example.com' })).toEqual(['exact /pay/']);
  });

  it('rules out hops of another address, port, scheme or module', () => {
    expect(
      match({ upstream: upstream('https://10.9.9.9:8443'), server: 'shop.example.com', request: 'GET / HTTP/1.1' }),
    ).toEqual(['possible /open/']);
    expect(shop('/', { upstream: upstream('http://10.1.1.1:8443') })).toEqual([]);
    expect(shop('/grpc/x', { upstream: upstream('grpcs://10.1.1.1:8443') })).toEqual(['exact /grpc/']);
    expect(shop('/', { upstream: upstream('fastcgi://10.1.1.1:8443') })).toEqual([]);
  });

  it('takes a name for an address only where it is known to resolve to it', () => {
    const line = {
      upstream: upstream('https://10.3.3.3:9443'),
      server: 'other.example.com',
      request: 'GET /named/ HTTP/1.1',
    };
    const names = (address: string) => ({ names: new Map([['app.internal', [address]]]) });
    expect(match(line, names('10.3.3.3'))[0]).toBe('exact /named/');
    expect(match(line)[0]).toBe('likely /named/');
    expect(match(line, names('10.3.3.4'))[0]).toBe('possible /named/');
    expect(match({ ...line, upstream: upstream('https://10.3.3.3:1') })).toEqual(['possible /open/']);
  });

  it('takes an open variable for any address', () => {
    const line = {
      upstream: upstream('https://198.51.100.7:443'),
      server: 'other.example.com',
      request: 'GET /open/ HTTP/1.1',
    };
    expect(match(line)).toEqual(['likely /open/']);
  });

  it('finds the hop of a name that did not resolve', () => {
    const signature = { kind: 'resolve', name: 'APP.internal', reason: 'Host not found' } as const;
    expect(match({ signature, action: undefined })[0]).toBe('exact /named/');
  });

  it('finds sockets', () => {
    expect(
      match({ upstream: { ...upstream('https://x'), text: 'https://unix:/run/tls.sock:/a', host: 'unix' } }),
    ).toContain('exact /socket/');
  });

  it('compares IPv6 by value', () => {
    const found = findHops(
      readConfiguration([{ file: 'a', text: 'location / { proxy_pass https://[FD00:0::1]:1; }' }]),
    );
    expect(match({ upstream: upstream('https://[fd00::1]:1') }, {}, found)).toEqual(['exact /']);
  });

  it('makes do with a blanked address', () => {
    expect(shop('/exact', { upstream: upstream('https://10.1.x.x:8443') })[0]).toBe('likely = /exact');
    expect(shop('/exact', { upstream: upstream('https://<redacted>:8443') })[0]).toBe('likely = /exact');
  });

  it('gives an unseen group any address', () => {
    const found = findHops(readConfiguration([{ file: 'a', text: 'location /a { proxy_pass https://backend; }' }]));
    expect(match({ upstream: upstream('https://10.7.7.7:8443'), request: 'GET /a HTTP/1.1' }, {}, found)).toEqual([
      'possible /a',
    ]);
    expect(match({ upstream: upstream('https://backend/a'), request: 'GET /a HTTP/1.1' }, {}, found)).toEqual([
      'exact /a',
    ]);
  });
});

describe('servers', () => {
  it('compares with the first server_name, in lower case', () => {
    const at = { upstream: upstream('https://10.1.1.1:8443'), request: 'GET / HTTP/1.1' };
    expect(match({ ...at, server: 'other.example.com' })[0]).toBe('exact /');
    expect(matchHops(event({ ...at, server: 'other.example.com' }), hops).matches[0]?.because).toContain(
      'server: other.example.com',
    );
  });

  it('falls back to the host of the request', () => {
    const at = {
      upstream: upstream('https://10.1.1.1:8443'),
      request: 'GET /x HTTP/1.1',
      host: 'shop.example.org:443',
    };
    expect(matchHops(event(at), hops).matches[0]?.because).toContain('its server is named shop.example.org');
  });

  it('tells stream servers by their listening address', () => {
    const at = { upstream: upstream('10.1.1.1:8443'), server: '0.0.0.0:7000' };
    const { matches } = matchHops(event(at), hops);
    expect(matches.map(({ hop }) => hop.enclosing[0]?.children[0]?.args[0])).toEqual(['7000']);
    expect(match({ ...at, server: '127.0.0.1:7001' })).toEqual(['exact stream']);
  });
});

describe('verification', () => {
  const at = { server: 'shop.example.com', upstream: upstream('https://10.1.5.1:8443') };

  it('does not blame a hop that verifies nothing', () => {
    const signature = { kind: 'verify', code: 18, reason: 'self-signed certificate' } as const;
    expect(match({ ...at, signature }).sort()).toEqual(['exact /verified/', 'exact /verified/b/']);
  });

  it('tells hops by the name that did not match', () => {
    expect(match({ ...at, signature: { kind: 'name', name: 'b.internal' } })).toEqual(['exact /verified/b/']);
  });

  it('lists hops that are spoken against, where no other is found', () => {
    const signature = { kind: 'verify', code: 18, reason: 'self-signed certificate' } as const;
    expect(match({ ...at, upstream: upstream('https://10.1.1.9:8443'), signature })).toContain('possible @fallback');
  });
});

describe('lines without an upstream', () => {
  const start = { action: undefined, client: undefined, level: 'emerg' } as const;
  const config = (reason: 'no-trusted-certificate' | 'trusted-certificate-missing', file?: string) =>
    ({ kind: 'config', reason, file, directive: undefined }) as const;

  it('finds the place that nginx names', () => {
    const place = {
      file: '/etc/nginx/conf.d/sites.conf',
      line: text.split('app.internal')[0]?.split('\n').length ?? 0,
    };
    expect(
      match({
        ...start,
        place,
        signature: { kind: 'config', reason: 'host-not-found', file: undefined, directive: undefined },
      }),
    ).toEqual(['exact /named/']);
  });

  it('finds who names a file', () => {
    const found = match({ ...start, signature: config('trusted-certificate-missing', '/etc/ssl/ca.pem') });
    expect(found.length).toBe(hops.filter(({ protocol }) => protocol === 'proxy').length);
    expect(match({ ...start, signature: config('trusted-certificate-missing', '/etc/ssl/other.pem') })).toEqual([]);
  });

  it('finds who verifies without a bundle', () => {
    const text =
      'http { server { location /a { proxy_ssl_verify on; proxy_pass https://h; } location /b { proxy_pass https://h; } } }';
    const found = findHops(readConfiguration([{ file: 'a', text }]));
    expect(match({ ...start, signature: config('no-trusted-certificate') }, {}, found)).toEqual(['exact /a']);
  });

  it('has nothing to say of clients', () => {
    expect(match({ signature: { kind: 'client', reason: 'x' } })).toEqual([]);
    expect(match({ signature: { kind: 'other' }, action: undefined })).toEqual([]);
  });

  it('lists every TLS hop for a line that is cut before its fields', () => {
    const found = match({ signature: { kind: 'handshake' }, client: undefined, damage: ['cut off'] });
    expect(found.length).toBe(hops.length);
    expect(found.every((one) => one.startsWith('possible'))).toBe(true);
  });
});

it('never throws, and orders by strength', () => {
  const order = ['exact', 'likely', 'possible'];
  const fields = fc.record({
    server: fc.option(fc.string(), { nil: undefined }),
    request: fc.option(
      fc.oneof(
        fc.string(),
        fc.webPath().map((path) => `GET ${path} HTTP/1.1`),
      ),
      { nil: undefined },
    ),
    upstream: fc.option(
      fc.oneof(fc.string(), fc.constantFrom('https://10.1.1.1:8443/', '10.1.1.1:8443')).map(upstream),
      { nil: undefined },
    ),
    host: fc.option(fc.string(), { nil: undefined }),
  });
  fc.assert(
    fc.property(fields, (given) => {
      const ranks = matchHops(event(given), hops).matches.map(({ strength }) => order.indexOf(strength));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});
