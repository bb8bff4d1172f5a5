import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { faults, folder, read, serverCopy, stackengine, testdata } from './testing/stackengine.js';

const log = ['--log', testdata('error.log')];
const config = ['--config', testdata('api.conf')];

test('names a cause in text, and exits with 1', () => {
  const { code, out, err } = stackengine(['diagnose', ...log, ...config]);
  expect(code).toBe(1);
  expect(out).toMatch(/^10\.0\.1\.45:8443 \(proxy_pass, .*api\.conf:2\)/);
  expect(out).toMatch(/^cause {4}/m);
  expect(out).toContain('+    proxy_ssl_verify on;');
  expect(err).toBe('');
});

test('prints JSON that holds to the published schema', () => {
  const access = ['--access-log', testdata('access.log')];
  const { code, out } = stackengine(['diagnose', ...log, ...access, '--config', serverCopy(), '--format', 'json']);
  const diagnosis = JSON.parse(out);
  expect(code).toBe(1);
  expect(faults('diagnosis-1', diagnosis)).toEqual([]);
  expect(diagnosis.incidents).toHaveLength(1);
  expect(diagnosis.incidents[0].upstream.hop.line).toBe(7);
  expect(diagnosis.incidents[0].blastRadius).toMatchObject({ requests502: 2, requestsTotal: 3 });
});

test.each([
  ['markdown', /^# Incident: /],
  ['html', /^<!doctype html>/],
  ['sarif', /"version": "2\.1\.0"/],
])('prints %s', (format, start) => {
  const { code, out } = stackengine(['diagnose', ...log, ...config, '--format', format]);
  expect(code).toBe(1);
  expect(out).toMatch(start);
});

test('exits with 0 where the log holds no failure', () => {
  const { code, out } = stackengine(['diagnose', '--log', testdata('quiet.log'), ...config]);
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing to report/) });
});

test('works without a configuration', () => {
  const { code, out } = stackengine(['diagnose', ...log]);
  expect(code).toBe(1);
  expect(out).toMatch(/^10\.0\.1\.45:8443 /);
});

test.each([
  ['standard input', (text: string) => Buffer.from(text)],
  ['gzip', (text: string) => gzipSync(text)],
  [
    'gzip of two members, as log rotation appends them',
    (text: string) => Buffer.concat([gzipSync('noise\n'), gzipSync(text)]),
  ],
  ['UTF-16 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 big endian', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['Latin-1', (text: string) => Buffer.from(`caf\u00e9 noise\n${text}`, 'latin1')],
  [
    'zero bytes that a truncated log begins with',
    (text: string) => Buffer.concat([Buffer.alloc(5000), Buffer.from(`\n${text}`)]),
  ],
])('reads a log from %s', (_, wrap) => {
  const { code, out, err } = stackengine(['diagnose', '--log', '-', ...config], {
    input: wrap(read(testdata('error.log'))),
  });
  expect(err).toBe('');
  expect(code).toBe(1);
  expect(out).toContain('standard input:');
});

test('reads a .gz by its first bytes, whatever its name', () => {
  const path = join(folder(), 'error.log.1');
  writeFileSync(path, gzipSync(read(testdata('error.log'))));
  expect(stackengine(['diagnose', '--log', path]).code).toBe(1);
});

test('counts all events of a long log, and keeps first and last time', () => {
  const line = (second: number) =>
    `2024/01/15 03:00:${String(second).padStart(2, '0')} [error] 1#1: *${second} connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: a, request: "GET /x/${second} HTTP/1.1", upstream: "https://10.0.1.45:8443/x"\n`;
  const input = Array.from({ length: 50 }, (_, second) => line(second)).join('');
  const { out } = stackengine(['diagnose', '--log', '-', '--format', 'json'], { input });
  expect(JSON.parse(out).incidents[0]).toMatchObject({
    count: 50,
    firstSeen: '2024-01-15T03:00:00',
    lastSeen: '2024-01-15T03:00:49',
  });
});

test('gives a terminal no escape sequence from the log, and no colour to a pipe', () => {
  const input = read(testdata('error.log'))
    .replaceAll('api.internal', 'a\u001b[2J\u009b31m\u202e\u0007')
    .replace('/v1/data HTTP', '/v1/\u001b]0;x\u0007 HTTP');
  for (const format of ['text', 'markdown', 'html']) {
    const { code, out, err } = stackengine(['diagnose', '--log', '-', ...config, '--format', format], {
      input,
      env: { FORCE_COLOR: '1' },
    });
    expect(code).toBe(1);
    expect((out + err).replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});

test('looks a server\u2019s absolute paths up in the copy, and says so', () => {
  const { out } = stackengine(['diagnose', ...log, '--config', serverCopy(), '--format', 'json']);
  const { incidents } = JSON.parse(out);
  expect(incidents[0].upstream.hop.file).toMatch(/sites-(enabled|available)\/api$/);
});

test('says what a revocation list says of the chain', () => {
  const list = ['--crl', testdata('revocation-list.pem')];
  const texts = (args: readonly string[]) =>
    JSON.parse(stackengine(['diagnose', ...log, ...args, '--format', 'json']).out)
      .notices.map(({ text }: { text: string }) => text)
      .join('\n');
  expect(texts([...list, '--chain', testdata('chain.pem')])).toMatch(/this list revokes orders\.internal,/);
  expect(texts(list)).toMatch(/Issuing CA 7.* revokes 1/);
  expect(texts(list)).not.toMatch(/this list revokes/);
});

test('--quiet leaves the notices out', () => {
  expect(stackengine(['diagnose', ...log, ...config]).out).toMatch(/^notice/m);
  expect(stackengine(['--quiet', 'diagnose', ...log, ...config]).out).not.toMatch(/\nnotice[^\n]*nginx -T/);
});

test.each([
  ['no log', [], /name an error log/],
  ['a log that is not there', ['--log', '/nonexistent/error.log'], /error\.log: there is no such file/],
  ['a directory as log', ['--log', testdata('etc-nginx')], /it is a directory/],
  ['a configuration as log', ['--log', testdata('api.conf')], /api\.conf:1: no line in it is of an nginx error log/],
  ['a log as configuration', [...log, '--config', testdata('error.log')], /error\.log:1: no directive of nginx/],
  ['a configuration that is not there', [...log, '--config', 'nowhere'], /nowhere: there is no such file/],
  [
    'a chain without certificate',
    [...log, '--chain', testdata('api.conf')],
    /api\.conf:1: There is no certificate in it/,
  ],
  ['an anchor without certificate', [...log, '--trusted', testdata('api.conf')], /api\.conf:1: /],
  ['a list of nothing', [...log, '--crl', testdata('api.conf')], /api\.conf:1: /],
  ['a list that is not there', [...log, '--crl', '/nonexistent.crl'], /nonexistent\.crl: there is no such file/],
  ['standard input twice', ['--log', '-', '--config', '-'], /standard input can be read once/],
  ['an unknown format', [...log, '--format', 'xml'], /Allowed choices are/],
  ['an unknown option', [...log, '--nonsense'], /unknown option/],
  [
    'two directories',
    [...log, '--config', testdata('etc-nginx'), '--config', testdata('etc-nginx/conf.d')],
    /one directory at a time/,
  ],
])('refuses %s with a message and exit code 2', (_, args, message) => {
  const { code, out, err } = stackengine(['diagnose', ...args], { input: read(testdata('error.log')) });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/internal error|\n\s+at /);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test.each([
  ['empty', '', /the log is empty/],
  ['binary', Buffer.from([0x89, 80, 78, 71, 13, 10, 26, 10, 0, 1, 2, 3, 4, 5, 6, 7]), /it is no text/],
  ['a cut-off gzip', gzipSync('x'.repeat(100_000)).subarray(0, 60), /ends early/],
  ['a damaged gzip', Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100, 7)]), /-: /],
  ['one line of megabytes', Buffer.alloc(8 << 20, 'a'), /no line in it is of an nginx error log/],
])('refuses a log that is %s', (_, input, message) => {
  const { code, out, err } = stackengine(['diagnose', '--log', '-'], { input });
  expect(err).toMatch(message);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test.each([
  ['empty', '\n', /the file is empty/],
  ['binary', Buffer.from([127, 69, 76, 70, 2, 1, 1, 0, 0, 0]), /it is no text/],
  ['UTF-16', Buffer.from('\ufeffevents {}\n', 'utf16le'), /standard input:1: it is UTF-16/],
  ['spoilt by a zero byte', 'events {}\nhttp {\0}\n', /standard input:2: a zero byte/],
  ['JSON', JSON.stringify({ server: { listen: 80, location: '/' } }, undefined, 1), /no directive of nginx/],
  ['far too large, unzipped', gzipSync(Buffer.alloc(70 << 20)), /more than 64 MiB/],
])('refuses a configuration that is %s', (_, input, message) => {
  const { code, err } = stackengine(['diagnose', ...log, '--config', '-'], { input });
  expect(err).toMatch(message);
  expect(code).toBe(2);
});

test('says when a configuration is not UTF-8', () => {
  const path = join(folder(), 'latin.conf');
  writeFileSync(path, Buffer.from(`# caf\u00e9\n${read(testdata('api.conf'))}`, 'latin1'));
  const { out } = stackengine(['diagnose', ...log, '--config', path, '--format', 'json']);
  expect(JSON.parse(out).notices).toContainEqual(expect.objectContaining({ code: 'not-utf8', file: path }));
});

test('takes an empty error log beside an access log, since some failures leave no line', () => {
  const dir = folder();
  writeFileSync(join(dir, 'error.log'), '');
  writeFileSync(
    join(dir, 'access.log'),
    '10.0.0.1 - - [09/Sep/2025:09:00:00 +0000] "GET /a HTTP/1.1" 400 255 "-" "curl" ua="10.0.1.45:8443" us="400"\n',
  );
  writeFileSync(join(dir, 'api.conf'), 'location / {\n    proxy_pass http://10.0.1.45:8443;\n}\n');
  const paths = ['--log', 'error.log', '--access-log', 'access.log', '--config', 'api.conf'].map((word) =>
    word.startsWith('--') ? word : join(dir, word),
  );
  const { code, out } = stackengine(['diagnose', ...paths, '--format', 'json']);
  expect(code).toBe(1);
  const [first] = JSON.parse(out).incidents[0].causes;
  expect(first).toMatchObject({
    cause: 'plain-http-to-tls-port',
    evidence: [{ kind: 'log', line: 1 }, { kind: 'reproduction' }],
  });
});

test.each(['json', 'sarif'])('a %s report that can be shared holds no id made of an address', (format) => {
  const here = folder();
  writeFileSync(join(here, 'error.log'), '');
  writeFileSync(
    join(here, 'access.log'),
    '81.2.69.142 - - [26/Nov/2026:03:42:17 +0000] "GET / HTTP/1.1" 400 157 "-" "curl/8" ua="10.0.1.45:8443" us="400"\n',
  );
  writeFileSync(join(here, 'api.conf'), 'location / {\n    proxy_pass http://10.0.1.45:8443;\n}\n');
  const inputs = [
    'diagnose',
    '--log',
    'error.log',
    '--access-log',
    'access.log',
    '--config',
    'api.conf',
    '--format',
    format,
  ];
  expect(stackengine(inputs, { cwd: here }).out).toContain('answer-400-10.0.1.45');
  const { out } = stackengine([...inputs, '--redact'], { cwd: here });
  expect(out).toContain('incident-1');
  expect(out).not.toContain('10.0.1.45');
});

test.each(['text', 'json', 'markdown', 'html', 'sarif'])('prints a %s report that can be shared', (format) => {
  const here = folder();
  writeFileSync(
    join(here, 'api.conf'),
    'location /api/ {\n    proxy_set_header X-Ring "kx91-<ab>-7733";\n    proxy_pass https://10.0.1.45:8443;\n    proxy_ssl_verify on;\n    proxy_ssl_trusted_certificate ca.pem;\n}\n',
  );
  writeFileSync(
    join(here, 'error.log'),
    '2026/11/26 03:42:17 [error] 31#31: *1842 upstream SSL certificate does not match "10.0.1.45" while SSL handshaking to upstream, client: 81.2.69.142, server: shop.acme-widgets.com, request: "GET /api/?access_token=Zk81pQ77aa19 HTTP/1.1", upstream: "https://10.0.1.45:8443/api/?access_token=Zk81pQ77aa19", host: "shop.acme-widgets.com"\n',
  );
  const inputs = ['diagnose', '--log', 'error.log', '--config', 'api.conf', '--format', format];
  const open = stackengine(inputs, { cwd: here });
  const { code, out } = stackengine([...inputs, '--redact'], { cwd: here });
  expect(code).toBe(1);
  expect(open.out).toContain('10.0.1.45');
  for (const gone of ['10.0.1.45', 'Zk81pQ77aa19', 'acme-widgets', '81.2.69.142', 'kx91'])
    expect(out).not.toContain(gone);
  expect(out).toContain('name-mismatch');
  expect(out).toContain('IPV4_PRIVATE_1');
  if (format === 'json' || format === 'sarif') expect(() => JSON.parse(out)).not.toThrow();
});
