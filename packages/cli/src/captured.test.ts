import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { full, leafAlone, pem, selfSigned, withoutRoot } from './testing/certificates.js';
import { tlsServer } from './testing/servers.js';
import { folder, stackengine, stackengineMeanwhile } from './testing/stackengine.js';

const refused = (port: number, code: number) =>
  `2026/11/26 03:42:17 [error] 31#31: *1842 upstream SSL certificate verify error: (${code}:words) while SSL handshaking to upstream, client: 203.0.113.9, server: www.example, request: "GET /v1/pay HTTP/1.1", upstream: "https://127.0.0.1:${port}/v1/pay", host: "www.example"\n`;

interface Given {
  readonly port: number;
  readonly code: number;
  readonly trusted: readonly string[];
  readonly settings?: string;
}

/** A log and a configuration whose hop verifies by these CAs. */
function incident({ port, code, trusted, settings = '' }: Given): string {
  const at = folder();
  mkdirSync(join(at, 'nginx'));
  writeFileSync(join(at, 'error.log'), refused(port, code));
  writeFileSync(join(at, 'nginx/ca.pem'), trusted.map(pem).join(''));
  writeFileSync(join(at, 'nginx/root.pem'), pem('root'));
  writeFileSync(join(at, 'nginx/fallback.pem'), pem('fallback'));
  writeFileSync(join(at, 'root.pem'), pem('root'));
  writeFileSync(
    join(at, 'nginx/nginx.conf'),
    `events {}
http {
    server {
        listen 80;
        location /v1/ {
            proxy_pass https://127.0.0.1:${port};
            proxy_ssl_verify on;
            proxy_ssl_trusted_certificate ca.pem;
            proxy_ssl_name api.internal;
            ${settings}
        }
    }
}
`,
  );
  return at;
}

const evidence = ['--log', 'error.log', '--config', 'nginx', '--chain', 'captures'];

interface Told {
  readonly incidents: readonly {
    readonly causes: readonly { readonly cause: string; readonly confidence: string }[];
  }[];
}

async function causes(at: string, ...more: readonly string[]): Promise<readonly string[]> {
  const fetched = await stackengineMeanwhile(['cert', 'fetch', '--from', 'nginx', '--save', 'captures'], at);
  expect(fetched.code).toBe(0);
  const { out } = stackengine(['diagnose', ...evidence, ...more, '--format', 'json'], { cwd: at });
  const told = JSON.parse(out) as Told;
  return told.incidents.flatMap((one) => one.causes.map(({ cause, confidence }) => `${cause} ${confidence}`));
}

describe('what cert fetch has saved', () => {
  it('tells a fallback certificate from the real one', async () => {
    const port = await tlsServer(selfSigned, {}, { 'api.internal': full });
    const at = incident({ port, code: 18, trusted: ['root'] });
    expect(await causes(at)).toEqual(['sni-required certain']);
  });

  it('shows that an intermediate is missing, once its CA is vouched for', async () => {
    const port = await tlsServer(leafAlone);
    const at = incident({ port, code: 21, trusted: ['root'], settings: 'proxy_ssl_server_name on;' });
    expect((await causes(at))[0]).toBe('missing-intermediate likely');
    writeFileSync(join(at, 'cas.pem'), pem('root') + pem('issuing'));
    expect(await causes(at, '--trusted', 'cas.pem')).toEqual(['missing-intermediate certain']);
  });

  it('lets fix refuse a bundle that would not verify the chain, and say why', async () => {
    const port = await tlsServer(full);
    const at = incident({ port, code: 19, trusted: ['fallback'], settings: 'proxy_ssl_server_name on;' });
    expect(await causes(at)).toEqual(['untrusted-root certain']);
    const wrong = stackengine(['fix', ...evidence, '--ca-path', 'fallback.pem', '--diff'], { cwd: at });
    expect(wrong.code).toBe(3);
    expect(wrong.err).toContain('It would not verify the chain that was given (nginx would log code 19).');
    writeFileSync(join(at, 'nginx/issuing.pem'), pem('issuing'));
    const partial = stackengine(['fix', ...evidence, '--ca-path', 'issuing.pem', '--diff'], { cwd: at });
    expect([partial.code, partial.err]).toEqual([3, expect.stringContaining('holds no self-signed certificate')]);
    const right = stackengine(['fix', ...evidence, '--ca-path', 'root.pem', '--diff'], { cwd: at });
    expect({ code: right.code, err: right.err }).toEqual({ code: 0, err: expect.any(String) });
    expect(right.out).toContain('+            proxy_ssl_trusted_certificate root.pem;');
  });

  it('is certain where the file of CAs holds the certificate of the upstream itself', async () => {
    const port = await tlsServer(withoutRoot);
    const at = incident({ port, code: 20, trusted: ['leaf'], settings: 'proxy_ssl_server_name on;' });
    // Without any root in it, the file verifies nothing, whatever is sent.
    expect(await causes(at)).toEqual(['untrusted-issuer certain']);
    expect(await causes(at, '--trusted', 'root.pem')).toEqual(['untrusted-issuer certain']);
  });

  it('is refused where there is nothing of the kind', () => {
    const at = incident({ port: 1, code: 20, trusted: ['root'] });
    mkdirSync(join(at, 'captures'));
    const { code, err } = stackengine(['diagnose', ...evidence], { cwd: at });
    expect(code).toBe(2);
    expect(err).toContain('captures: no capture is in it; cert fetch --save writes them');
  });
});
