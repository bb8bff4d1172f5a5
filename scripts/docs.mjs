// `npm run docs`: writes docs/causes.md, and into every page what its commands print now. With `--check` it only says
// what is stale, and exits 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causesPage } from './causes-page.mjs';
import { pages, updated } from './documentation.mjs';
import { root } from './run.mjs';

const check = process.argv.includes('--check');
let stale = 0;

bring('docs/causes.md', causesPage());
for (const page of pages()) bring(page, updated(page));
if (check && stale > 0) process.exitCode = 1;

function bring(page, content) {
  const path = join(root, page);
  if (existing(path) === content) return;
  stale += 1;
  console.log(`${page} ${check ? 'is stale: npm run docs' : 'written'}`);
  if (!check) writeFileSync(path, content);
}

function existing(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
