// What a terminal obeys instead of showing, or what reorders what a reader sees: controls, formats (bidirectional marks,
// zero widths, the byte order mark), line and paragraph separators, lone surrogates.
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * One line of foreign text as it may be shown: every steering character spelt as `\x1b` or `\u{202e}`, tabs as a blank.
 * Logs hold what clients sent, so an escape sequence in them can repaint a terminal.
 */
export function visible(text: string): string {
  return text.replace(steering, (found) => (found === '\t' ? ' ' : spelt(found)));
}

/** The same for a text of several lines, such as a diff: line ends and tabs stay, and a carriage return before a line end goes. */
export function visibleLines(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, '').split('\t').map(visible).join('\t'));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function spelt(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`;
}
