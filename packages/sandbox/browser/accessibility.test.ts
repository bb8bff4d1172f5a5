import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerWith, type Look, openPage, type Served, serve, startChromium } from './page.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = fileURLToPath(new URL('../dist/screenshots/', import.meta.url));

let browser: Browser;
let site: Served;
beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  [browser, site] = await Promise.all([startChromium(), serve()]);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** Rules of WCAG 2.2 A and AA that are broken, each with the elements that break it. */
async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    const { axe: judge } = globalThis as unknown as {
      axe: {
        run(
          document: Document,
          options: unknown,
        ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
      };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations: found } = await judge.run(document, { runOnly: { type: 'tag', values: tags } });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

const looks: readonly (readonly [string, Look])[] = [
  ['desktop-light', { width: 1366, height: 768, scheme: 'light' }],
  ['desktop-dark', { width: 1366, height: 768, scheme: 'dark' }],
  ['phone-light', { width: 360, height: 780, scheme: 'light' }],
  ['phone-dark', { width: 360, height: 780, scheme: 'dark' }],
  ['4k', { width: 3840, height: 2160, scheme: 'light' }],
];

test.each(looks)('the answer, %s, breaks no rule and is no wider than the screen', async (name, look) => {
  const { page, frame, context } = await openPage(browser, site.address, look);
  await answerWith(frame, /Proof: Seen on nginx/);
  await frame.locator('.card.configuration [contenteditable=true]').waitFor();
  await page.screenshot({ path: `${shots}${name}.png` });
  expect(await violations(frame)).toEqual([]);
  expect(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await context.close();
});

test.each(['light', 'dark'] as const)('every other state breaks no rule, %s', async (scheme) => {
  const { page, frame, context } = await openPage(browser, site.address, { scheme });
  await answerWith(frame, /Proof: Seen on nginx/);
  const state = async (name: string) => {
    await page.screenshot({ path: `${shots}${name}-${scheme}.png` });
    expect(await violations(frame), name).toEqual([]);
  };
  for (const name of ['Share', 'Report', 'Cannot send']) {
    await frame.getByRole('button', { name }).click();
    await frame.getByRole('dialog').waitFor();
    if (name === 'Share') await frame.getByText('values were replaced').waitFor();
    await state(`dialog-${name.toLowerCase().replace(' ', '-')}`);
    await page.keyboard.press('Escape');
  }
  await frame.getByRole('button', { name: 'Development' }).click();
  await state('development');
  await frame.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await frame.locator('.trial').getByRole('button', { name: 'Play' }).click();
  await frame.locator('.trial .play').first().waitFor();
  await state('open-details');
  await frame.getByLabel('Try an incident').selectOption('no-live-upstreams');
  await answerWith(frame, /No edit of nginx/);
  await state('no-fix');
  await frame.getByRole('button', { name: 'Start afresh' }).click();
  await answerWith(frame, /No log yet|Paste an error log/);
  await state('empty');
  await context.close();
});
