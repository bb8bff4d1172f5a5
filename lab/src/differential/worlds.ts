import { causes, type Step, type World } from '@stackengine/engine';
import { byHand } from '../scenario/by-hand.js';
import { scenariosOf } from '../scenario/combine.js';
import type { Scenario } from '../scenario/scenario.js';
import { otherWorlds } from './other-worlds.js';

/** A world that is played natively and in the bottle. */
export interface ComparedWorld {
  readonly id: string;
  readonly world: World;
}

/** Everything that a scenario's world can show: its failure, a repair, each attacker, and what works all the time. */
function stepsOf(scenario: Scenario): readonly Step[] {
  const standing = (behaviour: Scenario['repaired']): Step[] => [
    ...scenario.addresses.map((address): Step => ({ type: 'swap', upstream: { address, behaviour } })),
    { type: 'reload', files: {} }, // sessions and failed peers are forgotten
  ];
  return [
    ...scenario.before,
    scenario.request,
    ...scenario.healthy,
    { type: 'reload', files: scenario.repairedFiles },
    ...standing(scenario.repaired),
    scenario.request,
    ...Object.values(scenario.attackers).flatMap((attacker) => [...standing(attacker), scenario.request]),
  ];
}

/** Every scenario of the lab, and worlds of no cause; `layouts` counts those that each is played in besides the first. */
export function comparedWorlds(layouts?: number): readonly ComparedWorld[] {
  const scenarios = [...scenariosOf(causes, layouts), ...byHand].map((scenario) => ({
    id: scenario.id,
    world: { ...scenario.world, steps: stepsOf(scenario) },
  }));
  return [...scenarios, ...otherWorlds];
}
