import type { CertificateFacts } from '../x509/chain.js';
import { roleOf } from '../x509/describe.js';
import { type MissingIssuer, missingIssuer } from './nearest-issuer.js';
import { judge, noLimit } from './trial.js';
import type { ChainVerifier } from './verifier.js';

/** The certificate of a presented chain that nginx can be given to trust, or whom to ask for one. */
export type Anchor =
  /** `self-signed`: the leaf is its own anchor. `root`: a root CA that belongs to the chain, sent with it or found. */
  | { readonly kind: 'self-signed' | 'root'; readonly certificate: CertificateFacts }
  | { readonly kind: 'missing'; readonly missing: MissingIssuer }
  /** Nothing was presented. */
  | { readonly kind: 'none' };

/**
 * What may become the trust anchor for a chain. A leaf that a CA has issued never is: with it as
 * `proxy_ssl_trusted_certificate` nginx says 20, "unable to get local issuer certificate", because OpenSSL wants the chain to end in a
 * self-signed certificate. OpenSSL finds the path; whether the anchor is genuine is for its owner to say.
 *
 * @param presented leaf first, as sent
 * @param found certificates that were not sent and may belong to the chain
 * @param at ISO 8601
 */
export function anchorOf(
  presented: readonly CertificateFacts[],
  found: readonly CertificateFacts[],
  at: string,
  verify: ChainVerifier,
): Anchor {
  const [leaf] = presented;
  if (leaf === undefined) return { kind: 'none' };
  if (leaf.selfSigned) return { kind: 'self-signed', certificate: leaf };
  const all = [...presented, ...found];
  const roots = all.filter((certificate) => roleOf(certificate) === 'root CA');
  const trial = { presented: all, trusted: roots, lists: undefined, depth: noLimit, name: undefined, at };
  const { path, anchored } = judge(trial, verify);
  const last = path.at(-1) ?? leaf;
  if (anchored) return { kind: 'root', certificate: last };
  return { kind: 'missing', missing: missingIssuer(last, []) };
}

/**
 * The trusted certificates of the path of a presented chain, the anchor last; empty where it ends in none. Dates and all else that nginx looks at
 * are left out.
 */
export function trustedInPath(
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
  at: string,
  verify: ChainVerifier,
): readonly CertificateFacts[] {
  if (presented.length === 0) return [];
  const { path, anchored } = judge(
    { presented, trusted, lists: undefined, depth: noLimit, name: undefined, at },
    verify,
  );
  return anchored ? path.filter(({ sha256 }) => trusted.some((one) => one.sha256 === sha256)) : [];
}
