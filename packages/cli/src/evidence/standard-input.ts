import { readSync } from 'node:fs';
import { Refusal } from '../refusal.js';

let taken = false;

/** Standard input can be one input only; whoever asks second is told. */
export function takeStandardInput(): void {
  if (taken) throw new Refusal('-: standard input can be read once; give the other input as a file');
  taken = true;
}

/** All of standard input. */
export function readStandardInput(): Buffer {
  takeStandardInput();
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
