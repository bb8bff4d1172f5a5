import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './run.mjs';

/** Installs what package-lock.json names, unless it is already there. Returns what was done, or undefined where npm failed. */
export function install() {
  if (upToDate()) return 'already installed';
  const { ok } = npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']);
  return ok ? 'installed' : undefined;
}

/** Whether node_modules holds the versions of package-lock.json; npm keeps a list of them there. */
function upToDate() {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const wanted = packages(join(root, 'package-lock.json'));
  const present = packages(list);
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = present[path];
    if (found === undefined) return optional === true;
    return (link === true || found.version === version) && existsSync(join(root, path));
  });
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
