import { isDigit, stands } from './text';

/**
 * What a line has that nginx's reader can make something of: each of its messages about TLS, upstreams, clients and certificates holds
 * one of these. Three bytes of each are looked for in sixteen places at once (the low and the high half of each byte by a table of
 * sixteen, as Hyperscan's Teddy does); the rest is compared where they are found.
 */
@inline
function needlesWith(place: i32, byte: i32): u8 {
  let found: u8 = 0;
  if (byteOf('SSL', place) == byte) found |= 1;
  if (byteOf('pst', place) == byte) found |= 2; // upstream
  if (byteOf('[em', place) == byte) found |= 4; // [emerg]
  if (byteOf('olv', place) == byte) found |= 8; // resolved
  if (byteOf('() ', place) == byte) found |= 16; // connect() failed, connect() to
  if (byteOf('t s', place) == byte) found |= 32; // client sent
  if (byteOf('nx/', place) == byte) found |= 64; // nginx/1.26.3
  if (byteOf('t l', place) == byte) found |= 128; // cannot load
  return found;
}

@inline
function byteOf(text: string, place: i32): i32 {
  return text.charCodeAt(place);
}

/** No needle; `upstream` as a name, which requests may hold; what only messages of nginx hold. */
export const NONE: i32 = 0;
export const NAME: i32 = 1;
export const MESSAGE: i32 = 2;

/** Which needle stands at an address where its three bytes do. */
export function verify(at: usize): i32 {
  if (load<u8>(at) != 0x70) return verifyMessage(at) ? MESSAGE : NONE;
  if (!stands(at - 1, 'upstream')) return NONE;
  const next = load<u8>(at, 7);
  return next == 0x3d || next == 0x5f || next == 0x22 || next == 0x5d ? NAME : MESSAGE; // = _ " ]
}

function verifyMessage(at: usize): bool {
  const byte = load<u8>(at);
  if (byte == 0x53) return stands(at, 'SSL');
  if (byte == 0x5b) return stands(at, '[emerg]');
  if (byte == 0x6f) return stands(at - 3, 'resolved');
  if (byte == 0x28) return stands(at, '() failed') || stands(at, '() to ');
  if (byte == 0x74) return stands(at - 5, 'client sent') || stands(at - 5, 'cannot load');
  return stands(at - 3, 'nginx/') && isDigit(load<u8>(at, 3)); // a path has no number there
}

/** For each of the three places: by the low half of a byte, then by its high half, the needles that it can belong to. */
const halves: usize = memory.data(96, 16);

export function prepareNeedles(): void {
  for (let place = 0; place < 3; place++) {
    for (let byte = 0; byte < 256; byte++) {
      const found = needlesWith(place, byte);
      const low = halves + place * 32 + (byte & 15);
      const high = halves + place * 32 + 16 + (byte >> 4);
      store<u8>(low, load<u8>(low) | found);
      store<u8>(high, load<u8>(high) | found);
    }
  }
}

/** The table of a place: 0 and 16 for the halves of a needle's first byte, 32 and 48 for its second, 64 and 80 for its third. */
@inline
export function halvesOf(place: usize): v128 {
  return v128.load(halves + place);
}

/** The needles that each of sixteen bytes can belong to, by the tables of its halves. */
@inline
export function mayBelong(bytes: v128, low: v128, high: v128): v128 {
  return v128.and(
    i8x16.swizzle(low, v128.and(bytes, i8x16.splat(15))),
    i8x16.swizzle(high, i8x16.shr_u(bytes, 4)),
  );
}
