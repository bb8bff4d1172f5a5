/**
 * How fast the parser is, beside its peers in one run: node bench/parse.mjs. All get the same generated text; rounds are
 * interleaved, and the fastest counts: the least disturbed one. Ratios hold on any machine, MB/s on the one that ran it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@stackengine/nginx-config';
import WebanticParser from '@webantic/nginx-config-parser';
import { parse as nginxConfParse } from 'nginx-conf/dist/src/parser.js';
import { generateConfiguration } from './generate.mjs';

const rounds = 25;
const text = generateConfiguration(1500);
const megabytes = (value) => Buffer.byteLength(value) / 1e6;

function milliseconds(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}
const fastest = (values) => Math.min(...values);

const peers = {
  '@stackengine/nginx-config': () => parse(text),
  'nginx-conf 2.1.0': () => nginxConfParse(text, () => {}),
  '@webantic/nginx-config-parser 1.6.1': () => new WebanticParser().parse(text),
};
const times = new Map(Object.keys(peers).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, run] of Object.entries(peers)) times.get(name).push(milliseconds(run));
}

/** crossplane times itself, without the start of Python. */
function crossplaneMilliseconds() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(directory, 'nginx.conf'), text);
  const script = `
import sys, time, crossplane
start = time.perf_counter()
crossplane.parse(sys.argv[1], single=True, check_ctx=False, check_args=False)
print((time.perf_counter() - start) * 1000)`;
  const python = process.env.PYTHON ?? 'python3';
  const { status, stdout } = spawnSync(python, ['-c', script, join(directory, 'nginx.conf')], { encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  return status === 0 ? Number(stdout) : undefined;
}

const row = (name, time, size) =>
  `${name.padEnd(38)} ${time.toFixed(1).padStart(8)} ms ${(size / (time / 1000)).toFixed(1).padStart(7)} MB/s`;

console.log(`${megabytes(text).toFixed(2)} MB, 1,500 upstreams and servers; fastest of ${rounds} rounds`);
const own = fastest(times.get('@stackengine/nginx-config'));
const ratio = (time) => `  ${(time / own).toFixed(1)} ×`;
for (const [name, values] of times) console.log(row(name, fastest(values), megabytes(text)) + ratio(fastest(values)));
const crossplane = crossplaneMilliseconds();
if (crossplane === undefined) console.log('crossplane: not installed (PYTHON=… names a Python that has it)');
else console.log(row('crossplane (1 round)', crossplane, megabytes(text)) + ratio(crossplane));

console.log('\nlinearity: one text of each size, fastest of 5 rounds');
for (const size of [1, 10, 50]) {
  const large = generateConfiguration(Math.round((1500 * size) / megabytes(text)));
  const time = fastest(Array.from({ length: 5 }, () => milliseconds(() => parse(large))));
  console.log(row(`${size} MB`, time, megabytes(large)));
}
