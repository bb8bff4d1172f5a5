import type { Configuration, FileSource, Statement } from './configuration.js';
import { splitDump } from './dump.js';
import { compareBytes } from './glob.js';
import { copiesOfMain, prefixesOfFragment } from './include.js';
import { type Loaded, load, type Root } from './loader.js';
import { directoryOf, normalizePath } from './path.js';
import { memorySource } from './source.js';
import type { SyntaxTree } from './tree.js';

/** A text as it was given, and the name that the user knows it by: a file, a fragment, the output of `nginx -T`. */
export interface Input {
  readonly file: string;
  readonly text: string;
}

export interface ReadOptions {
  /** What relative includes are relative to; by default the directory of the main file. */
  readonly prefix?: string;
  /** A directory that was given, perhaps the copy of a server's: absolute paths that don't exist are looked up in it. */
  readonly directory?: string;
  /** The main file among the inputs; by default those that have an `http`, `events`, `stream` or `mail` block. */
  readonly mainFile?: string;
}

/**
 * Reads given texts and what they include. Inputs that others include are read in their place, not a second time. Never
 * throws: what can't be read is in `problems`.
 */
export function readConfiguration(
  inputs: readonly Input[],
  source: FileSource = memorySource({}),
  options: ReadOptions = {},
): Configuration {
  const overlay = overlaid(inputs, source);
  const loaded: (Loaded | undefined)[] = inputs.map(() => undefined);
  const main = (index: number): boolean => {
    const input = inputs[index];
    return (
      input !== undefined && (options.mainFile === undefined ? isMain(input.text) : input.file === options.mainFile)
    );
  };
  const order = [...inputs.keys()].sort((a, b) => Number(main(b)) - Number(main(a)));
  for (const index of order) {
    const input = inputs[index];
    if (input === undefined || loaded.some((other) => other?.reached.has(normalizePath(input.file)) === true)) continue;
    const result = load(rootOf(input, overlay, options, main(index)));
    for (const [other, { file }] of inputs.entries()) {
      if (other !== index && result.reached.has(normalizePath(file))) loaded[other] = undefined;
    }
    loaded[index] = result;
  }
  return combine(loaded.filter((entry) => entry !== undefined));
}

function combine(loaded: readonly Loaded[]): Configuration {
  const trees = new Map<string, SyntaxTree>();
  const problems = new Set(loaded.flatMap((entry) => entry.problems.map((problem) => JSON.stringify(problem))));
  for (const tree of loaded.flatMap((entry) => entry.trees)) {
    if (!trees.has(tree.file)) trees.set(tree.file, tree);
  }
  return {
    trees: [...trees.values()],
    statements: loaded.flatMap((entry) => entry.statements),
    outside: loaded.length > 0 && loaded.every((entry) => entry.outside === 'nothing') ? 'nothing' : 'unknown',
    problems: [...problems].map((problem) => JSON.parse(problem)),
    includes: new Map(loaded.flatMap((entry) => [...entry.includes])),
  };
}

function rootOf(input: Input, source: FileSource, options: ReadOptions, main: boolean): Root {
  const dump = splitDump(input.text);
  const first = dump?.[0];
  if (dump !== undefined && first !== undefined) {
    const files = memorySource(new Map(dump.map(({ file, text }) => [file, text])));
    const place = { prefixes: [options.prefix ?? directoryOf(first.file)], copies: [] };
    return { file: first.file, text: first.text, source: files, place, main: true };
  }
  const own = directoryOf(input.file);
  const prefixes =
    options.prefix !== undefined ? [options.prefix] : main ? [own] : prefixesOfFragment(input.file, options.directory);
  const given = options.directory === undefined ? [] : [options.directory];
  const copies = main ? copiesOfMain(input.file, options.directory) : given;
  return { file: input.file, text: input.text, source, place: { prefixes, copies }, main };
}

/** Whether a text has a block of the main context at the beginning of a line: cheap, and right for all but freaks. */
const isMain = (text: string): boolean =>
  /^[ \t\uFEFF]*(?:http|events|stream|mail)\s*\{/m.test(text) || splitDump(text) !== undefined;

/** The inputs before the source: what was given is what counts. */
function overlaid(inputs: readonly Input[], source: FileSource): FileSource {
  const given = memorySource(new Map(inputs.map(({ file, text }) => [file, text])));
  const names = new Map(inputs.map(({ file }) => [normalizePath(file), file]));
  return {
    read: (path) => given.read(path) ?? source.read(path),
    glob: (pattern) => {
      const found = new Map(source.glob(pattern).map((path) => [normalizePath(path), path]));
      for (const path of given.glob(pattern)) found.set(path, names.get(path) ?? path);
      return [...found].sort(([a], [b]) => compareBytes(a, b)).map(([, path]) => path);
    },
  };
}

/** All statements, depth first, in nginx's reading order. */
export function* walk(from: Configuration | readonly Statement[]): Generator<Statement, void, undefined> {
  const stack: Statement[] = [...('statements' in from ? from.statements : from)].reverse();
  for (let statement = stack.pop(); statement !== undefined; statement = stack.pop()) {
    yield statement;
    for (let at = statement.children.length - 1; at >= 0; at--) {
      const child = statement.children[at];
      if (child !== undefined) stack.push(child);
    }
  }
}
