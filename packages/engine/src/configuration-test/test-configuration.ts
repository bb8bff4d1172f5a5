import {
  type Configuration,
  type Directive,
  directiveInfo,
  type Edit,
  type Node,
  quoteArgument,
  type SyntaxTree,
} from '@stackengine/nginx-config';
import { type Layout, layOut, mainPath, textOf } from '../reproduction/stand-ins/layout.js';
import { isBuiltIn } from '../reproduction/stand-ins/modules.js';
import type { World } from '../worlds/world.js';
import { standInsFor } from './stand-ins.js';

/** An nginx that can be asked `nginx -t`. */
export interface TestingNginx {
  readonly testConfiguration: (
    files: Readonly<Record<string, string | Uint8Array>>,
    where?: { readonly main: string; readonly prefix: string },
  ) => { readonly ok: boolean; readonly output: string };
  /** Certificates with fresh keys, in PEM. */
  readonly issue: (table: World['certificates']) => {
    readonly certificates: Readonly<Record<string, string>>;
    readonly keys: Readonly<Record<string, string>>;
  };
}

/** What nginx said, without its prefix and the place. */
export interface TestMessage {
  readonly level: string;
  readonly text: string;
  /** As the user named it. */
  readonly file?: string;
  readonly line?: number;
}

export interface Tested {
  readonly ok: boolean;
  readonly messages: readonly TestMessage[];
  /** Directives that this nginx was not shown: their modules are not built in, or the files that they name are not here. */
  readonly setAside: readonly string[];
  /** Certificates and keys in whose place generated ones were read, as they are named. */
  readonly standIns?: readonly string[];
}

/** Where the files of a configuration stand for nginx. */
export interface TestedLayout extends Layout {
  readonly main: string;
  readonly prefix: string;
}

export interface ConfigurationTestOptions {
  /** Other files by their absolute path: certificates, keys, lists of users. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The version was asked for: what it does not know yet is a mistake; otherwise the configuration may be for a later one. */
  readonly exactly?: boolean | undefined;
  /** Generated certificates and keys take the place of those that are named. */
  readonly standIns?: boolean | undefined;
  /** Files that stand for an include, where its own path is not theirs. */
  readonly includes?: ReadonlyMap<Directive, readonly string[]>;
  /** Text behind the main file: what it lacks to be one. */
  readonly after?: string;
  /** Directives that nginx is not shown. */
  readonly without?: readonly Directive[];
}

const mostSetAside = 500;

/** Every directive of some nodes, at any depth. */
export function* directivesIn(nodes: readonly Node[]): Generator<Directive> {
  for (const node of nodes) {
    if (node.type !== 'directive') continue;
    yield node;
    yield* directivesIn(node.body ?? []);
  }
}

/** The text as nginx is shown it: without some directives, and with copied includes naming their files one by one. No line moves. */
function editsOf(
  tree: SyntaxTree,
  gone: readonly Directive[],
  includes: ReadonlyMap<Directive, readonly string[]>,
): readonly Edit[] {
  const edit = ({ start, end }: Directive, text: string): Edit => {
    const lines = '\n'.repeat(tree.text.slice(start, end).split('\n').length - 1);
    return { file: tree.file, range: [start, end], text: text + lines };
  };
  const included = [...directivesIn(tree.body)].flatMap((each) => {
    const files = gone.includes(each) ? undefined : includes.get(each);
    return files === undefined ? [] : [edit(each, files.map((file) => `include ${quoteArgument(file)};`).join(' '))];
  });
  return [...gone.map((each) => edit(each, '')), ...included];
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

function messagesOf(output: string, nameOf: (path: string) => string): readonly TestMessage[] {
  return output.split('\n').flatMap((line) => {
    const found = /^(?:nginx: |[\d/]+ [\d:]+ )\[(\w+)\] (?:\d+#\d+: )?(.*)$/.exec(line);
    if (found === null) return [];
    const [, level = '', said = ''] = found;
    const place = /^(.*) in ([^\s:]+):(\d+)$/.exec(said);
    if (place === null) return [{ level, text: said }];
    return [{ level, text: place[1] ?? '', file: nameOf(place[2] ?? ''), line: Number(place[3]) }];
  });
}

/**
 * What `nginx -t` says of a configuration. Directives of modules that this nginx does not have, of later versions, and those that load modules
 * are set aside, one by one, so that the rest is judged. Throws what the nginx throws.
 */
export function testConfiguration(
  configuration: Configuration,
  layout: TestedLayout,
  nginx: TestingNginx,
  { files, exactly, standIns: wanted, includes = new Map(), without = [], after = '' }: ConfigurationTestOptions,
): Tested {
  const { main, prefix, placed, pathOf, wrapper } = layout;
  const all = configuration.trees.flatMap(({ body }) => [...directivesIn(body)]);
  const standIns = wanted === true ? standInsFor(all, nginx) : { files: new Map<string, string>(), gone: [] };
  const others = {
    ...Object.fromEntries([...standIns.files].map(([path, pem]) => [inPrefix(path, prefix), pem])),
    ...files,
    ...(wrapper === undefined ? {} : { [main]: wrapper }),
  };
  const names = new Map([
    ...configuration.trees.map((tree) => [pathOf(tree), tree.file] as const),
    ...placed.map(({ path, tree }) => [path, tree.file] as const),
  ]);
  const nameOf = (path: string) => names.get(path) ?? path;
  const gone = new Map<SyntaxTree, Directive[]>();
  const setAside: string[] = [];
  const drop = (tree: SyntaxTree, directive: Directive) => {
    gone.set(tree, [...(gone.get(tree) ?? []), directive]);
    setAside.push([directive.name, ...directive.args].map(({ value }) => value).join(' '));
  };
  for (const tree of configuration.trees)
    for (const each of directivesIn(tree.body))
      if (each.name.value === 'load_module' || standIns.gone.includes(each) || without.includes(each)) drop(tree, each);
  for (;;) {
    const texts = placed.map(
      ({ path, ...each }) =>
        [
          path,
          textOf({ path, ...each }, editsOf(each.tree, gone.get(each.tree) ?? [], includes)) +
            (path === main ? after : ''),
        ] as const,
    );
    const { ok, output } = nginx.testConfiguration({ ...others, ...Object.fromEntries(texts) }, { main, prefix });
    const messages = messagesOf(output, nameOf);
    const unknown =
      setAside.length < mostSetAside ? unknownDirective(messages, configuration, gone, exactly === true) : undefined;
    if (unknown === undefined)
      return { ok, messages, setAside, ...(wanted === true ? { standIns: [...standIns.files.keys()] } : {}) };
    drop(unknown.tree, unknown.directive);
  }
}

/**
 * The same of what was given by itself, away from its machine: a whole configuration, or fragments, which get the least around them that nginx
 * starts with. Certificates and keys are generated; includes whose files were not given are set aside.
 */
export function testGiven(configuration: Configuration, nginx: TestingNginx): Tested {
  const layout = { ...layOut(configuration), main: mainPath, prefix: '/etc/nginx' };
  const found = [...(configuration.includes ?? [])];
  const includes = new Map(
    found.flatMap(([directive, trees]) => (trees.length === 0 ? [] : [[directive, trees.map(layout.pathOf)] as const])),
  );
  const without = configuration.trees.flatMap(({ body }) =>
    [...directivesIn(body)].filter((each) => each.name.value === 'include' && !includes.has(each)),
  );
  return testConfiguration(configuration, layout, nginx, {
    files: {},
    standIns: true,
    includes,
    without,
    after: configuration.statements.some(({ name }) => name === 'events') ? '' : '\nevents {}\n',
  });
}

const inPrefix = (path: string, prefix: string): string => (path.startsWith('/') ? path : `${prefix}/${path}`);

/** `mail` and HTTP/3 are built in too. */
const isNginxOwn = (name: string): boolean =>
  isBuiltIn(name) ||
  (directiveInfo(name)?.modules.some(({ module }) => /^ngx_(?:http_v3|mail_\w+)_module$/.test(module)) ?? false);

/**
 * Of a module that this nginx does not have, or of a later version. A name that nobody has ever documented is the user's mistake.
 */
function unknownDirective(
  messages: readonly TestMessage[],
  { trees }: Configuration,
  gone: ReadonlyMap<SyntaxTree, readonly Directive[]>,
  exactly: boolean,
): { readonly tree: SyntaxTree; readonly directive: Directive } | undefined {
  for (const { text, file, line } of messages) {
    const name = /^unknown directive "(.*)"$/.exec(text)?.[1];
    const tree = trees.find((each) => each.file === file);
    if (name === undefined || tree === undefined || directiveInfo(name) === undefined || (exactly && isNginxOwn(name)))
      continue;
    const directive = [...directivesIn(tree.body)].find(
      (each) =>
        each.name.value === name && lineAt(tree.text, each.start) === line && gone.get(tree)?.includes(each) !== true,
    );
    if (directive !== undefined) return { tree, directive };
  }
  return undefined;
}
