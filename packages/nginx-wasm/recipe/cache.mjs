// Where builds are kept, outside the checkout, and what tells one from another.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const recipe = dirname(fileURLToPath(import.meta.url));
export const home = dirname(recipe);
export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'stackengine', 'nginx-wasm');

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A set of sources, whichever version of each. */
export const setHash = (sources) =>
  sha256(
    Object.values(sources)
      .map((each) => each.sha256)
      .join(' '),
  );

const native = ['options.sh', 'libraries.sh', 'native.sh'].map((file) => join(recipe, file));

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(`${file.slice(home.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** Of everything that decides about a module's bytes, but for the sources and the tools, which its manifest names. */
export function recipeHash() {
  const files = [...filesBelow(recipe), ...filesBelow(join(home, 'c'))];
  return hashOf(files.filter((file) => !/\.mjs$|\/tested\.json$|\/native\.sh$/.test(file)));
}

export const nativeRecipeHash = () => hashOf(native);
