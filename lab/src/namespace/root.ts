import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const host = '/.host';

/** Makes `folder` one of our own in the private root: a link into the machine becomes a folder of links. */
export function ownFolder(folder: string): void {
  if (folder === '/') return;
  ownFolder(dirname(folder));
  const entry = lstatSync(folder, { throwIfNoEntry: false });
  if (entry?.isDirectory()) return;
  const inherited = entry?.isSymbolicLink() && existsSync(folder) ? readdirSync(folder) : [];
  const source = entry?.isSymbolicLink() ? readlinkSync(folder) : folder;
  if (entry !== undefined) unlinkSync(folder);
  mkdirSync(folder);
  const origin = source.startsWith('/') ? source : `${host}${folder}`;
  for (const name of inherited) symlinkSync(join(origin, name), join(folder, name));
}

/** Shows a file of the machine at an absolute path of the world. Returns how to undo it. */
export function show(path: string, target: string): () => void {
  ownFolder(dirname(path));
  const covered = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(path) : undefined;
  if (covered !== undefined) unlinkSync(path);
  symlinkSync(target, path);
  return () => {
    unlinkSync(path);
    if (covered !== undefined) symlinkSync(covered, path);
  };
}
