import { causes } from '../causes/index.js';
import type { Signature } from '../logs/event.js';
import type { FileContent, Player } from '../worlds/world.js';
import { inWorld } from './certificate-files.js';
import { faultlessFor, type Kinds } from './kinds.js';
import { eventsOf, saysTheSame } from './line.js';
import { perform } from './play.js';
import type { Played } from './played.js';
import type { Reproduction } from './reproduce.js';
import { everywhere, missingGroups, type Scene } from './scene.js';
import { noConcessions } from './start.js';

type Refusal = Extract<Signature, { readonly kind: 'config' }>;

/** nginx refused to start: the configuration is played with the file that the line names in the state that it names. */
export async function playRefusal(scene: Scene, kinds: Kinds, player: Player): Promise<Reproduction> {
  const { given, trust, fitting } = scene;
  const { signature } = given.incident;
  const lineIn = (errorLog: string): string | undefined =>
    eventsOf(errorLog).find((event) => saysTheSame(signature, event.signature))?.text;
  const behaviour = faultlessFor(trust.chain, fitting.protocol, fitting.tls);
  const { outcome, place, concessions } = await perform(
    scene,
    {
      certificates: kinds.certificates,
      trusted: trust.trusted,
      files: () => (signature.kind === 'config' ? filesFor(signature, scene) : {}),
      unknownNames: signature.kind === 'config' && signature.reason === 'host-not-found',
      upstreams: ({ addresses }) => everywhere(addresses, behaviour),
      steps: () => [],
    },
    {
      player,
      concessions: { ...noConcessions, additions: missingGroups(scene) },
      enough: (errorLog) => lineIn(errorLog) !== undefined,
    },
  );
  const line = outcome.started ? undefined : lineIn(outcome.errorLog);
  const played = causes
    .filter((cause) => cause.detect(given) !== undefined)
    .map(
      (cause): Played => ({
        id: `${cause.id}/at-start`,
        cause: cause.id,
        kind: undefined,
        line,
        status: undefined,
        instead: outcome.started ? 'nginx starts' : undefined,
      }),
    );
  return {
    scene,
    nginx: outcome.nginx,
    replacements: place.prepared.replacements,
    faultless: line === undefined ? 'another line' : 'same line',
    played,
    kinds,
    concessions,
    problem: undefined,
    missed: false,
  };
}

/** The file that the line names, as the line says it is. */
function filesFor({ reason, file }: Refusal, { hop }: Scene): Readonly<Record<string, FileContent | undefined>> {
  const { trustedCertificate, crl, certificate, certificateKey } = hop.tls;
  const named = [trustedCertificate, crl, certificate, certificateKey].find(
    ({ value }) => value !== undefined && file !== undefined && (value === file || file.endsWith(`/${value}`)),
  );
  const key = inWorld(certificateKey.value);
  if (reason === 'key-mismatch') return key === undefined ? {} : { [key]: { keyOf: 'foreign-client' } };
  const path = inWorld(named?.value);
  if (path === undefined) return {};
  if (reason.endsWith('-missing')) return { [path]: undefined };
  return reason.endsWith('-unreadable') ? { [path]: 'no PEM\n' } : {};
}
