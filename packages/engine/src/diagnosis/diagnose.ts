import type { Configuration } from '@stackengine/nginx-config';
import type { Case, Cause, Remedy, Verdict } from '../causes/cause.js';
import { certificateOf, foundFault, remedyOf } from '../causes/evidence/found-fault.js';
import { causes } from '../causes/index.js';
import { developmentFix, productionFix } from '../fixes/index.js';
import type { Hop } from '../hops/hop.js';
import { findHops, loggedAddress, positionOf, verifiedName } from '../hops/index.js';
import type { AccessEntry } from '../logs/access.js';
import type { LogEvent } from '../logs/event.js';
import { describeSignature } from '../logs/index.js';
import type { ChainVerifier } from '../verification/verifier.js';
import type { ReadCapture } from '../x509/capture.js';
import type { CertificateFacts, ListFile, TrustFile } from '../x509/chain.js';
import { blastRadius } from './blast-radius.js';
import { openCases } from './cases.js';
import type {
  Answers,
  DiagnosedCause,
  DiagnosedFault,
  DiagnosedIncident,
  Diagnosis,
  Fix,
  Reproduced,
} from './diagnosis.js';
import { configurationNotices, incidentNotices, unexplained } from './notices.js';
import { settledByChain } from './settled-by-chain.js';
import { stageOf } from './stage.js';

/** Everything that a diagnosis rests on. The host reads files and the clock; the engine gets values. */
export interface DiagnosisInput {
  readonly events: readonly LogEvent[];
  readonly access: readonly AccessEntry[];
  /** False where no access log was given: then numbers of requests are unknown rather than 0. */
  readonly accessGiven: boolean;
  readonly configuration: Configuration | undefined;
  readonly presented: readonly CertificateFacts[];
  readonly presentedWithServerName?: readonly CertificateFacts[];
  /** What peers were seen to present, each by its address; used where `presented` is empty. */
  readonly captures?: readonly ReadCapture[];
  readonly vouched: readonly CertificateFacts[];
  /** Reads a certificate file that the configuration names; the path is as written there. */
  readonly trustFile: (path: string) => TrustFile;
  /** Reads a file of revocation lists that the configuration names. */
  readonly listFile?: (path: string) => ListFile;
  /** Asks OpenSSL about chains; where it is not at hand, chains are described only. */
  readonly verifyChain?: ChainVerifier;
  readonly environment: 'production' | 'development';
  /** ISO 8601. */
  readonly now: string;
  readonly answers: Answers;
}

/** Names the causes of each incident, best first, and the edits that cure them. Pure; never throws. */
export function diagnose(input: DiagnosisInput): Diagnosis {
  return diagnoseCases(input).diagnosis;
}

/** The same, with the cases that were judged; for who shows more of them than a diagnosis tells. */
export function diagnoseCases(input: DiagnosisInput): {
  readonly diagnosis: Diagnosis;
  readonly cases: readonly Case[];
} {
  const hops = input.configuration === undefined ? [] : findHops(input.configuration);
  const cases = openCases(input, hops);
  const incidents = cases.map((given) => diagnoseCase(given, judge(given), input));
  return { diagnosis: summed(incidents, input, hops), cases };
}

/** The incidents in the order of their weight, with what has to be said of the input. */
export function summed(
  incidents: readonly DiagnosedIncident[],
  input: DiagnosisInput,
  hops: readonly Hop[],
): Diagnosis {
  return {
    schema: 'stackengine/diagnosis@1',
    incidents: [...incidents].sort(byImpact),
    notices: configurationNotices(input, hops),
  };
}

const order = { certain: 0, likely: 1, possible: 2 } as const;

/** A cause, what it says of a case, and what came of playing it. */
export interface Judged {
  readonly cause: Cause;
  readonly verdict: Verdict;
  readonly reproduced?: Reproduced;
}

/** The causes that explain a case, best first; where one is certain, the others are excluded. */
export function judge(given: Case): readonly Judged[] {
  if (isNoKnownCause(given)) return [];
  const settled = settledByChain(given);
  const named = causes.find(({ id }) => id === settled?.cause);
  if (settled !== undefined && named !== undefined) return [{ cause: named, verdict: settled.verdict }];
  const judged: Judged[] = [];
  for (const cause of causes) {
    const verdict = cause.detect(given);
    if (verdict !== undefined) judged.push({ cause, verdict });
  }
  const certain = judged.filter((one) => one.verdict.confidence === 'certain');
  return ranked(certain.length > 0 ? certain : judged);
}

/** OpenSSL names the fault, and it is none of the causes: to name another beside it would be wrong. */
export function isNoKnownCause(given: Case): boolean {
  const fault = foundFault(given);
  return fault !== undefined && fault.cause === undefined;
}

/** Best first. */
export function ranked(judged: readonly Judged[]): readonly Judged[] {
  return [...judged].sort(
    (a, b) => order[a.verdict.confidence] - order[b.verdict.confidence] || b.verdict.weight - a.verdict.weight,
  );
}

/** What is told of one case, by the causes that were found for it. */
export function diagnoseCase(given: Case, judged: readonly Judged[], input: DiagnosisInput): DiagnosedIncident {
  const { incident, hop } = given;
  const position = hop === undefined ? undefined : positionOf(hop);
  return {
    id: incident.id,
    stage: judged[0]?.cause.stage ?? stageOf(incident.signature),
    summary: describeSignature(incident.signature),
    line: shortened(incident.events[0]?.text ?? ''),
    count: incident.count,
    firstSeen: incident.firstSeen ?? null,
    lastSeen: incident.lastSeen ?? null,
    upstream: {
      protocol: hop?.protocol ?? incident.protocol ?? null,
      address: addressOf(given) ?? null,
      name: hop === undefined || hop.tls.enabled === 'no' ? null : (verifiedName(hop).name ?? null),
      hop:
        hop === undefined || position === undefined
          ? null
          : { file: hop.pass.tree.file, ...position, directive: hop.pass.name },
    },
    causes: judged.map((one) => describe(one, given)),
    contradicted: [],
    fault: faultOf(given),
    blastRadius: blastRadius(given, input.accessGiven),
    fixes: fixes(given, judged, input),
    notices: [...incidentNotices(given), ...(judged.length === 0 ? unexplained(given) : [])],
  };
}

/** nginx itself cuts its lines at 2,048 bytes (NGX_MAX_ERROR_STR); what is longer was made by something else. */
function shortened(line: string): string {
  return line.length <= 2048 ? line : `${line.slice(0, 2048)}…`;
}

function addressOf({ incident: { upstream }, hop }: Case): string | undefined {
  return upstream === undefined ? hop?.peers[0]?.address : loggedAddress(upstream);
}

function describe({ cause, verdict, reproduced }: Judged, given: Case): DiagnosedCause {
  const { title = cause.title, explanation = cause.explanation } = cause.told?.(given) ?? {};
  return {
    cause: cause.id,
    title,
    confidence: verdict.confidence,
    reproduced: reproduced ?? null,
    evidence: verdict.evidence,
    decidedBy: verdict.decidedBy,
    explanation,
    impact: cause.impact,
    remedy: remedyInTrustedFile(given, cause) ?? cause.remedy(given),
    confirm: cause.confirm(given),
    prevention: cause.prevention,
  };
}

function faultOf(given: Case): DiagnosedFault | null {
  const fault = foundFault(given);
  if (fault === undefined) return null;
  const { kind, code, text, depth, meaning } = fault;
  const certificate = certificateOf(given, fault);
  return {
    kind,
    code,
    text,
    certificate:
      certificate === undefined
        ? null
        : {
            subject: certificate.subject,
            sha256: certificate.sha256,
            file: certificate.file,
            line: certificate.line,
          },
    depth,
    meaning,
    cures: remedyOf(fault),
  };
}

/** Where it is enough to take a certificate out of nginx's file, or to put another in its place, nobody else has to act. */
function remedyInTrustedFile(given: Case, { id }: Cause): readonly Remedy[] | undefined {
  const fault = foundFault(given);
  const action = fault?.cause === id ? fault.cures[0]?.action : undefined;
  const isEnough = action?.type === 'distrust' || (action?.type === 'trust' && action.instead !== undefined);
  return fault !== undefined && isEnough ? remedyOf(fault).slice(0, 1) : undefined;
}

/** One fix of each profile: that of the best cause which has one and is as likely as the first. */
function fixes(given: Case, judged: readonly Judged[], input: DiagnosisInput): readonly Fix[] {
  const [first] = judged;
  if (first === undefined) return [];
  const production = productionFix(
    given,
    first.cause,
    judged.slice(1).map((one) => one.cause),
    input.answers,
  );
  const rivals = judged.filter((one) => one.verdict.confidence === first.verdict.confidence);
  const development = rivals.map((one) => developmentFix(given, one.cause)).find((fix) => fix !== undefined);
  const found = [production, development].filter((fix): fix is Fix => fix !== undefined);
  return input.environment === 'development' ? found.reverse() : found;
}

/** The most failures first; what only clients see last. */
function byImpact(a: DiagnosedIncident, b: DiagnosedIncident): number {
  return (
    Number(a.stage === 'client') - Number(b.stage === 'client') ||
    Number(b.stage === 'config') - Number(a.stage === 'config') ||
    b.count - a.count
  );
}
