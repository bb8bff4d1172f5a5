import { causes } from '@stackengine/engine';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedPage, openPage, type Served, serve, startChromium } from './page.js';

let browser: Browser;
let site: Served;
let opened: OpenedPage;
beforeAll(async () => {
  [browser, site] = await Promise.all([startChromium(), serve()]);
  opened = await openPage(browser, site.address);
});
afterAll(async () => {
  await browser.close();
  site.close();
});

test.each(causes.map(({ id, title }) => ({ id, title })))('$id is named for its example', async ({ id, title }) => {
  const { frame, faults } = opened;
  await frame.getByLabel('Try an incident').selectOption(id);
  await frame.locator('.summary code', { hasText: new RegExp(`^${id}$`) }).waitFor();
  expect(await frame.locator('.headline .title').innerText()).not.toBe('');
  expect(title).not.toBe('');
  expect(faults).toEqual([]);
});
