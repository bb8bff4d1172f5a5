import { children, type Element, elementAt, objectIdentifier, tags } from './der.js';
import { digestNames, signatureNames } from './object-identifiers.js';

/** OpenSSL's name of an AlgorithmIdentifier, the OID where it has none here; for RSASSA-PSS with the digest behind it. */
export function signatureAlgorithm(bytes: Uint8Array, element: Element): string {
  const [type, parameters] = children(bytes, element);
  const oid = objectIdentifier(bytes, type);
  const name = signatureNames[oid] ?? oid;
  return name === 'rsassaPss' ? `rsassaPss ${pssDigest(bytes, parameters)}` : name;
}

/** RFC 4055, section 3.1: the digest is the field tagged 0, SHA-1 where it is absent. */
function pssDigest(bytes: Uint8Array, parameters: Element | undefined): string {
  if (parameters?.tag !== tags.sequence) return 'sha1';
  const digest = children(bytes, parameters).find((field) => field.tag === 0xa0);
  if (digest === undefined) return 'sha1';
  const [type] = children(bytes, elementAt(bytes, digest.from, digest.to));
  const oid = objectIdentifier(bytes, type);
  return digestNames[oid] ?? oid;
}
