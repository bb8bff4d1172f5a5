import { describe, expect, it } from 'vitest';
import { compareBytes, matchesGlob } from './glob.js';
import { memorySource } from './source.js';

describe('matchesGlob', () => {
  it.each([
    ['conf.d/*.conf', 'conf.d/a.conf', true],
    ['conf.d/*.conf', 'conf.d/.a.conf', false],
    ['conf.d/*', 'conf.d/sub/a.conf', false],
    ['*/*.conf', 'sites/a.conf', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[]x', '[]x', true],
    ['a\\*', 'a*', true],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b*c', 'aXbXbX', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });
});

describe('memorySource', () => {
  it('sorts by bytes, lists by directory and takes ./ for nothing', () => {
    const source = memorySource({ './b/Z': '', 'b/a': 'text', 'b//ä': '', c: '' });
    expect(source.glob('b/*')).toEqual(['b/Z', 'b/a', 'b/ä']);
    expect(source.list('b')).toEqual(['b/Z', 'b/a', 'b/ä']);
    expect(source.list('.')).toHaveLength(4);
    expect(source.read('./b/a')).toBe('text');
  });

  it('sorts characters beyond U+FFFF last, as their bytes do', () => {
    expect(['\u{1F600}', '\uFF5E', 'a'].sort(compareBytes)).toEqual(['a', '\uFF5E', '\u{1F600}']);
  });
});
