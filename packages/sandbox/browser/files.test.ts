import { spawnSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerWith, drop, fill, openPage, type Served, serve, startChromium, textOf } from './page.js';

let browser: Browser;
let site: Served;
const folder = mkdtempSync(join(tmpdir(), 'stackengine-drop-'));
const line = (request: number) =>
  `2026/11/20 09:14:11 [error] 4121#4121: *${request} upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 198.51.100.7, server: shop.example.com, request: "GET /pay/${request} HTTP/1.1", upstream: "https://10.0.1.45:8443/pay/${request}", host: "shop.example.com"\n`;
const server = `server {
    listen 443 ssl;
    server_name shop.example.com;
    ssl_certificate /etc/nginx/tls/shop.pem;
    ssl_certificate_key /etc/nginx/tls/shop.key;
    location /pay/ {
        proxy_pass https://10.0.1.45:8443;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/tls/ca.pem;
        proxy_ssl_name payments.internal;
        proxy_ssl_server_name on;
    }
}
`;

beforeAll(async () => {
  [browser, site] = await Promise.all([startChromium(), serve()]);
  mkdirSync(join(folder, 'nginx/conf.d'), { recursive: true });
  writeFileSync(join(folder, 'nginx/nginx.conf'), 'events {}\nhttp {\n    include conf.d/*.conf;\n}\n');
  writeFileSync(join(folder, 'nginx/conf.d/shop.conf'), server);
  writeFileSync(join(folder, 'error.log'), line(1) + line(2));
  spawnSync('tar', ['-czf', join(folder, 'incident.tar.gz'), '-C', folder, 'nginx', 'error.log']);
});
afterAll(async () => {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a folder of a server, chosen, and a log, dropped', async () => {
  const opened = await openPage(browser, site.address);
  await opened.frame.locator('.choosers input[webkitdirectory]').setInputFiles(join(folder, 'nginx'));
  await drop(opened, [join(folder, 'error.log')]);
  await answerWith(opened.frame, /does not trust the CA/);
  await answerWith(opened.frame, /location \/pay\/ \(nginx\/conf\.d\/shop\.conf:7\)/);
  await answerWith(opened.frame, /Reproduced: nginx/);
  await expect.poll(() => textOf(opened.frame, 'configuration')).toContain('include conf.d');
  await opened.context.close();
});

test('what takes the folder is never seen, and lies over the page only while something is held there', async () => {
  const { page, context, frame } = await openPage(browser, site.address);
  const over = () =>
    frame.evaluate(() => {
      const input = document.querySelector('.drop');
      const [middle] = document.elementsFromPoint(innerWidth / 2, innerHeight / 2);
      return { seen: input?.checkVisibility({ opacityProperty: true }), over: middle === input };
    });
  expect(await over()).toEqual({ seen: false, over: false });
  const devtools = await context.newCDPSession(page);
  const data = { items: [], files: [join(folder, 'nginx')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  await expect.poll(over).toEqual({ seen: false, over: true });
  await devtools.send('Input.dispatchDragEvent', { type: 'dragCancel', x: 100, y: 100, data });
  await expect.poll(over, { timeout: 5000 }).toEqual({ seen: false, over: false });
  await context.close();
});

test('a folder of a server, dropped, and the log with it', async () => {
  const opened = await openPage(browser, site.address);
  await drop(opened, [join(folder, 'nginx'), join(folder, 'error.log')]);
  await answerWith(opened.frame, /does not trust the CA/);
  await answerWith(opened.frame, /location \/pay\/ \(nginx\/conf\.d\/shop\.conf:7\)/);
  await answerWith(opened.frame, /2 times/);
  await opened.context.close();
});

test('a folder that the browser does not open is told', async () => {
  const opened = await openPage(browser, site.address);
  await drop(opened, [join(folder, 'error.log'), join(folder, 'nginx')]);
  await opened.frame.locator('.said', { hasText: 'nginx was not opened' }).waitFor();
  await expect.poll(() => textOf(opened.frame, 'log')).toContain('unable to get local issuer certificate');
  await opened.context.close();
});

test('a compressed archive with both', async () => {
  const opened = await openPage(browser, site.address);
  await drop(opened, [join(folder, 'incident.tar.gz')]);
  await answerWith(opened.frame, /location \/pay\/ \(nginx\/conf\.d\/shop\.conf:7\)/);
  await answerWith(opened.frame, /2 times/);
  await opened.context.close();
});

test('a log in UTF-16, as Windows redirects it; and a file with nothing in it', async () => {
  const [wide, empty] = [join(folder, 'wide.log'), join(folder, 'empty.log')];
  writeFileSync(wide, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line(1), 'utf16le')]));
  writeFileSync(empty, '');
  const opened = await openPage(browser, site.address);
  await drop(opened, [wide, empty]);
  await opened.frame.locator('.said', { hasText: 'empty.log is empty' }).waitFor();
  await expect.poll(() => textOf(opened.frame, 'log')).toContain('unable to get local issuer certificate');
  await answerWith(opened.frame, /does not trust the CA/);
  await opened.context.close();
});

test('a log in the place of a configuration is taken for what it is', async () => {
  const opened = await openPage(browser, site.address);
  await answerWith(opened.frame, /needs SNI/);
  await opened.frame.getByRole('button', { name: 'Start afresh' }).click();
  await fill(opened.frame, 'configuration', line(1));
  await opened.frame.getByRole('button', { name: 'Take it as log' }).click();
  await expect.poll(() => textOf(opened.frame, 'log')).toContain('unable to get local issuer certificate');
  await answerWith(opened.frame, 'Give the configuration that passes to this upstream');
  await opened.context.close();
});

test('a log of requests alone is told to be one', async () => {
  const opened = await openPage(browser, site.address);
  await answerWith(opened.frame, /needs SNI/);
  await fill(
    opened.frame,
    'log',
    '203.0.113.9 - - [02/Mar/2026:03:42:17 +0000] "GET /api/ HTTP/1.1" 502 157 "-" "curl/8"\n',
  );
  await answerWith(opened.frame, 'Only requests are in this log');
  await opened.context.close();
});

test('what does not fit together is told beside the cause', async () => {
  const opened = await openPage(browser, site.address);
  await answerWith(opened.frame, /needs SNI/);
  await fill(opened.frame, 'log', line(1));
  await fill(opened.frame, 'configuration', server.replace('proxy_ssl_verify on', 'proxy_ssl_verify off'));
  await opened.frame.locator('.contradiction li', { hasText: 'proxy_ssl_verify' }).waitFor();
  await opened.context.close();
});

test('certificates alone are shown as a chain with their validity', async () => {
  const opened = await openPage(browser, site.address);
  await answerWith(opened.frame, /needs SNI/);
  await opened.frame.getByRole('button', { name: 'Start afresh' }).click();
  await drop(opened, [fileURLToPath(new URL('../../../docs/examples/deep-chain/chain.pem', import.meta.url))]);
  await answerWith(opened.frame, 'The certificates that you gave');
  expect(await opened.frame.locator('.chain tbody tr').count()).toBeGreaterThan(2);
  expect(await opened.frame.locator('.chain td').first().innerText()).toMatch(/\d{4}-\d\d-\d\d – \d{4}/);
  await opened.context.close();
});

test('a compressed log is read as it is', async () => {
  const log = join(folder, 'error.log.1.gz');
  writeFileSync(log, gzipSync(line(1).repeat(5)));
  const opened = await openPage(browser, site.address);
  await drop(opened, [log, join(folder, 'nginx/conf.d/shop.conf')]);
  await answerWith(opened.frame, /5 times/);
  await opened.context.close();
});

/** Writes a log of so many bytes: what says nothing, requests, an outage of two upstreams. */
function writeLargeLog(path: string, size: number): { readonly failing: number; readonly size: number } {
  const lines = Array.from({ length: 40_000 }, (_, index) => {
    const time = `09:${String(Math.floor(index / 667)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
    if (index % 200 === 0) return line(index);
    if (index % 5 === 0)
      return `2026/11/20 ${time} [error] 4121#4121: *${index} open() "/usr/share/nginx/html/${index}.ico" failed (2: No such file or directory), client: 198.51.100.7, server: shop.example.com, request: "GET /${index}.ico HTTP/1.1", host: "shop.example.com"\n`;
    return `198.51.100.${index % 250} - - [20/Nov/2026:${time} +0000] "GET /products/${index}?page=3 HTTP/1.1" 200 ${index * 7} "https://shop.example.com/" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"\n`;
  });
  const { blocks, size: written } = writeAgainAndAgain(path, lines.join(''), size);
  return { failing: blocks * 200, size: written };
}

function writeAgainAndAgain(
  path: string,
  text: string,
  size: number,
): { readonly blocks: number; readonly size: number } {
  const block = Buffer.from(text);
  const blocks = Math.ceil(size / block.length);
  const file = openSync(path, 'w');
  for (let written = 0; written < blocks; written += 1) writeSync(file, block);
  closeSync(file);
  return { blocks, size: blocks * block.length };
}

/** The most memory that any process of the page has had, in MB (VmHWM, proc(5)). */
async function mostMemory(): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  return Math.max(...peaks);
}

test('a log of a GB is read as a file, in constant memory, and every line of it counts', async () => {
  const log = join(folder, 'large.log');
  const { failing, size } = writeLargeLog(log, 1e9);
  const opened = await openPage(browser, site.address);
  await answerWith(opened.frame, /Seen on nginx/);
  const before = await mostMemory();
  const began = performance.now();
  await drop(opened, [log, join(folder, 'nginx/conf.d/shop.conf')]);
  await answerWith(opened.frame, `${failing.toLocaleString('en')} times`);
  const took = performance.now() - began;
  const grown = (await mostMemory()) - before;
  await answerWith(opened.frame, /does not trust the CA/);
  await answerWith(opened.frame, /Reproduced: nginx/);
  console.log(
    `a log of ${Math.round(size / 1e6)} MB: diagnosed after ${Math.round(took)} ms; the page grew by ${Math.round(grown)} MB at most`,
  );
  expect(grown).toBeLessThan(200);
  await opened.frame.getByText('stays on this machine').waitFor();
  await opened.context.close();
  rmSync(log);
});

test('an access log of a GB that names upstreams: each request counts', async () => {
  const log = join(folder, 'access.log');
  const request = (index: number) =>
    `198.51.100.${index % 250} - - [20/Nov/2026:09:14:${String(index % 60).padStart(2, '0')} +0000] "GET /pay/${index}?page=3 HTTP/2.0" ${index % 50 === 0 ? 502 : 200} ${index * 7} "https://shop.example.com/" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36" ${index} 0.00${index % 9} [shop-pay-8443] [] 10.0.1.45:8443 ${index} 0.00${index % 8} ${index % 50 === 0 ? 502 : 200} 5d41402abc4b2a76b9719d911017c${index}\n`;
  const text = Array.from({ length: 35_000 }, (_, index) => request(index)).join('');
  const { blocks, size } = writeAgainAndAgain(log, text, 1e9);
  const opened = await openPage(browser, site.address);
  await answerWith(opened.frame, /Seen on nginx/);
  await drop(opened, [join(folder, 'error.log'), join(folder, 'nginx/conf.d/shop.conf')]);
  await answerWith(opened.frame, /does not trust the CA/);
  const before = await mostMemory();
  const began = performance.now();
  await drop(opened, [log]);
  await answerWith(opened.frame, `${(blocks * 700).toLocaleString('en')} of ${(blocks * 35_000).toLocaleString('en')}`);
  const took = performance.now() - began;
  const grown = (await mostMemory()) - before;
  console.log(
    `an access log of ${Math.round(size / 1e6)} MB: counted after ${Math.round(took)} ms; the page grew by ${Math.round(grown)} MB at most`,
  );
  expect(grown).toBeLessThan(200);
  await opened.context.close();
  rmSync(log);
});

test('while a log is read that is larger, the page tells how far it is, and lets go of it', async () => {
  const log = join(folder, 'larger.log');
  const file = openSync(log, 'w');
  ftruncateSync(file, 10e9); // a hole: nothing is written to the disk
  writeSync(file, line(1), 0);
  closeSync(file);
  const opened = await openPage(browser, site.address);
  await drop(opened, [log, join(folder, 'nginx/conf.d/shop.conf')]);
  await opened.frame.locator('progress').waitFor();
  await opened.frame.getByRole('button', { name: 'Leave it out' }).click();
  await opened.frame.locator('progress').waitFor({ state: 'detached' });
  await opened.frame.getByText('No log yet').waitFor();
  await opened.context.close();
  rmSync(log);
});

test.each([
  ['a program', Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256))],
  ['a private key', Buffer.from('-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n-----END PRIVATE KEY-----\n')],
])('%s is refused by name, and the rest stays', async (_, bytes) => {
  const path = join(folder, 'thing.bin');
  writeFileSync(path, bytes);
  const opened = await openPage(browser, site.address);
  await drop(opened, [path]);
  await opened.frame.locator('.said', { hasText: 'thing.bin: neither' }).waitFor();
  await expect.poll(() => textOf(opened.frame, 'configuration')).toContain('location /api/');
  await opened.context.close();
});

test('an archive that unpacks to more than anybody has ends early, and is told', async () => {
  const path = join(folder, 'bomb.tar.gz');
  const zeros = Buffer.alloc(64 << 20);
  writeFileSync(path, gzipSync(Buffer.concat([zeros, zeros, zeros, zeros, zeros])));
  const opened = await openPage(browser, site.address);
  await drop(opened, [path]);
  await opened.frame.locator('.said', { hasText: /bomb\.tar\.gz: more than 256 MiB unpacked/ }).waitFor();
  await opened.context.close();
});

test('a script in a line of a log is text', async () => {
  const path = join(folder, 'script.log');
  writeFileSync(
    path,
    line(1).replace('GET /pay/1', 'GET /pay/<img src=x onerror=document.title=1><script>document.title=2</script>'),
  );
  const opened = await openPage(browser, site.address);
  await drop(opened, [path, join(folder, 'nginx/conf.d/shop.conf')]);
  await answerWith(opened.frame, /does not trust the CA/);
  expect(await opened.frame.evaluate(() => [document.title, document.querySelectorAll('img[src]').length])).toEqual([
    'StackEngine',
    0,
  ]);
  await opened.context.close();
});

test('a configuration of 200,000 lines leaves the page alive', async () => {
  const path = join(folder, 'huge.conf');
  const blocks = Array.from(
    { length: 40_000 },
    (_, index) =>
      `    location /l${index}/ {\n        proxy_pass https://10.0.1.45:8443;\n        proxy_ssl_verify on;\n        proxy_ssl_name a;\n    }\n`,
  );
  writeFileSync(path, `server {\n${blocks.join('')}}\n`);
  const opened = await openPage(browser, site.address);
  await drop(opened, [path, join(folder, 'error.log')]);
  await opened.frame.getByText('stays on this machine').waitFor();
  await opened.frame.getByRole('button', { name: /Cannot send/ }).click({ timeout: 60_000 });
  await opened.frame.getByRole('dialog').waitFor({ timeout: 60_000 });
  await opened.context.close();
});
