import { toBase64 } from './base64.js';

/** One armoured block (RFC 7468), found in any text. */
export interface PemBlock {
  /** `CERTIFICATE`, `TRUSTED CERTIFICATE`, `X509 CRL`, `RSA PRIVATE KEY`… */
  readonly label: string;
  /** Base64 text, freed of line ends, prefixes and headers; undefined where the END line is missing. */
  readonly body: string | undefined;
  /** 1-based line of BEGIN. */
  readonly line: number;
  /** Half-open range in the text. */
  readonly start: number;
  readonly end: number;
}

const begin = /-----BEGIN ([A-Z0-9 #]{1,40})-----/g;
const end = /-----END [A-Z0-9 #]{1,40}-----/g;

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
    blocks.push({
      label: match[1] ?? '',
      body: closed ? bodyText(text.slice(from, closing.index), prefixOf(text, start)) : undefined,
      line,
      start,
      end: closed ? closing.index + closing[0].length : from,
    });
  });
  return blocks;
}

/** One armoured block of DER bytes. */
export function toPem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** What stands before BEGIN in its line, as a quotation mark or a container's name does; the lines below may repeat it. */
function prefixOf(text: string, start: number): string {
  const near = text.slice(Math.max(0, start - 80), start);
  const prefix = near.slice(near.lastIndexOf('\n') + 1);
  return /[>|#*:]\s*$/.test(prefix) ? prefix.trim() : '';
}

function bodyText(text: string, prefix: string): string {
  const lines = text
    .replaceAll('\\r', '')
    .replaceAll('\\n', '\n')
    .replaceAll('\\/', '/')
    .split(/\r\n|\n|\r/)
    .map((line) => {
      const trimmed = line.trim();
      return prefix !== '' && trimmed.startsWith(prefix) ? trimmed.slice(prefix.length).trim() : trimmed;
    });
  // Headers of old private keys and of PEM mail (RFC 1421): "Proc-Type: 4,ENCRYPTED".
  return lines.filter((line) => !/^[\w-]+: /.test(line)).join('');
}
