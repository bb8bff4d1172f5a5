import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../logs/event.js';
import { readErrorLog } from '../../logs/index.js';
import { findHops, type Hop } from '../index.js';
import type { Observation } from './observation.js';
import { observePlace, observeVerification } from './verification.js';

function hopOf(text: string, file = 'a.conf'): Hop {
  const [hop] = findHops(readConfiguration([{ file, text }]));
  if (hop === undefined) throw new Error('no hop');
  return hop;
}
function eventOf(message: string): LogEvent {
  const [event] = readErrorLog('error.log', `2024/01/15 03:42:17 [error] 1#1: ${message}`).events;
  if (event === undefined) throw new Error(`not read: ${message}`);
  return event;
}
const shown = (found: Observation | undefined) => (found?.says === 'against' ? `against ${found.weight}` : found?.says);
const http = (lines: string) => `http { server { location / { ${lines} } } }`;

describe('a verification that failed', () => {
  const fields = 'while SSL handshaking to upstream, client: c, server: s, request: "GET / HTTP/1.1"';
  const lines = {
    code: `*5 upstream SSL certificate verify error: (18:self-signed certificate) ${fields}`,
    name: `*5 upstream SSL certificate does not match "A.test" ${fields}`,
    closed: `*5 peer closed connection in SSL handshake ${fields}`,
  };
  const on = 'proxy_ssl_verify on;';
  const api = 'proxy_pass https://a.test;';

  it.each<[keyof typeof lines, string, string | undefined]>([
    ['code', http(api), 'against 3'],
    ['code', http(`proxy_ssl_verify off; ${api}`), 'against 3'],
    ['code', http(on + api), undefined],
    ['code', `location / { ${api} }`, undefined],
    ['code', `location / { proxy_ssl_verify off; ${api} }`, 'against 3'],
    ['closed', http(api), undefined],
    ['name', http(api), 'against 3'],
    ['name', http(on + api), 'supports'],
    ['name', `location / { ${api} }`, 'supports'],
    ['name', http(`${on} proxy_pass https://b.test;`), 'against 3'],
    ['name', http(`${on} proxy_ssl_name a.test; proxy_pass https://b.test;`), 'supports'],
    ['name', http(`${on} proxy_ssl_name $host; ${api}`), undefined],
    ['name', http(`${on} proxy_pass https://$host;`), undefined],
    // An unseen block may set another name.
    ['name', 'location / { proxy_pass https://b.test; }', undefined],
  ])('by its %s, at %s: %s', (line, text, expected) => {
    expect(shown(observeVerification(eventOf(lines[line]), hopOf(text)))).toBe(expected);
  });

  it('by one of several names', () => {
    const map = (values: string) =>
      `http { map $uri $n { ${values} } server { location / { ${on} proxy_ssl_name $n; ${api} } } }`;
    const said = (values: string) => shown(observeVerification(eventOf(lines.name), hopOf(map(values))));
    expect(said('default b.test; /a a.test;')).toBe('supports');
    expect(said('default b.test; /a c.test;')).toBe('against 3');
  });
});

describe('the place that nginx names', () => {
  const text =
    'http {\n  upstream g {\n    server\n      h.test:1;\n  }\n  server { location / {\n    proxy_pass\n https://g; } }\n}\n';
  const at = (place: string, file?: string) =>
    shown(observePlace(eventOf(`host not found in upstream "h.test:1" in ${place}`), hopOf(text, file)));

  it('is the pass, or a server of its group, at any of its lines', () => {
    expect([2, 3, 4, 5, 6, 7, 8, 9].filter((line) => at(`a.conf:${line}`) === 'identifies')).toEqual([3, 4, 7, 8]);
    expect(at('a.conf:2')).toBeUndefined();
  });

  it.each([
    ['/etc/nginx/conf.d/a.conf', 'conf.d/a.conf', true],
    ['/etc/nginx/conf.d/a.conf', './conf.d/a.conf', true],
    ['/etc/nginx/conf.d/a.conf', '/copy/etc/nginx/conf.d/a.conf', true],
    ['/etc/nginx/conf.d/a.conf', '/etc/nginx/conf.d/a.conf', true],
    ['/etc/nginx/conf.d/a.conf', '/etc/nginx/conf.e/a.conf', false],
    ['/etc/nginx/conf.d/ba.conf', 'a.conf', false],
    ['/etc/nginx/conf.d/a.conf', 'b.conf', false],
  ])('is in %s, given as %s: %s', (logged, file, expected) => {
    expect(at(`${logged}:3`, file) === 'identifies').toBe(expected);
  });

  it('is not that of a line about a request', () => {
    const line = '*5 upstream timed out (110: Connection timed out) while connecting to upstream, client: c';
    expect(observePlace(eventOf(line), hopOf(text))).toBeUndefined();
  });
});

describe('the file that nginx names', () => {
  const missing = (file: string) =>
    eventOf(
      `cannot load certificate "${file}": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)`,
    );

  it.each(['trusted_certificate', 'certificate', 'certificate_key', 'crl', 'password_file'])(
    'is of proxy_ssl_%s',
    (name) => {
      const hop = hopOf(http(`proxy_ssl_${name} tls/x.pem; proxy_pass https://h;`));
      expect(shown(observePlace(missing('/etc/nginx/tls/x.pem'), hop))).toBe('identifies');
      expect(observePlace(missing('/etc/nginx/tls/y.pem'), hop)).toBeUndefined();
    },
  );
});

describe('what nginx misses', () => {
  const bundle = 'no proxy_ssl_trusted_certificate for proxy_ssl_verify';
  const key = 'no "proxy_ssl_certificate_key" is defined for certificate "c.pem"';

  it.each([
    [bundle, 'proxy_ssl_verify on; proxy_pass https://h;', 'identifies'],
    [bundle, 'proxy_ssl_verify on; proxy_ssl_trusted_certificate ""; proxy_pass https://h;', 'identifies'],
    [bundle, 'proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_pass https://h;', undefined],
    [bundle, 'proxy_ssl_verify off; proxy_pass https://h;', undefined],
    [bundle, 'proxy_ssl_verify on; proxy_pass http://h;', undefined],
    [key, 'proxy_ssl_certificate d.pem; proxy_pass https://h;', 'identifies'],
    [key, 'proxy_ssl_certificate d.pem; proxy_ssl_certificate_key k; proxy_pass https://h;', undefined],
    [key, 'proxy_pass https://h;', undefined],
    [key, 'proxy_ssl_verify on; proxy_pass https://h;', undefined],
    [bundle, 'proxy_ssl_certificate d.pem; proxy_pass https://h;', undefined],
  ])('%s: at %s: %s', (message, lines, expected) => {
    expect(shown(observePlace(eventOf(message), hopOf(http(lines))))).toBe(expected);
  });
});
