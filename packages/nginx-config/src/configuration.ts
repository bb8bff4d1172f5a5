import type { Comment, Directive, Problem, SyntaxTree } from './tree.js';

/** Where files come from: a Map in the browser, the disk in the command line. Paths use `/`. */
export interface FileSource {
  /** The text of a file, or undefined where there is none (or it can't be read as text). */
  read(path: string): string | undefined;
  /** The paths that match an nginx glob (`*`, `?`, `[…]`), sorted as glob(3) sorts: by bytes. */
  glob(pattern: string): readonly string[];
}

/** The contexts that nginx knows, by the name of the block that opens them; `main` is the outermost. */
export type Context =
  | 'main'
  | 'events'
  | 'http'
  | 'server'
  | 'location'
  | 'if in server'
  | 'if in location'
  | 'limit_except'
  | 'upstream'
  | 'stream'
  | 'stream server'
  | 'stream upstream'
  | 'mail'
  | 'mail server'
  | 'map'
  | 'geo'
  | 'types'
  | 'split_clients'
  | 'match'
  | 'unknown';

/**
 * One directive at its place in the configuration, includes followed. A file that is included twice gives two
 * statements for each of its directives: same `directive` and `tree`, other `parent`.
 */
export interface Statement {
  readonly name: string;
  /** Values of the arguments, unquoted; of `if`, the condition without its parentheses. */
  readonly args: readonly string[];
  readonly directive: Directive;
  readonly tree: SyntaxTree;
  /** The block that encloses it; undefined at the top of the main file or of partial input. `include` is no parent. */
  readonly parent: Statement | undefined;
  /** What stands inside, in nginx's reading order, included files in the place of their `include`. Empty for simple directives. */
  readonly children: readonly Statement[];
  /** The context that this statement stands in, such as `location` for a `proxy_pass` in one. */
  readonly context: Context;
}

export interface Configuration {
  readonly trees: readonly SyntaxTree[];
  /** Top statements. Of several inputs (fragments), those of all, in order. */
  readonly statements: readonly Statement[];
  /**
   * `complete`: starts at main (has `http`, `events`, `stream`… at its top). Otherwise the innermost context that its
   * top statements need, and what encloses them is unknown: a setting not found may still be inherited.
   */
  readonly outside: 'nothing' | 'unknown';
  readonly problems: readonly Problem[];
  /** The files that each `include` stands for, in reading order; empty for a glob that matches nothing. */
  readonly includes?: ReadonlyMap<Directive, readonly SyntaxTree[]>;
}

export type { Comment };
