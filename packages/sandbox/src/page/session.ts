import type { Answers, Fix, UpstreamKind, UpstreamPlay } from '@stackengine/engine';
import { type CertificateUse, type Document, isEditable, type Role } from '../documents.js';
import type { Answered, AnsweredTest, Change, DirectiveHelp, Given, LoadedBuild, Preview, Trial } from '../protocol.js';
import type { SharedDocument } from '../shared-text.js';
import { changedDocuments } from './changed-documents.js';
import { Ended, type Hand } from './hand.js';
import { placeIn } from './places.js';

/** How far the play of the present input is. */
export type PlayState =
  | { readonly state: 'waiting' }
  | { readonly state: 'loading'; readonly nginx: string }
  | { readonly state: 'playing'; readonly nginx: string; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly nginx: readonly string[]; readonly took: number }
  | { readonly state: 'ended' }
  | { readonly state: 'failed'; readonly why: string };

export interface State {
  readonly documents: readonly Document[];
  /** The document shown of each role. */
  readonly active: Readonly<Record<Role, number>>;
  readonly answers: Answers;
  readonly environment: Given['environment'];
  readonly profile: Fix['profile'];
  readonly incident: string | undefined;
  /** A large file that is being read: how much of it, or 0 where nobody knows how much there is. */
  readonly reading: { readonly name: string; readonly share: number } | undefined;
  /** Milliseconds of the answer by text. */
  readonly took: number | undefined;
  /** What is known now: by its text, and once it was played, with what nginx did. */
  readonly answer: Answered | undefined;
  readonly played: boolean;
  readonly play: PlayState;
  /** The last finished `nginx -t`; `stale` while the text is another. */
  readonly test: { readonly answer: AnsweredTest | undefined; readonly stale: boolean; readonly running: boolean };
  /** The version asked for; undefined: the one that fits the log. */
  readonly nginx: string | undefined;
  readonly builds: readonly LoadedBuild[];
  /** What to scroll to and select. */
  readonly place: { readonly document: number; readonly line: number; readonly count: number } | undefined;
  readonly undo: readonly (readonly Document[])[];
  /** A fault of ours. */
  readonly fault: string | undefined;
  /** A short message of what was just done. */
  readonly said: string | undefined;
  readonly example: string | undefined;
}

/** What the session needs of the page. */
export interface Surroundings {
  /** Starts a worker. */
  readonly hand: () => Promise<Hand>;
  readonly module: (nginx: string) => Promise<WebAssembly.Module>;
  readonly now: () => string;
}

const pauseBeforeText = 120;
const pauseBeforePlay = 500;
const mostUndone = 50;

/** All that the user gave and what came of it; the page only shows it. */
export class Session {
  state: State;
  private readonly listeners = new Set<() => void>();
  private reader: Promise<Hand> | undefined;
  private player: Promise<Hand> | undefined;
  private readonly inPlayer = new Set<string>();
  private edition = 0;
  private textTimer: ReturnType<typeof setTimeout> | undefined;
  private playTimer: ReturnType<typeof setTimeout> | undefined;
  private ids = 0;
  /** What files of logs hold, by documents; they are read once. */
  private logs: Answered['logs'] = [];

  constructor(private readonly around: Surroundings) {
    const empty = this.emptyDocuments();
    this.state = {
      documents: empty,
      active: activeOf(empty),
      answers: {},
      environment: 'production',
      profile: 'production',
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
    };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
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
      incident: undefined,
      answers,
      answer: undefined,
      played: false,
      place: undefined,
    });
    this.changed();
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

  /** What is typed; the editor has an undo of its own. */
  type(id: number, text: string): void {
    const before = this.state.documents.find((one) => one.id === id);
    if (before === undefined || before.content === text) return;
    this.set({
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

  choose(change: Partial<Pick<State, 'profile' | 'incident'>>): void {
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
  apply({ files }: Change): boolean {
    const documents = changedDocuments(this.state.documents, files);
    if (documents === undefined) return false;
    this.set({ documents, undo: this.undoable() });
    this.changed();
    return true;
  }

  undo(): void {
    const [last] = this.state.undo.slice(-1);
    if (last === undefined) return;
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
    this.endPlayer();
    this.set({ play: { state: 'ended' }, test: { ...this.state.test, running: false } });
  }

  /** Ends the reading of a log that takes too long for the user, who has it back by undoing. */
  leaveOut(name: string): void {
    void this.reader?.then((hand) => hand.end());
    this.reader = undefined;
    this.set({ reading: undefined });
    const document = this.state.documents.find((one) => one.role === 'log' && one.name === name);
    if (document !== undefined) this.remove(document.id);
  }

  /** What is known of directives, for the editor. */
  async directives(): Promise<readonly DirectiveHelp[]> {
    return (await this.reading()).ask({ task: 'directives' });
  }

  async kinds(): Promise<readonly UpstreamKind[]> {
    return (await this.reading()).ask({ task: 'kinds' });
  }

  /** Plays what the user wants to see, after what is being played now. */
  async try(trial: Trial): Promise<readonly UpstreamPlay[]> {
    const nginx = this.state.nginx ?? this.state.answer?.builds[0];
    if (nginx === undefined) throw new Error('nginx is not part of this page');
    const hand = await this.playing(nginx);
    return hand.ask({ task: 'try', given: this.given(), nginx, trial });
  }

  async share(accepted: readonly string[]): Promise<Preview> {
    const hand = await this.reading();
    return hand.ask({ task: 'share', given: this.given(), accepted });
  }

  async report(format: 'markdown' | 'html', redacted: boolean): Promise<string> {
    const { answer } = this.state;
    if (answer === undefined) return '';
    const hand = await this.reading();
    return hand.ask({ task: 'report', given: this.given(), diagnosis: answer.diagnosis, format, redacted });
  }

  private undoable(): State['undo'] {
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

  private async reading(): Promise<Hand> {
    this.reader ??= this.around.hand().then(async (hand) => {
      await hand.ask({ task: 'builds', builds: this.state.builds });
      return hand;
    });
    return this.reader;
  }

  private async readText(edition: number): Promise<void> {
    try {
      const hand = await this.reading();
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
      this.reader = undefined;
      this.set({ reading: undefined, ...(edition === this.edition ? { fault: messageOf(error) } : {}) });
    }
  }

  /** First what `nginx -t` says, then the incidents. A run for an older text is ended. */
  private async playAll(edition: number, answer: Answered): Promise<void> {
    const { nginx } = this.state;
    const versions = nginx === undefined ? answer.builds : [nginx];
    const [first] = versions;
    if (first === undefined) return;
    if (this.state.play.state === 'playing' || this.state.test.running) this.endPlayer();
    const isCurrent = () => edition === this.edition;
    try {
      if (!this.inPlayer.has(first)) this.set({ play: { state: 'loading', nginx: first } });
      const hand = await this.playing(first);
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
      this.endPlayer();
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
      await this.playing(next);
      loaded += 1;
      if (!isCurrent()) return;
    }
  }

  private async playing(nginx: string): Promise<Hand> {
    this.player ??= this.around.hand().then(async (hand) => {
      await hand.ask({ task: 'builds', builds: this.state.builds });
      return hand;
    });
    const hand = await this.player;
    if (!this.inPlayer.has(nginx)) {
      await hand.ask({ task: 'module', nginx, module: await this.around.module(nginx) });
      this.inPlayer.add(nginx);
    }
    return hand;
  }

  private endPlayer(): void {
    void this.player?.then((hand) => hand.end());
    this.player = undefined;
    this.inPlayer.clear();
  }
}

const isUnexplained = ({ notices }: Answered['diagnosis']['incidents'][number]): boolean =>
  notices.some(({ code }) => code === 'not-this-configuration' || code === 'not-among-those-played');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
