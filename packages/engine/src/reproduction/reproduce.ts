import { causes } from '../causes/index.js';
import type { Player, StepOutcome } from '../worlds/world.js';
import { reaches } from './acts.js';
import { conditionAround } from './conditions.js';
import { cures } from './cures.js';
import { answering } from './elsewhere.js';
import { contradictsGivenChain, playGivenChain, withGivenChain } from './given-chain.js';
import { inheritedVerification } from './inherited.js';
import { faultlessFor, type Kinds, kindsOf } from './kinds.js';
import { eventsOf, isAmong, lineLike } from './line.js';
import { type Performance, perform, reasonOf, type Stage } from './play.js';
import { canWrite, playKinds } from './play-kinds.js';
import type { Played } from './played.js';
import { agreesWithPresented } from './presented.js';
import { playRefusal } from './refusal.js';
import { everywhere, missingGroups, type Scene } from './scene.js';
import { playSpecial } from './special.js';
import type { Replacement } from './stand-ins/replacement.js';
import { type Concessions, noConcessions } from './start.js';

/** What came of playing an incident. */
export interface Reproduction {
  /** What was played: as given, but for the keys that nginx needs servers to have. */
  readonly scene: Scene;
  /** nginx's version. */
  readonly nginx: string;
  readonly replacements: readonly Replacement[];
  /** What the faultless upstream got; `same line`: the fault is nginx's configuration. */
  readonly faultless: 'passes' | 'same line' | 'another line';
  /** Every world that was played. */
  readonly played: readonly Played[];
  readonly kinds: Kinds;
  readonly concessions: Concessions;
  /** Why nothing could be played; undefined where it could. */
  readonly problem: string | undefined;
  /** nginx answered the request, but not by this hop. */
  readonly missed: boolean;
}

/** Plays an incident's request against the faultless upstream, then against the worlds of every cause. */
export async function reproduce(
  given: Scene,
  player: Player,
  progress: (played: number, total: number) => void = () => undefined,
): Promise<Reproduction> {
  const asGiven = possibleKinds(given);
  if (given.given.incident.signature.kind === 'config') return playRefusal(given, asGiven, player);
  const { scene, first } = await faultlessFirst(given, asGiven, {
    player,
    concessions: { ...noConcessions, additions: [...missingGroups(given), ...inheritedVerification(given)] },
  });
  const kinds = scene === given ? asGiven : possibleKinds(scene);
  const total = kinds.kinds.length + 1;
  const { outcome, place, concessions } = first;
  const result = { scene, nginx: outcome.nginx, replacements: place.prepared.replacements, kinds, concessions };
  const stage = { player, concessions };
  const step = outcome.steps.at(-1);
  const problem = whyNot(first, step);
  const special = await playSpecial(scene, kinds, stage);
  if (problem !== undefined || step === undefined)
    return {
      ...result,
      faultless: 'another line',
      played: special,
      problem: special.some(({ line }) => line !== undefined) ? undefined : problem,
      missed: outcome.started && step !== undefined,
    };
  progress(1, total);
  const line = lineLike(scene.given.incident, step, place.addresses);
  const ofChain = line === undefined ? await playGivenChain(scene, kinds, stage) : [];
  // A chain that nginx did not meet says nothing of the one that it met.
  const open = contradictsGivenChain(ofChain) ? kindsThatCanWrite(scene) : kinds;
  const played =
    line === undefined
      ? [...ofChain, ...(await playKinds(scene, open, stage, (count) => progress(count + 1, total)))]
      : await cures(scene, kinds, stage, line);
  progress(total, total);
  const faultless = line !== undefined ? 'same line' : step.status === 200 ? 'passes' : 'another line';
  return {
    ...result,
    faultless,
    played: [...special, ...withGivenChain(played)],
    problem: undefined,
    missed: false,
  };
}

function kindsThatCanWrite(scene: Scene): Kinds {
  const all = kindsOf(causes, scene.fitting);
  return { ...all, kinds: all.kinds.filter((kind) => canWrite(kind, scene)) };
}

/** The worlds that the evidence leaves open. */
function possibleKinds(scene: Scene): Kinds {
  const all = kindsThatCanWrite(scene);
  return { ...all, kinds: all.kinds.filter((kind) => agreesWithPresented(kind, scene.trust, all.certificates)) };
}

interface First {
  /** The scene in which it was played. */
  readonly scene: Scene;
  readonly first: Performance;
}

/** Nobody listens elsewhere, unless it takes an answer from there for the request to come to the hop, or to pass. */
export async function faultlessFirst(scene: Scene, kinds: Kinds, stage: Stage): Promise<First> {
  const down = await withFittingKeys(scene, kinds, stage);
  if (merit(down) === 2) return down;
  const up = await withFittingKeys(answering(scene), kinds, { ...stage, concessions: down.first.concessions });
  return merit(up) > merit(down) ? up : down;
}

/** 0: the request does not come to the hop; 1: it does; 2: it passes there. */
function merit({ first: { outcome, place } }: First): number {
  const step = outcome.steps.at(-1);
  if (step === undefined || !reaches(step, place)) return 0;
  return step.status === 200 ? 2 : 1;
}

/** Servers have EC keys; where no cipher of nginx's fits these, RSA keys. */
async function withFittingKeys(scene: Scene, kinds: Kinds, stage: Stage): Promise<First> {
  const first = await playFaultless(scene, kinds, stage);
  const [step] = first.outcome.steps.slice(-1);
  if (step === undefined || step.status === 200 || !fails(step)) return { scene, first };
  const other = { ...scene, fitting: { ...scene.fitting, serverKey: 'rsa2048' as const } };
  const second = await playFaultless(other, kinds, { ...stage, concessions: first.concessions });
  return second.outcome.steps.at(-1)?.status === 200 ? { scene: other, first: second } : { scene, first };
}

/** In the handshake, before a certificate is judged. */
function fails({ errorLog }: StepOutcome): boolean {
  return eventsOf(errorLog).some(({ signature: { kind } }) => kind === 'alert' || kind === 'ssl' || kind === 'closed');
}

async function playFaultless(scene: Scene, kinds: Kinds, stage: Stage): Promise<Performance> {
  const behaviour = faultlessFor(scene.trust.chain, scene.fitting.protocol, scene.fitting.tls);
  return perform(
    scene,
    {
      certificates: kinds.certificates,
      trusted: scene.trust.trusted,
      upstreams: ({ addresses }) => everywhere(addresses, behaviour),
      steps: ({ request }) => (request === undefined ? [] : [request]),
    },
    stage,
  );
}

function whyNot({ outcome, place }: Performance, step: StepOutcome | undefined): string | undefined {
  if (!outcome.started) return `nginx does not start: ${reasonOf(outcome.errorLog)}`;
  if (step === undefined) return 'no client of the play can send this request';
  if (reaches(step, place)) return undefined;
  // nginx may fail at this hop before it connects.
  const own = eventsOf(step.errorLog).some(({ upstream, signature: { kind } }) =>
    upstream === undefined ? kind !== 'other' : isAmong(upstream, place.addresses),
  );
  if (own) return undefined;
  const { pass } = place.hop;
  const condition = conditionAround(place.hop);
  const where = condition === undefined ? '' : ` inside of "${condition}"`;
  const answer = step.status === undefined ? 'no answer' : `status ${step.status}`;
  return `no request was found that comes to this ${pass.name}${where}; the one that was played got ${answer} elsewhere`;
}
