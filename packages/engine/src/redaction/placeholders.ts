import { type PlaceholderKind, placeholdersIn } from './kinds.js';

/** Which placeholder stands for which value; the same for every text of a session. Holds secrets: it stays in memory. */
export class Placeholders {
  private readonly tokens = new Map<string, string>();
  private readonly originals = new Map<string, string>();
  private readonly kinds = new Map<string, PlaceholderKind>();
  private readonly counts = new Map<PlaceholderKind, number>();
  private readonly taken = new Set<string>();

  /** Tokens that a text holds of itself are never given out. */
  reserve(text: string): void {
    for (const { token } of placeholdersIn(text)) if (!this.originals.has(token)) this.taken.add(token);
  }

  /** The token of a value, made on its first use. */
  tokenOf(value: string, kind: PlaceholderKind): string {
    const known = this.tokens.get(value);
    if (known !== undefined) return known;
    let number = this.counts.get(kind) ?? 0;
    let token: string;
    do token = `${kind}_${++number}`;
    while (this.taken.has(token));
    this.counts.set(kind, number);
    this.remember(token, flat(value), kind);
    return token;
  }

  /** A pair of an earlier session. */
  remember(token: string, value: string, kind: PlaceholderKind): void {
    this.tokens.set(value, token);
    this.originals.set(token, value);
    this.kinds.set(token, kind);
    const number = Number(token.slice(token.lastIndexOf('_') + 1));
    this.counts.set(kind, Math.max(this.counts.get(kind) ?? 0, number));
  }

  /** The value that a token stands for. */
  originalOf(token: string): string | undefined {
    return this.originals.get(token);
  }

  kindOf(token: string): PlaceholderKind | undefined {
    return this.kinds.get(token);
  }

  entries(): readonly (readonly [token: string, value: string])[] {
    return [...this.originals];
  }
}

/** A part of a long text holds on to the whole text in memory; its own characters do not. */
function flat(value: string): string {
  return value.length < 13 ? value : Array.from(value).join('');
}
