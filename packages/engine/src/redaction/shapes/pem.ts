import type { Report } from '../finding.js';
import { isPlaceholder, type PlaceholderKind } from '../kinds.js';
import { encodedPem } from './encoded-pem.js';

const begin = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)-----/g;
const lineEnd = /\\r\\n|\\n|\\r|\r?\n|\r/y;

function kindOfLabel(label: string): PlaceholderKind {
  if (label.startsWith('RSA')) return 'KEY_RSA';
  if (label.startsWith('EC')) return 'KEY_EC';
  if (label.startsWith('DSA')) return 'KEY_DSA';
  if (label.startsWith('OPENSSH')) return 'KEY_OPENSSH';
  if (label.startsWith('PGP')) return 'KEY_PGP';
  return label.startsWith('ENCRYPTED') ? 'KEY_ENCRYPTED' : 'KEY_PKCS8';
}

/**
 * Private keys in PEM (RFC 7468), line by line so that as many lines remain; the lines around them stay. Also on one line, with `\n`
 * written out, without its end, and as base64 of all that.
 */
export function findPrivateKeys(text: string, report: Report): void {
  for (const match of text.matchAll(begin)) {
    // What is put before every line: the sign of a diff, of a quotation
    const before = /[^\n]{0,40}$/.exec(text.slice(Math.max(0, match.index - 40), match.index))?.[0] ?? '';
    reportBody(text, match.index + match[0].length, before, kindOfLabel(match[1] ?? ''), report);
  }
  for (const { index } of text.matchAll(finish)) reportTail(text, index, report);
  for (const { lines, isPrivate } of encodedPem(text)) {
    if (isPrivate) for (const [start, end] of lines) report(start, end, 'KEY', 'shape', 'pem/base64');
  }
}

const finish = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const tailLine =
  /(?:^|\n)(?:[ \t]*\d{1,6}[:|]?[ \t]+)?[ \t"'>|#]*([A-Za-z0-9+/=_-]{1,128})["',]?[ \t]*\r?\n[^\n]{0,20}$/;

/** The lines before the end of a key that lost its beginning: `tail -n 6 key.pem`. */
function reportTail(text: string, end: number, report: Report): void {
  let at = end;
  for (let lines = 0; lines < 100; lines++) {
    const from = Math.max(0, at - 300);
    const match = tailLine.exec(text.slice(from, at));
    const line = match?.[1];
    // Words of a sentence are no base64; the last line may be short.
    if (match === null || line === undefined || (lines > 0 && line.length < 16)) return;
    const start = from + match.index + match[0].indexOf(line);
    if (isPlaceholder(line)) return;
    report(start, start + line.length, 'KEY_PKCS8', 'shape', 'pem/private-key');
    at = start;
    while (at > 0 && text[at - 1] !== '\n') at--;
  }
}

function reportBody(text: string, start: number, before: string, kind: PlaceholderKind, report: Report): void {
  let at = start;
  const most = Math.min(text.length, start + 200_000);
  let empty = 0;
  while (at < most) {
    lineEnd.lastIndex = at;
    if (lineEnd.test(text)) {
      at = lineEnd.lastIndex;
      empty++;
      if (empty > 2) return;
      continue;
    }
    const lead = /(?:[ \t]*\d{1,6}[:|]?[ \t]+)?[ \t"'>,|#]*/y;
    lead.lastIndex = before !== '' && text.startsWith(before, at) ? at + before.length : at;
    lead.test(text);
    const from = lead.lastIndex;
    if (text.startsWith('-----END', from) || text.startsWith('-----BEGIN', from)) return;
    const stop = placeholderEnd(text, from) ?? bodyEnd(text, from, most);
    if (stop === from) {
      lineEnd.lastIndex = from;
      if (from > at && lineEnd.test(text)) {
        at = from;
        continue;
      }
      return;
    }
    // A word of the next line, where the key was cut off
    if (!endsLine(text, stop) && stop - from < 40) return;
    report(from, stop, kind, 'shape', 'pem/private-key');
    empty = 0;
    at = stop;
    if (!/[\r\n\\ \t"',]|-----/.test(text.slice(at, at + 5))) return;
  }
}

/** Whether the line of a key ends here, or the string that holds it. */
function endsLine(text: string, at: number): boolean {
  if (at >= text.length) return true;
  // On one line, the parts of a key have blanks between them.
  return /^(?:[\r\n\\"',]|-----| (?:-----|[A-Za-z0-9+/=]{40}))/.test(text.slice(at, at + 48));
}

/** What stands for a line already. */
function placeholderEnd(text: string, start: number): number | undefined {
  const word = /[A-Z0-9_]{5,40}(?![A-Za-z0-9+/=_])/y;
  word.lastIndex = start;
  return word.test(text) && isPlaceholder(text.slice(start, word.lastIndex)) ? word.lastIndex : undefined;
}

/** Where the base64 of a line ends, or one of the headers that encrypted keys have. */
function bodyEnd(text: string, start: number, most: number): number {
  const header = /(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): [^\r\n\\]{0,200}/y;
  header.lastIndex = start;
  if (header.test(text)) return header.lastIndex;
  let at = start;
  while (at < most) {
    const code = text.charCodeAt(at);
    const inBase64 =
      (code >= 48 && code <= 57) ||
      (code >= 65 && code <= 90) ||
      (code >= 97 && code <= 122) ||
      code === 43 ||
      code === 45 || // base64url, as some programs store keys
      code === 95 ||
      code === 47 ||
      code === 61;
    if (!inBase64) break;
    at++;
  }
  return at;
}
