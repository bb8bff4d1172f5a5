import { elementAt, hex, Malformed, objectIdentifier, tags } from './der.js';

/** What bytes are by the first tags in them, whole or cut off. */
export type Kind = 'private-key' | 'pkcs7' | 'pkcs12' | 'public-key' | 'other';

/** Tells apart what people have in DER: keys (RFC 5958, RFC 8017, RFC 5915), containers (RFC 5652, RFC 7292), and the rest. */
export function kindOf(bytes: Uint8Array): Kind {
  try {
    // Headers only: what they announce may be missing.
    const unlimited = Number.MAX_SAFE_INTEGER;
    const [outerTag, inner] = header(bytes, 0);
    if (outerTag !== tags.sequence) return 'other';
    const [firstTag, firstContent] = header(bytes, inner);
    if (firstTag === tags.oid) {
      const type = objectIdentifier(bytes, elementAt(bytes, inner, bytes.length));
      return type === '1.2.840.113549.1.7.2' ? 'pkcs7' : 'other';
    }
    if (firstTag === tags.integer) {
      const first = elementAt(bytes, inner, unlimited);
      const version = hex(bytes, first.from, Math.min(first.to, first.from + 4));
      const [next] = header(bytes, first.to);
      if (version === '03' && next === tags.sequence) return 'pkcs12';
      const key = next === tags.sequence || next === tags.integer || next === tags.octetString;
      return (version === '00' || version === '01') && key ? 'private-key' : 'other';
    }
    if (firstTag !== tags.sequence || bytes[firstContent] !== tags.oid) return 'other';
    // An algorithm, then an encrypted key (PKCS#5 and PKCS#12 name the ciphers) or a public one.
    const algorithm = elementAt(bytes, inner, unlimited);
    const oid = objectIdentifier(bytes, elementAt(bytes, firstContent, bytes.length));
    if (/^1\.2\.840\.113549\.1\.(?:5\.|12\.1\.)/.test(oid)) return 'private-key';
    return bytes[algorithm.to] === tags.bitString ? 'public-key' : 'other';
  } catch (error) {
    if (error instanceof Malformed) return 'other';
    throw error;
  }
}

/** Whether a file begins as DER does. `0` is also a digit, so the second octet has to be a length that fits. */
export function isDer(bytes: Uint8Array): boolean {
  const length = bytes[1] ?? 0;
  if (bytes[0] !== tags.sequence) return false;
  return length < 0x80 ? bytes.length > 2 && length + 2 === bytes.length : length <= 0x84;
}

/** The tag at an offset, and where its content begins; of any length, also an indefinite one (containers that were streamed). */
function header(bytes: Uint8Array, at: number): readonly [tag: number, content: number] {
  const tag = bytes[at];
  const length = bytes[at + 1];
  if (tag === undefined || length === undefined) throw new Malformed('cut off', at);
  return [tag, at + 2 + (length > 0x80 ? length & 0x7f : 0)];
}
