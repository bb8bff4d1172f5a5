const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(128).fill(-1);
for (const [index, letter] of [...alphabet].entries()) values[letter.charCodeAt(0)] = index;
values[45] = 62; // base64url (RFC 4648, section 5)
values[95] = 63;

/** The bytes of base64 or base64url as Latin-1 text; undefined where other characters stand in it. */
export function decodeBase64(text: string): string | undefined {
  let bits = 0;
  let held = 0;
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 61 || code === 10 || code === 13 || code === 32) continue;
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value === -1) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return out;
}

/** The base64 of bytes, without padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = Math.min(4, Math.ceil(((bytes.length - at) * 8) / 6));
    for (let index = 0; index < letters; index++) out += alphabet[(word >> (18 - 6 * index)) & 63] ?? '';
  }
  return out;
}
