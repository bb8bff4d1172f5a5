import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fittingBuilds, type LogWriter, type PlayingBuild, unknownWriter } from '@stackengine/engine';
import { type Bottle, compileModule, openBottle } from '@stackengine/nginx-wasm';
import { Refusal } from '../refusal.js';

interface Built extends PlayingBuild {
  readonly path: string;
}

/** The builds that ship with the package, or that `npm start` has made; none where it could not. */
function builds(): readonly Built[] {
  const folder = fileURLToPath(new URL('../modules/', import.meta.resolve('@stackengine/nginx-wasm')));
  try {
    return readdirSync(folder).map((nginx): Built => {
      const manifest: unknown = JSON.parse(readFileSync(`${folder}${nginx}/manifest.json`, 'utf8'));
      const openssl = text(field(field(field(manifest, 'sources'), 'openssl'), 'version')) ?? '';
      const isDefault = field(manifest, 'default') === true;
      return { nginx, openssl, isDefault, path: `${folder}${nginx}/nginx.wasm` };
    });
  } catch {
    return [];
  }
}

const field = (value: unknown, name: string): unknown =>
  value instanceof Object ? Reflect.get(value, name) : undefined;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isOf = (wanted: string, version: string) => version === wanted || version.startsWith(`${wanted}.`);

/** Opens nginx in memory. */
export type OpenBottle = () => Bottle;

/**
 * nginx in memory: of the version wanted (`1.22` is any build of 1.22), or those that may be like the nginx which wrote the log, the likeliest
 * first. None where none was built and none is asked for by name. One run may take `patience` milliseconds; nginx's clock begins at `now`,
 * milliseconds since 1970.
 */
export function bottlesFor(
  wanted: string | undefined,
  writer: LogWriter = unknownWriter,
  patience = 10_000,
  now = Date.now(),
): readonly OpenBottle[] {
  const all = builds();
  const found =
    wanted === undefined ? fittingBuilds(all, writer) : all.filter(({ nginx }) => isOf(wanted, nginx)).slice(0, 1);
  if (found.length === 0 && wanted !== undefined) {
    const there = all.map(({ nginx }) => nginx).join(', ');
    throw new Refusal(
      `--nginx ${wanted}: ${there === '' ? 'no nginx was built for WebAssembly here' : `there is ${there}`} (in a checkout, node packages/nginx-wasm/recipe/build.mjs builds all)`,
    );
  }
  return found.map(
    ({ path }) =>
      () =>
        openBottle({
          module: compileModule(readFileSync(path)),
          now,
          elapsed: () => performance.now(),
          patience,
        }),
  );
}

/** The first of them. */
export const bottleFor = (...wish: Parameters<typeof bottlesFor>): Bottle | undefined => bottlesFor(...wish)[0]?.();
