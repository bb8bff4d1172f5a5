import { expect, test } from 'vitest';
import { answerWith, fill, openPage } from './page.js';
import { served } from './served.js';

// Printed, never asserted: a machine that is busy is no fault of the page.
const both = served();
const say = (what: string, milliseconds: number, bar: number) =>
  console.log(`${what}: ${Math.round(milliseconds)} ms (to be under ${bar} ms)`);

test('how long it takes until the page can be used, and until the first incident is proven', async () => {
  const began = performance.now();
  const { context, frame } = await openPage(both.browser, both.site.address);
  say('interactive', performance.now() - began, 1000);
  await frame.evaluate(() => {
    const frames: number[] = [];
    const tasks: number[] = [];
    let last = performance.now();
    const next = () => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    // Tasks of more than 50 ms (https://w3c.github.io/longtasks/).
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
    Object.assign(globalThis, { frames, tasks });
  });
  await answerWith(frame, /Reproduced: nginx/);
  await answerWith(frame, /Proof: Seen on nginx/);
  const { frames, tasks } = await frame.evaluate(() => {
    const { frames, tasks } = globalThis as unknown as { frames: readonly number[]; tasks: readonly number[] };
    return { frames, tasks };
  });
  const inOrder = frames.toSorted((one, other) => one - other);
  say('a frame while nginx plays, median', inOrder[inOrder.length >> 1] ?? Number.NaN, 17);
  say('the longest of them', inOrder.at(-1) ?? Number.NaN, 50);
  say('the longest task, loading of the editor included; 0: none over 50 ms', Math.max(0, ...tasks), 50);
  const played = /played in ([\d.]+) s/.exec(await frame.locator('section.answer').innerText())?.[1];
  say('first incident, played and proven', Number(played) * 1000, 1500);
  expect(played).toBeDefined();
  await context.close();
});

test('how long text and nginx -t take for a configuration of 10,000 lines', async () => {
  const { page, context, frame } = await openPage(both.browser, both.site.address);
  await answerWith(frame, /Proof: Seen on nginx/);
  const locations = Array.from(
    { length: 2500 },
    (_, index) =>
      `        location /l${index}/ {\n            proxy_pass https://10.0.2.${index % 250}:8443;\n        }\n\n`,
  );
  await fill(
    frame,
    'configuration',
    `events {}\nhttp {\n    server {\n        listen 8080;\n        location /api/ {\n            proxy_pass https://10.0.1.45:8443;\n        }\n${locations.join('')}    }\n}\n`,
  );
  await answerWith(frame, /location \/api\/ \(api\.conf:5\)|location \/api\/ \(\S+:6\)/);
  await frame.getByText(/nginx 1\.26\.3 -t/).waitFor();
  await frame.locator('.nginx-test > :not(.stale)', { hasText: ' ms' }).first().waitFor({ timeout: 60_000 });
  const footer = async () => Number(/([\d.]+) ms/.exec(await frame.locator('.foot').innerText())?.[1]);
  say('text, the first time', await footer(), 50);
  const test = /in (\d+) ms/.exec(await frame.locator('.nginx-test').innerText())?.[1];
  say('nginx -t', Number(test), 400);
  expect(test).toBeDefined();
  const editor = frame.locator('.card.configuration [contenteditable=true]');
  await editor.click();
  await editor.press('Control+Home');
  const strokes: number[] = [];
  for (const character of '# typed') {
    await page.keyboard.type(character);
    await page.waitForTimeout(600);
    strokes.push(await footer());
  }
  say('text after a key stroke, median of 7', strokes.toSorted((one, other) => one - other)[3] ?? Number.NaN, 50);
  await context.close();
});
