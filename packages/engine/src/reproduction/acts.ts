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
    at += act.steps.length;
    const step = performance.outcome.steps[at - 1];
    if (step !== undefined && act.steps.length > 0) shown.push({ subject: act.subject, step });
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
