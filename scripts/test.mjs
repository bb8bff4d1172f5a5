// `npm test`: everything that says whether this checkout is good, from nothing but Node. Each step ends in one line.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './install.mjs';
import { node24 } from './node24.mjs';
import { environment, node, root } from './run.mjs';

const ci = Boolean(process.env.CI) && process.env.CI !== 'false';
const recipe = 'packages/nginx-wasm/recipe/build.mjs';
const scratch = mkdtempSync(join(tmpdir(), 'stackengine-test-'));
const lines = [];
/** What failed, by name; told last, where only the end of a run is kept. */
const failures = [];
const total = { passed: 0, failed: 0 };

const ready =
  (await step('install', async () => verdict(install() !== undefined))) &&
  (await step('build', () => script('node_modules/typescript/bin/tsc', ['-b']))) &&
  (await step('scan', () => script('packages/scan/build.mjs'))) &&
  (await step('bundle', () => script('scripts/bundle.mjs')));

if (ready) {
  await step('layers', () => script('scripts/check-layers.mjs'));
  await step('biome', () => script('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']));
  await step('knip', () => script('node_modules/knip/bin/knip.js'));
  const modules = await step('nginx as WebAssembly', () => script(recipe));
  if (modules) await step('the same bytes', () => script(recipe, ['--same-bytes']));
  const page = await step('page', () => script('packages/sandbox/build.mjs'));
  if (page) await step('the same page', samePage);
  if (page) await step('sizes of the page', sizes);
  await step('packages', () => script('scripts/check-packages.mjs'));
  await step('monitoring', monitoring);
  const nginx = await step('nginx', () => script('scripts/install-nginx.mjs'));
  const chromium = await step('chromium', () => script('scripts/install-chromium.mjs'));
  await step(`tests on Node ${process.versions.node}`, () => suite(process.execPath, ['--coverage']));
  await onNode24();
  if (page && chromium)
    await step('page in Chromium', () =>
      suite(process.execPath, ['--config', 'packages/sandbox/browser/vitest.config.ts']),
    );
  if (nginx) {
    await step('lab', () => lab('main.js', []));
    await redaction();
    if (modules) await comparisons();
    if (modules && chromium) await inChromium();
    await onMainline();
  } else {
    say('lab: not run, there is no nginx', 'failed');
  }
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}\n`);
for (const failure of failures.slice(0, 20)) console.log(`failed: ${failure}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** Runs one step, times it, and counts it: by its own tests where it has any, as one otherwise. */
async function step(name, work) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const { ok, passed = ok ? 1 : 0, failed = ok ? 0 : 1, note = '' } = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  total.passed += passed;
  // A step that fails without a failing test (coverage, a crash) counts as one failure.
  total.failed += ok ? failed : Math.max(failed, 1);
  const counted = passed + failed > 1 ? `${passed} passed, ${failed} failed` : '';
  lines.push(
    `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(24)} ${seconds.padStart(6)} s  ${[counted, note].filter(Boolean).join('; ')}`,
  );
  return ok;
}

function say(text, outcome) {
  if (outcome === 'failed') total.failed += 1;
  lines.push(`${outcome === 'failed' ? 'FAILED' : 'note  '} ${text}`);
}

/** Without promtool a part of it can't be checked, and is told. */
async function monitoring() {
  const { ok, output } = await stream(process.execPath, ['scripts/check-monitoring.mjs']);
  return { ok, note: /^note: (.*)$/m.exec(output)?.[1] ?? '' };
}

/** Built again, every file of the page has the same bytes. */
async function samePage() {
  const sums = join(root, 'packages/sandbox/site/SHA256SUMS');
  const before = readFileSync(sums, 'utf8');
  const { ok } = await script('packages/sandbox/build.mjs');
  return verdict(ok && readFileSync(sums, 'utf8') === before);
}

/** Against `packages/sandbox/.size-limit.json`. */
function sizes() {
  const [bin, cwd] = [join(root, 'node_modules/size-limit/bin.js'), join(root, 'packages/sandbox')];
  return verdict(node([bin], { cwd }).ok);
}

async function script(path, args = []) {
  if (!existsSync(join(root, path))) {
    console.log(`${path} is missing`);
    return verdict(false);
  }
  return verdict((await stream(process.execPath, [path, ...args])).ok);
}

/** vitest, by the Node given; its own report says how many tests ran. */
async function suite(node, args) {
  const report = join(scratch, `vitest-${args.length}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { ok } = await stream(node, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
  if (!existsSync(report)) return verdict(false);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  for (const { assertionResults } of testResults)
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === 'failed') failures.push(`${fullName}\n    ${failureMessages.join('\n').slice(0, 600)}`);
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) console.log(`${skipped} tests were skipped: a test that can't run has to fail`);
  return {
    ok: ok && skipped === 0 && numPassedTests > 0,
    passed: numPassedTests,
    failed: numFailedTests + skipped,
    note: args.includes('--coverage') ? coverage() : '',
  };
}

function coverage() {
  const summary = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(summary)) return '';
  return `${JSON.parse(readFileSync(summary, 'utf8')).total.statements.pct} % of statements`;
}

/** Each bottle against a native nginx of its version: Debian's, and the one that is built from the module's own sources. */
async function comparisons() {
  await compared('bottle 1.22.1', [], '0-500');
  const native = await built('1.26.3');
  if (native !== undefined) await compared('bottle 1.26.3', ['--nginx', native], '500-1000');
}

/** Cures take ten questions a PKI, so each version is asked about its half of them: `seeds`. */
async function compared(name, args, seeds) {
  await step(`${name}: worlds`, () => lab('differential/main.js', ['worlds', ...args]));
  await step(`${name}: configurations`, () => lab('differential/main.js', ['configurations', ...args]));
  await step(`${name}: chains`, () => lab('differential/main.js', ['chains', ...args]));
  await step(`${name}: cures`, () => lab('differential/main.js', ['cures', '--only', seeds, ...args]));
}

/** Redaction against the labelled corpus. */
async function redaction() {
  for (const part of ['own', 'held-out', 'dictionary', 'field'])
    await step(`redaction corpus, ${part}`, () => lab('redaction/main.js', ['--part', part, '--seeds', '0-60']));
  await step('redaction of hostile text', () => lab('redaction/main.js', ['--hostile']));
}

/** The path of a native nginx, or undefined where it could not be built. */
async function built(name) {
  let path;
  await step(`native nginx ${name}`, async () => {
    const { ok, output } = await stream(process.execPath, [recipe, '--native', name]);
    if (ok) path = output.trim();
    return verdict(ok);
  });
  return path;
}

/** The same with the bottle in a Chromium worker, every world in one layout; its own tests run there among the others. */
async function inChromium() {
  await step('Chromium: worlds', () =>
    lab('differential/main.js', ['worlds', '--chromium', '--only', '^other| in address$']),
  );
}

/** The lab prints its own count as its last words. */
async function lab(program, args) {
  const { ok, output } = await stream(process.execPath, [`lab/dist/${program}`, ...args]);
  const counts = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return counts === undefined ? verdict(ok) : { ok, passed: Number(counts[1]), failed: Number(counts[2]) };
}

/** A current nginx comes from Python's package index, which not every machine reaches; each scenario in one layout. */
async function onMainline() {
  const { ok, output } = await stream(process.execPath, ['scripts/install-nginx.mjs', '--mainline']);
  if (ok)
    await step('lab on mainline', () =>
      lab('main.js', ['--no-reproduce', '--only', '^nginx: | in address$', '--nginx', output.trim()]),
    );
  else say('lab on mainline: not run, its package was not reached', 'note');
}

/** What people run; the lab and the browser don't care which Node tests them. */
async function onNode24() {
  if (process.versions.node.startsWith('24.')) return;
  const { path, reason } = node24();
  if (path !== undefined) await step('tests on Node 24', () => suite(path, ['packages/cli', 'docs']));
  else say(`tests on Node 24: not run, ${reason}`, ci ? 'failed' : 'note');
}

function verdict(ok) {
  return { ok };
}

/** Prints what the program prints while it runs, and returns it. */
function stream(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (part) => {
      output += part;
      process.stdout.write(part);
    });
    child.stderr.on('data', (part) => process.stderr.write(part));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (status) => resolve({ ok: status === 0, output }));
  });
}
