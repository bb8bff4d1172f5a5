import { structuredPatch } from 'diff';

/** The difference of two texts as `git diff` prints it, three lines of context; empty where there is none. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const name = file.replace(/^(?:\.?\/)+/, '');
  const { hunks } = structuredPatch(name, name, before, after, '', '', { context: 3 });
  const lines = [`--- a/${name}`, `+++ b/${name}`];
  for (const hunk of hunks) {
    lines.push(`@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`, ...hunk.lines);
  }
  return `${lines.join('\n')}\n`;
}

const span = (start: number, lines: number): string => {
  const from = lines === 0 ? Math.max(0, start - 1) : start;
  return lines === 1 ? String(from) : `${from},${lines}`;
};
