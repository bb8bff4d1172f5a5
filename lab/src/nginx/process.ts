import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tested } from '../protocol.js';
import type { NginxBuild } from './build.js';

/** Global directives that the lab adds where the configuration leaves them out. */
function globals(texts: readonly string[], build: NginxBuild): string {
  const uses = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  const added: string[] = [];
  const load = build.streamModule;
  if (load !== undefined && uses(/^\s*stream\b/m) && !uses(/^\s*load_module[^;]*stream/m))
    added.push(`load_module ${load};`);
  if (!uses(/^\s*daemon\s/m)) added.push('daemon off;');
  if (!uses(/^\s*pid\s/m)) added.push('pid /run/nginx.pid;');
  if (!uses(/^\s*user\s/m)) added.push(build.user);
  return added.join(' ');
}

function argumentsFor(log: string, directives: string): readonly string[] {
  return ['-p', '/etc/nginx', '-c', '/etc/nginx/nginx.conf', '-e', log, '-g', directives];
}

function test(build: NginxBuild, directives: string): Promise<Tested> {
  // Not spawnSync: it may ask for a name, and this process answers.
  const child = spawn(build.path, ['-t', ...argumentsFor('stderr', directives)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** `nginx -t` on what is now in `/etc/nginx`, as the lab would start it. */
export const testConfiguration = (texts: readonly string[], build: NginxBuild): Promise<Tested> =>
  test(build, globals(texts, build));

/** `nginx -t` on what is now in `/etc/nginx`, with nothing added but stream and mail where they are not built in. */
export const testAsItIs = (build: NginxBuild): Promise<Tested> =>
  test(
    build,
    [build.streamModule, build.mailModule]
      .flatMap((file) => (file === undefined ? [] : [`load_module ${file};`]))
      .join(' '),
  );

function childrenOf(pid: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((each) => {
      if (!Number.isInteger(each)) return false;
      try {
        const stat = readFileSync(`/proc/${each}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state !== 'Z' && Number(parent) === pid;
      } catch {
        return false; // gone meanwhile
      }
    });
}

function openFiles(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return []; // closed or gone meanwhile
  }
}

async function until(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  for (;;) {
    if (condition()) return true;
    if (performance.now() > end) return false;
    await sleep(3);
  }
}

/** nginx in the foreground: a master and its workers. */
export class NginxProcess {
  readonly #child: ChildProcess;
  #running = true;
  #complaint = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint += text;
    });
    child.on('close', () => {
      this.#running = false;
    });
    child.on('error', () => {
      this.#running = false;
    });
  }

  /** Starts it, by a command where one is given, and waits until a worker runs, or until it has given up (`running` is false then). */
  static async start(texts: readonly string[], build: NginxBuild, by: readonly string[] = []): Promise<NginxProcess> {
    const args = argumentsFor(build.errorLog, globals(texts, build));
    const [program = build.path, ...rest] = [...by, build.path, ...args];
    const nginx = new NginxProcess(spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] }));
    await until(() => !nginx.running || nginx.#workers().length > 0, 60_000);
    return nginx;
  }

  get running(): boolean {
    return this.#running;
  }

  /** What it wrote to its standard error. */
  get complaint(): string {
    return this.#complaint;
  }

  /** Lets it read its configuration again: true once only new workers are left, false when `refused` says so. */
  async reload(refused: () => boolean): Promise<boolean> {
    const old = this.#workers();
    this.#child.kill('SIGHUP');
    const fresh = () => this.#workers().some((pid) => !old.includes(pid));
    await until(() => fresh() || refused() || !this.#running, 30_000);
    if (!fresh()) return false;
    await until(() => !this.#workers().some((pid) => old.includes(pid)), 3_000);
    return true;
  }

  /** Lets it open its logs anew: done once no process of its has one of these files open, by their new names. */
  async reopen(renamed: readonly string[]): Promise<void> {
    this.#child.kill('SIGUSR1');
    const pids = [this.#child.pid ?? 0, ...this.#workers()];
    await until(() => !pids.some((pid) => openFiles(pid).some((file) => renamed.includes(file))), 3_000);
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#child.kill('SIGTERM');
    if (await until(() => !this.#running, 2_000)) return;
    for (const pid of this.#workers()) process.kill(pid, 'SIGKILL');
    this.#child.kill('SIGKILL');
    await until(() => !this.#running, 2_000);
  }

  #workers(): readonly number[] {
    return this.#child.pid === undefined ? [] : childrenOf(this.#child.pid);
  }
}
