import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';

const program = fileURLToPath(new URL('../../cli/bin/stackengine.js', import.meta.url));
const site = new URL('../site/', import.meta.url);

/** The page that is one file. */
export const singleFile = pathToFileURL(fileURLToPath(new URL('stackengine.html', site))).href;

export const siteFile = (name: string): string => fileURLToPath(new URL(name, site));

export interface Served {
  readonly address: string;
  readonly close: () => void;
}

/** `stackengine serve`, as users start it. */
export function serve(port = 0): Promise<Served> {
  const child: ChildProcess = spawn(process.execPath, [program, 'serve', '--port', String(port), '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (part: Buffer) => {
      output += part;
      const address = /^(http:\S+)\n/.exec(output)?.[1];
      if (address !== undefined) resolve({ address, close: () => child.kill('SIGTERM') });
    });
    child.on('exit', (code) => reject(new Error(`stackengine serve ended with ${code}`)));
  });
}

/** Debian's Chromium, which finds nobody but this machine. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}: node scripts/install-chromium.mjs`);
  return chromium.launch({
    executablePath,
    chromiumSandbox: false, // it does not start for root, and what is loaded here is ours
    args: ['--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
  });
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The frame that sees what the user gives. */
  readonly frame: Frame;
  /** What the page wrote to the console, and its errors. */
  readonly faults: string[];
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

/** Opens the page in a context of its own, and waits until something is to be seen. */
export async function openPage(browser: Browser, address: string, look: Look = {}): Promise<OpenedPage> {
  const { width = 1366, height = 768, scheme = 'light' } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    acceptDownloads: true,
    permissions: [],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  const frame = page.frames()[1];
  if (frame === undefined) throw new Error('the page has no frame');
  await frame.locator('h1').waitFor();
  return { page, context, frame, faults };
}

/** The text of the answer, once something in it is as wanted. */
export async function answerWith(frame: Frame, wanted: RegExp | string, timeout = 60_000): Promise<string> {
  const answer = frame.locator('section.answer');
  await answer.getByText(wanted).first().waitFor({ timeout });
  return answer.innerText();
}

/** Puts a text into an editor, as a paste does. */
export async function fill(frame: Frame, role: 'configuration' | 'log' | 'certificate', text: string): Promise<void> {
  const editor = frame.locator(`.card.${role} [contenteditable=true]`);
  await editor.waitFor();
  await editor.click();
  await editor.press('Control+a');
  await editor.evaluate((element, pasted) => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
  }, text);
}

export const textOf = (frame: Frame, role: 'configuration' | 'log' | 'certificate'): Promise<string> =>
  frame.locator(`.card.${role} .cm-content`).innerText();

/** Drops files and folders of this machine onto a point, as the operating system does: it is held there before. */
export async function drop({ page, context, frame }: OpenedPage, paths: readonly string[]): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const box = await frame.locator('.card.log .head').boundingBox();
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5, data });
}
