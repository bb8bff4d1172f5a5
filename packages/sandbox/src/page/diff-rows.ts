/** A line of a unified diff. */
export interface DiffLine {
  readonly kind: 'file' | 'hunk' | 'added' | 'removed' | 'same';
  /** As the diff has it, its sign included. */
  readonly text: string;
}

/** A line of a file; undefined where the other side has one more. */
export interface Side {
  readonly number: number;
  readonly text: string;
}

/** A row of two files side by side, or a head over both: a file's name, or where a hunk begins. */
export type DiffRow =
  | { readonly head: string; readonly kind: 'file' | 'hunk' }
  | { readonly before: Side | undefined; readonly after: Side | undefined; readonly same: boolean };

/** The lines of a unified diff. What a hunk counts decides: a removed line may begin with `-- `. */
export function diffLines(diff: string): readonly DiffLine[] {
  let before = 0;
  let after = 0;
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((text): DiffLine => {
      if (text.startsWith('\\')) return { kind: 'same', text };
      if (before + after <= 0) {
        const hunk = hunkHead(text);
        if (hunk === undefined) return { kind: 'file', text };
        before = hunk.before.count;
        after = hunk.after.count;
        return { kind: 'hunk', text };
      }
      if (!text.startsWith('+')) before -= 1;
      if (!text.startsWith('-')) after -= 1;
      return { kind: text.startsWith('+') ? 'added' : text.startsWith('-') ? 'removed' : 'same', text };
    });
}

/** What was beside what is: lines that were removed stand beside those that came in their place. */
export function diffRows(diff: string): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  const removed: Side[] = [];
  const added: Side[] = [];
  let before = 1;
  let after = 1;
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1)
      rows.push({ before: removed[index], after: added[index], same: false });
    removed.length = 0;
    added.length = 0;
  };
  for (const { kind, text } of diffLines(diff)) {
    const content = text.slice(1);
    if (kind === 'removed') removed.push({ number: before++, text: content });
    else if (kind === 'added') added.push({ number: after++, text: content });
    else if (kind === 'same' && !text.startsWith('\\')) {
      flush();
      rows.push({
        before: { number: before++, text: content },
        after: { number: after++, text: content },
        same: true,
      });
    } else if (kind !== 'same') {
      flush();
      const hunk = hunkHead(text);
      if (hunk !== undefined) {
        before = hunk.before.line;
        after = hunk.after.line;
      }
      // One name is enough where both are the same but for `a/` and `b/`.
      if (!text.startsWith('--- ')) rows.push({ head: text.replace(/^\+\+\+ (?:b\/)?/, ''), kind });
    }
  }
  flush();
  return rows;
}

interface Range {
  readonly line: number;
  readonly count: number;
}

/** `@@ -3,4 +3,9 @@`; a count of one is not written. */
function hunkHead(text: string): { readonly before: Range; readonly after: Range } | undefined {
  const found = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
  if (found === null) return undefined;
  const [, before, beforeCount = 1, after, afterCount = 1] = found;
  return {
    before: { line: Number(before), count: Number(beforeCount) },
    after: { line: Number(after), count: Number(afterCount) },
  };
}
