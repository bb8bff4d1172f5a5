import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DistantBottle } from '../chromium/distant-bottle.js';
import type { NginxBuild } from '../nginx/build.js';
import { corpus, mutated, vocabulary } from './corpus.js';

/** What a sandbox can't know of another machine, or has otherwise; each with its reason. */
const unknowable: readonly { readonly reason: string; readonly native: RegExp }[] = [
  { reason: 'names: all resolve', native: /host not found in/ },
  { reason: 'accounts: all exist', native: /getpwnam\(|getgrnam\(/ },
  { reason: 'addresses and ports: all are free', native: /bind\(\) to .* failed/ },
  {
    reason: 'folders of what nginx creates: all exist',
    native:
      /(open|mkdir|chmod|chown)\(\) "[^"]*" failed \(\d+: (No such file|Not a directory|Permission denied|Is a directory)/,
  },
  { reason: 'modules that are loaded: not there', native: /dlopen\(\)|module ".*" is/ },
  { reason: 'threads: there are none', native: /thread_pool|threads/ },
  { reason: 'kernel and limits', native: /setrlimit|getrlimit|could not build|sched_setaffinity|no CPU found/ },
];

/** ngx_int_t has 32 bits in WebAssembly, 64 in a native nginx. */
const largeNumber = /\d{10,}/;

/** Directives of modules that Debian adds and the bottle does not have, or the other way round. */
const foreign = /unknown directive|the .* parameter requires/;

export interface ConfigurationDifference {
  readonly name: string;
  readonly text: string;
  readonly native: string;
  readonly bottle: string;
}

export interface ConfigurationReport {
  readonly compared: number;
  readonly equal: number;
  readonly unknowable: Readonly<Record<string, number>>;
  readonly differences: readonly ConfigurationDifference[];
}

/** The lines that are about the configuration, without times and process numbers. */
function verdictOf(output: string, folder: string): string {
  return output
    .split('\n')
    .map((line) => line.replace(/^\d{4}\/\d\d\/\d\d [\d:]+ (\[\w+\]) \d+#\d+: /, 'nginx: $1 '))
    .filter((line) => /^nginx: (\[(emerg|alert|crit|error|warn)\]|configuration file|the configuration)/.test(line))
    .map((line) => line.replaceAll(folder, '/etc/nginx'))
    .join('\n');
}

/** Compares `nginx -t` of a native nginx with the bottle's over the corpus and `count` mutations of it. */
export async function compareConfigurations(
  bottle: DistantBottle,
  build: NginxBuild,
  count: number,
): Promise<ConfigurationReport> {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-differential-'));
  const texts = corpus();
  const words = vocabulary(texts.map(({ text }) => text));
  const cases = [
    ...texts,
    ...Array.from({ length: count }, (_, seed) => {
      const base = texts[seed % texts.length] ?? { name: '', text: '' };
      return { name: `${base.name}, mutation ${seed}`, text: mutated(base.text, seed, words) };
    }),
  ];
  const counted: Record<string, number> = {};
  const differences: ConfigurationDifference[] = [];
  let equal = 0;
  mkdirSync(join(folder, 'logs'));
  const load = build.streamModule === undefined ? '' : `load_module ${build.streamModule};`;
  try {
    for (const { name, text } of cases) {
      writeFileSync(join(folder, 'nginx.conf'), text);
      const globals = /^\s*stream\b/m.test(text) ? load : '';
      const args = ['-t', '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr', '-g', globals];
      const run = spawnSync(build.path, args, { encoding: 'utf8', timeout: 30_000 });
      const native = verdictOf(run.stderr, folder);
      const { output } = await bottle.testConfiguration({ '/etc/nginx/nginx.conf': text });
      const played = verdictOf(output, '/etc/nginx');
      const excuse = unknowable.find((each) => each.native.test(native))?.reason;
      if (native === played) equal += 1;
      else if (excuse !== undefined) counted[excuse] = (counted[excuse] ?? 0) + 1;
      else if (foreign.test(native) !== foreign.test(played)) counted['modules'] = (counted['modules'] ?? 0) + 1;
      else if (largeNumber.test(played))
        counted['numbers above 2147483647'] = (counted['numbers above 2147483647'] ?? 0) + 1;
      else differences.push({ name, text, native, bottle: played });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { compared: cases.length, equal, unknowable: counted, differences };
}
