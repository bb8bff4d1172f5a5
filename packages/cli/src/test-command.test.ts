import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

test('shows nginx the files of a copied directory where its includes and certificates look for them', () => {
  const at = configuration('events {}\nhttp { include /etc/nginx/conf.d/*.conf;\n}\n');
  mkdirSync(join(at, 'conf.d'));
  const site = join(at, 'conf.d/site.conf');
  writeFileSync(
    site,
    'server {\n  ssl_certificate /etc/nginx/tls/site.pem; ssl_certificate_key /etc/nginx/tls/site.key;\n  listn 443 ssl;\n}\n',
  );
  const { code, out, err } = stackengine(['test', at]);
  expect(out).toContain(`${site}:3: [emerg] unknown directive "listn"`);
  expect(err).toMatch(/nginx\.conf:2: ".*conf\.d\/\*\.conf" is read from /);
  expect(code).toBe(1);
  writeFileSync(site, readFileSync(site, 'utf8').replace('listn', 'listen'));
  mkdirSync(join(at, 'tls'));
  writeFileSync(join(at, 'tls/site.pem'), 'no certificate');
  expect(stackengine(['test', at]).out).toMatch(/cannot load certificate "\/etc\/nginx\/tls\/site\.pem": PEM_read_bio/);
});

test('starts without the certificates of the server, with generated ones in their place', () => {
  const at = configuration(
    'events {}\nhttp { ssl_dhparam dh.pem; server { listen 443 ssl; ssl_certificate /etc/ssl/a.pem; ssl_certificate_key /etc/ssl/a.key;\n location / { proxy_pass https://10.0.0.1; proxy_ssl_trusted_certificate ca.pem; } } }\n',
  );
  expect(stackengine(['test', at]).code).toBe(1);
  const { code, out } = stackengine(['test', at, '--stand-ins', '--format', 'json']);
  const answer: unknown = JSON.parse(out);
  expect(faults('test-1', answer)).toEqual([]);
  expect(answer).toMatchObject({
    ok: true,
    setAside: ['ssl_dhparam dh.pem'],
    standIns: ['/etc/ssl/a.pem', '/etc/ssl/a.key', 'ca.pem'],
  });
  expect(code).toBe(0);
});

test('takes a directive of a later version for a mistake where the version was asked for', () => {
  const at = configuration('events {}\nhttp { server { http2 on; } }\n');
  expect(stackengine(['test', at]).code).toBe(0);
  const { code, out } = stackengine(['test', at, '--nginx', '1.22']);
  expect(out).toContain('[emerg] unknown directive "http2"');
  expect(code).toBe(1);
});

test('shows no line of a file that lies elsewhere', () => {
  const elsewhere = join(folder(), 'secret');
  writeFileSync(elsewhere, 'password;\n');
  const { out } = stackengine(['test', configuration(`events {}\ninclude ${elsewhere};\n`)]);
  expect(out).toContain(`${elsewhere}:1: [emerg] unknown directive "password"\nnginx `);
});

test('says where nginx in memory gives up', () => {
  const nested = 'location /a { '.repeat(3000);
  const { code, err } = stackengine([
    'test',
    configuration(`events {} http { server { ${nested}${'}'.repeat(3000)} } }`),
  ]);
  expect(err).toContain('is too much for nginx in memory');
  expect(code).toBe(2);
});

test('tests the output of nginx -T from standard input', () => {
  const dump =
    '# configuration file /srv/n/nginx.conf:\nevents {}\nhttp { include sites/*; }\n\n# configuration file /srv/n/sites/a:\nserver { lisen 80; }\n\n';
  const { code, out } = stackengine(['test', '-'], { input: dump });
  expect(out).toContain('/srv/n/sites/a:1: [emerg] unknown directive "lisen"');
  expect(code).toBe(1);
});

test.each([
  ['a folder without a main file', () => [folder()], /there is no nginx\.conf in it/],
  ['a version that was not built', () => [configuration('events {}'), '--nginx', '0.8'], /--nginx 0\.8: there is 1\./],
])('refuses %s with 2', (_, args, message) => {
  const { code, err } = stackengine(['test', ...args()]);
  expect(err).toMatch(message);
  expect(code).toBe(2);
});
