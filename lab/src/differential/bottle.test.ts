import { gzipSync } from 'node:zlib';
import { cast, castName, faultless, type Step, type World } from '@stackengine/engine';
import { BottleBroke, CertificatesRefused, OutOfPatience } from '@stackengine/nginx-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, startChromium } from '../chromium/browser.js';
import { type DistantBottle, inThisThread } from '../chromium/distant-bottle.js';
import { example } from '../chromium/examples.js';
import { bottleOf, builtVersions, moduleOf } from './modules.js';

const request = (path = '/', more: Partial<Extract<Step, { type: 'request' }>> = {}): Step => ({
  type: 'request',
  to: '127.0.0.1:8080',
  protocol: 'http',
  host: 'www.example',
  method: 'GET',
  path,
  ...more,
});

const verified = `proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem; proxy_ssl_verify_depth 2;
  proxy_ssl_server_name on; proxy_ssl_name ${castName};`;

function world(
  locations: string,
  steps: readonly Step[],
  more: Partial<World> & { readonly http?: string } = {},
): World {
  const { http = '', ...rest } = more;
  return {
    files: {
      '/etc/nginx/nginx.conf': `events {}\nhttp { ${http} server { listen 127.0.0.1:8080; ${locations} } }\n`,
      '/etc/nginx/tls/ca.pem': { certificates: ['root'] },
    },
    certificates: cast,
    upstreams: [{ address: '10.0.1.45:8443', behaviour: faultless }],
    names: {},
    steps,
    ...rest,
  };
}

it('was built for at least two versions', () => {
  expect(builtVersions()).toEqual(['1.22.1', '1.26.3']);
});

it.each(builtVersions())('fits into 1.4 MB of gzip: nginx %s', (version) => {
  expect(gzipSync(moduleOf(version), { level: 9 }).length).toBeLessThan(1_400_000);
});

let chromium: Chromium;

beforeAll(async () => {
  chromium = await startChromium();
  return chromium.close;
});

type Open = (version: string) => Promise<DistantBottle>;

const inNode: Open = async (version) => inThisThread(bottleOf(version));
const inChromium: Open = (version) => chromium.openBottle(moduleOf(version), Date.now());

const bottles = builtVersions().flatMap((version) => [
  [version, 'Node', inNode] as const,
  [version, 'a Chromium worker', inChromium] as const,
]);

describe.each(bottles)('nginx %s in the bottle, in %s', (version, _, open) => {
  let bottle: DistantBottle;

  beforeAll(async () => {
    bottle = await open(version);
  });

  /** The newest that this nginx speaks unless it is told otherwise. */
  const tls = version === '1.22.1' ? 'TLSv1.2' : 'TLSv1.3';

  it('says what it is', () => {
    expect(bottle.nginx).toBe(version);
    expect(bottle.tls).toMatch(/^OpenSSL 3\.\d+\.\d+ /);
  });

  it('passes a request to a TLS upstream that it verifies', async () => {
    const { steps } = await bottle.play(
      world(`location / { proxy_pass https://10.0.1.45:8443; ${verified} }`, [request()]),
    );
    expect(steps[0]).toMatchObject({
      status: 200,
      seen: [{ upstream: '10.0.1.45:8443', serverName: castName, tls }],
    });
    expect(steps[0]?.accessLog).toMatch(/"GET \/ HTTP\/1\.1" 200 /);
  });

  it('refuses an upstream that nobody vouches for, in its own words', async () => {
    const behaviour = { ...faultless, chain: ['foreign-leaf', 'foreign-root'] };
    const { steps } = await bottle.play(
      world(`location / { proxy_pass https://10.0.1.45:8443; ${verified} }`, [request()], {
        upstreams: [{ address: '10.0.1.45:8443', behaviour }],
      }),
    );
    expect(steps[0]?.status).toBe(502);
    expect(steps[0]?.errorLog).toContain(
      'upstream SSL certificate verify error: (19:self-signed certificate in certificate chain)',
    );
  });

  it('plays the same world the same way twice', async () => {
    const same = world(`location / { proxy_pass https://10.0.1.45:8443; ${verified} }`, [request(), request('/again')]);
    expect(await bottle.play(same)).toEqual(await bottle.play(same));
  });

  it('resolves names when it starts, and at its resolver', async () => {
    const { steps } = await bottle.play(
      world(
        `resolver 10.9.9.9; set $late api.internal;
         location /start { proxy_pass https://api.internal:8443; }
         location /late { proxy_pass https://$late:8443; }
         location /nowhere { set $none nobody.internal; proxy_pass https://$none:8443; }`,
        [request('/start'), request('/late'), request('/nowhere')],
        { names: { 'api.internal': ['10.0.1.45'] } },
      ),
    );
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 502]);
    expect(steps[2]?.errorLog).toContain('nobody.internal could not be resolved (3: Host not found)');
  });

  it.each(['10.9.9.9:5353', '[fd00::9]:8600'])('answers a resolver at %s', async (resolver) => {
    const { steps } = await bottle.play(
      world(
        `resolver ${resolver}; set $late api.internal; location / { proxy_pass https://$late:8443; }`,
        [request()],
        {
          names: { 'api.internal': ['10.0.1.45'] },
        },
      ),
    );
    expect(steps[0]?.status).toBe(200);
  });

  it('does not start with a name that does not exist, and says where', async () => {
    const outcome = await bottle.play(world('location / { proxy_pass https://nobody.internal; }', [request()]));
    expect(outcome.started).toBe(false);
    expect(outcome.errorLog).toContain('host not found in upstream "nobody.internal" in /etc/nginx/nginx.conf:2');
  });

  it('reaches unix sockets and its own listeners', async () => {
    const { steps } = await bottle.play(
      world(
        `location /unix { proxy_pass http://unix:/run/app.sock; }
         location /self { proxy_pass http://127.0.0.1:8080/own; }
         location /own { return 200 "mine"; }
         location /gone { proxy_pass http://unix:/run/gone.sock; }`,
        [request('/unix'), request('/self'), request('/gone')],
        { upstreams: [{ address: 'unix:/run/app.sock', behaviour: { type: 'plain', application: 'http1' } }] },
      ),
    );
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 502]);
    expect(steps.slice(0, 2).map(({ body }) => body)).toEqual(['upstream\n', 'mine']);
    expect(steps[2]?.errorLog).toMatch(
      /\[crit\].*connect\(\) to unix:\/run\/gone\.sock failed \(2: No such file or directory\)/,
    );
  });

  it('lets time pass between requests', async () => {
    const outcome = await bottle.play(
      world(
        'location / { proxy_pass https://api; }',
        [
          { type: 'swap', upstream: { address: '10.0.1.45:8443', behaviour: { type: 'refused' } } },
          request(),
          { type: 'swap', upstream: { address: '10.0.1.45:8443', behaviour: faultless } },
          request(),
          { type: 'pause', seconds: 11 },
          request(),
        ],
        { http: 'upstream api { server 10.0.1.45:8443; server 10.0.1.46:8443; }' },
      ),
    );
    expect(outcome.steps.map(({ status }) => status)).toEqual([undefined, 502, undefined, 502, undefined, 200]);
    expect(outcome.steps[3]?.errorLog).toContain('no live upstreams');
  });

  it('waits out a time-out in virtual time', async () => {
    const { steps } = await bottle.play(
      world('location / { proxy_pass https://10.0.1.45:8443; proxy_connect_timeout 5s; }', [request()], {
        upstreams: [{ address: '10.0.1.45:8443', behaviour: { type: 'unreachable' } }],
      }),
    );
    expect(steps[0]?.status).toBe(504);
    expect(steps[0]?.errorLog).toContain('upstream timed out (110: Connection timed out) while connecting to upstream');
  });

  it.each([
    ['packets vanish', { type: 'unreachable' }, 'while connecting to upstream'],
    ['nobody answers a ClientHello', { type: 'silent' }, 'while SSL handshaking to upstream'],
    [
      'nobody answers a request',
      { ...faultless, application: 'silent-after-handshake' },
      'while reading response header from upstream',
    ],
  ] as const)('waits as long as nginx does by default where %s', async (_, behaviour, during) => {
    const { steps } = await bottle.play(
      world('location / { proxy_pass https://10.0.1.45:8443; }', [request()], {
        http: "log_format took '$request_time'; access_log /var/log/nginx/access.log took;",
        upstreams: [{ address: '10.0.1.45:8443', behaviour }],
      }),
    );
    expect(steps[0]).toMatchObject({ status: 504, accessLog: '60.000\n' });
    expect(steps[0]?.errorLog).toContain(`upstream timed out (110: Connection timed out) ${during}`);
  });

  it('waits for hours where nginx is told to', async () => {
    const { steps } = await bottle.play(
      world('location / { proxy_pass https://10.0.1.45:8443; proxy_read_timeout 20h; }', [request()], {
        upstreams: [{ address: '10.0.1.45:8443', behaviour: { ...faultless, application: 'silent-after-handshake' } }],
      }),
    );
    expect(steps[0]?.status).toBe(504);
  });

  it('gives no status where no answer came', async () => {
    const { steps } = await bottle.play(
      world('location /cut { return 444; } location / { return 204; }', [
        request('/cut'),
        request('/', { to: '127.0.0.1:9999' }),
        request(),
      ]),
    );
    expect(steps.map(({ status }) => status)).toEqual([undefined, undefined, 204]);
  });

  it.each([
    ['https', false, 'upstream prematurely closed connection while reading response header from upstream'],
    ['http', false, 'upstream prematurely closed connection while reading response header from upstream'],
    ['https', true, 'connect() failed (104: Connection reset by peer) while connecting to upstream'],
    ['http', true, 'connect() failed (104: Connection reset by peer) while connecting to upstream'],
  ])('knows of a connection and of its end at once: %s, reset %s', async (scheme, reset, line) => {
    const { steps } = await bottle.play(
      world(`location / { proxy_pass ${scheme}://10.0.1.45:8443; }`, [request()], {
        upstreams: [{ address: '10.0.1.45:8443', behaviour: { type: 'close', reset, at: 'accept' } }],
      }),
    );
    expect(steps[0]?.status).toBe(502);
    expect(steps[0]?.errorLog).toContain(line);
  });

  it('reads its configuration again, or goes on with what it has', async () => {
    const changed = (text: string): Step => ({
      type: 'reload',
      files: { '/etc/nginx/nginx.conf': `events {} http { server { listen 127.0.0.1:8080; ${text} } }` },
    });
    const { steps } = await bottle.play(
      world('return 200 one;', [
        request(),
        changed('return 200 two;'),
        request(),
        changed('retrun 200 three;'),
        request(),
      ]),
    );
    expect(steps.map(({ status, body, accepted }) => accepted ?? `${status} ${body}`)).toEqual([
      '200 one',
      true,
      '200 two',
      false,
      '200 two',
    ]);
    expect(steps[3]?.errorLog).toContain('unknown directive "retrun"');
  });

  it('speaks TLS at its own listeners', async () => {
    const files = {
      '/etc/nginx/nginx.conf': `events {} http { server { listen 127.0.0.1:8443 ssl;
        ssl_certificate tls/own.pem; ssl_certificate_key tls/own.key; return 200 "$ssl_protocol $ssl_server_name"; } }`,
      '/etc/nginx/tls/own.pem': { certificates: ['leaf', 'intermediate'] },
      '/etc/nginx/tls/own.key': { keyOf: 'leaf' },
    };
    const { steps } = await bottle.play({
      ...world('', [request('/', { to: '127.0.0.1:8443', protocol: 'https' })]),
      files,
    });
    expect(steps[0]).toMatchObject({ status: 200, body: `${tls} www.example` });
  });

  it('is not disturbed by what a server does for itself', async () => {
    const text = `user nobody nogroup; daemon on; master_process on; worker_processes 8; pid /somewhere/else/nginx.pid;
      worker_rlimit_nofile 100000; worker_cpu_affinity auto; error_log /srv/logs/deep/error.log info;
      events { use epoll; worker_connections 4096; accept_mutex on; }
      http { access_log /srv/logs/access.log; server { listen 127.0.0.1:8080 reuseport backlog=1024 so_keepalive=on; listen [::]:80; return 200 ok; } }`;
    const outcome = await bottle.play({ ...world('', [request()]), files: { '/etc/nginx/nginx.conf': text } });
    expect(outcome.steps[0]).toMatchObject({ status: 200, body: 'ok' });
    expect(outcome.steps[0]?.accessLog).toContain('"GET / HTTP/1.1" 200');
  });

  it('tests a configuration, with file and line', async () => {
    expect(await bottle.testConfiguration({ '/etc/nginx/nginx.conf': 'events {}\nhttp {\n  sever {}\n}\n' })).toEqual({
      ok: false,
      output: expect.stringContaining('unknown directive "sever" in /etc/nginx/nginx.conf:3'),
    });
    expect((await bottle.testConfiguration({ '/etc/nginx/nginx.conf': 'events {}' })).ok).toBe(true);
  });

  it('reads files that are no text', async () => {
    const text = new TextEncoder().encode('events {} # ');
    const { ok } = await bottle.testConfiguration({ '/etc/nginx/nginx.conf': Uint8Array.from([...text, 0xff, 0x0a]) });
    expect(ok).toBe(true);
  });

  it('reads a thousand included files', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [
        `/etc/nginx/sites/${index}.conf`,
        `server { listen 127.0.0.1:8080; server_name s${index}.example; }`,
      ]),
    );
    const main = 'events {} http { server_names_hash_max_size 8192; include sites/*.conf; }';
    const { output } = await bottle.testConfiguration({ ...files, '/etc/nginx/nginx.conf': main });
    expect(output).toContain('test is successful');
  });

  it('judges a chain and its twin alike', async () => {
    const { 'chain.pem': chain = '', 'nginx/tls/internal-ca.pem': trusted = '' } = example('deep-chain').files;
    const name = 'orders.internal';
    const judged = await bottle.verifyChain({ chain, trusted, name });
    expect(judged).toMatchObject({ code: 20, nameMatches: true });
    const { files } = await bottle.twin({ chain, trusted });
    expect(files['chain']).not.toBe(chain);
    const twin = await bottle.verifyChain({ chain: files['chain'] ?? '', trusted: files['trusted'] ?? '', name });
    expect(twin.faults).toEqual(judged.faults);
  });

  it('refuses what is no certificate', async () => {
    await expect(bottle.verifyChain({ chain: 'nothing' })).rejects.toThrow(CertificatesRefused);
  });

  it.each([
    ['an include of itself', 'include nginx.conf;'],
    ['a zone larger than memory', 'events {} http { proxy_cache_path /c keys_zone=a:3g; }'],
    [
      'a hash larger than memory',
      'events {} http { variables_hash_max_size 2147483647; map_hash_max_size 2000000000; map_hash_bucket_size 2000000000; map $host $a { a b; } }',
    ],
    ['brackets without end', `events {} http { ${'server { location / { '.repeat(2000)}`],
  ])('ends with an error at %s, and starts clean afterwards', async (_, text) => {
    const answer = await bottle.testConfiguration({ '/etc/nginx/nginx.conf': text }).then(
      ({ ok }) => ok,
      (error: unknown) => (error instanceof BottleBroke || error instanceof OutOfPatience ? false : error),
    );
    expect(answer).toBe(false);
    expect((await bottle.testConfiguration({ '/etc/nginx/nginx.conf': 'events {}' })).ok).toBe(true);
  });

  it('survives a regular expression bomb', async () => {
    const bomb = `location ~ "^/(a+)+$" { return 200 matched; } location / { return 200 other; }`;
    const { steps } = await bottle.play(world(bomb, [request(`/${'a'.repeat(40)}b`)]));
    expect(steps[0]?.status).toBe(500);
    expect(steps[0]?.errorLog).toContain('pcre2_match() failed');
  });
});
