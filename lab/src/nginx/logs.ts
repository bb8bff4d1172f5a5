import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, renameSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** The files that `error_log` or `access_log` directives of a configuration write, absolute; `initial` comes first. */
export function logPaths(
  texts: readonly string[],
  directive: 'error_log' | 'access_log',
  initial: string,
): readonly string[] {
  const paths = new Set([initial]);
  const pattern = new RegExp(`^[^#\\n]*?\\b${directive}\\s+("[^"]+"|'[^']+'|[^\\s;]+)`, 'gm');
  for (const text of texts) {
    for (const match of text.matchAll(pattern)) {
      const path = (match[1] ?? '').replace(/^["']|["']$/g, '');
      if (path === '' || path === 'off' || path === 'stderr' || /^(syslog|memory):|\$/.test(path)) continue;
      paths.add(isAbsolute(path) ? path : join('/etc/nginx', path));
    }
  }
  return [...paths];
}

/** In a user namespace no process may set groups; every worker complains once and goes on. */
const withoutGroups = (text: string) => text.replace(/^.*initgroups\(\w+, \d+\) failed \(1: .*\n/gm, '');

/** Follows files that grow: what each `added` call returns is what came since the one before. */
export class Tail {
  readonly #read = new Map<string, number>();
  /** By path, what it was renamed to, oldest first. */
  readonly #rotated = new Map<string, string[]>();
  #paths: readonly string[];

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  follow(paths: readonly string[]): void {
    this.#paths = paths;
  }

  added(): string {
    const files = this.#paths.flatMap((path) => this.#files(path));
    return withoutGroups(files.map((file) => this.#addedTo(file)).join(''));
  }

  grew(): boolean {
    return this.#paths.some((path) => existsSync(path) && readFileSync(path).length > (this.#read.get(path) ?? 0));
  }

  whole(): string {
    const files = this.#paths.flatMap((path) => this.#files(path));
    return withoutGroups(files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join(''));
  }

  /** Renames every file as logrotate does; returns the new names. Reading goes on where it was. */
  rotate(): readonly string[] {
    return this.#paths
      .filter((path) => existsSync(path))
      .map((path) => {
        const former = this.#rotated.get(path) ?? [];
        const renamed = `${path}.${former.length + 1}`;
        renameSync(path, renamed);
        this.#rotated.set(path, [...former, renamed]);
        this.#read.set(renamed, this.#read.get(path) ?? 0);
        this.#read.delete(path);
        return renamed;
      });
  }

  #files(path: string): readonly string[] {
    return [...(this.#rotated.get(path) ?? []), path];
  }

  #addedTo(path: string): string {
    if (!existsSync(path)) return '';
    const file = openSync(path, 'r');
    const from = this.#read.get(path) ?? 0;
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    const length = readSync(file, bytes, 0, bytes.length, from);
    closeSync(file);
    this.#read.set(path, from + length);
    return bytes.toString('utf8', 0, length);
  }
}
