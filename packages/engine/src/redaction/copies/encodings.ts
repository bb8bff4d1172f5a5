import { encodeBase64 } from './base64.js';

/** A value as it may stand elsewhere. */
export interface Encoding {
  readonly text: string;
  /** Whether the characters around it may belong to the same encoded word. */
  readonly inside: 'nothing' | 'base64' | 'hex';
}

/** Shorter ones would be found by chance. */
const shortestEncoded = 8;

/**
 * The value as it is, and in base64 at each of the three places that a byte can have in it, in base64url, percent-encoded, in hex, and
 * escaped for JSON and HTML; each spelling once.
 */
export function encodingsOf(value: string): readonly Encoding[] {
  const found = new Map<string, Encoding['inside']>([[value, 'nothing']]);
  const add = (text: string, inside: Encoding['inside']): void => {
    if (text.length >= shortestEncoded && !found.has(text)) found.set(text, inside);
  };
  const bytes = utf8(value);
  if (bytes.length <= 4096) {
    for (let before = 0; before < 3; before++) {
      const encoded = encodeBase64(new Uint8Array([...new Uint8Array(before), ...bytes]));
      // What depends on the value alone
      const certain = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
      add(certain, 'base64');
      if (/[+/]/.test(certain)) add(certain.replaceAll('+', '-').replaceAll('/', '_'), 'base64');
    }
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    add(hex, 'hex');
    add(hex.toUpperCase(), 'hex');
  }
  const percent = percentEncoded(bytes);
  add(percent, 'nothing');
  add(
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    'nothing',
  );
  add(percent.replaceAll('%20', '+'), 'nothing');
  // As RFC 3986 has it, and most languages do
  add(
    percent.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    'nothing',
  );
  add(JSON.stringify(value).slice(1, -1), 'nothing');
  add(
    value.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`),
    'nothing',
  );
  add(
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
    'nothing',
  );
  return [...found].map(([text, inside]) => ({ text, inside }));
}

/** As UTF-8 (RFC 3629); a lone surrogate becomes U+FFFD, as in every encoder. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const letter of text) {
    let code = letter.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

/** As encodeURIComponent does it. */
function percentEncoded(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9\-_.!~*'()]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
