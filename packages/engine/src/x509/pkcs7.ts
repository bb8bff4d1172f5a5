import { type Element, elementAt, expect, Malformed, tags } from './der.js';

/** The elements of a PKCS#7 or CMS container that stand where its certificates are, each by its own bytes. */
export function containedCertificates(bytes: Uint8Array): readonly Uint8Array[] {
  const [, content] = parts(bytes, expect(whole(bytes, 0, bytes.length, 0), tags.sequence, 'the container'));
  const [signed] = parts(bytes, expect(content, 0xa0, 'the content of the container'));
  // SignedData (RFC 5652, section 5.1): certificates are the field tagged 0.
  const fields = parts(bytes, expect(signed, tags.sequence, 'the signed data'));
  const certificates = fields.find(({ tag }) => tag === 0xa0);
  if (certificates === undefined) return [];
  return parts(bytes, certificates)
    .filter(({ tag }) => tag === tags.sequence)
    .map(({ start, end }) => bytes.subarray(start, end));
}

/** Past the end-of-contents octets too, where there are any. */
interface Part extends Element {
  readonly end: number;
}

function parts(bytes: Uint8Array, parent: Part): Part[] {
  const found: Part[] = [];
  for (let at = parent.from; at < parent.to; ) {
    const part = whole(bytes, at, parent.to, 0);
    found.push(part);
    at = part.end;
  }
  return found;
}

/** Containers nest five deep; each level is walked over once more by the one around it. */
const deepest = 16;

/** An element that may be of indefinite length: `openssl cms -stream` writes those around certificates, which are DER themselves. */
function whole(bytes: Uint8Array, start: number, limit: number, depth: number): Part {
  if (bytes[start + 1] !== 0x80) {
    const element = elementAt(bytes, start, limit);
    return { ...element, end: element.to };
  }
  if (depth === deepest) throw new Malformed('parts within parts without an end', start);
  const from = start + 2;
  let at = from;
  while (at + 1 < limit && (bytes[at] !== 0 || bytes[at + 1] !== 0)) at = whole(bytes, at, limit, depth + 1).end;
  if (at + 1 >= limit) throw new Malformed('cut off: a part of indefinite length has no end', start);
  return { tag: bytes[start] ?? 0, start, from, to: at, end: at + 2 };
}
