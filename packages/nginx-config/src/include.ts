import type { FileSource } from './configuration.js';
import { isGlob } from './glob.js';
import { directoryOf, isAbsolute, joinPath } from './path.js';

/** Where the includes of one root file are looked up. */
export interface IncludePlace {
  /** Directories that relative paths may be relative to, best first; of a main file, its own only. */
  readonly prefixes: readonly string[];
  /** Directories that may be copies of a server's: absolute paths that don't exist are looked up in them. */
  readonly copies: readonly string[];
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
  const paths = isAbsolute(pattern)
    ? [...inServerDirectory(pattern, place.copies), pattern, ...inCopies(pattern, place.copies)]
    : place.prefixes.map((prefix) => joinPath(prefix, pattern));
  for (const path of paths) {
    const files = filesAt(source, path);
    if (files.length > 0) return { files, copied: isAbsolute(pattern) && path !== pattern, path };
  }
  return { files: [], copied: false, path: isAbsolute(pattern) ? pattern : (paths[0] ?? pattern) };
}

function filesAt(source: FileSource, path: string): readonly string[] {
  if (isGlob(path)) return source.glob(path);
  return source.read(path) === undefined ? [] : [path];
}

/** A copy of /etc/nginx stands for /etc/nginx even on a machine that has one of its own. */
function inServerDirectory(pattern: string, copies: readonly string[]): readonly string[] {
  const directory = serverDirectories.find((prefix) => pattern.startsWith(`${prefix}/`));
  if (directory === undefined) return [];
  return copies.map((copy) => joinPath(copy, pattern.slice(directory.length + 1)));
}

/** An absolute path in the copies, its longest suffix first; of a glob, a directory at least must remain. */
function inCopies(pattern: string, copies: readonly string[]): readonly string[] {
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const suffixes = segments.slice(isGlob(pattern) ? 1 : 0).map((_, from) => segments.slice(from).join('/'));
  return suffixes.flatMap((suffix) => copies.map((copy) => joinPath(copy, suffix)));
}

/**
 * Where a path of the server's stands in a copy of its directory, such as a certificate that the configuration names;
 * undefined if it isn't there.
 */
export function findInCopy(source: FileSource, path: string, copy: string): string | undefined {
  const paths = [...inServerDirectory(path, [copy]), ...inCopies(path, [copy])];
  return paths.find((candidate) => source.read(candidate) !== undefined);
}

/** The directories that stand for the server's, of a main file: its own, the given one, and the copied root above them. */
export function copiesOfMain(file: string, given: string | undefined): readonly string[] {
  const own = directoryOf(file);
  const server = serverDirectories.find((directory) => own.endsWith(directory) && own !== directory);
  const root = server === undefined ? [] : [own.slice(0, -server.length)];
  return [...new Set([own, ...(given === undefined ? [] : [given]), ...root])];
}

/** A fragment doesn't tell where the main file is: in its directory or, most often, above. */
export function prefixesOfFragment(file: string, given: string | undefined): readonly string[] {
  const prefixes: string[] = [];
  for (let directory = directoryOf(file); ; directory = directoryOf(directory)) {
    prefixes.push(directory);
    if (directory === '' || directory === '.' || directory === '/' || prefixes.length > 20) break;
  }
  return given === undefined ? prefixes : [given, ...prefixes];
}
