// `npm start`: from a fresh clone to the first diagnosis, in the terminal and in a page, with Node alone.
import { join } from 'node:path';
import { install } from './install.mjs';
import { node, root, run } from './run.mjs';

if (install() === undefined) fail('npm could not install the dependencies; the reason is above.');

for (const script of [['node_modules/typescript/bin/tsc', '-b'], ['packages/scan/build.mjs'], ['scripts/bundle.mjs']]) {
  const { ok, output } = node(script, { capture: true });
  if (!ok) fail(`${output}\nThe build failed; the reason is above.`);
}

// Without it everything works from text alone; the reason is above.
run(process.execPath, [join(root, 'packages/nginx-wasm/recipe/build.mjs'), '--default']);

const site = node(['packages/sandbox/build.mjs'], { capture: true });
if (!site.ok) fail(`${site.output}\nThe page could not be built; the reason is above.`);

const program = join(root, 'packages/cli/bin/stackengine.js');
const given = process.argv.slice(2);
if (given.length === 0) {
  run(process.execPath, [program, 'demo']);
  console.log('\nYour own: node_modules/.bin/stackengine diagnose --log error.log --config /etc/nginx');
  console.log('The same incident in a page:');
}
const { status } = run(process.execPath, [program, ...(given.length === 0 ? ['serve'] : given)]);
process.exitCode = status ?? 1;

function fail(text) {
  console.error(text);
  process.exit(1);
}
