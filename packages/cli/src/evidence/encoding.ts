import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf8' | 'latin1' | 'utf16le' | 'utf16be';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * Bytes as text, so that `encode` gives the same bytes back: UTF-8 with its byte order mark kept, and what is not UTF-8
 * as Latin-1, where each byte is a character. UTF-16 is recognised for logs that Windows tools saved.
 */
export function decode(bytes: Buffer): DecodedText {
  const wide = utf16(bytes);
  if (wide !== undefined) return { text: decodeAs(bytes, wide), encoding: wide };
  const encoding = isUtf8(bytes) ? 'utf8' : 'latin1';
  return { text: bytes.toString(encoding), encoding };
}

export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(text, encoding);
}

export function decodeAs(bytes: Buffer, encoding: Encoding): string {
  if (encoding !== 'utf16be') return bytes.toString(encoding);
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}

/** By the byte order mark; without one, by the zero bytes that ASCII has in UTF-16. */
export function utf16(bytes: Buffer): 'utf16le' | 'utf16be' | undefined {
  if (bytes.length < 2) return undefined;
  const mark = bytes.readUInt16BE(0);
  if (mark === 0xfffe) return 'utf16le';
  if (mark === 0xfeff) return 'utf16be';
  if (bytes.length < 8) return undefined;
  const zeros = (from: number) => [0, 2, 4, 6].every((at) => bytes[from + at] === 0 && bytes[1 - from + at] !== 0);
  return zeros(1) ? 'utf16le' : zeros(0) ? 'utf16be' : undefined;
}

/** Whether these first bytes are no text at all: an image, an archive, a program. */
export function isBinary(bytes: Buffer): boolean {
  if (utf16(bytes) !== undefined) return false;
  const head = bytes.subarray(0, 4096);
  // Zero bytes alone are no sign: a log that was truncated while nginx had it open begins with them.
  const controls = head.filter((byte) => (byte > 0 && byte < 8) || (byte > 13 && byte < 27) || byte === 127).length;
  const zeros = head.filter((byte) => byte === 0).length;
  const rest = head.length - zeros;
  return rest > 0 && controls / rest > 0.05;
}
