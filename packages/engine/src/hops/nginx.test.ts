import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '@stackengine/nginx-config';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readErrorLog } from '../logs/index.js';
import { findHops, locationOf, matchHops, serverNameIndication, verifiedName } from './index.js';

// What only a native nginx can tell; `npm test` installs one, and says how where it may not.
const nginx = '/usr/sbin/nginx';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const directory = mkdtempSync(join(tmpdir(), 'hops-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a running nginx', () => {
  let child: ChildProcess | undefined;
  let log = '';
  let port = 0;
  let text = '';

  beforeAll(async () => {
    const subject = ['-subj', '/CN=up.test', '-addext', 'subjectAltName=DNS:never.test'];
    const files = ['-keyout', join(directory, 'key.pem'), '-out', join(directory, 'cert.pem')];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...key, ...files, '-days', '2', ...subject], { stdio: 'ignore' });
    port = await freePort();
    const tlsPort = await freePort();
    text = readFileSync(new URL('testdata/observed.conf', import.meta.url), 'utf8')
      .replaceAll('TLS_PORT', String(tlsPort))
      .replaceAll('HTTP_PORT', String(port));
    writeFileSync(join(directory, 'nginx.conf'), text);
    const running = spawn(nginx, ['-p', directory, '-c', 'nginx.conf', '-e', 'stderr']);
    running.stderr.on('data', (chunk) => {
      log += String(chunk);
    });
    child = running;
    await vi.waitFor(() => request('/none'), { timeout: 10_000 });
  });
  afterAll(() => child?.kill());

  const request = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return response.text();
  };
  const hopsOf = () => findHops(readConfiguration([{ file: 'nginx.conf', text }]));

  const paths = [
    ['/literal/', '/literal/'],
    ['/group/', '/group/'],
    ['/case/', '/case/'],
    ['/variable/', '/variable/'],
    ['/address/', '/address/'],
    ['/url/', '/url/'],
    ['/six/', '/six/'],
    ['/brackets/', '/brackets/'],
    ['/mapped/', '/mapped/'],
    ['/server/', '/server/'],
    ['/proxy/', '/proxy/'],
    ['/outer/', '/outer/'],
    ['/outer/inner/a', '/outer/inner/'],
    ['/outer/inner/a.json', '^/outer/.*\\.json$'],
    ['/outer/a.png', '\\.PNG$'],
    ['/outer/static/a.png', '/outer/static/'],
    ['/outer/inner/exact?q', '/outer/inner/exact'],
    ['/outer//inner/./a', '/outer/inner/'],
    ['/branch/', '/branch/'],
    ['/branch/?x=1', '/branch/'],
    ['/limited/', '/limited/'],
  ] as const;

  it.each(paths)(
    'checks for %s the name that is foretold, and its line leads back to location %s',
    async (path, location) => {
      await request(path);
      const { pathname, search } = new URL(path, 'http://127.0.0.1');
      const line = `GET ${pathname}${search} HTTP/1.1`;
      // By its request: the line of a second peer may come after the answer, and into the next test.
      const logged = () => readErrorLog('error.log', log).events.filter((one) => one.request === line);
      await expect.poll(() => logged().length).toBeGreaterThan(0);
      const [event] = logged();
      if (event === undefined) throw new Error('no event');
      const { matches } = matchHops(event, hopsOf());
      const best = matches.filter(({ strength }) => strength === 'exact');
      // A pass in `if` and the one beside it can't be told apart by the line.
      expect([...new Set(best.map(({ hop }) => locationOf(hop)?.args.at(-1)))]).toEqual([location]);
      const name = event.signature.kind === 'name' ? event.signature.name.toLowerCase() : undefined;
      expect([...new Set(best.map(({ hop }) => verifiedName(hop).name?.toLowerCase()))]).toEqual([name]);
    },
  );

  it.each(['/sni/', '/sni/none/', '/sni/six/', '/sni/off/'])(
    'sends for %s the server name that is foretold',
    async (path) => {
      const hop = hopsOf().find((one) => locationOf(one)?.args[0] === path);
      if (hop === undefined) throw new Error('no hop');
      const { sent, name } = serverNameIndication(hop);
      expect(await request(path)).toBe(name ?? '');
      expect(sent).toBe(name === undefined ? 'no' : 'yes');
    },
  );
});

describe('nginx -t', () => {
  const verdict = (configuration: string) => {
    const file = join(directory, 'test.conf');
    writeFileSync(file, `events {} pid test.pid; ${configuration}`);
    const { stderr } = spawnSync(nginx, ['-t', '-p', directory, '-c', file, '-e', 'stderr'], { encoding: 'utf8' });
    return stderr;
  };

  const setting = fc.constantFrom(
    '',
    'proxy_ssl_verify on;',
    'proxy_ssl_verify off;',
    'proxy_ssl_trusted_certificate ca.pem;',
    'proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem;',
  );
  const pass = fc.constantFrom(
    '',
    'proxy_pass https://127.0.0.1;',
    'proxy_pass http://127.0.0.1;',
    'proxy_pass $scheme://$host;',
  );

  it('refuses what is foretold: verification in force at a TLS hop without a bundle in force', () => {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=ca',
        '-keyout',
        join(directory, 'k.pem'),
        '-out',
        join(directory, 'ca.pem'),
      ],
      { stdio: 'ignore' },
    );
    fc.assert(
      fc.property(
        setting,
        setting,
        setting,
        pass,
        setting,
        pass,
        (http, server, outer, outerPass, inner, innerPass) => {
          const text = `http { ${http} server { ${server} location / { ${outer} ${outerPass} location /in { ${inner} ${innerPass} } } } }`;
          const hops = findHops(readConfiguration([{ file: 'test.conf', text }]));
          const bare = hops.some(
            ({ tls }) =>
              tls.enabled !== 'no' && tls.verify.value === 'on' && tls.trustedCertificate.value === undefined,
          );
          expect(verdict(text).includes('no proxy_ssl_trusted_certificate')).toBe(bare);
        },
      ),
      { numRuns: 40 },
    );
  }, 30_000);

  it('takes no TLS directive in if and limit_except, which is why their passes belong to the location', () => {
    for (const block of ['if ($arg_x)', 'limit_except GET'])
      expect(verdict(`http { server { location / { ${block} { proxy_ssl_verify off; } } } }`)).toContain(
        'is not allowed here',
      );
  });

  it('takes no port behind the name of a group, and none but 80 by default inside one', () => {
    expect(
      verdict('http { upstream g { server 127.0.0.1; } server { location / { proxy_pass https://G:443; } } }'),
    ).toContain('may not have port 443');
  });
});
