import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Refusal, refusalFor } from '../refusal.js';
import { refuseDevice } from './disk.js';
import { decodeAs, type Encoding, isBinary, utf16 } from './encoding.js';

/** A line that is longer is handed on in pieces. */
const longestHeld = 1 << 20;

/** The text of a log in pieces, `-` from standard input, unzipped by its first bytes. Memory does not grow with the log. */
export async function* logText(path: string, mayBeEmpty = false): AsyncGenerator<string, void, undefined> {
  let empty = !mayBeEmpty;
  try {
    for await (const piece of decoded(unzipped(open(path)), path)) {
      if (piece !== '') empty = false;
      yield piece;
    }
  } catch (error) {
    throw error instanceof Refusal ? error : refusalFor(path, error);
  }
  if (empty) throw new Refusal(`${path}:1: the log is empty`);
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

/** Pieces are cut at line ends, where no character of UTF-8 is cut; a piece that is not UTF-8 is Latin-1. */
async function* decoded(parts: AsyncIterable<Buffer>, path: string): AsyncGenerator<string, void, undefined> {
  let wide: Encoding | undefined;
  let held: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const part of parts) {
    if (first) {
      if (isBinary(part)) throw new Refusal(`${path}:1: it is no text; a log of nginx is needed`);
      wide = utf16(part);
      first = false;
    }
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    const end = wide === undefined ? lineEnd(held) : held.length & ~1;
    if (end === 0) continue;
    yield narrow(held.subarray(0, end), wide);
    held = held.subarray(end);
  }
  if (held.length > 0) yield narrow(held, wide);
}

function lineEnd(bytes: Buffer): number {
  const end = bytes.lastIndexOf(10) + 1;
  return end === 0 && bytes.length > longestHeld ? bytes.length : end;
}

const strict = new TextDecoder('utf-8', { fatal: true });

function narrow(bytes: Buffer, wide: Encoding | undefined): string {
  if (wide !== undefined) return decodeAs(bytes, wide).replace(/^\ufeff/, '');
  try {
    return strict.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
