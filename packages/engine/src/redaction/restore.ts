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

/**
 * Whether putting the values back into a redacted text finds all that was put in their place, and nothing else: then it makes the text
 * that was there, since between the placeholders nothing was changed. `findings` are in the order of the text, without overlaps.
 */
export function findsAgain(
  redacted: string,
  text: string,
  findings: readonly { readonly start: number; readonly end: number; readonly token: string }[],
  placeholders: Placeholders,
): boolean {
  let next = 0;
  let shift = 0;
  let isSame = true;
  eachPlaceholder(redacted, (start, end, kind, underscore) => {
    const value = placeholders.valueOf(kind, numberAt(redacted, underscore + 1, end));
    if (value === undefined) return;
    const finding = findings[next++];
    if (finding === undefined) return;
    const { length } = finding.token;
    isSame &&= start === finding.start + shift && end - start === length;
    isSame &&= value.length === finding.end - finding.start && text.startsWith(value, finding.start);
    shift += length - value.length;
  });
  return isSame && next === findings.length;
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
  while (cut > 0 && /[A-Za-z0-9_\\$]/.test(text[cut - 1] ?? '')) cut--;
  if (text.length - cut <= longestWord) return cut;
  const late = text.length - longestToken;
  const across = placeholdersIn(text.slice(cut)).find(({ start, end }) => cut + start < late && cut + end > late);
  return across === undefined ? late : cut + across.start;
}
