import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Outcome, World } from '@stackengine/engine';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { createLab, type Lab } from '../lab.js';
import { compareOutcomes } from './compare.js';
import { comparedWorlds } from './worlds.js';

const usage = `node lab/dist/differential/main.js --module FILE [--nginx PATH] [--only PATTERN] [--all-layouts] [--jobs N] [--bottle-only]
  Plays every world on a native nginx and in the bottle of the same version, and says where they differ.`;

/** nginx's request and the upstream's close have crossed: chance decides which line a native nginx writes (see scenario/run.ts). */
const crossed = /SSL_write\(\) failed \(\d+: [^)]*\) while sending request to upstream/;

async function playNatively(lab: Lab, world: World): Promise<Outcome> {
  let outcome = await lab.play(world);
  for (let tries = 1; tries < 10 && crossed.test(outcome.errorLog); tries += 1) outcome = await lab.play(world);
  return outcome;
}

const { values } = parseArgs({
  options: {
    nginx: { type: 'string', default: '/usr/sbin/nginx' },
    module: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    'all-layouts': { type: 'boolean', default: false },
    'bottle-only': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<number> {
  if (values.help || values.module === undefined) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const module = compileModule(readFileSync(values.module));
  const bottle = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });
  const pattern = new RegExp(values.only ?? '');
  const chosen = comparedWorlds(values['all-layouts'] ? Number.POSITIVE_INFINITY : undefined).filter(({ id }) =>
    pattern.test(id),
  );
  const jobs = Number(values.jobs);
  const lab = await createLab({ nginx: values.nginx, workers: jobs });
  console.log(`native nginx ${lab.nginx}, ${lab.tls}; bottle nginx ${bottle.nginx}, ${bottle.tls}`);
  let failed = 0;
  let spent = 0;
  const left = [...chosen];
  const worker = async () => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      const { id, world } = task;
      try {
        const native = values['bottle-only'] ? undefined : await playNatively(lab, world);
        const before = performance.now();
        const played = await bottle.play(world);
        spent += performance.now() - before;
        if (values['bottle-only']) {
          console.log(id, JSON.stringify(played, undefined, 1));
          continue;
        }
        const problems = native === undefined ? [] : compareOutcomes(native, played);
        if (problems.length > 0) failed += 1;
        console.log(
          `${problems.length === 0 ? 'ok  ' : 'DIFF'} ${id}${problems.map((problem) => `\n       ${problem}`).join('')}`,
        );
      } catch (error) {
        failed += 1;
        console.log(`FAIL ${id}\n       ${error instanceof Error ? error.stack : error}`);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    await lab.close();
  }
  console.log(
    `${chosen.length - failed} equal, ${failed} differ; ${(spent / chosen.length).toFixed(1)} ms a world in the bottle`,
  );
  return failed === 0 && chosen.length > 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
