// `npm start`: from a fresh clone to the first diagnosis, with Node alone.
import { join } from 'node:path';
import { install } from './install.mjs';
import { node, root, run } from './run.mjs';

if (install() === undefined) fail('npm could not install the dependencies; the reason is above.');

for (const script of [['node_modules/typescript/bin/tsc', '-b'], ['scripts/bundle.mjs']]) {
  const { ok, output } = node(script, { capture: true });
  if (!ok) fail(`${output}\nThe build failed; the reason is above.`);
}

// Without it everything works from text alone; the reason is above.
run(process.execPath, [join(root, 'packages/nginx-wasm/recipe/build.mjs'), '--default']);

const program = join(root, 'packages/cli/bin/stackengine.js');
const given = process.argv.slice(2);
const { status } = run(process.execPath, [program, ...(given.length === 0 ? ['demo'] : given)]);
process.exitCode = given.length === 0 && status === 1 ? 0 : (status ?? 1);
if (given.length === 0)
  console.log('\nYour own: node_modules/.bin/stackengine diagnose --log error.log --config /etc/nginx');

function fail(text) {
  console.error(text);
  process.exit(1);
}
