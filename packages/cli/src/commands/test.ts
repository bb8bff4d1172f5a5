import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '@stackengine/engine';
import { type Configuration, readConfiguration } from '@stackengine/nginx-config';
import { createDisk } from '../evidence/disk.js';
import { print } from '../output.js';
import { bottleFor } from '../playing/bottles.js';
import { type Tested, type TestMessage, testOnDisk } from '../playing/tested-configuration.js';
import { Refusal } from '../refusal.js';

export interface TestOptions {
  readonly nginx?: string;
  readonly prefix?: string;
  readonly format: 'text' | 'json';
}

/** Prints what `nginx -t` says of a configuration; 1 where nginx refuses it. */
export async function testCommand(path: string, options: TestOptions): Promise<number> {
  const disk = createDisk();
  const file = mainFile(path);
  const configuration = readConfiguration([{ file, text: disk.open(file) }], disk, {
    mainFile: file,
    ...(options.prefix === undefined ? {} : { prefix: options.prefix }),
  });
  const bottle = bottleFor(options.nginx);
  if (bottle === undefined)
    throw new Refusal(
      'nginx is not built for WebAssembly here (in a checkout, npm start builds it), and nothing else tests',
    );
  const tested = testOnDisk(configuration, bottle, options.prefix);
  print(options.format === 'json' ? asJson(tested, bottle.nginx) : asText(tested, configuration, bottle.nginx));
  return tested.ok ? 0 : 1;
}

function mainFile(path: string): string {
  if (path === '-') throw new Refusal('-: nginx reads files beside its configuration; name a file or a directory');
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const main = join(path, 'nginx.conf');
  if (!existsSync(main)) throw new Refusal(`${path}: there is no nginx.conf in it; name the main file`);
  return main;
}

const asJson = ({ ok, messages, setAside }: Tested, nginx: string) =>
  `${JSON.stringify({ schema: 'stackengine/test@1', nginx, ok, messages, setAside }, undefined, 2)}\n`;

function asText({ ok, messages, setAside }: Tested, configuration: Configuration, nginx: string): string {
  const parts = messages.map((message) => messageText(message, configuration));
  const [first] = configuration.trees;
  parts.push(`nginx ${nginx}: ${visible(first?.file ?? '')} ${ok ? 'is good' : 'is refused'}\n`);
  if (setAside.length > 0) {
    const shown = setAside.slice(0, 10).map((each) => `  ${visible(each)}\n`);
    const more = setAside.length > 10 ? `  and ${setAside.length - 10} more\n` : '';
    parts.push(`not shown to it, because their modules are not built in:\n${shown.join('')}${more}`);
  }
  return parts.join('');
}

function messageText({ level, text, file, line }: TestMessage, { trees }: Configuration): string {
  if (file === undefined || line === undefined) return `[${level}] ${visible(text)}\n`;
  const lines = trees.find((tree) => tree.file === file)?.text.split('\n') ?? [];
  const numbers = [line - 1, line, line + 1].filter((each) => each >= 1 && each <= lines.length);
  const width = String(line + 1).length;
  const frame = numbers.map((each) =>
    `${each === line ? '>' : ' '} ${String(each).padStart(width)} | ${visible((lines[each - 1] ?? '').replaceAll('\t', '    '))}`.trimEnd(),
  );
  return `${visible(file)}:${line}: [${level}] ${visible(text)}\n${frame.join('\n')}\n`;
}
