/**
 * The syntax tree of one file. Nodes are plain data that point into the file's text; everything between nodes (blanks,
 * line ends, a byte order mark) is the text between their offsets, so printing a tree gives the text back exactly.
 *
 * Offsets are UTF-16 code units; ranges are half-open.
 */
export interface SyntaxTree {
  readonly file: string;
  readonly text: string;
  readonly body: readonly Node[];
  readonly problems: readonly Problem[];
}

/** What stands in a file or between braces. */
export type Node = Directive | Comment | Junk;

/** A simple directive (`body` undefined) or a block directive (`body` holds what stands between its braces). */
export interface Directive {
  readonly type: 'directive';
  readonly name: Word;
  readonly args: readonly Word[];
  /** Comments that stand between the name and the end of the arguments. */
  readonly comments: readonly Comment[];
  readonly start: number;
  /** Past the semicolon or the closing brace; where either is missing, past the last word or node. */
  readonly end: number;
  readonly body: readonly Node[] | undefined;
  /** Offset of `{`, where there is a body or a raw body. */
  readonly open: number | undefined;
  /** Offset of `}`; undefined where it is missing or there is no body. */
  readonly close: number | undefined;
  /** The text between the braces of a `*_by_lua_block`, which nginx hands on as it is. */
  readonly raw: string | undefined;
  /** False where the semicolon is missing. */
  readonly terminated: boolean;
}

/** A name or an argument. */
export interface Word {
  readonly type: 'word';
  /** As nginx sees it: without quotes, escapes resolved. */
  readonly value: string;
  readonly quote: '' | '"' | "'";
  readonly start: number;
  readonly end: number;
}

/** From `#` up to, and without, the end of the line. */
export interface Comment {
  readonly type: 'comment';
  readonly start: number;
  readonly end: number;
}

/** What nginx's reader could not have taken, kept so that nothing is lost: a stray `}` or `;`, an unfinished quote… */
export interface Junk {
  readonly type: 'junk';
  readonly start: number;
  readonly end: number;
}

/** What nginx would refuse, or what could not be read, with its place. */
export interface Problem {
  /** Stable, for programs: `unexpected-brace`, `unterminated-directive`, `include-missing`… */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
  /** In nginx's own words where nginx has them. */
  readonly message: string;
}

/** A place in a file, both 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
