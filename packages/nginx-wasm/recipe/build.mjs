// Builds nginx with OpenSSL as WebAssembly, each pair of builds.json, into packages/nginx-wasm/modules. What was built before from the
// same recipe is taken from a cache outside the checkout. usage: build.mjs [--default] [--fresh] [--into FOLDER] [--tested]
// --default: only the default pair; --fresh: build it even if it is in the cache; --tested: record that tests passed on these sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { PrivateApt } from './sources.mjs';

const recipe = dirname(fileURLToPath(import.meta.url));
const home = dirname(recipe);
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'stackengine', 'nginx-wasm');
const toolchain = ['clang', 'lld', 'llvm', 'wasi-libc', 'libclang-rt-14-dev-wasm32', 'binaryen', 'make', 'perl'];
const programs = ['clang', 'wasm-ld', 'llvm-ar', 'wasm-opt', 'make', 'perl', 'tar', 'xz', 'bzip2'];
const licences = {
  nginx: ['LICENSE'],
  openssl: ['LICENSE.txt'],
  pcre2: ['LICENCE.md', 'LICENCE'],
  zlib: ['LICENSE', 'README'],
};

const { values } = parseArgs({
  options: {
    default: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    into: { type: 'string', default: join(home, 'modules') },
    tested: { type: 'boolean', default: false },
  },
});

const builds = JSON.parse(readFileSync(join(recipe, 'builds.json'), 'utf8'));
const testedFile = join(recipe, 'tested.json');

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Of everything that decides about the bytes, but for the sources, which the manifest names. */
function recipeHash() {
  const hash = createHash('sha256');
  for (const file of [...filesBelow(recipe), ...filesBelow(join(home, 'c'))]) {
    if (file === testedFile || file.endsWith('.mjs')) continue;
    hash
      .update(`${file.slice(home.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

const runs = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

function installToolchain() {
  const missing = programs.filter((program) => !runs('sh', '-c', `command -v ${program}`));
  if (missing.length === 0 && existsSync('/usr/lib/wasm32-wasi/libc.a')) return;
  const packages = [...toolchain, 'xz-utils', 'bzip2'];
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !runs('apt-get', '--version'))
    throw new Error(`the toolchain is missing; as root: ${command}`);
  say('installing clang, lld, wasi-libc and binaryen');
  runs('apt-get', 'update', '-qq');
  if (!runs(...command.split(' '))) throw new Error(`${command} failed`);
}

function toolVersions() {
  const { stdout } = spawnSync('dpkg-query', ['-W', ...toolchain], {
    encoding: 'utf8',
  });
  return Object.fromEntries(
    (stdout ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/\s+/)),
  );
}

function shell(script, cwd) {
  const { status, stderr, stdout } = spawnSync('bash', [script], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script}: ${(stderr || stdout || `exit ${status}`).trim().slice(-2000)}`);
}

/** A folder in which every path is relative, with the sources unpacked. */
function prepare(work, sources) {
  for (const [name, { path }] of Object.entries(sources)) {
    const folder = join(work, 'sources', name);
    mkdirSync(folder, { recursive: true });
    if (!runs('tar', '-xf', path, '--strip-components=1', '-C', folder)) throw new Error(`${path} can't be unpacked`);
  }
  cpSync(join(home, 'c'), join(work, 'c'), { recursive: true });
  cpSync(recipe, join(work, 'recipe'), { recursive: true });
}

function isTested(sources) {
  const known = existsSync(testedFile) ? JSON.parse(readFileSync(testedFile, 'utf8')) : [];
  return known.includes(setHash(sources));
}

const setHash = (sources) =>
  sha256(
    Object.values(sources)
      .map((each) => each.sha256)
      .join(' '),
  );

function build(pair, into) {
  installToolchain();
  const apt = new PrivateApt(
    join(cache, 'apt'),
    builds.map(({ suite }) => suite),
  );
  apt.update();
  say(`nginx ${pair.name}: fetching sources`);
  const sources = Object.fromEntries(
    Object.entries(pair.sources).map(([name, wanted]) => [name, apt.fetch(wanted.package, wanted.version)]),
  );
  const work = mkdtempSync(join(tmpdir(), 'stackengine-nginx-wasm-'));
  try {
    prepare(work, sources);
    say(`nginx ${pair.name}: building OpenSSL ${sources.openssl.version}, about a minute`);
    shell('recipe/openssl.sh', work);
    say(`nginx ${pair.name}: building nginx ${sources.nginx.version}, about a minute`);
    shell('recipe/nginx.sh', work);
    keep(pair, sources, work, into);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Module, manifest and licences, all at once. */
function keep(pair, sources, work, into) {
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
}

function provide(pair) {
  const kept = join(cache, `${pair.name}-${recipeHash()}`);
  if (values.fresh || !existsSync(join(kept, 'manifest.json'))) build(pair, kept);
  const target = join(values.into, pair.name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(values.into, { recursive: true });
  cpSync(kept, target, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(kept, 'manifest.json'), 'utf8'));
  if (values.tested) record(manifest.sources);
  const tested = isTested(manifest.sources);
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify({ ...manifest, tested }, undefined, 2)}\n`);
  const { nginx, openssl } = manifest.sources;
  const size = `${(manifest.gzip / 1e6).toFixed(2)} MB gzip`;
  say(
    `nginx ${nginx.version} with OpenSSL ${openssl.version}: ${size}${tested ? '' : '; the tests have not run on these sources'}`,
  );
}

function record(sources) {
  const known = existsSync(testedFile) ? JSON.parse(readFileSync(testedFile, 'utf8')) : [];
  const all = [...new Set([...known, setHash(sources)])].sort();
  writeFileSync(testedFile, `${JSON.stringify(all, undefined, 2)}\n`);
}

function say(text) {
  console.log(text);
}

try {
  for (const pair of builds) if (pair.default || !values.default) provide(pair);
} catch (error) {
  console.error(`nginx could not be built for WebAssembly: ${error.message}`);
  process.exitCode = 1;
}
