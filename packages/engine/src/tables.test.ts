import { expect, test } from 'vitest';
import { grouped, lookup } from './tables.js';

const words = ['ab', 'b', 'abb', '', 'c'];
const letters = (word: string): readonly string[] => Array.from(word);

test('a value stands once under each of its keys, in order', () => {
  expect([...grouped(words, letters)]).toEqual([
    ['a', ['ab', 'abb']],
    ['b', ['ab', 'b', 'abb']],
    ['c', ['c']],
  ]);
});

test('asked once or often, the answers are the same', () => {
  const table = lookup(words, letters);
  for (let round = 0; round < 3; round += 1)
    for (const key of ['a', 'b', 'c', 'd']) expect(table(key)).toEqual(grouped(words, letters).get(key) ?? []);
});
