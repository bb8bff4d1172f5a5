import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { causes } from '@stackengine/engine';
import { type Bottle, compileModule, openBottle } from '@stackengine/nginx-wasm';
import { checks, runCheck } from './atlas/self-check.js';
import { createLab, type Lab } from './lab.js';
import { byHand } from './scenario/by-hand.js';
import { scenariosOf } from './scenario/combine.js';
import { isBuilt } from './scenario/command-line.js';
import { type Judges, runReproduced } from './scenario/reproduce.js';
import { runBroken, runScenario } from './scenario/run.js';

const usage = `node lab/dist/main.js [--nginx PATH] [--only PATTERN] [--list] [--self-check] [--reproduce [--module FILE]] [--all-layouts] [--jobs N]
  Plays every scenario on a native nginx. --self-check: only what nginx itself does, without the command line.
  --reproduce: whether the engine, playing the configuration, names the cause and proves its fix: natively, or in a bottle's module.
  --all-layouts: every cause in every layout that it fits, instead of by address and in two others.
  --no-reproduce: the command line judges by text alone.`;

const { NGINX: nginxByDefault = '/usr/sbin/nginx' } = process.env;

interface Task {
  readonly id: string;
  readonly run: (lab: Lab) => Promise<readonly string[]>;
}

const { values } = parseArgs({
  options: {
    nginx: { type: 'string', default: nginxByDefault },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    list: { type: 'boolean', default: false },
    'self-check': { type: 'boolean', default: false },
    reproduce: { type: 'boolean', default: false },
    module: { type: 'string' },
    'all-layouts': { type: 'boolean', default: false },
    'no-reproduce': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

let bottle: Bottle | undefined;

/** The bottle where one is named, else the lab. */
function playerIn(lab: Lab): Judges {
  if (values.module === undefined) return { play: lab.play };
  bottle ??= openBottle({ module: compileModule(readFileSync(values.module)), now: Date.now() });
  return bottle;
}

function allTasks(): readonly Task[] {
  const played = checks.map((each) => ({ id: `nginx: ${each.id}`, run: (lab: Lab) => runCheck(lab, each) }));
  const combined = scenariosOf(causes, values['all-layouts'] ? Number.POSITIVE_INFINITY : undefined);
  const scenarios = [...combined, ...byHand];
  if (values.reproduce)
    return scenarios.map((each) => ({
      id: `reproduced: ${each.id}`,
      run: (lab: Lab) => runReproduced(lab, playerIn(lab), each),
    }));
  if (values['self-check']) {
    return [
      ...played,
      ...scenarios.map((each) => ({ id: `broken: ${each.id}`, run: (lab: Lab) => runBroken(lab, each) })),
    ];
  }
  return [
    ...played,
    ...scenarios.map((each) => ({ id: each.id, run: (lab: Lab) => runScenario(lab, each, !values['no-reproduce']) })),
  ];
}

async function runAll(lab: Lab, chosen: readonly Task[], jobs: number): Promise<number> {
  const left = [...chosen];
  let failed = 0;
  const worker = async () => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      const problems = await task.run(lab).catch((error: unknown) => [String(error)]);
      if (problems.length > 0) failed += 1;
      console.log(
        `${problems.length === 0 ? 'ok  ' : 'FAIL'} ${task.id}${problems.map((problem) => `\n       ${problem}`).join('')}`,
      );
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return failed;
}

async function main(): Promise<number> {
  const pattern = new RegExp(values.only ?? '');
  const chosen = allTasks().filter(({ id }) => pattern.test(id));
  if (values.help) console.log(usage);
  if (values.list) for (const { id } of chosen) console.log(id);
  if (values.help || values.list) return 0;
  if (!values['self-check'] && !values.reproduce && !isBuilt()) {
    throw new Error('packages/cli is not built: run `npm run build`, or take --self-check');
  }
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error(`--jobs ${values.jobs}: a number from 1 on is needed`);
  const lab = await createLab({ nginx: values.nginx, workers: jobs });
  try {
    console.log(`nginx ${lab.nginx}, ${lab.tls}`);
    const failed = await runAll(lab, chosen, jobs);
    console.log(`${chosen.length - failed} passed, ${failed} failed`);
    return failed === 0 && chosen.length > 0 ? 0 : 1;
  } finally {
    await lab.close();
  }
}

// The folder goes with an orderly exit; what a SIGKILL leaves is removed by the next start.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
