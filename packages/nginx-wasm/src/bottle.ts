import type { ChainQuestion, ChainVerdict, Outcome, World } from '@stackengine/engine';
import { type Engine, issue, type Pki, type Twins, twin, verify } from './certificates.js';
import { Disk } from './disk.js';
import { type Handshake, type HandshakeOptions, shakeHands } from './handshake.js';
import type { CompiledModule } from './host.js';
import { run, seededBytes } from './instance.js';
import { playWorld } from './play.js';

export interface BottleOptions {
  /** The module, compiled by the host. */
  readonly module: CompiledModule;
  /** Milliseconds since 1970 at which every world begins; certificates' dates count from it. */
  readonly now: number;
  /** Elapsed milliseconds on a clock of the host's, for `patience`. */
  readonly elapsed?: () => number;
  /** How long one run may take, in milliseconds of that clock; 10,000 where it is not given. */
  readonly patience?: number;
}

export interface ConfigurationTest {
  readonly ok: boolean;
  /** What `nginx -t` prints. */
  readonly output: string;
}

/** Where nginx begins: `-c` and `-p`. */
export interface TestedPlace {
  readonly main: string;
  readonly prefix: string;
}

const usualPlace: TestedPlace = { main: '/etc/nginx/nginx.conf', prefix: '/etc/nginx' };

/** nginx, its TLS library and everybody around it, in memory. Every call starts afresh. */
export interface Bottle {
  /** Version of nginx, e.g. `1.26.3`. */
  readonly nginx: string;
  /** As `nginx -V` says it, e.g. `OpenSSL 3.5.7 9 Jun 2026`. */
  readonly tls: string;
  readonly play: (world: World) => Promise<Outcome>;
  /** `nginx -t` over files by absolute path. Every name resolves, every account exists, every folder can be written. */
  readonly testConfiguration: (
    files: Readonly<Record<string, string | Uint8Array>>,
    where?: TestedPlace,
  ) => ConfigurationTest;
  readonly verifyChain: (question: ChainQuestion) => ChainVerdict;
  /** Certificates with fresh keys, by the ids of the table, in PEM. */
  readonly issue: (table: World['certificates']) => Pick<Pki, 'certificates' | 'keys'>;
  readonly twin: (files: Readonly<Record<string, string>>) => Twins;
  /** nginx's side of a handshake with a server outside. Who carries the bytes is the host's affair; `patience` is for each step. */
  readonly handshake: (options: HandshakeOptions) => Handshake;
}

/** A run took longer than it may. */
export class OutOfPatience extends Error {
  override readonly name = 'OutOfPatience';
}

function pacer(options: BottleOptions): () => () => void {
  const { elapsed, patience = 10_000 } = options;
  if (elapsed === undefined) return () => () => undefined;
  return () => {
    const end = elapsed() + patience;
    return () => {
      if (elapsed() > end) throw new OutOfPatience(`nginx has been running for more than ${patience} ms`);
    };
  };
}

function versions(engine: Engine): { readonly nginx: string; readonly tls: string } {
  const { output } = run({ ...engine, work: 'nginx', arguments: ['-V'], disk: new Disk() });
  return {
    nginx: /nginx version: nginx\/(\S+)/.exec(output)?.[1] ?? '',
    tls: /built with (.*)/.exec(output)?.[1] ?? '',
  };
}

/** To sign them takes as long as everything else, and few worlds have any. */
function listsRevoked({ files, steps }: World): boolean {
  const all = [files, ...steps.flatMap((step) => (step.type === 'reload' ? [step.files] : []))];
  return all.some((some) => Object.values(some).some((content) => typeof content === 'object' && 'crlOf' in content));
}

/**
 * Opens a bottle. Its calls throw BottleBroke where the module breaks off, OutOfPatience where it takes too long, WorldAbandoned
 * for a world without an end and CertificatesRefused for certificates that can't be made or read; the next call is not affected.
 */
export function openBottle(options: BottleOptions): Bottle {
  const { module, now } = options;
  const start = pacer(options);
  const engine = (): Engine => ({ module, now, random: seededBytes(1), pace: start() });
  const issued = {
    plain: new WeakMap<World['certificates'], Pki>(),
    listing: new WeakMap<World['certificates'], Pki>(),
  };
  const pkiOf = (world: World): Pki => {
    const table = world.certificates;
    const lists = listsRevoked(world);
    const kept = lists ? issued.listing : issued.plain;
    const known = kept.get(table) ?? issue(engine(), table, lists);
    kept.set(table, known);
    return known;
  };
  const { nginx, tls } = versions(engine());
  return {
    nginx,
    tls,
    play: async (world) => playWorld(world, engine(), pkiOf(world), nginx),
    testConfiguration: (files, { main, prefix } = usualPlace) => {
      const disk = new Disk();
      for (const [path, content] of Object.entries(files)) disk.write(path, content);
      const args = ['-t', '-p', prefix, '-c', main, '-e', 'stderr'];
      const { exitCode, output } = run({ ...engine(), work: 'nginx', arguments: args, disk });
      return { ok: exitCode === 0, output };
    },
    verifyChain: (question) => verify(engine(), question),
    issue: (table) => {
      const { certificates, keys } = issue(engine(), table, false);
      return { certificates, keys };
    },
    twin: (files) => twin(engine(), files),
    handshake: (options) => shakeHands({ module, now }, start, options),
  };
}
