import { type Element, hex, Malformed } from './der.js';

/**
 * Text of a value in a name; hexadecimal behind `#` for bits and sequences (RFC 4514, section 2.4). OpenSSL reads no certificate or list
 * with a value of another type, or with invalid UTF-8 where UTF-8 is announced (x509_name_ex_d2i), and nginx loads no file with one.
 */
export function stringText(bytes: Uint8Array, element: Element): string {
  switch (element.tag) {
    case 0x0c: {
      const { text, whole } = decodeUtf8(bytes, element.from, element.to);
      if (!whole)
        throw new Malformed(
          'a name that is not the UTF-8 that it says it is, which OpenSSL does not read',
          element.start,
        );
      return text;
    }
    case 0x1e:
      return wide(bytes, element, 2);
    case 0x1c:
      return wide(bytes, element, 4);
    case 0x12: // NumericString
    case 0x13: // PrintableString
    case 0x14: // T61String, which OpenSSL too takes for Latin-1
    case 0x16: // IA5String
      return latin1(bytes, element.from, element.to);
    case 0x03:
    case 0x30:
      return `#${hex(bytes, element.start, element.to)}`;
    default:
      throw new Malformed('a name of a type that OpenSSL does not read', element.start);
  }
}

/** One octet, one character. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** Text with what a terminal would act on as `\XX` (a backslash and two hex digits per octet). */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) =>
      utf8Octets(character.charCodeAt(0))
        .map((octet) => `\\${octet.toString(16).padStart(2, '0')}`)
        .join(''),
  );
}

function utf8Octets(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)];
  return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)];
}

/** UTF-8 with U+FFFD for what is none. Written out because neither Node's nor the browser's decoder is in reach here. */
export function utf8(bytes: Uint8Array, from: number, to: number): string {
  return decodeUtf8(bytes, from, to).text;
}

/** `whole`: it was UTF-8 from end to end. */
function decodeUtf8(bytes: Uint8Array, from: number, to: number): { readonly text: string; readonly whole: boolean } {
  let text = '';
  let clean = true;
  for (let at = from; at < to; ) {
    const first = bytes[at++] ?? 0;
    const more =
      first < 0x80 ? 0 : first >= 0xc2 && first < 0xe0 ? 1 : (first & 0xf0) === 0xe0 ? 2 : first < 0xf5 ? 3 : -1;
    if (more === 0) {
      text += String.fromCharCode(first);
      continue;
    }
    let code = more === 1 ? first & 0x1f : more === 2 ? first & 0x0f : first & 0x07;
    let read = 0;
    while (read < more && at < to && ((bytes[at] ?? 0) & 0xc0) === 0x80) {
      code = (code << 6) | ((bytes[at++] ?? 0) & 0x3f);
      read++;
    }
    // Also no UTF-8: a longer form than needed, which could hide a slash or a NUL, and half of a surrogate pair.
    const shortest = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000;
    const surrogate = code >= 0xd800 && code < 0xe000;
    const whole = more > 0 && read === more && code >= shortest && code <= 0x10ffff && !surrogate;
    text += whole ? String.fromCodePoint(code) : '\ufffd';
    clean &&= whole;
  }
  return { text, whole: clean };
}

/** BMPString and UniversalString: 2 or 4 octets for each character; OpenSSL refuses what is left over. */
function wide(bytes: Uint8Array, element: Element, width: number): string {
  if ((element.to - element.from) % width !== 0)
    throw new Malformed('a text with half a character at its end', element.start);
  let text = '';
  for (let at = element.from; at + width <= element.to; at += width) {
    let code = 0;
    for (let n = 0; n < width; n++) code = code * 256 + (bytes[at + n] ?? 0);
    text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}
