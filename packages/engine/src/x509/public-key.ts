import { bitLength, bitString, children, type Element, elementAt, expect, objectIdentifier, tags } from './der.js';
import { curveBits, keyTypes } from './object-identifiers.js';

export interface KeyFacts {
  readonly keyType: string;
  readonly keyBits: number | undefined;
}

/** Type and size of a SubjectPublicKeyInfo (RFC 3279, RFC 5480, RFC 8410). */
export function keyFacts(bytes: Uint8Array, element: Element): KeyFacts {
  const [algorithm, key] = children(bytes, element);
  const [type, parameters] = children(bytes, expect(algorithm, tags.sequence, 'the algorithm of the public key'));
  const oid = objectIdentifier(bytes, type);
  const keyType = keyTypes[oid] ?? oid;
  return { keyType, keyBits: bits(bytes, keyType, parameters, bitString(bytes, key, 'the public key')) };
}

function bits(bytes: Uint8Array, type: string, parameters: Element | undefined, key: Element): number | undefined {
  switch (type) {
    case 'RSA': {
      const [modulus] = children(bytes, expect(elementAt(bytes, key.from + 1, key.to), tags.sequence, 'the RSA key'));
      return bitLength(bytes, expect(modulus, tags.integer, 'the RSA modulus'));
    }
    case 'EC':
      return parameters?.tag === tags.oid ? curveBits[objectIdentifier(bytes, parameters)] : undefined;
    case 'DSA':
      return parameters?.tag === tags.sequence
        ? bitLength(bytes, elementAt(bytes, parameters.from, parameters.to))
        : undefined;
    case 'Ed25519':
      return 256;
    case 'Ed448':
      return 456;
    default:
      return undefined;
  }
}
