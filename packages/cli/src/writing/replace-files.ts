import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { Refusal, refusalFor } from '../refusal.js';

export interface Replacement {
  readonly path: string;
  /** The bytes that were read: where the file holds others by now, nothing is written. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

export interface Replaced {
  readonly written: readonly string[];
  readonly backups: readonly string[];
}

interface Prepared {
  readonly real: string;
  readonly temporary: string;
  readonly backup: string;
}

/**
 * Replaces all files or none: new content is written beside each file, synced, and renamed over it; when one rename
 * fails, the former ones are taken back. Links are followed, mode and owner stay. Files outside of `root` are refused.
 *
 * Backups and temporary files begin with a dot: neither `*.conf` nor `sites-enabled/*` includes them (glob(3)).
 */
export function replaceFiles(replacements: readonly Replacement[], root: string): Replaced {
  const reals = replacements.map((replacement) => checked(replacement, root));
  const prepared: Prepared[] = [];
  const done: Prepared[] = [];
  try {
    for (const [index, { after }] of replacements.entries()) prepared.push(prepare(reals[index] ?? '', after));
    for (const file of prepared) {
      renameSync(file.temporary, file.real);
      done.push(file);
    }
    for (const folder of new Set(prepared.map(({ real }) => dirname(real)))) syncFolder(folder);
  } catch (error) {
    for (const { real, backup } of done) renameSync(backup, real);
    for (const { temporary, backup } of prepared) for (const path of [temporary, backup]) rmSync(path, { force: true });
    const { message } = refusalFor(replacements[prepared.length]?.path ?? 'writing', error);
    throw new Refusal(`${message}; nothing was changed`);
  }
  const written = replacements.map(({ path }) => path);
  return { written, backups: prepared.map(({ backup }, index) => asGiven(backup, written[index] ?? '')) };
}

/** The backup's path in the words in which its file was given, unless a link leads elsewhere. */
function asGiven(backup: string, path: string): string {
  return realpathSync(dirname(path)) === dirname(backup) ? join(dirname(path), basename(backup)) : backup;
}

function checked({ path, before }: Replacement, root: string): string {
  try {
    const real = realpathSync(path);
    const way = relative(realpathSync(root), real);
    if (way === '..' || way.startsWith(`..${sep}`) || way.startsWith(sep)) {
      throw new Refusal(`${path}: it is ${real}, outside of ${root}; nothing was changed`);
    }
    if (!readFileSync(real).equals(before))
      throw new Refusal(`${path}: it has changed since it was read; nothing was changed`);
    return real;
  } catch (error) {
    throw error instanceof Refusal ? error : refusalFor(path, error);
  }
}

function prepare(real: string, content: Uint8Array): Prepared {
  const folder = dirname(real);
  const temporary = join(folder, `.${basename(real)}.stackengine-${process.pid}`);
  const { mode, uid, gid } = statSync(real);
  const file = openSync(temporary, 'wx', mode & 0o7777);
  try {
    writeFileSync(file, content);
    const own = statSync(temporary);
    if (own.uid !== uid || own.gid !== gid) fchownSync(file, uid, gid);
    // After the owner: chown clears set-id bits, and the umask has cut the mode of open(2).
    fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
    return { real, temporary, backup: keep(real) };
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** The former content under a free name: the same inode where the file system links, a copy elsewhere. */
function keep(real: string): string {
  const stem = join(dirname(real), `.${basename(real)}.stackengine-backup-`);
  let number = 1;
  while (existsSync(stem + number)) number += 1;
  const backup = stem + number;
  try {
    linkSync(real, backup);
  } catch {
    copyFileSync(real, backup, constants.COPYFILE_EXCL);
    chmodSync(backup, statSync(real).mode & 0o7777);
  }
  return backup;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
