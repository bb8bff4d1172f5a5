import type { Node, SyntaxTree } from './tree.js';

/**
 * The text of a tree, put together from its nodes and from what stands between them: the same text that was parsed.
 * That it is the same shows that no node lies outside its parent, overlaps its neighbour or is out of order.
 */
export function print(tree: SyntaxTree): string {
  const { text } = tree;
  let printed = '';
  let at = 0;
  const copy = (end: number): void => {
    printed += text.slice(at, end);
    at = end;
  };
  const printNodes = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      copy(node.start);
      if (node.type === 'directive') {
        for (const part of [node.name, ...node.args, ...node.comments].toSorted((a, b) => a.start - b.start)) {
          copy(part.start);
          copy(part.end);
        }
        if (node.open !== undefined) copy(node.open + 1);
        if (node.body !== undefined) printNodes(node.body);
        if (node.raw !== undefined) {
          printed += node.raw;
          at += node.raw.length;
        }
      }
      copy(node.end);
    }
  };
  printNodes(tree.body);
  copy(text.length);
  return printed;
}
