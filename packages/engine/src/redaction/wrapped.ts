import type { Embedded } from './embedded.js';

/** Narrower terminals cut words of prose as well. */
const narrowest = 60;
const widest = 400;
/** Nobody copies more out of a terminal. */
const longest = 4_000_000;

/**
 * The text as it was before a terminal wrapped it, with the way back: lines that are as long as the longest one, and end and go on with
 * characters of tokens, are put together again. Undefined where there are none.
 */
export function unwrapped(text: string): Embedded | undefined {
  const widths = text.length > longest ? [] : widthsOf(text);
  const joins = widths.length === 0 ? [] : joinsOf(text, widths);
  if (joins.length === 0) return undefined;
  const at = new Int32Array(text.length - joins.length + 1);
  let out = '';
  let from = 0;
  for (const newline of [...joins, text.length]) {
    for (let index = from; index < newline; index++) at[out.length + index - from] = index;
    out += text.slice(from, newline);
    from = newline + 1;
  }
  at[out.length] = text.length;
  return { text: out, at };
}

/** The line ends that stand inside of a token. */
function joinsOf(text: string, widths: readonly number[]): readonly number[] {
  const joins: number[] = [];
  let start = 0;
  for (let newline = text.indexOf('\n'); newline !== -1; newline = text.indexOf('\n', start)) {
    if (
      widths.includes(newline - start) &&
      isToken(text[newline - 1]) &&
      isToken(text[newline + 1]) &&
      !text.startsWith('-----', newline + 1) &&
      !/\.\n\p{Lu}/u.test(text.slice(newline - 1, newline + 2)) &&
      !beginsSentence.test(text.slice(newline + 1, newline + 48)) &&
      !isNamed(text, newline + 1)
    )
      joins.push(newline);
    start = newline + 1;
  }
  return joins;
}

/** The widths that a text may be wrapped at: that of its longest lines, and those of lines that a line as long follows which is one token. */
function widthsOf(text: string): readonly number[] {
  let width = 0;
  let before = 0;
  const others = new Set<number>();
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const length = end - start;
    if (
      length === before &&
      length >= narrowestOfMany &&
      length !== mime &&
      length <= widest &&
      oneToken.test(text.slice(start, end))
    )
      others.add(length);
    width = Math.max(width, length);
    before = length;
    start = end + 1;
  }
  return [...others, ...(width >= narrowest && width <= widest ? [width] : [])].slice(0, mostWidths);
}
/** Base64 is written in lines of 64 (RFC 7468) or 76 (RFC 2045), whatever is narrow. */
const narrowestOfMany = 72;
const mime = 76;
const oneToken = /^[A-Za-z0-9_\-.+/=%&]+$/;
const mostWidths = 4;

/** A line that begins with a name and its value is a line of its own; so is one of a log, which begins with a date or an address. */
function isNamed(text: string, start: number): boolean {
  name.lastIndex = start;
  logged.lastIndex = start;
  return name.test(text) || logged.test(text);
}
/** `Added …`, `export PATH`: a word and a blank. The end of a token is one by chance alone. */
const beginsSentence = /^(?:\p{Lu}\p{Ll}{2,20}[ ,:]|\p{Ll}{3,20}[ \t])/u;
const name = /[A-Za-z0-9_\-.+/%]{1,120}(?:["']?[ \t]{0,8}(?::|=(?![=\s]|$))|[ \t]{1,8}=[ \t])/y;
const logged = /(?:\d{4}[-/]\d\d[-/]\d\d|(?:\d{1,3}\.){3}\d{1,3}|[A-Z][a-z]{2}[ ]{1,2}\d{1,2})[ \t]/y;

const isToken = (letter: string | undefined): boolean => letter !== undefined && /[A-Za-z0-9_\-.+/=%&]/.test(letter);
