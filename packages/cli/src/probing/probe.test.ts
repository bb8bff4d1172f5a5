import { X509Certificate } from 'node:crypto';
import { get } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bottleFor } from '../playing/bottles.js';
import { full, hostile, leafAlone, long, pem, selfSigned, withoutRoot } from '../testing/certificates.js';
import {
  dripping,
  freePort,
  nativeNginx,
  opensslServer,
  rawServer,
  startNginx,
  tlsServer,
} from '../testing/servers.js';
import { type Probe, type ProbeOptions, probe } from './probe.js';

const bottle = (version: string) => {
  const found = bottleFor(version);
  if (found === undefined) throw new Error('nginx is not built: node packages/nginx-wasm/recipe/build.mjs');
  return found;
};
const bottles = { '1.26': bottle('1.26'), '1.22': bottle('1.22') };
const both = ['TLSv1.2', 'TLSv1.3'];

const ask = (port: number, options: Partial<ProbeOptions> = {}): Promise<Probe> =>
  probe({ host: '127.0.0.1', port }, { bottle: bottles['1.26'], protocols: both, timeout: 5000, ...options });

/** PEM as OpenSSL writes it, whoever made it. */
const certificates = (text: string) => text.match(/-----BEGIN[^-]*-----[^-]*-----END[^-]*-----\n/g) ?? [];

describe.each(Object.entries(bottles))('a probe by the TLS client of nginx %s', (_, own) => {
  it.each(['TLSv1.2', 'TLSv1.3'])('has the chain as it was sent, over %s', async (version) => {
    const port = await tlsServer(full);
    const { chain, protocol, failure } = await ask(port, { bottle: own, protocols: [version] });
    expect(chain).toEqual(certificates(full.cert));
    expect([protocol, failure]).toEqual([version, undefined]);
  });

  it('adds, drops and sorts nothing', async () => {
    const sent = [pem('leaf'), pem('fallback'), pem('root'), pem('root'), pem('issuing')].join('');
    const port = await opensslServer({ cert: sent, key: full.key });
    const { chain } = await ask(port, { bottle: own });
    // s_server sends its certificate, then the whole file of -cert_chain.
    expect(chain).toEqual([pem('leaf'), ...certificates(sent)]);
  });

  it('tells the answers with and without SNI apart', async () => {
    const port = await tlsServer(selfSigned, {}, { 'api.internal': withoutRoot });
    const without = await ask(port, { bottle: own });
    const named = await ask(port, { bottle: own, serverName: 'api.internal' });
    expect(without.chain).toEqual([pem('fallback')]);
    expect(named.chain).toEqual([pem('leaf'), pem('issuing')]);
    expect([without.serverName, named.serverName]).toEqual([undefined, 'api.internal']);
  });

  it.each([
    ['TLSv1.2', 'handshaking', 40],
    ['TLSv1.3', 'afterwards', 116],
  ] as const)('hears over %s that a client certificate is required', async (version, stage, alert) => {
    const port = await tlsServer(full, { requestCert: true, rejectUnauthorized: true, ca: [pem('root')] });
    const probed = await ask(port, { bottle: own, protocols: [version] });
    expect(probed.clientCertificate).toEqual({ authorities: ['CN=Internal Root'] });
    expect(probed.failure).toMatchObject({ stage });
    expect(probed.chain).toEqual(certificates(full.cert));
    // Node closes without an alert in TLS 1.2, s_server sends one in both.
    const strict = await opensslServer(full, '-Verify', '1', version === 'TLSv1.2' ? '-tls1_2' : '-tls1_3');
    expect((await ask(strict, { bottle: own })).failure).toMatchObject({ stage, alert });
  });

  it('is content with a server that only asks for a client certificate', async () => {
    const port = await tlsServer(full, { requestCert: true, rejectUnauthorized: false });
    const { clientCertificate, failure } = await ask(port, { bottle: own, protocols: ['TLSv1.3'] });
    expect([clientCertificate, failure]).toEqual([{ authorities: [] }, undefined]);
  });

  it('uses the protocols and ciphers that it is given', async () => {
    const port = await tlsServer(full, { minVersion: 'TLSv1.3' });
    const { failure } = await ask(port, { bottle: own, protocols: ['TLSv1.2'] });
    expect(failure).toMatchObject({ stage: 'handshaking', alert: 70 });
    const other = await tlsServer(full, { maxVersion: 'TLSv1.2' });
    const { cipher } = await ask(other, { bottle: own, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' });
    expect(cipher).toBe('ECDHE-ECDSA-AES128-GCM-SHA256');
    const wrong = await ask(other, { bottle: own, ciphers: 'NONE-SUCH' });
    expect(wrong.failure?.text).toMatch(/^SSL_CTX_set_cipher_list\("NONE-SUCH"\) failed \(SSL: .*no cipher match\)$/);
    const suites = [['Ciphersuites', 'TLS_CHACHA20_POLY1305_SHA256']] as const;
    const chosen = await ask(port, { bottle: own, confCommands: suites });
    expect(chosen.cipher).toBe('TLS_CHACHA20_POLY1305_SHA256');
  });

  it('offers by ALPN what grpc_pass offers', async () => {
    let offered: readonly string[] = [];
    const port = await tlsServer(full, {
      ALPNCallback: ({ protocols }) => {
        offered = protocols;
        return 'h2';
      },
    });
    expect((await ask(port, { bottle: own, alpn: 'h2' })).failure).toBeUndefined();
    expect(offered).toEqual(['h2']);
  });

  it('takes a chain of just below 100 KB, and no more than nginx does', async () => {
    // In TLS 1.3 a list has 8 octets besides its certificates, and each of them 5 octets more.
    const size = (text: string) => new X509Certificate(text).raw.length + 5;
    const filled = 8 + certificates(full.cert).reduce((sum, each) => sum + size(each), 0);
    const most = 3 + Math.floor((100 * 1024 - filled) / size(pem('issuing')));
    const { chain, failure } = await ask(await tlsServer(long(most)), { bottle: own });
    expect([chain.length, failure]).toEqual([most, undefined]);
    const tooLong = await ask(await tlsServer(long(most + 1)), { bottle: own });
    expect(tooLong.failure?.text).toMatch(/^SSL_do_handshake\(\) failed \(SSL: .*excessive message size\)$/);
  });
});

describe('a probe of a server that is none, or hostile', () => {
  it('says that nobody listens', async () => {
    const { remote, failure } = await ask(await freePort());
    expect(remote).toBeUndefined();
    expect(failure).toEqual({ stage: 'connecting', text: expect.stringContaining('refused'), alert: undefined });
  });

  it.each([
    ['plain HTTP', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /wrong version number/],
    ['closes', (socket: Socket) => socket.end(), /^peer closed connection in SSL handshake$/],
    [
      'resets',
      (socket: Socket) => socket.once('data', () => socket.resetAndDestroy()),
      /^peer closed connection in SSL handshake \(104: Connection reset by peer\)$/,
    ],
    ['an alert', (socket: Socket) => socket.write(Buffer.of(21, 3, 3, 0, 2, 2, 112)), /SSL alert number 112\)$/],
  ])('has nginx’s words: %s', async (_, serve, words) => {
    const { failure, chain } = await ask(await rawServer(serve));
    expect(failure?.text).toMatch(words);
    expect(chain).toEqual([]);
  });

  it.each([
    [{ host: '127.0.0.1', port: 99_999 }],
    [{ host: 'not a host', port: 1 }],
    [{ host: 'localhost', port: 0, unix: '/not/there.sock' }],
    [{ host: 'localhost', port: 0, unix: `/${'long'.repeat(99)}` }],
  ])('is told, and not thrown, that there is no %j', async (target) => {
    const probed = await probe(target, { bottle: bottles['1.26'], protocols: both, timeout: 2000 });
    expect(probed.failure).toMatchObject({ stage: 'connecting' });
  });

  it('ends in time with a silent one', async () => {
    const start = performance.now();
    const { failure } = await ask(await rawServer(() => undefined), { timeout: 400 });
    expect(failure?.text).toMatch(/^upstream timed out \(110: Connection timed out\)/);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('is patient with one that drips, and ends in time all the same', async () => {
    const quick = await dripping(await tlsServer(full), 1);
    expect((await ask(quick, { timeout: 30_000 })).chain).toEqual(certificates(full.cert));
    const slow = await dripping(await tlsServer(full), 100);
    expect((await ask(slow, { timeout: 700 })).failure?.text).toMatch(/timed out.*bytes came/);
  });

  it('ends with one that sends without end', async () => {
    // Empty records of a type that OpenSSL passes over in TLS 1.3, and heaps of them.
    const port = await rawServer((socket) => {
      const flood = Buffer.concat(Array.from({ length: 4000 }, () => Buffer.of(22, 3, 3, 0, 4, 0, 0, 0, 0)));
      const more = () => {
        while (!socket.destroyed && socket.write(flood));
      };
      socket.on('drain', more);
      more();
    });
    const { failure } = await ask(port, { timeout: 10_000 });
    expect(failure).toBeDefined();
  });

  it('refuses 10,000 certificates without taking them', async () => {
    const start = performance.now();
    const { failure, chain } = await ask(await opensslServer(long(10_000)), { timeout: 20_000 });
    expect(failure?.text).toContain('excessive message size');
    expect(chain).toEqual([]);
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  it('has names with escape sequences as they are, inside PEM', async () => {
    expect((await ask(await tlsServer(hostile))).chain).toEqual([pem('hostile')]);
  });

  it('sends a PROXY header first where that is wanted', async () => {
    let first = '';
    const port = await rawServer((socket) =>
      socket.once('data', (bytes) => {
        first = bytes.toString('latin1');
        socket.end();
      }),
    );
    const { remote } = await ask(port, { proxyProtocol: true });
    expect(first).toMatch(/^PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 \d+ \d+\r\n/);
    expect(first).toContain(` ${port}\r\n`);
    expect(remote).toBe(`127.0.0.1:${port}`);
  });

  it('is one of many at a time, of one bottle', async () => {
    const ports = await Promise.all([tlsServer(full), tlsServer(selfSigned), tlsServer(leafAlone)]);
    const probes = await Promise.all(Array.from({ length: 30 }, (_, index) => ask(ports[index % 3] ?? 0)));
    expect(probes.map(({ chain }) => chain.length)).toEqual(Array.from({ length: 30 }, (_, i) => [3, 1, 1][i % 3]));
  });

  it('never says the same hello twice: its keys come from real randomness', async () => {
    const hellos = new Set<string>();
    const port = await rawServer((socket) =>
      socket.once('data', (bytes) => {
        hellos.add(bytes.subarray(11, 43).toString('hex'));
        socket.end();
      }),
    );
    await Promise.all(Array.from({ length: 5 }, () => ask(port)));
    expect(hellos.size).toBe(5);
  });
});

describe('beside a native nginx', () => {
  it('has the same words', async () => {
    // Elsewhere the lab's facts have to do: OpenSSL's words differ between versions.
    if (nativeNginx()?.startsWith('1.22.1') !== true) return;
    // Whoever answers before nginx has said hello meets another line, now and then.
    const answering = (answer: (socket: Socket) => void) =>
      rawServer((socket) => socket.once('data', () => answer(socket)));
    const closing = (bytes: string | Buffer) => answering((socket) => socket.end(bytes));
    const servers = [
      { name: 'http', port: await closing('HTTP/1.1 400 Bad Request\r\n\r\n') },
      { name: 'closes', port: await closing('') },
      { name: 'resets', port: await answering((socket) => socket.resetAndDestroy()) },
      { name: 'clients-1.2', port: await opensslServer(full, '-Verify', '1', '-tls1_2') },
      { name: 'clients-1.3', port: await opensslServer(full, '-Verify', '1', '-tls1_3') },
      { name: 'version', port: await tlsServer(full, { minVersion: 'TLSv1.3' }), protocols: ['TLSv1.2'] },
      { name: 'long', port: await tlsServer(long(400)) },
      { name: 'alert', port: await answering((socket) => socket.write(Buffer.of(21, 3, 3, 0, 2, 2, 112))) },
      { name: 'cut', port: await closing(Buffer.of(22, 3, 3, 0, 70, 2, 0)) },
      { name: 'rubbish', port: await closing(Buffer.alloc(3000, 7)) },
    ];
    const proxy = await freePort();
    const locations = servers.map(
      ({ name, port, protocols = both }) =>
        `location /${name} { proxy_pass https://127.0.0.1:${port}; proxy_ssl_protocols ${protocols.join(' ')}; }`,
    );
    const nginx = await startNginx(`server { listen 127.0.0.1:${proxy}; ${locations.join('\n')} }`, proxy);
    for (const { name, port, protocols = both } of servers) {
      expect([name, await statusOf(`http://127.0.0.1:${proxy}/${name}`)]).toEqual([name, 502]);
      const { failure } = await ask(port, { bottle: bottles['1.22'], protocols });
      const line = nginx
        .errorLog()
        .split('\n')
        .findLast((each) => each.includes(`/${name} HTTP`));
      expect(line, `${name}: ${failure?.text}`).toContain(` ${failure?.text} while `);
    }
  });
});

const statusOf = (url: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
