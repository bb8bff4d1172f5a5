import base from '../vitest.config.js';

/** The engine's own tests, without those that start a native nginx: seconds a mutant. */
export default {
  ...base,
  test: { include: ['packages/engine/src/**/*.test.ts'], exclude: ['**/node_modules/**', '**/nginx.test.ts'] },
};
