import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import {
  type Configuration,
  type Directive,
  directiveInfo,
  type Node,
  type SyntaxTree,
} from '@stackengine/nginx-config';
import type { Bottle } from '@stackengine/nginx-wasm';

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
  /** Directives that this nginx was not shown, because their modules are not built in. */
  readonly setAside: readonly string[];
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

/** Files that directives name and that are here: certificates, keys, lists of users. */
function namedFiles(configuration: Configuration, prefix: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const { body } of configuration.trees) {
    for (const { args } of directivesIn(body)) {
      for (const { value } of args) {
        if (!/[./]/.test(value) || value.includes('$')) continue;
        const path = isAbsolute(value) ? value : join(prefix, value);
        const bytes = path in found ? undefined : smallFile(path);
        if (bytes !== undefined) found[path] = bytes;
      }
    }
  }
  return found;
}

/** The text with these directives blank; lines stay where they are. */
function without(tree: SyntaxTree, gone: readonly Directive[]): string {
  let text = tree.text;
  for (const { start, end } of gone) {
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
  }
  return text;
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

/** Asks `nginx -t` in memory, with the files of this machine that the configuration names. */
export function testOnDisk(configuration: Configuration, bottle: Bottle, given: string | undefined): Tested {
  const [first] = configuration.trees;
  const own = resolve(first?.file ?? 'nginx.conf');
  const prefix = given === undefined ? dirname(own) : resolve(given);
  // nginx takes its configuration prefix from where the main file lies (ngx_process_options).
  const main = join(prefix, basename(own));
  const placeOf = ({ file }: SyntaxTree) => (file === first?.file ? main : resolve(file));
  const files = namedFiles(configuration, prefix);
  const names = new Map(configuration.trees.map((tree) => [placeOf(tree), tree.file]));
  const nameOf = (path: string) => names.get(path) ?? path;
  const gone = new Map<SyntaxTree, Directive[]>();
  const setAside: string[] = [];
  const drop = (tree: SyntaxTree, directive: Directive) => {
    gone.set(tree, [...(gone.get(tree) ?? []), directive]);
    setAside.push([directive.name, ...directive.args].map(({ value }) => value).join(' '));
  };
  for (const tree of configuration.trees)
    for (const each of directivesIn(tree.body)) if (each.name.value === 'load_module') drop(tree, each);
  for (;;) {
    const texts = configuration.trees.map((tree) => [placeOf(tree), without(tree, gone.get(tree) ?? [])] as const);
    const { ok, output } = bottle.testConfiguration({ ...files, ...Object.fromEntries(texts) }, { main, prefix });
    const messages = messagesOf(output, nameOf);
    const unknown = setAside.length < mostSetAside ? unknownDirective(messages, configuration, gone) : undefined;
    if (unknown === undefined) return { ok, messages, setAside };
    drop(unknown.tree, unknown.directive);
  }
}

/** Of a module that this nginx does not have; a name that nobody has ever documented is the user's mistake. */
function unknownDirective(
  messages: readonly TestMessage[],
  { trees }: Configuration,
  gone: ReadonlyMap<SyntaxTree, readonly Directive[]>,
): { readonly tree: SyntaxTree; readonly directive: Directive } | undefined {
  for (const { text, file, line } of messages) {
    const name = /^unknown directive "(.*)"$/.exec(text)?.[1];
    const tree = trees.find((each) => each.file === file);
    if (name === undefined || tree === undefined || directiveInfo(name) === undefined) continue;
    const directive = [...directivesIn(tree.body)].find(
      (each) =>
        each.name.value === name && lineAt(tree.text, each.start) === line && gone.get(tree)?.includes(each) !== true,
    );
    if (directive !== undefined) return { tree, directive };
  }
  return undefined;
}
