import type { Behaviour, Request, Step, StepOutcome } from '../worlds/world.js';
import { type Performance, perform, type Stage } from './play.js';
import { type Cast, everywhere, type Place, type Scene } from './scene.js';

/** Steps that belong together; the last one decides. */
export interface Act<Subject> {
  readonly subject: Subject;
  readonly steps: readonly Step[];
}

/** How the deciding step of an act came out. */
export interface Shown<Subject> {
  readonly subject: Subject;
  readonly step: StepOutcome;
  /** Whether it came to the hop's upstream at all: otherwise it says nothing of the hop. */
  readonly reached: boolean;
}

/** Whether a step came to the hop's upstream. */
export function reaches({ seen }: StepOutcome, { addresses }: Pick<Place, 'addresses'>): boolean {
  return seen.some(({ upstream }) => addresses.includes(upstream));
}

/** Plays acts one after another in one running nginx. */
export async function playActs<Subject>(
  scene: Scene,
  cast: Omit<Cast, 'steps'>,
  acts: (place: Place) => readonly Act<Subject>[],
  stage: Stage,
  how: Parameters<typeof perform>[3] = {},
): Promise<Performance & { readonly shown: readonly Shown<Subject>[] }> {
  const steps = (place: Place): readonly Step[] => acts(place).flatMap((act) => act.steps);
  const performance = await perform(scene, { ...cast, steps }, stage, how);
  const shown: Shown<Subject>[] = [];
  let at = 0;
  for (const act of acts(performance.place)) {
    const own = performance.outcome.steps.slice(at, at + act.steps.length);
    at += act.steps.length;
    const step = own.length < act.steps.length ? undefined : own.at(-1);
    // A neighbour's request may leave a connection open.
    const reached = own.some((one) => reaches(one, performance.place));
    if (step !== undefined) shown.push({ subject: act.subject, step, reached });
  }
  return { ...performance, shown };
}

/** From here on, every peer of the hop behaves like this. */
export function swaps({ addresses }: Place, behaviour: Behaviour): readonly Step[] {
  return everywhere(addresses, behaviour).map((upstream) => ({ type: 'swap' as const, upstream }));
}

/** The incident's request, where a client can send it. */
export function requestOf({ request }: Place): readonly Request[] {
  return request === undefined ? [] : [request];
}
