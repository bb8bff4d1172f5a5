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
export class Malformed extends Error {}

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

/** The element that begins at an offset and ends no later than `limit`. Only definite lengths: DER has no others. */
export function elementAt(bytes: Uint8Array, start: number, limit: number): Element {
  const tag = octet(bytes, start, limit);
  if ((tag & 0x1f) === 0x1f) throw new Malformed('a tag number above 30');
  let from = start + 2;
  let length = octet(bytes, start + 1, limit);
  if (length >= 0x80) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 4) throw new Malformed('a length that DER does not allow');
    length = 0;
    for (let n = 0; n < octets; n++) length = length * 256 + octet(bytes, from++, limit);
  }
  if (from + length > limit) throw new Malformed('cut off: it says that it is longer than what is here');
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

/** The element, if it is there and has that tag. */
export function expect(element: Element | undefined, tag: number): Element {
  if (element === undefined || element.tag !== tag) throw new Malformed('not built like a certificate or list');
  return element;
}

/** Dotted decimal text of an OBJECT IDENTIFIER. */
export function objectIdentifier(bytes: Uint8Array, element: Element): string {
  expect(element, tags.oid);
  const arcs: number[] = [];
  let arc = 0;
  for (let at = element.from; at < element.to; at++) {
    const value = bytes[at] ?? 0;
    arc = arc * 128 + (value & 0x7f);
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

/** A serial number as lower-case hex, without the octet that only carries the sign. */
export function serialNumber(bytes: Uint8Array, element: Element): string {
  expect(element, tags.integer);
  const padded = element.to - element.from > 1 && bytes[element.from] === 0;
  return hex(bytes, element.from + (padded ? 1 : 0), element.to);
}

/** ISO 8601 of UTCTime or GeneralizedTime (RFC 5280, section 4.1.2.5: two-digit years below 50 are 20xx). */
export function time(bytes: Uint8Array, element: Element | undefined): string {
  if (element === undefined || (element.tag !== tags.utcTime && element.tag !== tags.generalizedTime))
    throw new Malformed('a date is missing');
  let text = '';
  for (let at = element.from; at < element.to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  if (element.tag === tags.utcTime) text = (Number(text.slice(0, 2)) < 50 ? '20' : '19') + text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?Z$/.exec(text);
  if (parts === null) throw new Malformed('a date that can not be read');
  return `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6] ?? '00'}Z`;
}

const pairs = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

function octet(bytes: Uint8Array, at: number, limit: number): number {
  const value = at < limit ? bytes[at] : undefined;
  if (value === undefined) throw new Malformed('cut off');
  return value;
}
