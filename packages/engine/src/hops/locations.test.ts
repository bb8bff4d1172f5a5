import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { isNamed, literalPrefix, locationsFor } from './locations.js';

/** The locations that can serve a target, by their arguments. */
const serving = (target: string, text: string) =>
  locationsFor(target, readConfiguration([{ file: 'a', text }]).statements).map(({ args }) => args.join(' '));
/** Locations side by side. */
const beside = (...locations: readonly string[]) => locations.map((one) => `location ${one} { }`).join('\n');

describe('side by side', () => {
  it.each([
    ['/a', ['/', '/a', '= /a'], ['= /a']],
    ['/a/', ['/', '/a', '= /a'], ['/a']],
    ['/ab', ['/', '/a', '/abc'], ['/a']],
    ['/x', ['/a', '= /', '@x'], []],
    ['/@x', ['@x', '/'], ['/']],
    ['/a', ['/a', '~ a', '~ ^/'], ['~ a']],
    ['/a', ['^~ /a', '~ a'], ['^~ /a']],
    ['/ab', ['^~ /a', '/ab', '~ b$'], ['~ b$']],
    ['/A', ['~ /a', '~* /a'], ['~* /a']],
    ['/A', ['/a', '/'], ['/']],
    ['/a', ['=/a', '/'], ['=/a']],
    ['/a', ['^~/a', '~ .'], ['^~/a']],
    ['/A', ['~*a', '/'], ['~*a']],
    ['/a', ['~a', '~ .'], ['~a']],
    ['/a', ['"/a"', '~ b'], ['/a']],
    ['/a', ['~ ^/(?>a)', '/', '~ a', '~ /'], ['~ ^/(?>a)', '~ a']],
    ['/b', ['~ ^/(?>a)', '/', '~ a'], ['~ ^/(?>a)', '/']],
  ])('%s among %j: %j', (target, locations, expected) => {
    expect(serving(target, beside(...locations))).toEqual(expected);
  });
});

describe('nested', () => {
  const inside = (outer: string, ...inner: readonly string[]) => `location ${outer} { ${beside(...inner)} }`;

  it.each([
    ['/a/b', inside('/a', '/a/b'), ['/a/b']],
    ['/a/c', inside('/a', '/a/b'), ['/a']],
    ['/b', inside('/a', '/b') + beside('/'), ['/']],
    // An exact one, or a regular expression, inside ends the search (NGX_OK); a prefix does not.
    ['/a/b', inside('/a', '= /a/b') + beside('~ b'), ['= /a/b']],
    ['/a/b', inside('/a', '~ b') + beside('~ a'), ['~ b']],
    ['/a/b', inside('/a', '/a/b') + beside('~ b'), ['~ b']],
    ['/a/b', inside('/a', '^~ /a/b') + beside('~ b'), ['~ b']],
    ['/a/b', inside('^~ /a', '/a/b') + beside('~ b'), ['/a/b']],
    ['/a/b', inside('^~ /a', '~ b') + beside('~ a'), ['~ b']],
    ['/a/b', inside('~ ^/a', '~ b', '~ /'), ['~ b']],
    ['/a/c', inside('~ ^/a', '~ b') + beside('~ c'), ['~ ^/a']],
    ['/a/b', inside('/a', '~ ^/(?>a)'), ['~ ^/(?>a)', '/a']],
    ['/a/b', inside('/a', '~ ^/(?>a)') + beside('~ b'), ['~ ^/(?>a)', '~ b']],
    ['/a/b', inside('/a', '~ ^/(?>a)', '~ b') + beside('~ a'), ['~ ^/(?>a)', '~ b']],
    ['/a/b', inside('~ a', '~ ^/(?>a)') + beside('~ b'), ['~ ^/(?>a)', '~ a']],
    ['/a/b', inside('~ (?>a)', '/a/b') + beside('/'), ['/a/b', '/']],
    ['/a', `server { ${beside('/a')} }`, []],
  ])('%s in %s: %j', (target, text, expected) => {
    expect(serving(target, text)).toEqual(expected);
  });

  it('goes no deeper than nginx’s prefixes could', () => {
    const deep = (levels: number): string => (levels === 0 ? '' : `location /a { ${deep(levels - 1)} }`);
    expect(serving('/a', deep(80))).toEqual(['/a']);
  });
});

describe('the path that locations see', () => {
  const paths = ['/', '/a', '/a/b', '/a/', '/c d', '/%', '/b'].map((path) => `= "${path}"`);

  it.each([
    ['/a?b=/c', '/a'],
    ['/a#b', '/a'],
    ['/a?b#c\nd', '/a'],
    ['//a//b', '/a/b'],
    ['/a/./b', '/a/b'],
    ['/a/../b', '/b'],
    ['/x/../../b', '/b'],
    ['/a/b/..', '/a/'],
    ['/a/.', '/a/'],
    ['/a//', '/a/'],
    ['/a/b/../', '/a/'],
    ['/c%20d', '/c d'],
    ['/a%2Fb', '/a/b'],
    ['/a%2f..%2fb', '/b'],
    ['/%', '/%'],
    ['http://h.test/a', '/a'],
    ['HTTPS://h.test:8443/a/b', '/a/b'],
    ['x/a', undefined],
    ['http://h.test', undefined],
    ['*', undefined],
    ['', undefined],
  ])('of %j is %j', (target, path) => {
    expect(serving(target, beside(...paths))).toEqual(path === undefined ? [] : [`= ${path}`]);
  });
});

it.each([
  ['/a', '/a', false],
  ['= /a', '/a', false],
  ['=/a', '/a', false],
  ['^~ /a', '/a', false],
  ['~ /a', undefined, false],
  ['~*/a', undefined, false],
  ['@a', undefined, true],
  ['', '', false],
])('what a pass replaces in location %s: %s', (args, prefix, named) => {
  const [statement] = readConfiguration([{ file: 'a', text: `location ${args} { }` }]).statements;
  expect(statement && literalPrefix(statement)).toBe(prefix);
  expect(statement && isNamed(statement)).toBe(named);
});
