import { structuredPatch } from 'diff';
import { lineStartsOf, positionIn } from '../position.js';
import type { SyntaxTree } from '../tree.js';
import { applyEdits } from './apply.js';
import type { Edit } from './edit.js';

const context = 3;

/** The difference of two texts as `git diff` prints it, three lines of context; empty where there is none. */
export function unifiedDiff(file: string, before: string, after: string): string {
  return withHeader(file, hunksOf(before, after, 0, 0).lines);
}

/**
 * The difference that edits of one file make, as `unifiedDiff` prints it, in time that grows with the edits rather than with the
 * file. Empty where they conflict.
 */
export function editsDiff(tree: SyntaxTree, edits: readonly Edit[]): string {
  const lines: string[] = [];
  let shift = 0;
  for (const cluster of clusters(tree, edits)) {
    const { start, end, firstLine } = cluster;
    const before = tree.text.slice(start, end);
    const moved = cluster.edits.map(
      ({ range: [from, to], ...edit }): Edit => ({ ...edit, range: [from - start, to - start] }),
    );
    const applied = applyEdits(before, moved);
    if (!applied.ok) return '';
    const hunks = hunksOf(before, applied.text, firstLine, shift);
    lines.push(...hunks.lines);
    shift += hunks.growth;
  }
  return withHeader(tree.file, lines);
}

interface Cluster {
  readonly start: number;
  end: number;
  /** How many lines stand before it. */
  readonly firstLine: number;
  lastLine: number;
  readonly edits: Edit[];
}

/** Edits whose contexts touch, with the whole lines around them. */
function clusters(tree: SyntaxTree, edits: readonly Edit[]): readonly Cluster[] {
  const starts = lineStartsOf(tree);
  const found: Cluster[] = [];
  for (const edit of edits.toSorted((a, b) => a.range[0] - b.range[0])) {
    const from = positionIn(starts, edit.range[0]).line - 1 - context - 1;
    const to = positionIn(starts, edit.range[1]).line - 1 + context + 1;
    const end = starts[to + 1] ?? tree.text.length;
    const last = found.at(-1);
    if (last !== undefined && from <= last.lastLine + 1) {
      last.edits.push(edit);
      if (to > last.lastLine) [last.lastLine, last.end] = [to, end];
    } else {
      const firstLine = Math.max(0, from);
      found.push({ start: starts[firstLine] ?? 0, end, firstLine, lastLine: to, edits: [edit] });
    }
  }
  return found;
}

function hunksOf(before: string, after: string, linesBefore: number, shift: number) {
  const lines: string[] = [];
  let growth = 0;
  if (before === after) return { lines, growth };
  const { hunks } = structuredPatch('', '', before, after, '', '', { context });
  for (const { oldStart, oldLines, newStart, newLines, lines: own } of hunks) {
    const [from, to] = [linesBefore + oldStart, linesBefore + shift + newStart];
    lines.push(`@@ -${span(from, oldLines)} +${span(to, newLines)} @@`, ...own);
    growth += newLines - oldLines;
  }
  return { lines, growth };
}

function withHeader(file: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const name = file.replace(/^(?:\.?\/)+/, '');
  return `${[`--- a/${name}`, `+++ b/${name}`, ...lines].join('\n')}\n`;
}

const span = (start: number, lines: number): string => {
  const from = lines === 0 ? Math.max(0, start - 1) : start;
  return lines === 1 ? String(from) : `${from},${lines}`;
};
