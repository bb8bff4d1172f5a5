import type { CertificateFacts, ChainEvidence } from './chain.js';
export interface ChainAssessment {
  readonly selfSignedLeaf: boolean;
  readonly missingIssuer: { readonly subject: string } | undefined;
  readonly intermediates: number | undefined;
  readonly smallestDepth: number | undefined;
  readonly expired: readonly CertificateFacts[];
  readonly notYetValid: readonly CertificateFacts[];
  readonly names: readonly string[];
  readonly nameMatches: (name: string) => boolean;
  readonly ipSansOnly: boolean;
  readonly weak: readonly CertificateFacts[];
  readonly notForServers: boolean;
  readonly notACa: CertificateFacts | undefined;
  readonly pathLengthExceeded: CertificateFacts | undefined;
  readonly anchored: 'yes' | 'no' | 'unknown';
  readonly expectedCode: number | 'name' | undefined;
}

/** Replaced by the certificate reader that lands next. */
export function assessChain(
  _evidence: ChainEvidence,
  _settings: { depth: number | undefined; name: string | undefined; trusted: readonly CertificateFacts[] },
): ChainAssessment | undefined {
  return undefined;
}
