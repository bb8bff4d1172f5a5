import { type Configuration, positionAt, walk } from '@stackengine/nginx-config';
import type { Case } from '../causes/cause.js';

/** The directives whose first argument is this file, as an absolute path or below nginx's prefix. */
export function directivesNaming(
  file: string,
  configuration: Configuration | undefined,
): ReturnType<Case['directivesNaming']> {
  const found: { directive: string; file: string; line: number }[] = [];
  if (configuration === undefined) return found;
  for (const statement of walk(configuration)) {
    const [argument] = statement.args;
    if (argument === undefined || statement.children.length > 0) continue;
    if (argument === file || (!argument.startsWith('/') && file.endsWith(`/${argument}`)))
      found.push({
        directive: statement.name,
        file: statement.tree.file,
        line: positionAt(statement.tree, statement.directive.start).line,
      });
  }
  return found;
}
