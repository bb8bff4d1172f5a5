#!/usr/bin/env node
// Committed rather than built, so that npm can link an executable before the first build. Runs the bundle, which starts
// three times as fast, unless a package was compiled after it was made.
import { readFileSync, statSync } from 'node:fs';
import module from 'node:module';

module.enableCompileCache?.();

const changed = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const bundle = '../dist/bundle/stackengine.js';
const compiled = ['../dist', '../../engine/dist', '../../nginx-wasm/dist', '../../nginx-config/dist'].map((path) =>
  changed(`${path}/.tsbuildinfo`),
);
const { run } = await import(changed(bundle) > Math.max(...compiled) ? bundle : '../dist/index.js');

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
await run(process.argv.slice(2), version);
