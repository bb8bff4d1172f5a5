import { type Configuration, type Problem, type Statement, walk } from '@stackengine/nginx-config';

/** Files that nginx ships for inclusion, and that set nothing of TLS. */
const harmless = /(?:mime\.types|(?:fastcgi|uwsgi|scgi)(?:_params|\.conf)|koi-utf|koi-win|win-utf)["']?\s*;?\s*$/;
const unread = new Set(['include-missing', 'include-unreadable', 'include-limit']);

const known = new WeakMap<Configuration, ReadonlySet<Statement>>();

/** Whether an `include` directly in the block could not be read, so that what it sets is not known. */
export function hasUnreadInclude(block: Statement, configuration: Configuration): boolean {
  let blocks = known.get(configuration);
  if (blocks === undefined) {
    blocks = blocksWithUnread(configuration);
    known.set(configuration, blocks);
  }
  return blocks.has(block);
}

function blocksWithUnread(configuration: Configuration): ReadonlySet<Statement> {
  const texts = new Map(configuration.trees.map(({ file, text }) => [file, text]));
  const problems = configuration.problems.filter(
    ({ code, file, start, end }) => unread.has(code) && !harmless.test(texts.get(file)?.slice(start, end) ?? ''),
  );
  const files = new Set(problems.map(({ file }) => file));
  const statements = new Map<string, Statement[]>();
  if (files.size > 0) {
    for (const statement of walk(configuration)) {
      const { file } = statement.tree;
      if (!files.has(file)) continue;
      const same = statements.get(file);
      if (same === undefined) statements.set(file, [statement]);
      else same.push(statement);
    }
  }
  return new Set(problems.flatMap((problem) => blocksAround(problem, statements.get(problem.file) ?? [])));
}

/** The innermost blocks of the file around the include; at its top, those that the file itself is included in. */
function blocksAround({ start }: Problem, statements: readonly Statement[]): readonly Statement[] {
  const around = statements.filter(
    ({ directive }) => directive.body !== undefined && directive.start < start && start < directive.end,
  );
  const innermost = Math.max(-1, ...around.map(({ directive }) => directive.start));
  if (innermost >= 0) return around.filter(({ directive }) => directive.start === innermost);
  return statements.flatMap(({ parent, tree }) => (parent !== undefined && parent.tree !== tree ? [parent] : []));
}
