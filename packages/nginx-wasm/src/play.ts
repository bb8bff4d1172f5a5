import type { Outcome, Step, StepOutcome, Upstream, World } from '@stackengine/engine';
import type { Engine, Pki } from './certificates.js';
import { Disk } from './disk.js';
import { GrowingLog } from './growing-log.js';
import { run } from './instance.js';
import { logPaths } from './log-paths.js';
import { type ModuleRecord, readRecords } from './records.js';
import { beginLine, logsLine, nameLine, pauseLine, requestLine, rotateLine, upstreamLine } from './script.js';

const errorLog = '/var/log/nginx/error.log';
const accessLog = '/var/log/nginx/access.log';
const nginxArguments = ['-p', '/etc/nginx', '-c', '/etc/nginx/nginx.conf', '-e', errorLog];

/** The world did not come to its end; nginx or a peer is at fault. */
export class WorldAbandoned extends Error {
  override readonly name = 'WorldAbandoned';
}

const idle: StepOutcome = {
  status: undefined,
  body: undefined,
  errorLog: '',
  accessLog: '',
  seen: [],
  accepted: undefined,
};

type Files = World['files'];
type Running = Exclude<Step, { readonly type: 'reload' }>;

function stepLine(step: Running, rotations: number): string {
  if (step.type === 'request') return requestLine(step);
  if (step.type === 'pause') return pauseLine(step.seconds);
  return step.type === 'rotate' ? rotateLine(rotations) : upstreamLine(step.upstream);
}

/** How often the logs were rotated after each step, the start being the first. */
function rotationsAfter(steps: readonly Running[], before: number): readonly number[] {
  const counts = [before];
  for (const { type } of steps) counts.push((counts.at(-1) ?? 0) + Number(type === 'rotate'));
  return counts;
}

/** A world while it is played: what is on its disk, who is where, what time it is. */
class Stage {
  readonly #world: World;
  readonly #engine: Engine;
  readonly #pki: Pki;
  readonly #disk = new Disk();
  readonly #upstreams: Map<string, Upstream>;
  readonly #logs = new Map<string, GrowingLog>();
  #rotations = 0;
  /** What lies on the disk, and what the nginx that runs has read: not the same once it refused to read it again. */
  #files: Files = {};
  #running: Files = {};
  #now: number;

  constructor(world: World, engine: Engine, pki: Pki) {
    this.#world = world;
    this.#engine = engine;
    this.#pki = pki;
    this.#now = engine.now;
    this.#upstreams = new Map(world.upstreams.map((upstream) => [upstream.address, upstream]));
    for (const [id, pem] of Object.entries(pki.certificates)) {
      if (!id.includes('/')) this.#disk.write(`/bottle/certificates/${id}.pem`, pem);
    }
    for (const [id, pem] of Object.entries(pki.keys)) this.#disk.write(`/bottle/certificates/${id}.key`, pem);
    this.#lay({}, world.files);
    this.#files = world.files;
    this.#running = world.files;
  }

  #lay(former: Files, files: Files): void {
    for (const path of Object.keys(former)) if (!(path in files)) this.#disk.remove(path);
    for (const [path, content] of Object.entries(files)) this.#disk.write(path, this.#pki.file(content));
  }

  #logPaths(): { readonly error: readonly string[]; readonly access: readonly string[] } {
    const texts = Object.values(this.#files).filter((content) => typeof content === 'string');
    return { error: logPaths(texts, 'error_log', errorLog), access: logPaths(texts, 'access_log', accessLog) };
  }

  /** Starts nginx and lets it run through steps without a reload; undefined where it refuses its configuration. */
  run(steps: readonly Running[]): readonly StepOutcome[] | undefined {
    const { error, access } = this.#logPaths();
    const rotations = rotationsAfter(steps, this.#rotations);
    const script = [
      ...Object.entries(this.#world.names).map(([name, addresses]) => nameLine(name, addresses)),
      ...[...this.#upstreams.values()].map(upstreamLine),
      logsLine([...new Set([...error, ...access])]),
      beginLine,
      ...steps.map((step, index) => stepLine(step, rotations[index + 1] ?? 0)),
    ];
    this.#disk.write('/bottle/script', script.join(''));
    this.#disk.write('/bottle/outcome', '');
    run({ ...this.#engine, now: this.#now, work: 'play', arguments: nginxArguments, disk: this.#disk });
    const records = readRecords(this.#disk.text('/bottle/outcome'));
    const abandoned = records.find(({ word }) => word === 'abandoned');
    if (abandoned !== undefined) throw new WorldAbandoned(abandoned.values['reason']);
    const clock = records.find(({ word }) => word === 'clock');
    if (clock === undefined) return undefined;
    this.#now = Number(clock.values['now']);
    for (const step of steps) if (step.type === 'swap') this.#upstreams.set(step.upstream.address, step.upstream);
    this.#rotations = rotations.at(-1) ?? 0;
    const [, ...outcomes] = this.#outcomes(records, rotations);
    return outcomes;
  }

  /** The start is the first outcome. */
  #outcomes(records: readonly ModuleRecord[], rotations: readonly number[]): StepOutcome[] {
    const outcomes: StepOutcome[] = [];
    let current: ModuleRecord[] = [];
    for (const record of records) {
      current.push(record);
      if (record.word !== 'end') continue;
      outcomes.push(this.#outcome(current, rotations[outcomes.length] ?? this.#rotations));
      current = [];
    }
    return outcomes;
  }

  #outcome(records: readonly ModuleRecord[], rotations: number): StepOutcome {
    const answer = records.find(({ word }) => word === 'answer')?.values;
    const sizes = new Map(
      records.filter(({ word }) => word === 'log').map(({ values }) => [values['path'] ?? '', Number(values['size'])]),
    );
    return {
      ...this.#added(rotations, (path) => sizes.get(path)),
      status: answer === undefined ? undefined : Number(answer['status']),
      body: answer?.['body'],
      seen: records
        .filter(({ word }) => word === 'seen')
        .map(({ values }) => ({ upstream: values['upstream'] ?? '', serverName: values['name'], tls: values['tls'] })),
      accepted: undefined,
    };
  }

  /** What the logs gained up to a moment when they had these sizes; those without one were not there. */
  #added(rotations: number, sizeOf: (path: string) => number | undefined): Pick<StepOutcome, 'errorLog' | 'accessLog'> {
    const of = (paths: readonly string[]) =>
      paths
        .map((path) => {
          const size = sizeOf(path);
          return size === undefined ? '' : this.#log(path).added(rotations, size, this.#rotations);
        })
        .join('');
    const { error, access } = this.#logPaths();
    return { errorLog: of(error), accessLog: of(access) };
  }

  #log(path: string): GrowingLog {
    const known = this.#logs.get(path) ?? new GrowingLog(this.#disk, path);
    this.#logs.set(path, known);
    return known;
  }

  /** Where nginx refuses the files it says so in its log and goes on with what it has. */
  accepts(files: Files): boolean {
    const changed = { ...this.#files, ...files };
    this.#lay(this.#running, changed);
    this.#files = changed;
    const before = new Map(this.#logPaths().error.map((path) => [path, this.#disk.size(path)]));
    const tested = run({
      ...this.#engine,
      now: this.#now,
      work: 'nginx',
      arguments: ['-t', ...nginxArguments],
      disk: this.#disk,
    });
    if (tested.exitCode !== 0) {
      this.#lay(changed, this.#running);
      return false;
    }
    this.#running = changed;
    for (const [path, size] of before)
      this.#disk.write(path, (this.#disk.read(path) ?? new Uint8Array()).slice(0, size));
    return true;
  }

  whole(which: 'error' | 'access'): string {
    return this.#logPaths()
      [which].map((path) => this.#log(path).whole(this.#rotations))
      .join('');
  }

  rest(): StepOutcome {
    return { ...idle, ...this.#added(this.#rotations, (path) => this.#disk.size(path)) };
  }
}

/** The steps up to the next reload, and that reload. */
function nextStretch(
  steps: readonly Step[],
  from: number,
): { readonly running: readonly Running[]; readonly end: number } {
  const running: Running[] = [];
  let end = from;
  for (let step = steps[end]; step !== undefined && step.type !== 'reload'; step = steps[++end]) running.push(step);
  return { running, end };
}

/**
 * Plays a world from its start to its last step; `nginx` is the version that the outcome names. A reload is a fresh nginx on the
 * same disk, as the old one's workers take their connections and sessions with them.
 *
 * @throws WorldAbandoned where it does not come to an end.
 */
export function playWorld(world: World, engine: Engine, pki: Pki, nginx: string): Outcome {
  const stage = new Stage(world, engine, pki);
  const steps: StepOutcome[] = [];
  let started = true;
  for (let at = 0; ; ) {
    const { running, end } = nextStretch(world.steps, at);
    const outcomes: readonly StepOutcome[] | undefined = started ? stage.run(running) : undefined;
    started = outcomes !== undefined;
    steps.push(...(outcomes ?? running.map(() => idle)));
    const reload = world.steps[end];
    if (reload?.type !== 'reload') break;
    const accepted = started ? stage.accepts(reload.files) : undefined;
    steps.push(accepted === undefined ? idle : { ...stage.rest(), accepted });
    at = end + 1;
  }
  return { nginx, started, steps, errorLog: stage.whole('error'), accessLog: stage.whole('access') };
}
