import type { CertificateFacts, ChainEvidence } from './chain.js';
import { matchesName, namesOf } from './check-host.js';
import { caRole, isExpired, isNotYetValid, servesTls, type VerifyFault, verifyFaults } from './faults.js';
import { certificationPath } from './path.js';
import { hasWeakKey, hasWeakSignature } from './strength.js';

/** What can be said of a chain without checking signatures: good for explaining, not a verification. */
export interface ChainAssessment {
  /** The path that OpenSSL would build if no depth were set: leaf first, the anchor last where one was found. */
  readonly path: readonly CertificateFacts[];
  readonly selfSignedLeaf: boolean;
  /** The issuer at which the path breaks off: neither sent nor trusted. */
  readonly missingIssuer: MissingIssuer | undefined;
  /** Between leaf and root; undefined where the path breaks off before a root and the trusted certificates are known. */
  readonly intermediates: number | undefined;
  /** Smallest `proxy_ssl_verify_depth` with which the path is found; undefined like `intermediates`. */
  readonly smallestDepth: number | undefined;
  /** Certificates of the path, the anchor too, that are no longer or not yet valid at the moment of the evidence. */
  readonly expired: readonly CertificateFacts[];
  readonly notYetValid: readonly CertificateFacts[];
  /** The names that count for the leaf: its DNS names, or the common name where it has none. */
  readonly names: readonly string[];
  /** By the rules of X509_check_host. */
  readonly nameMatches: (name: string) => boolean;
  /** The SAN holds addresses, which nginx does not look at, and no DNS name. */
  readonly ipSansOnly: boolean;
  /** Below security level 2: short keys anywhere, SHA-1 and MD5 signatures except of the anchor. */
  readonly weak: readonly CertificateFacts[];
  /** The leaf's extended key usage leaves out servers. */
  readonly notForServers: boolean;
  /** The first certificate of the path that issues without being allowed to. */
  readonly notACa: CertificateFacts | undefined;
  readonly pathLengthExceeded: CertificateFacts | undefined;
  /** Whether the path ends in a trusted root; unknown where it is not known what is trusted. */
  readonly anchored: 'yes' | 'no' | 'unknown';
  /** OpenSSL's errors at the given depth, in order. */
  readonly faults: readonly VerifyFault[];
  /**
   * What nginx would log: the last verify code, `name` where only the name fails, 0 where all passes. Undefined where that can't be
   * told: anchors or name unknown, or name constraints and the like, which are not judged here. Revocation is not judged either.
   */
  readonly expectedCode: number | 'name' | undefined;
}

/** The issuer at which a path ends without an anchor. */
export interface MissingIssuer {
  /** RFC 4514 text. */
  readonly subject: string;
  /** The certificate that names it. */
  readonly issued: CertificateFacts;
  /** Whether that is the last one the server sent. */
  readonly namedByLastSent: boolean;
}

/**
 * What OpenSSL and nginx would find in the presented chain, explained.
 *
 * @param settings `depth`: proxy_ssl_verify_depth, undefined for OpenSSL's own limit; `trusted`: what counts as the trusted file
 * @returns undefined where no certificate was presented
 */
export function assessChain(
  evidence: ChainEvidence,
  settings: { depth: number | undefined; name: string | undefined; trusted: readonly CertificateFacts[] },
): ChainAssessment | undefined {
  const { presented } = evidence;
  const [leaf] = presented;
  if (leaf === undefined) return undefined;
  const at = Date.parse(evidence.at);
  const whole = certificationPath(presented, settings.trusted, at, undefined);
  const path = whole.certificates;
  const top = path.at(-1) ?? leaf;
  const state = evidence.trustedNow?.state;
  const trustKnown = settings.trusted.length > 0 || state === 'read' || state === 'empty';
  const anchored = whole.anchored ? 'yes' : trustKnown ? 'no' : 'unknown';
  const intermediates = top.selfSigned
    ? Math.max(0, path.length - 2)
    : anchored === 'unknown'
      ? path.length - 1
      : undefined;
  const limited = certificationPath(presented, settings.trusted, at, settings.depth);
  const faults = verifyFaults(limited, at);
  return {
    path,
    selfSignedLeaf: leaf.selfSigned,
    missingIssuer: top.selfSigned
      ? undefined
      : { subject: top.issuer, issued: top, namedByLastSent: top.sha256 === presented.at(-1)?.sha256 },
    intermediates,
    smallestDepth: intermediates,
    expired: path.filter((certificate) => isExpired(certificate, at)),
    notYetValid: path.filter((certificate) => isNotYetValid(certificate, at)),
    names: namesOf(leaf),
    nameMatches: (name) => matchesName(leaf, name),
    ipSansOnly: leaf.ip.length > 0 && leaf.dns.length === 0,
    weak: path.filter(
      (certificate) =>
        hasWeakKey(certificate) || (!(certificate === top && whole.anchored) && hasWeakSignature(certificate)),
    ),
    notForServers: !servesTls(leaf),
    notACa: path.slice(1).find((certificate) => caRole(certificate) === 'none'),
    pathLengthExceeded: verifyFaults(whole, at).find(({ code }) => code === 25)?.certificate,
    anchored,
    faults,
    expectedCode: expectedCode(faults, anchored, limited.certificates, leaf, settings.name),
  };
}

function expectedCode(
  faults: readonly VerifyFault[],
  anchored: ChainAssessment['anchored'],
  path: readonly CertificateFacts[],
  leaf: CertificateFacts,
  name: string | undefined,
): number | 'name' | undefined {
  if (anchored === 'unknown' || path.some(({ unread }) => unread.length > 0)) return undefined;
  const last = faults.at(-1);
  if (last !== undefined) return last.code;
  if (name === undefined) return undefined;
  return matchesName(leaf, name) ? 0 : 'name';
}
