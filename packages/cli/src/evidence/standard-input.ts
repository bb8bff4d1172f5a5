import { readSync } from 'node:fs';
import { Refusal } from '../refusal.js';

/** All of standard input. */
export function readStandardInput(): Buffer {
  const parts: Buffer[] = [];
  for (;;) {
    const part = Buffer.alloc(65536);
    const count = read(part);
    if (count === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, count));
  }
}

/** Terminals and some pipes are non-blocking: there, nothing yet is an error, and end of file one on Windows. */
function read(part: Buffer): number {
  for (;;) {
    try {
      return readSync(0, part);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Of several inputs one can be `-`: what was read once is gone. */
export function refuseTwice(inputs: readonly string[]): void {
  if (inputs.filter((path) => path === '-').length > 1)
    throw new Refusal('-: standard input can be read once; give the other input as a file');
}
