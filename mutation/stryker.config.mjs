// Mutation tests of the part that must not be wrong in silence: causes, hops, fixes. `npm run mutation [-- --mutate FILE]`.
export default {
  testRunner: 'vitest',
  plugins: [new URL('./node_modules/@stryker-mutator/vitest-runner/dist/src/index.js', import.meta.url).href],
  vitest: { configFile: 'mutation/vitest.config.ts', related: false },
  // Stryker would rewrite tsconfig.json through an interface that TypeScript 7 does not have; there is no such file.
  tsconfigFile: 'mutation/none.json',
  mutate: [
    'packages/engine/src/{causes,hops,fixes}/**/*.ts',
    '!packages/engine/src/**/*.test.ts',
    '!packages/engine/src/**/index.ts',
  ],
  ignorePatterns: ['**/dist', 'coverage'],
  // Wording is not behaviour: that a sentence changes is seen in the reports' snapshots.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'coverage/mutation.html' },
  jsonReporter: { fileName: 'coverage/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false },
  tempDirName: 'coverage/stryker',
  incremental: true,
  incrementalFile: 'coverage/mutation-incremental.json',
  concurrency: 2,
  timeoutMS: 10_000,
};
