import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { Refusal, refusalFor } from '../refusal.js';

/** An older file stays unless `force`. */
export function refuseOverwriting(path: string, force: boolean): void {
  if (!force && existsSync(path)) throw new Refusal(`${path}: there is such a file; --force overwrites it`);
}

/** Writes a whole file or none: beside its place, synced, then renamed. An older one stays unless `force`. */
export function writeNewFile(path: string, text: string | Uint8Array, force: boolean, mode = 0o600): void {
  refuseOverwriting(path, force);
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeSync(file, typeof text === 'string' ? Buffer.from(text) : text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw refusalFor(path, error);
  }
}
