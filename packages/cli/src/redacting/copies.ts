import { basename, join } from 'node:path';
import { print } from '../output.js';
import { Refusal } from '../refusal.js';
import { makeFolder } from '../writing/make-folder.js';
import { refuseOverwriting, writeNewFile } from '../writing/new-file.js';
import type { RedactedFile } from './files.js';

/** Writes the redacted files into a directory of their own, all or, where one is in the way, none. */
export function writeCopies(files: readonly RedactedFile[], directory: string, force: boolean): void {
  const targets = files.map((file) => ({ file, target: join(directory, basename(file.path)) }));
  const twice = targets.find(({ target }, index) => targets.some((other, at) => at < index && other.target === target));
  if (twice !== undefined)
    throw new Refusal(`${twice.file.path}: two files have that name; redact them into directories of their own`);
  for (const { target } of targets) refuseOverwriting(target, force);
  makeFolder(directory);
  for (const { file, target } of targets) {
    writeNewFile(target, file.bytes(), force, 0o644);
    print(`${target}: ${file.redacted.findings.length} replaced\n`);
  }
}
