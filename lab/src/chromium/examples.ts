import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Evidence } from './evidence.js';

/** An incident of docs/examples, with everything that lies in its folder. */
export interface Example {
  readonly name: string;
  readonly folder: string;
  readonly files: Evidence['files'];
}

const folder = fileURLToPath(new URL('../../../docs/examples/', import.meta.url));

function filesBelow(directory: string): Evidence['files'] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')]));
}

export const example = (name: string): Example => ({
  name,
  folder: join(folder, name),
  files: filesBelow(join(folder, name)),
});

export const examples: readonly Example[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => example(name))
  // What a script makes belongs to a page, and is no incident.
  .filter(({ files }) => !('make.sh' in files));

/** Its files as arguments of `stackengine diagnose`, which runs in its folder. */
export function diagnoseArguments({ files }: Example): readonly string[] {
  const option = (name: string) => {
    if (name === 'error.log') return '--log';
    if (name === 'access.log') return '--access-log';
    return name === 'chain.pem' ? '--chain' : '--config';
  };
  const names = new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''));
  return [...names].flatMap((name) => [option(name), name]);
}

/** Its configuration as it lies on a server. */
export const serverFiles = ({ files }: Example): Evidence['files'] =>
  Object.fromEntries(
    Object.entries(files).flatMap(([path, text]) => {
      if (path.startsWith('nginx/')) return [[`/etc/${path}`, text]];
      return path.endsWith('.conf') ? [['/etc/nginx/nginx.conf', text]] : [];
    }),
  );
