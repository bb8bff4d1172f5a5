import { expect, it } from 'vitest';
import { diceOf } from '../differential/random.js';
import { composeFiles } from './compose.js';
import { ownKinds } from './kinds/index.js';
import type { Expected } from './labelled.js';

const kindsWith = (expected: Expected) =>
  ownKinds.filter(({ draw }) => draw(diceOf(1)).marks.some((mark) => mark.expected === expected));

it('holds as many kinds as it has to', () => {
  expect(new Set(ownKinds.map(({ id }) => id)).size).toBe(ownKinds.length);
  expect(kindsWith('secret').length).toBeGreaterThanOrEqual(120);
  expect(kindsWith('keep').length).toBeGreaterThanOrEqual(100);
  expect(kindsWith('hard').length).toBeGreaterThanOrEqual(10);
});

it.each(ownKinds)('$id draws the same from the same seed, and marks what it draws', ({ draw }) => {
  for (let seed = 0; seed < 20; seed++) {
    const { text, marks } = draw(diceOf(seed));
    expect(draw(diceOf(seed))).toEqual({ text, marks });
    expect(marks.length).toBeGreaterThan(0);
    for (const { start, end } of marks) {
      expect(start).toBeLessThan(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  }
});

it('composes files in which each mark stands where its snippet does', () => {
  for (const { text, marks } of composeFiles(ownKinds, 3)) {
    for (const { start, end } of marks) expect(text.slice(start, end).trim()).not.toBe('');
  }
});
