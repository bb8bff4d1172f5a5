import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { print } from '../output.js';
import { Refusal, refusalFor } from '../refusal.js';
import { refuseOverwriting, writeNewFile } from '../writing/new-file.js';
import type { RedactedFile } from './files.js';

/** Writes the redacted files into a directory of their own, all or, where one is in the way, none. */
export function writeCopies(files: readonly RedactedFile[], directory: string, force: boolean): void {
  const targets = files.map((file) => ({ file, target: join(directory, basename(file.path)) }));
  const twice = targets.find(({ target }, index) => targets.some((other, at) => at < index && other.target === target));
  if (twice !== undefined)
    throw new Refusal(`${twice.file.path}: two files have that name; redact them into directories of their own`);
  for (const { target } of targets) refuseOverwriting(target, force);
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw refusalFor(directory, error);
  }
  for (const { file, target } of targets) {
    writeNewFile(target, file.bytes(), force, 0o644);
    print(`${target}: ${file.redacted.findings.length} replaced\n`);
  }
}
