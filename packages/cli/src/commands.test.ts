import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { faults, folder, read, stackengine, testdata } from './testing/stackengine.js';

test('demo tells one incident, from log to checked diff, on a screen of 80 by 40', () => {
  const { code, out } = stackengine(['demo']);
  const rows = out.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 80)), 0);
  expect(code).toBe(0);
  expect(rows).toBeLessThanOrEqual(40);
  expect(out).toContain('+    proxy_ssl_verify on;');
  expect(out).toMatch(/^Read again: verification on, /m);
  expect(out).toContain('+    proxy_ssl_verify off;');
});

test('parse prints a tree that holds to the published schema', () => {
  const { code, out } = stackengine(['parse', testdata('api.conf')]);
  const tree = JSON.parse(out);
  expect(code).toBe(0);
  expect(faults('parse-1', tree)).toEqual([]);
  expect(tree.files[0].body[0]).toMatchObject({ type: 'directive', name: { value: 'location' } });
});

test('parse prints what crossplane prints', () => {
  const { code, out } = stackengine(['parse', testdata('api.conf'), '--format', 'crossplane']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ status: 'ok', config: [{ parsed: [{ directive: 'location', line: 1 }] }] });
});

test.each([
  ['UTF-8 with a byte order mark and CRLF', Buffer.from('\ufeffworker_processes\t1;\r\n# \u00e4\r\n')],
  ['bytes that are not UTF-8', Buffer.from([...Buffer.from('server_name a; # '), 0xe9, 0xff, 0x0a])],
  ['what nginx would not read', Buffer.from('server {\n  listen 80\n}}\n"x')],
])('parse --roundtrip gives every byte back: %s', (_, input) => {
  expect(stackengine(['parse', '-', '--roundtrip'], { input }).bytes).toEqual(input);
});

test('parse says what nginx would not read, with file, line and column, and exits with 1', () => {
  const path = join(folder(), 'broken.conf');
  writeFileSync(path, 'server {\n    listen 80\n');
  const { code, err } = stackengine(['parse', path]);
  expect(code).toBe(1);
  expect(err).toMatch(/broken\.conf:\d+:\d+ {2}error {2}/);
});

test.each([
  ['bash', ['-n']],
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
])('completion for %s names every command and is a script that the shell can read', (shell, check) => {
  const { code, out } = stackengine(['completion', shell]);
  expect(code).toBe(0);
  for (const word of [
    'diagnose',
    'fix',
    'test',
    'redact',
    'parse',
    'serve',
    'demo',
    'access-log',
    'sarif',
    'cert',
    'fetch',
    'check',
    'pin',
    'nagios',
  ])
    expect(out).toContain(word);
  const { error, status } = spawnSync(shell, [...check], { input: out });
  // A shell that is not here can't judge; the script was printed all the same.
  if (error === undefined) expect(status).toBe(0);
});

test('completion in bash completes commands and choices', () => {
  const ask = 'COMP_WORDS=(stackengine fix --profile ""); COMP_CWORD=3; _stackengine; declare -p COMPREPLY';
  const { stdout } = spawnSync('bash', [], { input: `${stackengine(['completion', 'bash']).out}\n${ask}\n` });
  expect(stdout.toString()).toContain('([0]="production" [1]="development")');
});

test.each([
  [['--help'], 0],
  [['--version'], 0],
  [['diagnose', '--help'], 0],
  [[], 2],
  [['nonsense'], 2],
  [['completion', 'tcsh'], 2],
  [['completion', 'constructor'], 2],
  [['parse'], 2],
  [['parse', '/nonexistent'], 2],
])('%j exits with %i', (args, code) => {
  expect(stackengine(args).code).toBe(code);
});

test.each(['diagnose', 'fix', 'parse'])('the help of %s says what its exit codes mean', (command) => {
  expect(stackengine([command, '--help']).out).toMatch(/Exit codes: 0 .*, 1 |Exit codes: 0 .*; 1 /);
});

test('lists no command that does not exist yet', () => {
  const { out } = stackengine(['--help']);
  const commands = [...out.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]);
  expect(commands).toEqual([
    'diagnose',
    'fix',
    'reproduce',
    'verify',
    'test',
    'cert',
    'redact',
    'parse',
    'serve',
    'demo',
    'completion',
    'help',
  ]);
  expect(stackengine(['--version']).out.trim()).toBe(
    JSON.parse(read(fileURLToPath(new URL('../package.json', import.meta.url)))).version,
  );
});

test('a reader that goes away is no failure', async () => {
  const program = fileURLToPath(new URL('../bin/stackengine.js', import.meta.url));
  const child = spawn('sh', [
    '-c',
    `"$0" "$1" parse "$2" | head -c 1`,
    process.execPath,
    program,
    testdata('api.conf'),
  ]);
  let err = '';
  child.stderr.on('data', (part) => {
    err += part;
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(err).toBe('');
});
