import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from './base64.js';
import type { CertificateFacts } from './chain.js';
import { children, type Element, elementAt, expect, hex, serialNumber, tags, time } from './der.js';
import { distinguishedName, sameName } from './distinguished-name.js';
import { extensionFacts } from './extensions.js';
import { keyFacts } from './public-key.js';
import { signatureAlgorithm } from './signature-algorithm.js';

/**
 * What one DER certificate says (RFC 5280, section 4.1). Bytes behind it are ignored, as in TRUSTED CERTIFICATE blocks.
 *
 * @throws Malformed where the bytes are no certificate
 */
export function certificateFacts(bytes: Uint8Array, file: string, line: number): CertificateFacts {
  const whole = expect(elementAt(bytes, 0, bytes.length), tags.sequence);
  const [signed, algorithm] = children(bytes, whole);
  const fields = children(bytes, expect(signed, tags.sequence));
  const versioned = fields[0]?.tag === 0xa0;
  const [serial, , issuer, validity, subject, key, ...rest] = versioned ? fields.slice(1) : fields;
  const subjectName = distinguishedName(bytes, subject);
  const issuerName = distinguishedName(bytes, issuer);
  const [notBefore, notAfter] = children(bytes, expect(validity, tags.sequence));
  const extensions = extensionFacts(
    bytes,
    rest.find((field) => field.tag === 0xa3),
  );
  const { subjectKeyId, authorityKeyId } = extensions;
  return {
    subject: subjectName.text,
    issuer: issuerName.text,
    serial: serialNumber(bytes, expect(serial, tags.integer)),
    version: versioned ? version(bytes, fields[0]) : 1,
    commonName: subjectName.commonName,
    dns: extensions.dns,
    ip: extensions.ip,
    notBefore: time(bytes, notBefore),
    notAfter: time(bytes, notAfter),
    selfSigned:
      sameName(subjectName.text, issuerName.text) &&
      (subjectKeyId === undefined || authorityKeyId === undefined || subjectKeyId === authorityKeyId),
    ca: extensions.ca,
    pathLength: extensions.pathLength,
    keyUsage: extensions.keyUsage,
    extendedKeyUsage: extensions.extendedKeyUsage,
    subjectKeyId,
    authorityKeyId,
    caIssuers: extensions.caIssuers,
    unread: extensions.unread,
    ...keyFacts(bytes, expect(key, tags.sequence)),
    signatureAlgorithm: signatureAlgorithm(bytes, expect(algorithm, tags.sequence)),
    sha256: hex(sha256(bytes.subarray(whole.start, whole.to)), 0, 32, ':'),
    pem: pemOf(bytes.subarray(whole.start, whole.to)),
    file,
    line,
  };
}

/** RFC 7468. */
function pemOf(bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function version(bytes: Uint8Array, wrapper: Element | undefined): number {
  return wrapper === undefined ? 1 : (bytes[wrapper.to - 1] ?? 0) + 1;
}
