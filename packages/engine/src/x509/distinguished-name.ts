import { children, type Element, expect, Malformed, objectIdentifier, tags } from './der.js';
import { attributeNames } from './object-identifiers.js';
import { printable, stringText } from './strings.js';

export interface DistinguishedName {
  /** RFC 4514: most specific part first. */
  readonly text: string;
  /** The most specific common name, as it is. */
  readonly commonName: string | undefined;
}

/** `what` names the field that it stands in. */
export function distinguishedName(bytes: Uint8Array, element: Element | undefined, what: string): DistinguishedName {
  const parts: string[] = [];
  let commonName: string | undefined;
  for (const set of children(bytes, expect(element, tags.sequence, what))) {
    const attributes = children(bytes, expect(set, tags.set, `a part of ${what}`)).map((attribute) => {
      const [type, value] = children(bytes, expect(attribute, tags.sequence, `a part of ${what}`));
      if (value === undefined) throw new Malformed(`a part of ${what} without a value`, attribute.start);
      const oid = objectIdentifier(bytes, type);
      const text = stringText(bytes, value);
      if (oid === '2.5.4.3') commonName = printable(text);
      return `${attributeNames[oid] ?? oid}=${isHex(value) ? text : escaped(text)}`;
    });
    parts.push(attributes.join('+'));
  }
  return { text: parts.reverse().join(','), commonName };
}

/** Whether two names are equal as OpenSSL compares them: the case of ASCII letters and runs of blanks do not count (asn1_string_canon in x_name.c). */
export function sameName(one: string, other: string): boolean {
  return one === other || canonical(one) === canonical(other);
}

/** A form in which equal names are equal texts. */
export function canonical(name: string): string {
  return name
    .replace(/(?:\\ | )+/g, ' ')
    .replace(/ ?([,+=]) ?/g, '$1')
    .trim()
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether readers take two names for one, and OpenSSL does not: Ü and ü are other letters to it. */
export function differsInCaseOnly(one: string, other: string): boolean {
  const [left, right] = [canonical(one), canonical(other)];
  return left !== right && left.toLowerCase() === right.toLowerCase();
}

/** The common name in RFC 4514 text, without its escapes; undefined where there is none. */
export function commonNameOf(name: string): string | undefined {
  return /(?:^|,)CN=((?:\\.|[^,+\\])*)/.exec(name)?.[1]?.replace(/\\([",+;<>\\ #])/g, '$1');
}

/** Bits and sequences come as hexadecimal, whose sign is no text to escape. */
function isHex({ tag }: Element): boolean {
  return tag === tags.bitString || tag === tags.sequence;
}

/** RFC 4514, section 2.4. */
function escaped(text: string): string {
  return printable(text.replace(/[\\",+;<>]|^[ #]|(?<=.) $/g, (character) => `\\${character}`));
}
