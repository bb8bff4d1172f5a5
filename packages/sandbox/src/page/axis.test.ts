import { describe, expect, test } from 'vitest';
import { dayOf, lengthOf, momentOf, shareOf, shownTime } from './axis.js';

const day = 86_400_000;
const now = Date.parse('2026-11-20T00:00:00Z');
const certificate = (from: number, to: number) => ({
  name: 'a',
  names: [],
  role: 'server certificate',
  depth: 0,
  origins: [],
  state: 'valid' as const,
  from,
  to,
  sha256: '',
  place: 'chain.pem:1',
});

describe('the time that a chain shows', () => {
  test('is that of its leaf, and not that of its root', () => {
    const leaf = certificate(now - 400 * day, now + 400 * day);
    const root = certificate(now - 9000 * day, now + 9000 * day);
    expect(shownTime([root, leaf], now)).toEqual({ from: leaf.from, to: leaf.to });
  });

  test('is a year around now at least, so that what expired long ago and now are both in it', () => {
    const { from, to } = shownTime([certificate(now - 900 * day, now - 800 * day)], now);
    expect([from, to]).toEqual([now - 900 * day, now + 183 * day]);
    expect(shownTime([], now).to - shownTime([], now).from).toBe(366 * day);
  });

  test('places what is outside at the end of it', () => {
    const stretch = { from: 0, to: 100 };
    expect([-5, 0, 25, 100, 1e18, Number.NaN].map((moment) => shareOf(stretch, moment))).toEqual([0, 0, 0.25, 1, 1, 0]);
  });
});

test.each([
  [1, 'one second'],
  [90, '90 seconds'],
  [60, 'one minute'],
  [7200, '2 hours'],
  [172_800, '2 days'],
])('%s seconds are %s', (seconds, words) => {
  expect(lengthOf(seconds)).toBe(words);
});

test('days and moments, however far', () => {
  expect(dayOf(now)).toBe('2026-11-20');
  expect(dayOf(Number.POSITIVE_INFINITY)).toBe('+275760-09-13');
  expect(momentOf(now / 1000 + 11)).toBe('2026-11-20 00:00:11');
});
