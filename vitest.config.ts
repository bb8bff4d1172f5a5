import { defineConfig } from 'vitest/config';

const source = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    // Tests run on the sources, so that coverage and stack traces name the files that people edit.
    alias: {
      '@stackengine/nginx-config': source('./packages/nginx-config/src/index.ts'),
      '@stackengine/nginx-wasm': source('./packages/nginx-wasm/src/index.ts'),
      '@stackengine/scan': source('./packages/scan/src/index.ts'),
      '@stackengine/engine': source('./packages/engine/src/index.ts'),
    },
  },
  test: {
    // A loaded machine is no fault of the code: only what hangs fails.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['packages/*/src/**/*.test.ts', 'lab/src/**/*.test.ts', 'docs/*.test.mjs'],
    coverage: {
      include: ['packages/nginx-config/src/**', 'packages/engine/src/**'],
      exclude: ['**/*.test.ts', '**/index.ts', '**/testdata/**'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { statements: 90 },
    },
  },
});
