import type { Directive, Node, SyntaxTree } from '../tree.js';
import { indentation, startsLine } from './line.js';

/** What one level of indentation is in a file: as its first indented block has it, else four spaces. */
export function indentationUnit(tree: SyntaxTree): string {
  const stack: Node[] = [...tree.body].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type !== 'directive' || node.body === undefined) continue;
    const outer = indentation(tree.text, node.start);
    for (const child of node.body) {
      if (child.type !== 'directive' || !startsLine(tree.text, child.start)) continue;
      const inner = indentation(tree.text, child.start);
      if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
    }
    stack.push(...node.body.toReversed());
  }
  return '    ';
}

/**
 * The blanks between a name and its first argument that fit the neighbours: where they line their arguments up, this
 * name is filled up to their column.
 */
export function gapAfter(
  name: string,
  tree: SyntaxTree,
  neighbours: readonly Node[],
  nearest: Directive | undefined,
): string {
  const columns = new Map<number, number>();
  let separate = 0;
  for (const node of neighbours) {
    const gap = node.type === 'directive' ? gapOf(tree, node) : undefined;
    if (gap === undefined || node.type !== 'directive') continue;
    if (gap.includes('\t')) return gap;
    if (gap.length > 1 || node === nearest) columns.set(columnOf(node), (columns.get(columnOf(node)) ?? 0) + 1);
    if (gap.length > 1) separate++;
  }
  if (separate === 0) return ' ';
  const own = nearest === undefined ? undefined : columnOf(nearest);
  const column = own !== undefined && (gapOf(tree, nearest)?.length ?? 0) > 1 ? own : mostFrequent(columns);
  return ' '.repeat(Math.max(1, column - name.length));
}

const columnOf = (directive: Directive): number => (directive.args[0]?.start ?? directive.name.end) - directive.start;

function gapOf(tree: SyntaxTree, directive: Directive | undefined): string | undefined {
  const first = directive?.args[0];
  if (directive === undefined || first === undefined || directive.body !== undefined) return undefined;
  const gap = tree.text.slice(directive.name.end, first.start);
  return /^[ \t]+$/.test(gap) ? gap : undefined;
}

function mostFrequent(counts: ReadonlyMap<number, number>): number {
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}
