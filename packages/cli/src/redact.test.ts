import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { faults, folder, read, stackengine } from './testing/stackengine.js';

const config = 'server {\n    proxy_set_header X-Ring "kx91-ABcd-7733";\n    proxy_pass https://10.0.1.45:8443;\n}\n';
const log = 'seen kx91-ABcd-7733 from 10.0.1.45\n';

function files() {
  const here = folder();
  writeFileSync(join(here, 'nginx.conf'), config);
  writeFileSync(join(here, 'error.log'), log);
  return here;
}

const redact = (cwd: string, ...args: string[]) => stackengine(['redact', ...args], { cwd });

test('prints a file with placeholders, the same for the same value in every file', () => {
  const here = files();
  const { code, out } = redact(here, 'error.log', 'nginx.conf');
  expect(code).toBe(0);
  expect(out).toBe(
    `==> error.log <==\nseen SECRET_1 from IPV4_PRIVATE_1\n\n==> nginx.conf <==\n${config.replace('kx91-ABcd-7733', 'SECRET_1').replace('10.0.1.45', 'IPV4_PRIVATE_1')}`,
  );
});

test('prints nothing where the map could not be written, and makes the folders of copies', () => {
  const here = files();
  const refused = redact(here, 'nginx.conf', '--map', 'nowhere/session.map');
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.err).toContain('there is no directory nowhere');
  expect(redact(here, 'nginx.conf', '--out', '/proc/stackengine').code).toBe(2);
});

test('keeps the map in a file of mode 600, goes on with it, and puts everything back', () => {
  const here = files();
  redact(here, 'nginx.conf', '--map', 'session.map', '--out', 'shared');
  expect(statSync(join(here, 'session.map')).mode & 0o777).toBe(0o600);
  expect(read(join(here, 'shared/nginx.conf'))).toContain('X-Ring "SECRET_1"');
  expect(redact(here, 'error.log', '--map', 'session.map').out).toBe('seen SECRET_1 from IPV4_PRIVATE_1\n');
  expect(redact(here, '--restore', 'session.map', 'shared/nginx.conf').out).toBe(config);
  writeFileSync(join(here, 'answer.md'), 'set `secret_1`, not HOST_7\n');
  const { code, out, err } = redact(here, '--restore', 'session.map', 'answer.md');
  expect(code).toBe(0);
  expect(out).toBe('set `kx91-ABcd-7733`, not HOST_7\n');
  expect(err).toContain('left as they are, since session.map does not hold them: HOST_7');
});

test('restores from what it printed as JSON, which holds to its schema', () => {
  const here = files();
  const { out } = redact(here, 'nginx.conf', '--format', 'json');
  const answer = JSON.parse(out);
  expect(faults('redact-1', answer)).toEqual([]);
  expect(answer.placeholders).toContainEqual({ token: 'SECRET_1', kind: 'SECRET', count: 1 });
  writeFileSync(join(here, 'map.json'), out);
  writeFileSync(join(here, 'redacted.conf'), answer.text);
  expect(redact(here, '--restore', 'map.json', 'redacted.conf').out).toBe(config);
});

test('scans without changing anything, and never shows what it found', () => {
  const here = files();
  const { code, out } = redact(here, '--scan', 'nginx.conf');
  expect(code).toBe(1);
  expect(out).toContain('nginx.conf:2:30  SECRET_1  secret, 14 characters  nginx/set-header (position): ');
  expect(out).not.toContain('kx91');
  const json = redact(here, '--scan', 'nginx.conf', '--format', 'json').out;
  expect(faults('redact-scan-1', JSON.parse(json))).toEqual([]);
  const sarif = redact(here, '--scan', 'nginx.conf', '--format', 'sarif').out;
  expect(JSON.parse(sarif).runs[0].results).toHaveLength(2);
  expect(json + sarif).not.toContain('kx91');
  writeFileSync(join(here, 'clean.conf'), 'server { listen 80; }\n');
  expect(redact(here, '--scan', 'clean.conf')).toMatchObject({ code: 0, out: '' });
});

test('explains each placeholder on standard error', () => {
  const { err } = redact(files(), 'nginx.conf', '--explain');
  expect(err).toContain(
    'nginx.conf:2:30  SECRET_1  secret, 14 characters  nginx/set-header (position): what nginx sends to an upstream',
  );
});

test('points at what may be left, without showing it whole', () => {
  const here = folder();
  writeFileSync(join(here, 'note.txt'), 'the build k9Lm3Qz8Xw2Vb7Nt5Rp1 failed\n');
  const { code, err } = redact(here, 'note.txt');
  expect(code).toBe(0);
  expect(err).toContain(
    'look at  note.txt:1:11  a long word that looks random: k9Lm… (20 characters; --deny replaces it)',
  );
  expect(redact(here, 'note.txt', '--deny', 'k9Lm3Qz8Xw2Vb7Nt5Rp1').out).toBe('the build DENIED_1 failed\n');
  expect(redact(here, 'note.txt', '-q').err).toBe('');
});

test('reads gzip, UTF-16 and bytes that are not UTF-8, and gives the encoding back', () => {
  const here = folder();
  writeFileSync(join(here, 'a.log.gz'), gzipSync(log));
  expect(redact(here, 'a.log.gz').out).toBe('seen kx91-ABcd-7733 from IPV4_PRIVATE_1\n');
  writeFileSync(join(here, 'wide.txt'), Buffer.from('\ufeffpassword=hunter2\r\n', 'utf16le'));
  expect(redact(here, 'wide.txt').bytes).toEqual(Buffer.from('\ufeffpassword=PASSWORD_1\r\n', 'utf16le'));
  writeFileSync(join(here, 'latin.conf'), Buffer.from('# caf\xe9\nset $kennwort "gr\xfcn-77-x";\n', 'latin1'));
  redact(here, 'latin.conf', '--map', 'm');
  writeFileSync(join(here, 'out.conf'), redact(here, 'latin.conf').bytes);
  expect(redact(here, '--restore', 'm', 'out.conf').bytes.toString('latin1')).toBe(
    '# caf\xe9\nset $kennwort "gr\xfcn-77-x";\n',
  );
});

test('goes through a large log in pieces, and finds in the beginning what only its end tells', () => {
  const here = folder();
  const line = '192.0.2.1 - - [26/Nov/2026:10:00:00 +0000] "GET /x HTTP/1.1" 200 1 "-" "curl/8.4.0"\n';
  const body = `early Zk81-pQ77-aa19\n${line.repeat(220_000)}password=Zk81-pQ77-aa19\n`;
  writeFileSync(join(here, 'big.log'), body);
  const { code, out } = redact(here, 'big.log', '--map', 'm');
  expect(code).toBe(0);
  expect(out.startsWith('early PASSWORD_1\n')).toBe(true);
  expect(out.endsWith('password=PASSWORD_1\n')).toBe(true);
  expect(out.length).toBe(body.length - 2 * ('Zk81-pQ77-aa19'.length - 'PASSWORD_1'.length));
});

test('says of what is left in a large log on which line of the file it stands', () => {
  const here = folder();
  const line = '192.0.2.1 - - [26/Nov/2026:10:00:00 +0000] "GET /x HTTP/1.1" 200 1 "-" "curl/8.4.0"\n';
  writeFileSync(
    join(here, 'big.log'),
    `${line.repeat(220_000)}${line.replace('GET /x', 'GET /x/kR7vQ2mZ9tL4wX8bN3pD')}`,
  );
  const { code, err } = redact(here, 'big.log');
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(/^look at {2}big\.log:220001:\d+ {2}a long word that looks random: /),
  ]);
});

test.each([
  [['absent.conf'], 'absent.conf'],
  [['nginx.conf', '--restore', 'session.map', '--out', 'there'], '--out and --format belong to redacting'],
  [['nginx.conf', '--restore', 'error.log'], 'error.log:1: it is not JSON'],
  [['nginx.conf', '--restore', 'foreign.map'], 'it does not belong to nginx.conf'],
  [['nginx.conf', '--restore', 'odd.map'], 'is no placeholder of stackengine'],
  [['binary'], 'binary:1: it is no text'],
  [['.'], 'it is a directory'],
  [['nginx.conf', '--format', 'sarif'], 'add --scan'],
  [['-', '--out', 'x'], 'standard input has no name'],
])('refuses %j and says why', (args, why) => {
  const here = files();
  writeFileSync(join(here, 'foreign.map'), '{"map":{"SECRET_9":"x"}}');
  writeFileSync(join(here, 'odd.map'), '{"map":{"constructor":"x"}}');
  writeFileSync(join(here, 'binary'), Buffer.from([1, 2, 3, 4, 5, 6, 7, 1, 2, 3]));
  if (why.includes('belong')) writeFileSync(join(here, 'nginx.conf'), 'listen HOST_1;\n');
  const { code, out, err } = redact(here, ...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(why);
});

test('overwrites no copy without being told to', () => {
  const here = files();
  expect(redact(here, 'nginx.conf', '--out', '.').code).toBe(2);
  expect(read(join(here, 'nginx.conf'))).toBe(config);
  redact(here, 'nginx.conf', '--out', 'shared');
  expect(redact(here, 'nginx.conf', '--out', 'shared').err).toContain('--force overwrites it');
  expect(redact(here, 'nginx.conf', '--out', 'shared', '--force').code).toBe(0);
});

test('shows as a page what would be shared', () => {
  const { code, out } = redact(files(), 'nginx.conf', 'error.log', '--format', 'html');
  expect(code).toBe(0);
  expect(out).toContain('<h2>error.log</h2>');
  expect(out).toContain('>SECRET_1</mark>');
  expect(out).not.toContain('kx91-ABcd-7733');
  expect(redact(files(), 'nginx.conf', '--scan', '--format', 'html')).toMatchObject({ code: 2 });
});
