import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, StepOutcome, Upstream, World } from '@stackengine/engine';
import { createPki, type Pki } from './certificates/pki.js';
import { send } from './client.js';
import { addressesOf, resolverPorts, startNameServer } from './namespace/dns.js';
import { addAddresses, addressesIn } from './namespace/network.js';
import { closesAtOnce, shareProcessor } from './namespace/processor.js';
import { ownFolder, show } from './namespace/root.js';
import type { NginxBuild } from './nginx/build.js';
import { logPaths, Tail } from './nginx/logs.js';
import { NginxProcess, testConfiguration } from './nginx/process.js';
import { endpointOf } from './peers/endpoint.js';
import { type Peer, type Seen, startPeer } from './peers/peer.js';
import type { Calls, Files, Logs, Started, Tested } from './protocol.js';

const configurationRoot = '/etc/nginx';

/** One world set up in this worker's namespace: its files, upstreams and nginx, until `stop`. */
export class Stage {
  readonly #world: World;
  readonly #directory: string;
  readonly #build: NginxBuild;
  readonly #pki: Pki;
  readonly #undo: (() => void)[] = [];
  readonly #peers = new Map<string, Peer>();
  readonly #errors: Tail;
  readonly #accesses: Tail;
  #seen: Seen[] = [];
  /** What nginx is started by, so that others are quicker. */
  #outrun: readonly string[] = [];
  readonly #resolverPorts = new Set<number>();
  #nginx: NginxProcess | undefined;

  constructor(world: World, directory: string, build: NginxBuild) {
    this.#world = world;
    this.#directory = directory;
    this.#build = build;
    this.#pki = createPki(world.certificates, new Date());
    this.#errors = new Tail([build.errorLog]);
    this.#accesses = new Tail([build.accessLog]);
  }

  get names(): World['names'] {
    return this.#world.names;
  }

  async start(): Promise<Started> {
    ownFolder('/var/log');
    mkdirSync(join(this.#directory, configurationRoot), { recursive: true });
    rmSync('/var/log/nginx', { recursive: true, force: true });
    mkdirSync('/var/log/nginx');
    this.#undo.push(show(configurationRoot, join(this.#directory, configurationRoot)));
    this.writeFiles(this.#world.files);
    for (const upstream of this.#world.upstreams) await this.#place(upstream);
    if (closesAtOnce(this.#world)) {
      const { command, undo } = shareProcessor();
      this.#outrun = command;
      this.#undo.push(undo);
    }
    return this.launch();
  }

  async launch(): Promise<Started> {
    await this.#answerNames();
    if (!this.#nginx?.running)
      this.#nginx = await NginxProcess.start(this.#configurations(), this.#build, this.#outrun);
    const log = this.#errors.added();
    return { started: this.#nginx.running, startLog: log === '' ? this.#nginx.complaint : log };
  }

  /** Writes files and gives the namespace every address they mention. */
  writeFiles(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const target = join(this.#directory, path);
      mkdirSync(dirname(target), { recursive: true });
      // A file of its own: nginx 1.27.4 keeps what it has read over a reload where inode and second are the same.
      writeFileSync(`${target}.new`, this.#pki.file(content));
      renameSync(`${target}.new`, target);
      if (!path.startsWith(`${configurationRoot}/`) && !existsSync(path)) this.#undo.push(show(path, target));
    }
    const texts = this.#configurations();
    this.#errors.follow(logPaths(texts, 'error_log', this.#build.errorLog));
    this.#accesses.follow(logPaths(texts, 'access_log', this.#build.accessLog));
    const upstreams = this.#world.upstreams.map(({ address }) => endpointOf(address));
    addAddresses([
      ...texts.flatMap(addressesIn),
      ...Object.values(this.#world.names).flat(),
      ...upstreams.flatMap((endpoint) => (endpoint.type === 'tcp' ? [endpoint.host] : [])),
    ]);
  }

  async request(request: Request): Promise<StepOutcome> {
    const endpoint = endpointOf(request.to);
    if (endpoint.type === 'tcp') addAddresses([endpoint.host]);
    const { status, body } = await send(request);
    // nginx writes the access line after the response has left; an error line comes before it.
    for (let waited = 0; waited < 250 && !this.#accesses.grew(); waited += 5) await sleep(5);
    return { ...this.#outcome(), status, body };
  }

  async reload(files: Files): Promise<StepOutcome> {
    this.writeFiles(files);
    await this.#answerNames();
    const before = this.#errors.whole().length;
    const refused = () => /\[emerg\]/.test(this.#errors.whole().slice(before));
    const accepted = (await this.#nginx?.reload(refused)) ?? false;
    return { ...this.#outcome(), accepted };
  }

  async rotate(): Promise<StepOutcome> {
    const renamed = [...this.#errors.rotate(), ...this.#accesses.rotate()];
    await this.#nginx?.reopen(renamed);
    return this.#outcome();
  }

  async swap(upstream: Upstream): Promise<undefined> {
    await this.#place(upstream);
  }

  async pause(seconds: number): Promise<StepOutcome> {
    await sleep(seconds * 1000);
    return this.#outcome();
  }

  testConfiguration(): Promise<Tested> {
    return testConfiguration(this.#configurations(), this.#build);
  }

  logs(which: Calls['logs']['argument']): Logs {
    if (which === 'whole') return { errorLog: this.#errors.whole(), accessLog: this.#accesses.whole() };
    return {
      errorLog: which === 'errors added' ? this.#errors.added() : '',
      accessLog: which === 'accesses added' ? this.#accesses.added() : '',
    };
  }

  async stop(): Promise<undefined> {
    await this.#nginx?.stop();
    for (const peer of this.#peers.values()) await peer.stop();
    for (const undo of this.#undo.reverse()) undo();
  }

  /** At every port where nginx asks for names, and not only at 53, where the worker's name server is. */
  async #answerNames(): Promise<void> {
    for (const port of this.#configurations().flatMap(resolverPorts)) {
      if (this.#resolverPorts.has(port)) continue;
      this.#resolverPorts.add(port);
      this.#undo.push(await startNameServer((name) => addressesOf(name, this.names), port));
    }
  }

  async #place(upstream: Upstream): Promise<void> {
    const endpoint = endpointOf(upstream.address);
    if (endpoint.type === 'tcp') addAddresses([endpoint.host]);
    await this.#peers.get(upstream.address)?.stop();
    this.#peers.set(
      upstream.address,
      await startPeer(upstream, this.#pki, this.#build, (seen) => this.#seen.push(seen)),
    );
  }

  #outcome(): StepOutcome {
    const seen = this.#seen;
    this.#seen = [];
    return {
      status: undefined,
      body: undefined,
      errorLog: this.#errors.added(),
      accessLog: this.#accesses.added(),
      seen,
      accepted: undefined,
    };
  }

  /** The texts under `/etc/nginx` as they are now: whoever edits the folder from outside is followed. */
  #configurations(): readonly string[] {
    const root = join(this.#directory, configurationRoot);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .filter((text) => !text.startsWith('-----BEGIN'));
  }
}
