/**
 * What people copy along with a configuration: elisions, Markdown fences, shell prompts, line numbers, quotation marks
 * of a mail or a diff, a sentence, what nginx prints. Such text stands where a directive would begin, and no directive
 * of nginx begins so.
 */
const elision = /^[[(<]?(?:\.{2,}|…+)[\])>]?[;,]?$/;

/** Put before a line that is configuration: `12:`, `12` of `cat -n`, `>`, the `+` of a diff. */
const prefix = /^(?:\d+(?:[:|]|-(?=[a-z}#]))?(?=[A-Za-z_}#\s]|$)|>+(?=\s|$)|\+(?=[\sA-Za-z_}]|$))/;

/** Whole lines, of names that aren't known as directives. */
const lines = [
  /^(?:```|~~~)/,
  /^[$%]\s/,
  /^[\w.-]+@[\w.-]+[^\n]*[#$%](?:\s|$)/,
  /^\[[\w.-]+@[^\n]*\][#$]/,
  /^nginx: /,
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[/,
  /^Default(?:ing|ed) container /,
  /^(?:-{2,}|={3,}|\*{3,}|_{3,})/,
  /^(?:diff --git|index [0-9a-f]+\.\.|@@ |\+\+\+ |-(?:\s|[a-z_}#]))/,
  /^\/\//,
  /^==> [^\n]* <==/,
  /^[[(<][^\n]*[\])>]\s*$/,
  /^(?:\.{2,}|…)[^;{}\n]*$/,
  /^[A-Z][^;{}\n]*$/,
  /^[^;{}\n]*:\s*$/,
];

/** Long enough for any line that the patterns are about; what is longer is taken for a directive. */
const longest = 500;

/**
 * The end of text that is no configuration, where the word from `start` to `end` begins such; undefined for what may
 * be a directive.
 */
export function passedOver(text: string, start: number, end: number): number | undefined {
  const head = text.slice(start, start + longest);
  const newline = head.indexOf('\n');
  const line = newline === -1 ? head : head.slice(0, newline);
  const added = line.startsWith('+++ ') ? null : prefix.exec(line);
  if (added !== null) return start + added[0].length;
  if (newline !== -1 || start + longest >= text.length) {
    if (lines.some((pattern) => pattern.test(line))) return start + line.trimEnd().length;
  }
  const word = text.slice(start, Math.min(end, start + 20));
  if (!elision.test(word)) return undefined;
  return text[end] === ';' && !word.endsWith(';') ? end + 1 : end;
}
