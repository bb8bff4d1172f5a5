/** Whether a text of ASCII stands at an address. */
export function stands(at: usize, text: string): bool {
  for (let index = 0, length = text.length; index < length; index++)
    if (load<u8>(at + index) != <u8>load<u16>(changetype<usize>(text) + (index << 1))) return false;
  return true;
}

@inline
export function isDigit(byte: u8): bool {
  return <u8>(byte - 48) < 10;
}

/** The first place of a byte before an address, or that address. */
export function find(byte: u8, from: usize, to: usize): usize {
  const wanted = i8x16.splat(byte);
  for (let at = from; at < to; at += 16) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (found != 0) return min(at + ctz(found), to);
  }
  return to;
}
