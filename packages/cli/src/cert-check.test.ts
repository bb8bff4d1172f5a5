import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { authorityIn } from './testing/authority.js';
import { faults, folder, stackengine } from './testing/stackengine.js';

/** A server's tree: its certificate ends in 2027, of its two trusted CAs one has expired and one ends in 2030. */
function site() {
  const cwd = folder();
  const { issue, ...authority } = authorityIn(cwd);
  issue('old-root', { until: '2026-06-01', ca: true });
  issue('root', { until: '2030-01-01', ca: true });
  issue('api', { until: '2027-01-01', names: 'DNS:api.internal', issuer: 'root' });
  writeFileSync(
    join(cwd, 'trusted.pem'),
    ['old-root', 'root'].map((name) => readFileSync(join(cwd, `${name}.pem`))).join(''),
  );
  writeFileSync(
    join(cwd, 'nginx.conf'),
    `events {}
http {
  server {
    listen 443 ssl;
    ssl_certificate api.pem;
    ssl_certificate_key api.key;
    location / {
      proxy_pass https://127.0.0.1:1;
      proxy_ssl_trusted_certificate trusted.pem;
      proxy_ssl_certificate data:$secret;
    }
  }
}
`,
  );
  const check = (...args: readonly string[]) =>
    stackengine(['cert', 'check', ...args], { cwd, env: { TZ: 'UTC', NO_COLOR: '1' } });
  return { cwd, check, issue, ...authority };
}

const early = ['--at', '2026-07-01'];
const at = (moment: string) => ['--at', moment];

describe('a configuration', () => {
  test('has all of its certificates told, weakest first, with the lines that name them', () => {
    const { check } = site();
    const { code, out, err } = check('nginx.conf', ...early);
    expect(out).toBe(`STATE    LEFT  UNTIL             WHERE           WHAT
ok      184 d  2027-01-01 00:00  api.pem:1       api expires
       used by ssl_certificate (nginx.conf:5)
ok     1280 d  2030-01-01 00:00  trusted.pem:11  its last CA, root, expires
       used by proxy_ssl_trusted_certificate (nginx.conf:9)
       beside it old-root (line 1) has expired and can be removed

skipped  proxy_ssl_certificate (nginx.conf:10): the certificate is the value
  itself (data:), not a file
2 files: 2 ok (warn 30 d, crit 7 d), at 2026-07-01 00:00
`);
    expect([code, err]).toEqual([0, '']);
  });

  test.each([
    ['a second before the last 30 days', '2026-12-01T23:59:59', 'ok', 0],
    ['30 days before the end', '2026-12-02', 'warn', 1],
    ['7 days before the end', '2026-12-25', 'crit', 1],
    ['at the end', '2027-01-01', 'expired', 1],
  ])('%s is judged with --at', (_, moment, state, expected) => {
    const { check } = site();
    const { code, out } = check('nginx.conf', ...at(moment), '--format', 'json');
    const document = JSON.parse(out);
    expect(faults('cert-check-1', document)).toEqual([]);
    expect(document.sources[0]).toMatchObject({ name: 'api.pem', state });
    expect(code).toBe(expected);
  });

  test('and a file that it names, given by itself, are one source with its uses', () => {
    const { cwd, check } = site();
    const { out } = check('api.pem', join(cwd, 'trusted.pem'), 'nginx.conf', ...early, '--format', 'json');
    expect(JSON.parse(out).sources).toMatchObject([
      { name: 'api.pem', roles: ['listener'], usedBy: [{ line: 5 }] },
      { name: 'trusted.pem', roles: ['trusted'], usedBy: [{ line: 9 }] },
    ]);
  });

  test('is taken from the output of nginx -T, whose files stand where it says', () => {
    const { cwd, check } = site();
    const dump = `# configuration file ${cwd}/nginx.conf:\n${readFileSync(join(cwd, 'nginx.conf'), 'utf8')}\n`;
    writeFileSync(join(cwd, 'dump.txt'), `nginx: configuration file ${cwd}/nginx.conf test is successful\n${dump}`);
    const told = (out: string) =>
      JSON.parse(out).sources.map(({ name, state }: { name: string; state: string }) => [name, state]);
    const expected = [
      [join(cwd, 'api.pem'), 'ok'],
      [join(cwd, 'trusted.pem'), 'ok'],
    ];
    expect(told(check('dump.txt', ...early, '--format', 'json').out)).toEqual(expected);
    const piped = stackengine(['cert', 'check', '-', ...early, '--format', 'json'], { cwd, input: dump });
    expect(told(piped.out)).toEqual(expected);
  });

  test('has it told that a file is in a form that nginx does not read', () => {
    const { cwd, check, openssl } = site();
    openssl('x509', '-in', 'api.pem', '-outform', 'DER', '-out', 'api.der');
    writeFileSync(join(cwd, 'nginx.conf'), 'events {}\nhttp { server { ssl_certificate api.der; } }\n');
    expect(check('nginx.conf', ...early).out).toContain('it is no PEM in ASCII, and nginx reads nothing else');
  });

  test('has it told what nginx says of trusted certificates that it does not load', () => {
    const { cwd, check, openssl, issue } = site();
    const pem = issue('anchor', { until: '2030-01-01', ca: true });
    openssl('x509', '-in', 'anchor.pem', '-outform', 'DER', '-out', 'trusted.der');
    writeFileSync(join(cwd, 'utf16.pem'), Buffer.from(`\ufeff${pem}`, 'utf16le'));
    writeFileSync(join(cwd, 'indented.pem'), pem.replace(/^/gm, '  '));
    for (const name of ['trusted.der', 'utf16.pem', 'indented.pem']) {
      writeFileSync(
        join(cwd, 'nginx.conf'),
        `events {}\nhttp { server { location / { proxy_pass https://127.0.0.1:1; proxy_ssl_trusted_certificate ${name}; } } }\n`,
      );
      const { code, out } = check('nginx.conf', ...early);
      expect(out).toMatch(/^unreadable /m);
      expect(out).toMatch(
        new RegExp(
          `nginx does not start with it: SSL_CTX_load_verify_locations\\("[^"]*${name}"\\) failed .*no certificate or crl found`,
        ),
      );
      expect(code).toBe(2);
    }
  });

  test('that names files which are not there has them told, and the others judged', () => {
    const { cwd, check } = site();
    writeFileSync(
      join(cwd, 'nginx.conf'),
      'events {}\nhttp { server {\n  ssl_certificate gone.pem;\n  ssl_certificate api.pem;\n} }\n',
    );
    const { code, out } = check('nginx.conf', ...early);
    expect(out).toContain('ssl_certificate names gone.pem, which can not be read: there is no such file');
    expect(out).toMatch(/^ok .*api\.pem:1/m);
    expect(code).toBe(2);
  });

  test('in a directory is found by its nginx.conf, and what it does not name is left alone', () => {
    const { cwd, check, issue } = site();
    issue('stranger', { until: '2026-01-02' });
    const { code, out } = check(cwd, ...early, '--format', 'json');
    expect(JSON.parse(out).sources.map(({ name }: { name: string }) => name)).toEqual([
      join(cwd, 'api.pem'),
      join(cwd, 'trusted.pem'),
    ]);
    expect(code).toBe(0);
  });
});

describe('files', () => {
  const names = (out: string) =>
    JSON.parse(out)
      .sources.map(({ name }: { name: string }) => name)
      .sort();

  test('are taken in PEM and DER, certificates and revocation lists, each once', () => {
    const { cwd, check, openssl, revocationList } = site();
    revocationList('root', 10);
    openssl('x509', '-in', 'api.pem', '-outform', 'DER', '-out', 'api.der');
    openssl('crl', '-in', 'root.crl', '-outform', 'DER', '-out', 'root.crl.der');
    symlinkSync('api.pem', join(cwd, 'link.pem'));
    const files = ['api.pem', 'link.pem', './api.pem', 'api.der', 'root.crl', 'root.crl.der'];
    const { code, out } = check(...files, '--format', 'json');
    expect(faults('cert-check-1', JSON.parse(out))).toEqual([]);
    expect(names(out)).toEqual(['api.der', 'api.pem', 'root.crl', 'root.crl.der']);
    expect(code).not.toBe(2);
  });

  test('are found by a pattern that the shell did not expand', () => {
    const { cwd, check, issue } = site();
    issue('web', { until: '2027-01-01' });
    expect(names(check(join(cwd, '*[ie].pem'), join(cwd, 'w?b.pem'), ...early, '--format', 'json').out)).toEqual([
      join(cwd, 'api.pem'),
      join(cwd, 'web.pem'),
    ]);
    expect(check('*.nothing')).toMatchObject({
      code: 2,
      out: expect.stringContaining('error  *.nothing: no file matches'),
    });
  });

  test('are found below a directory, where keys and other files are passed over and damaged ones told', () => {
    const { cwd, check } = site();
    const tree = join(cwd, 'tree');
    mkdirSync(join(tree, 'deep'), { recursive: true });
    writeFileSync(join(tree, 'deep', 'a.crt'), readFileSync(join(cwd, 'api.pem')));
    writeFileSync(join(tree, 'a.key'), readFileSync(join(cwd, 'api.key')));
    writeFileSync(join(tree, 'README'), 'Put certificates here.\n');
    writeFileSync(join(tree, 'cut.pem'), readFileSync(join(cwd, 'api.pem')).subarray(0, 300));
    symlinkSync('..', join(tree, 'loop'));
    const { code, out } = check('tree', ...early);
    expect(out).toMatch(/^unreadable .*tree\/cut\.pem:1 +This certificate is cut off/m);
    expect(out).toMatch(/^ok .*tree\/deep\/a\.crt:1/m);
    expect(out).toMatch(/^2 files/m);
    expect(code).toBe(2);
    mkdirSync(join(cwd, 'empty'));
    expect(check('empty').out).toContain('empty: no file in it holds a certificate');
  });

  test('never have their keys shown, plain or encrypted', () => {
    const { cwd, check, openssl } = site();
    openssl('ec', '-in', 'api.key', '-aes128', '-passout', 'pass:secret', '-out', 'encrypted.key');
    const key = readFileSync(join(cwd, 'api.key'), 'utf8');
    writeFileSync(join(cwd, 'both.pem'), readFileSync(join(cwd, 'api.pem'), 'utf8') + key);
    const body = key.split('\n')[1] ?? 'no key';
    for (const format of ['text', 'json', 'prometheus', 'nagios'])
      expect(check('both.pem', 'api.key', 'encrypted.key', ...early, '--format', format).out).not.toContain(
        body.slice(0, 20),
      );
    const beside = check('both.pem', ...early);
    expect(beside.out).toContain('a private key stands in it; it was not read');
    expect(beside.code).toBe(0);
    const alone = check('encrypted.key', ...early);
    expect(alone.out).toMatch(/^unreadable .*encrypted\.key:1 +.*private key/m);
    expect(alone.code).toBe(2);
  });
});

describe('bad input', () => {
  test('of every kind is told with its file, and the others are judged', () => {
    const { cwd, check } = site();
    writeFileSync(join(cwd, 'text.pem'), 'This is no certificate.\n');
    writeFileSync(join(cwd, 'empty.pem'), '');
    writeFileSync(
      join(cwd, 'noise.der'),
      Buffer.from([0x30, 0x82, 0x01, 0x00, ...Array.from({ length: 256 }, (_, n) => n)]),
    );
    const damaged = readFileSync(join(cwd, 'api.pem'), 'utf8').replace(/\n[A-Za-z0-9+/]{20}/, '\n!!!!!!!!!!!!!!!!!!!!');
    writeFileSync(join(cwd, 'two.pem'), `${readFileSync(join(cwd, 'api.pem'), 'utf8')}\n${damaged}`);
    writeFileSync(join(cwd, 'broken.conf'), 'http {\n');
    const { code, out } = check(
      'text.pem',
      'empty.pem',
      'noise.der',
      'two.pem',
      'gone.pem',
      'api.pem',
      '/dev/zero',
      ...early,
    );
    expect(out).toMatch(/^unreadable .*text\.pem:1 /m);
    expect(out).toMatch(/^unreadable .*empty\.pem:1 +The file is empty/m);
    expect(out).toMatch(/^unreadable .*noise\.der:1 /m);
    // nginx loads nothing of a file in which one certificate is damaged.
    expect(out).toMatch(/^unreadable .*two\.pem:\d{2} +This certificate/m);
    expect(out).toContain('error  gone.pem: there is no such file');
    expect(out).toContain('error  /dev/zero: it is a device');
    expect(out).toMatch(/^ok .* api\.pem:1 /m);
    expect(code).toBe(2);
  });

  test('does not include dates far away: the year 9999, and before 1970', () => {
    const { check, issue } = site();
    issue('forever', { until: '9999-12-31' });
    issue('ancient', { from: '1950-01-01', until: '1960-01-01' });
    const { code, out } = check('forever.pem', 'ancient.pem', ...early);
    expect(out).toMatch(/^expired +-24288 d {2}1960-01-01 00:00 {2}ancient\.pem:1/m);
    expect(out).toMatch(/^ok +\d+ d {2}9999-12-31 00:00 {2}forever\.pem:1/m);
    expect(code).toBe(1);
  });

  test('may be names: a megabyte of them, not UTF-8, or meant for the terminal', () => {
    const { cwd, check, issue } = site();
    issue('many', {
      until: '2027-01-01',
      names: Array.from({ length: 40_000 }, (_, n) => `DNS:host-number-${n}.internal`).join(','),
    });
    issue('evil', { until: '2027-01-01', subject: '/O=\u001b]0;owned\u0007/CN=\u001b[2J\u202eevil | days_left=999' });
    const utf8 = readFileSync(join(cwd, 'evil.pem'), 'utf8').replace(/-----[^-]+-----|\s/g, '');
    const bytes = Buffer.from(utf8, 'base64');
    const name = bytes.indexOf('\u001b]0;owned');
    // TeletexString, in which OpenSSL takes each octet for a character.
    bytes[name - 2] = 0x14;
    bytes[name + 4] = 0xe9;
    writeFileSync(join(cwd, 'latin.der'), bytes);
    const files = ['many.pem', 'evil.pem', 'latin.der', ...early];
    for (const format of ['text', 'json', 'prometheus', 'nagios']) {
      const { code, out } = check(...files, '--format', format);
      expect(code, out).toBe(0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      if (format === 'prometheus') expect(out.length).toBeLessThan(20_000);
      if (format === 'nagios') expect(out.split('\n')[0]?.match(/\|/g)).toHaveLength(1);
    }
  });
});

describe('options', () => {
  test.each([
    [['--warn', '30'], '--warn 30: a length of time is needed'],
    [['--crit', 'soon'], '--crit soon: a length of time is needed'],
    [['--warn', '1d', '--crit', '2d'], '--crit 2d is longer than --warn 1d'],
    [['--at', 'tomorrow'], '--at tomorrow: a date is needed'],
    [['--at', '2027-02-30'], '--at 2027-02-30: a date is needed'],
    [['--parallel', '0'], '--parallel 0: a whole number'],
    [['--timeout', '-1'], '--timeout -1: a whole number'],
    [['--format', 'xml'], 'xml'],
  ])('%j are refused with 2, and with 3 by a plugin', (options, message) => {
    const { check } = site();
    const plain = check('api.pem', ...options);
    expect(plain).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
    if (options[0] === '--format') return;
    const plugin = check('api.pem', ...options, '--format', 'nagios');
    expect(plugin).toMatchObject({ code: 3, out: expect.stringMatching(/^CERT UNKNOWN: /) });
    expect(plugin.out).toContain(message);
  });

  test('say when a moment is, in any form, and thresholds down to seconds', () => {
    const { check } = site();
    const told = (...args: readonly string[]) => JSON.parse(check('api.pem', '--format', 'json', ...args).out);
    expect(told('--at', '2026-07-01T12:00+02:00').at).toBe('2026-07-01T10:00:00Z');
    expect(told('--at', '2026-07-01 12:00').at).toBe('2026-07-01T12:00:00Z');
    expect(Date.parse(told('--at', '+400d').at) / 86_400_000 - Date.now() / 86_400_000).toBeCloseTo(400, 2);
    expect(told('--at', '2026-12-31T23:00', '--warn', '2h', '--crit', '30m').sources[0].state).toBe('warn');
    expect(told('--at', '2026-12-31T23:30', '--warn', '2h', '--crit', '30m').sources[0].state).toBe('crit');
  });

  test('nothing to check is bad usage', () => {
    const { check } = site();
    expect(check()).toMatchObject({ code: 2, err: expect.stringContaining('name at least one') });
    expect(check('--format', 'nagios')).toMatchObject({ code: 3, out: expect.stringContaining('name at least one') });
    expect(stackengine(['-q', 'cert', 'check', '-f', 'nagios', '--nonsense']).code).toBe(3);
    expect(stackengine(['parse', '--format', 'nagios']).code).toBe(2);
    expect(check('--format', 'nagios', '--nonsense')).toMatchObject({
      code: 3,
      out: expect.stringContaining('--nonsense'),
    });
  });
});

describe('monitoring', () => {
  test.each([
    [
      '2026-07-01',
      0,
      /^CERT OK: api\.pem:1: api expires in 184 days, ssl_certificate \(nginx\.conf:5\); 2 files: 2 ok .* \| days_left=184;30;7 /,
    ],
    ['2026-12-10', 1, /^CERT WARNING: .* in 22 days/],
    ['2026-12-30', 2, /^CERT CRITICAL: .* in 2 days/],
    ['2027-02-01', 2, /^CERT CRITICAL: api\.pem:1: api has expired 31 days ago/],
  ])('as a plugin at %s exits with %i', (moment, expected, first) => {
    const { check } = site();
    const { code, out, err } = check('nginx.conf', '--format', 'nagios', ...at(moment));
    expect(out).toMatch(first);
    expect([code, err]).toEqual([expected, '']);
  });

  test('as a plugin does not know what could not be read, unless something is critical', () => {
    const { check } = site();
    expect(check('api.pem', 'gone.pem', '--format', 'nagios', ...early).code).toBe(3);
    expect(check('api.pem', 'gone.pem', '--format', 'nagios', ...at('2027-02-01')).code).toBe(2);
  });

  test('writes metrics as a whole, for all to read, over the former ones', () => {
    const { cwd, check } = site();
    const out = join(cwd, 'metrics', 'nginx.prom');
    mkdirSync(join(cwd, 'metrics'));
    writeFileSync(out, 'older\n'.repeat(10_000));
    const ran = check('nginx.conf', 'gone.pem', '--format', 'prometheus', '--out', out, ...early);
    expect([ran.code, ran.out, ran.err]).toEqual([2, '', '']);
    const metrics = readFileSync(out, 'utf8');
    expect(metrics).toMatch(/^x509_read_errors 1$/m);
    expect(metrics).toMatch(
      /^stackengine_cert_expires_timestamp_seconds\{kind="file",source="trusted\.pem",role="trusted"\} 1893456000$/m,
    );
    expect(statSync(out).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(cwd, 'metrics'))).toEqual(['nginx.prom']);
    expect(check('api.pem', '--format', 'prometheus', '--out', join(cwd, 'nowhere', 'a.prom'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere/a.prom: there is no such file'),
    });
  });

  test('does not touch the former metrics on bad usage, so that their age tells', () => {
    const { cwd, check } = site();
    const out = join(cwd, 'nginx.prom');
    writeFileSync(out, 'older\n');
    expect(check('api.pem', '--format', 'prometheus', '--out', out, '--warn', 'x').code).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('older\n');
  });
});
