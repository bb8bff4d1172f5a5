import { expect, test } from 'vitest';
import { diffLines, diffRows } from './diff-rows.js';

const diff = [
  '--- a/conf.d/api.conf',
  '+++ b/conf.d/api.conf',
  '@@ -3,4 +3,5 @@',
  ' location / {',
  '-    proxy_ssl_verify off;',
  '+    proxy_ssl_verify on;',
  '+    proxy_ssl_name a.example;',
  '     proxy_pass https://a;',
  ' }',
  '@@ -20 +21 @@',
  '--- a comment of SQL',
  '+++ b comment',
  '\\ No newline at end of file',
  '',
].join('\n');

test('the lines of a diff are told by what its hunks count', () => {
  expect(diffLines(diff).map(({ kind }) => kind)).toEqual([
    'file',
    'file',
    'hunk',
    'same',
    'removed',
    'added',
    'added',
    'same',
    'same',
    'hunk',
    'removed',
    'added',
    'same',
  ]);
});

test('what was removed stands beside what came in its place, each with its number', () => {
  expect(diffRows(diff)).toEqual([
    { head: 'conf.d/api.conf', kind: 'file' },
    { head: '@@ -3,4 +3,5 @@', kind: 'hunk' },
    { before: { number: 3, text: 'location / {' }, after: { number: 3, text: 'location / {' }, same: true },
    {
      before: { number: 4, text: '    proxy_ssl_verify off;' },
      after: { number: 4, text: '    proxy_ssl_verify on;' },
      same: false,
    },
    { before: undefined, after: { number: 5, text: '    proxy_ssl_name a.example;' }, same: false },
    {
      before: { number: 5, text: '    proxy_pass https://a;' },
      after: { number: 6, text: '    proxy_pass https://a;' },
      same: true,
    },
    { before: { number: 6, text: '}' }, after: { number: 7, text: '}' }, same: true },
    { head: '@@ -20 +21 @@', kind: 'hunk' },
    {
      before: { number: 20, text: '-- a comment of SQL' },
      after: { number: 21, text: '++ b comment' },
      same: false,
    },
  ]);
});

test('a second file begins with its name', () => {
  const two = `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n--- a/y\n+++ b/y\n@@ -1,0 +2 @@\n+3\n`;
  expect(diffRows(two).filter((row) => 'head' in row)).toEqual([
    { head: 'x', kind: 'file' },
    { head: '@@ -1 +1 @@', kind: 'hunk' },
    { head: 'y', kind: 'file' },
    { head: '@@ -1,0 +2 @@', kind: 'hunk' },
  ]);
});
