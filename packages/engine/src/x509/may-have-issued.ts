import type { CertificateFacts } from './chain.js';
import { sameName } from './distinguished-name.js';

/** Whether a certificate can have issued another: by name and key identifier, as OpenSSL looks for candidates (ossl_x509_likely_issued). No signature is checked. */
export function mayHaveIssued(issuer: CertificateFacts, issued: CertificateFacts): boolean {
  const [own, named] = [issuer.subjectKeyId, issued.authorityKeyId];
  return sameName(issuer.subject, issued.issuer) && (own === undefined || named === undefined || own === named);
}
