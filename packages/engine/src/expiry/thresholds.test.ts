import { expect, it } from 'vitest';
import { inDays, readDuration } from './thresholds.js';

it.each([
  ['30d', 2_592_000],
  ['12h', 43_200],
  ['90m', 5400],
  ['2w', 1_209_600],
  ['45s', 45],
  ['1d12h', 129_600],
  ['0d', 0],
  ['36525d', 3_155_760_000],
])('%s is a length of time', (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});

it.each(['30', '', 'd', '-3d', '1.5d', '30 d', '30D', '1y', '36526d', '999999999w', '1d 2h', '٣d'])(
  '%j is none',
  (text) => {
    expect(readDuration(text)).toBeUndefined();
  },
);

it('tells seconds as days', () => {
  expect([inDays(2_592_000), inDays(43_200), inDays(90)]).toEqual([30, 0.5, 0.001]);
});
