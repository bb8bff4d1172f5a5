import { createTimeCounter, type TimeCounter, type Timed } from './time-counts.js';

/** Of one kind so many are kept one by one; later ones are counted in the last of them. */
const keptOfAKind = 10;

export interface Kept<Kind extends Timed> {
  readonly all: readonly Kind[];
  /** How many kinds there are. */
  readonly kinds: number;
  has(key: string): boolean;
  add(key: string, one: Kind): void;
}

/**
 * Keeps of those that have the same key the first ten, and the last in the place of all others: its `repeated` counts them, and its
 * `times` tell when they were.
 */
export function keepSome<Kind extends Timed>(): Kept<Kind> {
  const all: Kind[] = [];
  const kinds = new Map<string, { kept: number; last: number; times?: TimeCounter }>();
  return {
    all,
    get kinds() {
      return kinds.size;
    },
    has: (key) => kinds.has(key),
    add(key, one) {
      const kind = kinds.get(key) ?? { kept: 0, last: 0 };
      kinds.set(key, kind);
      const last = all[kind.last];
      if (kind.kept < keptOfAKind || last === undefined) {
        kind.kept += 1;
        kind.last = all.push(one) - 1;
        return;
      }
      if (kind.times === undefined) {
        kind.times = createTimeCounter();
        kind.times.add(last);
      }
      kind.times.add(one);
      all[kind.last] = { ...one, repeated: last.repeated + one.repeated, times: kind.times.times };
    },
  };
}
