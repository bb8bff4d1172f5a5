// Starts the workspace's programs without npm's lifecycle variables, so that `npm test` inside `npm test` is no surprise.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The variables of this process without those that npm sets for the script it runs. */
export function environment(extra = {}) {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_(lifecycle|package|command|config_local_prefix)/.test(name) && name !== 'INIT_CWD',
  );
  return { ...Object.fromEntries(own), ...extra };
}

/** Runs a program in the root folder; `capture` returns what it prints, otherwise it prints through. */
export function run(program, args, { capture = false, env = {}, cwd = root } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: environment(env),
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return {
    ok: result.status === 0,
    status: result.status,
    output: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`,
    stdout: result.stdout ?? '',
  };
}

/** Runs a script of an installed package with this Node, or with the one given. */
export const node = (args, options = {}) => run(options.node ?? process.execPath, args, options);

/** Runs npm: the one that runs us, where there is one. */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], options) : run('npm', args, options);
}
