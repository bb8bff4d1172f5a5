import { expect, it } from 'vitest';
import { disjoint, type Finding } from './finding.js';
import { diceOf } from './testing/dice.js';

const finding = (start: number, end: number): Finding => ({ start, end, kind: 'SECRET', layer: 'cue', rule: 'x' });
const spans = (findings: readonly Finding[]) => disjoint(findings).map(({ start, end }) => [start, end]);

it.each([
  [
    [
      [0, 4],
      [6, 8],
    ],
    [
      [0, 4],
      [6, 8],
    ],
  ],
  [
    [
      [0, 10],
      [2, 5],
    ],
    [[0, 10]],
  ],
  [
    [
      [0, 4],
      [2, 10],
    ],
    [
      [0, 2],
      [2, 10],
    ],
  ],
  [
    [
      [0, 10],
      [8, 12],
    ],
    [
      [0, 10],
      [10, 12],
    ],
  ],
  [
    [
      [0, 10],
      [2, 12],
      [4, 14],
    ],
    [
      [0, 10],
      [10, 14],
    ],
  ],
])('%j becomes %j', (given, expected) => {
  expect(spans(given.map(([start = 0, end = 0]) => finding(start, end)))).toEqual(expected);
});

it('covers what was covered, and nothing twice', () => {
  for (let seed = 0; seed < 500; seed++) {
    const dice = diceOf(seed);
    const given = Array.from({ length: 1 + dice.below(12) }, () => {
      const start = dice.below(60);
      return finding(start, start + 1 + dice.below(30));
    });
    const covered = (findings: readonly Finding[]) =>
      Array.from({ length: 100 }, (_, at) => findings.filter(({ start, end }) => start <= at && at < end).length);
    const after = covered(disjoint(given));
    expect(
      after.map((count) => count > 0),
      `seed ${seed}`,
    ).toEqual(covered(given).map((count) => count > 0));
    expect(Math.max(...after), `seed ${seed}`).toBeLessThanOrEqual(1);
  }
});
