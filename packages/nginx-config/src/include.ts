import type { FileSource } from './configuration.js';
import { isGlob } from './glob.js';
import { directoryOf, isAbsolute, joinPath } from './path.js';

/** Where the includes of one root file are looked up. */
export interface IncludePlace {
  /** Directories that relative paths may be relative to, best first; of a main file, its own only. */
  readonly prefixes: readonly string[];
  /** A directory that may be a copy of a server's: absolute paths that don't exist are looked up in it. */
  readonly copy: string | undefined;
}

export interface Included {
  readonly files: readonly string[];
  /** Whether the files were found in the copy of a server's directory, not at the path as it is written. */
  readonly copied: boolean;
  /** The path that nginx would open. */
  readonly path: string;
}

/** Directories that hold nginx's configuration on a server: where people copy from. */
const serverDirectories = [
  '/etc/nginx',
  '/usr/local/etc/nginx',
  '/usr/local/nginx/conf',
  '/usr/local/openresty/nginx/conf',
  '/opt/homebrew/etc/nginx',
  '/etc/openresty',
  '/etc/angie',
  '/etc/freenginx',
];

/**
 * The files that an `include` stands for. A relative path is relative to the directory of the main configuration file
 * (ngx_conf_full_name with conf_prefix), not of the including one.
 */
export function findIncluded(source: FileSource, pattern: string, place: IncludePlace): Included {
  if (isAbsolute(pattern)) {
    const own = place.copy === undefined ? [] : inServerDirectory(source, pattern, place.copy);
    const here = own.length > 0 ? [] : filesAt(source, pattern);
    const files = own.length > 0 ? own : here.length > 0 ? here : inCopy(source, pattern, place.copy);
    return { files, copied: files.length > 0 && here.length === 0 && !files.includes(pattern), path: pattern };
  }
  const paths = place.prefixes.map((prefix) => joinPath(prefix, pattern));
  for (const path of paths) {
    const files = filesAt(source, path);
    if (files.length > 0) return { files, copied: false, path };
  }
  return { files: [], copied: false, path: paths[0] ?? pattern };
}

function filesAt(source: FileSource, path: string): readonly string[] {
  if (isGlob(path)) return source.glob(path);
  return source.read(path) === undefined ? [] : [path];
}

/** A copy of /etc/nginx stands for /etc/nginx even on a machine that has one of its own. */
function inServerDirectory(source: FileSource, pattern: string, copy: string): readonly string[] {
  const directory = serverDirectories.find((prefix) => pattern.startsWith(`${prefix}/`));
  return directory === undefined ? [] : filesAt(source, joinPath(copy, pattern.slice(directory.length + 1)));
}

/** The longest suffix of an absolute path that exists in the copy; of a glob, a directory at least must match. */
function inCopy(source: FileSource, pattern: string, copy: string | undefined): readonly string[] {
  if (copy === undefined) return [];
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const shortest = isGlob(pattern) ? 2 : 1;
  for (let from = 0; segments.length - from >= shortest; from++) {
    const files = filesAt(source, joinPath(copy, segments.slice(from).join('/')));
    if (files.length > 0) return files;
  }
  return [];
}

/**
 * Where a path of the server's stands in a copy of its directory, such as a certificate that the configuration names;
 * undefined if it isn't there.
 */
export function findInCopy(source: FileSource, path: string, copy: string): string | undefined {
  return inServerDirectory(source, path, copy)[0] ?? inCopy(source, path, copy)[0];
}

/** A fragment doesn't tell where the main file is: in its directory or, most often, above. */
export function prefixesOfFragment(file: string, copy: string | undefined): readonly string[] {
  const prefixes: string[] = [];
  for (let directory = directoryOf(file); ; directory = directoryOf(directory)) {
    prefixes.push(directory);
    if (directory === '' || directory === '.' || directory === '/' || prefixes.length > 20) break;
  }
  return copy === undefined ? prefixes : [copy, ...prefixes];
}
