import type { Configuration } from './configuration.js';
import { conditionOf } from './loader.js';
import { lineStarts, positionIn } from './position.js';
import type { Comment, Directive, Node, SyntaxTree, Word } from './tree.js';

/** What `crossplane parse` (Python, 0.5.8) prints. */
export interface CrossplanePayload {
  readonly status: 'ok' | 'failed';
  readonly errors: readonly CrossplaneError[];
  readonly config: readonly CrossplaneFile[];
}

/** What crossplane says of a file that it could not read. */
export interface CrossplaneError {
  readonly file?: string;
  readonly error: string;
  readonly line: number | null;
}

/** One file as crossplane prints it. */
export interface CrossplaneFile {
  readonly file: string;
  readonly status: 'ok' | 'failed';
  readonly errors: readonly CrossplaneError[];
  readonly parsed: readonly CrossplaneDirective[];
}

/** One directive as crossplane prints it. */
export interface CrossplaneDirective {
  readonly file?: string;
  readonly directive: string;
  readonly line: number;
  readonly args: readonly string[];
  /** Indexes into `config`; of `include` only. */
  readonly includes?: readonly number[];
  readonly block?: readonly CrossplaneDirective[];
  readonly comment?: string;
}

export interface CrossplaneOptions {
  /** --combine: one file, each include replaced by what it includes, and the file in every directive. */
  readonly combine?: boolean;
  /** --include-comments */
  readonly comments?: boolean;
  /** --single-file: includes are not followed. */
  readonly single?: boolean;
  /** --ignore: directives to leave out, with their blocks. */
  readonly ignore?: readonly string[];
}

/**
 * A configuration as `crossplane parse` prints it: files in the order in which they are included (breadth first), each
 * once. Arguments keep their backslashes, as there, but for those before the quote that encloses them; the condition of
 * an `if` loses its parentheses; the text of a Lua block is its last argument. A directive that nginx could not have
 * read is left out, and a file whose braces don't match is empty, as there.
 */
export function toCrossplane(configuration: Configuration, options: CrossplaneOptions = {}): CrossplanePayload {
  const writer = new Writer(configuration, options);
  const files = writer.files();
  const errors = files.flatMap(({ file, errors: own }) => own.map((error) => ({ file, ...error })));
  const status = errors.length > 0 ? 'failed' : 'ok';
  const first = files[0];
  if (options.combine !== true || first === undefined) return { status, errors, config: files };
  const combined = {
    file: first.file,
    status,
    errors: files.flatMap((file) => file.errors),
    parsed: combine(first.parsed, files, new Set([0])),
  } as const;
  return { status, errors, config: [combined] };
}

function combine(
  statements: readonly CrossplaneDirective[],
  files: readonly CrossplaneFile[],
  within: ReadonlySet<number>,
): readonly CrossplaneDirective[] {
  return statements.flatMap((statement) => {
    const { includes, block } = statement;
    if (includes !== undefined) {
      const open = includes.filter((index) => !within.has(index));
      return open.flatMap((index) => combine(files[index]?.parsed ?? [], files, new Set([...within, index])));
    }
    return [block === undefined ? statement : { ...statement, block: combine(block, files, within) }];
  });
}

class Writer {
  private readonly order: SyntaxTree[];
  private readonly index = new Map<string, number>();

  constructor(
    private readonly configuration: Configuration,
    private readonly options: CrossplaneOptions,
  ) {
    const first = configuration.trees[0];
    this.order = first === undefined ? [] : [first];
    if (first !== undefined) this.index.set(first.file, 0);
  }

  files(): readonly CrossplaneFile[] {
    const files: CrossplaneFile[] = [];
    const rest = this.options.single === true ? [] : this.configuration.trees;
    for (let at = 0; ; at++) {
      const unseen = at < this.order.length ? undefined : rest.find((tree) => !this.index.has(tree.file));
      if (unseen !== undefined) this.indexOf(unseen);
      const tree = this.order[at];
      if (tree === undefined) return files;
      files.push(this.file(tree));
    }
  }

  private indexOf(tree: SyntaxTree): number {
    const known = this.index.get(tree.file);
    if (known !== undefined) return known;
    this.index.set(tree.file, this.order.length);
    return this.order.push(tree) - 1;
  }

  private file(tree: SyntaxTree): CrossplaneFile {
    const starts = lineStarts(tree.text);
    const line = (offset: number): number => positionIn(starts, offset).line;
    const errors: CrossplaneError[] = this.configuration.problems
      .filter((problem) => problem.file === tree.file && problem.severity === 'error' && isReported(problem.code))
      .map((problem) => ({
        error: problem.code.startsWith('include')
          ? pythonError(problem.message)
          : `${problem.message} in ${tree.file}:${problem.line}`,
        line: problem.line,
      }));
    const unbalanced = tree.problems.find(({ code }) => code === 'unexpected-end');
    const stray = tree.body.some((node) => node.type === 'junk' && tree.text[node.start] === '}');
    const parsed = unbalanced !== undefined || stray ? [] : this.statements(tree.body, tree, line);
    return { file: tree.file, status: errors.length > 0 ? 'failed' : 'ok', errors, parsed };
  }

  private statements(
    nodes: readonly Node[],
    tree: SyntaxTree,
    line: (offset: number) => number,
  ): readonly CrossplaneDirective[] {
    const { comments = false, combine: files = false } = this.options;
    const statements: CrossplaneDirective[] = [];
    const file = files ? { file: tree.file } : {};
    const addComment = (comment: Comment, at: number): void => {
      const text = wellFormed(tree.text.slice(comment.start + 1, comment.end));
      if (comments) statements.push({ ...file, directive: '#', line: at, args: [], comment: text });
    };
    for (const node of nodes) {
      if (node.type === 'junk') continue;
      const at = line(node.start);
      if (node.type === 'comment') {
        addComment(node, at);
        continue;
      }
      if (!node.terminated || this.options.ignore?.includes(node.name.value) === true) continue;
      statements.push({
        ...file,
        directive: wordText(tree, node.name),
        line: at,
        args: argumentsOf(tree, node),
        ...this.includes(node),
        ...(node.body === undefined ? {} : { block: this.statements(node.body, tree, line) }),
      });
      for (const comment of node.comments) addComment(comment, at);
    }
    return statements;
  }

  private includes(node: Directive): { readonly includes?: readonly number[] } {
    if (node.name.value !== 'include' || this.options.single === true || node.body !== undefined) return {};
    return { includes: this.configuration.includes?.get(node)?.map((tree) => this.indexOf(tree)) ?? [] };
  }
}

const isReported = (code: string): boolean => code !== 'too-long-parameter' && code !== 'include-cycle';

/** `open() "x" failed (2: No such file or directory)` in Python's words. */
const pythonError = (message: string): string =>
  message.replace(/^open\(\) "(.*)" failed \(2: (.*)\)$/s, "[Errno 2] $2: '$1'");

function argumentsOf(tree: SyntaxTree, { name, args, raw }: Directive): readonly string[] {
  const words = args.map((word) => ({ ...word, value: wordText(tree, word) }));
  const values = name.value === 'if' ? conditionOf(words) : words.map(({ value }) => value);
  return raw === undefined ? values : [...values, wellFormed(raw)];
}

/** A word without its quotes; of its escapes, only those of that quote are resolved. */
function wordText(tree: SyntaxTree, { quote, start, end, value }: Word): string {
  if (quote === '') return wellFormed(tree.text.slice(start, end));
  const raw = tree.text.slice(start + 1, end);
  if (!raw.endsWith(quote)) return wellFormed(value);
  return wellFormed(raw.slice(0, -1).replace(/\\[\s\S]/g, (pair) => (pair === `\\${quote}` ? quote : pair)));
}

/** Python reads files with universal newlines, and what is no UTF-8 as U+FFFD. */
const wellFormed = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\p{Surrogate}/gu, '\uFFFD');
