/**
 * `npm run bench:redact`: of the secrets in the composed files of the lab's corpus, how many ours finds beside secretlint (its recommended rules) and
 * gitleaks (where Go can build it); how many look-alikes each damages; and how fast ours is. Needs the built packages.
 * A scanner has found what its finding covers by half; ours has to cover all of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRedactor } from '@stackengine/engine';
import { composeFiles } from '../lab/dist/redaction/compose.js';
import { dictionaryKinds } from '../lab/dist/redaction/dictionary/index.js';
import { heldOutKinds } from '../lab/dist/redaction/held-out/index.js';
import { isRight } from '../lab/dist/redaction/judge.js';
import { ownKinds } from '../lab/dist/redaction/kinds/index.js';
import { npm, root } from '../scripts/run.mjs';

const folder = join(root, 'bench/redaction');
const seeds = [0, 1, 2, 3, 4];
const perKind = process.argv.includes('--kinds');

/** What a scanner says of a file: spans, as offsets. */
const scanners = { stackengine: ours, ...(await secretlint()), ...gitleaks() };

function ours(files) {
  return createRedactor()
    .redact(files)
    .map(({ findings }) => findings.map(({ start, end }) => [start, end]));
}

async function secretlint() {
  const installed = npm([
    'ci',
    '--prefix',
    folder,
    '--workspaces=false',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ]);
  if (!installed.ok) {
    console.log('secretlint: not run, it could not be installed');
    return {};
  }
  const require = createRequire(join(folder, 'package.json'));
  const load = async (name) => import(pathToFileURL(require.resolve(name)));
  const { lintSource } = await load('@secretlint/core');
  const { creator } = await load('@secretlint/secretlint-rule-preset-recommend');
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] };
  const spans = async ({ name, text }) => {
    const source = { content: text, filePath: `/corpus/${name}`, ext: '', contentType: 'text' };
    const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
    return messages.map(({ range }) => range);
  };
  return { secretlint: (files) => Promise.all(files.map(spans)) };
}

function gitleaks() {
  const tools = mkdtempSync(join(tmpdir(), 'stackengine-bench-'));
  process.on('exit', () => rmSync(tools, { recursive: true, force: true }));
  const built = spawnSync('go', ['install', 'github.com/zricethezav/gitleaks/v8@v8.30.1'], {
    env: { ...process.env, GOBIN: tools },
    stdio: 'ignore',
  });
  if (built.status !== 0) {
    console.log('gitleaks: not run, Go could not build it');
    return {};
  }
  return { gitleaks: (files) => files.map((file) => leaks(tools, file)) };
}

function leaks(tools, { name, text }) {
  const corpus = mkdtempSync(join(tools, 'corpus-'));
  const report = join(tools, 'report.json');
  mkdirSync(join(corpus, 'files'));
  writeFileSync(join(corpus, 'files', name), text);
  const flags = [
    '--no-banner',
    '--log-level',
    'error',
    '--exit-code',
    '0',
    '--report-format',
    'json',
    '--report-path',
    report,
  ];
  spawnSync(join(tools, 'gitleaks'), ['dir', join(corpus, 'files'), ...flags], { stdio: 'ignore' });
  const lines = text.split('\n');
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1) + line.length + 1);
  return JSON.parse(readFileSync(report, 'utf8')).flatMap(({ Secret, StartLine }) => {
    const at = text.indexOf(Secret, starts[StartLine - 1] ?? 0);
    return at === -1 ? [] : [[at, at + Secret.length]];
  });
}

function covered({ start, end }, spans) {
  let count = 0;
  for (let at = start; at < end; at++) if (spans.some(([from, to]) => from <= at && at < to)) count++;
  return count / (end - start);
}

const isHalfRight = (mark, spans) => {
  const part = covered(mark, spans);
  return mark.expected === 'keep' ? part === 0 : part >= 0.5;
};

const isOursRight = (mark, text, spans) =>
  isRight(mark, text, { findings: spans.map(([start, end]) => ({ start, end })).sort((a, b) => a.start - b.start) });

async function judge(title, kinds) {
  const table = {};
  for (const seed of seeds) {
    const files = composeFiles(kinds, seed);
    for (const [scanner, scan] of Object.entries(scanners)) {
      const found = await scan(files.map(({ name, text }) => ({ name, text })));
      for (const [index, { marks }] of files.entries()) {
        for (const mark of marks) {
          const right =
            scanner === 'stackengine'
              ? isOursRight(mark, files[index].text, found[index])
              : isHalfRight(mark, found[index]);
          for (const key of [mark.expected, ...(perKind ? [`${mark.expected} ${mark.kind}`] : [])]) {
            table[key] ??= {};
            table[key][scanner] ??= [0, 0];
            table[key][scanner][0] += right ? 1 : 0;
            table[key][scanner][1] += 1;
          }
        }
      }
    }
  }
  console.log(`\n${title}, ${seeds.length} seeds: right of all (keep: untouched)`);
  console.log(['', ...Object.keys(scanners)].map((name) => name.padStart(14)).join(''));
  for (const [key, row] of Object.entries(table)) {
    const cells = Object.keys(scanners).map((scanner) =>
      `${((row[scanner][0] / row[scanner][1]) * 100).toFixed(1)} %`.padStart(14),
    );
    console.log(key.padStart(14) + cells.join(''));
  }
}

function speed(name, text) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    createRedactor().redact([{ name, text }]);
    best = Math.min(best, performance.now() - start);
  }
  console.log(`${name.padEnd(24)} ${(text.length / 1000 / best).toFixed(1).padStart(8)} MB/s`);
}

console.log('speed, 4 MB each, the fastest of 8');
const line = (index) =>
  `${20 + (index % 180)}.${index % 251}.${(index * 7) % 251}.${(index * 13) % 251} - - [26/Nov/2026:10:00:00 +0000] "GET /v1/items/${index}?page=${index % 9} HTTP/2.0" 200 512 "https://www.example.com/list" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36"\n`;
const block = (index) =>
  `  location /v${index}/ {\n    proxy_pass https://10.1.${index % 251}.${index % 7}:8443;\n    proxy_set_header Host $host;\n    proxy_set_header Authorization "Bearer tok${index % 40}-aBcD1234";\n    proxy_ssl_verify on;\n    proxy_ssl_trusted_certificate /etc/ssl/ca.pem;\n    proxy_read_timeout 60s;\n  }\n`;
const filled = (make, before = '', after = '') => {
  let text = before;
  for (let index = 0; text.length < 4_000_000; index++) text += make(index);
  return text + after;
};
const errorLine = (index) =>
  `2026/11/26 10:00:00 [error] 31#31: *${index} SSL_do_handshake() failed (SSL: error:0A000086:SSL routines::certificate verify failed) while SSL handshaking to upstream, client: ${20 + (index % 180)}.3.${index % 251}.7, server: shop.acme.com, request: "GET /orders/${index} HTTP/1.1", upstream: "https://10.0.3.${index % 7}:8443/orders/${index}", host: "shop.acme.com"\n`;
speed('access log', filled(line));
speed('error log', filled(errorLine));
speed('dense configuration', filled(block, 'server {\n', '}\n'));

await judge('our own half', ownKinds);
await judge('the held-out half', heldOutKinds);
await judge('names and values from dictionaries', dictionaryKinds);
