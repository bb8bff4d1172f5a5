import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isPlaceholder, type PlaceholderKind, placeholderKinds, type Redactor } from '@stackengine/engine';
import { tell } from '../output.js';
import { Refusal, refusalFor } from '../refusal.js';
import { writeNewFile } from '../writing/new-file.js';

const schema = 'stackengine/redaction-map@1';

/** Goes on with the session of a map file, if there is one; gives the number of its pairs. */
export function loadMap(path: string, redactor: Redactor): number {
  if (!existsSync(path)) {
    const folder = dirname(path);
    if (!existsSync(folder)) throw new Refusal(`${path}: there is no directory ${folder} to write the map into`);
    return 0;
  }
  const entries = readMap(path);
  for (const [token, value] of entries) redactor.remember(token, value, kindOf(token));
  return entries.length;
}

/** Writes which placeholder stands for what; only the user can read it. */
export function saveMap(path: string, redactor: Redactor, level: string): void {
  const map = Object.fromEntries(redactor.placeholders.entries());
  writeNewFile(path, `${JSON.stringify({ schema, level, map }, undefined, 2)}\n`, true, 0o600);
  chmodSync(path, 0o600);
}

/** The pairs of a map file, or of what `redact --format json` printed. */
export function readMap(path: string): readonly (readonly [token: string, value: string])[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw refusalFor(path, error);
  }
  const map = mapOf(parsed(path, text));
  if (map === undefined) throw new Refusal(`${path}:1: this is no map of placeholders; redact --map FILE writes one`);
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    tell(`notice: ${path} holds secrets and others can read it: chmod 600 ${path}`);
  return Object.entries(map).map(([token, value]) => {
    if (!isPlaceholder(token) || typeof value !== 'string') {
      throw new Refusal(`${path}:1: ${JSON.stringify(token).slice(0, 60)} is no placeholder of stackengine`);
    }
    return [token.toUpperCase(), value] as const;
  });
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(
      `${path}:1: it is not JSON (${error instanceof SyntaxError ? 'it can not be read as such' : String(error)})`,
    );
  }
}

function mapOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || !('map' in value)) return undefined;
  const { map } = value;
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? { ...map } : undefined;
}

function kindOf(token: string): PlaceholderKind {
  const name = token.slice(0, token.lastIndexOf('_'));
  const kind = Object.keys(placeholderKinds).find((one): one is PlaceholderKind => one === name);
  if (kind === undefined) throw new Refusal(`${token}: no such kind of placeholder`);
  return kind;
}
