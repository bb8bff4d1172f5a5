import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Bottle, compileModule, openBottle } from '@stackengine/nginx-wasm';
import { Refusal } from '../refusal.js';

interface Built {
  readonly version: string;
  readonly path: string;
  readonly isDefault: boolean;
}

/** The builds that ship with the package, or that `npm start` has made; none where it could not. */
function builds(): readonly Built[] {
  const folder = fileURLToPath(new URL('../modules/', import.meta.resolve('@stackengine/nginx-wasm')));
  try {
    return readdirSync(folder).map((version) => {
      const manifest: unknown = JSON.parse(readFileSync(`${folder}${version}/manifest.json`, 'utf8'));
      const isDefault =
        typeof manifest === 'object' && manifest !== null && 'default' in manifest && manifest.default === true;
      return { version, path: `${folder}${version}/nginx.wasm`, isDefault };
    });
  } catch {
    return [];
  }
}

const isOf = (wanted: string, version: string) => version === wanted || version.startsWith(`${wanted}.`);

/**
 * nginx in memory: of the version wanted (`1.22` is any build of 1.22), or the default. Undefined where none was built and none is
 * asked for by name.
 */
export function bottleFor(wanted: string | undefined): Bottle | undefined {
  const all = builds();
  const found = all.find(({ version, isDefault }) => (wanted === undefined ? isDefault : isOf(wanted, version)));
  if (found === undefined && wanted !== undefined) {
    const there = all.map(({ version }) => version).join(', ');
    throw new Refusal(
      `--nginx ${wanted}: ${there === '' ? 'no nginx was built for WebAssembly here' : `there is ${there}`}`,
    );
  }
  if (found === undefined) return undefined;
  return openBottle({
    module: compileModule(readFileSync(found.path)),
    now: Date.now(),
    elapsed: () => performance.now(),
  });
}
