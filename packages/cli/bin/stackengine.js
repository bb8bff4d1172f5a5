#!/usr/bin/env node
// Committed rather than built, so that npm can link an executable before the first build.
import { run } from '../dist/index.js';

await run(process.argv.slice(2));
