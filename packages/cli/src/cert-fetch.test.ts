import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fetch, fetched, fingerprint, names } from './testing/cert-fetch.js';
import { full, hostile, leafAlone, pem, selfSigned } from './testing/certificates.js';
import { freePort, nativeNginx, opensslServer, rawServer, startNginx, tlsServer } from './testing/servers.js';
import { folder, read, stackengine, stackengineMeanwhile } from './testing/stackengine.js';

describe('cert fetch: which anchor', () => {
  it('is the root, where it was sent', async () => {
    const port = await tlsServer(full);
    const { code, answer, peer } = await fetched(`127.0.0.1:${port}`, '--servername', 'api.internal');
    expect(code).toBe(0);
    expect(answer.nginx).toBe('1.26.3');
    expect(names(peer)).toEqual([
      ['CN=api.internal', 'CN=Issuing 1', 'CN=Internal Root'],
      ['CN=api.internal', 'CN=Issuing 1', 'CN=Internal Root'],
    ]);
    expect(peer.differs).toBe(false);
    expect(peer.anchor).toMatchObject({
      kind: 'root',
      certificate: { sha256: fingerprint(pem('root')).toLowerCase(), pem: pem('root') },
      verdict: { code: 0, depth: 1, nameMatches: true },
    });
  });

  it('is a self-signed leaf itself', async () => {
    const port = await tlsServer(selfSigned);
    const { code, peer } = await fetched(`127.0.0.1:${port}`, '--servername', 'other.internal');
    expect(code).toBe(0);
    expect(peer.anchor).toMatchObject({
      kind: 'self-signed',
      certificate: { subject: 'CN=fallback.internal' },
      verdict: { code: 0, depth: 0, nameMatches: false },
    });
  });

  it('is not there where the leaf alone was sent: its issuer is named, and nothing can be written', async () => {
    const out = join(folder(), 'ca.pem');
    const port = await tlsServer(leafAlone);
    const keyId = /Subject Key Identifier: \n\s+(\S+)/.exec(opensslText(pem('issuing')))?.[1];
    const { peer } = await fetched(`127.0.0.1:${port}`);
    expect(peer.anchor).toMatchObject({
      kind: 'missing',
      ask: { issuer: 'CN=Issuing 1', keyId: keyId?.replaceAll(':', '').toLowerCase() },
    });
    const { code, err } = await fetch(`127.0.0.1:${port}`, '--out', out, '--pin', fingerprint(pem('leaf')));
    expect(code).toBe(1);
    expect(err).toContain('fingerprint of CN=api.internal, which is sent, but is no trust anchor');
    expect(existsSync(out)).toBe(false);
  });

  it('belongs to the answer with SNI; the other may be a fallback', async () => {
    const port = await tlsServer(selfSigned, {}, { 'api.internal': full });
    const { peer } = await fetched(`127.0.0.1:${port}`, '--servername', 'api.internal');
    expect(names(peer)[0]).toEqual(['CN=fallback.internal']);
    expect([peer.differs, peer.counts, peer.anchor.certificate.subject]).toEqual([true, 1, 'CN=Internal Root']);
    const { out } = await fetch(`127.0.0.1:${port}`, '--servername', 'api.internal');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'may be the server’s fallback: it must not be trusted, and nginx has to send the name',
    );
  });

  it('is none of a fallback, where the answer with SNI failed', async () => {
    const port = await opensslServer(
      selfSigned,
      '-servername',
      'x.internal',
      '-servername_fatal',
      '-cert2',
      'chain.pem',
      '-key2',
      'key.pem',
    );
    const { code, peer } = await fetched(`127.0.0.1:${port}`, '--servername', 'api.internal');
    // s_server sends its certificate, then the file of -cert_chain with it once more.
    expect(names(peer)).toEqual([['CN=fallback.internal', 'CN=fallback.internal'], []]);
    expect([code, peer.anchor.kind, peer.answers[1].failure.alert]).toEqual([1, 'none', 112]);
  });
});

const opensslText = (certificate: string) =>
  spawnSync('openssl', ['x509', '-noout', '-text'], { input: certificate, encoding: 'utf8' }).stdout;

describe('cert fetch: what is written', () => {
  it('is nothing, before somebody vouched for it: exit 3', async () => {
    const out = join(folder(), 'ca.pem');
    const { code, out: said, err } = await fetch(`127.0.0.1:${await tlsServer(full)}`, '--out', out);
    expect(code).toBe(3);
    expect(said).toContain('trust on first use');
    expect(err).toContain('--pin SHA256');
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ['as openssl prints it', (sha: string) => `sha256 Fingerprint=${sha}`],
    ['without colons, in lower case', (sha: string) => sha.replaceAll(':', '').toLowerCase()],
  ])('is the anchor, if the pin is its fingerprint %s', async (_, spelt) => {
    const out = join(folder(), 'ca.pem');
    const port = await tlsServer(full);
    const { code, answer } = await fetched(`127.0.0.1:${port}`, '--out', out, '--pin', spelt(fingerprint(pem('root'))));
    expect([code, answer.written, answer.pin.matches]).toEqual([0, out, true]);
    expect(read(out)).toBe(pem('root'));
    expect(statSync(out).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(out, '..'))).toEqual(['ca.pem']);
  });

  it('is nothing, if the pin is another’s: both are said, exit 1', async () => {
    const out = join(folder(), 'ca.pem');
    const other = createHash('sha256').update('other').digest('hex');
    const { code, err } = await fetch(`127.0.0.1:${await tlsServer(full)}`, '--out', out, '--pin', other);
    expect(code).toBe(1);
    expect(err).toContain(other);
    expect(err).toContain(fingerprint(pem('root')).replaceAll(':', '').toLowerCase());
    expect(existsSync(out)).toBe(false);
  });

  it('replaces no other file without --force', async () => {
    const out = join(folder(), 'ca.pem');
    writeFileSync(out, 'mine');
    const args = [`127.0.0.1:${await tlsServer(full)}`, '--out', out, '--pin', fingerprint(pem('root'))];
    expect((await fetch(...args)).code).toBe(2);
    expect(read(out)).toBe('mine');
    expect((await fetch(...args, '--force')).code).toBe(0);
    expect(read(out)).toBe(pem('root'));
  });

  it.each([
    ['yes', 0],
    ['no', 3],
    ['', 3],
  ])('is the anchor, if somebody at a terminal says yes: %s', async (word, code) => {
    const out = join(folder(), 'ca.pem');
    const port = await opensslServer(full);
    const { status, said } = await atTerminal(['cert', 'fetch', `127.0.0.1:${port}`, '--out', out], `${word}\n`);
    expect(said).toContain('Only then type yes');
    expect([status, existsSync(out)]).toEqual([code, code === 0]);
  });
});

it('cert fetch writes nothing, if the terminal is closed instead of an answer', async () => {
  const out = join(folder(), 'ca.pem');
  const { status } = await atTerminal(
    ['cert', 'fetch', `127.0.0.1:${await opensslServer(full)}`, '--out', out],
    '\u0004',
  );
  expect([status, existsSync(out)]).toEqual([3, false]);
});

it('cert fetch writes nothing, if Ctrl-C is the answer', async () => {
  const out = join(folder(), 'ca.pem');
  const { status } = await atTerminal(
    ['cert', 'fetch', `127.0.0.1:${await opensslServer(full)}`, '--out', out],
    '\u0003',
  );
  expect([status, existsSync(out)]).toEqual([3, false]);
});

/** util-linux's script(1) gives the program a terminal; `typed` is typed when it asks. */
function atTerminal(
  args: readonly string[],
  typed: string,
): Promise<{ readonly status: number | null; readonly said: string }> {
  const program = fileURLToPath(new URL('../bin/stackengine.js', import.meta.url));
  const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null']);
  return new Promise((resolve, reject) => {
    let said = '';
    child.on('error', reject);
    child.stdout.on('data', (bytes: Buffer) => {
      const before = said;
      said += bytes.toString();
      if (said.includes('is written.') && !before.includes('is written.')) child.stdin.write(typed);
    });
    child.on('close', (status) => resolve({ status, said }));
  });
}

describe('cert fetch: how it ends', () => {
  it.each([
    ['a port that nobody listens on', () => freePort(), 2, 'not reached: connection refused'],
    [
      'plain HTTP',
      () => rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      1,
      'wrong version number',
    ],
    ['a silent server', () => rawServer(() => undefined), 1, 'timed out'],
    [
      'a client certificate required',
      () => opensslServer(full, '-Verify', '1', '-tls1_2'),
      1,
      'asks for a client certificate',
    ],
  ])('%s', async (_, server, code, words) => {
    const ran = await fetch(`127.0.0.1:${await server()}`, '--timeout', '0.5');
    expect([ran.code, ran.err]).toEqual([code, '']);
    expect(ran.out.replace(/\s+/g, ' ')).toContain(words);
  });

  it.each([
    [['nonsense'], 'write it as HOST:PORT'],
    [['a:0'], 'write it as HOST:PORT'],
    [['a:99999'], 'write it as HOST:PORT'],
    [[], 'name one server'],
    [['a:1', '--from', 'x'], 'name one server'],
    [['a:1', '--starttls', 'smtp'], 'from the first byte'],
    [['a:1', '--pin', '12:34'], '64 hexadecimal digits'],
    [['a:1', '--timeout', '0'], '--timeout 0'],
    [['a:1', '--servername', '10.0.1.45'], 'never an address'],
    [['a:1', '--servername', 'a\u001b[2Jb'], 'no DNS name'],
    [['--from', 'x', '--out', 'y'], '--out is for one server'],
    [['--from', 'not-there.conf'], 'no such file'],
  ])('%j is refused with what to do', (args, words) => {
    const { code, err, out } = stackengine(['cert', 'fetch', ...args]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
    expect(err).not.toContain('\u001b');
  });

  it('shows no escape sequence out of a certificate', async () => {
    const port = await tlsServer(hostile, { requestCert: true, rejectUnauthorized: false, ca: [pem('hostile')] });
    const { out, err } = await fetch(`127.0.0.1:${port}`);
    expect(out).toContain('owned');
    expect((out + err).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const json = (await fetch(`127.0.0.1:${port}`, '--format', 'json')).out;
    expect(json).toContain('owned');
    expect(json).not.toMatch(/[^\n -~]/);
  });
});

describe('cert fetch: the same without it', () => {
  it('prints commands of OpenSSL that do what they say', async () => {
    const port = await opensslServer(full);
    const { peer } = await fetched(`127.0.0.1:${port}`, '--servername', 'api.internal');
    const sh = (command: string) => spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout;
    expect(peer.answers).toHaveLength(2);
    for (const { command } of peer.answers) expect(sh(command)).toContain(pem('leaf').trim());
    expect(sh(peer.anchor.command)).toMatch(new RegExp(`^sha256 Fingerprint=${fingerprint(pem('root'))}$`, 'm'));
  });
});

it('cert fetch asks at a unix socket', async () => {
  const path = join(folder(), 'app.sock');
  await tlsServer(full, {}, {}, path);
  const { code, peer } = await fetched(`unix:${path}`, '--servername', 'api.internal');
  expect([code, peer.address, peer.anchor.kind]).toEqual([0, `unix:${path}`, 'root']);
  const near = await stackengineMeanwhile(['cert', 'fetch', 'unix:app.sock'], dirname(path));
  expect(near.out).toMatch(/^unix:app\.sock\n/);
});

describe('cert fetch of an nginx', () => {
  it('has its chains by name, behind a PROXY header, and with a client certificate asked for', async () => {
    // Where there is no nginx, Node and s_server stand for it above.
    if (nativeNginx() === undefined) return;
    const [port, proxied] = [await freePort(), await freePort()];
    await startNginx(
      `ssl_session_cache off;
server { listen 127.0.0.1:${port} ssl default_server; ssl_certificate fallback.pem; ssl_certificate_key fallback.key; }
server { listen 127.0.0.1:${port} ssl; server_name api.internal; ssl_certificate full.pem; ssl_certificate_key full.key;
  ssl_verify_client on; ssl_client_certificate root.pem; }
server { listen 127.0.0.1:${proxied} ssl proxy_protocol; ssl_certificate full.pem; ssl_certificate_key full.key; }`,
      port,
      {
        'fallback.pem': selfSigned.cert,
        'fallback.key': selfSigned.key,
        'full.pem': full.cert,
        'full.key': full.key,
        'root.pem': pem('root'),
      },
    );
    const { code, peer } = await fetched(`127.0.0.1:${port}`, '--servername', 'api.internal');
    expect([code, peer.differs, names(peer).map(([leaf]) => leaf)]).toEqual([
      0,
      true,
      ['CN=fallback.internal', 'CN=api.internal'],
    ]);
    // nginx answers 400 by HTTP, the handshake is good.
    expect(peer.answers[1].clientCertificate).toEqual({ authorities: ['CN=Internal Root'] });
    expect((await fetch(`127.0.0.1:${proxied}`)).code).toBe(1);
    const through = await fetched(`127.0.0.1:${proxied}`, '--proxy-protocol');
    expect([through.code, through.peer.anchor.kind, through.peer.anchor.command]).toEqual([0, 'root', null]);
  });
});
