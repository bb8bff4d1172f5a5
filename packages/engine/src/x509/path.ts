import type { CertificateFacts } from './chain.js';
import { canonical, sameName } from './distinguished-name.js';

/** The certificates that OpenSSL puts in a row, leaf first. */
export interface CertificationPath {
  readonly certificates: readonly CertificateFacts[];
  /** How many of them, from the leaf on, were sent and not found in the trusted file. */
  readonly untrusted: number;
  /** It ends in a self-signed certificate of the trusted file. */
  readonly anchored: boolean;
  /** It was given up because it had reached the depth limit. */
  readonly limited: boolean;
}

/** What OpenSSL allows where no depth is set (X509_VERIFY_PARAM "default"). */
const openSslDepth = 100;

/**
 * The path from the leaf to an anchor, as build_chain of OpenSSL 3 finds it (crypto/x509/x509_vfy.c, trusted certificates first).
 * Issuers are found by name and key identifier; signatures are not checked.
 *
 * @param depth intermediates allowed, as in `proxy_ssl_verify_depth`; undefined: OpenSSL's own limit
 */
export function certificationPath(
  presented: readonly CertificateFacts[],
  trusted: readonly CertificateFacts[],
  at: number,
  depth: number | undefined,
): CertificationPath {
  const [leaf, ...sent] = presented;
  if (leaf === undefined) return { certificates: [], untrusted: 0, anchored: false, limited: false };
  const limit = Math.min(depth ?? openSslDepth, openSslDepth) + 1;
  const store = new Issuers(trusted, at);
  const pool = new Issuers(sent, at);
  const path = [leaf];
  let untrusted = 1;
  let current = leaf;
  for (let sending = true; path.length <= limit; ) {
    const issuer = store.of(current, current.selfSigned ? [] : path);
    if (issuer !== undefined && (!current.selfSigned || issuer.sha256 === current.sha256)) {
      if (current.selfSigned) untrusted--;
      else path.push(issuer);
      if (issuer.selfSigned) return { certificates: path, untrusted, anchored: true, limited: false };
      sending = false;
      current = issuer;
      continue;
    }
    const next = sending && !current.selfSigned ? pool.of(current, path) : undefined;
    if (next === undefined) return { certificates: path, untrusted, anchored: false, limited: false };
    path.push(next);
    untrusted++;
    current = next;
  }
  return { certificates: path, untrusted, anchored: false, limited: true };
}

/** Whether a certificate can have issued another (ossl_x509_likely_issued). */
export function mayHaveIssued(issuer: CertificateFacts, issued: CertificateFacts): boolean {
  const [own, named] = [issuer.subjectKeyId, issued.authorityKeyId];
  return sameName(issuer.subject, issued.issuer) && (own === undefined || named === undefined || own === named);
}

class Issuers {
  readonly #bySubject = new Map<string, CertificateFacts[]>();
  readonly #at: number;

  constructor(certificates: readonly CertificateFacts[], at: number) {
    this.#at = at;
    for (const certificate of certificates) {
      const subject = canonical(certificate.subject);
      const same = this.#bySubject.get(subject);
      if (same === undefined) this.#bySubject.set(subject, [certificate]);
      else same.push(certificate);
    }
  }

  /** A valid issuer before an expired one, of expired ones the one that lasted longest (get0_best_issuer_sk). */
  of(issued: CertificateFacts, except: readonly CertificateFacts[]): CertificateFacts | undefined {
    const used = new Set(except.map(({ sha256 }) => sha256));
    const fit = (this.#bySubject.get(canonical(issued.issuer)) ?? []).filter(
      (issuer) => !used.has(issuer.sha256) && mayHaveIssued(issuer, issued),
    );
    const valid = fit.find(
      ({ notBefore, notAfter }) => Date.parse(notBefore) <= this.#at && Date.parse(notAfter) > this.#at,
    );
    return valid ?? fit.sort((a, b) => Date.parse(b.notAfter) - Date.parse(a.notAfter))[0];
  }
}
