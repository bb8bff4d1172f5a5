import type { CertificateFacts } from '../x509/chain.js';
import { mayHaveIssued } from '../x509/may-have-issued.js';
import { type FaultKind, type FoundFault, foundFaults, keyOf } from './fault-kind.js';
import { distrusting, type Judgement, judge, type Trial, trusting } from './trial.js';
import type { ChainVerifier } from './verifier.js';

/** What the certificates at hand can do about a fault of the path; each was tried. */
export interface Findings {
  /** The issuer that is missing. */
  readonly issuer?: CertificateFacts;
  /** A trusted certificate without which OpenSSL finds its way. */
  readonly misleading?: CertificateFacts;
  /** What has to be trusted in place of that one. */
  readonly right?: CertificateFacts;
}

/**
 * Looks for what cures a path: a certificate at hand that was left out, or one too many. OpenSSL takes the first of several trusted
 * certificates of one name, and once it has taken an intermediate from the trusted file, it does not look among the sent ones any more.
 */
export function searched(
  fault: FoundFault,
  judgement: Judgement,
  trial: Trial,
  atHand: readonly CertificateFacts[],
  verify: ChainVerifier,
): Findings {
  const cures = (other: Trial): boolean => isCured(fault, judge(other, verify));
  if (fault.kind === 'issuer') return ofIssuer(fault.certificate, trial, atHand, cures);
  if (fault.kind === 'signature') return ofSignature(fault, judgement, trial, atHand, cures);
  if (!ofCertificate.has(fault.kind)) return {};
  const known = new Set(foundFaults(judgement).map(keyOf));
  // Another certificate with another fault is no cure, and could be followed by the first one again.
  const bringsNone = (other: Trial): boolean =>
    cures(other) && foundFaults(judge(other, verify)).every((one) => known.has(keyOf(one)));
  return ofTrusted(fault.certificate, judgement, trial, atHand, bringsNone);
}

/** What is wrong with one certificate, and not with another that takes its place in the path. */
const ofCertificate: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'expired',
  'not-yet-valid',
  'authority',
  'purpose',
  'path-length',
  'weak-key',
  'weak-digest',
  'revoked',
  'name-constraints',
  'extension',
]);

type Cures = (trial: Trial) => boolean;

/** Neither the fault itself is left, nor is the path worse off. */
function isCured(fault: FoundFault, after: Judgement): boolean {
  return foundFaults(after).every(
    (one) => one.kind !== 'issuer' && one.kind !== 'depth' && keyOf(one) !== keyOf(fault),
  );
}

function ofIssuer(top: CertificateFacts, trial: Trial, atHand: readonly CertificateFacts[], cures: Cures): Findings {
  const isTrusted = holds(trial.trusted, top);
  if (isTrusted && !top.selfSigned && cures(distrusting(trial, top.sha256))) return { misleading: top };
  const issuer = [...atHand, ...(isTrusted ? trial.presented : [])].find((one) => mayHaveIssued(one, top));
  return issuer === undefined ? {} : { issuer };
}

function ofSignature(
  { certificate, depth }: FoundFault,
  { path }: Judgement,
  trial: Trial,
  atHand: readonly CertificateFacts[],
  cures: Cures,
): Findings {
  const misleading = path[depth + 1];
  return misleading === undefined ? {} : withoutTrusted(misleading, certificate, trial, atHand, cures);
}

/** OpenSSL looks in the trusted file first: a bad certificate there hides a good one of the same name that is sent. */
function ofTrusted(
  bad: CertificateFacts,
  { path }: Judgement,
  trial: Trial,
  atHand: readonly CertificateFacts[],
  cures: Cures,
): Findings {
  const issued = path[path.indexOf(bad) - 1];
  return issued === undefined ? {} : withoutTrusted(bad, issued, trial, atHand, cures);
}

/** Whether it is enough that a trusted certificate goes, or that another that may have issued the same takes its place. */
function withoutTrusted(
  misleading: CertificateFacts,
  issued: CertificateFacts,
  trial: Trial,
  atHand: readonly CertificateFacts[],
  cures: Cures,
): Findings {
  if (!holds(trial.trusted, misleading)) return {};
  if (cures(distrusting(trial, misleading.sha256))) return { misleading };
  const right = [...atHand, ...trial.presented].find(
    (one) =>
      one.sha256 !== misleading.sha256 && mayHaveIssued(one, issued) && cures(trusting(trial, one, misleading.sha256)),
  );
  return right === undefined ? {} : { misleading, right };
}

const holds = (among: readonly CertificateFacts[], { sha256 }: CertificateFacts): boolean =>
  among.some((one) => one.sha256 === sha256);
