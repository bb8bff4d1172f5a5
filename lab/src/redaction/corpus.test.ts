import { createRedactor, describeRule } from '@stackengine/engine';
import { expect, it } from 'vitest';
import { diceOf } from '../differential/random.js';
import { composeFiles } from './compose.js';
import { dictionaryKinds } from './dictionary/index.js';
import { fieldKinds } from './field/index.js';
import { heldOutKinds } from './held-out/index.js';
import { ownKinds } from './kinds/index.js';
import type { Expected, Kind } from './labelled.js';

const kindsWith = (kinds: readonly Kind[], expected: Expected) =>
  kinds.filter(({ draw }) => draw(diceOf(1)).marks.some((mark) => mark.expected === expected));

it.each([
  ['own', ownKinds],
  ['held-out', heldOutKinds],
])('holds as many kinds as it has to: %s', (_, kinds) => {
  expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
  expect(kindsWith(kinds, 'secret').length).toBeGreaterThanOrEqual(120);
  expect(kindsWith(kinds, 'keep').length).toBeGreaterThanOrEqual(100);
  expect(kindsWith(kinds, 'hard').length).toBeGreaterThanOrEqual(10);
});

it.each([...ownKinds, ...heldOutKinds, ...dictionaryKinds, ...fieldKinds])(
  '$id draws the same from the same seed, and marks what it draws',
  ({ draw }) => {
    for (let seed = 0; seed < 20; seed++) {
      const { text, marks } = draw(diceOf(seed));
      expect(draw(diceOf(seed))).toEqual({ text, marks });
      expect(marks.length).toBeGreaterThan(0);
      for (const { start, end } of marks) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }
  },
);

it('is explained by rules that are explained themselves', () => {
  const files = [ownKinds, heldOutKinds, dictionaryKinds, fieldKinds].flatMap((kinds) => composeFiles(kinds, 1));
  const rules = new Set(
    createRedactor({ level: 'paranoid' })
      .redact(files)
      .flatMap(({ findings }) => findings.map(({ rule }) => rule)),
  );
  expect([...rules].filter((rule) => describeRule(rule) === rule)).toEqual([]);
});

it.each([
  ['own', ownKinds],
  ['held-out', heldOutKinds],
  ['dictionary', dictionaryKinds],
  ['field', fieldKinds],
])('composes files in which each mark stands where its snippet does: %s', (_, kinds) => {
  for (const { text, marks } of composeFiles(kinds, 3)) {
    for (const { start, end } of marks) expect(text.slice(start, end).trim()).not.toBe('');
  }
});
