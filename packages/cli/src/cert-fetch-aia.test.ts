import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readCertificates } from '@stackengine/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fetch, fetched, fingerprint } from './testing/cert-fetch.js';
import { pem } from './testing/certificates.js';
import { tlsServer } from './testing/servers.js';
import { folder, read } from './testing/stackengine.js';

describe('cert fetch --aia', () => {
  it('takes an extension for URLs that is damaged for none, as OpenSSL does', () => {
    const { stdout } = spawnSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null'],
        ...['-subj', '/CN=a', '-addext', '1.3.6.1.5.5.7.1.1=DER:30:03:04:05:06'],
      ],
      { encoding: 'utf8' },
    );
    const { certificates, problems } = readCertificates('f', stdout);
    expect([certificates[0]?.caIssuers, problems]).toEqual([[], []]);
  });

  /** The chain of a leaf whose issuer is at a URL. */
  async function withUrl(
    serve: (url: string) => { readonly status: number; readonly body: string | Buffer; readonly location?: string },
  ) {
    const server = createServer((request, response) => {
      const { status, body, location } = serve(request.url ?? '');
      response.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
    });
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const path = folder();
    const openssl = (...args: readonly string[]) => {
      const { status, stderr } = spawnSync('openssl', [...args], { cwd: path, encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
    };
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Far Root', '-days', '30');
    openssl('req', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=api.internal');
    writeFileSync(
      join(path, 'ext'),
      `authorityInfoAccess=OCSP;URI:${base}/ocsp,caIssuers;URI:${base}/ca\nauthorityKeyIdentifier=keyid\n`,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      'leaf.pem',
      '-days',
      '9',
      '-extfile',
      'ext',
    );
    const ca = read(join(path, 'ca.pem'));
    return { ca, base, credentials: { cert: read(join(path, 'leaf.pem')), key: read(join(path, 'leaf.key')) } };
  }

  it('finds the root at the URL, and does not trust it', async () => {
    let body: string | Buffer = '';
    const asked: string[] = [];
    const { ca, base, credentials } = await withUrl((url) => {
      asked.push(url);
      return url === '/ca' ? { status: 302, body: '', location: '/moved' } : { status: 200, body };
    });
    const port = await tlsServer(credentials);
    const plain = await fetched(`127.0.0.1:${port}`);
    expect(plain.peer.anchor.ask.urls).toEqual([`${base}/ca`]);
    expect(asked).toEqual([]);
    for (const form of [ca, new X509Certificate(ca).raw]) {
      body = form;
      const { peer } = await fetched(`127.0.0.1:${port}`, '--aia');
      expect(peer.anchor).toMatchObject({
        kind: 'completed',
        certificate: { subject: 'CN=Far Root' },
        verdict: { code: 0 },
      });
      expect(peer.completed).toMatchObject([{ certificate: { subject: 'CN=Far Root' }, from: `${base}/ca` }]);
    }
    const out = join(folder(), 'ca.pem');
    const unvouched = await fetch(`127.0.0.1:${port}`, '--aia', '--out', out);
    expect(unvouched.out.replace(/\s+/g, ' ')).toContain('it proves nothing');
    expect([unvouched.code, existsSync(out)]).toEqual([3, false]);
    const vouched = await fetch(`127.0.0.1:${port}`, '--aia', '--out', out, '--pin', fingerprint(ca));
    expect([vouched.code, existsSync(out)]).toEqual([0, true]);
  });

  it.each([
    ['a redirect to another scheme', { status: 302, body: '', location: 'file:///etc/passwd' }],
    ['a redirect in circles', { status: 302, body: '', location: '/ca' }],
    ['an error', { status: 404, body: '' }],
    ['rubbish', { status: 200, body: 'hello' }],
    ['more than anybody needs', { status: 200, body: Buffer.alloc(1 << 20) }],
    ['a certificate that has nothing to do with it', { status: 200, body: pem('root') }],
  ])('goes on without an issuer after %s', async (_, answer) => {
    const { credentials } = await withUrl(() => answer);
    const { code, peer } = await fetched(`127.0.0.1:${await tlsServer(credentials)}`, '--aia');
    expect([code, peer.anchor.kind]).toEqual([0, 'missing']);
  });
});
