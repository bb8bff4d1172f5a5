import type { Context, Statement } from './configuration.js';
import { directiveInfo } from './directives.js';

/** Inner contexts first: a line that may stand in a location is most likely taken from one. */
const preference: readonly Context[] = [
  'location',
  'server',
  'upstream',
  'stream server',
  'stream upstream',
  'http',
  'stream',
  'if in location',
  'if in server',
  'limit_except',
  'mail server',
  'mail',
  'events',
  'main',
];

/** Where people put a directive that nginx would also take elsewhere; it counts when the rest doesn't decide. */
const usual: ReadonlyMap<string, readonly Context[]> = new Map([
  ['location', ['server']],
  ['types', ['http']],
]);

/**
 * The context that the top statements of a text need: the one that most of them may stand in, of equals the innermost.
 * `main` for a whole configuration, `unknown` where no directive is known.
 */
export function neededContext(statements: readonly Statement[]): Context {
  const votes = new Map<Context, number>();
  for (const statement of statements) {
    for (const context of usual.get(statement.name) ?? allowedContexts(statement)) {
      votes.set(context, (votes.get(context) ?? 0) + 1);
    }
  }
  const best = Math.max(0, ...votes.values());
  return best === 0 ? 'unknown' : (preference.find((context) => votes.get(context) === best) ?? 'unknown');
}

/** The context of one top statement: that of its text, unless it can't stand there. */
export function contextOf(statement: Statement, needed: Context): Context {
  const allowed = allowedContexts(statement);
  return allowed.length === 0 || allowed.includes(needed) ? needed : neededContext([statement]);
}

/** The contexts in which nginx takes a statement, by its name, its body and, for `server` and `proxy_pass`, its content. */
export function allowedContexts(statement: Statement): readonly Context[] {
  const block = statement.directive.body !== undefined || statement.directive.raw !== undefined;
  const contexts = contextsOf(statement.name, block);
  if (statement.name === 'server' && block) return [serverParent(statement)];
  if (statement.name !== 'proxy_pass') return contexts;
  const scheme = /^https?:\/\//i.test(statement.args[0] ?? '');
  const variable = statement.args[0]?.startsWith('$') === true;
  return contexts.filter((context) => variable || context.startsWith('stream') !== scheme);
}

function contextsOf(name: string, block: boolean): readonly Context[] {
  const modules = directiveInfo(name)?.modules ?? [];
  const same = modules.filter((entry) => entry.block === block);
  const contexts = (same.length > 0 ? same : modules).flatMap((entry) => entry.contexts);
  return [...new Set(contexts)].filter((context) => context !== 'any' && context !== 'unknown');
}

/** Whether a `server` block is one of http, stream or mail: by its own directives that only one of them has. */
function serverParent(server: Statement): 'http' | 'stream' | 'mail' {
  let [http, stream, mail] = [0, 0, 0];
  for (const child of server.children) {
    if (child.name === 'location') http += 10;
    const contexts = contextsOf(child.name, child.directive.body !== undefined);
    const inHttp = contexts.includes('server');
    if (inHttp && !contexts.includes('stream server')) http++;
    if (!inHttp && contexts.includes('stream server')) stream++;
    if (!inHttp && contexts.includes('mail server')) mail++;
  }
  if (stream > http && stream >= mail) return 'stream';
  return mail > http ? 'mail' : 'http';
}
