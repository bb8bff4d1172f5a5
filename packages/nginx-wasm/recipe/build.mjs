// Builds nginx with OpenSSL as WebAssembly, each pair of builds.json, into packages/nginx-wasm/modules. What was built before from the
// same recipe is taken from a cache outside the checkout, by the recipe's and the sources' hashes.
// usage: build.mjs [--default] [--fresh] [--into FOLDER] [--tested] | --native NAME | --same-bytes
// --default: only the default pair; --fresh: build it even if it is in the cache; --tested: record that tests passed on these sources.
// --native NAME: builds that pair for this machine instead, from the module's sources, and prints the path of nginx.
// --same-bytes: builds the default pair again, elsewhere, and fails where the module that is kept has other bytes.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, home, recipe, setHash } from './cache.mjs';
import { buildModule, buildTheSameAgain, keptModule } from './module.mjs';
import { provideNative } from './native.mjs';
import { PrivateApt } from './sources.mjs';

const { values } = parseArgs({
  options: {
    default: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    into: { type: 'string', default: join(home, 'modules') },
    tested: { type: 'boolean', default: false },
    native: { type: 'string' },
    'same-bytes': { type: 'boolean', default: false },
  },
});

const builds = JSON.parse(readFileSync(join(recipe, 'builds.json'), 'utf8'));
const testedFile = join(recipe, 'tested.json');
const apt = () =>
  new PrivateApt(
    join(cache, 'apt'),
    builds.map(({ suite }) => suite),
  );

const newest = (pair) => apt().newest(pair.sources);
const archives = (sources) => apt().again(sources);

function testedSets() {
  return existsSync(testedFile) ? JSON.parse(readFileSync(testedFile, 'utf8')) : [];
}

function record(sources) {
  const all = [...new Set([...testedSets(), setHash(sources)])].sort();
  writeFileSync(testedFile, `${JSON.stringify(all, undefined, 2)}\n`);
}

function provide(pair) {
  if (values.fresh || keptModule(pair) === undefined) buildModule(pair, newest(pair));
  const { folder, manifest } = keptModule(pair);
  const target = join(values.into, pair.name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(values.into, { recursive: true });
  cpSync(folder, target, { recursive: true });
  if (values.tested) record(manifest.sources);
  const tested = testedSets().includes(setHash(manifest.sources));
  writeFileSync(join(target, 'manifest.json'), `${JSON.stringify({ ...manifest, tested }, undefined, 2)}\n`);
  const { nginx, openssl } = manifest.sources;
  const size = `${(manifest.gzip / 1e6).toFixed(2)} MB gzip`;
  console.log(
    `nginx ${nginx.version} with OpenSSL ${openssl.version}: ${size}${tested ? '' : '; the tests have not run on these sources'}`,
  );
}

function kept(pair) {
  const module = keptModule(pair);
  if (module === undefined) throw new Error('there is no module to compare with: build.mjs');
  return module.manifest;
}

function native(name) {
  const pair = builds.find((each) => each.name === name);
  if (pair === undefined) throw new Error(`${name} is not in builds.json`);
  console.log(provideNative(pair, kept(pair).sources, archives));
}

function sameBytes() {
  const pair = builds.find((each) => each.default);
  const manifest = kept(pair);
  buildTheSameAgain(pair, manifest, archives);
  console.log(`nginx ${pair.name}: sha256 ${manifest.sha256}, twice`);
}

try {
  if (values.native !== undefined) native(values.native);
  else if (values['same-bytes']) sameBytes();
  else for (const pair of builds) if (pair.default || !values.default) provide(pair);
} catch (error) {
  console.error(`nginx could not be built: ${error.message}`);
  process.exitCode = 1;
}
