// What the pages show is what the program prints. `console` blocks hold commands (`$ …`) and their output; a `js` block
// is followed by a `text` block with what it prints. Commands of a page run one after another in one shell, in a copy of
// docs/examples. `console once`: only the first line is a command, whatever the output looks like.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment, root } from './run.mjs';

const separator = '\u001e';

/** Every page that may show output, by its path from the root. */
export function pages() {
  const below = (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`);
  const readmes = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/README.md`);
  return ['README.md', 'CONTRIBUTING.md', 'lab/README.md', ...below('docs'), ...below('integrations'), ...readmes]
    .filter((path) => path.endsWith('.md') && existsSync(join(root, path)))
    .sort();
}

/** The blocks of a page that show output: `line` is the first line inside, 0-based, `length` their number. */
function blocks(text) {
  const lines = text.split('\n');
  const found = [];
  for (let at = 0; at < lines.length; at++) {
    const info = /^```(\S.*)$/.exec(lines[at])?.[1];
    if (info === undefined) continue;
    const start = at + 1;
    at = lines.indexOf('```', start);
    if (at < 0) throw new Error(`line ${start}: the block has no end`);
    found.push({ info, line: start, lines: lines.slice(start, at) });
  }
  return found;
}

/** Commands with the output that a page claims for them. */
function commandsOf({ info, line, lines }) {
  const commands = [];
  for (const [index, text] of lines.entries()) {
    const last = commands.at(-1);
    if (last === undefined || (text.startsWith('$ ') && info !== 'console once')) {
      if (!text.startsWith('$ ')) throw new Error(`line ${line + index + 1}: a console block begins with "$ "`);
      commands.push({ line: line + index, command: [text.slice(2)], output: [] });
    } else if (last.output.length === 0 && last.command.at(-1).endsWith('\\')) last.command.push(text);
    else last.output.push(text);
  }
  return commands.map((each) => ({ ...each, command: each.command.join('\n') }));
}

/** What each shown command and example of a page prints now: `[{ line, command, shown, printed }]`, lines 0-based. */
export function play(page, text = readFileSync(join(root, page), 'utf8')) {
  const all = blocks(text);
  const commands = all.filter(({ info }) => /^console\b/.test(info)).flatMap(commandsOf);
  const outputs = inShell(commands.map(({ command }) => command));
  const played = commands.map(({ line, command, output }, index) => ({
    line,
    command,
    at: line + command.split('\n').length,
    shown: output,
    printed: outputs[index],
  }));
  for (const [index, { info, line, lines }] of all.entries()) {
    const output = all[index + 1];
    if (info !== 'js' || output?.info !== 'text') continue;
    const printed = inNode(lines.join('\n'), dirname(join(root, page)));
    played.push({ line, command: 'the js block', at: output.line, shown: output.lines, printed });
  }
  return played;
}

/** The page with what its commands print now. */
export function updated(page) {
  const text = readFileSync(join(root, page), 'utf8');
  const lines = text.split('\n');
  for (const { at, shown, printed } of play(page, text).toSorted((a, b) => b.at - a.at))
    lines.splice(at, shown.length, ...printed);
  return lines.join('\n');
}

const linesOf = (output) => (output === '' ? [] : output.replace(/\n$/, '').split('\n'));

function inShell(commands) {
  if (commands.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-docs-'));
  try {
    mkdirSync(join(folder, 'bin'));
    const program = join(folder, 'bin', 'stackengine');
    const bin = join(root, 'packages/cli/bin/stackengine.js');
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
    chmodSync(program, 0o755);
    cpSync(join(root, 'docs/examples'), join(folder, 'docs/examples'), { recursive: true });
    const steps = commands.map((command) => `printf '${separator}'; (exit $last)\n${command}\nlast=$?\n`);
    const { stdout, error } = spawnSync('bash', ['-c', `exec 2>&1\nlast=0\n${steps.join('')}`], {
      cwd: folder,
      env: environment({
        PATH: `${dirname(program)}:${process.env.PATH}`,
        LC_ALL: 'C.UTF-8',
        TZ: 'UTC',
        TMPDIR: folder,
      }),
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (error !== undefined) throw error;
    return stdout.split(separator).slice(1).map(linesOf);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inNode(source, cwd) {
  const args = ['--input-type=module', '--eval', source];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, env: environment(), encoding: 'utf8' });
  return linesOf(`${stdout}${stderr}`);
}
