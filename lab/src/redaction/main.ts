import { parseArgs } from 'node:util';
import { composeFiles } from './compose.js';
import { dictionaryKinds } from './dictionary/index.js';
import { fieldKinds } from './field/index.js';
import { heldOutKinds } from './held-out/index.js';
import { printHostile } from './hostile.js';
import { judgeFiles, type Miss } from './judge.js';
import { ownKinds } from './kinds/index.js';
import type { Expected, Kind } from './labelled.js';

const usage = `node lab/dist/redaction/main.js [--part own|held-out|dictionary|field] [--seeds FROM-TO] [--misses] | --hostile
  Redacts composed files and says of how many marks it was right; exit 1 where that is too few.
  --part: the half of the rules' author, the half that somebody else wrote, one whose names and values come from dictionaries,
    or what operators paste, by a third author.
  --misses: shows what was wrong.
  --hostile: how the time grows with texts that are made to take long.`;

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'own' },
    seeds: { type: 'string', default: '0-20' },
    misses: { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const parts: ReadonlyMap<string, readonly Kind[]> = new Map([
  ['own', ownKinds],
  ['held-out', heldOutKinds],
  ['dictionary', dictionaryKinds],
  ['field', fieldKinds],
]);

interface Sum {
  readonly expected: Expected;
  right: number;
  all: number;
}

const share = ({ right, all }: { right: number; all: number }): number => (all === 0 ? 1 : right / all);
const percent = (part: number): string => `${(part * 100).toFixed(2)} %`;

function main(): number {
  const kinds = parts.get(values.part);
  if (values.help || kinds === undefined) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  if (values.hostile) return printHostile();
  const [from = 0, to = 20] = values.seeds.split('-').map(Number);
  const sums = new Map<string, Sum>();
  const misses: Miss[] = [];
  const broken: string[] = [];
  for (let seed = from; seed < to; seed++) {
    const judged = judgeFiles(composeFiles(kinds, seed));
    for (const [key, count] of judged.counts) {
      const sum = sums.get(key) ?? { expected: count.expected, right: 0, all: 0 };
      sums.set(key, sum);
      sum.right += count.right;
      sum.all += count.all;
    }
    misses.push(...judged.misses);
    broken.push(...judged.broken.map((text) => `seed ${seed}: ${text}`));
  }
  if (sums.size === 0) console.log(`there are no kinds in ${values.part}`);
  return sums.size === 0 ? 1 : print(sums, misses, broken);
}

function print(sums: ReadonlyMap<string, Sum>, misses: readonly Miss[], broken: readonly string[]): number {
  const bars: Readonly<Record<Expected, number>> = {
    secret: values.part === 'own' ? 0.999 : 0.99,
    identity: 0.995,
    keep: 0.995,
    hard: 0.6,
  };
  let failed = broken.length;
  for (const [key, sum] of [...sums].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const low = sum.expected !== 'hard' && share(sum) < (sum.expected === 'secret' ? 0.98 : 0.95);
    if (share(sum) < 1) console.log(`${low ? 'LOW ' : '    '}${key}: ${sum.right} of ${sum.all}`);
    if (low && sum.expected === 'secret') failed += 1;
  }
  if (values.misses)
    for (const { mark, file, line, value, rules } of misses)
      console.log(
        `${mark.expected} ${mark.kind} ${file}: ${JSON.stringify(value)}\n    ${line}\n    ${rules.join(', ')}`,
      );
  for (const text of broken) console.log(`BROKEN ${text}`);
  for (const expected of ['secret', 'identity', 'keep', 'hard'] as const) {
    const all = [...sums.values()].filter((sum) => sum.expected === expected);
    const total = all.reduce((one, sum) => ({ right: one.right + sum.right, all: one.all + sum.all }), {
      right: 0,
      all: 0,
    });
    const low = share(total) < bars[expected];
    if (low) failed += 1;
    console.log(
      `${low ? 'LOW ' : 'ok  '}${expected}: ${total.right} of ${total.all}, ${percent(share(total))} (bar ${percent(bars[expected])}), ${all.length} kinds`,
    );
  }
  console.log(`${[...sums.values()].reduce((sum, { right }) => sum + right, 0)} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main();
