import type { Edit } from '@stackengine/nginx-config';
import type { Outcome, Player } from '../worlds/world.js';
import { type Cast, type Place, placeOf, type Scene, worldOf } from './scene.js';
import type { Wishes } from './stand-ins/treatments.js';
import { type Concessions, start } from './start.js';

/** A player, and what nginx was found to need before it starts. */
export interface Stage {
  readonly player: Player;
  readonly concessions: Concessions;
  /** A refusal to start that is what was looked for: nothing is conceded then. */
  readonly enough?: (errorLog: string) => boolean;
}

export interface Performance {
  readonly outcome: Outcome;
  readonly place: Place;
  readonly concessions: Concessions;
}

/** Plays a cast in the scene's configuration, with a fix made to it or as it is. */
export async function perform(
  scene: Scene,
  cast: Cast,
  { player, concessions, enough }: Stage,
  how: Partial<Wishes> & { readonly edits?: readonly Edit[] } = {},
): Promise<Performance> {
  const wishes = {
    subrequests: scene.event?.subrequest !== undefined,
    forgetFailures: true,
    leftOut: scene.leftOut,
    ...how,
  };
  const started = await start(
    player,
    scene.configuration,
    wishes,
    (prepared, conceded) => worldOf(scene, cast, prepared, conceded),
    {
      hop: scene.hop,
      logged: scene.event?.upstream,
      concessions,
      ...(enough === undefined ? {} : { enough }),
    },
  );
  return {
    outcome: started.outcome,
    place: placeOf(scene, started.prepared, started.concessions.names),
    concessions: started.concessions,
  };
}

/** nginx's own reason for not starting, without time and process. */
export function reasonOf(errorLog: string): string {
  return /\[emerg\] (?:\d+#\d+: )?(.*)/.exec(errorLog)?.[1] ?? errorLog.trim().split('\n')[0] ?? '';
}
