/**
 * How long `cert check` takes over 5,000 certificates, beside Node's X509Certificate (OpenSSL in C++) over the same files, and over as
 * many TLS servers: node bench/check.mjs. Needs the built packages. Rounds are interleaved, and the fastest counts.
 */
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { serverCertificate } from '@stackengine/engine';
import { createPki } from '../lab/dist/certificates/pki.js';

const program = fileURLToPath(new URL('../packages/cli/bin/stackengine.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'stackengine-bench-'));
const count = 5000;
const hosts = 500;

function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function race(rounds, runners) {
  const best = Object.fromEntries(Object.keys(runners).map((name) => [name, Number.POSITIVE_INFINITY]));
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(runners)) best[name] = Math.min(best[name], milliseconds(run));
  return best;
}

function print(title, times) {
  console.log(`\n${title}`);
  const first = Object.values(times)[0];
  for (const [name, time] of Object.entries(times))
    console.log(`  ${name.padEnd(44)} ${time.toFixed(0).padStart(8)} ms  ${(time / first).toFixed(2)} ×`);
}

/** 5,000 certificates of a CA, as files of their own and as one. */
function generate() {
  const table = { root: { ...serverCertificate('Bench Root', 'root'), ca: true } };
  for (let index = 0; index < count; index++)
    table[`c${index}`] = serverCertificate(`host-${index}.internal`, 'root', {
      dns: [`host-${index}.internal`, `www.host-${index}.internal`],
      validTo: 1 + (index % 700),
    });
  const pki = createPki(table, new Date());
  const folder = join(scratch, 'files');
  mkdirSync(folder);
  const all = [];
  for (let index = 0; index < count; index++) {
    const pem = pki.chain([`c${index}`]);
    writeFileSync(join(folder, `c${index}.pem`), pem);
    all.push(pem);
  }
  writeFileSync(join(scratch, 'bundle.pem'), all.join(''));
  return { folder, key: pki.key('c0'), cert: pki.chain(['c0']) };
}

function run(...args) {
  const { status, stderr } = spawnSync(process.execPath, [program, 'cert', 'check', ...args], { maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) throw new Error(`cert check: exit code ${status}: ${stderr}`);
}

function withNode(folder) {
  let last = '';
  for (const name of readdirSync(folder)) {
    const { validTo, subject, fingerprint256 } = new X509Certificate(readFileSync(join(folder, name)));
    last = `${validTo}${subject}${fingerprint256}`;
  }
  return last;
}

/** openssl by file, as a shell script would; a hundredth of them, for it takes a process each. */
function withOpenssl(folder) {
  for (let index = 0; index < count / 100; index++)
    spawnSync('openssl', ['x509', '-in', join(folder, `c${index}.pem`), '-noout', '-enddate', '-subject']);
}

/** Servers in a thread of their own: the command line is waited for in this one. */
async function serve(key, cert) {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const server = require('node:tls').createServer(workerData, (socket) => socket.on('error', () => {}));
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;
  const worker = new Worker(source, { eval: true, workerData: { key, cert } });
  const port = await new Promise((resolve) => worker.once('message', resolve));
  return { port, end: () => worker.terminate() };
}

function configuration(port) {
  const locations = Array.from(
    { length: hosts },
    (_, index) => `location /${index} { proxy_pass https://127.0.0.1:${port}; proxy_ssl_name host-${index}.internal; }`,
  );
  const file = join(scratch, 'nginx.conf');
  writeFileSync(file, `events {}\nhttp { proxy_ssl_server_name on; server {\n${locations.join('\n')}\n} }\n`);
  return file;
}

try {
  const { folder, key, cert } = generate();
  const times = race(5, {
    'node:crypto X509Certificate, no process': () => withNode(folder),
    'cert check DIRECTORY, with its process': () => run(folder),
    'the same, --format prometheus': () => run(folder, '--format', 'prometheus'),
    'cert check BUNDLE, --format json': () => run(join(scratch, 'bundle.pem'), '--format', 'json'),
  });
  const openssl = milliseconds(() => withOpenssl(folder)) * 100;
  print(`${count} certificates`, { ...times, 'openssl x509, a process each (from 50)': openssl });

  const { port, end } = await serve(key, cert);
  const file = configuration(port);
  const asked = Object.fromEntries(
    ['1', '32', '64'].map((parallel) => [
      `cert check --probe --parallel ${parallel}`,
      milliseconds(() => run(file, '--probe', '--parallel', parallel)),
    ]),
  );
  print(`${hosts} TLS servers on the loopback`, asked);
  await end();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
