// One pair of builds.json as a WebAssembly module: built, kept with manifest and licences, and built again to see the same bytes.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cache, recipeHash, sha256 } from './cache.mjs';
import { toolVersions } from './toolchain.mjs';
import { inWorkshop } from './workshop.mjs';

const licences = {
  nginx: ['LICENSE'],
  openssl: ['LICENSE.txt'],
  pcre2: ['LICENCE.md', 'LICENCE'],
  zlib: ['LICENSE', 'README'],
};

/** Where a pair's module is kept once it was built by this recipe. */
export const keptAt = (pair) => join(cache, `${pair.name}-${recipeHash()}`);

/** The manifest of a module that is kept, or undefined. */
export function keptManifest(pair) {
  const path = join(keptAt(pair), 'manifest.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Compiles a pair and passes `work` the folder in which nginx.wasm and sources lie. */
function compile(pair, name, sources, work) {
  return inWorkshop(name, sources, (folder, shell) => {
    console.error(`nginx ${pair.name}: building OpenSSL ${sources.openssl.version}, about a minute`);
    shell('openssl.sh');
    console.error(`nginx ${pair.name}: building nginx ${sources.nginx.version}, about a minute`);
    shell('nginx.sh');
    return work(folder);
  });
}

/** Builds and keeps module, manifest and licences, all at once. */
export function buildModule(pair, sources) {
  compile(pair, 'nginx-wasm', sources, (work) => {
    const into = keptAt(pair);
    const folder = `${into}.${process.pid}`;
    mkdirSync(folder, { recursive: true });
    const bytes = readFileSync(join(work, 'nginx.wasm'));
    cpSync(join(work, 'nginx.wasm'), join(folder, 'nginx.wasm'));
    for (const [name, candidates] of Object.entries(licences)) {
      const found = candidates.map((file) => join(work, 'sources', name, file)).find(existsSync);
      if (found === undefined) throw new Error(`${name} has no licence among ${candidates.join(', ')}`);
      cpSync(found, join(folder, `LICENSE.${name}`));
    }
    const manifest = {
      name: pair.name,
      default: pair.default,
      sources: Object.fromEntries(Object.entries(sources).map(([name, { path, ...rest }]) => [name, rest])),
      tools: toolVersions(),
      recipe: recipeHash(),
      sha256: sha256(bytes),
      bytes: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
    };
    writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    mkdirSync(dirname(into), { recursive: true });
    rmSync(into, { recursive: true, force: true });
    renameSync(folder, into);
  });
}

/** Throws unless a pair built once more from the sources of the one that is kept, elsewhere, has the same bytes. */
export function buildTheSameAgain(pair, { sources, tools, sha256: expected }, archives) {
  const now = toolVersions();
  const changed = Object.keys(tools).filter((tool) => tools[tool] !== now[tool]);
  if (changed.length > 0)
    throw new Error(`${changed.join(', ')} changed since nginx ${pair.name} was built: build.mjs --fresh`);
  const found = compile(pair, 'elsewhere-and-with-a-longer-name', archives(sources), (work) =>
    sha256(readFileSync(join(work, 'nginx.wasm'))),
  );
  if (found !== expected) throw new Error(`nginx ${pair.name}: the bytes differ: ${expected} before, ${found} now`);
}
