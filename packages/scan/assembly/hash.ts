/** What a hash begins with. */
export const seed: u64 = 0x9e3779b97f4a7c15;

/** A hash that has taken a field in as well; with its length, so that `ab` and `c` are not `a` and `bc`. */
export function mixed(hash: u64, from: usize, to: usize): u64 {
  hash ^= to - from;
  for (; from + 8 <= to; from += 8) hash = step(hash, load<u64>(from));
  // What stands behind an end is memory too.
  return from == to ? hash : step(hash, load<u64>(from) & (((<u64>1) << ((to - from) << 3)) - 1));
}

@inline
export function step(hash: u64, word: u64): u64 {
  const next = (hash ^ word) * 0xff51afd7ed558ccd;
  return next ^ (next >> 32);
}
