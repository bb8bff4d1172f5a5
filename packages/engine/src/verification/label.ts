import type { CertificateFacts } from '../x509/chain.js';
import { commonNameOf } from '../x509/distinguished-name.js';

/** What people call a certificate: its common name, a name that it covers, or all of its subject; in quotes. */
export function label({ commonName, dns, subject, serial }: CertificateFacts): string {
  const name = commonName ?? dns[0] ?? (subject === '' ? `serial number ${serial}` : subject);
  return `"${shortened(name)}"`;
}

/** The same of a name alone, such as an issuer's. */
export const nameLabel = (subject: string): string => `"${shortened(commonNameOf(subject) ?? subject)}"`;

/** A hostile name can be as long as a certificate. */
export const shortened = (name: string): string => (name.length > 120 ? `${name.slice(0, 119)}…` : name);
