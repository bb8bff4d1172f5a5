import type { CertificateFacts } from '../x509/chain.js';
import { type Judgement, judge, type Trial } from './trial.js';
import type { ChainVerifier } from './verifier.js';

/** The first day on which a chain that is accepted now is refused, with nothing changed but the date. */
export interface Breaking {
  /** ISO 8601. */
  readonly at: string;
  /** X509_V_ERR_… from then on. */
  readonly code: number;
  /** Fingerprint of the certificate that ends; undefined where it is a revocation list. */
  readonly certificate: string | undefined;
  /** Issuer of the revocation list that ends. */
  readonly list: string | undefined;
}

interface End {
  readonly at: string;
  readonly certificate?: CertificateFacts;
  readonly list?: string;
}

/** OpenSSL can take another path when one ends, so every end is asked of OpenSSL; more than these are not looked at. */
const mostEnds = 24;

/** Undefined where the trial is refused already, or nothing of it ends. */
export function breaksAt(trial: Trial, judgement: Judgement, verify: ChainVerifier): Breaking | undefined {
  if (judgement.code !== 0) return undefined;
  const now = Date.parse(trial.at);
  const ends: readonly End[] = [
    ...judgement.path.map((certificate) => ({ at: certificate.notAfter, certificate })),
    ...[...trial.presented, ...trial.trusted]
      .filter(({ sha256 }) => judgement.path.every((one) => one.sha256 !== sha256))
      .slice(0, mostEnds)
      .map((certificate) => ({ at: certificate.notAfter, certificate })),
    ...(trial.lists ?? []).flatMap(({ nextUpdate, issuer }) =>
      nextUpdate === undefined ? [] : [{ at: nextUpdate, list: issuer }],
    ),
  ];
  const later = ends.filter(({ at }) => Date.parse(at) > now).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const { at, certificate, list } of later.slice(0, mostEnds)) {
    // The second of notAfter and of nextUpdate is past already (X509_cmp_time).
    const { code } = judge({ ...trial, at }, verify);
    if (code !== 0) return { at, code, certificate: certificate?.sha256, list };
  }
  return undefined;
}
