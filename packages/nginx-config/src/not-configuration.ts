/**
 * What people copy along with a configuration: elisions, Markdown fences, shell prompts, what nginx prints. Such text
 * stands where a directive would begin, and no directive begins so.
 */
const elision = /^[[(<]?(?:\.{2,}|…+)[\])>]?[;,]?$/;
const bracketed = /^[[(<][^\n]*[\])>]\s*$/;
const lines = [
  /^(?:```|~~~)/,
  /^[$%>]\s/,
  /^[\w.-]+@[\w.-]+[^\n]*[#$%]\s/,
  /^\[[\w.-]+@[^\n]*\][#$]/,
  /^nginx: /,
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[/,
  /^(?:Defaulting|Defaulted) container /,
  /^(?:-{3,}|={3,}|\*{3,}|_{3,})/,
  /^(?:diff --git|index [0-9a-f]+\.\.|@@ )/,
  /^\/\//,
  /^==> [^\n]* <==/,
];
const plainName = /^[A-Za-z_][\w.-]*$/;

/**
 * The end of text that is no configuration, where the word from `start` to `end` begins such; undefined for what may
 * be a directive.
 */
export function passedOver(text: string, start: number, end: number): number | undefined {
  const word = text.slice(start, Math.min(end, start + 200));
  if (word !== 'nginx:' && word !== 'Defaulted' && word !== 'Defaulting' && plainName.test(word)) return undefined;
  if (elision.test(word)) return text.charCodeAt(end) === 59 && !word.endsWith(';') ? end + 1 : end;
  const newline = text.indexOf('\n', start);
  const lineEnd = newline === -1 ? text.length : newline;
  const line = text.slice(start, Math.min(lineEnd, start + 500));
  if (!lines.some((pattern) => pattern.test(line)) && !bracketed.test(line)) return undefined;
  return line.endsWith('\r') ? lineEnd - 1 : lineEnd;
}
