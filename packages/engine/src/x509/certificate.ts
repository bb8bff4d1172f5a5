import { sha256 } from '@noble/hashes/sha2.js';
import type { CertificateFacts } from './chain.js';
import {
  bitString,
  children,
  type Element,
  elementAt,
  expect,
  hex,
  Malformed,
  serialNumber,
  smallInteger,
  tags,
  time,
} from './der.js';
import { distinguishedName, sameName } from './distinguished-name.js';
import { extensionFacts } from './extensions.js';
import { toPem } from './pem.js';
import { keyFacts } from './public-key.js';
import { signatureAlgorithm } from './signature-algorithm.js';

/**
 * What the DER certificate says that begins at `start` (RFC 5280, section 4.1). Bytes behind it are ignored, as in TRUSTED
 * CERTIFICATE blocks.
 *
 * @throws Malformed where the bytes are no certificate
 */
export function certificateFacts(bytes: Uint8Array, file: string, line: number, start = 0): CertificateFacts {
  const whole = expect(elementAt(bytes, start, bytes.length), tags.sequence, 'the certificate');
  const [signed, algorithm, signature] = children(bytes, whole);
  bitString(bytes, signature, 'the signature');
  const fields = children(bytes, expect(signed, tags.sequence, 'the signed part'));
  const versioned = fields[0]?.tag === 0xa0;
  const [serial, inner, issuer, validity, subject, key, ...rest] = versioned ? fields.slice(1) : fields;
  // Verification compares it with the outer one; here it only has to be whole.
  signatureAlgorithm(bytes, expect(inner, tags.sequence, 'the inner signature algorithm'));
  const strange = rest.find(({ tag }) => !optional.has(tag));
  if (strange !== undefined) throw new Malformed('a field that certificates do not have', strange.start);
  const subjectName = distinguishedName(bytes, subject, 'the subject');
  const issuerName = distinguishedName(bytes, issuer, 'the issuer');
  const [notBefore, notAfter] = children(bytes, expect(validity, tags.sequence, 'the validity'));
  const extensions = extensionFacts(
    bytes,
    rest.find((field) => field.tag === 0xa3),
  );
  const { subjectKeyId, authorityKeyId } = extensions;
  return {
    subject: subjectName.text,
    issuer: issuerName.text,
    serial: serialNumber(bytes, serial),
    version: versioned ? version(bytes, fields[0]) : 1,
    commonName: subjectName.commonName,
    dns: extensions.dns,
    ip: extensions.ip,
    email: extensions.email,
    uri: extensions.uri,
    notBefore: time(bytes, notBefore, 'notBefore'),
    notAfter: time(bytes, notAfter, 'notAfter'),
    selfSigned:
      sameName(subjectName.text, issuerName.text) &&
      (subjectKeyId === undefined || authorityKeyId === undefined || subjectKeyId === authorityKeyId),
    ca: extensions.ca,
    pathLength: extensions.pathLength,
    keyUsage: extensions.keyUsage,
    extendedKeyUsage: extensions.extendedKeyUsage,
    nameConstraints: extensions.nameConstraints,
    subjectKeyId,
    authorityKeyId,
    caIssuers: extensions.caIssuers,
    crlUrls: extensions.crlUrls,
    unread: extensions.unread,
    ...keyFacts(bytes, expect(key, tags.sequence, 'the public key')),
    signatureAlgorithm: signatureAlgorithm(bytes, expect(algorithm, tags.sequence, 'the signature algorithm')),
    sha256: hex(sha256(bytes.subarray(whole.start, whole.to)), 0, 32, ':'),
    pem: toPem('CERTIFICATE', bytes.subarray(whole.start, whole.to)),
    file,
    line,
  };
}

/** Behind the key: unique identifiers of issuer and subject, and extensions. */
const optional = new Set([0x81, 0x82, 0xa3]);

function version(bytes: Uint8Array, wrapper: Element | undefined): number {
  if (wrapper === undefined) return 1;
  return smallInteger(bytes, expect(elementAt(bytes, wrapper.from, wrapper.to), tags.integer, 'the version')) + 1;
}
