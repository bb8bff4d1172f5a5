import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Refusal } from '../refusal.js';
import { folder, snapshot } from '../testing/stackengine.js';
import { replaceFiles } from './replace-files.js';

const bytes = (text: string) => Buffer.from(text);
const change = (path: string, before: string, after: string) => ({ path, before: bytes(before), after: bytes(after) });

function twoFiles() {
  const root = folder();
  const [one, two] = [join(root, 'one.conf'), join(root, 'two.conf')];
  writeFileSync(one, '1');
  writeFileSync(two, '2');
  return { root, one, two };
}

test('writes all files, keeps their modes, and names a backup of each', () => {
  const { root, one, two } = twoFiles();
  chmodSync(one, 0o604);
  const { written, backups } = replaceFiles([change(one, '1', 'a'), change(two, '2', 'b')], root);
  expect(written).toEqual([one, two]);
  expect(backups.map((path) => readFileSync(path, 'utf8'))).toEqual(['1', '2']);
  expect([one, two].map((path) => readFileSync(path, 'utf8'))).toEqual(['a', 'b']);
  expect(statSync(one).mode & 0o777).toBe(0o604);
  expect(readdirSync(root)).toHaveLength(4);
});

test('a file that changed since it was read keeps all from being written', () => {
  const { root, one, two } = twoFiles();
  const before = snapshot(root);
  expect(() => replaceFiles([change(one, '1', 'a'), change(two, 'other', 'b')], root)).toThrow(
    /changed since it was read/,
  );
  expect(snapshot(root)).toEqual(before);
});

test('a failure at the second file takes the first one back', () => {
  const { root, one, two } = twoFiles();
  mkdirSync(join(root, `.two.conf.stackengine-${process.pid}`));
  const before = snapshot(root);
  expect(() => replaceFiles([change(one, '1', 'a'), change(two, '2', 'b')], root)).toThrow(Refusal);
  expect(snapshot(root)).toEqual(before);
});

test('backups are numbered, never overwritten', () => {
  const { root, one } = twoFiles();
  replaceFiles([change(one, '1', 'a')], root);
  const { backups } = replaceFiles([change(one, 'a', 'b')], root);
  expect(backups).toEqual([join(root, '.one.conf.stackengine-backup-2')]);
  expect(readFileSync(join(root, '.one.conf.stackengine-backup-1'), 'utf8')).toBe('1');
});

test('a second name of the same file keeps the former content', () => {
  const { root, one } = twoFiles();
  linkSync(one, join(root, 'other'));
  replaceFiles([change(one, '1', 'a')], root);
  expect(readFileSync(join(root, 'other'), 'utf8')).toBe('1');
});

test('refuses a file above the root, and one that is gone', () => {
  const { root, one } = twoFiles();
  const inner = join(root, 'inner');
  mkdirSync(inner);
  expect(() => replaceFiles([change(one, '1', 'a')], inner)).toThrow(/outside of/);
  expect(() => replaceFiles([change(join(root, 'gone'), '', 'a')], root)).toThrow(/there is no such file/);
});
