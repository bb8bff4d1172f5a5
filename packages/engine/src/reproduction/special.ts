import { faultlessFor, type Kinds } from './kinds.js';
import { firstLine, lineLike } from './line.js';
import { perform, type Stage } from './play.js';
import type { Played } from './played.js';
import { everywhere, type Scene } from './scene.js';

/** Lines that no upstream's conduct brings about at a first request: names without an address, groups without a peer. */
export async function playSpecial(scene: Scene, kinds: Kinds, stage: Stage): Promise<readonly Played[]> {
  const { kind } = scene.given.incident.signature;
  if (kind === 'resolve') return [await playUnresolved(scene, kinds, stage)];
  if (kind === 'no-live-upstreams') return [await playDead(scene, kinds, stage)];
  return [];
}

async function playUnresolved(scene: Scene, { certificates }: Kinds, stage: Stage): Promise<Played> {
  const { trust, fitting, given } = scene;
  const behaviour = faultlessFor(trust.chain, fitting.protocol, fitting.tls);
  const { outcome, place } = await perform(
    scene,
    {
      certificates,
      trusted: trust.trusted,
      unknownNames: true,
      upstreams: ({ addresses }) => everywhere(addresses, behaviour),
      steps: ({ request }) => (request === undefined ? [] : [request]),
    },
    stage,
  );
  return played('host-not-found', 'unknown-at-request', given, outcome.steps.at(-1), place.addresses);
}

async function playDead(scene: Scene, { certificates }: Kinds, stage: Stage): Promise<Played> {
  const { outcome, place } = await perform(
    scene,
    {
      certificates,
      trusted: scene.trust.trusted,
      upstreams: ({ addresses }) => everywhere(addresses, { type: 'refused' }),
      steps: ({ request }) => (request === undefined ? [] : [request, request]),
    },
    stage,
    { forgetFailures: false },
  );
  return played('no-live-upstreams', 'every-peer-failed-before', scene.given, outcome.steps.at(-1), place.addresses);
}

function played(
  cause: string,
  world: string,
  { incident }: Scene['given'],
  step: Parameters<typeof lineLike>[1] | undefined,
  addresses: readonly string[],
): Played {
  const line = step === undefined ? undefined : lineLike(incident, step, addresses);
  return {
    id: `${cause}/${world}`,
    cause,
    kind: undefined,
    line,
    status: step?.status,
    instead: line !== undefined || step === undefined ? undefined : firstLine(step),
  };
}
