// Makes the command line one file: loading two hundred modules takes longer than a diagnosis. The licences of what is
// inside go beside it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './run.mjs';

const folder = join(root, 'packages/cli/dist');
const build = await rolldown({
  input: { stackengine: join(folder, 'index.js'), finder: join(folder, 'redacting/finder.js') },
  platform: 'node',
  treeshake: { moduleSideEffects: false },
});
const { output } = await build.write({
  dir: join(folder, 'bundle'),
  cleanDir: true,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
});
await build.close();

const packages = new Set(output.flatMap(({ moduleIds = [] }) => moduleIds.flatMap(foreignPackage)));
const licences = [...packages].sort().map((path) => `${path.split('/node_modules/').at(-1)}\n\n${licence(path)}`);
writeFileSync(join(folder, 'bundle', 'LICENSES.txt'), `${licences.join('\n\n')}\n`);
console.log(
  `packages/cli/dist/bundle: ${output.length} files, with ${[...packages].map((path) => path.split('/node_modules/').at(-1)).join(', ')}`,
);

function foreignPackage(id) {
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
  return found === undefined || !existsSync(found) ? [] : [found];
}

function licence(path) {
  const file = readdirSync(path).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${path} has no licence file`);
  return readFileSync(join(path, file), 'utf8').trim();
}
