import type { AccessShapes, LogPiece } from '@stackengine/engine';
import { type Kernel, type KernelModule, startKernel, utf8Text } from './kernel.js';
import { encodeShapes } from './shapes.js';

export { compileKernel, type KernelModule } from './kernel.js';

/** Takes the bytes of a log, cut anywhere; what comes out, in order, is the log. */
export interface Sieve {
  push(bytes: Uint8Array): LogPiece[];
  end(): LogPiece[];
}

const wordsOfOutput = 5;

const leastPiece = 1 << 18;

export interface SieveOptions {
  /** UTF-8, where what is none becomes U+FFFD, unless another is given. */
  readonly decode?: (bytes: Uint8Array) => string;
  /** Bytes that are looked at in one go: 4 MiB, which is the most. */
  readonly most?: number;
  /** How requests are written, so that one may stand for others that tell the same. */
  readonly shapes?: AccessShapes;
}

/**
 * Passes over what says nothing in a log of any size, behind its first piece: nginx's error log, access logs in `combined`, and both in one. Of records that
 * differ only in time, process, connection, client and path, and of requests that tell the same of an upstream, it hands on the first ten, and then
 * one that stands for the others. Memory is constant. The engine's readers give from its pieces the same events as from the whole log.
 */
export function createSieve(
  module: KernelModule,
  { decode = utf8Text, most = 4 << 20, shapes }: SieveOptions = {},
): Sieve {
  const kernel = startKernel(module, most);
  const shapesInBytes = shapes === undefined ? undefined : encodeShapes(shapes, kernel.roomForShapes.value);
  if (shapesInBytes !== undefined) {
    new Uint8Array(kernel.memory.buffer).set(shapesInBytes, kernel.shapes());
    kernel.useShapes();
  }
  const input = kernel.input();
  const capacity = kernel.capacity.value;
  const memory = new Uint8Array(kernel.memory.buffer);
  /** Bytes that are waited for; the first piece is handed on whole. */
  let wanted = Math.min(capacity, 1 << 20);
  let held = 0;
  let passed = 0;
  /** What was passed over and not told yet: only where lines are left out does it break what stands before. */
  let untold = { records: 0, requests: 0 };

  const scan = (isLast: boolean): LogPiece[] => {
    const count = kernel.scan(held, isLast ? 1 : 0);
    untold = {
      records: untold.records + kernel.records.value,
      requests: untold.requests + kernel.requests.value,
    };
    const pieces: LogPiece[] = [];
    let line = 0;
    let units = 0;
    const skipTo = (nextLine: number, nextUnits: number): void => {
      if (nextLine === line) return;
      pieces.push({ skipped: { lines: nextLine - line, units: nextUnits - units, ...untold } });
      untold = { records: 0, requests: 0 };
    };
    for (const output of outputsOf(kernel, count)) {
      skipTo(output.line, output.units);
      const from = input + output.offset;
      const text = decode(memory.subarray(from, from + output.length));
      pieces.push(output.stands === 0 ? { text } : { text, stands: output.stands });
      line = output.line + linesIn(text);
      units = output.units + text.length;
    }
    skipTo(kernel.lines.value, kernel.units.value);
    const consumed = kernel.consumed.value;
    passed += consumed;
    memory.copyWithin(input, input + consumed, input + held);
    held -= consumed;
    return pieces;
  };

  return {
    push(bytes) {
      const pieces: LogPiece[] = [];
      for (let from = 0; from < bytes.length; ) {
        const taken = bytes.subarray(from, from + wanted - held);
        memory.set(taken, input + held);
        held += taken.length;
        from += taken.length;
        if (held < wanted) continue;
        pieces.push(...scan(false));
        // One line stands for many of a piece, and tells its own time: so pieces are a small part of the log, and grow with it.
        wanted = Math.min(capacity, Math.max(held + leastPiece, Math.floor(passed / 32)));
      }
      return pieces;
    },
    end() {
      const pieces: LogPiece[] = [];
      while (held > 0) pieces.push(...scan(true));
      if (untold.records + untold.requests > 0) pieces.push({ skipped: { lines: 0, units: 0, ...untold } });
      return pieces;
    },
  };
}

interface Output {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  /** 0: any number of lines, each of which speaks for itself. */
  readonly stands: number;
  readonly units: number;
}

function outputsOf(kernel: Kernel, count: number): readonly Output[] {
  const words = new Uint32Array(kernel.memory.buffer, kernel.outputs(), count * wordsOfOutput);
  const outputs: Output[] = [];
  for (let at = 0; at < words.length; at += wordsOfOutput) {
    const [offset = 0, length = 0, line = 0, stands = 0, units = 0] = words.subarray(at, at + wordsOfOutput);
    outputs.push({ offset, length, line, stands, units });
  }
  return outputs.sort((a, b) => a.offset - b.offset);
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
