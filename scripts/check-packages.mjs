// The packages as npm would publish them: publint's rules, and no test or build state inside.
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { npm, root } from './run.mjs';

let faults = 0;
for (const folder of [
  'packages/nginx-config',
  'packages/engine',
  'packages/nginx-wasm',
  'packages/scan',
  'packages/sandbox',
  'packages/cli',
]) {
  const pkgDir = join(root, folder);
  const { messages, pkg } = await publint({ pkgDir, strict: true, pack: false });
  for (const message of messages) fault(`${folder}: ${formatMessage(message, pkg)}`);

  const packed = npm(['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: pkgDir, capture: true });
  if (!packed.ok) {
    fault(`${folder}: npm pack failed\n${packed.output}`);
    continue;
  }
  const answer = JSON.parse(packed.stdout);
  const [{ files, size }] = Array.isArray(answer) ? answer : Object.values(answer);
  const paths = files.map(({ path }) => path);
  for (const path of paths.filter((name) => /\.test\.|testdata|tsbuildinfo/.test(name)))
    fault(`${folder}: ships ${path}`);
  for (const path of targets(pkg))
    if (!paths.includes(path)) fault(`${folder}: package.json names ${path}, which is not packed`);
  if (folder === 'packages/nginx-wasm') shipsModules(paths);
  if (folder === 'packages/scan' && !paths.includes('modules/scan.wasm'))
    fault('packages/scan: ships no kernel; compile it: node packages/scan/build.mjs');
  console.log(`${folder}: ${paths.length} files, ${Math.ceil(size / 1024)} kB packed`);
}
process.exitCode = faults === 0 ? 0 : 1;

function fault(text) {
  faults += 1;
  console.log(text);
}

/** nginx itself, with the licences of what is in it. */
function shipsModules(paths) {
  const modules = paths.filter((path) => /^modules\/[^/]+\/nginx\.wasm$/.test(path));
  if (modules.length === 0)
    fault('packages/nginx-wasm: ships no module; build them: node packages/nginx-wasm/recipe/build.mjs');
  for (const name of modules.flatMap((path) =>
    ['nginx', 'openssl', 'pcre2', 'zlib'].map((each) => path.replace('nginx.wasm', `LICENSE.${each}`)),
  ))
    if (!paths.includes(name)) fault(`packages/nginx-wasm: ships no ${name}`);
}

/** Files that `bin` and `exports` promise, without patterns. */
function targets({ bin = {}, exports = {} }) {
  const leaves = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(leaves));
  return [...leaves(bin), ...leaves(exports)]
    .filter((path) => !path.includes('*'))
    .map((path) => path.replace(/^\.\//, ''));
}
