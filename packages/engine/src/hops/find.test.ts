import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHops, type Hop, locationOf, type Setting, serverNames, serverOf } from './index.js';

const open = (name: string) =>
  readConfiguration([{ file: name, text: readFileSync(new URL(`testdata/${name}`, import.meta.url), 'utf8') }]);
const read = (text: string) => findHops(readConfiguration([{ file: 'a.conf', text }]));
const at = (hops: readonly Hop[], location: string): Hop => {
  const found = hops.find((hop) => locationOf(hop)?.args.at(-1) === location);
  if (found === undefined) throw new Error(`no hop in ${location}`);
  return found;
};
const from = (setting: Setting) => [setting.value, setting.origin.from];

describe('inheritance', () => {
  const hops = findHops(open('inheritance.conf'));

  it('names each pass by its place, in reading order', () => {
    expect(hops.map(({ id }) => id)).toEqual([
      'inheritance.conf:15:13',
      'inheritance.conf:18:17',
      'inheritance.conf:21:17',
      'inheritance.conf:25:17',
      'inheritance.conf:29:13',
    ]);
  });

  it('takes each directive from the innermost block that sets it', () => {
    const { tls } = at(hops, '/outer/');
    expect(from(tls.verify)).toEqual(['on', 'inherited']);
    expect(from(tls.verifyDepth)).toEqual(['2', 'own']);
    expect(from(tls.sessionReuse)).toEqual(['on', 'default']);
    expect(from(tls.crl)).toEqual([undefined, 'default']);
    expect(tls.verify.origin).toMatchObject({ block: { name: 'http' } });
  });

  it('reads flags without regard to case, as nginx does', () => {
    expect(from(at(hops, '/outer/').tls.serverName)).toEqual(['on', 'inherited']);
  });

  it('replaces an array as a whole', () => {
    expect(at(hops, '/outer/').tls.confCommand.value).toBe('Ciphersuites TLS_AES_256_GCM_SHA384');
    expect(at(hops, '/plain/').tls.confCommand.value).toBe('MinProtocol TLSv1.2\nOptions -SessionTicket');
  });

  it('lets if and limit_except use the settings of their location, which is where settings can stand', () => {
    const [, inIf, inLimit] = hops;
    expect(inIf?.enclosing.map(({ name }) => name)).toEqual(['if', 'location', 'server', 'http']);
    expect(inIf?.level?.name).toBe('location');
    expect(inIf && from(inIf.tls.verifyDepth)).toEqual(['2', 'own']);
    expect(inLimit && from(inLimit.tls.verifyDepth)).toEqual(['2', 'own']);
  });

  it('lets a nested location inherit settings but no pass', () => {
    const inner = at(hops, '/outer/inner/');
    expect(from(inner.tls.verify)).toEqual(['off', 'own']);
    expect(from(inner.tls.verifyDepth)).toEqual(['2', 'inherited']);
    expect(read('http{server{location /a {proxy_pass https://h; location /a/b {}}}}')).toHaveLength(1);
  });

  it('counts plain passes as hops without TLS', () => {
    expect(hops.map(({ tls }) => tls.enabled)).toEqual(['yes', 'yes', 'yes', 'yes', 'no']);
  });

  it('knows the server around a hop', () => {
    const hop = at(hops, '/plain/');
    expect(serverOf(hop)?.name).toBe('server');
    expect(serverNames(hop)).toEqual(['.api.example.com', 'www.example.com']);
  });

  it('calls a setting unknown where an unseen block may set it', () => {
    const [hop] = read('location / { proxy_ssl_verify on; proxy_pass https://10.0.0.1; }');
    expect(hop && from(hop.tls.verify)).toEqual(['on', 'own']);
    expect(hop && from(hop.tls.trustedCertificate)).toEqual([undefined, 'unknown']);
    expect(hop && from(hop.tls.serverName)).toEqual(['off', 'unknown']);
  });

  it('applies what stands beside the outermost block of a fragment, in the same file only', () => {
    const hops = findHops(
      readConfiguration([
        { file: 'a.conf', text: 'proxy_ssl_verify on;\nlocation / { proxy_pass https://10.0.0.1; }' },
        { file: 'b.conf', text: 'location /b { proxy_pass https://10.0.0.1; }' },
      ]),
    );
    expect(hops.map((hop) => from(hop.tls.verify))).toEqual([
      ['on', 'inherited'],
      ['off', 'unknown'],
    ]);
    const [bare] = read('proxy_ssl_verify on; proxy_pass https://10.0.0.1;');
    expect(bare && from(bare.tls.verify)).toEqual(['on', 'own']);
  });

  it('calls a setting unknown where an include around the hop could not be read', () => {
    const origin = (text: string) => {
      const found = read(`events {} ${text}`).at(-1);
      return found?.tls.verify.origin.from;
    };
    const server = 'server { location / { proxy_pass https://10.0.0.1; } }';
    expect(origin(`http { include tls.conf; ${server} }`)).toBe('unknown');
    expect(origin(`http { include mime.types; ${server} }`)).toBe('default');
    expect(origin(`http { server { location /a { include a.conf; } } ${server} }`)).toBe('default');
    expect(origin(`http { include tls.conf; proxy_ssl_verify on; ${server} }`)).toBe('inherited');
    const files = [
      { file: 'nginx.conf', text: 'events {} http { include site.conf; }' },
      { file: 'site.conf', text: `include tls.conf; ${server}` },
    ];
    expect(findHops(readConfiguration(files))[0]?.tls.verify.origin.from).toBe('unknown');
  });

  it('gives a pass in a file that is included twice an id and settings for each place', () => {
    const files = [
      {
        file: 'nginx.conf',
        text: 'events {} http { server { proxy_ssl_verify on; include site.conf; } server { include site.conf; } }',
      },
      { file: 'site.conf', text: 'location / { proxy_pass https://10.0.0.1; }' },
    ];
    const hops = findHops(readConfiguration(files));
    expect(hops.map(({ id, tls }) => [id, tls.verify.value])).toEqual([
      ['site.conf:1:14', 'on'],
      ['site.conf:1:14#2', 'off'],
    ]);
  });

  it('accumulates protocols of one level', () => {
    const [hop] = read(
      'location / { proxy_ssl_protocols TLSv1.2; proxy_ssl_protocols TLSv1.3; proxy_pass https://h; }',
    );
    expect(hop?.tls.protocols.value).toBe('TLSv1.2 TLSv1.3');
  });
});

describe('variables', () => {
  const hops = findHops(open('variables.conf'));

  it('follows set through server and location', () => {
    const { target, tls, peers } = at(hops, '/constant/');
    expect(target.values).toEqual(['https://orders.internal:8443/api/']);
    expect(target).toMatchObject({ scheme: 'https', host: 'orders.internal', port: 8443, uri: '/api/', variables: [] });
    expect(tls.enabled).toBe('yes');
    expect(peers.map(({ address }) => address)).toEqual(['orders.internal:8443']);
  });

  it('lets an inner set replace an outer one', () => {
    const { target, tls } = at(hops, '/overridden/');
    expect(target.values).toEqual(['http://orders.internal:8080']);
    expect(tls.enabled).toBe('no');
  });

  it('adds what an if may set', () => {
    expect(at(hops, '/branch/').peers.map(({ address }) => address)).toEqual([
      'orders.internal:8443',
      'billing.internal:8443',
    ]);
  });

  it('follows map and split_clients to all their values', () => {
    const { target } = at(hops, '/map/');
    expect(target.destinations.map(({ host }) => host)).toEqual(['eu.example.com', 'us.example.com']);
    expect(target).toMatchObject({ host: undefined, port: 9443, uri: '$request_uri', variables: ['request_uri'] });
    expect(at(hops, '/split/').peers.map(({ address }) => address)).toEqual([
      'canary.example.com:443',
      'stable.example.com:443',
    ]);
  });

  it('leaves the others as they are', () => {
    const { target, peers } = at(hops, '/client/');
    expect(target).toMatchObject({ scheme: 'https', host: undefined, port: 8443, variables: ['arg_target'] });
    expect(peers).toEqual([]);
  });

  it('survives variables that hold each other', () => {
    expect(at(hops, '/cycle/').target.variables.length).toBe(1);
  });

  it('does not run the set of an outer location in a nested one', () => {
    expect(at(hops, '/nested/in/').target.values).toEqual(['https://inner.internal:2']);
  });

  it('ends the host before a capture', () => {
    expect(at(hops, '/captured').target).toMatchObject({ host: 'orders.internal', port: 8443, uri: '$1' });
  });

  it('says unknown where the scheme is open', () => {
    const [hop] = read('http { server { location / { proxy_pass $http_x_target; } } }');
    expect(hop?.tls.enabled).toBe('unknown');
    expect(hop?.target).toMatchObject({ scheme: undefined, host: undefined, variables: ['http_x_target'] });
  });
});

describe('peers', () => {
  const hops = findHops(open('groups.conf'));

  it('reads the servers of a group with their options and port 80 by default', () => {
    const { peers, group } = at(hops, '/a');
    expect(group?.args).toEqual(['Backend']);
    expect(peers.map(({ address }) => address)).toEqual([
      '10.0.2.1:8443',
      '[fd00::2]:8443',
      'app.internal:8443',
      'unix:/run/app.sock',
      '10.0.2.9:80',
    ]);
    expect(peers[0]).toMatchObject({ maxFails: 3, failTimeoutSeconds: 90, backup: false, down: false });
    expect(peers[1]).toMatchObject({ host: 'fd00::2', maxFails: 0, failTimeoutSeconds: 10 });
    expect(peers[2]).toMatchObject({ backup: true });
    expect(peers[3]).toMatchObject({ unix: '/run/app.sock', port: undefined, down: true });
  });

  it('takes a URL with a port for a host, never for a group', () => {
    expect(at(hops, '/c').group?.args).toEqual(['Backend']);
    expect(at(hops, '/d').group).toBeUndefined();
    expect(at(hops, '/d').peers.map(({ address }) => address)).toEqual(['backend:8443']);
  });

  it('keeps the groups of http and stream apart', () => {
    const stream = hops.find(({ protocol }) => protocol === 'stream');
    expect(stream?.peers.map(({ address }) => address)).toEqual(['10.0.4.1:5432']);
  });

  it('reads sockets and IPv6 addresses', () => {
    expect(at(hops, '/j').target).toMatchObject({ unix: '/run/tls.sock', uri: '/api' });
    expect(at(hops, '/k').peers[0]?.address).toBe('[fd00::3]:443');
  });

  it('does not invent a port for a group that was not given', () => {
    const [hop] = read('location / { proxy_pass https://backend; }');
    expect(hop?.peers).toEqual([]);
    expect(hop?.target.destinations[0]?.unseenGroup).toBe(true);
  });
});

describe('modules', () => {
  const hops = findHops(open('modules.conf'));

  it('obeys the directives of the module that passes', () => {
    const grpc = at(hops, '/grpc.Service/');
    expect(grpc.protocol).toBe('grpc');
    expect(from(grpc.tls.verify)).toEqual(['off', 'default']);
    expect(grpc.tls.verify.directive).toBe('grpc_ssl_verify');
    expect(from(at(hops, '/wsgi').tls.serverName)).toEqual(['on', 'own']);
  });

  it('takes a grpc_pass or uwsgi_pass without scheme for a plain one', () => {
    expect(at(hops, '/plain.Service/').tls.enabled).toBe('no');
    expect(at(hops, '/old').tls.enabled).toBe('no');
    expect(at(hops, '/wsgi').tls.enabled).toBe('yes');
  });

  it('lets stream speak TLS only with proxy_ssl on, and inherit from stream', () => {
    const streams = hops.filter(({ protocol }) => protocol === 'stream');
    expect(streams.map(({ tls }) => tls.enabled)).toEqual(['yes', 'no']);
    expect(streams.map(({ tls }) => tls.verify.origin.from)).toEqual(['inherited', 'inherited']);
  });

  it('recognises stream in fragments', () => {
    expect(read('server { listen 1; proxy_pass 10.0.0.1:2; }').map(({ protocol }) => protocol)).toEqual(['stream']);
    expect(read('server { proxy_pass 10.0.0.1:2; }')[0]?.tls.enabled).toBe('unknown');
    expect(read('proxy_pass https://h;').map(({ protocol }) => protocol)).toEqual(['proxy']);
  });
});

describe('any input', () => {
  const word = fc.constantFrom(
    'http',
    'server',
    'location',
    'if',
    'upstream',
    'stream',
    'map',
    'set',
    'proxy_pass',
    'grpc_pass',
    'uwsgi_pass',
    'server_name',
    '$a',
    '$b',
    '\u0024{a}',
    'https://$a:$b',
    'https://[::1',
    'unix:',
    'https://unix:',
    '$',
    '~(',
    '/',
    ';',
    ';',
    '{',
    '}',
    '"',
    'proxy_ssl_name',
    'proxy_ssl_verify on;',
    'set $a $b;',
    'set $b $a$a;',
    'proxy_pass https://$a;',
    'include x;',
  ); // prettier-ignore

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        for (const hop of read(words.join(' '))) expect(hop.target.values.length).toBe(hop.target.destinations.length);
      }),
      { numRuns: 300 },
    );
  });

  it('works out tables that name each other in no time, and leaves open what would be too many values', () => {
    const table = (name: number) =>
      `map $x $v${name} {\n${Array.from({ length: 60 }, (_, key) => `k${key} "\${v${name + 1}}${key}\${v${name + 1}}";`).join('\n')} }`;
    const tables = Array.from({ length: 9 }, (_, name) => table(name)).join('\n');
    const [hop] = read(`http { ${tables} server { location / { proxy_pass https://$v0:8443; } } }`);
    expect(hop?.target.values).toEqual(['https://$v0:8443']);
  });

  it('passes over no peer of a table of hundreds', () => {
    const entries = (count: number) => Array.from({ length: count }, (_, at) => `k${at} 10.0.${at >> 8}.${at % 256};`);
    const passed = (count: number) =>
      read(
        `http { map $x $v { ${entries(count).join(' ')} } server { location / { proxy_pass https://$v:8443; } } }`,
      )[0];
    expect(passed(200)?.target.values).toHaveLength(200);
    expect(passed(300)?.target.values).toEqual(['https://$v:8443']);
  });

  it('bounds what variables can multiply to', () => {
    const sets = Array.from({ length: 12 }, (_, index) => `map $x $v${index} { a 1; b 2; c 3; }`).join('\n');
    const pass = Array.from({ length: 12 }, (_, index) => `$v${index}`).join('');
    const [hop] = read(`http { ${sets} server { location / { proxy_pass https://${pass}; } } }`);
    expect(hop?.target.values.length).toBeLessThanOrEqual(256);
  });
});
