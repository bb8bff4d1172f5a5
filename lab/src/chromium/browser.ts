import { existsSync } from 'node:fs';
import { BottleBroke, CertificatesRefused, OutOfPatience, WorldAbandoned } from '@stackengine/nginx-wasm';
import { chromium, type Page } from 'playwright-core';
import type { DistantBottle } from './distant-bottle.js';
import type { Ask } from './page.js';
import { serveSite } from './site.js';
import type { Answer, Opening, Question } from './worker.js';

export interface Chromium {
  readonly version: string;
  /** Opens a bottle in a worker of its own, of a page of its own. */
  readonly openBottle: (module: Uint8Array, now: number) => Promise<DistantBottle>;
  readonly close: () => Promise<void>;
}

const errors = { BottleBroke, CertificatesRefused, OutOfPatience, WorldAbandoned };
const isOurs = (name: string): name is keyof typeof errors => Object.hasOwn(errors, name);

function received(answer: Answer): unknown {
  if ('value' in answer) return answer.value;
  const { name, message } = answer.error;
  throw isOurs(name) ? new errors[name](message) : new Error(`${name}: ${message}`);
}

/** Questions to the page's worker, numbered. */
function asker(page: Page) {
  let asked = 0;
  return async (call: Question['call'], ...given: readonly unknown[]): Promise<unknown> => {
    asked += 1;
    const question = { id: asked, call, given } as Question;
    const inPage = (posted: Question) => (globalThis as typeof globalThis & { readonly ask: Ask }).ask(posted);
    return received(await page.evaluate(inPage, question));
  };
}

async function openBottle(page: Page, ...opening: Opening['given']): Promise<DistantBottle> {
  const ask = asker(page);
  const versions = (await ask('open', ...opening)) as Pick<DistantBottle, 'nginx' | 'tls'>;
  const call = <Name extends Exclude<Question['call'], 'open'>>(name: Name) =>
    ((...given: readonly unknown[]) => ask(name, ...given)) as DistantBottle[Name];
  return {
    ...versions,
    play: call('play'),
    testConfiguration: call('testConfiguration'),
    verifyChain: call('verifyChain'),
    twin: call('twin'),
    diagnose: call('diagnose'),
  };
}

/** Starts a headless Chromium that finds nobody but this process. */
export async function startChromium(): Promise<Chromium> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}: node scripts/install-chromium.mjs`);
  const site = await serveSite();
  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: false, // it does not start for root, and what is loaded here is ours
    args: ['--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  return {
    version: browser.version(),
    async openBottle(module, now) {
      const page = await browser.newPage();
      await page.goto(site.address);
      return openBottle(page, module, now);
    },
    async close() {
      await browser.close();
      site.close();
    },
  };
}
