import { expect, it } from 'vitest';
import { within } from './spans.js';
import { diceOf } from './testing/dice.js';

it('tells as a search through all of them would', () => {
  for (let seed = 0; seed < 300; seed++) {
    const dice = diceOf(seed);
    const run = (): readonly [number, number] => {
      const start = dice.below(40);
      return [start, start + 1 + dice.below(20)];
    };
    const spans = Array.from({ length: dice.below(8) }, run);
    const isWithin = within(spans);
    for (let ask = 0; ask < 20; ask++) {
      const [start, end] = run();
      expect(isWithin(start, end), `seed ${seed}`).toBe(spans.some(([from, to]) => from <= start && end <= to));
    }
  }
});
