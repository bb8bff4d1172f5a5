import { type PlaceholderKind, placeholdersIn } from './kinds.js';
import { detached } from './remembering.js';

/** Which placeholder stands for which value; the same for every text of a session. Holds secrets: it stays in memory. */
export class Placeholders {
  private readonly tokens = new Map<string, string>();
  /** By kind; the index is the number, and numbers may be missing. */
  private readonly values = new Map<PlaceholderKind, string[]>();
  private readonly taken = new Set<string>();

  /** Tokens that a text holds of itself are never given out. */
  reserve(text: string): void {
    for (const { token } of placeholdersIn(text)) {
      const [kind, number] = partsOf(token);
      if (this.valueOf(kind, number) === undefined) this.taken.add(token);
    }
  }

  /** The token of a value, made on its first use. */
  tokenOf(value: string, kind: PlaceholderKind): string {
    const known = this.tokens.get(value);
    if (known !== undefined) return known;
    let number = this.values.get(kind)?.length ?? 1;
    while (this.taken.size > 0 && this.taken.has(`${kind}_${number}`)) number++;
    const token = `${kind}_${number}`;
    this.keep(token, kind, number, detached(value));
    return token;
  }

  /** A pair of an earlier session. */
  remember(token: string, value: string, kind: PlaceholderKind): void {
    this.keep(token, kind, partsOf(token)[1], value);
  }

  /** The value that a token stands for. */
  valueOf(kind: PlaceholderKind, number: number): string | undefined {
    return this.values.get(kind)?.[number];
  }

  entries(): readonly (readonly [token: string, value: string])[] {
    return Array.from(this.values).flatMap(([kind, values]) =>
      Object.entries(values).map(([number, value]) => [`${kind}_${number}`, value] as const),
    );
  }

  private keep(token: string, kind: PlaceholderKind, number: number, value: string): void {
    this.tokens.set(value, token);
    let values = this.values.get(kind);
    if (values === undefined) {
      values = [];
      values.length = 1; // there is no number 0
      this.values.set(kind, values);
    }
    values[number] = value;
  }
}

/** `IPV4_PRIVATE_2` is the second of IPV4_PRIVATE. */
function partsOf(token: string): [PlaceholderKind, number] {
  const at = token.lastIndexOf('_');
  return [token.slice(0, at) as PlaceholderKind, Number(token.slice(at + 1))];
}
