import { expect, it } from 'vitest';
import { contentsOf } from './contents.js';
import { diceOf } from './testing/dice.js';
import { scrapText } from './testing/pieces.js';

it('answers as a search does, for texts of any length', () => {
  for (const seed of [1, 2, 3, 4]) {
    const dice = diceOf(seed);
    const text = scrapText(dice, seed % 2 === 0 ? 40_000 : 40, '');
    const holds = contentsOf(text);
    for (let round = 0; round < 400; round++) {
      const at = dice.below(text.length);
      const there = text.slice(at, at + 1 + dice.below(9));
      expect(holds(there)).toBe(true);
      const other = scrapText(dice, 1 + dice.below(3), '').slice(-9);
      expect(holds(other), other).toBe(text.includes(other));
      expect(holds('never to be seen', other)).toBe(text.includes(other));
    }
    expect(holds('never to be seen')).toBe(false);
  }
});
