import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { texts } from '../../testdata/files.js';
import { parse } from '../parse.js';
import { readConfiguration, walk } from '../read-configuration.js';
import type { Directive, Node } from '../tree.js';
import { applyEdits } from './apply.js';
import { removeDirective, renameDirective, replaceArguments, replaceWord } from './change.js';
import type { Edit } from './edit.js';
import { insertDirective } from './insert.js';
import { quoteArgument } from './quote.js';
import { editsDiff, unifiedDiff } from './unified-diff.js';

function find(nodes: readonly Node[], name: string, value?: string): Directive {
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type !== 'directive') continue;
    if (node.name.value === name && (value === undefined || node.args[0]?.value === value)) return node;
    stack.push(...(node.body ?? []).toReversed());
  }
  throw new Error(`no ${name}`);
}

function apply(text: string, ...edits: readonly Edit[]): string {
  const applied = applyEdits(text, edits);
  if (!applied.ok) throw new Error('conflict');
  return applied.text;
}

function count(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + (node.type === 'directive' ? 1 + count(node.body ?? []) : 0), 0);
}

const verify = { name: 'proxy_ssl_verify', args: ['on'] };

describe('insertDirective', () => {
  const after = (
    text: string,
    ...directives: readonly { name: string; args: readonly string[]; comment?: string }[]
  ) => {
    const tree = parse(text);
    const block = find(tree.body, 'location');
    const neighbour = find(tree.body, 'proxy_pass');
    return apply(text, ...directives.map((directive) => insertDirective(tree, block, directive, { after: neighbour })));
  };

  it('keeps indentation, line ends and call order', () => {
    expect(
      after('location / {\r\n\tproxy_pass x; # why\r\n}\r\n', verify, { name: 'proxy_ssl_name', args: ['a b'] }),
    ).toBe('location / {\r\n\tproxy_pass x; # why\r\n\tproxy_ssl_verify on;\r\n\tproxy_ssl_name "a b";\r\n}\r\n');
  });

  it('stays on the line of a one-line block', () => {
    expect(after('location / { proxy_pass x; }', verify)).toBe('location / { proxy_pass x; proxy_ssl_verify on; }');
  });

  it('lines arguments up with the neighbours', () => {
    expect(after('location / {\n  proxy_pass            x;\n  proxy_set_header      A b;\n}', verify)).toBe(
      'location / {\n  proxy_pass            x;\n  proxy_ssl_verify      on;\n  proxy_set_header      A b;\n}',
    );
  });

  it('keeps a missing final line end', () => {
    const text = 'proxy_pass x;';
    const tree = parse(text);
    expect(apply(text, insertDirective(tree, undefined, verify, { after: find(tree.body, 'proxy_pass') }))).toBe(
      'proxy_pass x;\nproxy_ssl_verify on;',
    );
  });

  it.each([
    ['location / {}', 'location / {\n    proxy_ssl_verify on;\n}'],
    ['server {\n  location / {\n  }\n}', 'server {\n  location / {\n    proxy_ssl_verify on;\n  }\n}'],
    ['location / {\n  # a\n}\n', 'location / {\n  # a\n  proxy_ssl_verify on;\n}\n'],
  ])('fills the block of %j at its end', (text, expected) => {
    const tree = parse(text);
    expect(apply(text, insertDirective(tree, find(tree.body, 'location'), verify, 'end'))).toBe(expected);
  });

  it.each<[string, string, { readonly at: Parameters<typeof insertDirective>[3] | 'before a' | 'after a' }, string]>([
    ['server {\n  a;\n}\n', 'server', { at: 'start' }, 'server {\n  proxy_ssl_verify on;\n  a;\n}\n'],
    ['server { # c\n  a;\n}\n', 'server', { at: 'start' }, 'server { # c\n  proxy_ssl_verify on;\n  a;\n}\n'],
    ['server { a; }\n', 'server', { at: 'start' }, 'server { proxy_ssl_verify on; a; }\n'],
    ['server { a; }\n', 'server', { at: 'before a' }, 'server { proxy_ssl_verify on; a; }\n'],
    ['server { a;\n}\n', 'server', { at: 'after a' }, 'server { a;\n    proxy_ssl_verify on;\n}\n'],
    ['server {\n\ta; }\n', 'server', { at: 'end' }, 'server {\n\ta; proxy_ssl_verify on; }\n'],
    ['server {\n\ta; # c\n', 'server', { at: 'end' }, 'server {\n\ta; # c\n\tproxy_ssl_verify on;\n'],
    ['server {\r\n  a;\r\n}', 'server', { at: 'before a' }, 'server {\r\n  proxy_ssl_verify on;\r\n  a;\r\n}'],
    ['# head\na;\n', '', { at: 'start' }, '# head\nproxy_ssl_verify on;\na;\n'],
    ['  a;\n', '', { at: 'end' }, '  a;\n  proxy_ssl_verify on;\n'],
    ['', '', { at: 'end' }, 'proxy_ssl_verify on;\n'],
    [
      'server {\n\ta\t\tb;\n\tc\td;\n}',
      'server',
      { at: 'after a' },
      'server {\n\ta\t\tb;\n\tproxy_ssl_verify\t\ton;\n\tc\td;\n}',
    ],
  ])('puts into %j, block %j, %j', (text, block, { at }, expected) => {
    const tree = parse(text);
    const place =
      at === 'before a' ? { before: find(tree.body, 'a') } : at === 'after a' ? { after: find(tree.body, 'a') } : at;
    const into = block === '' ? undefined : find(tree.body, block);
    expect(apply(text, insertDirective(tree, into, verify, place))).toBe(expected);
  });

  it('gives the same directives, and one more, anywhere in real configurations', () => {
    for (const { path, text } of texts) {
      const tree = parse(text);
      for (const statement of walk(readConfiguration([{ file: path, text }]))) {
        const { directive, parent } = statement;
        if (statement.context === 'map' || statement.context === 'types' || !directive.terminated) continue;
        for (const place of [{ after: directive }, { before: directive }]) {
          const insertion = insertDirective(tree, parent?.directive, { ...verify, comment: 'c' }, place);
          const changed = parse(apply(text, insertion));
          expect(changed.problems.length).toBe(tree.problems.length);
          expect(count(changed.body)).toBe(count(tree.body) + 1);
          expect(apply(changed.text, removeDirective(changed, find(changed.body, verify.name, 'on')))).toContain('# c');
        }
      }
    }
  });

  it('puts a comment on its own line above', () => {
    expect(after('location / {\n  proxy_pass x;\n}', { ...verify, comment: 'until 2027' })).toBe(
      'location / {\n  proxy_pass x;\n  # until 2027\n  proxy_ssl_verify on;\n}',
    );
    const broken = after('location / { proxy_pass x; }', { ...verify, comment: 'until 2027' });
    expect(parse(broken).problems).toEqual([]);
    expect(find(parse(broken).body, 'proxy_ssl_verify').terminated).toBe(true);
  });
});

describe('changes', () => {
  it('replaces arguments and nothing around them', () => {
    const text = "a   'x'  # c\n  y z; # d";
    const tree = parse(text);
    expect(apply(text, replaceArguments(tree, find(tree.body, 'a'), ["it's", 'y']))).toBe(
      "a   'it\\'s'  # c\n  y; # d",
    );
  });

  it('renames, and keeps the column of the arguments', () => {
    const text = 'listen       80;';
    const tree = parse(text);
    expect(apply(text, renameDirective(tree, find(tree.body, 'listen'), 'server_name'))).toBe('server_name  80;');
  });

  it('replaces a word inside its quotes', () => {
    const text = 'proxy_pass "http://a";';
    const tree = parse(text);
    const [word] = find(tree.body, 'proxy_pass').args;
    expect(word && apply(text, replaceWord(tree, word, 'https://a'))).toBe('proxy_pass "https://a";');
  });

  it.each([
    ['a;\n  b 1;\n  c;\n', 'a;\n  c;\n'],
    ['a; b 1; c;', 'a; c;'],
    ['x { b 1; }', 'x { }'],
    ['a;\nb 1;', 'a;'],
    ['a;\n  b 1; # why\nc;', 'a;\n  # why\nc;'],
    ['a;\r\nb {\r\n c;\r\n}\r\nd;', 'a;\r\nd;'],
  ])('removes b from %j', (text, expected) => {
    const tree = parse(text);
    expect(apply(text, removeDirective(tree, find(tree.body, 'b')))).toBe(expected);
  });
});

describe('quoteArgument', () => {
  it('gives what nginx reads back as the same value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\\"'tn ;{}$#a]*$/)), (value) => {
        const tree = parse(`x ${quoteArgument(value)};`);
        expect(tree.problems).toEqual([]);
        expect(tree.body.map((node) => node.type === 'directive' && node.args.map((word) => word.value))).toEqual([
          [value],
        ]);
      }),
      { numRuns: 2000 },
    );
  });

  it('quotes only what needs it', () => {
    expect(['https://a', '\u0024{a}b', 'a{b', '', 'a b', '"', 'a"b', '#', 'a#', '\\.php$'].map(quoteArgument)).toEqual([
      'https://a',
      '\u0024{a}b',
      '"a{b"',
      '""',
      '"a b"',
      "'\"'",
      'a"b',
      '"#"',
      'a#',
      '\\.php$',
    ]);
  });
});

describe('applyEdits', () => {
  it('names the edits that overlap', () => {
    const one: Edit = { file: '', range: [0, 3], text: 'x' };
    const other: Edit = { file: '', range: [2, 4], text: 'y' };
    expect(applyEdits('abcdef', [other, one])).toEqual({ ok: false, conflicts: [[one, other]] });
  });

  it('refuses a range outside the text', () => {
    expect(applyEdits('a', [{ file: '', range: [0, 2], text: '' }]).ok).toBe(false);
  });
});

describe('unifiedDiff', () => {
  it('reads like that of git', () => {
    expect(unifiedDiff('/etc/nginx/a.conf', 'a\nb', 'a\nc')).toBe(
      '--- a/etc/nginx/a.conf\n+++ b/etc/nginx/a.conf\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
    );
    expect(unifiedDiff('a', 'x', 'x')).toBe('');
  });
});

describe('editsDiff', () => {
  const line = fc.constantFrom('a;\n', 'b;\n', '\n', 'c;\r\n', 'd;');
  const change = fc.tuple(fc.nat(600), fc.nat(12), fc.constantFrom('', 'x', 'y;\n', '\nz;\n\n'));

  it('makes of the text what the edits make of it, and reads like the difference of the whole', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 150 }), fc.array(change, { maxLength: 6 }), (lines, changes) => {
        const tree = parse(lines.join(''), 'a.conf');
        const edits = changes.map(([at, length, text]): Edit => {
          const start = Math.min(at, tree.text.length);
          return { file: 'a.conf', range: [start, Math.min(start + length, tree.text.length)], text };
        });
        const applied = applyEdits(tree.text, edits);
        const shown = editsDiff(tree, edits);
        if (!applied.ok || applied.text === tree.text) {
          expect(shown).toBe('');
          return;
        }
        expect(applyPatch(tree.text, shown, { autoConvertLineEndings: false })).toBe(applied.text);
        if (edits.length === 1 && !/[\r]/.test(tree.text)) {
          const whole = unifiedDiff('a.conf', tree.text, applied.text);
          expect(shown.split('\n').filter((each) => /^[-+]/.test(each)).length).toBe(
            whole.split('\n').filter((each) => /^[-+]/.test(each)).length,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it('numbers the lines of the whole file', () => {
    const text = 'a;\n'.repeat(40);
    const tree = parse(text, 'a.conf');
    const insert = (at: number): Edit => ({ file: 'a.conf', range: [at, at], text: 'b;\n' });
    const edits = [insert(30), insert(105)];
    expect(editsDiff(tree, edits)).toBe(unifiedDiff('a.conf', text, apply(text, ...edits)));
    expect(editsDiff(tree, edits)).toContain('@@ -33,6 +34,7 @@');
  });
});
