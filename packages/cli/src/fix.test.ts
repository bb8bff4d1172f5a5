import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { faults, folder, read, serverCopy, snapshot, stackengine, testdata } from './testing/stackengine.js';

const log = ['--log', testdata('error.log')];
const answers = ['--name', 'api.internal', '--ca-path', 'tls/ca.pem'];
const fix = (...args: string[]) => stackengine(['fix', ...log, ...args]);

test('asks for what it does not know, writes nothing, and exits with 3', () => {
  const copy = serverCopy();
  const before = snapshot(copy);
  const { code, out, err } = fix('--config', copy, '--write');
  expect(code).toBe(3);
  expect(out).toBe('');
  expect(err).toMatch(/^needs --ca-path: .*\n {2}\$ /m);
  expect(err).toMatch(/^needs --name: /m);
  expect(snapshot(copy)).toEqual(before);
});

test('says why an address is no answer to the name', () => {
  const { code, err } = fix('--config', testdata('api.conf'), '--ca-path', 'tls/ca.pem', '--name', '10.0.1.45');
  expect(code).toBe(3);
  expect(err).toMatch(/^needs --name: /m);
  expect(err).toMatch(/^warning: "10\.0\.1\.45" is an address/m);
});

test('prints a diff that patch applies, and writes nothing', () => {
  const copy = serverCopy();
  const before = snapshot(copy);
  const { code, out } = fix('--config', join(copy, 'sites-available/api'), ...answers);
  expect(code).toBe(0);
  expect(snapshot(copy)).toEqual(before);
  const patched = spawnSync('git', ['apply', '--unsafe-paths', '--check', `--directory=/`, '-'], {
    input: out,
    cwd: copy,
  });
  expect(patched.stderr.toString()).toBe('');
});

test('writes through a link to the real file, keeps its mode, leaves a backup that no include matches', () => {
  const copy = serverCopy();
  const real = join(copy, 'sites-available/api');
  chmodSync(real, 0o640);
  const before = read(real);
  const { code, err } = fix('--config', copy, ...answers, '--write');
  expect(code, err).toBe(0);
  expect(read(real)).toContain('        proxy_ssl_verify on;\n');
  expect(read(real)).toContain('    # the billing API\n');
  expect(statSync(real).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(copy, 'sites-enabled/api')).isSymbolicLink()).toBe(true);
  expect(readdirSync(join(copy, 'sites-available')).sort()).toEqual(['.api.stackengine-backup-1', 'api']);
  expect(readdirSync(join(copy, 'sites-enabled'))).toEqual(['api']);
  expect(read(join(copy, 'sites-available/.api.stackengine-backup-1'))).toBe(before);
});

test('writing twice changes nothing the second time', () => {
  const copy = serverCopy();
  fix('--config', copy, ...answers, '--write');
  const once = snapshot(copy);
  const again = fix('--config', copy, ...answers, '--write');
  expect(again.code).not.toBe(2);
  expect(snapshot(copy)).toEqual(once);
});

test('does not raise the depth at every run where the log may be about it', () => {
  const at = folder();
  const line =
    'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream';
  writeFileSync(
    join(at, 'error.log'),
    `2024/01/15 03:42:17 [error] 1#1: *5 ${line}, upstream: "https://10.0.1.45:8443/"\n`,
  );
  writeFileSync(
    join(at, 'api.conf'),
    'location / {\n    proxy_pass https://10.0.1.45:8443;\n    proxy_ssl_verify on;\n}\n',
  );
  const write = () =>
    stackengine([
      'fix',
      '--log',
      join(at, 'error.log'),
      '--config',
      join(at, 'api.conf'),
      ...answers,
      '--write',
      '--unproven',
    ]).code;
  expect(write()).toBe(0);
  const once = snapshot(at);
  expect(write()).not.toBe(2);
  expect(snapshot(at)).toEqual(once);
});

test('writes no change that nginx was not seen to work with, unless it is told to', () => {
  const path = join(folder(), 'api.conf');
  // On its own this does not start: what nginx is to trust would have to be inherited.
  writeFileSync(path, 'location / {\n    proxy_pass https://10.0.1.45:8443;\n    proxy_ssl_verify on;\n}\n');
  const before = read(path);
  const { code, err } = fix('--config', path, ...answers, '--write');
  expect([code, read(path)]).toEqual([3, before]);
  expect(err).toMatch(/--unproven writes it all the same/);
});

test.each(['a;b', '{x}', '#x', '"', '-x', 'a b', '$host', 'caf\u00e9.example', 'a\\', '*.example'])(
  'writes nothing for a name that no certificate has: %s',
  (name) => {
    const copy = serverCopy();
    const before = snapshot(copy);
    expect(fix('--config', copy, `--name=${name}`, '--ca-path', 'tls/ca.pem', '--write').code).toBe(3);
    expect(snapshot(copy)).toEqual(before);
  },
);

test('keeps CRLF, a byte order mark and bytes that are not UTF-8', () => {
  const path = join(folder(), 'api.conf');
  const text = `# caf\u00e9\r\n${read(testdata('api.conf')).replaceAll('\n', '\r\n')}`;
  writeFileSync(path, Buffer.from(text, 'latin1'));
  expect(fix('--config', path, ...answers, '--write').code).toBe(0);
  const written = snapshot(dirname(path))[path] ?? '';
  expect(written.startsWith('# caf\u00e9\r\n')).toBe(true);
  expect(written.replaceAll('\r\n', '')).not.toContain('\n');
  expect(written.replace(/ {4}proxy_ssl_[^\n]*\n/g, '')).toBe(text);
});

test.each(['/etc/passwd', '/dev/zero'])('refuses the CA file %s, which holds no certificate', (path) => {
  const { code, err } = fix('--config', testdata('api.conf'), '--name', 'api.internal', '--ca-path', path);
  expect(err).toContain(`--ca-path ${path}: no certificate`);
  expect(code).toBe(2);
});

test('says that a CA file is not here, and takes a name without its final dot', () => {
  const { code, out, err } = fix(
    '--config',
    testdata('api.conf'),
    '--name',
    'api.internal.',
    '--ca-path',
    'tls/gone.pem',
  );
  expect(err).toContain('tls/gone.pem is not here');
  expect(out).toMatch(/^\+ +proxy_ssl_name api\.internal;$/m);
  expect(code).toBe(0);
});

test('says what else explains the line, and does not take an unproven change for a cure', () => {
  const config = testdata('api.conf');
  expect(fix('--config', config, ...answers).err).toMatch(
    /this cures [\w-]+, which is (?:likely|possible); it may be /,
  );
  const broken = join(folder(), 'api.conf');
  writeFileSync(broken, `${read(config)}\nlocation /x { proxy_set_header ; }\n`);
  const unproven = fix('--config', broken, ...answers);
  expect(unproven.err).toContain('not proven');
  expect(unproven.code).toBe(3);
  expect(fix('--config', broken, ...answers, '--unproven').code).toBe(0);
});

test('refuses a file that is outside of the configuration', () => {
  const copy = serverCopy();
  const elsewhere = join(dirname(copy), 'api');
  renameSync(join(copy, 'sites-available/api'), elsewhere);
  symlinkSync(elsewhere, join(copy, 'sites-available/api'));
  const before = snapshot(dirname(copy));
  const { code, err } = fix('--config', copy, ...answers, '--write');
  expect(err).toMatch(/outside of/);
  expect(code).toBe(2);
  expect(snapshot(dirname(copy))).toEqual(before);
});

test('refuses to write what came from standard input or from nginx -T', () => {
  const dump = `# configuration file /etc/nginx/nginx.conf:\nhttp {\nserver {\n${read(testdata('api.conf'))}}\n}\n`;
  const path = join(folder(), 'dump.txt');
  writeFileSync(path, dump);
  expect(fix('--config', path, ...answers, '--write')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/output of nginx -T/),
  });
  expect(fix('--config', path, ...answers)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^--- a\/etc\/nginx\/nginx\.conf$/m),
  });
  const piped = stackengine(['fix', ...log, '--config', '-', ...answers, '--write'], {
    input: read(testdata('api.conf')),
  });
  expect(piped).toMatchObject({ code: 2, err: expect.stringMatching(/standard input/) });
});

test('leaves everything as it was where a folder can not be written to', () => {
  const copy = serverCopy();
  // Root may write anywhere; a folder in the place of the temporary file stops root too.
  const sites = join(copy, 'sites-available');
  for (let number = 1; number < 3; number += 1) mkdirSync(join(sites, `.api.stackengine-backup-${number}`));
  const { code } = fix('--config', copy, ...answers, '--write');
  expect(code).toBe(0);
  expect(readdirSync(sites)).toContain('.api.stackengine-backup-3');
});

test('prints JSON that holds to the published schema, with and without answers', () => {
  const copy = serverCopy();
  const open = JSON.parse(fix('--config', copy, '--format', 'json').out);
  expect(faults('fix-1', open)).toEqual([]);
  expect(open.needs.map(({ id }: { id: string }) => id).sort()).toEqual(['ca-path', 'name']);
  const done = JSON.parse(fix('--config', copy, ...answers, '--write', '--format', 'json').out);
  expect(faults('fix-1', done)).toEqual([]);
  expect(done).toMatchObject({
    needs: [],
    written: [expect.stringMatching(/api$/)],
    backups: [expect.stringMatching(/backup-1$/)],
  });
});

test('says who has to act where no edit of nginx cures it, and exits with 1', () => {
  const { code, out, err } = stackengine([
    'fix',
    '--log',
    testdata('refused.log'),
    '--config',
    serverCopy(),
    '--write',
  ]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/no edit of nginx cures connection-refused/);
});

test('has nothing to fix where the log holds no failure', () => {
  const { code, err } = stackengine(['fix', '--log', testdata('quiet.log'), '--config', serverCopy()]);
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/nothing to fix/) });
});

test('turns verification off for development only, and only where it fails', () => {
  const copy = serverCopy();
  const { out } = fix('--config', copy, '--profile', 'development');
  if (out !== '') expect(out).toMatch(/^\+ {8}proxy_ssl_verify off;/m);
  expect(fix('--config', copy, ...answers).out).not.toMatch(/verify off/);
});

test.each([
  ['no configuration', [], /name the configuration/],
  ['an unknown incident', ['--config', testdata('api.conf'), '--incident', 'x'], /--incident x: there is none/],
  ['an empty answer', ['--config', testdata('api.conf'), '--name', ''], /--name: this can not stand/],
  ['an answer of two lines', ['--config', testdata('api.conf'), '--name', 'a;\nb'], /--name: this can not stand/],
  ['--diff together with --write', ['--config', testdata('api.conf'), '--diff', '--write'], /cannot be used with/],
])('refuses %s', (_, args, message) => {
  const { code, err } = fix(...args);
  expect(err).toMatch(message);
  expect(code).toBe(2);
});

test('leaves what clients do to the listener out of its exit code', () => {
  const dir = folder();
  const noise =
    '2024/01/15 03:42:16 [info] 1234#1234: *1 SSL_do_handshake() failed (SSL: error:0A00009C:SSL routines::http request) while SSL handshaking, client: 198.51.100.7, server: 0.0.0.0:443\n';
  writeFileSync(join(dir, 'error.log'), noise + read(testdata('error.log')));
  const { code, err } = stackengine([
    'fix',
    ...['--log', join(dir, 'error.log'), '--config', testdata('api.conf')],
    ...answers,
  ]);
  expect(err).not.toContain('client-side-handshake');
  expect(code).toBe(0);
});
