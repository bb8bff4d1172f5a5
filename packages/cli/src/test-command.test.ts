import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faults, folder, serverCopy, stackengine } from './testing/stackengine.js';

function configuration(text: string): string {
  const at = folder();
  writeFileSync(join(at, 'nginx.conf'), text);
  return at;
}

test('takes what nginx takes, with every file it includes', () => {
  const { code, out } = stackengine(['test', serverCopy()]);
  expect(out).toMatch(/^nginx 1\.26\.3: .*nginx\.conf is good\n$/);
  expect(code).toBe(0);
});

test('shows nginx’s message at its line', () => {
  const at = configuration('events {}\nhttp {\n    sever {}\n}\n');
  const { code, out } = stackengine(['test', at]);
  expect(out).toContain(`nginx.conf:3: [emerg] unknown directive "sever"\n  2 | http {\n> 3 |     sever {}\n  4 | }\n`);
  expect(code).toBe(1);
});

test('prints what holds to the published schema, whatever nginx says', () => {
  const at = configuration(
    'load_module modules/ngx_http_geoip_module.so;\nevents {}\nhttp { geoip_country GeoIP.dat; x; }\n',
  );
  const { code, out } = stackengine(['test', at, '--format', 'json', '--nginx', '1.22']);
  const answer: unknown = JSON.parse(out);
  expect(faults('test-1', answer)).toEqual([]);
  expect(answer).toMatchObject({
    nginx: '1.22.1',
    ok: false,
    messages: [{ level: 'emerg', text: 'unknown directive "x"', line: 3 }],
    setAside: ['load_module modules/ngx_http_geoip_module.so', 'geoip_country GeoIP.dat'],
  });
  expect(code).toBe(1);
});

test('reads files that directives name from beside the configuration, or from the prefix given', () => {
  const at = configuration(
    'events {}\nhttp { server { listen 443 ssl; ssl_certificate tls/a.pem; ssl_certificate_key tls/a.key; } }\n',
  );
  expect(stackengine(['test', at]).out).toMatch(/cannot load certificate ".*tls\/a\.pem": BIO_new_file\(\) failed/);
  const elsewhere = folder();
  mkdirSync(join(elsewhere, 'tls'));
  writeFileSync(join(elsewhere, 'tls/a.pem'), 'no certificate');
  expect(stackengine(['test', at, '--prefix', elsewhere]).out).toMatch(
    /cannot load certificate "[^"]*tls\/a\.pem": PEM_read_bio/,
  );
});

test.each([
  ['a folder without a main file', () => [folder()], /there is no nginx\.conf in it/],
  ['a version that was not built', () => [configuration('events {}'), '--nginx', '0.8'], /--nginx 0\.8: there is 1\./],
  ['standard input', () => ['-'], /name a file or a directory/],
])('refuses %s with 2', (_, args, message) => {
  const { code, err } = stackengine(['test', ...args()]);
  expect(err).toMatch(message);
  expect(code).toBe(2);
});
