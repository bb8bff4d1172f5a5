// `npm run mutation`: Stryker over the causes, hops and fixes. It has a folder and a lockfile of its own, so that nobody
// else installs its two hundred packages.
import { join } from 'node:path';
import { npm, root, run } from './run.mjs';

const folder = join(root, 'mutation');
// Its peer, vitest, is the workspace's.
const flags = [
  '--prefix',
  folder,
  '--workspaces=false',
  '--legacy-peer-deps',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
];
if (!npm(['ci', ...flags]).ok) process.exit(1);
const stryker = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const { status } = run(process.execPath, [
  stryker,
  'run',
  join(folder, 'stryker.config.mjs'),
  ...process.argv.slice(2),
]);
process.exitCode = status ?? 1;
