import { type PlaceholderKind, placeholdersIn } from './kinds.js';

/** Which placeholder stands for which value; the same for every text of a session. Holds secrets: it stays in memory. */
export class Placeholders {
  private readonly tokens = new Map<string, string>();
  private readonly originals = new Map<string, { value: string; kind: PlaceholderKind }>();
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
    while (this.taken.size > 0 && this.taken.has(token));
    this.counts.set(kind, number);
    this.keep(token, flat(value), kind);
    return token;
  }

  /** A pair of an earlier session. */
  remember(token: string, value: string, kind: PlaceholderKind): void {
    this.keep(token, value, kind);
    const number = Number(token.slice(token.lastIndexOf('_') + 1));
    this.counts.set(kind, Math.max(this.counts.get(kind) ?? 0, number));
  }

  private keep(token: string, value: string, kind: PlaceholderKind): void {
    this.tokens.set(value, token);
    this.originals.set(token, { value, kind });
  }

  /** The value that a token stands for. */
  originalOf(token: string): string | undefined {
    return this.originals.get(token)?.value;
  }

  kindOf(token: string): PlaceholderKind | undefined {
    return this.originals.get(token)?.kind;
  }

  entries(): readonly (readonly [token: string, value: string])[] {
    return Array.from(this.originals, ([token, { value }]) => [token, value]);
  }
}

/** A part of a long text holds on to the whole text in memory; V8 copies parts of fewer than 13 characters. */
function flat(value: string): string {
  let copy = '';
  for (let at = 0; at < value.length; at += 12) copy += value.slice(at, at + 12);
  return copy;
}
