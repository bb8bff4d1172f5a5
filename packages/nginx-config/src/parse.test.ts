import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { texts } from '../testdata/files.js';
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

  it('keeps every character of real configurations, whole, cut off and changed', () => {
    const change = fc.tuple(fc.constantFrom(...texts), fc.nat(5000), fc.nat(40), configurationText);
    fc.assert(
      fc.property(change, ([{ text }, at, cut, piece]) => {
        const changed = text.slice(0, at) + piece + text.slice(at + cut);
        expect(print(parse(changed))).toBe(changed);
        expect(print(parse(text.slice(0, at)))).toBe(text.slice(0, at));
      }),
      { numRuns: 500 },
    );
  });

  it.each(texts.filter(({ path }) => path !== 'windows/bom.conf').map(({ path, text }) => [path, text]))(
    'finds nothing wrong in %s',
    (_, text) => {
      expect(problems(text)).toEqual([]);
      expect(print(parse(text))).toBe(text);
    },
  );

  it('refuses a byte order mark, as nginx does, and reads on', () => {
    expect(problems('\uFEFFuser a;')).toEqual(['1:1 unknown directive "\uFEFFuser"']);
    expect(parse('\uFEFFuser a;').body).toMatchObject([{ name: { value: 'user' }, start: 1 }]);
  });

  it.each([
    [
      'location / {\n  proxy_pass http://a\n  proxy_ssl_verify on;\n}',
      '3:3 invalid number of arguments in "proxy_pass" directive',
    ],
    ['http {\n  sendfile on\n  server {\n  }\n}', '3:3 directive "sendfile" is not terminated by ";"'],
    ['listen 80\n# c\nserver_name a;', '3:1 invalid parameter "server_name"'],
    ['root /a\nindex b\nallow c\ndeny d', '2:1 invalid number of arguments in "root" directive'],
  ])('takes %j apart where a semicolon is missing', (text, problem) => {
    const tree = parse(text);
    expect(problems(text)[0]).toBe(problem);
    expect(print(tree)).toBe(text);
    expect(JSON.stringify(tree.body)).toContain('"terminated":false');
  });

  it('reads on behind a quote that is not closed', () => {
    const tree = parse('a "b;\nc d;\ne "f";\ng h;');
    expect(tree.body.map((node) => node.type === 'directive' && [node.name.value, node.args[0]?.value])).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
    expect(parse("a 'b;\nc d;").problems.map(({ code, line }) => [code, line])).toEqual([['unterminated-quote', 1]]);
  });

  it('takes no notice of braces past any sensible depth', () => {
    const text = 'a {'.repeat(100_000) + '}'.repeat(100_000);
    expect(print(parse(text))).toBe(text);
  });

  it.each([
    '"',
    "'",
    ';',
    '{',
    '}',
    'a',
    '\\"',
    '"a',
    "'\n",
    '"\n',
    '${',
    '#',
    'content_by_lua_block {"',
    '\uD83D',
    'a "b"c\n',
  ])('takes a million of %j', (piece) => {
    expect(parse(piece.repeat(1_000_000 / piece.length)).text).toHaveLength(
      Math.floor(1_000_000 / piece.length) * piece.length,
    );
  });

  it.each([
    ['a \u0024{b}c {d;}', ['\u0024{b}c']],
    ['a "b\\"c" \'d\\\'\' "\\t\\n\\d";', ['b"c', "d'", '\t\n\\d']],
    ['a b#c \\# d\\ e;', ['b#c', '\\#', 'd\\ e']],
    ['if ($a = "b") {}', ['($a', '=', 'b', ')']],
  ])('reads the words of %j', (text, args) => {
    expect(parse(text).body).toMatchObject([{ args: args.map((value) => ({ value })) }]);
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
