import type { DistantBottle } from '../chromium/distant-bottle.js';
import type { Lab } from '../lab.js';
import { corpus, mainFile, mutated, type TestedConfiguration, textOf, vocabulary } from './corpus.js';

export interface ConfigurationDifference {
  readonly name: string;
  readonly text: string;
  readonly native: string;
  readonly bottle: string;
}

export interface ConfigurationReport {
  readonly compared: number;
  readonly differences: readonly ConfigurationDifference[];
}

/** The lines that are about the configuration, without times and process numbers. */
function verdictOf(output: string): string {
  return output
    .split('\n')
    .map((line) => line.replace(/^\d{4}\/\d\d\/\d\d [\d:]+ (\[\w+\]) \d+#\d+: /, 'nginx: $1 '))
    .filter((line) => /^nginx: (\[(emerg|alert|crit|error|warn)\]|configuration file|the configuration)/.test(line))
    .join('\n');
}

function mutations(bases: readonly TestedConfiguration[], count: number): readonly TestedConfiguration[] {
  const words = vocabulary(bases.map(textOf));
  return Array.from({ length: count }, (_, seed) => {
    const base = bases[seed % bases.length] ?? { name: '', files: {} };
    const text = mutated(textOf(base), seed, words);
    return { name: `${base.name}, mutation ${seed}`, files: { ...base.files, [mainFile]: text } };
  });
}

/** Compares `nginx -t` of a native nginx with the bottle's over the corpus and `count` mutations of it. */
export async function compareConfigurations(
  bottle: DistantBottle,
  lab: Lab,
  count: number,
  now: number,
): Promise<ConfigurationReport> {
  const bases = corpus(new Date(now));
  const cases = [...bases, ...mutations(bases, count)];
  const differences: ConfigurationDifference[] = [];
  const left = [...cases];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { name, files } = next;
      const native = verdictOf((await lab.test(files)).output);
      const played = verdictOf((await bottle.testConfiguration(files)).output);
      if (native !== played) differences.push({ name, text: textOf(next), native, bottle: played });
    }
  };
  await Promise.all([worker(), worker()]);
  return { compared: cases.length, differences };
}
