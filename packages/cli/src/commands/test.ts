import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Tested, type TestMessage, visible } from '@stackengine/engine';
import { type Configuration, readConfiguration } from '@stackengine/nginx-config';
import { BottleBroke, OutOfPatience } from '@stackengine/nginx-wasm';
import { createDisk, nameOf } from '../evidence/disk.js';
import { print, tell } from '../output.js';
import { bottleFor } from '../playing/bottles.js';
import { testOnDisk } from '../playing/tested-configuration.js';
import { Refusal } from '../refusal.js';

/** Milliseconds. */
const patience = 120_000;

export interface TestOptions {
  readonly nginx?: string;
  readonly prefix?: string;
  readonly standIns?: boolean;
  readonly quiet?: boolean;
  readonly format: 'text' | 'json';
}

/** Prints what `nginx -t` says of a configuration; 1 where nginx refuses it. */
export async function testCommand(path: string, options: TestOptions): Promise<number> {
  const disk = createDisk();
  const file = mainFile(path);
  const text = disk.open(file);
  const configuration = readConfiguration([{ file: nameOf(file), text }], disk, {
    mainFile: nameOf(file),
    ...(options.prefix === undefined ? {} : { prefix: options.prefix }),
  });
  const bottle = bottleFor(options.nginx, undefined, patience);
  if (bottle === undefined)
    throw new Refusal(
      'nginx is not built for WebAssembly here (in a checkout, npm start builds it), and nothing else tests',
    );
  for (const { code, message, file, line } of configuration.problems)
    if (code === 'include-copied' && options.quiet !== true) tell(`${visible(file)}:${line}: ${visible(message)}`);
  const tested = askNginx(configuration, bottle, { ...options, exactly: options.nginx !== undefined });
  print(options.format === 'json' ? asJson(tested, bottle.nginx) : asText(tested, configuration, bottle.nginx));
  return tested.ok ? 0 : 1;
}

/** nginx on a machine of its own has as much time and memory as it needs; here both end. */
function askNginx(...question: Parameters<typeof testOnDisk>): Tested {
  try {
    return testOnDisk(...question);
  } catch (error) {
    if (error instanceof BottleBroke || error instanceof OutOfPatience)
      throw new Refusal(
        `this configuration is too much for nginx in memory (${error.message}); nginx itself may take it`,
      );
    throw error;
  }
}

function mainFile(path: string): string {
  if (path === '-' || !existsSync(path) || !statSync(path).isDirectory()) return path;
  const main = join(path, 'nginx.conf');
  if (!existsSync(main)) throw new Refusal(`${path}: there is no nginx.conf in it; name the main file`);
  return main;
}

const asJson = (tested: Tested, nginx: string) =>
  `${JSON.stringify({ schema: 'stackengine/test@1', nginx, ...tested }, undefined, 2)}\n`;

function asText(
  { ok, messages, setAside, standIns = [] }: Tested,
  configuration: Configuration,
  nginx: string,
): string {
  const parts = messages.map((message) => messageText(message, configuration));
  const [first] = configuration.trees;
  parts.push(`nginx ${nginx}: ${visible(first?.file ?? '')} ${ok ? 'is good' : 'is refused'}\n`);
  if (setAside.length > 0) {
    const shown = setAside.slice(0, 10).map((each) => `  ${visible(each)}\n`);
    const more = setAside.length > 10 ? `  and ${setAside.length - 10} more\n` : '';
    parts.push(
      `not shown to it: of modules that it does not have, of later versions, or with files that are not here:\n${shown.join('')}${more}`,
    );
  }
  if (standIns.length > 0)
    parts.push(`read with generated certificates and keys in place of ${standIns.length} that are named\n`);
  return parts.join('');
}

const longestShown = 160;

function messageText({ level, text, file, line }: TestMessage, { trees }: Configuration): string {
  if (file === undefined || line === undefined) return `[${level}] ${visible(text)}\n`;
  const head = `${visible(file)}:${line}: [${level}] ${visible(text)}\n`;
  const lines = trees.find((tree) => tree.file === file && isBeside(file, trees[0]?.file))?.text.split('\n') ?? [];
  const numbers = [line - 1, line, line + 1].filter((each) => each >= 1 && each <= lines.length);
  const width = String(line + 1).length;
  const frame = numbers.map((each) => {
    const shown = visible((lines[each - 1] ?? '').slice(0, longestShown).replaceAll('\t', '    '));
    return `${each === line ? '>' : ' '} ${String(each).padStart(width)} | ${shown}`.trimEnd();
  });
  return frame.length === 0 ? head : `${head}${frame.join('\n')}\n`;
}

/** An include may name any file of this machine; of one that lies elsewhere no line is shown. */
function isBeside(file: string, main: string | undefined): boolean {
  const folder = dirname(resolve(main ?? ''));
  return resolve(file).startsWith(folder === '/' ? folder : `${folder}/`);
}
