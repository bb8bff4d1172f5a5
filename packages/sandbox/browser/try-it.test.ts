import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { answerWith, drop, fill, openPage, textOf } from './page.js';
import { served } from './served.js';

const both = served();
const folder = mkdtempSync(join(tmpdir(), 'stackengine-try-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const panel = (frame: Frame) => frame.locator('.trial');

async function played(frame: Frame, upstream: string): Promise<void> {
  await panel(frame).getByLabel('Upstream').selectOption(upstream);
  await panel(frame).getByRole('button', { name: 'Play' }).click();
}

/** Saves the world that was played last, as a file of this machine. */
async function saved(page: Page, frame: Frame): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel(frame).getByRole('button', { name: 'Save the world' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('world.json');
  const path = join(folder, 'world.json');
  await download.saveAs(path);
  return path;
}

test('any upstream and any request can be tried; a world is saved, dropped in, edited, and played by the command line too', async () => {
  const first = await openPage(both.browser, `${both.site.address}#untrusted-issuer`);
  const { page, frame } = first;
  await answerWith(frame, /does not trust the CA/);
  const trial = panel(frame);
  await trial.locator('summary').click();
  await trial.getByLabel('Request').fill('GET /pay/7');
  await trial.getByLabel('Host').fill('shop.example.com');
  await trial.getByRole('button', { name: 'Play' }).click();
  await trial.getByText('status 200').waitFor();
  await trial.getByText('server name payments.internal').waitFor();
  await played(frame, 'certificate-expired/expired-leaf');
  await trial.getByText('status 502').waitFor();
  await trial.getByText('(10:certificate has expired)').waitFor();
  const path = await saved(page, frame);
  await first.context.close();

  const program = fileURLToPath(new URL('../../cli/bin/stackengine.js', import.meta.url));
  const { stdout } = spawnSync(process.execPath, [program, 'reproduce', '--world', path], { encoding: 'utf8' });
  expect(stdout.replace(/\s+/g, ' ')).toContain('10:certificate has expired');

  const second = await openPage(both.browser, both.site.address);
  await answerWith(second.frame, /needs SNI/);
  await drop(second, [path]);
  await panel(second.frame).getByRole('button', { name: 'Play' }).click();
  await panel(second.frame).getByText('(10:certificate has expired)').waitFor();
  await expect.poll(() => textOf(second.frame, 'configuration')).toContain('payments.internal');
  const text = JSON.parse(readFileSync(path, 'utf8')).world.files['/etc/nginx/nginx.conf'];
  await fill(second.frame, 'configuration', text.replace(/proxy_ssl_verify\s+on;/g, 'proxy_ssl_verify off;'));
  await panel(second.frame).getByRole('button', { name: 'Play' }).click();
  await panel(second.frame).getByText('status 200').waitFor();
  await second.context.close();
});

test('a world with a fault is refused, with the place of the fault', async () => {
  const path = join(folder, 'broken.json');
  writeFileSync(path, '{"schema": "stackengine/world@1", "world": {"files": 3}}');
  const opened = await openPage(both.browser, both.site.address);
  await drop(opened, [path]);
  await opened.frame.locator('.said', { hasText: 'broken.json: $.world.certificates is missing' }).waitFor();
  await answerWith(opened.frame, /needs SNI/);
  await opened.context.close();
});

test('attackers are refused by a location that verifies, and get through one that does not', async () => {
  const { frame, context } = await openPage(both.browser, `${both.site.address}#untrusted-issuer`);
  await answerWith(frame, /does not trust the CA/);
  await panel(frame).locator('summary').click();
  const attackers = panel(frame).locator('option', { hasText: /^attacker\// });
  await expect.poll(() => attackers.count()).toBe(3);
  for (const id of await attackers.allInnerTexts()) {
    await played(frame, id.trim());
    await panel(frame).getByRole('heading', { name: id.trim() }).waitFor();
    await panel(frame).getByText('The attacker is refused.').waitFor();
  }
  const text = await textOf(frame, 'configuration');
  await fill(frame, 'configuration', text.replace('proxy_ssl_verify on;', 'proxy_ssl_verify off;'));
  await played(frame, 'attacker/own-root-same-subjects');
  await panel(frame).getByText('The attacker gets through.').waitFor();
  await context.close();
});

test('on another day, a chain that was given has ended', async () => {
  const openssl = (...args: readonly string[]) =>
    spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' }).status === 0;
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = ['-subj', '/CN=payments.internal', '-addext', 'subjectAltName=DNS:payments.internal'];
  expect(openssl('req', '-x509', ...key, '-keyout', 'key.pem', '-out', 'leaf.pem', ...names, '-days', '90')).toBe(true);
  writeFileSync(
    join(folder, 'shop.conf'),
    `location / {
    proxy_pass https://10.0.1.45:8443;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/nginx/tls/leaf.pem;
    proxy_ssl_name payments.internal;
    proxy_ssl_server_name on;
}
`,
  );
  const opened = await openPage(both.browser, both.site.address);
  const { frame, context } = opened;
  await answerWith(frame, /needs SNI/);
  await frame.getByRole('button', { name: 'Start afresh' }).click();
  await drop(opened, [join(folder, 'shop.conf'), join(folder, 'leaf.pem')]);
  const trial = panel(frame);
  await trial.locator('summary').click();
  await frame.getByLabel('Taken as').selectOption('presented');
  await played(frame, 'given-chain');
  await trial.getByText('self-signed certificate').waitFor();
  await frame.getByLabel('Taken as').selectOption('trusted-file');
  await played(frame, 'faultless');
  await trial.getByText('status 200').waitFor();
  const later = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  await trial.getByLabel('On').fill(later);
  await trial.getByRole('button', { name: 'Play' }).click();
  await trial.getByText('has expired').waitFor();
  // Played again on the day that it was saved for
  const path = await saved(opened.page, frame);
  await frame.getByRole('button', { name: 'Start afresh' }).click();
  await drop(opened, [path]);
  await expect.poll(() => trial.getByLabel('Upstream').inputValue()).toBe('world');
  await trial.getByRole('button', { name: 'Play' }).click();
  await trial.getByRole('heading', { name: later }).waitFor();
  await trial.getByText('has expired').waitFor();
  await context.close();
});
