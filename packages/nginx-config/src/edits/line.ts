/** Offset of the first character of the line that holds `at`. */
export const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);

/** Offset of the LF that ends the line which holds `at`; the length of the text where none does. */
export function lineFeed(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}

/** The blanks that a line begins with, up to `at` at most; a byte order mark is none of them. */
export function indentation(text: string, at: number): string {
  const start = lineStart(text, at);
  return /^\uFEFF?([ \t]*)/.exec(text.slice(start, at))?.[1] ?? '';
}

/** Whether only blanks stand before `at` on its line. */
export const startsLine = (text: string, at: number): boolean =>
  /^\uFEFF?[ \t]*$/.test(text.slice(lineStart(text, at), at));

/** Whether only blanks, or a comment, follow `at` on its line. */
export const endsLine = (text: string, at: number): boolean =>
  /^[ \t]*(?:#.*)?\r?$/.test(text.slice(at, lineFeed(text, at)));

/** How the lines around `at` end; of a text of one line, LF. */
export function lineEnd(text: string, at: number): '\r\n' | '\n' {
  const after = text.indexOf('\n', at);
  const feed = after === -1 ? text.lastIndexOf('\n') : after;
  return feed > 0 && text[feed - 1] === '\r' ? '\r\n' : '\n';
}
