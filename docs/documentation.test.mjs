import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { causesPage } from '../scripts/causes-page.mjs';
import { pages, play } from '../scripts/documentation.mjs';
import { root } from '../scripts/run.mjs';

const read = (page) => readFileSync(join(root, page), 'utf8');
const stale = 'npm run build && npm run docs';
/** Mirrors move on to newer patches of OpenSSL, and their date. */
const anyPatch = (line) => line.replace(/OpenSSL (\d+\.\d+)\.\d+ \d+ \w+ \d+/, 'OpenSSL $1');
const trimmed = (lines) => lines.map((line) => anyPatch(line.trimEnd()));

/** As GitHub makes them: lower case, without punctuation, blanks as hyphens. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (text) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));

const shown = pages().filter((page) => /^```(console|text)/m.test(read(page)) && page !== 'docs/causes.md');

it.each(shown)(
  '%s shows what its commands print',
  (page) => {
    const commands = play(page);
    expect(commands.length).toBeGreaterThan(0);
    for (const { line, command, shown, printed } of commands)
      expect(trimmed(shown), `${page}:${line + 1}: ${command} (${stale})`).toEqual(trimmed(printed));
  },
  60_000,
);

it('links lead to files and headings that are there', () => {
  const links = pages().flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target]) => ({ page, target })),
  );
  expect(links.filter((link) => !leads(link))).toEqual([]);
});

function leads({ page, target }) {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(root, page) : join(root, dirname(page), path);
  return existsSync(file) && (anchor === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(anchor));
}

it('the page of causes is written from the causes as they are', () => {
  expect(read('docs/causes.md') === causesPage(), stale).toBe(true);
});

it.each([
  ['nginx-config', '@stackengine/nginx-config'],
  ['engine', '@stackengine/engine'],
])('the README of %s names all that the package exports', async (folder, name) => {
  const text = read(`packages/${folder}/README.md`);
  const missing = Object.keys(await import(name)).filter((each) => !new RegExp(`\`${each}[\`(]`).test(text));
  expect(missing).toEqual([]);
});

it('each fact names scenarios of the lab, or tests, that exist', () => {
  const { stdout } = spawnSync(process.execPath, [join(root, 'lab/dist/main.js'), '--list'], { encoding: 'utf8' });
  const scenarios = new Set(stdout.split('\n'));
  const tests = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[\w-]+\/src\/.*\.test\.ts$/.test(path))
    .map((path) => read(join('packages', path)))
    .join('');
  const [facts = ''] = read('docs/nginx-facts.md').split('## A reload that keeps');
  const holders = facts
    .split('\n')
    .filter((line) => /^\|(?! *-)/.test(line))
    .map((line) => line.split('|').at(-2)?.trim() ?? '')
    .filter((cell) => cell !== 'held by')
    .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(holders.length).toBeGreaterThan(40);
  expect(holders.filter((names) => names.length === 0)).toEqual([]);
  const unknown = holders.flat().filter((name) => !scenarios.has(name) && !tests.includes(`'${name}`));
  expect(unknown).toEqual([]);
});
