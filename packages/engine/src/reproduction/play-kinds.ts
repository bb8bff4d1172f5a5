import type { Hop } from '../hops/hop.js';
import type { Signature } from '../logs/event.js';
import type { FileContent, Step, StepOutcome } from '../worlds/world.js';
import { playActs, requestOf, swaps } from './acts.js';
import { inWorld } from './certificate-files.js';
import { faultlessFor, type Kind, type Kinds } from './kinds.js';
import { firstLine, lineLike, saysTheSame } from './line.js';
import type { Stage } from './play.js';
import type { Played } from './played.js';
import { requestFor } from './request.js';
import { everywhere, type Place, type Scene } from './scene.js';

/** Silence takes its time, and writes one line only. */
export function canWrite({ behaviour, world }: Kind, { given }: Scene): boolean {
  const { kind } = given.incident.signature;
  const slow = behaviour.type === 'silent' || behaviour.type === 'unreachable';
  if (slow && kind !== 'timeout' && kind !== 'answer') return false;
  return world.neighbour === undefined || neighboursOf(given.sharing).length > 0;
}

const neighboursOf = (sharing: readonly Hop[]): readonly Hop[] =>
  sharing.filter(({ tls }) => tls.sessionReuse.value !== 'off');

/** Plays the worlds one after another in one running nginx: the upstream changes, the request is the same. */
export async function playKinds(
  scene: Scene,
  { kinds, certificates }: Kinds,
  stage: Stage,
  progress: (played: number) => void,
): Promise<readonly Played[]> {
  const rank = ({ crl, client }: Kind): number => (crl !== undefined ? 2 : client !== undefined ? 1 : 0);
  const ordered = [...kinds].sort((a, b) => rank(a) - rank(b));
  const faultless = faultlessFor(scene.trust.chain, scene.fitting.protocol, scene.fitting.tls);
  const { shown, place } = await playActs(
    scene,
    {
      certificates,
      trusted: [...new Set([...scene.trust.trusted, ...kinds.flatMap((kind) => kind.trusted)])],
      upstreams: ({ addresses }) => everywhere(addresses, faultless),
    },
    (at) => ordered.map((kind) => ({ subject: kind, steps: stepsOf(kind, scene, at) })),
    stage,
  );
  return shown.map(({ subject, step }, index) => {
    progress(index + 1);
    return judged(subject, step, scene, place);
  });
}

function stepsOf(kind: Kind, scene: Scene, place: Place): readonly Step[] {
  const { crl, certificate, certificateKey } = scene.hop.tls;
  const own = kind.client ?? 'client';
  const contents: readonly (readonly [string | undefined, FileContent | undefined])[] = [
    [inWorld(crl.value), kind.crl],
    [inWorld(certificate.value), { certificates: [own] }],
    [inWorld(certificateKey.value), { keyOf: own }],
  ];
  const changed = kind.crl !== undefined || kind.client !== undefined;
  const files: Record<string, FileContent> = {};
  for (const [path, content] of changed ? contents : [])
    if (path !== undefined && content !== undefined) files[path] = content;
  const forget = kind.world.neighbour !== undefined || changed;
  return [
    ...(forget ? [{ type: 'reload' as const, files }] : []),
    ...swaps(place, kind.behaviour),
    ...(kind.world.neighbour === undefined ? [] : fromNeighbours(scene, place)),
    ...requestOf(place),
  ];
}

/** Each of the hops on the same peers asks once for every peer, so that all have a session to give. */
export function fromNeighbours({ given }: Scene, { prepared, addresses }: Place): readonly Step[] {
  return neighboursOf(given.sharing)
    .slice(0, 3)
    .flatMap((hop) => {
      const inWorld = prepared.hopFor(hop);
      const request = inWorld === undefined ? undefined : requestFor(inWorld, undefined);
      return request === undefined ? [] : addresses.map(() => request);
    });
}

/** Who speaks first is heard before the handshake or in it, as it happens: nginx has a line for each. */
function tooSoon(
  { behaviour }: Kind,
  { incident }: Scene['given'],
  step: StepOutcome,
  addresses: readonly string[],
): string | undefined {
  const racing = ['premature-response', 'ssl'];
  if (behaviour.type !== 'greeting' || !racing.includes(incident.signature.kind)) return undefined;
  const either: readonly Signature[] = [
    { kind: 'premature-response' },
    { kind: 'ssl', reason: 'wrong-version-number', during: 'handshake' },
  ];
  if (!either.some((one) => saysTheSame(incident.signature, one))) return undefined;
  return either
    .map((signature) => lineLike({ signature, events: [] }, step, addresses))
    .find((line) => line !== undefined);
}

/** What one world says of the line. */
function judged(kind: Kind, step: StepOutcome, { given }: Scene, { addresses }: Place): Played {
  const line = lineLike(given.incident, step, addresses) ?? tooSoon(kind, given, step, addresses);
  return {
    id: kind.id,
    cause: kind.cause,
    kind,
    line,
    status: step.status,
    instead: line === undefined ? firstLine(step) : undefined,
  };
}
