import type { CertificateFacts, CertSource, RevocationList } from '../../index.js';

let line = 0;

/** A server certificate under "Example CA", with what is given changed; each with a line and a fingerprint of its own. */
export function certificate(name: string, until: string, more: Partial<CertificateFacts> = {}): CertificateFacts {
  line += 1;
  // What the judgement of expiry looks at; the rest of a certificate is not needed here.
  return {
    subject: `CN=${name}`,
    issuer: 'CN=Example CA',
    commonName: name,
    dns: [],
    ip: [],
    version: 3,
    serial: line.toString(16).padStart(4, '0'),
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: until,
    selfSigned: false,
    ca: false,
    pathLength: undefined,
    keyUsage: undefined,
    extendedKeyUsage: undefined,
    unread: [],
    keyType: 'EC',
    keyBits: 256,
    signatureAlgorithm: 'ecdsa-with-SHA256',
    pem: '',
    caIssuers: [],
    subjectKeyId: `key of ${name}`,
    authorityKeyId: undefined,
    sha256: `${line.toString(16).padStart(8, '0')}:fingerprint`,
    file: 'f.pem',
    line,
    ...more,
  } as CertificateFacts;
}

export function root(name: string, until: string, more: Partial<CertificateFacts> = {}): CertificateFacts {
  return certificate(name, until, { issuer: `CN=${name}`, selfSigned: true, ca: true, ...more });
}

export function list(issuer: string, from: string, until: string | undefined): RevocationList {
  line += 1;
  return {
    issuer: `CN=${issuer}`,
    authorityKeyId: undefined,
    thisUpdate: from,
    nextUpdate: until,
    revoked: [],
    pem: '',
    file: 'crl.pem',
    line,
  };
}

export function source(name: string, more: Partial<CertSource>): CertSource {
  return {
    kind: 'file',
    name,
    roles: [],
    usedBy: [],
    certificates: [],
    lists: [],
    problems: [],
    privateKey: false,
    ...more,
  };
}

export const month = { warn: 30 * 86_400, crit: 7 * 86_400 };
