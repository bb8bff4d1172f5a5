import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { onTestFinished } from 'vitest';

/** The built command line. */
export const program = fileURLToPath(new URL('../../bin/stackengine.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly bytes: Buffer;
}

/** Runs the built command line, as a user would; `npm run build` comes first. */
export function stackengine(
  args: readonly string[],
  given: { input?: string | Buffer; cwd?: string; env?: object } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    input: given.input ?? '',
    ...(given.cwd === undefined ? {} : { cwd: given.cwd }),
    env: { ...process.env, ...given.env },
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout.toString(), err: stderr.toString(), bytes: stdout };
}

/** The same, while servers of this process go on answering. */
export function stackengineMeanwhile(args: readonly string[], cwd?: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const parts: { readonly out: Buffer[]; readonly err: Buffer[] } = { out: [], err: [] };
    child.stdout.on('data', (part: Buffer) => parts.out.push(part));
    child.stderr.on('data', (part: Buffer) => parts.err.push(part));
    child.on('error', reject);
    child.on('close', (code) => {
      const bytes = Buffer.concat(parts.out);
      resolve({ code, out: bytes.toString(), err: Buffer.concat(parts.err).toString(), bytes });
    });
  });
}

export const testdata = (name: string) => fileURLToPath(new URL(`../testdata/${name}`, import.meta.url));

/** An empty folder that is gone after the test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'stackengine-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A copy of the /etc/nginx in testdata, its site enabled by a link as Debian does. */
export function serverCopy(): string {
  const path = join(folder(), 'nginx');
  cpSync(testdata('etc-nginx'), path, { recursive: true });
  // Git keeps no empty folders.
  mkdirSync(join(path, 'sites-enabled'), { recursive: true });
  symlinkSync('../sites-available/api', join(path, 'sites-enabled', 'api'));
  return path;
}

export const read = (path: string) => readFileSync(path, 'utf8');

/** Every file below a folder with its bytes: what must not change when nothing is written. */
export function snapshot(path: string): Readonly<Record<string, string>> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file, readFileSync(file, 'latin1')]),
  );
}

/** What keeps a value from the published schema; empty where it holds. */
export function faults(schema: string, value: unknown): readonly string[] {
  const path = new URL(`../../../engine/schemas/${schema}.json`, import.meta.url);
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    JSON.parse(read(fileURLToPath(path))),
  );
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
