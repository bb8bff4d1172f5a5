/** Choices that a seed makes; the same seed makes the same ones. */
export interface Dice {
  /** Less than `limit`, from 0. */
  readonly below: (limit: number) => number;
  /** True in so many of a hundred. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
}

/** Mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(fraction() * limit);
  return { below, chance: (percent) => below(100) < percent, pick: (list) => list[below(list.length)] ?? list[0] };
}
