import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { directivesIn, type Tested, testConfiguration } from '@stackengine/engine';
import {
  type Configuration,
  type Directive,
  findInCopy,
  matchesGlob,
  type SyntaxTree,
} from '@stackengine/nginx-config';
import type { Bottle } from '@stackengine/nginx-wasm';
import { createDisk } from '../evidence/disk.js';

const largest = 8 << 20;

function smallFile(path: string): Buffer | undefined {
  try {
    const about = statSync(path);
    return about.isFile() && about.size <= largest ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** Files that directives name and that are here, or in the copy of a server's directory: certificates, keys, lists of users. */
function namedFiles(configuration: Configuration, prefix: string): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  const disk = createDisk();
  for (const { body } of configuration.trees) {
    for (const { args } of directivesIn(body)) {
      for (const { value } of args) {
        if (!/[./]/.test(value) || value.includes('$')) continue;
        const path = absolute(value, prefix);
        const here = isAbsolute(value) ? (findInCopy(disk, value, prefix) ?? path) : path;
        const bytes = path in found ? undefined : smallFile(here);
        if (bytes !== undefined) found[path] = bytes;
      }
    }
  }
  return found;
}

const absolute = (path: string, prefix: string): string => (isAbsolute(path) ? path : join(prefix, path));

/** Includes that were found in the copy of a server's directory, by the files that they stand for. */
function copiedIncludes({ trees, includes }: Configuration): ReadonlyMap<Directive, readonly string[]> {
  const copied = new Map<Directive, readonly string[]>();
  for (const { body } of trees) {
    for (const each of directivesIn(body)) {
      const pattern = each.args[0]?.value ?? '';
      const files = (includes?.get(each) ?? []).map(({ file }) => resolve(file));
      if (isAbsolute(pattern) && files.some((file) => file !== pattern && !matchesGlob(pattern, file)))
        copied.set(each, files);
    }
  }
  return copied;
}

export interface TestOnDiskOptions {
  /** nginx's prefix; the folder of the main file unless given. */
  readonly prefix?: string | undefined;
  readonly exactly?: boolean | undefined;
  readonly standIns?: boolean | undefined;
}

/** Asks `nginx -t` in memory, with the files of this machine that the configuration names. */
export function testOnDisk(configuration: Configuration, bottle: Bottle, options: TestOnDiskOptions): Tested {
  const [first] = configuration.trees;
  const own = resolve(first?.file ?? 'nginx.conf');
  const prefix = options.prefix === undefined ? dirname(own) : resolve(options.prefix);
  // nginx takes its configuration prefix from where the main file lies (ngx_process_options).
  const main = join(prefix, basename(own));
  const pathOf = ({ file }: SyntaxTree) => (file === first?.file ? main : resolve(file));
  const placed = configuration.trees.map((tree) => ({ path: pathOf(tree), tree, only: undefined }));
  const layout = { placed, pathOf, wrapper: undefined, main, prefix };
  return testConfiguration(configuration, layout, bottle, {
    ...options,
    files: namedFiles(configuration, prefix),
    includes: copiedIncludes(configuration),
  });
}
