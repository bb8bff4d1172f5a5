import type { Certificate, TlsServer } from './world.js';

/** The DNS name in the cast's upstream certificate. It is neither the listener's name nor what clients send as Host. */
export const castName = 'payments.internal';

/** Where the layouts put the cast's root. */
export const castTrustFile = 'tls/ca.pem';

const long = { validFrom: -30, validTo: 365 } as const;

/** A CA that is valid for a year, with what is given changed; `issuer` is its own id where it signs itself. */
export function authority(subject: string, issuer: string, more: Partial<Certificate> = {}): Certificate {
  return { subject, issuer, ca: true, dns: [], ip: [], ...long, key: 'ec', digest: 'sha256', ...more };
}

/** A server certificate for `castName` that is valid for a year, with what is given changed. */
export function serverCertificate(subject: string, issuer: string, more: Partial<Certificate> = {}): Certificate {
  return { subject, issuer, ca: false, dns: [castName], ip: [], ...long, key: 'ec', digest: 'sha256', ...more };
}

/** The certificates that every world of a cause has: an honest PKI, a stranger's, and three attackers. */
export const cast: Readonly<Record<string, Certificate>> = {
  root: authority('Example Root CA', 'root'),
  intermediate: authority('Example Issuing CA', 'root'),
  'intermediate-2': authority('Example Issuing CA 2', 'intermediate'),
  /** Under one intermediate. */
  leaf: serverCertificate(castName, 'intermediate'),
  /** Under two. */
  'deep-leaf': serverCertificate(castName, 'intermediate-2'),
  /** Directly under the root. */
  'flat-leaf': serverCertificate(castName, 'root'),
  'other-name': serverCertificate('billing.internal', 'root', { dns: ['billing.internal'] }),
  'self-signed': serverCertificate(castName, 'self-signed'),
  'foreign-root': authority('Stranger Root CA', 'foreign-root'),
  'foreign-leaf': serverCertificate(castName, 'foreign-root'),
  fallback: serverCertificate('default.invalid', 'fallback', { dns: ['default.invalid'] }),
  client: serverCertificate('nginx client', 'root', { dns: [], extendedKeyUsage: ['clientAuth'] }),
  'foreign-client': serverCertificate('stranger client', 'foreign-root', { dns: [], extendedKeyUsage: ['clientAuth'] }),
  'attacker-self-signed': serverCertificate(castName, 'attacker-self-signed'),
  'attacker-root': authority('Example Root CA', 'attacker-root'),
  'attacker-leaf': serverCertificate(castName, 'attacker-root'),
  'attacker-other-name': serverCertificate('attacker.internal', 'root', { dns: ['attacker.internal'] }),
};

/** An upstream with nothing wrong: whole chain, right name, asks for nothing. */
export const faultless: TlsServer = {
  type: 'tls',
  implementation: 'node',
  chain: ['leaf', 'intermediate'],
  application: 'http1',
};

/** What an attacker in the upstream's place can present; a verified hop refuses all three. */
export const attackers: Readonly<Record<string, readonly string[]>> = {
  'self-signed, same name': ['attacker-self-signed'],
  'own root, same subjects': ['attacker-leaf', 'attacker-root'],
  'right CA, another name': ['attacker-other-name'],
};

/** A hop that verifies as it should. */
export const verifiedSettings = {
  verify: 'on',
  trusted_certificate: castTrustFile,
  verify_depth: '2',
  server_name: 'on',
  name: castName,
} as const;
