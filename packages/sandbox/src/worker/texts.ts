import type { LogPiece } from '@stackengine/engine';
import type { Sieve } from '@stackengine/scan';
import type { Document } from '../documents.js';

/** A configuration, chain or bundle is never larger. */
const longest = 64 << 20;

/** Says why a document can't be used; the page shows it beside it. */
export class Unusable extends Error {
  constructor(
    readonly document: string,
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

const gzip = [0x1f, 0x8b];

/** The bytes of a document as a stream, unzipped. */
export async function bytesOf(content: Blob): Promise<ReadableStream<Uint8Array>> {
  const head = new Uint8Array(await content.slice(0, 2).arrayBuffer());
  return head[0] === gzip[0] && head[1] === gzip[1]
    ? content.stream().pipeThrough(new DecompressionStream('gzip'))
    : content.stream();
}

const blockSize = 1 << 20;

/** The bytes of a file in blocks, unzipped; each is there until the next is asked for. */
async function* blocksOf(content: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = await bytesOf(content);
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: 'byob' }); // into one buffer again and again, so that none is left to be collected
  } catch {
    yield* stream; // what is unzipped comes in buffers of its own
    return;
  }
  try {
    let block = new Uint8Array(blockSize);
    for (;;) {
      const { done, value } = await reader.read(block);
      if (done || value === undefined) return;
      yield value;
      block = new Uint8Array(value.buffer);
    }
  } finally {
    await reader.cancel();
  }
}

/** A small document as one text; UTF-8, and what is none as Latin-1, where each byte is a character. */
export async function textOf({ name, content }: Document): Promise<string> {
  if (typeof content === 'string') return content;
  const bytes = await smallBytes(name, content);
  if (looksBinary(bytes)) throw new Unusable(name, 1, 'it is no text');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

/** A small document's bytes. */
export async function smallBytes(name: string, content: Blob): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = (await bytesOf(content)).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > longest) {
      await reader.cancel();
      throw new Unusable(name, 1, `more than ${longest >> 20} MiB: no configuration or certificate file is as large`);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** Whether these first bytes are no text at all: an image, an archive, a program. */
export function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  let controls = 0;
  let zeros = 0;
  for (const byte of head) {
    if (byte === 0) zeros += 1;
    else if (byte < 8 || (byte > 13 && byte < 27) || byte === 127) controls += 1;
  }
  const rest = head.length - zeros;
  return head.length > 0 && (rest === 0 || controls / rest > 0.05);
}

/** Told how many bytes of a log were read, and how many there are; 0 where that is not known. */
export type OnRead = (name: string, done: number, total: number) => void;

/**
 * A log in pieces, however large it is: of the first part of a file all lines, behind that only those that tell something, where they
 * can be told apart without reading (`sieve`). UTF-8; what is none becomes U+FFFD.
 */
export async function* piecesOfLog(
  { name, content }: Document,
  sieve: Sieve | undefined,
  onRead: OnRead,
): AsyncGenerator<LogPiece, void, undefined> {
  if (typeof content === 'string') {
    yield { text: content };
    return;
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let done = 0;
  let told = 0;
  for await (const value of blocksOf(content)) {
    if (done === 0 && looksBinary(value)) throw new Unusable(name, 1, 'it is no text; a log of nginx is needed');
    if (sieve === undefined) yield { text: decoder.decode(value, { stream: true }) };
    else yield* sieve.push(value);
    done += value.length;
    if (done - told < oftenTold) continue;
    told = done;
    // What is packed grows on the way, so its size says nothing.
    onRead(name, done, done > content.size ? 0 : content.size);
  }
  if (sieve === undefined) yield { text: decoder.decode() };
  else yield* sieve.end();
}

const oftenTold = 32 << 20;
