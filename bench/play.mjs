/**
 * How long nginx in memory takes, beside a native nginx in one run: node bench/play.mjs. Needs the built modules and packages; NGINX names the
 * native one. Rounds are interleaved, and the fastest counts: the least disturbed one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import {
  cast,
  castName,
  diagnose,
  diagnoseByPlaying,
  explainVerification,
  faultless,
  readCertificates,
  readErrorLog,
} from '@stackengine/engine';
import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { generateConfiguration } from './generate.mjs';

const modules = fileURLToPath(new URL('../packages/nginx-wasm/modules/', import.meta.url));
const nginx = process.env.NGINX ?? '/usr/sbin/nginx';
const scratch = mkdtempSync(join(tmpdir(), 'stackengine-bench-'));
const small = 'events {}\nhttp { server { listen 127.0.0.1:8080; location / { proxy_pass http://10.0.0.1; } } }\n';
const large = generateConfiguration(1500)
  .replaceAll('listen 443 ssl;', 'listen 127.0.0.1:8080;')
  .replaceAll(/^ *ssl_certificate .*\n/gm, '')
  .replace('    include mime.types;\n', '    server_names_hash_max_size 8192;\n');

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The fastest of some rounds of each, in turn. */
async function race(rounds, runners) {
  const best = Object.fromEntries(Object.keys(runners).map((name) => [name, Number.POSITIVE_INFINITY]));
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(runners)) best[name] = Math.min(best[name], await milliseconds(run));
  return best;
}

function print(title, times) {
  console.log(`\n${title}`);
  const [[, first]] = Object.entries(times);
  for (const [name, time] of Object.entries(times))
    console.log(`  ${name.padEnd(44)} ${time.toFixed(1).padStart(8)} ms  ${(time / first).toFixed(2)} ×`);
}

function bottleOf(version) {
  const bytes = readFileSync(join(modules, version, 'nginx.wasm'));
  return { bytes, open: () => openBottle({ module: compileModule(bytes), now: Date.now() }) };
}

/** A native `nginx -t`, start of the process included. */
function native(text, authority) {
  const folder = mkdtempSync(join(scratch, 'native-'));
  const configuration = text.replaceAll('/etc/nginx/', `${folder}/`);
  writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/pid; error_log ${folder}/error.log;\n${configuration}`);
  writeFileSync(join(folder, 'ca.pem'), authority);
  return () => {
    const { status, stderr } = spawnSync(nginx, ['-t', '-q', '-p', folder, '-c', join(folder, 'nginx.conf')]);
    if (status !== 0) throw new Error(`native nginx -t: ${stderr}`);
  };
}

function tested(bottle, text, authority) {
  const files = { '/etc/nginx/nginx.conf': text, '/etc/nginx/ca.pem': authority };
  return () => {
    const { ok, output } = bottle.testConfiguration(files);
    if (!ok) throw new Error(output);
  };
}

/** Requests to a verified upstream, each with a handshake of its own. */
function worldWith(requests) {
  return {
    files: {
      '/etc/nginx/nginx.conf': `events {} http { server { listen 127.0.0.1:8080; location / { proxy_pass https://10.0.1.45:8443;
        proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_ssl_verify_depth 2; proxy_ssl_name ${castName}; proxy_ssl_session_reuse off; } } }`,
      '/etc/nginx/ca.pem': { certificates: ['root'] },
    },
    certificates: cast,
    upstreams: [{ address: '10.0.1.45:8443', behaviour: faultless }],
    names: {},
    steps: Array.from({ length: requests }, () => ({
      type: 'request',
      to: '127.0.0.1:8080',
      protocol: 'http',
      host: 'localhost',
      method: 'GET',
      path: '/',
    })),
  };
}

function incident(text, server, address) {
  const line = `2026/03/02 03:42:17 [error] 31#31: *7 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::ssl/tls alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 203.0.113.10, server: ${server}, request: "GET / HTTP/1.1", upstream: "https://${address}/", host: "${server}"\n`;
  const main = '/etc/nginx/nginx.conf';
  return {
    events: readErrorLog('error.log', line).events,
    access: [],
    accessGiven: false,
    configuration: readConfiguration([{ file: main, text }], memorySource(new Map([[main, text]])), { mainFile: main }),
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: new Date().toISOString(),
    answers: {},
  };
}

async function diagnosed(title, rounds, input, bottle) {
  let played = 0;
  const times = await race(rounds, {
    'by text': () => diagnose(input),
    'played, fixes proven': () =>
      diagnoseByPlaying(input, {
        player: bottle.play,
        progress: (_, __, total) => {
          played = total;
        },
      }),
  });
  print(`${title}, ${played} worlds`, times);
}

/** A chain that is refused for its depth and its name: one verdict, beside the command of OpenSSL that gives one, and all that follows from it. */
async function verified(bottle, authority) {
  const chainFile = fileURLToPath(new URL('../docs/examples/deep-chain/chain.pem', import.meta.url));
  const trustedFile = fileURLToPath(new URL('../docs/examples/deep-chain/nginx/tls/internal-ca.pem', import.meta.url));
  const chain = readFileSync(chainFile, 'utf8');
  const trusted = authority.toString();
  const certificates = (text) => readCertificates('f', text).certificates;
  const trial = {
    presented: certificates(chain),
    trusted: certificates(trusted),
    lists: undefined,
    depth: 1,
    name: 'payments',
    at: new Date().toISOString(),
  };
  const times = await race(20, {
    'openssl verify, with its process': () =>
      spawnSync('openssl', ['verify', '-CAfile', trustedFile, '-untrusted', chainFile, chainFile]),
    'in memory, one verdict': () => bottle.verifyChain({ chain, trusted, depth: 1, name: 'payments' }),
    'in memory, explained': () => explainVerification(trial, bottle.verifyChain),
  });
  print('a chain', times);
}

async function main() {
  const versions = existsSync(modules) ? readdirSync(modules).sort().reverse() : [];
  if (versions.length === 0) throw new Error('no modules: node packages/nginx-wasm/recipe/build.mjs');
  console.log('modules');
  const bottles = {};
  for (const version of versions) {
    const { bytes, open } = bottleOf(version);
    bottles[version] = open();
    const { compile } = await race(5, { compile: open });
    const megabytes = (size) => `${(size / 1e6).toFixed(2)} MB`;
    console.log(
      `  nginx ${version}, ${bottles[version].tls}: ${megabytes(bytes.length)}, gzip ${megabytes(gzipSync(bytes, { level: 9 }).length)}; compiled in ${compile.toFixed(1)} ms`,
    );
  }
  const [bottle] = Object.values(bottles);
  const authority = readFileSync(
    fileURLToPath(new URL('../docs/examples/deep-chain/nginx/tls/internal-ca.pem', import.meta.url)),
  );
  const hasNative = spawnSync(nginx, ['-v']).status === 0;
  if (!hasNative) console.log(`${nginx} does not run: nothing to compare with (node scripts/install-nginx.mjs)`);
  for (const [title, text, rounds] of [
    ['nginx -t, small', small, 20],
    [`nginx -t, ${(Buffer.byteLength(large) / 1e6).toFixed(2)} MB`, large, 5],
  ]) {
    print(
      title,
      await race(rounds, {
        ...(hasNative ? { 'native, with its process': native(text, authority) } : {}),
        ...Object.fromEntries(
          Object.entries(bottles).map(([version, one]) => [`in memory, ${version}`, tested(one, text, authority)]),
        ),
      }),
    );
  }
  const { one, many } = await race(10, {
    one: () => bottle.play(worldWith(1)),
    many: () => bottle.play(worldWith(101)),
  });
  console.log(
    `\na world with one request through a verified TLS upstream: ${one.toFixed(1)} ms; each further request: ${((many - one) / 100).toFixed(2)} ms`,
  );
  await verified(bottle, authority);
  const location =
    'events {} http { server { listen 80; server_name www.example; location / { proxy_pass https://10.0.1.45:8443; } } }';
  await diagnosed(
    'diagnosis of one incident (alert 40)',
    5,
    incident(location, 'www.example', '10.0.1.45:8443'),
    bottle,
  );
  await diagnosed(
    'the same in a configuration of 1,500 servers',
    3,
    incident(large, 'service-700.example.com', '10.2.188.10:8443'),
    bottle,
  );
}

try {
  await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
