import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.js';

test('makes what is missing, and leaves what is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-folder-'));
  try {
    makeFolder(join(folder, 'a/b'));
    makeFolder(join(folder, 'a/b'));
    expect(existsSync(join(folder, 'a/b'))).toBe(true);
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file/c'))).toThrow(/file/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('refuses a place where no directory can be made, and returns', () => {
  expect(() => makeFolder('/proc/stackengine/a')).toThrow(/\/proc\/stackengine/);
});
