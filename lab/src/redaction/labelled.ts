import type { Dice } from '../differential/random.js';

/**
 * What redaction has to do with a run of text: `secret` and `identity` have to go, `keep` has to stay to the letter, and `hard` ought to
 * go though nothing but its sense tells it from harmless text (a password in prose, a token in a path, a copy in hex).
 */
export type Expected = 'secret' | 'identity' | 'keep' | 'hard';

/** A marked run of a text. Offsets are UTF-16 code units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly expected: Expected;
  /** The id of the kind that it was drawn for. */
  readonly kind: string;
}

/** A text with everything in it that counts; what is not marked may stay or go. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly Omit<Mark, 'kind'>[];
}

/** Where in a file a snippet can stand; each snippet is whole lines of it, without the last line's end. */
export type Place =
  | 'nginx-http' // directives of the http context
  | 'nginx-server' // directives of a server block
  | 'nginx-location' // directives of a location block
  | 'access-log' // lines in the combined format, or another that people use
  | 'error-log' // lines of nginx's error log
  | 'yaml' // one YAML document, without the `---` before it
  | 'env' // lines of a .env file
  | 'htpasswd'
  | 'json' // one JSON document
  | 'terminal' // commands and what they print: curl -v, openssl s_client, kubectl
  | 'prose'; // a paragraph of a ticket or a chat

/** One kind of secret, of identifying data or of a look-alike, in one kind of surroundings. */
export interface Kind {
  /** Such as `nginx/basic-auth-header`; unique. */
  readonly id: string;
  readonly place: Place;
  /** Another value, and now and then another wording, for every draw. */
  readonly draw: (dice: Dice) => Marked;
}

interface Piece {
  readonly value: string;
  readonly expected: Expected;
}

export const secret = (value: string): Piece => ({ value, expected: 'secret' });
export const identity = (value: string): Piece => ({ value, expected: 'identity' });
export const keep = (value: string): Piece => ({ value, expected: 'keep' });
export const hard = (value: string): Piece => ({ value, expected: 'hard' });

/** A template whose marked pieces keep their places; plain strings and numbers are text without a mark, and `Marked` nests. */
export function marked(texts: TemplateStringsArray, ...pieces: readonly (Piece | Marked | string | number)[]): Marked {
  const marks: Omit<Mark, 'kind'>[] = [];
  let text = texts[0] ?? '';
  for (const [index, piece] of pieces.entries()) {
    const start = text.length;
    if (typeof piece === 'object' && 'value' in piece) {
      text += piece.value;
      marks.push({ start, end: text.length, expected: piece.expected });
    } else if (typeof piece === 'object') {
      text += piece.text;
      for (const mark of piece.marks) marks.push({ ...mark, start: start + mark.start, end: start + mark.end });
    } else text += String(piece);
    text += texts[index + 1] ?? '';
  }
  return { text, marks };
}
