import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerWith, openPage, serve, startChromium } from './page.js';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

test('after the first visit the page works without its server, nginx included', async () => {
  const site = await serve();
  const { page, context } = await openPage(browser, site.address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const [name = ''] = await caches.keys();
        return (await (await caches.open(name)).keys()).length;
      }),
    )
    .toBeGreaterThanOrEqual(5);
  site.close();
  await page.reload();
  const frame = page.frames()[1];
  if (frame === undefined) throw new Error('the page has no frame');
  await answerWith(frame, /Reproduced: nginx/);
  await context.close();
});

test('the page can be installed', async () => {
  const site = await serve();
  const { page, context } = await openPage(browser, site.address);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // A context of a test is as private as a window of that name, in which nothing is installed.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
  await context.close();
  site.close();
});
