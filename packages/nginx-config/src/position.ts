import type { Position, SyntaxTree } from './tree.js';

const tables = new WeakMap<SyntaxTree, readonly number[]>();

/** Offsets at which lines start. As nginx counts: a line ends with LF, so a lone CR ends none. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column (both 1-based, UTF-16 code units) of an offset, by binary search in a table of lines. */
export function positionIn(starts: readonly number[], offset: number): Position {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Line and column (both 1-based) of an offset into the text of a tree. The table of lines is made at the first call. */
export function positionAt(tree: SyntaxTree, offset: number): Position {
  return positionIn(lineStartsOf(tree), Math.max(0, Math.min(offset, tree.text.length)));
}

/** The offsets at which the lines of a tree's text start; made at the first call. */
export function lineStartsOf(tree: SyntaxTree): readonly number[] {
  let starts = tables.get(tree);
  if (starts === undefined) {
    starts = lineStarts(tree.text);
    tables.set(tree, starts);
  }
  return starts;
}
