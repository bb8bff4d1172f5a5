import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { defaultProtocols, findHops, type Setting, type TlsSettings } from './index.js';

function tlsOf(text: string): TlsSettings {
  const [hop] = findHops(readConfiguration([{ file: 'a.conf', text }]));
  if (hop === undefined) throw new Error('no hop');
  return hop.tls;
}
const http = (lines: string, around = '') =>
  `http { ${around} server { server_name .S.test; location / { ${lines} } } }`;
const api = 'proxy_pass https://api.test:8443;';
const settingsOf = ({
  enabled,
  prefix,
  nameValues,
  ...settings
}: TlsSettings): readonly (readonly [string, Setting])[] => Object.entries(settings);

describe('where nothing is set', () => {
  it.each([
    ['proxy_ssl_', api],
    ['grpc_ssl_', 'grpc_pass grpcs://api.test:1;'],
    ['uwsgi_ssl_', 'uwsgi_pass suwsgi://api.test:1;'],
  ])('nginx’s defaults of %s* are in force', (prefix, pass) => {
    const tls = tlsOf(http(pass));
    expect(
      Object.fromEntries(settingsOf(tls).map(([, { directive, value }]) => [directive.slice(prefix.length), value])),
    ).toEqual({
      verify: 'off',
      trusted_certificate: undefined,
      verify_depth: '1',
      name: prefix === 'proxy_ssl_' ? '$proxy_host' : undefined,
      server_name: 'off',
      protocols: 'TLSv1.2 TLSv1.3',
      ciphers: 'DEFAULT',
      crl: undefined,
      certificate: undefined,
      certificate_key: undefined,
      password_file: undefined,
      session_reuse: 'on',
      conf_command: undefined,
    });
    for (const [, { directive, origin }] of settingsOf(tls)) {
      expect(directive.startsWith(prefix)).toBe(true);
      expect(origin).toEqual({ from: 'default' });
    }
  });
});

describe('what is set', () => {
  it('is read from the line of each setting', () => {
    const tls = tlsOf(http(api));
    for (const [key, { directive }] of settingsOf(tls)) {
      const set = Object.fromEntries(settingsOf(tlsOf(http(`${directive} x.y; ${api}`))));
      expect(set[key]).toMatchObject({ value: 'x.y', origin: { from: 'own' } });
    }
  });

  it('is lower case where it is a flag, and as written elsewhere', () => {
    const tls = tlsOf(http(`proxy_ssl_verify ON; proxy_ssl_session_reuse OFF; proxy_ssl_name N.test; ${api}`));
    expect([tls.verify.value, tls.sessionReuse.value, tls.name.value]).toEqual(['on', 'off', 'N.test']);
  });

  it('is the last of a level, the lines of an array, or the sum of protocols', () => {
    const last = tlsOf(http(`proxy_ssl_ciphers A; proxy_ssl_ciphers B; ${api}`));
    expect(last.ciphers.value).toBe('B');
    const all = tlsOf(http(`proxy_ssl_conf_command A b; proxy_ssl_conf_command C d; ${api}`));
    expect(all.confCommand.value).toBe('A b\nC d');
    const sum = tlsOf(http(`proxy_ssl_protocols TLSv1; proxy_ssl_protocols TLSv1.1 TLSv1.2; ${api}`));
    expect(sum.protocols.value).toBe('TLSv1 TLSv1.1 TLSv1.2');
  });
});

describe('whether it speaks TLS', () => {
  it.each([
    [http(api), 'yes'],
    [http('proxy_pass HTTPS://a.test;'), 'yes'],
    [http('proxy_pass http://a.test;'), 'no'],
    [http('proxy_pass $arg_x;'), 'unknown'],
    [http('proxy_pass $m;', 'map $uri $m { default https://a.test; /b https://b.test; }'), 'yes'],
    [http('proxy_pass $m;', 'map $uri $m { default https://a.test; /b http://b.test; }'), 'unknown'],
    [http('proxy_pass $m;', 'map $uri $m { default http://a.test; /b http://b.test; }'), 'no'],
    ['stream { server { proxy_pass a:1; proxy_ssl ON; } }', 'yes'],
    ['stream { proxy_ssl on; server { proxy_pass a:1; proxy_ssl off; } }', 'no'],
    ['stream { proxy_ssl on; server { proxy_pass a:1; } }', 'yes'],
    ['stream { server { proxy_pass a:1; } }', 'no'],
    ['server { proxy_pass a:1; }', 'unknown'],
  ])('%s: %s', (text, expected) => {
    expect(tlsOf(text).enabled).toBe(expected);
  });
});

describe('the values of its name', () => {
  const group = 'upstream G { server a:1; } map $uri $h { default a.test:1; /b b.test; }';
  it.each([
    [api, ['api.test']],
    ['proxy_pass https://g;', ['G']],
    ['proxy_pass https://[::1]:8443;', ['[::1]']],
    ['proxy_pass https://unix:/run/a;', ['/run/a']],
    ['proxy_pass https://$h;', ['a.test', 'b.test']],
    ['proxy_pass https://$arg_x;', ['$proxy_host']],
    ['grpc_pass grpcs://api.test:1;', ['api.test']],
    [`proxy_ssl_name $proxy_host; ${api}`, ['api.test:8443']],
    ['proxy_ssl_name $proxy_host; proxy_pass https://api.test;', ['api.test']],
    ['proxy_ssl_name $proxy_host; proxy_pass https://g;', ['G']],
    ['proxy_ssl_name $proxy_host; proxy_pass https://unix:/run/a;', ['localhost']],
    ['proxy_ssl_name $proxy_host; proxy_pass https://$h;', ['a.test:1', 'b.test']],
    ['grpc_ssl_name $proxy_host; grpc_pass grpcs://api.test:1;', ['$proxy_host']],
    [`proxy_ssl_name $server_name; ${api}`, ['s.test']],
    [`proxy_ssl_name $host; ${api}`, ['$host']],
    [`proxy_ssl_name x.$h; ${api}`, ['x.a.test:1', 'x.b.test']],
    [`proxy_ssl_name ""; ${api}`, ['']],
  ])('%s: %j', (lines, expected) => {
    expect(tlsOf(http(lines, group)).nameValues).toEqual(expected);
  });

  it('leave the server’s name open where no server was given', () => {
    expect(tlsOf(`location / { proxy_ssl_name $server_name; ${api} }`).nameValues).toEqual(['$server_name']);
  });
});

it.each([
  ['1.22.1', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['1.23.3', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['1.23', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['0.30.9', 'TLSv1 TLSv1.1 TLSv1.2'],
  ['1.23.4', 'TLSv1.2 TLSv1.3'],
  ['1.23.10', 'TLSv1.2 TLSv1.3'],
  ['1.24.0', 'TLSv1.2 TLSv1.3'],
  ['2.0.0', 'TLSv1.2 TLSv1.3'],
  ['2.22.1', 'TLSv1.2 TLSv1.3'],
])('the default protocols of nginx %s', (version, expected) => {
  expect(defaultProtocols(version)).toBe(expected);
});
