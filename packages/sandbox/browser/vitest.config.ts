import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The built page in Chromium; one test file at a time, as two cores have enough to do with one browser. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
