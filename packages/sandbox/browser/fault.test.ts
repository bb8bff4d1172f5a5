import { expect, test } from 'vitest';
import { textOf } from './page.js';
import { served } from './served.js';

const both = served();

/** Comes before the worker's own listener, and breaks what is asked first. */
const broken = `self.addEventListener('message', (event) => {
  if (event.data.task !== 'diagnose') return;
  event.stopImmediatePropagation();
  self.postMessage({ id: event.data.id, error: 'cannot read properties of 10.0.1.45', where: 'at diagnose (worker.js:7:3)' });
});\n`;

test('a fault of the page is told, leaves the input alone, and gives a report without secrets', async () => {
  const context = await both.browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: broken + (await response.text()) });
  });
  await page.goto(both.site.address);
  const [, frame] = page.frames();
  if (frame === undefined) throw new Error('the page has no frame');
  const alert = frame.getByRole('alert');
  await alert.getByText('A fault of this page').waitFor();
  await expect.poll(() => textOf(frame, 'configuration')).toContain('proxy_pass');
  await frame.evaluate(() => {
    Object.defineProperty(navigator.clipboard, 'writeText', {
      value: async (text: string) => {
        document.title = text;
      },
    });
  });
  await alert.getByRole('button', { name: 'Copy a redacted report' }).click();
  await expect.poll(() => frame.title(), { timeout: 20_000 }).toContain('at diagnose (worker.js:7:3)');
  const report = await frame.title();
  expect(report).toContain('## configuration: api.conf');
  expect(report).toMatch(/Edition [0-9a-f]{64}/);
  expect(report).toContain('cannot read properties of IPV4_PRIVATE_1');
  expect(report).not.toContain('10.0.1.45');
  await alert.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => alert.count()).toBe(0);
  await context.close();
});
