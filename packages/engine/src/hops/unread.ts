import { type Configuration, type Problem, type Statement, walk } from '@stackengine/nginx-config';
import { grouped, oncePer } from '../tables.js';

/** Files that nginx ships for inclusion, and that set nothing of TLS. */
const harmless = /(?:mime\.types|(?:fastcgi|uwsgi|scgi)(?:_params|\.conf)|koi-utf|koi-win|win-utf)["']?\s*;?\s*$/;
const unread = new Set(['include-missing', 'include-unreadable', 'include-limit']);

/** Whether an `include` directly in the block could not be read, so that what it sets is not known. */
export function hasUnreadInclude(block: Statement, configuration: Configuration): boolean {
  return blocksWithUnread(configuration).has(block);
}

const blocksWithUnread = oncePer((configuration: Configuration): ReadonlySet<Statement> => {
  const texts = new Map(configuration.trees.map(({ file, text }) => [file, text]));
  const problems = configuration.problems.filter(
    ({ code, file, start, end }) => unread.has(code) && !harmless.test(texts.get(file)?.slice(start, end) ?? ''),
  );
  const files = new Set(problems.map(({ file }) => file));
  const statements = grouped(files.size === 0 ? [] : walk(configuration), ({ tree }) => [
    files.has(tree.file) ? tree.file : undefined,
  ]);
  return new Set(problems.flatMap((problem) => blocksAround(problem, statements.get(problem.file) ?? [])));
});

/** The innermost blocks of the file around the include; at its top, those that the file itself is included in. */
function blocksAround({ start }: Problem, statements: readonly Statement[]): readonly Statement[] {
  const around = statements.filter(
    ({ directive }) => directive.body !== undefined && directive.start < start && start < directive.end,
  );
  const innermost = Math.max(-1, ...around.map(({ directive }) => directive.start));
  if (innermost >= 0) return around.filter(({ directive }) => directive.start === innermost);
  return statements.flatMap(({ parent, tree }) => (parent !== undefined && parent.tree !== tree ? [parent] : []));
}
