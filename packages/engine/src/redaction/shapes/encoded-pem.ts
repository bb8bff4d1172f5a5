import { encodingsOf } from '../copies/encodings.js';
import type { Span } from '../spans.js';

/** PEM in base64, as Secrets and variables hold it, perhaps folded. */
export interface EncodedPem {
  readonly lines: readonly Span[];
  /** A bundle that begins with its certificate may end with its key. */
  readonly isPrivate: boolean;
}

/** `-----BEGIN ` in base64, at each of the three places it can have among the bytes. */
const beginning = /(?:LS0tLS1CRUdJTi|0tLS0tQkVHSU4g|tLS0tLUJFR0lOI)/g;
const privateLabel = new RegExp(
  encodingsOf('PRIVATE KEY')
    .filter(({ inside }) => inside === 'base64')
    .map(({ text }) => text)
    .join('|'),
);
const run = /[A-Za-z0-9+/_-]+={0,2}/y;
const nextLine = /(\r?\n[ \t]*)([A-Za-z0-9+/]{16,400}={0,2})(?=\r?\n|$)/y;

/** Every run of base64 in a text that holds PEM, in the order of the text. */
export function encodedPem(text: string): readonly EncodedPem[] {
  const found: EncodedPem[] = [];
  if (!text.includes('tLS')) return found; // in each of the three; a search costs a tenth of the pattern
  let done = 0;
  for (const { index } of text.matchAll(beginning)) {
    if (index < done) continue;
    const lines = linesFrom(text, index);
    done = lines.at(-1)?.[1] ?? index;
    found.push({ lines, isPrivate: privateLabel.test(lines.map(([start, end]) => text.slice(start, end)).join('')) });
  }
  return found;
}

function linesFrom(text: string, start: number): readonly Span[] {
  run.lastIndex = start;
  run.test(text);
  const lines: Span[] = [[start, run.lastIndex]];
  for (let at = run.lastIndex; ; at = nextLine.lastIndex) {
    nextLine.lastIndex = at;
    const match = nextLine.exec(text);
    if (match === null) return lines;
    lines.push([at + (match[1] ?? '').length, nextLine.lastIndex]);
  }
}
