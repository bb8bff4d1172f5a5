import {
  applyEdits,
  type Configuration,
  type Context,
  type Edit,
  type Statement,
  type SyntaxTree,
} from '@stackengine/nginx-config';

const prefix = '/etc/nginx/';
/** Where nginx finds its main file in a world. */
export const mainPath = `${prefix}nginx.conf`;

/** One file of the world: a tree, and the part of it that stands there. */
export interface Placed {
  readonly path: string;
  readonly tree: SyntaxTree;
  /** Top statements that this copy holds; undefined: the whole file. */
  readonly only: readonly Statement[] | undefined;
}

/** Where each file of a configuration stands in the world, and the text around fragments. */
export interface Layout {
  readonly placed: readonly Placed[];
  readonly pathOf: (tree: SyntaxTree) => string;
  /** The main file, where none was given. */
  readonly wrapper: string | undefined;
}

/** Where clients of a fragment without a listener knock. */
export const standInListener = '127.0.0.1:8080';
export const standInStreamListener = '127.0.0.1:9000';

/** Trees that nothing includes: a main file, or fragments. */
function roots({ statements }: Configuration): ReadonlyMap<SyntaxTree, readonly Statement[]> {
  const found = new Map<SyntaxTree, Statement[]>();
  for (const statement of statements) {
    const own = found.get(statement.tree);
    if (own === undefined) found.set(statement.tree, [statement]);
    else own.push(statement);
  }
  return found;
}

/** Gives every file its place. Whoever has no main file gets the least that nginx starts with. */
export function layOut(configuration: Configuration): Layout {
  const { statements, trees, includes } = configuration;
  const included = new Set([...(includes?.values() ?? [])].flat());
  const tops = roots(configuration);
  const main = statements.find(({ context, tree }) => context === 'main' && !included.has(tree))?.tree;
  const paths = new Map<SyntaxTree, string>();
  const taken = new Set([mainPath]);
  const directory = main === undefined ? undefined : main.file.slice(0, main.file.lastIndexOf('/') + 1);
  for (const tree of trees) {
    if (tree === main) paths.set(tree, mainPath);
    else paths.set(tree, free(inside(tree.file, directory), taken));
  }
  const pathOf = (tree: SyntaxTree): string => paths.get(tree) ?? mainPath;
  const whole = trees.map((tree) => ({ path: pathOf(tree), tree, only: undefined }));
  const loose = [...tops].filter(([tree]) => tree !== main && !included.has(tree));
  if (main !== undefined && loose.length === 0) return { placed: whole, pathOf, wrapper: undefined };
  const parts = loose.flatMap(([tree, own]) => fragments(tree, own, pathOf(tree)));
  const held = whole.filter(({ tree }) => tree === main || included.has(tree));
  // Files beside a whole configuration that nothing includes take no part in it.
  if (main !== undefined) return { placed: held, pathOf, wrapper: undefined };
  return { placed: [...held, ...parts.map(({ placed }) => placed)], pathOf, wrapper: wrapped(parts) };
}

function inside(file: string, directory: string | undefined): string {
  if (directory !== undefined && directory !== '' && file.startsWith(directory))
    return prefix + file.slice(directory.length);
  if (file.startsWith(prefix)) return file;
  return `${prefix}given/${file.replace(/^[./]+/, '').replace(/[^\w./-]/g, '_')}`;
}

function free(path: string, taken: Set<string>): string {
  let candidate = path;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${path}.${count}`;
  taken.add(candidate);
  return candidate;
}

interface Part {
  readonly context: Context;
  readonly placed: Placed;
}

/** People paste an `upstream` block and a `location` together: one copy of the file for each context. */
function fragments(tree: SyntaxTree, own: readonly Statement[], path: string): readonly Part[] {
  const contexts = [...new Set(own.map(({ context }) => context))];
  return contexts.map((context) => ({
    context,
    placed: {
      path: contexts.length === 1 ? path : `${path}.${context.replace(/\W/g, '-')}`,
      tree,
      only: contexts.length === 1 ? undefined : own.filter((statement) => statement.context === context),
    },
  }));
}

const levels: Readonly<Partial<Record<Context, string>>> = {
  http: 'http',
  server: 'server',
  location: 'location',
  'if in location': 'location',
  'if in server': 'server',
  limit_except: 'location',
  stream: 'stream',
  'stream server': 'stream server',
  main: 'main',
  events: 'events',
  upstream: 'upstream',
  'stream upstream': 'stream upstream',
};

function wrapped(parts: readonly Part[]): string {
  const at = (level: string): string =>
    parts
      .filter(({ context }) => (levels[context] ?? 'location') === level)
      .map(({ placed }) => `include ${placed.path};`)
      .join(' ');
  const block = (name: string, inner: string): string => (inner === '' ? '' : `${name} { ${inner} }`);
  const server = [at('server'), block('location /', at('location'))].filter(Boolean).join(' ');
  const listen = (address: string, inner: string): string => (inner === '' ? '' : `listen ${address}; ${inner}`);
  const http = [
    at('http'),
    block('upstream stand_in', at('upstream')),
    block('server', listen(standInListener, server)),
  ].filter(Boolean);
  const stream = [
    at('stream'),
    block('upstream stand_in', at('stream upstream')),
    block('server', listen(standInStreamListener, at('stream server'))),
  ].filter(Boolean);
  return [at('main'), `events { ${at('events')} }`, block('http', http.join(' ')), block('stream', stream.join(' '))]
    .filter(Boolean)
    .join('\n')
    .concat('\n');
}

/** Everything but these statements gone, line ends kept. */
export function blanks(tree: SyntaxTree, only: readonly Statement[]): readonly Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  for (const { directive } of [...only].sort((a, b) => a.directive.start - b.directive.start)) {
    edits.push({
      file: tree.file,
      range: [at, directive.start],
      text: tree.text.slice(at, directive.start).replace(/[^\n]/g, ''),
    });
    at = directive.end;
  }
  edits.push({ file: tree.file, range: [at, tree.text.length], text: tree.text.slice(at).replace(/[^\n]/g, '') });
  return edits.filter(({ range }) => range[0] < range[1]);
}

/** The text of a placed file with some edits; where they can't be made, without. No line moves. */
export function textOf({ tree, only }: Placed, edits: readonly Edit[]): string {
  const held =
    only === undefined
      ? edits
      : edits.filter(({ range: [from, to] }) =>
          only.some(({ directive }) => directive.start <= from && to <= directive.end),
        );
  const made = applyEdits(tree.text, only === undefined ? held : [...held, ...blanks(tree, only)]);
  return made.ok ? made.text : tree.text;
}
