import type { Edit } from '@stackengine/nginx-config';
import type { Cause, Repair } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import type { Change } from '../fixes/change.js';
import { productionFix } from '../fixes/index.js';
import { place as placeChanges } from '../fixes/place.js';
import { speakTls } from '../fixes/scheme.js';
import type { FileContent } from '../worlds/world.js';
import { reaches } from './acts.js';
import { inWorld } from './certificate-files.js';
import { alone, answering, goodBundle } from './elsewhere.js';
import { faultlessFor, type Kinds } from './kinds.js';
import { lineLike } from './line.js';
import { perform, type Stage } from './play.js';
import type { Played } from './played.js';
import { everywhere, type Scene } from './scene.js';

/** Files that a repair asks for, once somebody has put them in place. */
export const answerFiles = {
  'ca-path': '/etc/nginx/stand-in/ca.pem',
  'client-certificate': '/etc/nginx/stand-in/client.pem',
  'client-key': '/etc/nginx/stand-in/client.key',
} as const;

/**
 * Even the faultless upstream gets the line: the fault is the configuration's. A cause is supported when its own repair,
 * and nothing else, makes the request pass; where none alone does, when the whole fix of the likeliest cause does.
 */
export async function cures(scene: Scene, kinds: Kinds, stage: Stage, line: string): Promise<readonly Played[]> {
  const played: Played[] = [];
  for (const cause of causes) {
    const repair = ownRepair(scene, cause);
    if (repair === undefined) continue;
    if (await passes(scene, kinds, stage, repair)) played.push(supported(cause, 'its repair', line));
  }
  if (played.length > 0) return played;
  const answers = { name: scene.fitting.rightName, ...answerFiles };
  for (const cause of causes) {
    if (cause.detect(scene.given) === undefined) continue;
    const fix = productionFix(scene.given, cause, [], answers);
    const wholly = fix === undefined ? undefined : { edits: fix.edits, trusted: goodBundle };
    if (wholly !== undefined && (await passes(scene, kinds, stage, wholly)))
      played.push(supported(cause, 'its fix', line));
  }
  return played;
}

function supported(cause: Cause, how: string, line: string): Played {
  return { id: `faultless, cured by ${how}`, cause: cause.id, kind: undefined, line, status: 502, instead: undefined };
}

interface Repaired {
  readonly edits: readonly Edit[];
  readonly trusted: readonly string[];
}

export const goodChain: readonly string[] = ['good leaf'];

/** The repair that is this cause's own, without the hardening that every fix has. */
function ownRepair(scene: Scene, cause: Cause): Repaired | undefined {
  const { given, hop, trust } = scene;
  const judged = cause.detect(given) !== undefined;
  if (!judged) return undefined;
  const repairs = cause.repair?.(given) ?? [];
  const scheme = repairs.find((repair) => repair.type === 'scheme');
  const changes = repairs.flatMap((repair) => changeFor(repair, scene));
  if (cause.id === 'sni-required' && hop.tls.serverName.value !== 'on')
    changes.push({ hop, setting: 'server_name', value: 'on', why: '' });
  const switched = scheme === undefined ? undefined : speakTls(hop, scheme.scheme, [hop], given.hops);
  const edits = [...(switched === undefined ? [] : [switched]), ...placeChanges(changes, given.hops)];
  const bundle = replacesBundle(cause);
  if (edits.length === 0 && !bundle) return undefined;
  return { edits, trusted: bundle ? goodBundle : trust.trusted };
}

/** Whether the cause may be what the trusted file holds: then another file is part of its repair. */
function replacesBundle({ worlds }: Cause): boolean {
  return worlds.some(({ settings, files }) => files?.[settings.trusted_certificate ?? ''] !== undefined);
}

function changeFor(repair: Repair, { hop, fitting }: Scene): Change[] {
  switch (repair.type) {
    case 'set':
      return [{ hop, setting: repair.setting, value: repair.value, why: repair.why, onlyHere: true }];
    case 'remove':
      return [{ hop, setting: repair.setting, value: undefined, why: repair.why, onlyHere: true }];
    case 'ask':
      return [
        {
          hop,
          setting: repair.setting,
          value: repair.need === 'name' ? fitting.rightName : answerFiles[repair.need],
          why: repair.why,
          onlyHere: true,
        },
      ];
    case 'scheme':
      return [];
  }
}

/** Whether the request passes here: what stands before or after this hop may answer, or leave the request to it. */
async function passes(scene: Scene, kinds: Kinds, stage: Stage, repaired: Repaired): Promise<boolean> {
  return (
    (await passesIn(alone(scene), kinds, stage, repaired)) || (await passesIn(answering(scene), kinds, stage, repaired))
  );
}

async function passesIn(scene: Scene, kinds: Kinds, stage: Stage, repaired: Repaired): Promise<boolean> {
  const { trust, fitting, hop } = scene;
  const good = repaired.trusted === goodBundle;
  const behaviour = faultlessFor(good ? goodChain : trust.chain, fitting.protocol, 'yes');
  const own = inWorld(hop.tls.trustedCertificate.value);
  const content: FileContent = { certificates: repaired.trusted };
  const { outcome, place } = await perform(
    scene,
    {
      certificates: kinds.certificates,
      trusted: repaired.trusted,
      files: () => ({ ...(own === undefined ? {} : { [own]: content }), [answerFiles['ca-path']]: content }),
      upstreams: ({ addresses }) => everywhere(addresses, behaviour),
      steps: ({ request }) => (request === undefined ? [] : [request]),
    },
    stage,
    { edits: repaired.edits },
  );
  const step = outcome.steps.at(-1);
  return (
    step?.status === 200 && reaches(step, place) && lineLike(scene.given.incident, step, place.addresses) === undefined
  );
}
