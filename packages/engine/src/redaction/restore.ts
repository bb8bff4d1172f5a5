import { placeholderPattern } from './kinds.js';
import type { Placeholders } from './placeholders.js';

export interface Restored {
  readonly text: string;
  /** Words of the form of placeholders that stand for nothing here, each once. */
  readonly unknown: readonly string[];
}

/** Puts the values back, in one pass; takes placeholders in any case, in quotes or emphasis, and with underscores escaped. */
export function restoreText(text: string, placeholders: Placeholders): Restored {
  const unknown = new Set<string>();
  const restored = text.replace(placeholderPattern(), (token) => {
    const original = placeholders.originalOf(token);
    if (original === undefined) unknown.add(token);
    return original ?? token;
  });
  return { text: restored, unknown: [...unknown] };
}

/** A placeholder is not longer, with every underscore escaped. */
const longestToken = 40;

/** Restores a text that comes in pieces; what may be the beginning of a placeholder is held back until more has come. */
export class RestoringStream {
  private held = '';
  private readonly missing = new Set<string>();

  constructor(private readonly placeholders: Placeholders) {}

  /** What of the text so far is sure. */
  push(piece: string): string {
    const text = this.held + piece;
    const tail = /[A-Za-z0-9_\\]{1,40}$/.exec(text.slice(-longestToken))?.[0].length ?? 0;
    this.held = text.slice(text.length - tail);
    return this.restore(text.slice(0, text.length - tail));
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
