// One pair of builds.json as a program of this machine: what the module is compared with where no distribution has that version.
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cache, nativeRecipeHash, setHash } from './cache.mjs';
import { inWorkshop } from './workshop.mjs';

/** The path of nginx, built from these sources unless it has been. */
export function provideNative(pair, sources, archives) {
  const folder = join(cache, 'native', `${pair.name}-${nativeRecipeHash()}-${setHash(sources).slice(0, 16)}`);
  const path = join(folder, 'nginx');
  if (existsSync(path)) return path;
  inWorkshop('nginx-native', archives(sources), (work, shell) => {
    console.error(`nginx ${pair.name}: building it natively, about a minute and a half`);
    shell('native.sh');
    mkdirSync(folder, { recursive: true });
    cpSync(join(work, 'nginx'), `${path}.${process.pid}`);
    chmodSync(`${path}.${process.pid}`, 0o755);
    renameSync(`${path}.${process.pid}`, path);
  });
  return path;
}
