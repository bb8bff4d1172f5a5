import { expect, test } from 'vitest';
import { answerWith, fill, openPage, singleFile, textOf } from './page.js';
import { served } from './served.js';

const both = served();

test('the first incident, from its cause to the applied and proven fix, by keyboard alone', async () => {
  const { page, context, frame, faults } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /Reproduced: nginx 1\.26\.3/);
  const focused = () =>
    frame.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
      return label ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });
  const tabTo = async (wanted: RegExp) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      if (wanted.test(await focused())) return;
    }
    throw new Error(`no way to ${wanted} by Tab`);
  };
  await tabTo(/^CA file/);
  await page.keyboard.type('tls/internal-ca.pem');
  await tabTo(/^name in the upstream/);
  await page.keyboard.type('api.internal');
  await answerWith(frame, 'proxy_ssl_trusted_certificate tls/internal-ca.pem;');
  await answerWith(frame, /Proof: Seen on nginx 1\.26\.3/);
  await tabTo(/^Apply$/);
  await page.keyboard.press('Enter');
  await frame.locator('.said', { hasText: 'Applied' }).waitFor();
  await expect.poll(() => textOf(frame, 'configuration')).toContain('proxy_ssl_name api.internal;');
  await answerWith(frame, /Applied: The upstream needs SNI/);
  await answerWith(frame, 'Have the file tls/internal-ca.pem on nginx’s host');
  expect(await frame.getByRole('button', { name: 'Apply' }).count()).toBe(0);
  await frame.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect.poll(() => textOf(frame, 'configuration')).not.toContain('proxy_ssl_name');
  expect(faults).toEqual([]);
  await context.close();
});

test('cause, proof and the whole diff are seen without scrolling at 1366 by 768', async () => {
  const { frame, context } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /Proof: Seen on nginx/);
  for (const part of ['.headline .title', '.reproduction.yes', '.diff', '.actions', '.proof']) {
    const box = await frame.locator(part).boundingBox();
    expect((box?.y ?? 768) + (box?.height ?? 0), part).toBeLessThanOrEqual(768);
  }
  await context.close();
});

test.each([1366, 360])('nothing moves while the answer comes in, %i wide', async (width) => {
  const context = await both.browser.newContext({ viewport: { width, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(both.site.address);
  const [, frame] = page.frames();
  if (frame === undefined) throw new Error('the page has no frame');
  await answerWith(frame, /Proof: Seen on nginx/);
  const shifts = await frame.evaluate(() => (globalThis as unknown as { shifts: readonly number[] }).shifts);
  // What is up to 0.1 counts as good (Cumulative Layout Shift).
  expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.03);
  await context.close();
});

test('evidence leads to the line that it rests on', async () => {
  const { frame, context } = await openPage(both.browser, `${both.site.address}#untrusted-issuer`);
  await answerWith(frame, /does not trust the CA/);
  await frame.locator('.card.configuration [contenteditable=true]').waitFor();
  await frame.locator('.evidence button', { hasText: 'verified.conf:11' }).first().click();
  await expect.poll(() => frame.evaluate(() => getSelection()?.toString())).toContain('proxy_ssl_trusted_certificate');
  await context.close();
});

test('the change is also shown side by side', async () => {
  const { frame, context } = await openPage(both.browser, `${both.site.address}#certificate-expired`);
  await answerWith(frame, /expired/);
  await frame.getByRole('button', { name: 'Development' }).click();
  await frame.getByRole('button', { name: 'Side by side' }).click();
  const rows = frame.locator('.diff.beside tr');
  await rows.first().waitFor();
  const [row] = (await rows.allInnerTexts()).filter((text) => text.includes('proxy_ssl_verify on;'));
  expect(row?.split('\t').map((text) => text.trim())).toEqual([
    '10',
    'proxy_ssl_verify on;',
    '10',
    expect.stringContaining('# StackEngine, development only'),
  ]);
  await context.close();
});

test('verification is switched off for nobody who has not asked', async () => {
  const { frame, context } = await openPage(both.browser, `${both.site.address}#certificate-expired`);
  await answerWith(frame, /expired/);
  await answerWith(frame, 'No edit that verifies the upstream');
  expect(await frame.getByRole('button', { name: 'Production' }).getAttribute('aria-pressed')).toBe('true');
  expect(await frame.locator('.diff').count()).toBe(0);
  await context.close();
});

test('without a configuration, or with another one, no cure is denied', async () => {
  const { frame, context } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /needs SNI/);
  await fill(frame, 'configuration', '');
  await answerWith(frame, 'Give the configuration that passes to this upstream');
  await fill(frame, 'configuration', 'location / {\n    proxy_pass https://192.0.2.77:9443;\n}\n');
  await answerWith(frame, 'No place of this configuration wrote this line');
  await context.close();
});

test('Undo takes typing back before what was there', async () => {
  const { page, frame, context } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /needs SNI/);
  await frame.getByRole('button', { name: 'Start afresh' }).click();
  await fill(frame, 'configuration', 'location /mine/ {}\n');
  await fill(frame, 'log', 'a line\n');
  await frame.locator('.card.configuration [contenteditable=true]').click();
  await page.keyboard.type('# note');
  const undo = frame.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect.poll(() => textOf(frame, 'configuration')).not.toContain('# note');
  await expect.poll(() => textOf(frame, 'configuration')).toContain('/mine/');
  await undo.click();
  await expect.poll(() => textOf(frame, 'log')).not.toContain('a line');
  await expect.poll(() => textOf(frame, 'configuration')).toContain('/mine/');
  await context.close();
});

test('the development fix is one location, and says that it does not verify', async () => {
  const { frame, context } = await openPage(both.browser, `${both.site.address}#untrusted-self-signed`);
  await answerWith(frame, /self-signed/);
  await frame.getByRole('button', { name: 'Development' }).click();
  await answerWith(frame, 'does not verify; for one location');
  expect(await frame.locator('.diff').innerText()).toContain('proxy_ssl_verify off;');
  await context.close();
});

test('the single file plays nginx from file://, and its network code is none', async () => {
  const { frame, context, faults } = await openPage(both.browser, singleFile);
  await answerWith(frame, /Reproduced: nginx 1\.26\.3/);
  await answerWith(frame, /Attacker refused: self-signed, same name/);
  expect(faults).toEqual([]);
  await context.close();
});

test('causes that were played and contradicted are told, with what nginx wrote instead', async () => {
  const { frame, context } = await openPage(both.browser, `${both.site.address}#cipher-mismatch`);
  await answerWith(frame, 'Played, and not the one');
  await context.close();
});

test('what nginx -t says stands beside the text as it is typed', async () => {
  const { page, frame, context } = await openPage(both.browser, both.site.address);
  await frame.locator('.nginx-test .good').waitFor();
  const editor = frame.locator('.card.configuration [contenteditable=true]');
  await editor.click();
  await editor.press('Control+Home');
  await page.keyboard.type('proxy_ssl_verify maybe;\n');
  await frame.locator('.nginx-test .bad', { hasText: '-t refuses it' }).waitFor();
  expect(await frame.locator('.nginx-test').innerText()).toContain('api.conf:1');
  expect(await frame.locator('.nginx-test').innerText()).toMatch(/"maybe"/);
  await context.close();
});
