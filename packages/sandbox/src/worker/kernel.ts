import type { AccessShapes } from '@stackengine/engine';
import { compileKernel, createSieve, type KernelModule, type Sieve } from '@stackengine/scan';

let kernel: KernelModule | undefined;

/** The kernel's module, as a part of the site; without it every line is read. */
export function takeKernel(bytes: ArrayBuffer): void {
  kernel = compileKernel(new Uint8Array(bytes));
}

/** For one log; undefined where the browser runs no WebAssembly with SIMD, so that every line is read. */
export const newSieve = (shapes: AccessShapes): Sieve | undefined =>
  kernel === undefined ? undefined : createSieve(kernel, { shapes });
