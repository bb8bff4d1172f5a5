import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerWith, fill, type Look, openPage, type Served, serve, startChromium } from './page.js';

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

/** A leaf and the CA that issued it, made by openssl; the leaf ends soon. */
function madeChain(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-chain-'));
  const openssl = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-subj',
      '/CN=Example Root CA',
      '-days',
      '3650',
    );
    openssl('req', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=payments.internal');
    openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '20', '-out', 'leaf.pem');
    return readFileSync(join(folder, 'leaf.pem'), 'utf8') + readFileSync(join(folder, 'ca.pem'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each(looks)('when it happened and the chain, %s', async (name, look) => {
  const { page, frame, context } = await openPage(browser, site.address, look);
  await answerWith(frame, /Proof: Seen on nginx/);
  const line = (minute: number) =>
    `2026/11/20 09:${minute}:11 [error] 7#7: *${minute} upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 198.51.100.7, server: shop.example.com, request: "GET /api/ HTTP/1.1", upstream: "https://10.0.1.45:8443/api/", host: "shop.example.com"`;
  await fill(frame, 'log', [10, 10, 10, 14, 30, 31, 31].map(line).join('\n'));
  await fill(frame, 'certificate', madeChain());
  await answerWith(frame, /7 times/);
  const chain = frame.getByRole('table').filter({ hasText: 'Example Root CA' });
  await chain.waitFor();
  expect((await chain.locator('tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/^Example Root CA root CA, sent/),
    expect.stringMatching(/^└ ?payments\.internal server certificate, sent.* ends within 30 days$/),
  ]);
  const timeline = frame.getByRole('img', {
    name: /^Lines of the log from 2026-11-20 09:10:11 to 2026-11-20 09:31:11/,
  });
  expect(await timeline.locator('rect').count()).toBe(4);
  await chain.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${shots}chain-${name}.png` });
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
  await answerWith(frame, /worked out here/);
  await state('no-fix');
  await frame.getByLabel('Try an incident').selectOption('first');
  await answerWith(frame, /Proof: Seen on nginx/);
  await frame.locator('#need-name').fill('10.0.1.45');
  await answerWith(frame, 'nginx can check a DNS name only');
  await state('refused-answer');
  await frame.locator('#need-name').fill('api.internal');
  await frame.locator('#need-ca-path').fill('tls/ca.pem');
  await frame.getByRole('button', { name: 'Apply' }).click();
  await answerWith(frame, /Applied: /);
  await state('applied');
  await frame.getByRole('button', { name: 'Start afresh' }).click();
  await answerWith(frame, /No log yet|Paste an error log/);
  await state('empty');
  await context.close();
});
