import type { Diagnosis, Fix } from '@stackengine/engine';
import type { Scenario } from './scenario.js';

const brief = (text: string) => text.trim().split('\n').slice(0, 3).join(' | ').slice(0, 300);

/** What is wrong with a diagnosis by playing: the true cause has to come first, and to have written the line. */
export function diagnosisProblems({ incidents }: Diagnosis, { cause }: Scenario): readonly string[] {
  const [incident] = incidents;
  if (incident === undefined) return ['no incident'];
  const found = incident.causes.map(
    (one) => `${one.cause} ${one.confidence} ${one.reproduced?.worlds.join('+') ?? 'not reproduced'}`,
  );
  const told = `${found.join('; ')} [${incident.notices.map(({ text }) => text).join(' | ')}] log: ${brief(incident.line)}`;
  const own = incident.causes.find((one) => one.cause === cause);
  if (own === undefined) return [`the cause is not among: ${told}`];
  const problems: string[] = [];
  // A client's handshake has no upstream to be played.
  if (own.reproduced === null && cause !== 'client-side-handshake') problems.push(`not reproduced: ${told}`);
  if (incident.causes[0] !== own) problems.push(`not first: ${told}`);
  return problems;
}

/** With the chain at hand and the CAs vouched for, nothing is left open. */
export function certaintyProblems({ incidents }: Diagnosis, { cause }: Scenario): readonly string[] {
  const found = (incidents[0]?.causes ?? []).map((one) => `${one.cause} ${one.confidence}`);
  return found[0] === `${cause} certain` ? [] : [`not certain with the chain at hand: ${found.join(', ')}`];
}

/** What is wrong with the fixes that are offered once every question is answered: each has to be proven, and to refuse all attackers. */
export function proofProblems(fixes: readonly Fix[], { curable }: Scenario): readonly string[] {
  const unproven = curable ? fixes.filter(({ proof }) => proof === null) : [];
  const attacked = fixes.filter(({ profile, proof }) => profile === 'production' && proof?.refused.length !== 3);
  return [
    ...unproven.map(({ profile, cause }) => `the ${profile} fix for ${cause} is not proven`),
    ...attacked.map(({ cause }) => `the fix for ${cause} was not attacked`),
  ];
}
