import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { siteFile } from './page.js';

const read = (name: string) => readFileSync(siteFile(name));
const zipped = (bytes: Buffer | string) => gzipSync(bytes, { level: 9 }).length;

/** The scripts of the first view: all that stands in the document. */
const firstView = () => zipped(read('index.html'));
const later = () => ['worker.js', 'editor.js'].reduce((sum, name) => sum + zipped(read(name)), 0);

test('the first view has at most 60 kB of script, its markup and style included', () => {
  expect(firstView()).toBeLessThanOrEqual(60_000);
});

test('all script is at most 400 kB', () => {
  expect(firstView() + later()).toBeLessThanOrEqual(400_000);
});

test.each(['nginx-1.26.3.bin', 'nginx-1.22.1.bin'])('%s is at most 1.4 MB', (name) => {
  expect(read(name).length).toBeLessThanOrEqual(1_400_000);
});

test('the single file is at most 3 MB', () => {
  expect(read('stackengine.html').length).toBeLessThanOrEqual(3_000_000);
});
