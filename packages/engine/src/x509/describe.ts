import type { CertificateFacts } from './chain.js';
import { commonNameOf } from './distinguished-name.js';

/** One line for people: `api.internal, issued by Internal CA, valid 2024-01-01 to 2034-01-01, server certificate`. */
export function describeCertificate(certificate: CertificateFacts): string {
  const { commonName, dns, subject, issuer, selfSigned, notBefore, notAfter } = certificate;
  const name = commonName ?? dns[0] ?? (subject === '' ? 'a certificate without a name' : subject);
  const by = selfSigned ? 'self-signed' : `issued by ${commonNameOf(issuer) ?? (issuer === '' ? 'nobody' : issuer)}`;
  return `${name}, ${by}, valid ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}, ${roleOf(certificate)}`;
}

/** What it is for, as its own extensions say. */
export function roleOf({ ca, selfSigned, version, keyUsage }: CertificateFacts): string {
  const signs = keyUsage?.includes('keyCertSign') ?? true;
  if ((ca === true && signs) || (version === 1 && selfSigned)) return selfSigned ? 'root CA' : 'intermediate CA';
  return 'server certificate';
}
