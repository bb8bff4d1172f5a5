import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RandomPki } from './random-pki.js';

/** `0`: accepted; a verify code; `name`; or what nginx wrote instead. */
export type Verdict = string;

const batch = 100;

function configuration(pkis: readonly RandomPki[]): string {
  const peers = pkis.map(
    (_, index) =>
      `server { listen unix:peer${index}.sock ssl; ssl_certificate chain${index}.pem; ssl_certificate_key key${index}.pem; return 200 ok; }`,
  );
  const hops = pkis.map(
    ({ crl, depth, name }, index) => `location /${index}/ {
  proxy_pass https://unix:peer${index}.sock; proxy_ssl_verify on; proxy_ssl_verify_depth ${depth};
  proxy_ssl_trusted_certificate trusted${index}.pem; proxy_ssl_name ${name}; proxy_ssl_session_reuse off;
  ${crl === undefined ? '' : `proxy_ssl_crl crl${index}.pem;`} }`,
  );
  return `daemon off; worker_processes 1; pid nginx.pid; error_log error.log info;
user root; events { worker_connections 512; }
http { access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  server_names_hash_bucket_size 128; ssl_ciphers ALL:@SECLEVEL=0;
${peers.join('\n')}
server { listen unix:front.sock; ${hops.join('\n')} } }
`;
}

function get(socketPath: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}

/** Whether somebody listens: the file of a socket is there before. */
function accepts(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function verdictOf(log: string, status: number): Verdict {
  const code = /upstream SSL certificate verify error: \((\d+):/.exec(log)?.[1];
  if (code !== undefined) return code;
  if (log.includes('upstream SSL certificate does not match')) return 'name';
  return status === 200 ? '0' : `${status} ${log.trim()}`;
}

async function askBatch(nginx: string, pkis: readonly RandomPki[]): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-verdicts-'));
  // Relative socket paths keep within the 107 characters that one may have: nginx runs in the folder.
  const text = configuration(pkis).replace(/unix:(\w+\.sock)/g, `unix:${folder}/$1`);
  writeFileSync(join(folder, 'nginx.conf'), text);
  for (const [index, { chain, key, trusted, crl }] of pkis.entries()) {
    writeFileSync(join(folder, `chain${index}.pem`), chain);
    writeFileSync(join(folder, `key${index}.pem`), key);
    writeFileSync(join(folder, `trusted${index}.pem`), trusted);
    if (crl !== undefined) writeFileSync(join(folder, `crl${index}.pem`), crl);
  }
  const front = join(folder, 'front.sock');
  const log = join(folder, 'error.log');
  const child = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', log], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  try {
    for (let waited = 0; !(await accepts(front)); waited += 1) {
      if (child.exitCode !== null || waited > 1000)
        throw new Error(`nginx does not start: ${readFileSync(log, 'utf8')}`);
      await sleep(10);
    }
    const verdicts: Verdict[] = [];
    for (const index of pkis.keys()) {
      const before = readFileSync(log).length;
      const status = await get(front, `/${index}/`);
      const lines = readFileSync(log).subarray(before).toString('utf8').split('\n');
      const own = lines.filter((line) => line.includes(`"GET /${index}/ `)).join('\n');
      verdicts.push(verdictOf(own, status));
    }
    return verdicts;
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }
}

/** What a native nginx says of each: a TLS server of its own shows the chain, a location verifies it. */
export async function nativeVerdicts(nginx: string, pkis: readonly RandomPki[]): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let at = 0; at < pkis.length; at += batch) {
    verdicts.push(...(await askBatch(nginx, pkis.slice(at, at + batch))));
  }
  return verdicts;
}
