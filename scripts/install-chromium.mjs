// Installs Debian's Chromium, in which the tests run the bottle a second time. Quick and silent where it is there; CHROMIUM names another.
import { spawnSync } from 'node:child_process';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const packages = ['chromium'];

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
const here = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

function installed() {
  if (here(chromium, '--version')) return true;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.env.CHROMIUM !== undefined || process.getuid?.() !== 0 || !here('apt-get', '--version')) {
    console.error(`There is no ${chromium}. As root on Debian: ${command}; elsewhere CHROMIUM=/path/to/chromium`);
    return false;
  }
  run('apt-get', ['update', '-q']);
  return run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]) && here(chromium, '--version');
}

if (!installed()) process.exit(1);
