import type { Case } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import { openCases } from '../diagnosis/cases.js';
import { type DiagnosisInput, judge } from '../diagnosis/diagnose.js';
import { openCase } from '../diagnosis/open-case.js';
import { usableName } from '../fixes/names.js';
import type { Hop } from '../hops/hop.js';
import { findHops, positionOf } from '../hops/index.js';
import type { Incident } from '../logs/incident.js';
import type { Certificate, Outcome, Player, Request, Step, World } from '../worlds/world.js';
import { attacksOn } from './attacks.js';
import { certificatesElsewhere, upstreamsElsewhere } from './elsewhere.js';
import { givenChainBehaviour } from './given-chain.js';
import { faultlessFor, type Kind, type Kinds, kindsOf, shownBy, withIssuers } from './kinds.js';
import { lineLike } from './line.js';
import { perform, reasonOf, type Stage } from './play.js';
import { fromNeighbours } from './play-kinds.js';
import { faultlessFirst } from './reproduce.js';
import { everywhere, missingGroups, type Place, type Scene, sceneOf } from './scene.js';
import { prepare } from './stand-ins/prepare.js';
import type { Replacement } from './stand-ins/replacement.js';
import { noConcessions } from './start.js';
import { isMeant } from './upstream-kinds.js';

/** A request as a user writes it; what is not said is that of the log, or leads to the hop. */
export interface WishedRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** What shall be played. */
export interface Wish {
  /** Kinds of upstream (`upstreamKinds`), causes, or `all`; empty: the faultless one and those that the log leaves open. */
  readonly upstreams: readonly string[];
  /** One after another to one nginx; empty: that of the log, or one that leads to the hop. */
  readonly requests: readonly WishedRequest[];
}

/** One request of a play. */
export interface PlayedRequest {
  /** `GET /v1/pay`; empty for a stream's client. */
  readonly request: string;
  readonly host: string;
  /** Null: nginx gave no answer. */
  readonly status: number | null;
  /** nginx's own lines. */
  readonly errorLog: string;
  readonly accessLog: string;
  readonly seen: readonly {
    readonly upstream: string;
    readonly serverName: string | null;
    readonly tls: string | null;
  }[];
}

/** What came of a configuration and one kind of upstream. */
export interface UpstreamPlay {
  readonly upstream: string;
  readonly cause: string | null;
  /** Where the traffic is passed on; null for a world of the user's own. */
  readonly hop: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly directive: string;
    readonly target: string;
  } | null;
  readonly requests: readonly PlayedRequest[];
  /** Whether nginx wrote the line of the log; null where none was given. */
  readonly sameLine: boolean | null;
  /** Why nothing was played: nginx does not start, or no such upstream can be there. */
  readonly problem: string | null;
  /** What of the configuration was played in another form. */
  readonly setAside: readonly Replacement[];
  /** What was played; undefined where nothing was. */
  readonly world: World | undefined;
  readonly nginx: string;
}

export interface UpstreamPlays {
  readonly plays: readonly UpstreamPlay[];
  /** Places that were passed over: a request for each of them would be needed. */
  readonly passedOver: number;
}

const mostHops = 10;

/** Plays a configuration against upstreams of the kinds wished for. Rejects only where the player does. */
export async function playUpstreams(input: DiagnosisInput, wish: Wish, player: Player): Promise<UpstreamPlays> {
  const { configuration } = input;
  if (configuration === undefined) return { plays: [], passedOver: 0 };
  const hops = findHops(configuration);
  const name = usableName(input.answers.name);
  const cases = input.events.length > 0 || input.access.length > 0 ? openCases(input, hops) : unlogged(hops, input);
  const scenes = cases.flatMap((given) => sceneOf(given, configuration, name) ?? []);
  const reached = wish.requests.length > 0 ? await reachedBy(scenes, wish, player) : scenes;
  const shown = reached.slice(0, mostHops);
  const plays: UpstreamPlay[] = [];
  for (const scene of shown) plays.push(...(await playScene(scene, wish, player)));
  return { plays, passedOver: reached.length - shown.length };
}

/** A case for each hop, of which nothing was logged. */
function unlogged(hops: readonly Hop[], input: DiagnosisInput): readonly Case[] {
  const incident: Incident = {
    id: '',
    signature: { kind: 'other' },
    events: [],
    count: 0,
    firstSeen: undefined,
    lastSeen: undefined,
    upstream: undefined,
    protocol: undefined,
    consequences: [],
  };
  return hops.filter(({ tls }) => tls.enabled !== 'no').map((hop) => openCase(incident, [hop], input, hops));
}

/** The scenes whose upstream one of the requests comes to; all where none does, as something may be in the way. */
async function reachedBy(scenes: readonly Scene[], wish: Wish, player: Player): Promise<readonly Scene[]> {
  const reached: Scene[] = [];
  for (const scene of scenes) {
    const kinds = kindsOf([], scene.fitting);
    const { outcome, place } = await performWish(scene, kinds, faultlessKind(scene), wish, stageFor(scene, player));
    const seen = outcome.steps.flatMap((step) => step.seen);
    if (seen.some(({ upstream }) => place.addresses.includes(upstream))) reached.push(scene);
  }
  return reached.length > 0 ? reached : scenes.slice(0, 1);
}

const stageFor = (scene: Scene, player: Player): Stage => ({
  player,
  concessions: { ...noConcessions, additions: missingGroups(scene) },
});

type Subject = Pick<Kind, 'id' | 'behaviour' | 'trusted' | 'crl' | 'world'> & {
  readonly cause: string | undefined;
  /** Certificates that only this one has. */
  readonly certificates?: Readonly<Record<string, Certificate>>;
};

function faultlessKind({ trust, fitting }: Scene): Subject {
  const behaviour = faultlessFor(trust.chain, fitting.protocol, fitting.tls);
  const world = { id: 'faultless', upstream: behaviour, settings: {} };
  return { id: 'faultless', cause: undefined, behaviour, trusted: [], crl: undefined, world };
}

function givenChainKind(scene: Scene): readonly Subject[] {
  const behaviour = givenChainBehaviour(scene);
  if (behaviour === undefined) return [];
  const world = { id: 'given-chain', upstream: behaviour, settings: {} };
  return [{ id: 'given-chain', cause: undefined, behaviour, trusted: [], crl: undefined, world }];
}

/** They know the upstream's name, and how the anchor of the trusted file is called. */
function attackerKinds({ trust, fitting }: Scene, { certificates }: Kinds): readonly Subject[] {
  const table = { ...trust.certificates, ...certificates };
  const anchors = [...trust.trusted, trust.root];
  const made = attacksOn(fitting.rightName, anchors, table, fitting.protocol);
  return made.attacks.map(({ id, behaviour }) => ({
    id,
    cause: undefined,
    behaviour,
    trusted: [],
    crl: undefined,
    world: { id, upstream: behaviour, settings: {} },
    certificates: made.certificates,
  }));
}

async function playScene(asGiven: Scene, wish: Wish, player: Player): Promise<readonly UpstreamPlay[]> {
  const some = kindsOf(causes, asGiven.fitting);
  const { scene } = await faultlessFirst(asGiven, some, stageFor(asGiven, player));
  const kinds = kindsOf(causes, scene.fitting);
  const wishes = wish.upstreams.length > 0 ? wish.upstreams : openBy(scene);
  const all: readonly Subject[] = [
    faultlessKind(scene),
    ...givenChainKind(scene),
    ...kinds.kinds,
    ...attackerKinds(scene, kinds),
  ];
  const plays: UpstreamPlay[] = [];
  for (const one of wishes) {
    const meant = all.filter((kind) => isMeant(one, kind) && plays.every(({ upstream }) => upstream !== kind.id));
    for (const kind of meant) plays.push(await playOne(scene, kinds, kind, wish, player));
    if (!all.some((kind) => isMeant(one, kind))) plays.push(impossible(scene, one));
  }
  return plays;
}

/** Without a wish: whoever has nothing wrong, and what the log leaves open. */
function openBy({ given, trust }: Scene): readonly string[] {
  const chain = trust.presented.length > 0 ? ['given-chain'] : [];
  const open = given.incident.events.length > 0 ? judge(given).map(({ cause }) => cause.id) : [];
  return ['faultless', ...chain, ...open];
}

async function playOne(scene: Scene, kinds: Kinds, kind: Subject, wish: Wish, player: Player): Promise<UpstreamPlay> {
  const { outcome, place, world } = await performWish(scene, kinds, kind, wish, stageFor(scene, player));
  const { incident } = scene.given;
  const steps = world === undefined ? [] : requestsIn(world, outcome);
  const asked = steps.slice(-Math.max(1, wish.requests.length));
  const lines = outcome.steps.map((step) => lineLike(incident, step, place.addresses));
  return {
    ...about(scene, kind),
    requests: asked,
    sameLine: incident.events.length === 0 ? null : lines.some((line) => line !== undefined),
    problem: outcome.started
      ? asked.length > 0
        ? null
        : 'no client can send this request'
      : `nginx does not start: ${reasonOf(outcome.errorLog)}`,
    setAside: place.prepared.replacements,
    world,
    nginx: outcome.nginx,
  };
}

function impossible(scene: Scene, wish: string): UpstreamPlay {
  const problem =
    wish === 'given-chain'
      ? 'no chain was given'
      : 'no such upstream can be here: it takes another protocol, a setting that this place does not have, or another trusted file';
  return {
    ...about(scene, { id: wish, cause: undefined }),
    requests: [],
    sameLine: null,
    problem,
    setAside: [],
    world: undefined,
    nginx: '',
  };
}

function about(
  { hop }: Scene,
  { id, cause }: Pick<Subject, 'id' | 'cause'>,
): Pick<UpstreamPlay, 'upstream' | 'cause' | 'hop'> {
  const { pass, target } = hop;
  return {
    upstream: id,
    cause: cause ?? null,
    hop: { file: pass.tree.file, ...positionOf(hop), directive: pass.name, target: target.text },
  };
}

/** Plays a world of the user's own, as it stands; `name` is what it is called. Rejects only where the player does. */
export async function playWorld(name: string, world: World, player: Player): Promise<UpstreamPlay> {
  const outcome = await player(world);
  return {
    upstream: name,
    cause: null,
    hop: null,
    requests: requestsIn(world, outcome),
    sameLine: null,
    problem: outcome.started ? null : outcome.errorLog.trim(),
    setAside: [],
    world,
    nginx: outcome.nginx,
  };
}

/** What came of each request of a world that was played. */
function requestsIn({ steps }: World, outcome: Outcome): readonly PlayedRequest[] {
  return steps.flatMap((step, index) => {
    const played = outcome.steps[index];
    if (step.type !== 'request' || played === undefined) return [];
    const { status = null, errorLog, accessLog, seen } = played;
    return [
      {
        request: `${step.method} ${step.path}`.trim(),
        host: step.host,
        status,
        errorLog,
        accessLog,
        seen: seen.map(({ upstream, serverName = null, tls = null }) => ({ upstream, serverName, tls })),
      },
    ];
  });
}

interface Performed {
  readonly outcome: Outcome;
  readonly place: Place;
  readonly world: World | undefined;
}

async function performWish(
  scene: Scene,
  { certificates }: Kinds,
  { behaviour, trusted, crl, world: { neighbour }, certificates: particular }: Subject,
  { requests }: Wish,
  { player, concessions }: Stage,
): Promise<Performed> {
  let world: World | undefined;
  const noting: Player = async (one) => {
    world = one;
    return player(one);
  };
  const { trust, configuration } = scene;
  // A request of the user's may lead anywhere.
  const leftOut = requests.length > 0 ? new Set<never>() : scene.leftOut;
  const wishes = { subrequests: false, forgetFailures: false, leftOut };
  const own = certificatesElsewhere(prepare(configuration, wishes));
  const held = [...new Set([...trust.trusted, ...trusted, 'good root'])];
  const ids = ['client', trust.root, ...held, ...shownBy(behaviour), ...(crl?.crlOf ?? []), ...Object.keys(own)];
  const usesChain = shownBy(behaviour).some((id) => id in trust.twins);
  const table = { ...trust.certificates, ...certificates, ...(usesChain ? trust.twins : {}), ...own, ...particular };
  const steps = (place: Place): readonly Step[] => [
    ...(neighbour === undefined ? [] : fromNeighbours(scene, place)),
    ...asked(place.request, requests),
  ];
  const { outcome, place } = await perform(
    scene,
    {
      certificates: withIssuers(ids, table),
      trusted: held,
      others: [trust.root, 'good root'],
      ...(crl === undefined ? {} : { crl }),
      upstreams: (at) => [...everywhere(at.addresses, behaviour), ...upstreamsElsewhere(at)],
      steps,
    },
    { player: noting, concessions },
    { forgetFailures: false, leftOut },
  );
  return { outcome, place, world };
}

function asked(usual: Request | undefined, wished: readonly WishedRequest[]): readonly Request[] {
  if (usual === undefined) return [];
  if (wished.length === 0 || usual.protocol === 'stream') return [usual];
  return wished.map(({ method, path, host = usual.host, headers }) => ({
    ...usual,
    method,
    path,
    host,
    headers: { ...usual.headers, ...headers },
  }));
}
