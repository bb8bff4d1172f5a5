import type { Case, Cause } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import { faultless } from '../worlds/cast.js';
import type { Behaviour, Certificate, TlsServer } from '../worlds/world.js';
import { faultlessFor, type Kind, type Kinds, shownBy, speaking, withIssuers } from './kinds.js';
import { firstLine, lineLike } from './line.js';
import { perform, type Stage } from './play.js';
import type { Played } from './played.js';
import { ofTheChain } from './presented.js';
import { everywhere, type Scene } from './scene.js';

const world = 'given-chain';

/** Whether what was played is the upstream with the chain that was given (`--chain`). */
export const isOfGivenChain = ({ id }: Pick<Played, 'id'>): boolean => id.endsWith(`/${world}`);

/**
 * Plays the upstream with the twin of the very chain that it was seen to present, verified under the twin of what is trusted: one
 * answer for each cause that lies in a chain, fits the line, and has a world like that among `kinds`, or none at all.
 */
export async function playGivenChain(scene: Scene, kinds: Kinds, stage: Stage): Promise<readonly Played[]> {
  const { given, trust } = scene;
  const possible = causesOf(scene, kinds);
  const behaviour = givenChainBehaviour(scene);
  if (behaviour === undefined || possible.length === 0) return [];
  const { outcome, place } = await perform(
    scene,
    {
      certificates: withIssuers(['client', ...shownBy(behaviour), ...trust.trusted, trust.root], {
        ...trust.certificates,
        ...kinds.certificates,
        ...trust.twins,
      }),
      trusted: trust.trusted,
      upstreams: ({ addresses }) => everywhere(addresses, behaviour),
      steps: ({ request }) => (request === undefined ? [] : [request]),
    },
    stage,
  );
  const step = outcome.steps.at(-1);
  if (step === undefined) return [];
  const line = lineLike(given.incident, step, place.addresses);
  return possible.map((cause): Played => {
    const kind = kindOf(cause, scene, behaviour);
    const instead = line === undefined ? firstLine(step) : undefined;
    return { id: kind.id, cause: cause.id, kind, line, status: step.status, instead };
  });
}

/** An upstream that presents the chain that was given, or both that were, and wants nothing; undefined where there is none. */
export function givenChainBehaviour({
  trust: { presented, presentedWithServerName },
  fitting,
}: Scene): Behaviour | undefined {
  if (presented.length === 0 || fitting.tls === 'no') return undefined;
  const answers: Partial<TlsServer> =
    presentedWithServerName === undefined
      ? { chain: presented }
      : { chain: presentedWithServerName, withoutServerName: { act: 'present', chain: presented } };
  return speaking({ ...faultless, ...tolerant, ...answers }, fitting.protocol);
}

/** Causes that the given chain can be an example of. */
function causesOf(scene: Scene, { kinds }: Kinds): readonly Cause[] {
  const beside = new Set([
    'invalid-ca',
    'name-constraint-violated',
    'path-length-exceeded',
    ...(hasName(scene) ? ['name-mismatch'] : []),
    ...(scene.trust.presentedWithServerName === undefined ? [] : ['sni-required']),
  ]);
  return (
    causes
      .filter(({ id }) => ofTheChain.has(id) || beside.has(id))
      .filter((cause) => cause.detect(scene.given) !== undefined)
      // What no world can show, the given chain can.
      .filter(({ id, worlds }) => worlds.length === 0 || kinds.some(({ cause }) => cause === id))
  );
}

function kindOf(cause: Cause, { given, trust, fitting }: Scene, behaviour: Behaviour): Kind {
  const repaired = isUpstreams(cause, given) ? faultlessFor(trust.chain, fitting.protocol, fitting.tls) : undefined;
  return {
    id: `${cause.id}/${world}`,
    cause: cause.id,
    world: { id: world, upstream: behaviour, settings: {} },
    behaviour,
    repaired,
    name: fitting.rightName,
    trusted: [],
    anchors: issuersOf(repaired ?? behaviour, trust.certificates),
    crl: undefined,
    client: undefined,
  };
}

/** Whether the chain that was given makes nginx write something else: then it is not what nginx met. */
export function contradictsGivenChain(played: readonly Played[]): boolean {
  const given = played.filter(isOfGivenChain);
  return given.length > 0 && given.every(({ line }) => line === undefined);
}

/** Once the given chain writes the line, other chains are no question any more. */
export function withGivenChain(played: readonly Played[]): readonly Played[] {
  const shown = played.filter((one) => isOfGivenChain(one) && one.line !== undefined);
  if (shown.length === 0) return played;
  return played.filter((one) => !ofTheChain.has(one.cause) || shown.includes(one));
}

const tolerant = { protocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'], securityLevel: 0 } as const;

function hasName({ trust, fitting }: Scene): boolean {
  return trust.certificates[trust.presented[0] ?? '']?.dns.includes(fitting.rightName) === true;
}

/** Whether the owner of the upstream has to act before nginx can accept the chain. */
function isUpstreams({ id, worlds }: Cause, { genuine, assessment }: Case): boolean {
  // What it shows to those who do not name it is nobody's fault.
  if (id === 'sni-required') return false;
  const seen = genuine ?? assessment;
  const own =
    seen !== undefined &&
    (seen.expired.length > 0 ||
      seen.notYetValid.length > 0 ||
      seen.weak.length > 0 ||
      seen.notForServers ||
      seen.notACa !== undefined ||
      seen.pathLengthExceeded !== undefined ||
      seen.names.length === 0);
  return own || worlds.every(({ repaired }) => repaired !== undefined);
}

/** Whoever issued a chain and is not in it, up to the root; a self-signed certificate is its own issuer. */
function issuersOf(behaviour: Behaviour, table: Readonly<Record<string, Certificate>>): readonly string[] {
  if (behaviour.type !== 'tls') return [];
  const found = new Set<string>();
  let [id = ''] = behaviour.chain;
  for (let steps = 0; steps < 20; steps += 1) {
    const issuer = table[id]?.issuer;
    if (!behaviour.chain.includes(id)) found.add(id);
    if (issuer === undefined || issuer === id) return [...found.add(id)];
    id = issuer;
  }
  return [...found];
}
