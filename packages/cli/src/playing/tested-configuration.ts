import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { isBuiltIn } from '@stackengine/engine';
import {
  applyEdits,
  type Configuration,
  type Directive,
  directiveInfo,
  type Edit,
  findInCopy,
  matchesGlob,
  type Node,
  quoteArgument,
  type SyntaxTree,
} from '@stackengine/nginx-config';
import type { Bottle } from '@stackengine/nginx-wasm';
import { createDisk } from '../evidence/disk.js';
import { standInsFor } from './stand-ins.js';

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

const largest = 8 << 20;
const mostSetAside = 500;

function smallFile(path: string): Buffer | undefined {
  try {
    const about = statSync(path);
    return about.isFile() && about.size <= largest ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function* directivesIn(nodes: readonly Node[]): Generator<Directive> {
  for (const node of nodes) {
    if (node.type !== 'directive') continue;
    yield node;
    yield* directivesIn(node.body ?? []);
  }
}

/** Files that directives name and that are here, or in the copy of a server's directory: certificates, keys, lists of users. */
function namedFiles(configuration: Configuration, prefix: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  const disk = createDisk();
  for (const { body } of configuration.trees) {
    for (const { args } of directivesIn(body)) {
      for (const { value } of args) {
        if (!/[./]/.test(value) || value.includes('$')) continue;
        const path = absolute(value, prefix);
        const here = isAbsolute(value) ? (findInCopy(disk, value, prefix) ?? path) : path;
        const bytes = path in found ? undefined : smallFile(here);
        if (bytes !== undefined) found[path] = bytes;
      }
    }
  }
  return found;
}

const absolute = (path: string, prefix: string): string => (isAbsolute(path) ? path : join(prefix, path));

/** Includes that were found in the copy of a server's directory, by the files that they stand for. */
function copiedIncludes({ trees, includes }: Configuration): ReadonlyMap<Directive, readonly string[]> {
  const copied = new Map<Directive, readonly string[]>();
  for (const { body } of trees) {
    for (const each of directivesIn(body)) {
      const pattern = each.args[0]?.value ?? '';
      const files = (includes?.get(each) ?? []).map(({ file }) => resolve(file));
      if (isAbsolute(pattern) && files.some((file) => file !== pattern && !matchesGlob(pattern, file)))
        copied.set(each, files);
    }
  }
  return copied;
}

/** The text as nginx is shown it: without some directives, and with copied includes naming their files one by one. No line moves. */
function shown(
  tree: SyntaxTree,
  gone: readonly Directive[],
  copied: ReadonlyMap<Directive, readonly string[]>,
): string {
  const edit = ({ start, end }: Directive, text: string): Edit => {
    const lines = '\n'.repeat(tree.text.slice(start, end).split('\n').length - 1);
    return { file: tree.file, range: [start, end], text: text + lines };
  };
  const included = [...directivesIn(tree.body)].flatMap((each) => {
    const files = gone.includes(each) ? undefined : copied.get(each);
    return files === undefined ? [] : [edit(each, files.map((file) => `include ${quoteArgument(file)};`).join(' '))];
  });
  const made = applyEdits(tree.text, [...gone.map((each) => edit(each, '')), ...included]);
  return made.ok ? made.text : tree.text;
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

export interface TestOptions {
  /** nginx's prefix; the folder of the main file unless given. */
  readonly prefix?: string | undefined;
  /** The version was asked for: what it does not know yet is a mistake; otherwise the configuration may be for a later one. */
  readonly exactly?: boolean | undefined;
  /** Generated certificates and keys take the place of those that are named. */
  readonly standIns?: boolean | undefined;
}

/** Asks `nginx -t` in memory, with the files of this machine that the configuration names. */
export function testOnDisk(configuration: Configuration, bottle: Bottle, options: TestOptions): Tested {
  const [first] = configuration.trees;
  const own = resolve(first?.file ?? 'nginx.conf');
  const prefix = options.prefix === undefined ? dirname(own) : resolve(options.prefix);
  // nginx takes its configuration prefix from where the main file lies (ngx_process_options).
  const main = join(prefix, basename(own));
  const placeOf = ({ file }: SyntaxTree) => (file === first?.file ? main : resolve(file));
  const all = configuration.trees.flatMap(({ body }) => [...directivesIn(body)]);
  const standIns =
    options.standIns === true ? standInsFor(all, bottle) : { files: new Map<string, string>(), gone: [] };
  const files = {
    ...namedFiles(configuration, prefix),
    ...Object.fromEntries([...standIns.files].map(([path, pem]) => [absolute(path, prefix), pem])),
  };
  const names = new Map(configuration.trees.map((tree) => [placeOf(tree), tree.file]));
  const nameOf = (path: string) => names.get(path) ?? path;
  const copied = copiedIncludes(configuration);
  const gone = new Map<SyntaxTree, Directive[]>();
  const setAside: string[] = [];
  const drop = (tree: SyntaxTree, directive: Directive) => {
    gone.set(tree, [...(gone.get(tree) ?? []), directive]);
    setAside.push([directive.name, ...directive.args].map(({ value }) => value).join(' '));
  };
  for (const tree of configuration.trees)
    for (const each of directivesIn(tree.body))
      if (each.name.value === 'load_module' || standIns.gone.includes(each)) drop(tree, each);
  for (;;) {
    const texts = configuration.trees.map(
      (tree) => [placeOf(tree), shown(tree, gone.get(tree) ?? [], copied)] as const,
    );
    const { ok, output } = bottle.testConfiguration({ ...files, ...Object.fromEntries(texts) }, { main, prefix });
    const messages = messagesOf(output, nameOf);
    const unknown =
      setAside.length < mostSetAside
        ? unknownDirective(messages, configuration, gone, options.exactly === true)
        : undefined;
    if (unknown === undefined)
      return { ok, messages, setAside, ...(options.standIns === true ? { standIns: [...standIns.files.keys()] } : {}) };
    drop(unknown.tree, unknown.directive);
  }
}

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
