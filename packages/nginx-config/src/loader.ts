import type { Configuration, FileSource, Statement } from './configuration.js';
import { contextInside } from './context.js';
import { dataBlocks } from './directive-node.js';
import { contextOf, neededContext } from './fragment.js';
import { isGlob } from './glob.js';
import { findIncluded, type IncludePlace } from './include.js';
import { parseAs } from './parse.js';
import { normalizePath } from './path.js';
import { positionAt } from './position.js';
import type { Directive, Node, Problem, SyntaxTree, Word } from './tree.js';

/** A file to start from, and how its includes are looked up. */
export interface Root {
  readonly file: string;
  readonly text: string;
  readonly place: IncludePlace;
  readonly source: FileSource;
  /** Of a whole configuration a missing file is an error; a fragment may have been copied without it. */
  readonly main: boolean;
}

export interface Loaded {
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
  readonly outside: Configuration['outside'];
  /** The trees used, the root's first, and their normalised paths. */
  readonly trees: readonly SyntaxTree[];
  readonly reached: ReadonlySet<string>;
  readonly includes: ReadonlyMap<Directive, readonly SyntaxTree[]>;
}

type MutableStatement = { -readonly [key in keyof Statement]: Statement[key] };

/** Bounds that no real configuration comes near: files that include each other many times over grow exponentially. */
const limits = { includes: 50_000, statements: 2_000_000, depth: 64, nesting: 400 } as const;

/** Follows the includes of a root file and puts every directive into its context. */
export function load(root: Root): Loaded {
  const loader = new Loader(root);
  const tree = parseAs(root.text, root.file, false);
  loader.add(tree, normalizePath(root.file));
  const statements: MutableStatement[] = [];
  loader.expand(tree.body, tree, undefined, statements, false, 0);
  const needed = neededContext(statements);
  for (const statement of statements) place(statement, contextOf(statement, needed));
  return {
    statements,
    problems: loader.problems,
    outside: needed === 'main' ? 'nothing' : 'unknown',
    trees: loader.trees,
    reached: loader.reached,
    includes: loader.included,
  };
}

function place(statement: MutableStatement, context: Statement['context']): void {
  statement.context = context;
  if (statement.children.length === 0) return;
  const inside = contextInside(context, statement.name);
  for (const child of statement.children) place(child, inside);
}

class Loader {
  readonly trees: SyntaxTree[] = [];
  readonly problems: Problem[] = [];
  readonly reached = new Set<string>();
  readonly included = new Map<Directive, SyntaxTree[]>();
  private readonly parsed = new Map<string, SyntaxTree>();
  /** The files that are being read, each included by the one before. */
  private readonly stack: string[] = [];
  private includes = 0;
  private count = 0;

  constructor(private readonly root: Root) {}

  add(tree: SyntaxTree, path: string): void {
    this.trees.push(tree);
    this.problems.push(...tree.problems.slice(0, 10_000));
    this.reached.add(path);
    if (this.stack.length === 0) this.stack.push(path);
  }

  expand(
    nodes: readonly Node[],
    tree: SyntaxTree,
    parent: MutableStatement | undefined,
    into: MutableStatement[],
    data: boolean,
    depth: number,
  ): void {
    for (const node of nodes) {
      if (node.type !== 'directive') continue;
      if (node.name.value === 'include' && node.args.length === 1 && node.body === undefined) {
        this.include(node, tree, parent, into, data, depth);
        continue;
      }
      if (++this.count > limits.statements) return;
      const children: MutableStatement[] = [];
      const statement: MutableStatement = {
        name: node.name.value,
        args: node.name.value === 'if' && !data ? conditionOf(node.args) : node.args.map(({ value }) => value),
        directive: node,
        tree,
        parent,
        children,
        context: 'unknown',
      };
      into.push(statement);
      if (node.body !== undefined) {
        this.expand(node.body, tree, statement, children, data || dataBlocks.has(statement.name), depth + 1);
      }
    }
  }

  private include(
    node: Directive,
    tree: SyntaxTree,
    parent: MutableStatement | undefined,
    into: MutableStatement[],
    data: boolean,
    depth: number,
  ): void {
    const pattern = node.args[0]?.value ?? '';
    const { files, copied, path } = findIncluded(this.root.source, pattern, this.root.place);
    if (files.length === 0 && !isGlob(pattern)) {
      const message = `open() "${path}" failed (2: No such file or directory)`;
      this.report('include-missing', this.root.main ? 'error' : 'warning', message, node, tree);
    }
    if (copied) {
      const message = `"${pattern}" is read from ${files.length === 1 ? files[0] : `${files.length} files in the given directory`}`;
      this.report('include-copied', 'warning', message, node, tree);
    }
    const first = !this.included.has(node);
    if (first) this.included.set(node, []);
    for (const file of files) {
      const key = normalizePath(file);
      if (this.stack.includes(key)) {
        this.report('include-cycle', 'error', `"${file}" includes itself`, node, tree);
        continue;
      }
      if (
        ++this.includes > limits.includes ||
        this.count > limits.statements ||
        this.stack.length > limits.depth ||
        depth > limits.nesting
      ) {
        this.report('include-limit', 'error', `too many includes, "${file}" is left out`, node, tree);
        return;
      }
      const included = this.parse(file, key, data);
      if (included === undefined) {
        this.report('include-unreadable', 'error', `open() "${file}" failed`, node, tree);
        continue;
      }
      if (first) this.included.get(node)?.push(included);
      this.stack.push(key);
      this.expand(included.body, included, parent, into, data, depth);
      this.stack.pop();
    }
  }

  private parse(file: string, key: string, data: boolean): SyntaxTree | undefined {
    const id = data ? `data:${key}` : key;
    const known = this.parsed.get(id);
    if (known !== undefined) return known;
    const text = this.root.source.read(file);
    if (text === undefined) return undefined;
    const tree = parseAs(text, file, data);
    this.parsed.set(id, tree);
    this.add(tree, key);
    return tree;
  }

  private report(
    code: string,
    severity: Problem['severity'],
    message: string,
    { start, end }: Directive,
    tree: SyntaxTree,
  ): void {
    if (this.problems.length > 20_000) return;
    this.problems.push({ code, severity, file: tree.file, ...positionAt(tree, start), start, end, message });
  }
}

/** The arguments of `if` without the parentheses around them (ngx_http_rewrite_module.c, ngx_http_rewrite_if_condition). */
export function conditionOf(args: readonly Word[]): readonly string[] {
  const values = args.map(({ value }) => value);
  if (values[0]?.startsWith('(') !== true || values.at(-1)?.endsWith(')') !== true) return values;
  values[0] = values[0].slice(1).trimStart();
  values[values.length - 1] = (values.at(-1) ?? '').slice(0, -1).trimEnd();
  if (values[0] === '') values.shift();
  if (values.at(-1) === '') values.pop();
  return values;
}
