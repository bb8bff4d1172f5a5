// A folder of its own for one build: sources unpacked, recipe and C beside them, every path relative. It is removed afterwards.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { home, recipe } from './cache.mjs';
import { installToolchain, runs } from './toolchain.mjs';

function prepare(folder, sources) {
  for (const [name, { path }] of Object.entries(sources)) {
    const unpacked = join(folder, 'sources', name);
    mkdirSync(unpacked, { recursive: true });
    if (!runs('tar', '-xf', path, '--strip-components=1', '-C', unpacked)) throw new Error(`${path} can't be unpacked`);
  }
  cpSync(join(home, 'c'), join(folder, 'c'), { recursive: true });
  cpSync(recipe, join(folder, 'recipe'), { recursive: true });
}

/** Passes `work` the folder and a function that runs a script of the recipe there; `name` becomes part of the folder's. */
export function inWorkshop(name, sources, work) {
  installToolchain();
  const folder = mkdtempSync(join(tmpdir(), `stackengine-${name}-`));
  const shell = (script) => {
    const { status, stderr, stdout } = spawnSync('bash', [`recipe/${script}`], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${script}: ${(stderr || stdout || `exit ${status}`).trim().slice(-2000)}`);
  };
  try {
    prepare(folder, sources);
    return work(folder, shell);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
