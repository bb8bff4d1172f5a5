import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { full, hostile, pem, selfSigned, withoutRoot } from './testing/certificates.js';
import { freePort, nativeNginx, opensslServer, rawServer, startNginx, tlsServer } from './testing/servers.js';
import { faults, folder, stackengineMeanwhile } from './testing/stackengine.js';

const check = (args: readonly string[], cwd?: string) => stackengineMeanwhile(['cert', 'check', ...args], cwd);

async function checked(args: readonly string[], cwd?: string) {
  const ran = await check([...args, '--format', 'json'], cwd);
  const document = JSON.parse(ran.out);
  expect(faults('cert-check-1', document)).toEqual([]);
  return { ...ran, document, sources: document.sources };
}

const titles = (source: { certificates: { subject: string }[] }) => source.certificates.map(({ subject }) => subject);

describe('servers', () => {
  it('of Node, OpenSSL and nginx have what they present judged', async () => {
    expect(nativeNginx()).toBeDefined();
    const node = await tlsServer(full);
    const openssl = await opensslServer(withoutRoot);
    const nginx = await freePort();
    await startNginx(
      `server { listen 127.0.0.1:${nginx} ssl; ssl_certificate c.pem; ssl_certificate_key k.pem; }`,
      nginx,
      { 'c.pem': selfSigned.cert, 'k.pem': selfSigned.key },
    );
    const servers = [node, openssl, nginx].map((port) => `127.0.0.1:${port}`);
    const { code, sources } = await checked(servers);
    const byName = Object.fromEntries(sources.map((source: { name: string }) => [source.name, source]));
    expect(titles(byName[servers[0] ?? ''])).toEqual(['CN=api.internal', 'CN=Issuing 1', 'CN=Internal Root']);
    expect(titles(byName[servers[1] ?? ''])).toEqual(expect.arrayContaining(['CN=api.internal', 'CN=Issuing 1']));
    expect(titles(byName[servers[2] ?? ''])).toEqual(['CN=fallback.internal']);
    expect(byName[servers[0] ?? '']).toMatchObject({ state: 'ok', kind: 'host' });
    // Issued a moment ago for 90 days, in whole seconds.
    expect([89, 90]).toContain(byName[servers[0] ?? ''].daysLeft);
    expect(code).toBe(0);
    const url = await checked([`https://127.0.0.1:${node}/status?x=1`, servers[0] ?? '']);
    expect(url.sources).toMatchObject([{ name: `127.0.0.1:${node}` }]);
    const later = await checked([...servers, '--at', '+85d']);
    expect(later.sources.map(({ state }: { state: string }) => state)).toEqual(['crit', 'crit', 'crit']);
    expect(later.code).toBe(1);
  });

  it('that do not answer, are silent or speak no TLS are told within their time, and the others are judged', async () => {
    const good = await tlsServer(full);
    const silent = await rawServer(() => undefined);
    const plain = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const nobody = await freePort();
    const servers = [good, silent, plain, nobody].map((port) => `127.0.0.1:${port}`);
    const start = Date.now();
    const { code, sources } = await checked([...servers, 'nowhere.invalid:443', '--timeout', '1']);
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(code).toBe(2);
    const reasons = Object.fromEntries(sources.map((one: { name: string; reason: string }) => [one.name, one.reason]));
    expect(reasons).toEqual({
      [`127.0.0.1:${silent}`]: expect.stringMatching(/within|time/),
      [`127.0.0.1:${plain}`]: expect.stringContaining('SSL_do_handshake() failed'),
      [`127.0.0.1:${nobody}`]: 'connection refused: nothing listens there',
      'nowhere.invalid:443': expect.stringContaining('resolve'),
      [`127.0.0.1:${good}`]: 'api.internal expires',
    });
    const plugin = await check([...servers, '--timeout', '1', '--format', 'nagios']);
    expect(plugin.code).toBe(3);
  });

  it('are told in metrics as ssl_exporter tells them, and steer no terminal', async () => {
    const port = await tlsServer(hostile);
    const nobody = await freePort();
    const { out } = await check([`127.0.0.1:${port}`, `127.0.0.1:${nobody}`, '--format', 'prometheus']);
    expect(out).toMatch(new RegExp(`^ssl_probe_success\\{target="127\\.0\\.0\\.1:${port}"\\} 1$`, 'm'));
    expect(out).toMatch(new RegExp(`^ssl_probe_success\\{target="127\\.0\\.0\\.1:${nobody}"\\} 0$`, 'm'));
    expect(out).toMatch(
      new RegExp(`^ssl_cert_not_after\\{target="127\\.0\\.0\\.1:${port}",serial_no="\\d+",.*\\} \\d+$`, 'm'),
    );
    for (const format of ['text', 'nagios', 'json', 'prometheus']) {
      const shown = (await check([`127.0.0.1:${port}`, '--format', format])).out;
      expect(['\u001b', '\u0007', '\u202e'].filter((character) => shown.includes(character))).toEqual([]);
    }
  });
});

describe('the upstreams of a configuration', () => {
  const site = (http: string, files: Readonly<Record<string, string>> = {}) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'nginx.conf'), `events {}\nhttp {\n${http}\n}\n`);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
    return cwd;
  };

  it('are asked with --probe only, with the server name that nginx sends', async () => {
    const port = await tlsServer(selfSigned, {}, { 'api.internal': full });
    const location = (path: string, name: string) =>
      `location ${path} { proxy_pass https://127.0.0.1:${port}; ${name} }`;
    const cwd = site(
      `server {\n${location('/plain', '')}\n${location('/named', 'proxy_ssl_server_name on; proxy_ssl_name api.internal;')}\n}`,
    );
    expect((await checked(['nginx.conf'], cwd)).sources).toEqual([]);
    const { sources } = await checked(['nginx.conf', '--probe'], cwd);
    const told = sources.map((one: { name: string; usedBy: object[]; certificates: { subject: string }[] }) => [
      one.name,
      one.certificates[0]?.subject,
      one.usedBy,
    ]);
    expect(told.sort(([one]: [string], [other]: [string]) => one.length - other.length)).toEqual([
      [
        `127.0.0.1:${port}`,
        'CN=fallback.internal',
        [{ directive: 'proxy_pass', file: 'nginx.conf', line: 4, inForce: true }],
      ],
      [
        `127.0.0.1:${port} as api.internal`,
        'CN=api.internal',
        [{ directive: 'proxy_pass', file: 'nginx.conf', line: 5, inForce: true }],
      ],
    ]);
  });

  it('show which anchor of a bundle counts, and where it has none', async () => {
    const port = await tlsServer(withoutRoot);
    const http = (trusted: string) =>
      `server { location / { proxy_pass https://127.0.0.1:${port}; proxy_ssl_trusted_certificate ${trusted}; } }`;
    const files = { 'both.pem': pem('fallback') + pem('root'), 'wrong.pem': pem('fallback') };
    // In 100 days the server certificates have expired; the root has not.
    const used = await checked(['nginx.conf', '--probe', '--at', '+100d'], site(http('both.pem'), files));
    const bundle = used.sources.find(({ name }: { name: string }) => name === 'both.pem');
    expect(bundle).toMatchObject({ state: 'ok', reason: 'the CA in use, Internal Root, expires' });
    const wrong = await checked(['nginx.conf', '--probe'], site(http('wrong.pem'), files));
    const server = wrong.sources.find(({ kind }: { kind: string }) => kind === 'host');
    expect(server.notes).toEqual(['no CA in wrong.pem is the anchor of what it presents']);
  });

  it('are asked by the hundreds, in parallel', async () => {
    const port = await tlsServer(full);
    const locations = Array.from(
      { length: 300 },
      (_, index) =>
        `location /${index} { proxy_pass https://127.0.0.1:${port}; proxy_ssl_name host-${index}.internal; }`,
    );
    const cwd = site(`proxy_ssl_server_name on;\nserver {\n${locations.join('\n')}\n}`);
    const { code, document } = await checked(['nginx.conf', '--probe', '--parallel', '64'], cwd);
    expect(document.count).toMatchObject({ ok: 300, unreadable: 0 });
    expect(code).toBe(0);
  });

  it('that can not be told are named', async () => {
    const cwd = site('server {\n  location / { proxy_pass https://$host:8443; }\n}');
    const { document } = await checked(['nginx.conf', '--probe'], cwd);
    expect(document.skipped).toMatchObject([
      { reason: 'https://$host:8443 is not asked: $host decides where it leads', directive: 'proxy_pass', line: 4 },
    ]);
  });
});
