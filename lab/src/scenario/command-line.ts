import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../packages/cli/bin/stackengine.js', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly complaint: string;
}

/** Whether `npm run build` has made the command line, without which nothing can be diagnosed. */
export const isBuilt = (): boolean => existsSync(new URL('../../../packages/cli/dist/index.js', import.meta.url));

/** Runs `stackengine` with these arguments, in a folder if one is given; after a minute it is ended. */
export function stackengine(args: readonly string[], cwd?: string): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.on('error', (error) => resolve({ code: null, output, complaint: error.message }));
    child.on('close', (code) => resolve({ code, output, complaint }));
  });
}
