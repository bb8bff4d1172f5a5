import type { FileSource } from './configuration.js';
import { compareBytes, isGlob, matchesGlob } from './glob.js';
import { normalizePath } from './path.js';

/** A source that can also tell what is in a directory. */
export interface DirectorySource extends FileSource {
  /** The paths of all files below a directory, at any depth, each beginning with that directory. */
  list(directory: string): readonly string[];
}

/** Files held in memory, by path. `./conf.d//a.conf` and `conf.d/a.conf` are the same file. */
export function memorySource(files: ReadonlyMap<string, string> | Readonly<Record<string, string>>): DirectorySource {
  const entries = files instanceof Map ? [...files] : Object.entries(files);
  const texts = new Map(entries.map(([path, text]: [string, string]) => [normalizePath(path), text]));
  const paths = [...texts.keys()].sort(compareBytes);
  return {
    read: (path) => texts.get(normalizePath(path)),
    glob(pattern) {
      const wanted = normalizePath(pattern);
      if (!isGlob(wanted)) return texts.has(wanted) ? [wanted] : [];
      return paths.filter((path) => matchesGlob(wanted, path));
    },
    list(directory) {
      const wanted = normalizePath(directory);
      if (wanted === '.') return paths;
      return paths.filter((path) => path.startsWith(wanted === '/' ? '/' : `${wanted}/`));
    },
  };
}
