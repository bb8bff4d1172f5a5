import { type Edit, editsDiff, type Statement, type SyntaxTree } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';

/** The edits as a unified diff, file by file. */
export function diffOf(edits: readonly Edit[], hops: readonly Hop[]): string {
  const trees = new Map<string, SyntaxTree>();
  const note = (statement: Statement): void => void trees.set(statement.tree.file, statement.tree);
  for (const { pass } of hops) note(pass);
  // In blocks of thousands of children only where an edit is in a file of theirs.
  const blocks = new Set(hops.flatMap((hop) => hop.enclosing));
  for (const block of blocks) note(block);
  if (!edits.every((edit) => trees.has(edit.file))) for (const block of blocks) block.children.forEach(note);
  const files = [...new Set(edits.map((edit) => edit.file))];
  return files
    .map((file) => {
      const tree = trees.get(file);
      const own = edits.filter((edit) => edit.file === file);
      return tree === undefined ? '' : editsDiff(tree, own);
    })
    .join('');
}
