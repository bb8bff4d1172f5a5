import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { AccessShapes, LogPiece } from '@stackengine/engine';
import { compileKernel, createSieve, type KernelModule, type Sieve } from '@stackengine/scan';
import { Refusal, refusalFor } from '../refusal.js';
import { refuseDevice } from './disk.js';
import { decodeAs, type Encoding, isBinary, utf16 } from './encoding.js';

/** A line that is longer is handed on in pieces. */
const longestHeld = 1 << 20;

/**
 * A log in pieces, `-` from standard input, unzipped by its first bytes. Memory does not grow with the log. Of a large one only what
 * tells something is handed on, where the shapes of its requests are given.
 */
export async function* logPieces(
  path: string,
  { mayBeEmpty = false, shapes }: { readonly mayBeEmpty?: boolean; readonly shapes?: AccessShapes | undefined } = {},
): AsyncGenerator<LogPiece, void, undefined> {
  let empty = !mayBeEmpty;
  try {
    for await (const piece of read(unzipped(open(path)), path, shapes)) {
      empty = false;
      yield piece;
    }
  } catch (error) {
    throw error instanceof Refusal ? error : refusalFor(path, error);
  }
  if (empty) throw new Refusal(`${path}:1: the log is empty`);
}

/** The same, with every line of it. */
export async function* logText(path: string): AsyncGenerator<string, void, undefined> {
  for await (const piece of logPieces(path)) if ('text' in piece) yield piece.text;
}

function open(path: string): Readable {
  if (path === '-') return process.stdin;
  if (statSync(path).isDirectory()) throw new Refusal(`${path}: it is a directory; name a log file in it`);
  refuseDevice(path);
  return createReadStream(path, { highWaterMark: 1 << 18 });
}

async function* unzipped(source: Readable): AsyncGenerator<Buffer, void, undefined> {
  const parts = source[Symbol.asyncIterator]();
  const head = await firstBytes(parts, 2);
  if (head.length === 0) return;
  const whole = prepended(head, parts);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const { Readable: Stream } = await import('node:stream');
  const input = Stream.from(whole);
  const gunzip = createGunzip();
  input.on('error', (error) => gunzip.destroy(error));
  for await (const part of input.pipe(gunzip)) yield part;
}

async function firstBytes(parts: AsyncIterator<Buffer>, count: number): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < count) {
    const { value, done } = await parts.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* prepended(head: Buffer, parts: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield head;
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
}

async function* read(
  parts: AsyncIterable<Buffer>,
  path: string,
  shapes: AccessShapes | undefined,
): AsyncGenerator<LogPiece, void, undefined> {
  let sieve: Sieve | undefined;
  let wide: Encoding | undefined;
  let held: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const part of parts) {
    if (first) {
      if (isBinary(part)) throw new Refusal(`${path}:1: it is no text; a log of nginx is needed`);
      wide = utf16(part);
      if (shapes !== undefined && wide === undefined) sieve = newSieve(shapes);
      first = false;
    }
    if (sieve !== undefined) {
      yield* sieve.push(part);
      continue;
    }
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    const end = wide === undefined ? lineEnd(held) : held.length & ~1;
    if (end === 0) continue;
    yield { text: narrow(held.subarray(0, end), wide) };
    held = held.subarray(end);
  }
  if (sieve !== undefined) yield* sieve.end();
  if (held.length > 0) yield { text: narrow(held, wide) };
}

/** For one log; undefined where nothing can be passed over without reading it. */
function newSieve(shapes: AccessShapes): Sieve | undefined {
  kernel ??= compileKernel(readFileSync(fileURLToPath(import.meta.resolve('@stackengine/scan/modules/scan.wasm'))));
  return kernel === undefined ? undefined : createSieve(kernel, { decode: decodedLines, shapes });
}

let kernel: KernelModule | undefined;

function lineEnd(bytes: Buffer): number {
  const end = bytes.lastIndexOf(10) + 1;
  return end === 0 && bytes.length > longestHeld ? bytes.length : end;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Pieces are cut at line ends, where no character of UTF-8 is cut; a piece that is not UTF-8 is Latin-1. */
function narrow(bytes: Buffer, wide: Encoding | undefined): string {
  return wide === undefined ? decodedLines(bytes) : decodeAs(bytes, wide).replace(/^\ufeff/, '');
}

function decodedLines(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
