const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(128).fill(-1);
for (let n = 0; n < alphabet.length; n++) values[alphabet.charCodeAt(n)] = n;

/**
 * Bytes of base64 text (RFC 4648, section 4); blanks and line ends are skipped, missing padding is accepted.
 *
 * @returns undefined where the text holds another character, or a length that no bytes have
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  let ended = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) continue;
    if (code === 61) {
      ended = true;
      continue;
    }
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0 || ended) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
  }
  return bits === 6 ? undefined : bytes.subarray(0, length);
}

/** Base64 text with padding, on one line (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  const letter = (bits: number): string => alphabet.charAt(bits & 63);
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const held = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    text += letter(held >> 18) + letter(held >> 12);
    text += (left > 1 ? letter(held >> 6) : '=') + (left > 2 ? letter(held) : '=');
  }
  return text;
}
