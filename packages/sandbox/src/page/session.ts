import type { Answers, DiagnosedIncident, Fix, UpstreamKind, UpstreamPlay } from '@stackengine/engine';
import { type CertificateUse, type Document, isEditable, type Role } from '../documents.js';
import type { Answered, Change, DirectiveHelp, Given, LoadedBuild, Preview, Trial } from '../protocol.js';
import type { SharedDocument } from '../shared-text.js';
import { changedDocuments } from './changed-documents.js';
import type { Taken } from './files.js';
import { Ended, type Hand } from './hand.js';
import { Hands, type Surroundings } from './hands.js';
import { placeIn } from './places.js';
import type { State } from './state.js';
import { texts } from './texts.js';

const pauseBeforeText = 120;
const pauseBeforePlay = 500;
const mostUndone = 50;

/** All that the user gave and what came of it; the page only shows it. */
export class Session {
  state: State;
  private readonly listeners = new Set<() => void>();
  private readonly hands: Hands;
  private edition = 0;
  private textTimer: ReturnType<typeof setTimeout> | undefined;
  private playTimer: ReturnType<typeof setTimeout> | undefined;
  private ids = 0;
  /** The document in which somebody types. */
  private typed: number | undefined;
  /** What files of logs hold, by documents; they are read once. */
  private logs: Answered['logs'] = [];

  constructor(private readonly around: Surroundings) {
    this.hands = new Hands(around, () => this.state.builds);
    const empty = this.emptyDocuments();
    this.state = {
      documents: empty,
      active: activeOf(empty),
      answers: {},
      environment: 'production',
      profile: 'production',
      diff: 'unified',
      incident: undefined,
      answer: undefined,
      reading: undefined,
      took: undefined,
      played: false,
      play: { state: 'waiting' },
      test: { answer: undefined, stale: false, running: false },
      nginx: undefined,
      builds: [],
      place: undefined,
      undo: [],
      fault: undefined,
      said: undefined,
      example: undefined,
      world: undefined,
      applied: undefined,
      badLink: false,
    };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private set(change: Partial<State>): void {
    // Other documents are not what the fix made.
    const applied = change.documents === undefined || 'applied' in change ? {} : { applied: undefined };
    this.state = { ...this.state, ...applied, ...change };
    for (const listener of this.listeners) listener();
  }

  private emptyDocuments(): readonly Document[] {
    const empty = (role: Role, name: string): Document => ({ id: ++this.ids, role, name, content: '' });
    return [empty('configuration', 'nginx.conf'), empty('log', 'error.log'), empty('certificate', 'chain.pem')];
  }

  /** The builds that the site offers. */
  offer(builds: readonly LoadedBuild[]): void {
    this.set({ builds });
    this.changed();
  }

  /** Takes other documents in the place of all. */
  open(
    documents: readonly (SharedDocument & { readonly content?: Blob })[],
    example?: string,
    answers: Answers = {},
  ): void {
    const given = documents.map(
      ({ name, role, text, content }): Document => ({ id: ++this.ids, role, name, content: content ?? text }),
    );
    const empty = this.emptyDocuments().filter(({ role }) => !given.some((one) => one.role === role));
    const all = [...given, ...empty];
    this.set({
      documents: all,
      active: activeOf(all),
      undo: this.undoable(),
      example,
      world: undefined,
      badLink: false,
      profile: this.state.environment,
      incident: undefined,
      answers,
      answer: undefined,
      played: false,
      place: undefined,
    });
    this.changed();
  }

  /** Takes what was dropped or chosen; what can't be used is told. */
  take({ documents, world, refused }: Taken): void {
    if (documents.length > 0) this.add(documents);
    if (refused.length > 0) this.say(texts.inputs.refused(refused));
    if (world !== undefined)
      this.openWorld(world.name, world.text).catch((error: unknown) => this.say(messageOf(error)));
  }

  /** A world of the user's own, with its configuration in the place of all. */
  private async openWorld(name: string, text: string): Promise<void> {
    const world = await (await this.hands.reading()).ask({ task: 'world', name, text });
    if (typeof world === 'string') {
      this.say(world);
      return;
    }
    const { files } = world.file.world;
    const documents = Object.entries(world.paths).flatMap(([document, path]): readonly SharedDocument[] => {
      const content = files[path];
      return typeof content === 'string' ? [{ name: document, role: 'configuration', text: content }] : [];
    });
    this.open(documents);
    this.set({ world });
  }

  /** A link holds nothing that can be read: another incident in its place would be taken for what somebody sent. */
  refuseLink(): void {
    this.open([]);
    this.set({ badLink: true });
  }

  /** Adds documents; the first of each role takes the place of an empty one. */
  add(documents: readonly Omit<Document, 'id'>[]): void {
    const fresh = documents.map((one): Document => ({ ...one, id: ++this.ids }));
    const roles = new Set(fresh.map(({ role }) => role));
    const example = this.state.example !== undefined;
    const names = new Set(fresh.map(({ name, role }) => `${role} ${name}`));
    const kept = this.state.documents.filter(
      (one) => !names.has(`${one.role} ${one.name}`) && !(roles.has(one.role) && (one.content === '' || example)),
    );
    const all = [...kept, ...fresh];
    const active = { ...this.state.active };
    for (const one of fresh.toReversed()) active[one.role] = one.id;
    this.set({
      documents: all,
      active: { ...activeOf(all), ...onlyThere(active, all) },
      undo: this.undoable(),
      example: undefined,
    });
    this.changed();
  }

  /** What is typed; the editor undoes it letter by letter, and Undo the whole of it. */
  type(id: number, text: string): void {
    const before = this.state.documents.find((one) => one.id === id);
    if (before === undefined || before.content === text) return;
    // One step for as long as somebody types in one document
    const undo = this.typed === id ? this.state.undo : this.undoable();
    this.typed = id;
    this.set({
      undo,
      documents: this.state.documents.map((one) => (one.id === id ? { ...one, content: text } : one)),
      example: undefined,
    });
    this.changed();
  }

  remove(id: number): void {
    const gone = this.state.documents.find((one) => one.id === id);
    if (gone === undefined) return;
    const left = this.state.documents.filter((one) => one.id !== id);
    const all = left.some(({ role }) => role === gone.role)
      ? left
      : [...left, ...this.emptyDocuments().filter(({ role }) => role === gone.role)];
    this.set({
      documents: all,
      active: { ...activeOf(all), ...onlyThere(this.state.active, all) },
      undo: this.undoable(),
    });
    this.changed();
  }

  /** Takes a document for something else than the box it was put into says. */
  move(id: number, role: Role): void {
    const moved = this.state.documents.find((one) => one.id === id);
    if (moved === undefined) return;
    const [place] = this.emptyDocuments().filter((one) => one.role === role);
    const name = this.state.documents.some((one) => one.role === role && one.content !== '')
      ? moved.name
      : (place?.name ?? moved.name);
    this.remove(id);
    this.add([{ role, name, content: moved.content }]);
  }

  show(id: number): void {
    const one = this.state.documents.find((document) => document.id === id);
    if (one !== undefined) this.set({ active: { ...this.state.active, [one.role]: id } });
  }

  use(id: number, use: CertificateUse): void {
    this.set({ documents: this.state.documents.map((one) => (one.id === id ? { ...one, use } : one)) });
    this.changed();
  }

  /** Selects the line of a file that evidence names. */
  goTo(file: string, line: number): void {
    const place = placeIn(this.state.documents, file, line);
    if (place === undefined) return;
    this.set({
      active: { ...this.state.active, [place.role]: place.document },
      place: { document: place.document, line: place.line, count: (this.state.place?.count ?? 0) + 1 },
    });
  }

  answer(id: keyof Answers, text: string): void {
    const { [id]: _, ...others } = this.state.answers;
    this.set({ answers: text.trim() === '' ? others : { ...others, [id]: text } });
    this.changed();
  }

  choose(change: Partial<Pick<State, 'profile' | 'incident' | 'diff'>>): void {
    this.set(change);
  }

  environment(environment: Given['environment']): void {
    this.set({ environment, profile: environment });
    this.changed();
  }

  version(nginx: string | undefined): void {
    this.set({ nginx });
    this.changed();
  }

  say(said: string | undefined): void {
    this.set({ said });
  }

  /** Makes a fix's change in the documents. */
  apply({ files }: Change, incident: DiagnosedIncident, fix: Fix): boolean {
    const documents = changedDocuments(this.state.documents, files);
    if (documents === undefined) return false;
    this.typed = undefined;
    this.set({ documents, undo: this.undoable(), applied: { incident, fix } });
    this.changed();
    return true;
  }

  undo(): void {
    const [last] = this.state.undo.slice(-1);
    if (last === undefined) return;
    this.typed = undefined;
    this.set({
      documents: last,
      active: { ...activeOf(last), ...onlyThere(this.state.active, last) },
      undo: this.state.undo.slice(0, -1),
    });
    this.changed();
  }

  clear(): void {
    this.open([]);
  }

  /** Ends a play that takes too long for the user. */
  stop(): void {
    this.hands.endPlayer();
    this.set({ play: { state: 'ended' }, test: { ...this.state.test, running: false } });
  }

  /** Ends the reading of a log that takes too long for the user, who has it back by undoing. */
  leaveOut(name: string): void {
    this.hands.endReader();
    this.set({ reading: undefined });
    const document = this.state.documents.find((one) => one.role === 'log' && one.name === name);
    if (document !== undefined) this.remove(document.id);
  }

  /** What is known of directives, for the editor. */
  async directives(): Promise<readonly DirectiveHelp[]> {
    return (await this.hands.reading()).ask({ task: 'directives' });
  }

  async kinds(): Promise<readonly UpstreamKind[]> {
    return (await this.hands.reading()).ask({ task: 'kinds' });
  }

  /** Plays what the user wants to see, after what is being played now. */
  async try(trial: Trial): Promise<readonly UpstreamPlay[]> {
    const nginx = this.nginxFor(trial);
    if (nginx === undefined) throw new Error('nginx is not part of this page');
    const hand = await this.hands.playing(nginx);
    return hand.ask({ task: 'try', given: this.given(), nginx, trial });
  }

  /** The version that was chosen; that on which a world was played, where it is here; the one that fits the log. */
  private nginxFor({ upstream }: Trial): string | undefined {
    const { nginx, builds, answer } = this.state;
    const own = typeof upstream === 'string' ? undefined : upstream.file.nginx;
    return nginx ?? builds.find((build) => build.nginx === own)?.nginx ?? answer?.builds[0];
  }

  async share(accepted: readonly string[]): Promise<Preview> {
    const hand = await this.hands.reading();
    return hand.ask({ task: 'share', given: this.given(), accepted });
  }

  async report(format: 'markdown' | 'html', redacted: boolean): Promise<string> {
    const { answer } = this.state;
    if (answer === undefined) return '';
    const hand = await this.hands.reading();
    return hand.ask({ task: 'report', given: this.given(), diagnosis: answer.diagnosis, format, redacted });
  }

  /** Something broke that no one else told of. */
  failed(error: unknown): void {
    this.set({ fault: faultOf(error) });
  }

  dismissFault(): void {
    this.set({ fault: undefined });
  }

  /** For who mends the fault, redacted; a worker of its own, as the other may be what broke. */
  async faultReport(edition: string): Promise<string> {
    const { why = '', where = '' } = this.state.fault ?? {};
    const hand = await this.around.hand();
    try {
      return await hand.ask({ task: 'fault', given: this.given(), fault: `${why}\n${where}`, edition });
    } finally {
      hand.end();
    }
  }

  private undoable(): State['undo'] {
    this.typed = undefined;
    return [...this.state.undo, this.state.documents].slice(-mostUndone);
  }

  private given(): Given {
    const { documents, answers, environment } = this.state;
    return { documents, answers, environment, now: this.around.now(), logs: this.logs };
  }

  private changed(): void {
    this.edition += 1;
    clearTimeout(this.textTimer);
    clearTimeout(this.playTimer);
    this.set({ test: { ...this.state.test, stale: true } });
    this.textTimer = setTimeout(() => void this.readText(this.edition), pauseBeforeText);
  }

  private async readText(edition: number): Promise<void> {
    try {
      const hand = await this.hands.reading();
      if (edition !== this.edition) return;
      await hand.ask({ task: 'builds', builds: this.state.builds });
      const answer = await hand.ask({ task: 'diagnose', given: this.given() }, ({ what, done, total }) => {
        this.set({ reading: { name: what, share: total === 0 ? 0 : done / total } });
      });
      this.logs = answer.logs;
      if (this.state.reading !== undefined) this.set({ reading: undefined });
      if (edition !== this.edition) return;
      this.set({ answer, took: answer.took, played: false, play: { state: 'waiting' }, fault: undefined });
      this.playTimer = setTimeout(() => void this.playAll(edition, answer), pauseBeforePlay);
    } catch (error) {
      if (error instanceof Ended) return;
      this.hands.endReader();
      this.set({ reading: undefined, ...(edition === this.edition ? { fault: faultOf(error) } : {}) });
    }
  }

  /** First what `nginx -t` says, then the incidents. A run for an older text is ended. */
  private async playAll(edition: number, answer: Answered): Promise<void> {
    const { nginx } = this.state;
    const versions = nginx === undefined ? answer.builds : [nginx];
    const [first] = versions;
    if (first === undefined) return;
    if (this.state.play.state === 'playing' || this.state.test.running) this.hands.endPlayer();
    const isCurrent = () => edition === this.edition;
    try {
      if (!this.hands.hasLoaded(first)) this.set({ play: { state: 'loading', nginx: first } });
      const hand = await this.hands.playing(first);
      if (!isCurrent()) return;
      this.set({
        test: { ...this.state.test, running: true },
        play: { state: 'playing', nginx: first, done: 0, total: 0 },
      });
      const tested = await hand.ask({ task: 'test', given: this.given(), nginx: first });
      if (!isCurrent()) return;
      this.set({ test: { answer: tested, stale: false, running: false } });
      await this.playOn(hand, versions, isCurrent);
    } catch (error) {
      if (error instanceof Ended || !isCurrent()) return;
      this.hands.endPlayer();
      this.set({ play: { state: 'failed', why: messageOf(error) }, test: { ...this.state.test, running: false } });
    }
  }

  private async playOn(hand: Hand, versions: readonly string[], isCurrent: () => boolean): Promise<void> {
    let loaded = 1;
    for (;;) {
      const played = await hand.ask(
        { task: 'play', given: this.given(), nginx: versions.slice(0, loaded) },
        ({ done, total }) => {
          if (isCurrent()) this.set({ play: { state: 'playing', nginx: versions[loaded - 1] ?? '', done, total } });
        },
      );
      if (!isCurrent()) return;
      const { nginx, took } = played;
      this.set({ answer: played, played: true, play: { state: 'done', nginx, took } });
      const next = versions[loaded];
      // What this one never writes, another version may; it is loaded only then.
      if (next === undefined || !played.diagnosis.incidents.some(isUnexplained)) return;
      this.set({ play: { state: 'loading', nginx: next } });
      await this.hands.playing(next);
      loaded += 1;
      if (!isCurrent()) return;
    }
  }
}

const isUnexplained = ({ notices }: Answered['diagnosis']['incidents'][number]): boolean =>
  notices.some(({ code }) => code === 'not-this-configuration' || code === 'not-among-those-played');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const faultOf = (error: unknown): NonNullable<State['fault']> => ({
  why: messageOf(error),
  where: (error instanceof Error ? error.stack : undefined) ?? '',
});

function activeOf(documents: readonly Document[]): Readonly<Record<Role, number>> {
  const first = (role: Role) => documents.find((one) => one.role === role)?.id ?? 0;
  return { configuration: first('configuration'), log: first('log'), certificate: first('certificate') };
}

function onlyThere(active: State['active'], documents: readonly Document[]): Partial<State['active']> {
  return Object.fromEntries(
    Object.entries(active).filter(([role, id]) => documents.some((one) => one.id === id && one.role === role)),
  );
}

/** The text of a document that an editor can show. */
export const editableText = (document: Document | undefined): string | undefined =>
  document !== undefined && isEditable(document) ? document.content : undefined;
