import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configurationText } from '../testdata/texts.js';
import { parse } from './parse.js';
import { print } from './print.js';

const problems = (text: string): readonly string[] =>
  parse(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('parse', () => {
  it('keeps every character of any text', () => {
    fc.assert(
      fc.property(configurationText, (text) => {
        expect(print(parse(text))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['events {\n  x 1\n}', '3:1 unexpected "}"'],
    ['a;\n;', '2:1 unexpected ";"'],
    ['a { {\n} }', '1:5 unexpected "{"'],
    ['a "x"y;', '1:6 unexpected "y"'],
    ['http {\n', '2:1 unexpected end of file, expecting "}"'],
    ['http', '1:5 unexpected end of file, expecting ";" or "}"'],
    ['http { }\n}', '2:1 unexpected "}"'],
    ['http { proxy_pass x {} }', '1:21 directive "proxy_pass" is not terminated by ";"'],
    ['http { server; }', '1:8 directive "server" has no opening "{"'],
    ['http { map $a $b { c { d 1; } } }', '1:22 unexpected "{"'],
  ])('says of %j what nginx says', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});
