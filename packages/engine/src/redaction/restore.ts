import { eachPlaceholder, numberAt, placeholdersIn, replacePlaceholders } from './kinds.js';
import type { Placeholders } from './placeholders.js';

export interface Restored {
  readonly text: string;
  /** Words of the form of placeholders that stand for nothing here, each once. */
  readonly unknown: readonly string[];
}

/** Puts the values back, in one pass; takes placeholders in any case, in quotes or emphasis, and with underscores escaped. */
export function restoreText(text: string, placeholders: Placeholders): Restored {
  const unknown = new Set<string>();
  const restored = replacePlaceholders(text, (kind, number, start, end) => {
    const original = placeholders.valueOf(kind, number);
    if (original === undefined) unknown.add(text.slice(start, end));
    return original ?? text.slice(start, end);
  });
  return { text: restored, unknown: [...unknown] };
}

/** Whether a text is another with the values put back; as `restoreText`, without making the text. */
export function restoresTo(text: string, original: string, placeholders: Placeholders): boolean {
  let at = 0;
  let from = 0;
  let isSame = true;
  const compare = (part: string): void => {
    isSame &&= original.startsWith(part, at);
    at += part.length;
  };
  eachPlaceholder(text, (start, end, kind, underscore) => {
    const value = placeholders.valueOf(kind, numberAt(text, underscore + 1, end));
    if (value === undefined) return;
    compare(text.slice(from, start));
    compare(value);
    from = end;
  });
  compare(text.slice(from));
  return isSame && at === original.length;
}

/** A placeholder is not longer, with every underscore escaped. */
const longestToken = 40;
/** A longer word is no placeholder and need not be held back as a whole. */
const longestWord = 4096;

/** Restores a text that comes in pieces; what may be the beginning of a placeholder is held back until more has come. */
export class RestoringStream {
  private held = '';
  private readonly missing = new Set<string>();

  constructor(private readonly placeholders: Placeholders) {}

  /** What of the text so far is sure. */
  push(piece: string): string {
    const text = this.held + piece;
    const cut = safeCut(text);
    this.held = text.slice(cut);
    return this.restore(text.slice(0, cut));
  }

  end(): string {
    const rest = this.held;
    this.held = '';
    return this.restore(rest);
  }

  /** Words of the form of placeholders that stood for nothing. */
  get unknown(): readonly string[] {
    return [...this.missing];
  }

  private restore(text: string): string {
    const { text: restored, unknown } = restoreText(text, this.placeholders);
    for (const token of unknown) this.missing.add(token);
    return restored;
  }
}

/** Where a text can be cut without cutting a placeholder, also one that is still to come. */
function safeCut(text: string): number {
  let cut = text.length;
  while (cut > 0 && /[A-Za-z0-9_\\]/.test(text[cut - 1] ?? '')) cut--;
  if (text.length - cut <= longestWord) return cut;
  const late = text.length - longestToken;
  const across = placeholdersIn(text.slice(cut)).find(({ start, end }) => cut + start < late && cut + end > late);
  return across === undefined ? late : cut + across.start;
}
