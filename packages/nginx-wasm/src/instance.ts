import { Fd, PreopenDirectory, WASI, WASIProcExit, wasi } from '@bjorn3/browser_wasi_shim';
import type { Disk } from './disk.js';
import { type CompiledModule, instantiate, toText } from './host.js';

/** What the module offers: its functions by name (c/exports.c, c/handshake). */
export type Work = 'nginx' | 'play' | 'issue' | 'verify' | 'twin' | 'handshake_start' | 'handshake_step';

export interface Start {
  readonly module: CompiledModule;
  readonly arguments: readonly string[];
  readonly disk: Disk;
  /** Milliseconds since 1970 at which the run begins. */
  readonly now: number;
  /** One random byte. */
  readonly random: () => number;
  /** Called often; throws where the run has to end. */
  readonly pace: () => void;
}

export interface Run extends Start {
  readonly work: Work;
}

export interface Finished {
  readonly exitCode: number;
  /** Whatever went to standard output and standard error, in order. */
  readonly output: string;
}

/** The module broke off: out of memory, out of stack, out of time. */
export class BottleBroke extends Error {
  override readonly name = 'BottleBroke';
}

const mostOutput = 4 * 1024 * 1024;

class Output extends Fd {
  readonly #parts: Uint8Array[] = [];
  #size = 0;

  override fd_fdstat_get(): { ret: number; fdstat: wasi.Fdstat } {
    return { ret: wasi.ERRNO_SUCCESS, fdstat: new wasi.Fdstat(wasi.FILETYPE_CHARACTER_DEVICE, 0) };
  }

  override fd_write(data: Uint8Array): { ret: number; nwritten: number } {
    if (this.#size < mostOutput) this.#parts.push(data.slice());
    this.#size += data.length;
    return { ret: wasi.ERRNO_SUCCESS, nwritten: data.length };
  }

  text(): string {
    return this.#parts.map(toText).join('');
  }
}

class Nothing extends Fd {
  override fd_read(): { ret: number; data: Uint8Array } {
    return { ret: wasi.ERRNO_SUCCESS, data: new Uint8Array() };
  }
}

/** Mulberry32: the same seed gives the same bytes, and a world plays the same way each time. These bytes keep no secret. */
export function seededBytes(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) & 0xff;
  };
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

function isMemory(value: unknown): value is Memory {
  return typeof value === 'object' && value !== null && 'buffer' in value;
}

type Call = (...numbers: number[]) => number;

/** An instance that is alive: what one call leaves in its memory, the next one finds. */
export interface Instance {
  /**
   * Calls one of the module's functions, to its end.
   *
   * @throws BottleBroke where it traps; whatever `pace` throws. The instance is of no use then.
   */
  readonly call: (work: Work) => Finished;
}

/** Runs one of the module's functions in a fresh instance. Throws as `call` does. */
export const run = (options: Run): Finished => startInstance(options).call(options.work);

/** A fresh instance. Throws BottleBroke where the module is none of ours. */
export function startInstance(options: Start): Instance {
  const { disk } = options;
  const output = new Output();
  const root = new PreopenDirectory('/', disk.root.contents);
  const host = new WASI(['nginx', ...options.arguments], [], [new Nothing(), output, output, root], { debug: false });
  const imports: Record<string, unknown> = { ...host.wasiImport };
  let memory: Memory | undefined;
  const view = () => new DataView(memory?.buffer ?? new ArrayBuffer(0));
  const bytesAt = (at: number, size: number) => new Uint8Array(memory?.buffer ?? new ArrayBuffer(0), at, size);
  const own: Record<string, unknown> = {
    clock_time_get(_id: number, _precision: bigint, at: number) {
      view().setBigUint64(at, BigInt(options.now) * 1_000_000n, true);
      return wasi.ERRNO_SUCCESS;
    },
    random_get(at: number, size: number) {
      const bytes = bytesAt(at, size);
      for (let index = 0; index < size; index++) bytes[index] = options.random();
      return wasi.ERRNO_SUCCESS;
    },
    sched_yield() {
      options.pace();
      return wasi.ERRNO_SUCCESS;
    },
    path_open(
      fd: number,
      look: number,
      at: number,
      size: number,
      create: number,
      rights: bigint,
      inherit: bigint,
      flags: number,
      result: number,
    ) {
      options.pace();
      if (create & wasi.OFLAGS_CREAT) {
        const path = toText(bytesAt(at, size));
        disk.makeFolderOf(path);
        if (!(create & wasi.OFLAGS_DIRECTORY) && !(create & wasi.OFLAGS_EXCL)) createFile(disk, path);
      }
      const open = host.wasiImport['path_open'] as (...all: (number | bigint)[]) => number;
      const error = open(fd, look, at, size, create, rights, inherit, flags, result);
      if (error === wasi.ERRNO_SUCCESS) reuseNumber(host, view(), result);
      return error;
    },
    path_create_directory(fd: number, at: number, size: number) {
      disk.makeFolderOf(toText(bytesAt(at, size)));
      return (host.wasiImport['path_create_directory'] as Call)(fd, at, size);
    },
  };
  const instance = instantiate(options.module, { ...imports, ...own });
  if (!isMemory(instance.exports['memory'])) throw new BottleBroke('the module has no memory');
  memory = instance.exports['memory'];
  let initialized = false;
  const call = (work: Work): Finished => {
    try {
      if (!initialized) host.initialize(instance as Parameters<WASI['initialize']>[0]);
      initialized = true;
      const exitCode = (instance.exports[work] as () => number)();
      return { exitCode, output: output.text() };
    } catch (error) {
      if (error instanceof WASIProcExit) return { exitCode: error.code, output: output.text() };
      if (isTrap(error)) throw new BottleBroke(error.message, { cause: error });
      throw error;
    }
  };
  return { call };
}

/** Unlike the shim's, a file that nginx creates can be appended to. */
function createFile(disk: Disk, path: string): void {
  if (!path.endsWith('/')) disk.create(path);
}

/** The shim never gives a number twice; nginx's sockets begin at 512 (c/os/sockets.h). */
function reuseNumber(host: WASI, view: DataView, result: number): void {
  const given = view.getUint32(result, true);
  const free = host.fds.findIndex((fd, index) => index > 3 && index < given && fd === undefined);
  const opened = host.fds[given];
  if (free === -1 || opened === undefined) return;
  host.fds[free] = opened;
  host.fds.length = given;
  view.setUint32(result, free, true);
}

function isTrap(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'RuntimeError' || error instanceof RangeError);
}
