import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = dirname(fileURLToPath(import.meta.url));

/** The files of one configuration of this folder, by their path in it. */
export function filesOf(name: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(join(directory, name), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(join(directory, name).length + 1)] = readFileSync(path, 'utf8');
  }
  return files;
}

export const configurations = readdirSync(directory, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

/** The text of every configuration file of this folder. */
export const texts = configurations.flatMap((name) =>
  Object.entries(filesOf(name)).flatMap(([path, text]) => (path.endsWith('.json') ? [] : [{ path: `${name}/${path}`, text }])),
);
