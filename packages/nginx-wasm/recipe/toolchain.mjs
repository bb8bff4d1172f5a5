// The programs that compile, for WebAssembly and natively, as Debian packages them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const toolchain = [
  'clang',
  'lld',
  'llvm',
  'wasi-libc',
  'libclang-rt-14-dev-wasm32',
  'binaryen',
  'libc6-dev',
  'make',
  'perl',
];
const programs = ['clang', 'wasm-ld', 'llvm-ar', 'wasm-opt', 'make', 'perl', 'tar', 'xz', 'bzip2'];
const libraries = ['/usr/lib/wasm32-wasi/libc.a', '/usr/include/stdlib.h'];

export const runs = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

export function installToolchain() {
  const missing = programs.filter((program) => !runs('sh', '-c', `command -v ${program}`));
  if (missing.length === 0 && libraries.every(existsSync)) return;
  const packages = [...toolchain, 'xz-utils', 'bzip2'];
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !runs('apt-get', '--version'))
    throw new Error(`the toolchain is missing; as root: ${command}`);
  console.error('installing clang, lld, wasi-libc and binaryen');
  runs('apt-get', 'update', '-qq');
  if (!runs(...command.split(' '))) throw new Error(`${command} failed`);
}

/** Package and version of each tool, as a manifest records them. */
export function toolVersions() {
  const { stdout } = spawnSync('dpkg-query', ['-W', ...toolchain], { encoding: 'utf8' });
  return Object.fromEntries(
    (stdout ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/\s+/)),
  );
}
