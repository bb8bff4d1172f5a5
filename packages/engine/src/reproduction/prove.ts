import type { Fix, Proof } from '../diagnosis/diagnosis.js';
import type { Behaviour, FileContent, StepOutcome } from '../worlds/world.js';
import { type Act, playActs, requestOf, type Shown, swaps } from './acts.js';
import { attacksOn } from './attacks.js';
import { inWorld } from './certificate-files.js';
import { alone, answering, elsewhere, goodBundle } from './elsewhere.js';
import { isOfGivenChain } from './given-chain.js';
import { type Kinds, shownBy, withIssuers } from './kinds.js';
import { eventsOf, firstLine, lineLike } from './line.js';
import { reasonOf, type Stage } from './play.js';
import { fromNeighbours } from './play-kinds.js';
import { everywhere, type Place, type Scene } from './scene.js';

/** What came of playing a fix: its proof, or in what it failed. */
export interface Trial {
  readonly proof: Proof | null;
  readonly failures: readonly string[];
}

/** A world that the fix has to cure. */
export interface Patient {
  readonly id: string;
  readonly behaviour: Behaviour;
  /** Whether hops on the same peers ask first. */
  readonly afterNeighbours: boolean;
}

/** A fix, and what it has to stand up to. */
export interface Charge {
  readonly fix: Fix;
  readonly patients: readonly Patient[];
  /** What the trusted file in force holds. */
  readonly held: readonly string[];
  /** What that of the fixed hop holds. */
  readonly anchors: readonly string[];
  /** The name of the upstream. */
  readonly name: string;
  readonly client: string;
  /** Whether nginx starts without the fix. */
  readonly startsBefore: boolean;
}

type Subject =
  | { readonly type: 'cure'; readonly id: string }
  | { readonly type: 'attack'; readonly name: string }
  | { readonly type: 'elsewhere'; readonly name: string };

/**
 * Plays a fix. In every possible world of its cause the request has to pass, with verification on; attackers in the
 * upstream's place have to be refused by it; other locations have to answer as before; nginx has to start.
 */
export async function prove(scene: Scene, all: Kinds, stage: Stage, charge: Charge): Promise<Trial> {
  const { fix, patients, anchors } = charge;
  const production = fix.profile === 'production';
  const { root } = scene.trust;
  const source = {
    ...scene.trust.certificates,
    ...all.certificates,
    ...(patients.some(isOfGivenChain) ? scene.trust.twins : {}),
  };
  const attacks = attacksOn(charge.name, anchors, source, scene.fitting.protocol);
  const [first] = patients;
  const trials = (place: Place): readonly Act<Subject>[] => [
    ...patients.map((patient) => cure(patient, scene, place)),
    ...(production ? attacks.attacks.map((attack) => assault(attack, place)) : []),
  ];
  const neighbours = (place: Place): readonly Act<Subject>[] => [
    ...(first === undefined ? [] : [{ subject: nothing, steps: swaps(place, first.behaviour) }]),
    ...elsewhere(place).map(
      ({ name, request }): Act<Subject> => ({ subject: { type: 'elsewhere', name }, steps: [request] }),
    ),
  ];
  const cast = {
    certificates: withIssuers(
      [
        ...patients.flatMap(({ behaviour }) => shownBy(behaviour)),
        ...anchors,
        ...charge.held,
        charge.client,
        root,
        ...goodBundle,
        ...Object.keys(attacks.certificates),
      ],
      { ...source, ...attacks.certificates },
    ),
    trusted: [...charge.held, ...goodBundle],
    others: [root, ...goodBundle],
    client: charge.client,
  };
  const upstreams = (place: Place) => everywhere(place.addresses, first?.behaviour ?? { type: 'refused' });
  const files = (place: Place) => filesAfter(place, [...new Set([...anchors, ...goodBundle])]);
  const playFixed = (one: Scene, acts: (place: Place) => readonly Act<Subject>[]) =>
    playActs<Subject>(one, { ...cast, files, upstreams }, acts, stage, { edits: fix.edits });
  const up = answering(scene);
  const fixed = await playFixed(up, (place) => [...trials(place), ...neighbours(place)]);
  if (!fixed.outcome.started) return failed(`nginx does not start: ${reasonOf(fixed.outcome.errorLog)}`);
  const before = charge.startsBefore
    ? await playActs<Subject>(up, { ...cast, upstreams }, neighbours, stage)
    : undefined;
  const complaintOf = (one: Shown<Subject>): string | undefined =>
    complaint(one, before?.shown ?? [], lineLike(scene.given.incident, one.step, fixed.place.addresses));
  const doubtful = fixed.shown.some((one) => one.subject.type !== 'elsewhere' && complaintOf(one) !== undefined);
  const down = doubtful ? (await playFixed(alone(scene), trials)).shown : [];
  // Trials come first in both.
  const shown = fixed.shown.map((one, index) => {
    const other = down[index];
    if (other === undefined || complaintOf(one) === undefined) return one;
    return complaintOf(other) === undefined || !one.reached ? other : one;
  });
  const failures = [
    ...(production && fixed.place.hop.tls.verify.value !== 'on' ? ['verification is not on'] : []),
    ...shown.flatMap((one) => complaintOf(one) ?? []),
  ];
  if (failures.length > 0) return { proof: null, failures };
  const named = (type: 'attack' | 'elsewhere'): readonly string[] =>
    shown.flatMap(({ subject }) => (subject.type === type ? [subject.name] : []));
  return {
    proof: {
      nginx: fixed.outcome.nginx,
      cured: patients.map(({ id }) => id),
      refused: named('attack'),
      unchanged: before === undefined ? [] : [...new Set(named('elsewhere'))],
    },
    failures: [],
  };
}

const failed = (why: string): Trial => ({ proof: null, failures: [why] });
const nothing: Subject = { type: 'cure', id: '' };

function cure({ id, behaviour, afterNeighbours }: Patient, scene: Scene, place: Place): Act<Subject> {
  return {
    subject: { type: 'cure', id },
    steps: [
      ...(afterNeighbours ? [{ type: 'reload' as const, files: {} }] : []),
      ...swaps(place, behaviour),
      ...(afterNeighbours ? fromNeighbours(scene, place) : []),
      ...requestOf(place),
    ],
  };
}

function assault(
  { name, behaviour }: { readonly name: string; readonly behaviour: Behaviour },
  place: Place,
): Act<Subject> {
  return { subject: { type: 'attack', name }, steps: [...swaps(place, behaviour), ...requestOf(place)] };
}

/** The trusted file of the fixed hop holds what it takes. */
function filesAfter({ hop }: Place, anchors: readonly string[]): Readonly<Record<string, FileContent>> {
  const path = inWorld(hop.tls.trustedCertificate.value);
  return path === undefined ? {} : { [path]: { certificates: anchors } };
}

/** What is wrong with an outcome. What another place answered is no evidence, neither of a cure nor of a refusal. */
function complaint(
  { subject, step, reached }: Shown<Subject>,
  before: readonly Shown<Subject>[],
  line: string | undefined,
): string | undefined {
  switch (subject.type) {
    case 'cure':
      if (subject.id === '') return undefined;
      if (!reached) return `${subject.id}: the request does not come to this upstream: ${answer(step)}`;
      if (step.status === 200 && line === undefined) return undefined;
      return `${subject.id}: the request still gets ${line ?? answer(step)}`;
    case 'attack':
      if (!reached) return `"${subject.name}" is not met: ${answer(step)}`;
      if (step.status === 200) return `an attacker gets through: ${subject.name}`;
      return refusedByVerification(step)
        ? undefined
        : `"${subject.name}" is not refused by verification: ${answer(step)}`;
    case 'elsewhere': {
      const was = before.find(
        ({ subject: { type, ...other } }) => type === 'elsewhere' && 'name' in other && other.name === subject.name,
      );
      if (was === undefined || was.step.status === step.status || step.status === 200) return undefined;
      return `${subject.name} answered ${was.step.status ?? 'nothing'}, and now ${answer(step)}`;
    }
  }
}

function refusedByVerification({ errorLog }: StepOutcome): boolean {
  return eventsOf(errorLog).some(({ signature }) => signature.kind === 'verify' || signature.kind === 'name');
}

const answer = (step: StepOutcome): string => [step.status ?? 'no answer', firstLine(step)].filter(Boolean).join(': ');
