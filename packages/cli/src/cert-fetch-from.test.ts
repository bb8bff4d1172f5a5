import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCapture } from '@stackengine/engine';
import { describe, expect, it } from 'vitest';
import { fetch, fetched } from './testing/cert-fetch.js';
import { full, pem, selfSigned, withoutRoot } from './testing/certificates.js';
import { freePort, opensslServer, tlsServer } from './testing/servers.js';
import { folder, read, stackengine } from './testing/stackengine.js';

describe('cert fetch --from', () => {
  it('asks every TLS upstream of a configuration, as its hop would, and keeps the answers', async () => {
    const [api, plain, gone] = [
      await tlsServer(selfSigned, {}, { 'api.internal': full }),
      await tlsServer(withoutRoot, { maxVersion: 'TLSv1.2' }),
      await freePort(),
    ];
    const path = folder();
    writeFileSync(
      join(path, 'nginx.conf'),
      `events {}
http {
  upstream group { server 127.0.0.1:${api}; server 127.0.0.1:${plain}; server 127.0.0.1:9 down; }
  server {
    location /a { proxy_pass https://group; proxy_ssl_server_name on; proxy_ssl_name api.internal; }
    location /b { proxy_pass https://127.0.0.1:${plain}; proxy_ssl_ciphers ECDHE-ECDSA-CHACHA20-POLY1305; }
    location /c { proxy_pass https://$arg_host; }
    location /d { proxy_pass http://127.0.0.1:80; }
    location /e { proxy_pass https://127.0.0.1:${gone}; }
  }
}
`,
    );
    const captures = join(path, 'captures');
    const { code, answer } = await fetched('--from', path, '--save', captures);
    expect(code).toBe(1);
    const found = answer.peers.map(
      (peer: {
        address: string;
        hops: string[];
        sends: string | null;
        answers: { cipher: string | null; remote: string | null }[];
      }) => [
        peer.address,
        peer.hops.map((hop) => hop.replace(/^.*:/, 'line ')).join(),
        peer.sends,
        peer.answers
          .map(({ cipher }) => cipher)
          .at(-1)
          ?.replace(/TLS_.*/, 'TLS 1.3'),
      ],
    );
    expect(found).toEqual([
      [`127.0.0.1:${api}`, 'line 5', 'api.internal', 'TLS 1.3'],
      [`127.0.0.1:${plain}`, 'line 5', 'api.internal', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
      [`127.0.0.1:${plain}`, 'line 6', null, 'ECDHE-ECDSA-CHACHA20-POLY1305'],
      [`127.0.0.1:${gone}`, 'line 9', null, undefined],
    ]);
    expect(answer.skipped.map(({ target, why }: { target: string; why: string }) => [target, why])).toEqual([
      ['127.0.0.1:9', 'it is marked as down'],
      ['https://$arg_host', '$arg_host decides where it leads'],
    ]);

    expect(readdirSync(captures).sort()).toEqual(
      [`127.0.0.1_${api}__api.internal.txt`, `127.0.0.1_${plain}__api.internal.txt`, `127.0.0.1_${plain}.txt`].sort(),
    );
    const capture = readCapture('f', read(join(captures, `127.0.0.1_${api}__api.internal.txt`)));
    expect(capture).toMatchObject({ peers: [`127.0.0.1:${api}`], serverName: 'api.internal', problems: [] });
    expect(capture?.presented.map((one) => one.pem)).toEqual([pem('fallback')]);
    expect(capture?.presentedWithServerName?.map((one) => one.pem)).toEqual([pem('leaf'), pem('issuing'), pem('root')]);
  });

  it('asks at every address that a name has', async () => {
    const port = await tlsServer(full);
    const [file, captures] = [join(folder(), 'a.conf'), folder()];
    writeFileSync(file, `location / { proxy_pass https://localhost:${port}; proxy_ssl_name api.internal; }\n`);
    const { answer } = await fetched('--from', file, '--save', captures);
    expect(new Set(answer.peers.map(({ address }: { address: string }) => address))).toEqual(
      new Set([`localhost:${port}`]),
    );
    const saved = `localhost_${port}__127.0.0.1_${port}__api.internal.txt`;
    expect(readdirSync(captures)).toEqual([saved]);
    const capture = readCapture('f', read(join(captures, saved)));
    expect(capture?.peers).toEqual([`localhost:${port}`, `127.0.0.1:${port}`]);
  });

  it('does not call it a failure that a server wants the certificate which the configuration presents', async () => {
    const port = await opensslServer(full, '-Verify', '1');
    const file = join(folder(), 'a.conf');
    const pass = `proxy_pass https://127.0.0.1:${port}; proxy_ssl_name api.internal;`;
    writeFileSync(
      file,
      `location / { ${pass} proxy_ssl_certificate tls/c.pem; proxy_ssl_certificate_key tls/c.key; }\n`,
    );
    const { code, peer } = await fetched('--from', file);
    expect([code, peer.presents, peer.answers[1].failure.alert]).toEqual([0, 'tls/c.pem', 116]);
    expect((await fetch('--from', file)).out.replace(/\s+/g, ' ')).toContain(
      'presents tls/c.pem, which was not used here',
    );
    writeFileSync(file, `location / { ${pass} }\n`);
    expect((await fetched('--from', file)).code).toBe(1);
  });

  it('replaces captures, and no other file', async () => {
    const port = await tlsServer(full);
    const captures = folder();
    const file = join(captures, `127.0.0.1_${port}.txt`);
    expect((await fetch(`127.0.0.1:${port}`, '--save', captures)).code).toBe(0);
    expect((await fetch(`127.0.0.1:${port}`, '--save', captures)).code).toBe(0);
    writeFileSync(file, 'notes');
    expect((await fetch(`127.0.0.1:${port}`, '--save', captures)).code).toBe(2);
    expect(read(file)).toBe('notes');
  });

  it('says where nothing is to be asked', () => {
    const file = join(folder(), 'a.conf');
    writeFileSync(file, 'server { location / { proxy_pass http://127.0.0.1:80; } }\n');
    const { code, err } = stackengine(['cert', 'fetch', '--from', file]);
    expect(code).toBe(2);
    expect(err).toContain('passes traffic on by TLS');
  });
});
