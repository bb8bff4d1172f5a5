import type { Case } from '../causes/cause.js';
import { foundFault } from '../causes/evidence/found-fault.js';
import { isSet, verifies } from '../causes/evidence/hop-state.js';
import { unfitAnsweredName } from '../causes/evidence/unfit-answered-name.js';
import { openCases } from '../diagnosis/cases.js';
import {
  type DiagnosisInput,
  diagnoseCase,
  isNoKnownCause,
  type Judged,
  judge,
  summed,
} from '../diagnosis/diagnose.js';
import type { ContradictedCause, DiagnosedIncident, Diagnosis, Fix, Notice } from '../diagnosis/diagnosis.js';
import { usableName } from '../fixes/names.js';
import { findHops } from '../hops/index.js';
import type { Player } from '../worlds/world.js';
import { decide } from './decide.js';
import { contradictsGivenChain, isOfGivenChain } from './given-chain.js';
import { inheritedVerification } from './inherited.js';
import { type Reproduction, reproduce } from './reproduce.js';
import { type Scene, sceneOf } from './scene.js';
import { tryFix } from './trials.js';
import { verdicts } from './verdicts.js';

/** Who plays, and who wants to know how far it is. */
export interface Playing {
  readonly player: Player;
  /** Called as worlds are played, with the incident's id. */
  readonly progress?: (incident: string, played: number, total: number) => void;
}

/** A log may hold thousands of incidents; to play one takes about a second. */
const mostPlayed = 25;

/**
 * As `diagnose`, with incidents played: their causes are those in which nginx writes the line. Of very many only those with the most
 * failures are. Rejects only where the player does.
 */
export async function diagnoseByPlaying(input: DiagnosisInput, playing: Playing): Promise<Diagnosis> {
  const hops = input.configuration === undefined ? [] : findHops(input.configuration);
  const incidents: DiagnosedIncident[] = [];
  const cases = openCases(input, hops);
  const played = new Set(cases.toSorted((a, b) => b.incident.count - a.incident.count).slice(0, mostPlayed));
  for (const given of cases)
    incidents.push(played.has(given) ? await playCase(given, input, playing) : byText(given, input));
  return summed(incidents, input, hops);
}

function byText(given: Case, input: DiagnosisInput): DiagnosedIncident {
  const why = `${mostPlayed} incidents with more failures were played; a log of this one alone reproduces it`;
  return withNotice(diagnoseCase(given, judge(given), input), notPlayed(why));
}

async function playCase(given: Case, input: DiagnosisInput, { player, progress }: Playing): Promise<DiagnosedIncident> {
  const judged = judge(given);
  const asLogged =
    input.configuration === undefined ? undefined : sceneOf(given, input.configuration, playedName(given));
  if (asLogged === undefined) return withNotice(diagnoseCase(given, judged, input), notPlayed(whyNot(given, input)));
  const { other, reproduction } = await reaching(asLogged, (one) =>
    reproduce(one, player, (played, total) => progress?.(given.incident.id, played, total)),
  );
  const { scene } = reproduction;
  const notice = noticeOf(reproduction, judged, given);
  const found = isNoKnownCause(given)
    ? judged
    : await decided(verdicts(judged, reproduction), scene, reproduction, player);
  const shown = withNotice(diagnoseCase(given, found, input), notice);
  const notices = [
    ...(other ? [anotherRequest(asLogged)] : []),
    ...(inheritedVerification(asLogged).length > 0 ? [verificationAssumed] : []),
    ...notThisChain(reproduction),
    ...replaced(reproduction, scene),
  ];
  const incident = {
    ...shown,
    contradicted: contradictedBy(reproduction, judged, found),
    notices: [...shown.notices, ...notices],
  };
  return proven(incident, scene, reproduction, found, input, player);
}

/** What text thought of and no play bore out. */
function contradictedBy(
  { played }: Reproduction,
  judged: readonly Judged[],
  found: readonly Judged[],
): readonly ContradictedCause[] {
  return judged
    .filter(({ cause }) => !found.some((one) => one.cause === cause))
    .flatMap(({ cause: { id, title } }) => {
      const own = played.filter(({ cause }) => cause === id);
      const [first] = own;
      if (first === undefined) return [];
      return [{ cause: id, title, worlds: own.length, instead: first.instead ?? `status ${first.status ?? 'none'}` }];
    });
}

/** Where the logged request leads elsewhere in what was given, one is played that leads to the hop. */
async function reaching(
  asLogged: Scene,
  play: (scene: Scene) => Promise<Reproduction>,
): Promise<{ readonly other: boolean; readonly reproduction: Reproduction }> {
  const reproduction = await play(asLogged);
  if (!reproduction.missed || asLogged.event?.request === undefined) return { other: false, reproduction };
  const second = await play({ ...asLogged, event: { ...asLogged.event, request: undefined } });
  return second.missed ? { other: false, reproduction } : { other: true, reproduction: second };
}

/** The chain that was given is not what nginx met when it wrote the line. */
function notThisChain({ played, nginx, problem }: Reproduction): readonly Notice[] {
  const given = played.filter(isOfGivenChain);
  const [first] = given;
  if (problem !== undefined || first === undefined || !contradictsGivenChain(played)) return [];
  const instead =
    first.status === 200 ? 'the request passes' : `nginx writes: ${first.instead ?? `status ${first.status}`}`;
  return [
    {
      code: 'not-this-chain',
      text: `Played on nginx ${nginx} with the chain that was given, this line is not written (${instead}): the upstream shows nginx another chain, or showed one then.`,
    },
  ];
}

const anotherRequest = ({ event, hop }: Scene): Notice => ({
  code: 'another-request',
  text: `The logged request "${event?.request ?? ''}" does not lead to this ${hop.pass.name} in what was given; one that does was played.`,
});

const verificationAssumed: Notice = {
  code: 'verification-assumed',
  text: 'The line shows that nginx verifies, and nothing given switches it on: played as if an enclosing block did.',
};

/** Where several causes stand, what would tell them apart takes the place of what text thought of. */
async function decided(
  found: readonly Judged[],
  scene: Scene,
  reproduction: Reproduction,
  player: Player,
): Promise<readonly Judged[]> {
  if (found.length < 2 || found[0]?.verdict.confidence === 'certain') return found;
  const decidedBy = await decide(scene, reproduction, found, player);
  if (decidedBy.length === 0) return found;
  return found.map((one) => (one.reproduced === undefined ? one : { ...one, verdict: { ...one.verdict, decidedBy } }));
}

/** The fixes that stood their trial, with its proof; of those that failed, in what. */
async function proven(
  incident: DiagnosedIncident,
  scene: Scene,
  reproduction: Reproduction,
  judged: readonly Judged[],
  { answers }: DiagnosisInput,
  player: Player,
): Promise<DiagnosedIncident> {
  const fixes: Fix[] = [];
  const notices: Notice[] = [];
  const stage = { player, concessions: reproduction.concessions };
  for (const fix of incident.fixes) {
    const trial = await tryFix(scene, reproduction, judged, fix, answers, stage);
    if (trial === undefined || trial.failures.length === 0) fixes.push({ ...fix, proof: trial?.proof ?? null });
    else
      notices.push({
        code: 'fix-failed-its-proof',
        text: `A ${fix.profile} fix for ${fix.cause} is not offered: ${trial.failures.join('; ')}`,
      });
  }
  return { ...incident, fixes, notices: [...incident.notices, ...notices] };
}

function whyNot({ candidates, incident }: Case, { configuration }: DiagnosisInput): string {
  if (configuration === undefined) return 'no configuration was given';
  if (incident.signature.kind === 'client') return 'the line is of a client, not of an upstream';
  return candidates.length > 1
    ? 'the line fits several places of the configuration'
    : 'no place of the configuration fits the line';
}

/** What the world has in another form: it can change the answer. */
function replaced({ replacements }: Reproduction, { leftOut }: Scene): readonly Notice[] {
  const crowd =
    leftOut.size === 0
      ? []
      : [
          {
            code: 'played-in-part',
            text: `Played without ${leftOut.size} servers and locations that pass traffic elsewhere.`,
          },
        ];
  const [first] = replacements;
  if (first === undefined) return crowd;
  const some = replacements.slice(0, 6).map(({ what, line, why }) => `${what} (line ${line}: ${why})`);
  const more = replacements.length > some.length ? `, and ${replacements.length - some.length} more` : '';
  return [
    ...crowd,
    {
      code: 'played-without',
      text: `Played without these lines of the configuration: ${some.join(', ')}${more}.`,
      file: first.file,
      line: first.line,
    },
  ];
}

const notPlayed = (why: string): Notice => ({ code: 'not-playable', text: `Not reproduced: ${why}.` });

function noticeOf(
  { problem, played, nginx, faultless }: Reproduction,
  judged: readonly Judged[],
  given: Case,
): Notice | undefined {
  if (problem !== undefined) return notPlayed(problem);
  if (faultless === 'same line')
    return {
      code: 'configuration-at-fault',
      text: `Played on nginx ${nginx}, even an upstream with nothing wrong gets this line: the fault is in nginx’s configuration or its files.`,
    };
  if (played.some(({ line }) => line !== undefined) || judged.length === 0) return undefined;
  if (foundFault(given) !== undefined)
    return notPlayed('no upstream that is played has this fault; OpenSSL finds it in the chain that was given');
  if (mayWrite(given))
    return {
      code: 'not-among-those-played',
      text: `Not reproduced: none of the ${played.length} kinds of upstream that were played on nginx ${nginx} has a chain with this fault.`,
    };
  return {
    code: 'not-this-configuration',
    text: `Played on nginx ${nginx} against ${played.length} kinds of upstream, this configuration never writes this line: another one ran, or what was not given of it matters.`,
  };
}

/** A hop that verifies writes whatever OpenSSL finds in a chain; what it finds in revocation lists only where there are any. */
function mayWrite({ incident: { signature }, hop }: Case): boolean {
  if (signature.kind !== 'verify' || hop === undefined || verifies(hop) !== 'yes') return false;
  return !ofLists.has(signature.code) || isSet(hop.tls.crl);
}

/** X509_V_ERR_… that only come with proxy_ssl_crl. */
const ofLists: ReadonlySet<number> = new Set([3, 8, 11, 12, 15, 16, 23, 33, 35, 36, 44, 54]);

/** In the place of the notice that nothing was played. */
function withNotice(incident: DiagnosedIncident, notice: Notice | undefined): DiagnosedIncident {
  const others = incident.notices.filter(({ code }) => code !== 'not-reproduced');
  return { ...incident, notices: notice === undefined ? others : [notice, ...others] };
}

/** The name that the user answers with, unless it is refused and asked for again. */
function playedName(given: Case): string | undefined {
  return unfitAnsweredName(given) === undefined ? usableName(given.answeredName) : undefined;
}
