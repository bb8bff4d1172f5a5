import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome, Player, Request, StepOutcome, Upstream, World } from '@stackengine/engine';
import { bootstrap } from './namespace/bootstrap.js';
import { nginxBuild } from './nginx/build.js';
import type { Calls, Files, Logs, Reply, Started, Tested, TestedFiles } from './protocol.js';

export interface Lab {
  /** nginx's version, e.g. `1.22.1`, and its TLS library. */
  readonly nginx: string;
  readonly tls: string;
  readonly play: Player;
  readonly start: (world: World) => Promise<Session>;
  /** `nginx -t` over files by absolute path, on a machine that has every account, name, address and folder they mention. */
  readonly test: (files: TestedFiles) => Promise<Tested>;
  readonly close: () => Promise<void>;
}

/** A world in which nginx runs, step by step. */
export interface Session extends Started {
  /** The world's files on this machine, by their absolute paths below it: the configuration is in `etc/nginx`. */
  readonly directory: string;
  /** Starts nginx where it refused before, or says why it still does. */
  readonly launch: () => Promise<Started>;
  readonly request: (request: Request) => Promise<StepOutcome>;
  /** Writes the files and lets nginx read its configuration again. */
  readonly reload: (files: Files) => Promise<StepOutcome>;
  /** Renames the logs, and lets nginx open them anew. */
  readonly rotate: () => Promise<StepOutcome>;
  readonly swap: (upstream: Upstream) => Promise<void>;
  readonly pause: (seconds: number) => Promise<StepOutcome>;
  readonly writeFiles: (files: Files) => Promise<void>;
  /** What `nginx -t` says of the files as they are now. */
  readonly testConfiguration: () => Promise<Tested>;
  /** What was added since anything last read the log: a step, or one of these. */
  readonly errorLog: () => Promise<string>;
  readonly accessLog: () => Promise<string>;
  readonly wholeLogs: () => Promise<Logs>;
  readonly stop: () => Promise<void>;
}

const prefix = 'stackengine-lab-';

/** False also for somebody else's process. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** A lab that was killed leaves its folder behind; its process id is in the name. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const mine = statSync(join(tmpdir(), name), { throwIfNoEntry: false })?.uid === process.getuid?.();
    const pid = mine && name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN;
    if (!Number.isInteger(pid)) continue;
    if (isGone(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Why a namespace could not be had, and what to do about it. */
export class NamespaceRefused extends Error {}

const advice = `The lab needs namespaces of its own (util-linux "unshare", iproute2 "ip"). Run it as root, or allow user namespaces:
  sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0
In a container: --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined. Programs: node scripts/install-nginx.mjs`;

function missing(error: Error): string | undefined {
  return 'code' in error && error.code === 'ENOENT' ? 'The program "unshare" is not installed.' : undefined;
}

/** Of a stack trace its message, and everything else as it is. */
function lastWords(complaint: string): string {
  return /^(?:Uncaught )?\w*Error: (.*)$/m.exec(complaint)?.[1] ?? complaint.trim();
}

class Worker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly ready: Promise<{ nginx: string; tls: string }>;
  #next = 0;

  constructor(nginx: string, mount: string) {
    const root = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const unshare = ['--net', '--mount', '--pid', '--fork', '--kill-child', ...root];
    const worker = [process.execPath, fileURLToPath(new URL('./worker.js', import.meta.url)), nginx];
    this.#child = spawn('unshare', [...unshare, 'sh', '-c', bootstrap, 'sh', mount, ...worker], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    let complaint = '';
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    this.ready = new Promise((resolve, reject) => {
      const fail = (why: string) => {
        const error = new NamespaceRefused(`${why}\n${advice}`);
        reject(error);
        for (const { reject: refuse } of this.#waiting.values()) refuse(error);
      };
      this.#child.on('error', (error) => fail(missing(error) ?? error.message));
      this.#child.on('close', (code) => fail(`the worker ended (${code}): ${lastWords(complaint)}`));
      this.#child.on('message', (message) => {
        const reply = message as Reply;
        if (reply.type === 'ready') resolve(reply);
        else this.#settle(reply);
      });
    });
  }

  call<M extends keyof Calls>(method: M, argument: Calls[M]['argument']): Promise<Calls[M]['result']> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (value) => resolve(value as Calls[M]['result']), reject });
      this.#child.send({ id, method, argument });
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return resolve();
      this.#child.on('exit', () => resolve());
      if (this.#child.connected) this.#child.disconnect();
    });
  }

  #settle(reply: Exclude<Reply, { type: 'ready' }>): void {
    const waiting = reply.id === undefined ? undefined : this.#waiting.get(reply.id);
    if (reply.id !== undefined) this.#waiting.delete(reply.id);
    if (reply.type === 'result') waiting?.resolve(reply.result);
    else waiting?.reject(new Error(reply.message));
  }
}

async function startSession(worker: Worker, directory: string, world: World, release: () => void): Promise<Session> {
  mkdirSync(directory, { recursive: true });
  const stop = async () => {
    await worker.call('stop', undefined);
    rmSync(directory, { recursive: true, force: true });
    release();
  };
  try {
    const started = await worker.call('start', { world, directory });
    return {
      ...started,
      directory,
      launch: () => worker.call('launch', undefined),
      request: (request) => worker.call('request', request),
      reload: (files) => worker.call('reload', files),
      rotate: () => worker.call('rotate', undefined),
      swap: (upstream) => worker.call('swap', upstream),
      pause: (seconds) => worker.call('pause', seconds),
      writeFiles: (files) => worker.call('writeFiles', files),
      testConfiguration: () => worker.call('testConfiguration', undefined),
      errorLog: async () => (await worker.call('logs', 'errors added')).errorLog,
      accessLog: async () => (await worker.call('logs', 'accesses added')).accessLog,
      wholeLogs: () => worker.call('logs', 'whole'),
      stop,
    };
  } catch (error) {
    await stop().catch(release);
    throw error;
  }
}

const idle: StepOutcome = {
  status: undefined,
  body: undefined,
  errorLog: '',
  accessLog: '',
  seen: [],
  accepted: undefined,
};

async function playSteps(session: Session, world: World): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const step of world.steps) {
    if (!session.started) outcomes.push(idle);
    else if (step.type === 'request') outcomes.push(await session.request(step));
    else if (step.type === 'pause') outcomes.push(await session.pause(step.seconds));
    else if (step.type === 'rotate') outcomes.push(await session.rotate());
    else if (step.type === 'reload') outcomes.push(await session.reload(step.files));
    else {
      await session.swap(step.upstream);
      outcomes.push(idle);
    }
  }
  return outcomes;
}

/**
 * A lab with one nginx binary (a path) and a few workers, each in namespaces of its own, where a world has its own addresses and
 * ports. Rejects with NamespaceRefused where the system allows none. Worlds beyond the number of workers wait for one.
 */
export async function createLab(options: { readonly nginx: string; readonly workers?: number }): Promise<Lab> {
  nginxBuild(options.nginx); // throws where it can't be run
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const workers = Array.from({ length: options.workers ?? 1 }, (_, index) => {
    const mount = join(folder, `root-${index}`);
    mkdirSync(mount);
    return new Worker(options.nginx, mount);
  });
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 10 });
  const abandon = () => {
    for (const worker of workers) worker.kill();
    removeFolder();
  };
  process.once('exit', abandon);
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.end()));
    removeFolder();
    process.off('exit', abandon);
  };
  const [about] = await Promise.all(workers.map((worker) => worker.ready)).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const free = [...workers];
  const queue: ((worker: Worker) => void)[] = [];
  let count = 0;

  const take = async () => free.pop() ?? (await new Promise<Worker>((resolve) => queue.push(resolve)));
  const release = (worker: Worker) => {
    const next = queue.shift();
    if (next === undefined) free.push(worker);
    else next(worker);
  };
  const start = async (world: World): Promise<Session> => {
    const worker = await take();
    return startSession(worker, join(folder, `world-${count++}`), world, () => release(worker));
  };
  const test = async (files: TestedFiles): Promise<Tested> => {
    const worker = await take();
    const directory = join(folder, `test-${count++}`);
    try {
      return await worker.call('test', { files, directory });
    } finally {
      rmSync(directory, { recursive: true, force: true });
      release(worker);
    }
  };
  const play = async (world: World): Promise<Outcome> => {
    const session = await start(world);
    try {
      const steps = await playSteps(session, world);
      const logs = await session.wholeLogs();
      const errorLog = logs.errorLog === '' ? session.startLog : logs.errorLog;
      return { nginx: about?.nginx ?? '', started: session.started, steps, errorLog, accessLog: logs.accessLog };
    } finally {
      await session.stop();
    }
  };
  return { nginx: about?.nginx ?? '', tls: about?.tls ?? '', play, start, test, close };
}
