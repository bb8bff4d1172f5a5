import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal, refusalFor } from '../refusal.js';

/** Makes a directory and those above it that are missing. Node's own `recursive` never returns below /proc, where none can be made. */
export function makeFolder(path: string): void {
  try {
    make(resolve(path));
  } catch (error) {
    throw error instanceof Refusal ? error : refusalFor(path, error);
  }
}

function make(folder: string): void {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there !== undefined) throw new Refusal(`${folder}: it is no directory`);
  const above = dirname(folder);
  if (above !== folder) make(above);
  mkdirSync(folder);
}
