import { depthOf } from '../causes/evidence/hop-state.js';
import type { Judged } from '../diagnosis/diagnose.js';
import { grouped } from '../tables.js';
import { castName } from '../worlds/cast.js';
import type { Behaviour, Certificate, Player, Step, StepOutcome, World } from '../worlds/world.js';
import { isOfGivenChain } from './given-chain.js';
import type { Kind } from './kinds.js';
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
  const { hop, fitting, trust } = scene;
  const causes = new Set(standing.filter(({ reproduced }) => reproduced !== undefined).map(({ cause }) => cause.id));
  const worlds = played.flatMap(({ kind, line, cause }) =>
    kind === undefined || line === undefined || !causes.has(cause) ? [] : [kind],
  );
  if (new Set(worlds.map(({ cause }) => cause)).size < 2) return [];
  const certificates = { ...kinds.certificates, ...(worlds.some(isOfGivenChain) ? trust.twins : {}) };
  const outcome = await player(worldFor(worlds, certificates, fitting.rightName));
  const ofLength = causes.has('chain-too-long') || causes.has('missing-intermediate');
  const expected = { name: fitting.rightName, depth: ofLength ? depthOf(hop) : undefined };
  const seen = observations.map((observation, index) => ({
    observation,
    answers: answersBy(worlds, certificates, expected, outcome.steps, observation, index),
  }));
  const [best] = seen
    .filter(({ observation, answers }) => answers.size > 1 && isTelling(observation, causes))
    .sort((a, b) => remaining(a.answers) - remaining(b.answers));
  return best === undefined ? [] : [decision(best.observation, scene.given, best.answers)];
}

/** Which versions the upstreams of worlds speak is chance, but where a cause is about what both sides speak. */
function isTelling({ protocol }: Observation, causes: ReadonlySet<string>): boolean {
  return protocol === undefined || causes.has('protocol-mismatch') || causes.has('cipher-mismatch');
}

/** Steps for each world: the upstream changes, then every observation is made. */
function worldFor(worlds: readonly Kind[], certificates: World['certificates'], name: string): World {
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
  certificates: World['certificates'],
  expected: Expected,
  steps: readonly StepOutcome[],
  observation: Observation,
  index: number,
): ReadonlyMap<string, readonly string[]> {
  const every = worlds.map(({ behaviour, cause }, world) => {
    const step = steps[world * (observations.length + 1) + 1 + index];
    return { cause, answer: answerOf(step, behaviour, observation, expected, certificates) };
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
  { serverName, clientCertificate }: Observation,
  { name, depth }: Expected,
  certificates: Readonly<Record<string, Certificate>>,
): string {
  const ending = endingOf(step);
  // It is shown before a client without a certificate is sent away, in every version.
  if (behaviour.type === 'tls' && behaviour.clientCertificate !== undefined)
    return ['a list of acceptable client CAs', clientCertificate ? ending : undefined].filter(Boolean).join(', then ');
  if (ending !== undefined) return ending;
  if (behaviour.type !== 'tls') return 'no certificate';
  return described(chainShown(behaviour, serverName ? name : undefined, certificates), { name, depth }, certificates);
}

/** How a handshake fails; undefined where it doesn't. */
function endingOf(step: StepOutcome | undefined): string | undefined {
  const signature = step === undefined ? undefined : eventsOf(step.errorLog)[0]?.signature;
  if (signature?.kind === 'alert') return `alert ${signature.number} (${signature.name})`;
  if (signature?.kind === 'ssl' && signature.during === 'handshake')
    return `“${signature.reason.replaceAll('-', ' ')}”`;
  if (signature?.kind === 'closed' && signature.during === 'handshake')
    return signature.reset ? 'a reset' : 'a close without an alert';
  return signature?.kind === 'connect' || signature?.kind === 'timeout' ? 'no connection' : undefined;
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

/** What is told of a certificate: its name, and how many may follow where that is a question. */
interface Expected {
  readonly name: string;
  /** The depth in force; undefined where no cause that is left is about the length of the chain. */
  readonly depth: number | undefined;
}

function described(
  chain: readonly string[],
  { name, depth }: Expected,
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
    depth === undefined ? '' : lengthOf(chain, depth, certificates),
  ].filter(Boolean);
  return faults.length === 0 ? 'a certificate with nothing wrong' : `a certificate ${faults.join(', ')}`;
}

function lengthOf(chain: readonly string[], depth: number, table: Readonly<Record<string, Certificate>>): string {
  const [id = '', ...above] = chain;
  if (above.length === 0) return table[id]?.issuer === id ? '' : 'without an intermediate';
  const intermediates = above.filter((one) => table[one]?.issuer !== one).length;
  return intermediates > depth ? `with more than ${depth} intermediate${depth === 1 ? '' : 's'}` : 'with its chain';
}
