// Dependencies point one way, and the pure packages stay pure. Prints each violation; exit 1 where there is any.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { root } from './run.mjs';
import { globals, imports } from './source-text.mjs';

const layers = [
  { folder: 'packages/nginx-config', pure: true, mayUse: [] },
  // Its tests ask the real judge, which everywhere else comes in as an argument.
  {
    folder: 'packages/engine',
    pure: true,
    mayUse: ['@stackengine/nginx-config'],
    testsMayUse: ['@stackengine/nginx-wasm'],
  },
  { folder: 'packages/nginx-wasm', pure: true, mayUse: ['@stackengine/engine'] },
  { folder: 'packages/scan', pure: true, mayUse: ['@stackengine/engine'] },
  {
    folder: 'packages/sandbox',
    pure: false,
    mayUse: ['@stackengine/nginx-config', '@stackengine/engine', '@stackengine/nginx-wasm', '@stackengine/scan'],
  },
  {
    folder: 'packages/cli',
    pure: false,
    mayUse: [
      '@stackengine/nginx-config',
      '@stackengine/engine',
      '@stackengine/nginx-wasm',
      '@stackengine/scan',
      '@stackengine/sandbox', // its built site alone, which `serve` serves
    ],
  },
  {
    folder: 'lab',
    pure: false,
    mayUse: ['@stackengine/nginx-config', '@stackengine/engine', '@stackengine/nginx-wasm'],
  },
].filter(({ folder }) => existsSync(join(root, folder, 'package.json')));

const manifests = new Map(
  layers.map(({ folder }) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return [manifest.name, { ...manifest, folder }];
  }),
);
const builtin = new Set(builtinModules);
const violations = [];
let files = 0;

for (const layer of layers) {
  const manifest = [...manifests.values()].find(({ folder }) => folder === layer.folder);
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    if (manifests.has(name) && !layer.mayUse.includes(name)) report(layer, 'package.json', 0, `depends on ${name}`);
  }
  for (const file of sources(join(root, layer.folder, 'src'))) {
    files += 1;
    const text = readFileSync(file, 'utf8');
    const test = /\.test\.ts$|[/\\]testing[/\\]/.test(file); // and what tests alone use
    for (const { specifier, line } of imports(text)) checkImport(layer, manifest, file, test, specifier, line);
    if (layer.pure && !test) {
      for (const { name, line } of globals(text)) report(layer, file, line, `uses ${name}; it comes in as an argument`);
    }
  }
}

for (const violation of violations) console.log(violation);
console.log(`${layers.length} layers, ${files} files: ${violations.length} violations`);
process.exitCode = violations.length === 0 ? 0 : 1;

function checkImport(layer, manifest, file, test, specifier, line) {
  if (specifier.startsWith('.')) {
    const target = resolve(dirname(file), specifier);
    const home = join(root, layer.folder) + sep;
    if (!target.startsWith(home)) report(layer, file, line, `climbs out of its package: ${specifier}`);
    return;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (specifier.startsWith('node:') || builtin.has(name)) {
    if (layer.pure && !test) report(layer, file, line, `imports the Node built-in ${specifier}`);
    return;
  }
  const other = manifests.get(name);
  if (other === undefined) return;
  const allowed = test ? [...layer.mayUse, ...(layer.testsMayUse ?? [])] : layer.mayUse;
  if (name !== manifest.name && !allowed.includes(name)) report(layer, file, line, `must not know ${name}`);
  if (!exported(other, specifier.slice(name.length))) report(layer, file, line, `reaches into ${specifier}`);
}

/** Whether the package's `exports` name this path; `*` stands for any text, as in Node. */
function exported(manifest, path) {
  const wanted = `.${path}`;
  return Object.keys(manifest.exports ?? {}).some((key) => {
    const [before, after] = key.split('*');
    return after === undefined ? key === wanted : wanted.startsWith(before) && wanted.endsWith(after);
  });
}

function report(layer, file, line, text) {
  const place = file === 'package.json' ? join(layer.folder, file) : `${relative(root, file)}:${line}`;
  violations.push(`${place}  ${text}`);
}

function sources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(folder, path));
}
