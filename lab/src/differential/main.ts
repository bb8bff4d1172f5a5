import { parseArgs } from 'node:util';
import type { Outcome, World } from '@stackengine/engine';
import { type Chromium, startChromium } from '../chromium/browser.js';
import { type DistantBottle, inThisThread } from '../chromium/distant-bottle.js';
import { createLab, type Lab } from '../lab.js';
import { nginxBuild } from '../nginx/build.js';
import { compareChains } from './chains.js';
import { compareOutcomes } from './compare.js';
import { compareConfigurations } from './configurations.js';
import { compareCures } from './cures.js';
import { bottleOf, builtVersions, moduleOf } from './modules.js';
import { comparedWorlds } from './worlds.js';

const usage = `node lab/dist/differential/main.js [worlds|configurations|chains|cures] [--nginx PATH] [--only PATTERN] [--all-layouts] [--jobs N] [--count N] [--chromium]
  worlds: plays every scenario's world on a native nginx and in the bottle of the same version, and says where they differ.
  configurations: compares what \`nginx -t\` says of configurations and --count mutations of them.
  chains: compares the verdicts on --count random PKIs, and on their twins.
  cures: cures --count random PKIs (or those of the seeds --only FROM-TO) as their explanations say, fault by fault; the native nginx has to accept what comes out.
  --chromium: the bottle stands in a Chromium worker instead of in Node.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nginx: { type: 'string', default: '/usr/sbin/nginx' },
    bottle: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    count: { type: 'string', default: '2000' },
    'all-layouts': { type: 'boolean', default: false },
    chromium: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/**
 * Chance decides some lines of a native nginx: which of two messages crosses the other. What it writes in one of several plays it may
 * write; the bottle has to write one of these.
 */
async function differences(lab: Lab, world: World, played: Outcome): Promise<readonly string[]> {
  let problems: readonly string[] = [];
  for (let tries = 0; tries < 12; tries += 1) {
    const found = compareOutcomes(await lab.play(world), played);
    if (found.length === 0) return [];
    if (tries === 0) problems = found;
  }
  return problems;
}

async function compareWorlds(lab: Lab, bottle: DistantBottle): Promise<number> {
  const pattern = new RegExp(values.only ?? '');
  const all = comparedWorlds(values['all-layouts'] ? Number.POSITIVE_INFINITY : undefined);
  const chosen = all.filter(({ id }) => pattern.test(id));
  const left = [...chosen];
  let failed = 0;
  let spent = 0;
  const worker = async () => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      const { id, world } = task;
      const before = performance.now();
      const problems = await bottle
        .play(world)
        .then((played) => {
          spent += performance.now() - before;
          return differences(lab, world, played);
        })
        .catch((error: unknown) => [String(error)]);
      if (problems.length > 0) failed += 1;
      const lines = problems.map((problem) => `\n       ${problem}`).join('');
      console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${id}${lines}`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
  console.log(`${(spent / chosen.length).toFixed(1)} ms a world in the bottle`);
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 && chosen.length > 0 ? 0 : 1;
}

async function printConfigurations(lab: Lab, bottle: DistantBottle, now: number): Promise<number> {
  const report = await compareConfigurations(bottle, lab, Number(values.count), now);
  for (const { name, native, bottle: played } of report.differences) {
    console.log(`FAIL ${name}\n       native: ${native}\n       bottle: ${played}`);
  }
  console.log(`${report.compared - report.differences.length} passed, ${report.differences.length} failed`);
  return report.differences.length === 0 ? 0 : 1;
}

async function printChains(bottle: DistantBottle, now: number): Promise<number> {
  const report = await compareChains(bottle, values.nginx, Number(values.count), now);
  for (const problem of report.problems) console.log(`FAIL ${problem}`);
  const counts = Object.entries(report.verdicts).map(([verdict, count]) => `${verdict}: ${count}`);
  console.log(`verdicts by what nginx said: ${counts.join(', ')}`);
  for (const { name, asked, sameVerdict, sameCode } of report.others)
    console.log(`${name}, of ${asked}: ${sameVerdict} with nginx's verdict, ${sameCode} with its code`);
  const failed = report.problems.length;
  console.log(`${Math.max(0, report.compared - failed)} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function printCures(now: number): Promise<number> {
  const { version } = nginxBuild(values.nginx);
  const { verifyChain } = bottleOf(values.bottle ?? version, now);
  const [first = 0, last = Number(values.count)] = values.only?.split('-').map(Number) ?? [];
  const report = await compareCures(verifyChain, values.nginx, { first, last }, now);
  for (const problem of report.problems) console.log(`FAIL ${problem}`);
  const counts = Object.entries(report.applied).map(([cure, count]) => `${cure}: ${count}`);
  console.log(`cures: ${counts.join(', ')}`);
  const failed = report.problems.length;
  console.log(`${Math.max(0, report.compared - failed)} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const [what = 'worlds'] = positionals;
  if (values.help || !['worlds', 'configurations', 'chains', 'cures'].includes(what)) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const { version, tls } = nginxBuild(values.nginx);
  if (!builtVersions().includes(values.bottle ?? version)) {
    throw new Error(`there is no bottle of nginx ${version}: node packages/nginx-wasm/recipe/build.mjs`);
  }
  const now = Date.now();
  const chromium = values.chromium ? await startChromium() : undefined;
  try {
    const bottle = await openBottle(values.bottle ?? version, now, chromium);
    const place = chromium === undefined ? `Node ${process.versions.node}` : `Chromium ${chromium.version}`;
    console.log(`native nginx ${version}, ${tls}; bottle nginx ${bottle.nginx}, ${bottle.tls}, in ${place}`);
    return await compare(what, bottle, now);
  } finally {
    await chromium?.close();
  }
}

const openBottle = async (version: string, now: number, chromium: Chromium | undefined): Promise<DistantBottle> =>
  chromium === undefined ? inThisThread(bottleOf(version, now)) : chromium.openBottle(moduleOf(version), now);

async function compare(what: string, bottle: DistantBottle, now: number): Promise<number> {
  if (what === 'chains') return printChains(bottle, now);
  if (what === 'cures') return printCures(now);
  const lab = await createLab({ nginx: values.nginx, workers: Number(values.jobs) });
  try {
    return await (what === 'configurations' ? printConfigurations(lab, bottle, now) : compareWorlds(lab, bottle));
  } finally {
    await lab.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
