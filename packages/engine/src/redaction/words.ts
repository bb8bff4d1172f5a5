/** What kinds of character a word holds. */
export const DIGIT = 1;
export const LOWER = 2;
export const UPPER = 4;
export const DOT = 8;
export const OTHER = 16;

const classes = new Uint8Array(128);
for (let code = 48; code <= 57; code++) classes[code] = DIGIT;
for (let code = 97; code <= 122; code++) classes[code] = LOWER;
for (let code = 65; code <= 90; code++) classes[code] = UPPER;
classes[46] = DOT;
classes[45] = OTHER; // -
classes[95] = OTHER; // _

/**
 * Walks the words of a text, runs of letters, digits, `_`, `-` and `.`, letters of every script included. `visit` is told what kinds of
 * character a word holds, and may give an offset past the word at which to go on.
 */
export function eachWord(text: string, visit: (start: number, end: number, holds: number) => number): void {
  const { length } = text;
  let at = 0;
  while (at < length) {
    let code = text.charCodeAt(at);
    let kind = code < 128 ? (classes[code] ?? 0) : isLetterBeyondAscii(code) ? LOWER : 0;
    if (kind === 0) {
      at++;
      continue;
    }
    const start = at;
    let holds = 0;
    while (kind !== 0) {
      holds |= kind;
      at++;
      if (at === length) break;
      code = text.charCodeAt(at);
      kind = code < 128 ? (classes[code] ?? 0) : isLetterBeyondAscii(code) ? LOWER : 0;
    }
    const next = visit(start, at, holds);
    if (next > at) at = next;
  }
}

/** Roughly: punctuation and symbols of Unicode (U+2000 to U+2BFF) and of Latin-1 are none. */
function isLetterBeyondAscii(code: number): boolean {
  return (
    code >= 0xc0 &&
    code !== 0xd7 &&
    code !== 0xf7 &&
    (code < 0x2000 || code > 0x2bff) &&
    (code < 0x3000 || code > 0x303f) &&
    (code < 0xff00 || code > 0xff0f) && // fullwidth punctuation
    (code < 0xff1a || code > 0xff20) &&
    code !== 0xfeff &&
    code !== 0xfffd
  );
}
