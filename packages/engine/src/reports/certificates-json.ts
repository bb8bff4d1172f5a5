import type { Notice } from '../diagnosis/diagnosis.js';
import { type CertificateFacts, extensionName, roleOf } from '../x509/index.js';
import { asJsonText } from './json.js';
import { daysLeft } from './validity.js';

/** What certificates say as `stackengine/cert-show@1`; its JSON Schema is schemas/cert-show-1.json of this package. `at` is ISO 8601. */
export function certificatesToJson(
  certificates: readonly CertificateFacts[],
  { at, notices }: { readonly at: string; readonly notices: readonly Notice[] },
): string {
  return asJsonText({
    schema: 'stackengine/cert-show@1',
    at,
    certificates: certificates.map((certificate) => shown(certificate, at)),
    notices,
  });
}

function shown(certificate: CertificateFacts, at: string) {
  const { dns, ip, email, uri, nameConstraints } = certificate;
  return {
    file: certificate.file,
    line: certificate.line,
    subject: certificate.subject,
    issuer: certificate.issuer,
    role: roleOf(certificate),
    selfSigned: certificate.selfSigned,
    names: { dns, ip, email, uri },
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    daysLeft: daysLeft(certificate, at),
    key: { type: certificate.keyType, bits: certificate.keyBits ?? null },
    signatureAlgorithm: certificate.signatureAlgorithm,
    keyUsage: certificate.keyUsage ?? null,
    extendedKeyUsage: certificate.extendedKeyUsage ?? null,
    ca: certificate.ca ?? null,
    pathLength: certificate.pathLength ?? null,
    nameConstraints: nameConstraints ?? null,
    serial: certificate.serial,
    subjectKeyId: certificate.subjectKeyId ?? null,
    authorityKeyId: certificate.authorityKeyId ?? null,
    caIssuers: certificate.caIssuers,
    crlUrls: certificate.crlUrls,
    unread: certificate.unread.map((oid) => ({ oid, name: extensionName(oid) })),
    sha256: certificate.sha256,
    pem: certificate.pem,
  };
}
