import { toBase64 } from './base64.js';
import { type PemBody, pemBody } from './pem-body.js';

/** One armoured block (RFC 7468), found in any text. */
export interface PemBlock {
  /** `CERTIFICATE`, `TRUSTED CERTIFICATE`, `X509 CRL`, `RSA PRIVATE KEY`… */
  readonly label: string;
  /** Undefined where the END line is missing. */
  readonly body: PemBody | undefined;
  /** 1-based line of BEGIN. */
  readonly line: number;
  /** Half-open range in the text. */
  readonly start: number;
  readonly end: number;
  /** Written so that OpenSSL reads it: BEGIN, base64 and END on lines of their own, and no blank line. */
  readonly strict: boolean;
}

// Blanks are %20 in nginx's $ssl_client_escaped_cert.
const begin = /-----BEGIN(?: |%20)([A-Z0-9 #%]{1,60})-----/g;
const end = /-----END(?: |%20)[A-Z0-9 #%]{1,60}-----/g;

/** Every block of a text, in order; in linear time. */
export function pemBlocks(text: string): PemBlock[] {
  const starts = [...text.matchAll(begin)];
  const ends = [...text.matchAll(end)];
  const blocks: PemBlock[] = [];
  let line = 1;
  let newline = text.indexOf('\n');
  let nextEnd = 0;
  starts.forEach((match, index) => {
    const start = match.index;
    const from = start + match[0].length;
    const limit = starts[index + 1]?.index ?? text.length;
    for (; newline >= 0 && newline < start; newline = text.indexOf('\n', newline + 1)) line++;
    while ((ends[nextEnd]?.index ?? Number.POSITIVE_INFINITY) < from) nextEnd++;
    const closing = ends[nextEnd];
    const closed = closing !== undefined && closing.index < limit;
    const before = lineBefore(text, start);
    const inside = closed ? text.slice(from, closing.index) : undefined;
    blocks.push({
      label: (match[1] ?? '').replaceAll('%20', ' '),
      body: inside === undefined ? undefined : pemBody(inside, before),
      line,
      start,
      end: closed ? closing.index + closing[0].length : from,
      strict: isAtLineStart(before, start) && (inside === undefined || isOnOwnLines(inside)),
    });
  });
  return blocks;
}

/** One armoured block of DER bytes. */
export function toPem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Behind BEGIN and before END nothing but a line end, and no blank line, which OpenSSL takes for the end of headers. */
function isOnOwnLines(inside: string): boolean {
  const lines = inside.split('\n').map((line) => line.trim());
  return (
    lines.length > 1 &&
    lines[0] === '' &&
    lines.at(-1) === '' &&
    lines.slice(1, -1).every((line) => line !== '') &&
    inside.endsWith('\n')
  );
}

/** OpenSSL skips a byte order mark at the start of the file. */
function isAtLineStart(before: string, start: number): boolean {
  return before === '' || (before === '\ufeff' && start === 1) || (before === '\u00ef\u00bb\u00bf' && start === 3);
}

/** What stands before BEGIN in its line, of a long line the end. */
function lineBefore(text: string, start: number): string {
  const near = text.slice(Math.max(0, start - 200), start);
  return near.slice(near.lastIndexOf('\n') + 1);
}
