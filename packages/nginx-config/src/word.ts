import { BACKSLASH, CR, DOLLAR, LF, OPEN_BRACE, SEMICOLON, SPACE, TAB } from './characters.js';

const special = new Uint8Array(128);
for (const code of [SPACE, TAB, LF, CR, SEMICOLON, OPEN_BRACE, BACKSLASH, DOLLAR]) special[code] = 1;

/**
 * Past an unquoted word that starts at `at`: up to a blank, `;` or `{`, except for the brace of `${name}` and for what
 * a backslash protects. Quotes inside a word are ordinary (nginx: ngx_conf_file.c, ngx_conf_read_token).
 */
export function bareWordEnd(text: string, start: number): number {
  const length = text.length;
  let variable = false;
  let at = start;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || special[code] === 0) {
      variable = false;
    } else if (code === DOLLAR) {
      variable = true;
    } else if (code === BACKSLASH) {
      variable = false;
      at++;
    } else if (code !== OPEN_BRACE || !variable) {
      return at;
    }
  }
  return length;
}

/** The offset of the quote that closes the one at `start`; -1 where there is none. */
export function closingQuote(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === BACKSLASH) at++;
  }
  return -1;
}

const replacements: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/** What nginx makes of the text of a word: `\"` `\'` `\\` lose the backslash, `\t` `\r` `\n` are characters, others stay. */
export function unescapeWord(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(["'\\trn])/g, (_, escaped: string) => replacements[escaped] ?? escaped);
}

/** nginx reads words through a buffer of 4096 bytes (NGX_CONF_BUFFER), closing quote or delimiter included. */
export const wordLimit = 4096;

/** The length in UTF-8, counted only where it can matter. */
export function exceeds(text: string, start: number, end: number, limit: number): boolean {
  if (end - start >= limit) return true;
  if ((end - start) * 3 < limit) return false;
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair counts for two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes >= limit;
}
