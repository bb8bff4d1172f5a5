import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleOf } from './regex-sample.js';

it.each([
  ['^/api/v(?<ver>\\d+)/(.*)$', '/api/v1/'],
  ['^/api/v(\\d+)/', '/api/v1/'],
  ['\\.php$', '.php'],
  ['^/(?:a|b)/(?!secret)\\w{3}$', '/a/aaa'],
  ['^/orders/[0-9a-f]{8}-[^/]+/items?$', '/orders/00000000-a/item'],
  ['^/(en|de)(/.*)?$', '/en'],
  ['(?i)^/upload(?=/)', '/upload'],
  ['^/[[:alpha:]]+/[\\d.]+$', '/a/1'],
  ['^/a\\.b\\/c+$', '/a.b/c'],
  ['^(/x|/y)z', '/xz'],
])('matches %s', (pattern, sample) => {
  expect(sampleOf(pattern)).toBe(sample);
});

it('ends, whatever the pattern', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('(', ')', '[', ']', '^', '\\', '{9999999}', '*', '(?<', 'a', '|', '?'), {
        maxLength: 60,
      }),
      (parts) => {
        expect(typeof sampleOf(parts.join(''))).toBe('string');
      },
    ),
  );
  expect(sampleOf('('.repeat(100_000)).length).toBe(0);
  expect(sampleOf('a{999999}'.repeat(100)).length).toBeLessThanOrEqual(100_000);
});
