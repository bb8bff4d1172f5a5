import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bottle, compileModule, openBottle } from '@stackengine/nginx-wasm';

const folder = fileURLToPath(new URL('../../../packages/nginx-wasm/modules', import.meta.url));

/** The versions of nginx for which there is a module (packages/nginx-wasm/recipe/build.mjs). */
export const builtVersions = (): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Throws where this version was not built. */
export const moduleOf = (version: string): Uint8Array =>
  Uint8Array.from(readFileSync(join(folder, version, 'nginx.wasm')));

/** The bottle of an nginx version; throws where it was not built. Its worlds begin now. */
export function bottleOf(version: string, now = Date.now()): Bottle {
  return openBottle({ module: compileModule(moduleOf(version)), now, elapsed: () => performance.now() });
}
