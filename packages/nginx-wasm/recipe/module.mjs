// One pair of builds.json as a WebAssembly module: built, kept with manifest and licences, and built again to see the same bytes.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cache, recipeHash, setHash, sha256 } from './cache.mjs';
import { toolVersions } from './toolchain.mjs';
import { inWorkshop } from './workshop.mjs';

const licences = {
  nginx: ['LICENSE'],
  openssl: ['LICENSE.txt'],
  pcre2: ['LICENCE.md', 'LICENCE'],
  zlib: ['LICENSE', 'README'],
};

/** What every module that this recipe made of a pair has in its folder's name; its sources' hash follows. */
const keptAs = (pair) => `${pair.name}-${recipeHash()}-`;

/** The module of a pair that was built last, with its folder; undefined where none was. */
export function keptModule(pair) {
  const folders = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith(keptAs(pair))) : [];
  const manifests = folders.map((name) => join(cache, name, 'manifest.json')).filter((path) => existsSync(path));
  const [last] = manifests.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return last === undefined ? undefined : { folder: dirname(last), manifest: JSON.parse(readFileSync(last, 'utf8')) };
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
    const into = join(cache, `${keptAs(pair)}${setHash(sources).slice(0, 16)}`);
    const folder = join(cache, `.${process.pid}-${pair.name}`);
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
export function buildTheSameAgain(pair, kept, archives) {
  const now = toolVersions();
  const changed = Object.keys(kept.tools).some((tool) => kept.tools[tool] !== now[tool]);
  // Other tools make other bytes.
  if (changed) buildModule(pair, archives(kept.sources));
  const { sources, sha256: expected } = changed ? keptModule(pair).manifest : kept;
  const found = compile(pair, 'elsewhere-and-with-a-longer-name', archives(sources), (work) =>
    sha256(readFileSync(join(work, 'nginx.wasm'))),
  );
  if (found !== expected) throw new Error(`nginx ${pair.name}: the bytes differ: ${expected} before, ${found} now`);
}
