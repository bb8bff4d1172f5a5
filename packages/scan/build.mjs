// Compiles the kernel, where it is not up to date.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const own = fileURLToPath(import.meta.url);
const folder = dirname(own);
const module = join(folder, 'modules', 'scan.wasm');
const sources = readdirSync(join(folder, 'assembly')).map((name) => join(folder, 'assembly', name));
const changed = Math.max(...[own, ...sources].map((file) => statSync(file).mtimeMs));

if ((statSync(module, { throwIfNoEntry: false })?.mtimeMs ?? 0) < changed) {
  mkdirSync(dirname(module), { recursive: true });
  const { error, stderr } = await asc.main([
    join(folder, 'assembly', 'index.ts'),
    ...['--runtime', 'stub', '-O3', '--noAssert', '--initialMemory', '2', '--use', 'abort='],
    ...['--enable', 'simd', '-o', module],
  ]);
  if (error !== null || stderr.toString() !== '') {
    rmSync(module, { force: true });
    console.error(stderr.toString());
    process.exit(1);
  }
}
console.log(`scan.wasm ${(readFileSync(module).length / 1000).toFixed(1)} kB`);
