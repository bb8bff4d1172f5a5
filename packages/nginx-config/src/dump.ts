/** A file inside the output of `nginx -T`; `offset` is where its text begins in that output. */
export interface DumpedFile {
  readonly file: string;
  readonly text: string;
  readonly offset: number;
}

const marker = /^# configuration file (.+):[ \t]*\r?$/gm;

/**
 * The files in the output of `nginx -T` (nginx.c, main: a marker line, the file as it is, a line feed), or undefined
 * for any other text. What stands before the first marker (nginx's own lines, a prompt) is left out.
 *
 * A tree of such a file has the path of the marker, and offsets into its own text: edits are made per inner file. Add
 * `offset` to the ranges of an edit to make it in the dump instead.
 */
export function splitDump(text: string): readonly DumpedFile[] | undefined {
  const marks = [...text.matchAll(marker)];
  const first = marks[0];
  if (first === undefined || !isDump(text, first.index, marks.length)) return undefined;
  return marks.map((mark, index) => {
    const offset = Math.min(text.length, mark.index + mark[0].length + 1);
    const next = marks[index + 1]?.index ?? text.length;
    return { file: mark[1] ?? '', text: withoutFinalLineFeed(text.slice(offset, Math.max(offset, next))), offset };
  });
}

/** A comment that looks like a marker doesn't make a dump of a file that has directives before it. */
function isDump(text: string, first: number, marks: number): boolean {
  if (marks > 1) return true;
  return !/^[ \t]*[a-z_]+[^\n:]*[;{]/m.test(text.slice(0, first));
}

/** nginx prints a line feed after each file. */
function withoutFinalLineFeed(text: string): string {
  if (text.endsWith('\r\n\r\n')) return text.slice(0, -2);
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}
