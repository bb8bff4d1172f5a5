import { compileKernel, createSieve, type KernelModule, type Sieve } from '@stackengine/scan';

/** The kernel in base64, which the build puts in; not there in tests of the sources. */
declare const SCAN_KERNEL: string | undefined;

let kernel: KernelModule | undefined;

/** For one log; undefined where the browser runs no WebAssembly with SIMD, so that every line is read. */
export function newSieve(): Sieve | undefined {
  if (typeof SCAN_KERNEL === 'undefined') return undefined;
  kernel ??= compileKernel(Uint8Array.from(atob(SCAN_KERNEL), (letter) => letter.charCodeAt(0)));
  return kernel === undefined ? undefined : createSieve(kernel);
}
