import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import type { SettingName } from '../causes/cause.js';
import { findHops } from '../hops/index.js';
import { heirsOf, readersOf } from './heirs.js';

const read = (text: string) => findHops(readConfiguration([{ file: 'nginx.conf', text }]));

/** What is written out for the inner location of `text`, or `exposed`, when the outer one gets this value. */
function afterwards(text: string, setting: SettingName, value: string | undefined) {
  const hops = read(text);
  const [outer, inner] = hops;
  if (outer === undefined || inner === undefined) throw new Error('two hops are needed');
  const { kept, exposed } = heirsOf([{ hop: outer, setting, value, why: '' }], hops);
  if (exposed.includes(inner)) return 'exposed';
  return kept.map((change) => (change.hop === inner ? change.value : 'elsewhere'));
}

const nested = (inside: string, around = '') =>
  `http { server { ${around} location /a/ { proxy_pass https://10.0.0.1; location /a/b/ { proxy_pass https://up.example; ${inside} } } } }`;
const verified = 'proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem;';

describe('a location inside the one that is changed', () => {
  it.each<[string, SettingName, string, ReturnType<typeof afterwards>]>([
    ['', 'verify', 'on', ['off']],
    ['', 'server_name', 'on', ['off']],
    ['', 'session_reuse', 'off', ['on']],
    // It verifies nothing and names nothing: these lines mean nothing to it.
    ['', 'trusted_certificate', 'new.pem', []],
    ['', 'verify_depth', '2', []],
    ['', 'name', 'a.example', []],
    ['', 'crl', 'list.pem', []],
    ['proxy_ssl_server_name on;', 'name', 'a.example', ['up.example']],
    [verified, 'name', 'a.example', ['up.example']],
    [verified, 'verify_depth', '2', ['1']],
    [verified, 'verify_depth', '1', []],
    [verified, 'crl', 'list.pem', 'exposed'],
    ['', 'certificate', 'me.pem', 'exposed'],
    ['', 'protocols', 'TLSv1.2', 'exposed'],
    // Its own line, or that of another family, keeps it apart.
    ['proxy_ssl_verify off;', 'verify', 'on', []],
    ['proxy_ssl_name b.example; proxy_ssl_server_name on;', 'name', 'a.example', []],
  ])('with "%s", when the outer %s becomes %s', (inside, setting, value, expected) => {
    expect(afterwards(nested(inside), setting, value)).toEqual(expected);
  });

  it('keeps what it inherits from further out', () => {
    const text = nested('', `${verified} proxy_ssl_name s.example; proxy_ssl_verify_depth 3;`);
    expect(afterwards(text, 'name', 'a.example')).toEqual(['s.example']);
    expect(afterwards(text, 'trusted_certificate', 'new.pem')).toEqual(['ca.pem']);
    expect(afterwards(text, 'verify_depth', '4')).toEqual(['3']);
    expect(afterwards(text, 'verify', 'on')).toEqual([]);
  });

  it('is told of where what it had depends on blocks that were not given', () => {
    const bare = 'location /a/ { proxy_pass https://10.0.0.1; location /a/b/ { proxy_pass https://10.0.0.2; } }';
    expect(afterwards(bare, 'verify', 'on')).toBe('exposed');
  });

  it('is not reached by a line that goes, nor beside it, nor in another family, nor behind a block with one of its own', () => {
    expect(afterwards(nested(''), 'verify', undefined)).toEqual([]);
    const location = (name: string, inside: string) => `location ${name} { ${inside} }`;
    const server = (inside: string) => `http { server { ${inside} } }`;
    const [a, b] = ['proxy_pass https://10.0.0.1;', 'proxy_pass https://10.0.0.2;'];
    expect(afterwards(server(location('/a', a) + location('/b', b)), 'verify', 'on')).toEqual([]);
    expect(afterwards(server(location('/a', a + location('/a/b', 'grpc_pass grpcs://b;'))), 'verify', 'on')).toEqual(
      [],
    );
    expect(afterwards(server(location('/a', a + location('/a/b', 'proxy_pass http://b;'))), 'verify', 'on')).toEqual(
      [],
    );
    const between = location('/a/b', `proxy_ssl_verify off; ${location('/a/b/c', b)}`);
    expect(afterwards(server(location('/a', a + between)), 'verify', 'on')).toEqual([]);
  });

  it('is left to its own change', () => {
    const hops = read(nested(''));
    const changes = hops.map((hop) => ({ hop, setting: 'verify' as const, value: 'on', why: '' }));
    expect(heirsOf(changes, hops)).toEqual({ kept: [], exposed: [] });
  });
});

it('a line in a file that several locations include is read by all of them', () => {
  const files = new Map([['tls.conf', 'proxy_ssl_verify on;']]);
  const text =
    'http { server { location /a { include tls.conf; proxy_pass https://a; } location /b { include tls.conf; proxy_pass https://b; } location /c { proxy_ssl_verify on; proxy_pass https://c; } } }';
  const hops = findHops(
    readConfiguration([{ file: 'nginx.conf', text }], { read: (path) => files.get(path), glob: () => [] }),
  );
  const [a, b, c] = hops;
  if (a === undefined || b === undefined || c === undefined) throw new Error('three hops are needed');
  const change = (hop: typeof a, setting: SettingName) => ({ hop, setting, value: 'off', why: '' });
  expect(readersOf(change(a, 'verify'), hops)).toEqual([b]);
  expect(readersOf(change(c, 'verify'), hops)).toEqual([]);
  expect(readersOf(change(a, 'name'), hops)).toEqual([]);
});
