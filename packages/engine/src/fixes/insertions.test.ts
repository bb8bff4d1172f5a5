import { expect, test } from 'vitest';
import { joinInsertions } from './insertions.js';

const at = (offset: number, text: string) => ({ file: 'a.conf', range: [offset, offset] as const, text });

test('inserts once what several fixes share, and what only one wants beside it', () => {
  const verify = at(9, '    proxy_ssl_verify on;\n');
  const name = at(9, '    proxy_ssl_name a;\n');
  const serverName = at(9, '    proxy_ssl_server_name on;\n');
  expect(joinInsertions([verify, name, verify, serverName])).toEqual([verify, name, serverName]);
});

test('gives up where two fixes give a directive different arguments', () => {
  expect(joinInsertions([at(9, 'proxy_ssl_name a;\n'), at(9, 'proxy_ssl_name b;\n')])).toBeUndefined();
});

test('keeps directives that may be repeated apart by their first argument', () => {
  const options = at(9, 'proxy_ssl_conf_command Options A;\n');
  const curves = at(9, 'proxy_ssl_conf_command Curves B;\n');
  expect(joinInsertions([options, curves])).toEqual([options, curves]);
  expect(joinInsertions([options, at(9, 'proxy_ssl_conf_command Options B;\n')])).toBeUndefined();
});

test('inserts a comment once, and other comments beside it', () => {
  const comment = at(9, '# until the CA is here\n');
  expect(joinInsertions([comment, comment, at(9, '# x\n')])).toEqual([comment, at(9, '# x\n')]);
});

test('leaves the same directive at another place, and replacements, alone', () => {
  const replacement = { file: 'a.conf', range: [9, 12] as const, text: 'on' };
  const given = [at(9, 'x 1;\n'), at(20, 'x 2;\n'), replacement, replacement];
  expect(joinInsertions(given)).toEqual(given);
});
