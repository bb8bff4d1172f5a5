import type { CertificateFacts } from '../x509/chain.js';
import { canMatch, namesOf } from '../x509/check-host.js';
import type { Fault } from './cure.js';
import { type Breaking, breaksAt } from './expiry.js';
import { textOf } from './meaning.js';
import { nearestNames } from './names.js';
import { type MissingIssuer, missingIssuer } from './nearest-issuer.js';
import { type Judgement, judge, noLimit, smallestDepth, type Trial } from './trial.js';
import { type ChainVerifier, remembering } from './verifier.js';
import { walkFaults } from './walk.js';

/** What nginx would say of a chain, and why. */
export interface Verification {
  readonly accepted: boolean;
  /** X509_V_ERR_… that nginx logs; 62 where only the name fails, 0 where it accepts. */
  readonly code: number;
  /** OpenSSL's text, or nginx's own for a name. */
  readonly text: string;
  /** Everything that is wrong, in the order in which nginx would log it as one after the other is cured. */
  readonly faults: readonly Fault[];
  /** The path that OpenSSL builds under the depth in force: leaf first. */
  readonly path: readonly PathPart[];
  /** What was sent besides. */
  readonly unused: readonly CertificateFacts[];
  /** Where the path ends without a root. */
  readonly missing: MissingIssuer | undefined;
  readonly depth: DepthFacts;
  readonly name: NameFacts;
  /** What ends it one day, where it is accepted now. */
  readonly breaks: Breaking | undefined;
}

export interface PathPart {
  readonly certificate: CertificateFacts;
  /** The trusted file is asked first; what is in it counts as trusted, whether it was sent or not. */
  readonly source: 'sent' | 'trusted';
}

export interface DepthFacts {
  /** `proxy_ssl_verify_depth`. */
  readonly inForce: number;
  /** The smallest one with which the path reaches its root; undefined where none does. */
  readonly smallest: number | undefined;
  /** What nginx logs with one less: a depth limit does not say so. */
  readonly below: number | undefined;
}

export interface NameFacts {
  readonly asked: string | undefined;
  /** Undefined where no name was asked for. */
  readonly matches: boolean | undefined;
  /** DNS names, or the common name where there are none; of these, X509_check_host takes those that can match. */
  readonly covered: readonly string[];
  readonly nearest: string | undefined;
  /** IP addresses of the SAN, which nginx does not look at. */
  readonly addresses: readonly string[];
}

/**
 * Asks OpenSSL what nginx would say of a chain, and explains it.
 *
 * @param atHand certificates that are neither sent nor trusted and may be what is missing
 * @returns undefined where no certificate was presented
 */
export function explainVerification(
  trial: Trial,
  verifier: ChainVerifier,
  atHand: readonly CertificateFacts[] = [],
): Verification | undefined {
  const [leaf] = trial.presented;
  if (leaf === undefined) return undefined;
  const verify = remembering(verifier);
  const { judgement, faults } = walkFaults(trial, verify, atHand);
  const deep = judge({ ...trial, depth: noLimit }, verify);
  const code = verdictOf(judgement);
  const trusted = new Set(trial.trusted.map(({ sha256 }) => sha256));
  const top = deep.path.at(-1);
  return {
    accepted: code === 0,
    code,
    text: textOf(code, trial.name),
    faults,
    path: judgement.path.map((certificate) => ({
      certificate,
      source: trusted.has(certificate.sha256) ? 'trusted' : 'sent',
    })),
    unused: trial.presented.filter((sent) => judgement.path.every(({ sha256 }) => sha256 !== sent.sha256)),
    missing: top === undefined || top.selfSigned ? undefined : missingIssuer(top, trial.trusted),
    depth: depthFacts(trial, deep, verify),
    name: nameFacts(leaf, trial.name, judgement.nameMatches),
    breaks: code === 0 ? breaksAt(trial, judgement, verify) : undefined,
  };
}

/** The code that nginx logs: the name is looked at only where the chain is accepted. */
export const verdictOf = ({ code, nameMatches }: Judgement): number =>
  code === 0 && nameMatches === false ? 62 : code;

function depthFacts(trial: Trial, deep: Judgement, verify: ChainVerifier): DepthFacts {
  const smallest = deep.anchored ? smallestDepth(deep) : undefined;
  return {
    inForce: trial.depth,
    smallest,
    below: smallest === undefined || smallest === 0 ? undefined : judge({ ...trial, depth: smallest - 1 }, verify).code,
  };
}

function nameFacts(leaf: CertificateFacts, asked: string | undefined, matches: boolean | undefined): NameFacts {
  const covered = namesOf(leaf);
  const [nearest] = nearestNames(asked ?? '', covered.filter(canMatch));
  return {
    asked,
    matches,
    covered,
    nearest: asked === undefined || matches === true ? undefined : nearest,
    addresses: leaf.ip,
  };
}
