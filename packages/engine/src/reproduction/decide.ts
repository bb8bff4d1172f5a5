import type { Judged } from '../diagnosis/diagnose.js';
import { grouped } from '../tables.js';
import { castName } from '../worlds/cast.js';
import type { Behaviour, Certificate, Player, Step, StepOutcome, World } from '../worlds/world.js';
import type { Kind, Kinds } from './kinds.js';
import { eventsOf } from './line.js';
import { decision, type Observation, observations, observatory, observer } from './observations.js';
import type { Reproduction } from './reproduce.js';
import type { Scene } from './scene.js';

const address = '198.18.0.1:8443';

/**
 * The observations that tell the remaining causes apart, best first: each is played in every world that still explains
 * the line. Empty where none of them splits anything.
 */
export async function decide(
  scene: Scene,
  { played, kinds }: Reproduction,
  standing: readonly Judged[],
  player: Player,
): Promise<readonly string[]> {
  const causes = new Set(standing.filter(({ reproduced }) => reproduced !== undefined).map(({ cause }) => cause.id));
  const worlds = played.flatMap(({ kind, line, cause }) =>
    kind === undefined || line === undefined || !causes.has(cause) ? [] : [kind],
  );
  if (new Set(worlds.map(({ cause }) => cause)).size < 2) return [];
  const outcome = await player(worldFor(worlds, kinds, scene.fitting.rightName));
  const seen = observations.map((observation, index) => ({
    observation,
    answers: answersBy(worlds, kinds, scene, outcome.steps, observation, index),
  }));
  const [best] = seen
    .filter(({ answers }) => answers.size > 1)
    .sort((a, b) => remaining(a.answers) - remaining(b.answers));
  return best === undefined ? [] : [decision(best.observation, scene.given, best.answers)];
}

/** Steps for each world: the upstream changes, then every observation is made. */
function worldFor(worlds: readonly Kind[], { certificates }: Kinds, name: string): World {
  const requests = observations.map(
    ({ id }): Step => ({
      type: 'request',
      to: observer,
      protocol: 'http',
      host: 'observer',
      method: 'GET',
      path: `/${id}`,
    }),
  );
  return {
    files: {
      '/etc/nginx/nginx.conf': observatory(address, name),
      '/etc/nginx/client.pem': { certificates: ['client'] },
      '/etc/nginx/client.key': { keyOf: 'client' },
    },
    certificates,
    names: {},
    upstreams: [{ address, behaviour: { type: 'refused' } }],
    steps: worlds.flatMap(({ behaviour }): readonly Step[] => [
      { type: 'swap', upstream: { address, behaviour } },
      ...requests,
    ]),
  };
}

/** For each answer the causes, one of whose worlds gives it. */
function answersBy(
  worlds: readonly Kind[],
  { certificates }: Kinds,
  { fitting }: Scene,
  steps: readonly StepOutcome[],
  observation: Observation,
  index: number,
): ReadonlyMap<string, readonly string[]> {
  const every = worlds.map(({ behaviour, cause }, world) => {
    const step = steps[world * (observations.length + 1) + 1 + index];
    return { cause, answer: answerOf(step, behaviour, observation, fitting.rightName, certificates) };
  });
  const answers = grouped(every, ({ answer }) => [answer]);
  return new Map([...answers].map(([answer, ones]) => [answer, [...new Set(ones.map(({ cause }) => cause))]]));
}

/** How many causes are left on average, where each world is as likely as another. */
function remaining(answers: ReadonlyMap<string, readonly string[]>): number {
  const sizes = [...answers.values()].map((causes) => causes.length);
  return sizes.reduce((sum, size) => sum + size * size, 0) / sizes.reduce((sum, size) => sum + size, 0);
}

/** What `s_client` would show, in words: how the handshake ends, and the certificate where it comes to one. */
function answerOf(
  step: StepOutcome | undefined,
  behaviour: Behaviour,
  { serverName }: Observation,
  name: string,
  certificates: Readonly<Record<string, Certificate>>,
): string {
  const signature = step === undefined ? undefined : eventsOf(step.errorLog)[0]?.signature;
  if (signature?.kind === 'alert') return `alert ${signature.number} (${signature.name})`;
  if (signature?.kind === 'ssl' && signature.during === 'handshake')
    return `“${signature.reason.replaceAll('-', ' ')}”`;
  if (signature?.kind === 'closed' && signature.during === 'handshake')
    return signature.reset ? 'a reset' : 'a close without an alert';
  if (signature?.kind === 'connect' || signature?.kind === 'timeout') return 'no connection';
  if (behaviour.type !== 'tls') return 'no certificate';
  const chain = chainShown(behaviour, serverName ? name : undefined, certificates);
  const asks = behaviour.clientCertificate === undefined ? '' : ' and a list of acceptable client CAs';
  return `${described(chain, name, certificates)}${asks}`;
}

type Tls = Extract<Behaviour, { readonly type: 'tls' }>;

function chainShown(
  { chain, byServerName, withoutServerName }: Tls,
  name: string | undefined,
  certificates: Readonly<Record<string, Certificate>>,
): readonly string[] {
  const special = name === undefined ? undefined : byServerName?.[name];
  if (special !== undefined) return special;
  const known = name !== undefined && certificates[chain[0] ?? '']?.dns.includes(name) === true;
  return known || withoutServerName?.act !== 'present' ? chain : withoutServerName.chain;
}

function described(
  chain: readonly string[],
  name: string,
  certificates: Readonly<Record<string, Certificate>>,
): string {
  const [id = ''] = chain;
  const leaf = certificates[id];
  if (leaf === undefined) return 'a certificate';
  const times = chain.map((one) => certificates[one]).filter((one) => one !== undefined);
  const faults = [
    leaf.dns.includes(name) ? '' : `for another name than ${name === castName ? 'the expected one' : name}`,
    leaf.issuer === id ? 'self-signed' : '',
    times.some(({ validTo }) => validTo < 0) ? 'expired' : '',
    times.some(({ validFrom }) => validFrom > 0) ? 'not valid yet' : '',
    leaf.key === 'rsa1024' ? 'of a weak key' : '',
    leaf.extendedKeyUsage !== undefined && !leaf.extendedKeyUsage.includes('serverAuth') ? 'not meant for servers' : '',
  ].filter(Boolean);
  const length = chain.length === 1 ? 'alone' : `with ${chain.length - 1} more of its chain`;
  return ['a certificate', ...faults, length].join(', ').replace('certificate, ', 'certificate ');
}
