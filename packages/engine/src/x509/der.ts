/** One DER element (X.690): its tag octet, and where its content lies in the bytes. */
export interface Element {
  readonly tag: number;
  /** First octet of the tag. */
  readonly start: number;
  readonly from: number;
  /** Past the content. */
  readonly to: number;
}

/** Thrown inside this folder only; the functions that read certificates and lists turn it into a problem. */
export class Malformed extends Error {
  /** Where in the bytes. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/**
 * The element that begins at an offset and ends no later than `limit`. DER has one way to write a length; OpenSSL takes the others
 * of BER too, but a fingerprint over them would be another than the one it shows.
 */
export function elementAt(bytes: Uint8Array, start: number, limit: number): Element {
  const tag = octet(bytes, start, limit);
  if ((tag & 0x1f) === 0x1f) throw new Malformed('a tag number above 30', start);
  let from = start + 2;
  let length = octet(bytes, start + 1, limit);
  if (length === 0x80) throw new Malformed('a part of indefinite length (BER), which DER does not have', start + 1);
  if (length > 0x80) {
    const octets = length & 0x7f;
    if (octets > 4) throw new Malformed('a length that no file has', start + 1);
    length = 0;
    for (let n = 0; n < octets; n++) length = length * 256 + octet(bytes, from++, limit);
    if (length < 0x80 || length < 256 ** (octets - 1))
      throw new Malformed('a length in more octets than it needs, which DER does not allow', start + 1);
  }
  if (from + length > limit) {
    const [says, here] = [from + length - start, limit - start];
    throw new Malformed(`cut off: a part says that it is ${says} bytes long, and ${here} are here`, start);
  }
  return { tag, start, from, to: from + length };
}

/** The elements inside a constructed one, in order. */
export function children(bytes: Uint8Array, parent: Element): Element[] {
  const found: Element[] = [];
  for (let at = parent.from; at < parent.to; ) {
    const child = elementAt(bytes, at, parent.to);
    found.push(child);
    at = child.to;
  }
  return found;
}

/** The element, if it is there and has that tag; `what` names it in words. */
export function expect<Found extends Element>(element: Found | undefined, tag: number, what: string): Found {
  if (element === undefined) throw new Malformed(`${what} is missing`, 0);
  if (element.tag !== tag) throw new Malformed(`where ${what} should be stands something else`, element.start);
  return element;
}

/**
 * A SEQUENCE OF. OpenSSL reads one without the bit that says that there are elements inside, which it asks of a SEQUENCE
 * (asn1_template_noexp_d2i).
 */
export function list(element: Element, what: string): Element {
  return element.tag === (tags.sequence & ~0x20) ? element : expect(element, tags.sequence, what);
}

/** A BIT STRING; its first octet counts the unused bits of the last. */
export function bitString(bytes: Uint8Array, element: Element | undefined, what: string): Element {
  const found = expect(element, tags.bitString, what);
  if ((bytes[found.from] ?? 8) > 7 || found.from === found.to)
    throw new Malformed(`${what} is no string of bits`, found.start);
  return found;
}

/** Dotted decimal text of an OBJECT IDENTIFIER. */
export function objectIdentifier(bytes: Uint8Array, element: Element | undefined): string {
  const { start, from, to } = expect(element, tags.oid, 'an object identifier');
  if (from === to || (bytes[to - 1] ?? 0) >= 0x80) throw new Malformed('an object identifier that is cut off', start);
  const arcs: number[] = [];
  let arc = 0;
  for (let at = from; at < to; at++) {
    const value = bytes[at] ?? 0;
    if (arc === 0 && value === 0x80) throw new Malformed('an object identifier with a padded number', start);
    arc = arc * 128 + (value & 0x7f);
    // Nobody was given such an arc, and a number of this size is no longer exact.
    if (arc > 2 ** 45) return `oid:${hex(bytes, from, Math.min(to, from + 64))}`;
    if (value >= 0x80) continue;
    if (arcs.length === 0) {
      const first = Math.min(2, Math.floor(arc / 40));
      arcs.push(first, arc - first * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

/** A small non-negative INTEGER; larger ones saturate. */
export function smallInteger(bytes: Uint8Array, element: Element): number {
  let value = 0;
  for (let at = element.from; at < element.to && value < Number.MAX_SAFE_INTEGER / 256; at++)
    value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/** Number of significant bits of a non-negative INTEGER. */
export function bitLength(bytes: Uint8Array, element: Element): number {
  let at = element.from;
  while (at < element.to && bytes[at] === 0) at++;
  return at === element.to ? 0 : (element.to - at) * 8 - Math.clz32(bytes[at] ?? 0) + 24;
}

/** Lower-case hexadecimal of a range of bytes. */
export function hex(bytes: Uint8Array, from: number, to: number, separator = ''): string {
  let text = '';
  for (let at = from; at < to; at++) {
    if (at > from) text += separator;
    text += pairs[bytes[at] ?? 0];
  }
  return text;
}

/**
 * A serial number as `openssl x509 -serial` shows it, in lower case: without the octet that only carries the sign, and with a minus
 * where it is negative, which RFC 5280 forbids and old devices do.
 */
export function serialNumber(bytes: Uint8Array, element: Element | undefined): string {
  const { start, from, to } = expect(element, tags.integer, 'the serial number');
  if (from === to) throw new Malformed('an empty serial number', start);
  const first = bytes[from] ?? 0;
  const second = bytes[from + 1] ?? 0;
  const padded = to - from > 1;
  if (padded && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw new Malformed('a serial number in more octets than it needs', start);
  if (first < 0x80) return hex(bytes, padded && first === 0 ? from + 1 : from, to);
  return `-${negated(bytes.subarray(from, to))}`;
}

/** Magnitude of a negative number in two's complement. */
function negated(octets: Uint8Array): string {
  const magnitude = octets.map((octet) => octet ^ 0xff);
  for (let at = magnitude.length - 1; at >= 0; at--) {
    const sum = (magnitude[at] ?? 0) + 1;
    magnitude[at] = sum & 0xff;
    if (sum < 256) break;
  }
  const padded = magnitude.length > 1 && magnitude[0] === 0;
  return hex(magnitude, padded ? 1 : 0, magnitude.length);
}

/**
 * ISO 8601 of UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5: two-digit years from 50 on are 19xx). As strict as OpenSSL when it
 * verifies (X509_cmp_time): seconds and `Z` have to be there, fractions and offsets not, and the day has to exist. On any other
 * date it fails with code 13 or 14 (15 or 16 in a list), and nginx with it.
 */
export function time(bytes: Uint8Array, element: Element | undefined, what: string): string {
  if (element === undefined) throw new Malformed(`${what} is missing`, 0);
  const { tag, start, from, to } = element;
  if (tag !== tags.utcTime && tag !== tags.generalizedTime)
    throw new Malformed(`where ${what} should be stands something else`, start);
  let written = '';
  for (let at = from; at < Math.min(to, from + 40); at++) written += asciiOrMark(bytes[at] ?? 0);
  const century = tag === tags.generalizedTime ? '' : Number(written.slice(0, 2)) < 50 ? '20' : '19';
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + written);
  const iso = parts === null ? '' : `${parts.slice(1, 4).join('-')}T${parts.slice(4).join(':')}Z`;
  const known = iso === '' ? Number.NaN : Date.parse(iso);
  // Date.parse takes February 30th for March 2nd.
  if (Number.isNaN(known) || new Date(known).toISOString().replace('.000', '') !== iso)
    throw new Malformed(
      `${what} is written as "${written}", which OpenSSL refuses as a date (code 13 to 16, "format error")`,
      start,
    );
  return iso;
}

const asciiOrMark = (octet: number) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '?');

const pairs = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

function octet(bytes: Uint8Array, at: number, limit: number): number {
  const value = at < limit ? bytes[at] : undefined;
  if (value === undefined) throw new Malformed('cut off', at);
  return value;
}
