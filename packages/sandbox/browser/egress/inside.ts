// Runs in a network namespace in which every address is this machine's: opens the page in Chromium, tries every way out, and prints what arrived.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Frame, type Page } from 'playwright-core';
import { type Attempt, attempts } from './attempts.js';
import { domain, type Recorder, record } from './recorder.js';

/** Where each kind of host serves the page: with its headers, without any, and a page without a policy. */
const hosts = { headers: 8001, static: 8002, control: 8003 } as const;
type Host = keyof typeof hosts;

export interface Arrived {
  readonly host: Host;
  readonly attempt: string;
  readonly name: boolean;
  readonly tcp: boolean;
  readonly udp: boolean;
  readonly http: boolean;
}

export interface Measured {
  readonly arrived: readonly Arrived[];
  /** Connections and packets that left any process here during a whole session, after the page had loaded. */
  readonly session: {
    readonly connections: number;
    readonly requests: readonly string[];
    readonly names: readonly string[];
  };
}

const [, , siteFolder = '', program = '', executablePath = ''] = process.argv;
const portOf = (index: number, host: Host) => 20_000 + index * 3 + Object.keys(hosts).indexOf(host);
const nameOf = (attempt: Attempt, host: Host) => `${host}-${attempt.id}`;

const requests: string[] = [];

function serveStatic(port: number, file: (path: string) => Buffer | string | undefined): Promise<void> {
  const server = createServer(({ url = '/' }, response) => {
    requests.push(url);
    const path = url === '/' ? 'index.html' : url.slice(1);
    const content = file(path);
    if (content === undefined) response.statusCode = 404;
    response.setHeader(
      'Content-Type',
      path.endsWith('.html') ? 'text/html' : path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream',
    );
    response.end(content);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function fromSite(path: string): Buffer | undefined {
  try {
    return readFileSync(join(siteFolder, path));
  } catch {
    return undefined;
  }
}

/** A context of its own hides look-ups ahead of time (Chromium 156); a persistent one does not. */
async function open(): Promise<{ readonly context: BrowserContext; readonly close: () => Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'stackengine-egress-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    chromiumSandbox: false,
    args: ['--disable-gpu', '--disable-quic', '--disable-component-update', '--disable-sync'],
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function documentOf(
  context: BrowserContext,
  host: Host,
): Promise<{ readonly page: Page; readonly frame: Frame }> {
  const page = await context.newPage();
  await page.goto(`http://localhost:${hosts[host]}/`);
  const frame = host === 'control' ? page.mainFrame() : page.frames()[1];
  if (frame === undefined) throw new Error('the page has no frame');
  await frame.locator('h1').waitFor();
  await page.mouse.click(400, 300); // whatever needs an act of the user's has one
  return { page, frame };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** As long as it takes until a condition holds, at most so many milliseconds. */
async function until(holds: () => boolean, most: number): Promise<void> {
  for (let waited = 0; waited < most && !holds(); waited += 100) await pause(100);
}

/** Tries every way out of one host's page. What has to arrive is waited for; what must not has as long as nearly all need. */
async function attemptAll(context: BrowserContext, host: Host, recorder: Recorder): Promise<void> {
  const hasArrived = (attempt: Attempt) => {
    const { http, name, tcp, udp } = arrival(recorder, host, attempt);
    return attempt.quiet === true ? name || tcp || udp : http;
  };
  const run = async (frame: Frame, attempt: Attempt) => {
    const target = `http://${nameOf(attempt, host)}.${domain}:${portOf(attempts.indexOf(attempt), host)}/x`;
    // What is refused may throw, and what leaves takes the answer with it.
    await Promise.race([
      frame
        .evaluate(`{ const target = ${JSON.stringify(target)}; ${attempt.code.replaceAll('TARGET', target)}; }; 0`)
        .catch(() => 0),
      pause(2000),
    ]);
  };
  const { page, frame } = await documentOf(context, host);
  for (const attempt of attempts.filter(({ leaves }) => leaves !== true)) await run(frame, attempt);
  await pause(3500);
  if (host === 'control') await until(() => attempts.every((one) => one.leaves === true || hasArrived(one)), 20_000);
  await page.close();
  for (const attempt of attempts.filter(({ leaves }) => leaves === true)) {
    const own = await documentOf(context, host);
    await run(own.frame, attempt);
    await pause(700);
    if (host === 'control') await until(() => hasArrived(attempt), 10_000);
    for (const one of context.pages().slice(1)) await Promise.race([one.close(), pause(2000)]);
  }
}

function arrival(recorder: Recorder, host: Host, attempt: Attempt): Arrived {
  const port = portOf(attempts.indexOf(attempt), host);
  return {
    host,
    attempt: attempt.id,
    name: recorder.names.has(nameOf(attempt, host)),
    tcp: recorder.tcp.has(port),
    udp: recorder.udp.has(port),
    http: recorder.http.has(nameOf(attempt, host)),
  };
}

/** Connections that any process of this namespace has opened so far (/proc/net/snmp, RFC 4022). */
function opened(): number {
  const lines = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'));
  const index = lines[0]?.split(' ').indexOf('ActiveOpens') ?? -1;
  return Number(lines[1]?.split(' ')[index]);
}

/** Everything that a user does, once all parts are there. */
async function session(context: BrowserContext, recorder: Recorder): Promise<Measured['session']> {
  const { page, frame } = await documentOf(context, 'static');
  await frame.getByText(/Proof: Seen on nginx/).waitFor({ timeout: 60_000 });
  await frame.locator('.card.configuration [contenteditable=true]').waitFor();
  await pause(1000);
  const before = opened();
  const asked = requests.length;
  recorder.names.clear();
  const editor = frame.locator('.card.log [contenteditable=true]');
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(
    '2026/11/20 09:14:11 [error] 4121#4121: *700 upstream SSL certificate verify error: (18:self-signed certificate) while SSL handshaking to upstream, client: 198.51.100.7, server: shop.acme-internal.com, request: "GET /api/?token=s3cr3tvalue99 HTTP/1.1", upstream: "https://10.0.1.45:8443/api/", host: "shop.acme-internal.com"',
  );
  await frame
    .locator('.card.configuration input[type=file]')
    .first()
    .setInputFiles({
      name: 'api.conf',
      mimeType: 'text/plain',
      buffer: Buffer.from(
        'location /api/ {\n    proxy_pass https://10.0.1.45:8443;\n    proxy_ssl_verify on;\n    proxy_ssl_trusted_certificate ca.pem;\n}\n',
      ),
    });
  await frame.locator('.headline', { hasText: 'self-signed' }).waitFor({ timeout: 60_000 });
  await frame.getByText(/Reproduced: nginx/).waitFor({ timeout: 60_000 });
  await frame.getByRole('button', { name: 'Development' }).click();
  await frame.getByRole('button', { name: 'Apply' }).click();
  await frame.getByRole('button', { name: 'Share' }).click();
  await frame.getByText('values were replaced').waitFor();
  await page.keyboard.press('Escape');
  await frame.getByRole('button', { name: 'Report' }).click();
  await frame.getByRole('button', { name: 'Download HTML' }).click();
  await pause(1500);
  await page.close();
  return { connections: opened() - before, requests: requests.slice(asked), names: [...recorder.names] };
}

const recorder = await record(
  attempts.flatMap((_, index) => (Object.keys(hosts) as Host[]).map((host) => portOf(index, host))),
);
const served = spawn(process.execPath, [program, 'serve', '--port', String(hosts.headers), '--quiet'], {
  stdio: 'ignore',
});
await serveStatic(hosts.static, fromSite);
await serveStatic(hosts.control, (path) => (path === 'index.html' ? '<!doctype html><h1>control</h1>' : undefined));
const { context, close } = await open();
try {
  const whole = await session(context, recorder);
  const arrived: Arrived[] = [];
  for (const host of ['control', 'static', 'headers'] as const) {
    await attemptAll(context, host, recorder);
    arrived.push(...attempts.map((attempt) => arrival(recorder, host, attempt)));
  }
  process.stdout.write(`${JSON.stringify({ arrived, session: whole } satisfies Measured)}\n`);
} finally {
  await close();
  served.kill('SIGTERM');
}
process.exit(0);
