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
