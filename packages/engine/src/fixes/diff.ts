import { applyEdits, type Edit, type SyntaxTree, unifiedDiff } from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';

/** The edits as a unified diff, file by file. */
export function diffOf(edits: readonly Edit[], hops: readonly Hop[]): string {
  const trees = new Map<string, SyntaxTree>();
  for (const hop of hops) {
    for (const statement of [hop.pass, ...hop.enclosing, ...hop.enclosing.flatMap((block) => block.children)])
      trees.set(statement.tree.file, statement.tree);
  }
  const files = [...new Set(edits.map((edit) => edit.file))];
  return files
    .map((file) => {
      const text = trees.get(file)?.text ?? '';
      const result = applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      );
      return result.ok ? unifiedDiff(file, text, result.text) : '';
    })
    .join('');
}
