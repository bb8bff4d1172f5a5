import type { CertificateFacts, ChainEvidence } from '../x509/chain.js';
import { matchesName, namesOf } from '../x509/check-host.js';
import type { RevocationList } from '../x509/revocation.js';
import type { Fault } from './cure.js';
import { verdictOf } from './explain.js';
import { type FaultKind, foundFaults } from './fault-kind.js';
import { type MissingIssuer, missingIssuer } from './nearest-issuer.js';
import { type Judgement, judge, noLimit, smallestDepth, type Trial } from './trial.js';
import { type ChainVerifier, remembering } from './verifier.js';
import { walkFaults } from './walk.js';

/** What is known of a presented chain at one hop. What needs OpenSSL is undefined, empty or unknown where nobody could be asked. */
export interface ChainAssessment {
  /** The path that OpenSSL builds if no depth is set: leaf first, the anchor last where one was found. Without OpenSSL what was presented. */
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
  /** Below OpenSSL's security level: short keys anywhere, SHA-1 and MD5 signatures except of the anchor. */
  readonly weak: readonly CertificateFacts[];
  /** The leaf is not meant for servers. */
  readonly notForServers: boolean;
  /** A certificate of the path that issues without being allowed to. */
  readonly notACa: CertificateFacts | undefined;
  readonly pathLengthExceeded: CertificateFacts | undefined;
  /** Whether the path ends in a trusted root; unknown where it is not known what is trusted. */
  readonly anchored: 'yes' | 'no' | 'unknown';
  /** Everything that nginx would log, one after the other; empty also where it is not known what is trusted. */
  readonly faults: readonly Fault[];
  /** What nginx would log: the verify code, `name` where only the name fails, 0 where all passes. Undefined where that can't be told. */
  readonly expectedCode: number | 'name' | undefined;
  /** Why OpenSSL could not be asked, in its words. */
  readonly unverified?: string;
}

/** How a hop verifies. */
export interface HopRules {
  /** `proxy_ssl_verify_depth`; undefined where that is not known. */
  readonly depth: number | undefined;
  /** `proxy_ssl_name`; undefined where that is not known. */
  readonly name: string | undefined;
  /** What counts as the trusted file. */
  readonly trusted: readonly CertificateFacts[];
  /** What the file of `proxy_ssl_crl` holds; undefined where none is set, `unknown` where it can't be read. */
  readonly lists: readonly RevocationList[] | 'unknown' | undefined;
  /** Neither sent nor trusted, and perhaps what is missing. */
  readonly atHand: readonly CertificateFacts[];
}

/**
 * What OpenSSL and nginx find in the presented chain.
 *
 * @returns undefined where no certificate was presented
 */
export function assessChain(
  evidence: ChainEvidence,
  rules: HopRules,
  verifier: ChainVerifier | undefined,
): ChainAssessment | undefined {
  const { presented } = evidence;
  const [leaf] = presented;
  if (leaf === undefined) return undefined;
  const seen: ChainAssessment = {
    path: presented,
    selfSignedLeaf: leaf.selfSigned,
    missingIssuer: undefined,
    intermediates: undefined,
    smallestDepth: undefined,
    expired: presented.filter(({ notAfter }) => Date.parse(notAfter) <= Date.parse(evidence.at)),
    notYetValid: presented.filter(({ notBefore }) => Date.parse(notBefore) > Date.parse(evidence.at)),
    names: namesOf(leaf),
    nameMatches: (name) => matchesName(leaf, name),
    ipSansOnly: leaf.ip.length > 0 && leaf.dns.length === 0,
    weak: [],
    notForServers: false,
    notACa: undefined,
    pathLengthExceeded: undefined,
    anchored: 'unknown',
    faults: [],
    expectedCode: undefined,
  };
  if (verifier === undefined) return seen;
  try {
    return { ...seen, ...verified(evidence, rules, remembering(verifier)) };
  } catch (error) {
    // OpenSSL reads certificates more strictly than we do, and may not take one of them.
    return { ...seen, unverified: error instanceof Error ? error.message : String(error) };
  }
}

/** What only OpenSSL can tell. */
function verified(evidence: ChainEvidence, rules: HopRules, verify: ChainVerifier): Partial<ChainAssessment> {
  const { presented, trustedNow, at } = evidence;
  const { trusted, lists } = rules;
  const trial: Trial = {
    presented,
    trusted,
    lists: lists === 'unknown' ? undefined : lists,
    depth: rules.depth ?? noLimit,
    name: rules.name,
    at,
  };
  const deep = judge({ ...trial, depth: noLimit }, verify);
  const top = deep.path.at(-1);
  const trustKnown = trusted.length > 0 || trustedNow?.state === 'read' || trustedNow?.state === 'empty';
  const anchored = deep.anchored ? 'yes' : trustKnown ? 'no' : 'unknown';
  const intermediates = top?.selfSigned === true || anchored === 'unknown' ? smallestDepth(deep) : undefined;
  const about = (...kinds: readonly FaultKind[]) =>
    foundFaults(deep)
      .filter(({ kind }) => kinds.includes(kind))
      .sort((one, other) => one.depth - other.depth)
      .map(({ certificate }) => certificate);
  const walk = trustKnown ? walkFaults(trial, verify, rules.atHand) : undefined;
  const isKnown = rules.depth !== undefined && lists !== 'unknown';
  return {
    path: deep.path,
    missingIssuer: top === undefined || top.selfSigned ? undefined : missingIssuer(top, trusted),
    intermediates,
    smallestDepth: intermediates,
    expired: about('expired'),
    notYetValid: about('not-yet-valid'),
    weak: about('weak-key', 'weak-digest'),
    notForServers: about('purpose').some((certificate) => certificate === presented[0]),
    notACa: about('authority')[0],
    pathLengthExceeded: about('path-length')[0],
    anchored,
    faults: walk?.faults ?? [],
    expectedCode: walk === undefined || !isKnown ? undefined : expected(walk.judgement, rules.name),
  };
}

/** Where the name is not known, acceptance is not either. */
function expected(judgement: Judgement, name: string | undefined): ChainAssessment['expectedCode'] {
  const code = verdictOf(judgement);
  if (code === 62) return 'name';
  return code === 0 && name === undefined ? undefined : code;
}
