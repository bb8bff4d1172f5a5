import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type Served, serve, startChromium } from './page.js';

/** A browser and the served page for the tests of one file; there once the first of them begins. */
export function served(): { browser: Browser; site: Served } {
  const both = {} as { browser: Browser; site: Served };
  beforeAll(async () => {
    [both.browser, both.site] = await Promise.all([startChromium(), serve()]);
  });
  afterAll(async () => {
    await both.browser.close();
    both.site.close();
  });
  return both;
}
