import type { Case } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import type { Judged } from '../diagnosis/diagnose.js';
import type { Answers, Fix } from '../diagnosis/diagnosis.js';
import { productionFix } from '../fixes/index.js';
import { usableName } from '../fixes/names.js';
import { answerFiles, goodChain } from './cures.js';
import { goodBundle } from './elsewhere.js';
import { faultlessFor, type Kind } from './kinds.js';
import type { Stage } from './play.js';
import { type Charge, type Patient, prove, type Trial } from './prove.js';
import type { Reproduction } from './reproduce.js';
import type { Scene } from './scene.js';
import { prepare } from './stand-ins/prepare.js';

/**
 * Puts a fix to the proof in every world in which its cause wrote the line. What it still asks of the user is answered by
 * stand-ins: the right name, the right CA. Undefined where nothing was reproduced that it could cure.
 */
export async function tryFix(
  scene: Scene,
  reproduction: Reproduction,
  judged: readonly Judged[],
  fix: Fix,
  answers: Answers,
  stage: Stage,
): Promise<Trial | undefined> {
  const own = reproduction.played.filter(({ cause, line }) => cause === fix.cause && line !== undefined);
  if (own.length === 0) return undefined;
  const kinds = own.flatMap(({ kind }) => kind ?? []);
  const names = kinds.length === 0 ? [scene.fitting.rightName] : [...new Set(kinds.map(({ name }) => name))];
  const trials: Trial[] = [];
  // An answer that was refused is asked for again.
  const refused = fix.needs.some(({ id }) => id === 'name');
  for (const name of names) {
    const ownName = refused ? undefined : usableName(answers.name);
    const answered = withAnswers(fix, scene.given, judged, { ...answers, name: ownName ?? name });
    if (answered === undefined) return undefined;
    const some = kinds.filter((kind) => kind.name === name);
    trials.push(await prove(scene, reproduction.kinds, stage, chargeOf(scene, answered, some, name, reproduction)));
  }
  return joined(trials);
}

/** The same fix, with an answer to everything that it asks. */
function withAnswers(fix: Fix, given: Case, judged: readonly Judged[], answers: Answers): Fix | undefined {
  const cause = causes.find(({ id }) => id === fix.cause);
  if (fix.needs.length === 0 || cause === undefined) return fix;
  const asked = Object.fromEntries(
    fix.needs.map(({ id }) => [id, id === 'name' ? answers.name : answerFiles[id as keyof typeof answerFiles]]),
  );
  const rivals = judged.map((one) => one.cause).filter((one) => one !== cause);
  return productionFix(given, cause, rivals, { ...answers, ...asked });
}

function chargeOf(
  scene: Scene,
  fix: Fix,
  kinds: readonly Kind[],
  name: string,
  { faultless, played }: Reproduction,
): Charge {
  const changed = changesTrust(fix, scene);
  const held = [...new Set([...scene.trust.trusted, ...kinds.flatMap(({ trusted }) => trusted)])];
  const lost = kinds.length === 0 && changed;
  return {
    fix,
    name,
    patients: kinds.length > 0 ? kinds.map(patientOf) : [faultlessPatient(scene, lost)],
    held,
    anchors: !changed ? held : kinds.length === 0 ? goodBundle : [...new Set(kinds.flatMap(({ anchors }) => anchors))],
    client: kinds.some(wantsAnotherClient) ? 'foreign-client' : 'client',
    startsBefore: !(faultless === 'same line' && played.some(({ id }) => id.endsWith('/at-start'))),
  };
}

const patientOf = (kind: Kind): Patient => ({
  id: kind.id,
  behaviour: kind.repaired ?? kind.behaviour,
  afterNeighbours: kind.world.neighbour !== undefined,
});

function faultlessPatient({ trust, fitting, given }: Scene, lost: boolean): Patient {
  const behaviour = faultlessFor(lost ? goodChain : trust.chain, fitting.protocol, 'yes');
  return { id: 'faultless', behaviour, afterNeighbours: given.sharing.length > 0 };
}

/** Whether the fix names another file of anchors than the one in force. */
function changesTrust({ edits }: Fix, { hop, configuration, leftOut }: Scene): boolean {
  const fixed = prepare(configuration, { subrequests: true, forgetFailures: true, leftOut, edits }).hopFor(hop);
  return fixed?.tls.trustedCertificate.value !== hop.tls.trustedCertificate.value;
}

function wantsAnotherClient({ behaviour }: Kind): boolean {
  return behaviour.type === 'tls' && behaviour.clientCertificate?.trusted.includes('foreign-root') === true;
}

function joined(trials: readonly Trial[]): Trial {
  const failures = trials.flatMap((trial) => trial.failures);
  const proofs = trials.flatMap(({ proof }) => proof ?? []);
  const [first] = proofs;
  if (failures.length > 0 || first === undefined) return { proof: null, failures };
  const all = (of: 'cured' | 'refused' | 'unchanged'): readonly string[] => [
    ...new Set(proofs.flatMap((one) => one[of])),
  ];
  return {
    proof: { nginx: first.nginx, cured: all('cured'), refused: all('refused'), unchanged: all('unchanged') },
    failures,
  };
}
