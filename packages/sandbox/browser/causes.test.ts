import { causes } from '@stackengine/engine';
import { expect, test } from 'vitest';
import { answerWith } from './page.js';
import { served } from './served.js';

const both = served();

test.each(causes.map(({ id, title, prevention }) => ({ id, title, prevention })))(
  'the page of $id is an article without script',
  async ({ id, title, prevention }) => {
    const context = await both.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${both.site.address}causes/${id}/`);
    expect(await page.locator('h1').innerText()).toBe(title);
    const text = await page.locator('main').innerText();
    for (const part of ['What happened', 'The incident', 'The fix for production', prevention.slice(0, 40)])
      expect(text).toContain(part);
    expect(await page.locator('meta[name=description]').getAttribute('content')).not.toBe('');
    await context.close();
  },
);

test('beside the article stands the sandbox, with its incident played', async () => {
  const page = await both.browser.newPage({ viewport: { width: 1500, height: 900 } });
  await page.goto(`${both.site.address}causes/untrusted-issuer/`);
  const frame = await (await page.waitForSelector('#analyser:not([hidden])')).contentFrame();
  if (frame === null) throw new Error('the page has no frame');
  await answerWith(frame, /does not trust the CA/);
  await answerWith(frame, /Reproduced: nginx/);
  await page.close();
});

test('the list of causes finds by words, alerts and pieces of lines', async () => {
  const page = await both.browser.newPage();
  await page.goto(`${both.site.address}causes/`);
  expect(await page.locator('li[data-text]').count()).toBe(causes.length);
  await page.getByLabel('Search').fill('unrecognized name');
  await page.getByText(/^\d+ found$/).waitFor();
  const hits = await page.locator('li[data-text]:visible').allInnerTexts();
  expect(hits.join('\n')).toContain('sni-required');
  expect(hits.length).toBeLessThan(6);
  await page.getByLabel('Search').fill('(20:unable to get local issuer certificate)');
  await page.locator('li[data-text]:visible', { hasText: 'untrusted-issuer' }).waitFor();
  await page.close();
});
