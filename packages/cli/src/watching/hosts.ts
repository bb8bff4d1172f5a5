import {
  type CertificateFacts,
  type CertProblem,
  type CertSource,
  readCertificates,
  type Use,
} from '@stackengine/engine';
import { withAddresses } from '../fetching/hops.js';
import { addressOf, type Place } from '../fetching/place.js';
import { several } from '../fetching/several.js';
import type { Answered, Asker } from './asker.js';
import { progressBar } from './progress.js';

/** A server to ask, how, and who passes traffic on to it. */
export interface PlannedHost {
  readonly place: Place;
  readonly usedBy: readonly Use[];
}

export interface HostSource extends CertSource {
  readonly plan: PlannedHost;
}

/** A place for each address of its name. */
type Resolve = (place: Place) => Promise<readonly Place[]>;

interface AnsweredAt {
  readonly place: Place;
  readonly answered: Answered;
}

/**
 * Asks servers, no more than `most` addresses at a time. A name with several addresses is asked at each: what they present alike is
 * one source, and what one of them presents otherwise is another, for there the old certificate may have been left.
 */
export async function askHosts(
  plans: readonly PlannedHost[],
  most: number,
  { ask }: Asker,
  resolve: Resolve = withAddresses,
): Promise<readonly HostSource[]> {
  const resolved = await several(plans, most, ({ place }) => resolve(place));
  const places = resolved.flatMap((found, index) => found.map((place) => ({ index, place })));
  const bar = progressBar(places.length, 'servers asked');
  let done = 0;
  const answers = await several(places, most, async ({ index, place }) => {
    const answered = await ask(place);
    bar.show(++done);
    return { index, place, answered };
  });
  bar.clear();
  const byPlan = plans.map((): AnsweredAt[] => []);
  for (const { index, ...answer } of answers) byPlan[index]?.push(answer);
  return plans.flatMap((plan, index) => sourcesOf(plan, byPlan[index] ?? []));
}

function sourcesOf(plan: PlannedHost, answers: readonly AnsweredAt[]): readonly HostSource[] {
  const chains = new Map<string, Place[]>();
  for (const { place, answered } of answers) {
    if (answered.chain.length === 0) continue;
    const text = answered.chain.join('\n');
    chains.set(text, [...(chains.get(text) ?? []), place]);
  }
  const silent = answers.filter(({ answered }) => answered.chain.length === 0);
  if (chains.size === 0) return [silentSource(plan, silent[0]?.answered)];
  const notes = silent.map(({ place, answered }) => `no answer at ${addressOf(place.target)}: ${answered.failure}`);
  return [...chains].map(([text, at]) => {
    const own = at.map(({ target }) => addressOf(target)).join(', ');
    const name = chains.size === 1 ? nameOf(plan) : `${nameOf(plan)} at ${own}`;
    const { certificates, problems } = readCertificates(name, text);
    return { ...sourceOf(plan, name, certificates, problems.map(withoutLine)), notes };
  });
}

/** Lines of what a server sent are of no use to anybody. */
const withoutLine = ({ file, message }: CertProblem): CertProblem => ({ file, message });

function silentSource(plan: PlannedHost, answered: Answered | undefined): HostSource {
  const name = nameOf(plan);
  return sourceOf(plan, name, [], [{ file: name, message: answered?.failure ?? 'it presented no certificate' }]);
}

function sourceOf(
  plan: PlannedHost,
  name: string,
  certificates: readonly CertificateFacts[],
  problems: readonly CertProblem[],
): HostSource {
  const { usedBy } = plan;
  return {
    kind: 'host',
    name,
    roles: ['presented'],
    usedBy,
    certificates,
    lists: [],
    problems,
    privateKey: false,
    plan,
  };
}

/** The server as it is named, and the server name where that is another: one port can present many certificates. */
function nameOf({ place: { address, sends, target } }: PlannedHost): string {
  return sends === undefined || sends === target.host ? address : `${address} as ${sends}`;
}
