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

const lineFeed = 10;

/** The text of a log in pieces that end with lines, however large it is; UTF-8, what is none becomes U+FFFD. */
export async function* piecesOfLog({ name, content }: Document): AsyncGenerator<string, void, undefined> {
  if (typeof content === 'string') {
    yield content;
    return;
  }
  const reader = (await bytesOf(content)).getReader();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let held = '';
  let first = true;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (first && looksBinary(value)) {
      await reader.cancel();
      throw new Unusable(name, 1, 'it is no text; a log of nginx is needed');
    }
    first = false;
    const text = held + decoder.decode(value, { stream: true });
    const cut = text.lastIndexOf('\n') + 1;
    held = text.slice(cut);
    if (cut > 0) yield text.slice(0, cut);
  }
  const rest = held + decoder.decode();
  if (rest !== '') yield rest.charCodeAt(rest.length - 1) === lineFeed ? rest : `${rest}\n`;
}
