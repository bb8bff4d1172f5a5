import { entries, entrySize, table, touched } from './memory';

/** A kind of records; what follows its last place is of this piece alone. */
@unmanaged
export class Kind {
  hash: u64;
  /** How many paths the records of this kind have had. */
  paths: u32;
  /** How many of it were handed on one by one. */
  kept: u32;
  /** How many are held back in this piece; the last one stands for all. */
  held: u32;
  offset: u32;
  length: u32;
  line: u32;
  units: u32;
}

let known: i32 = 0;
let met: i32 = 0;

/** Past so many the paths of one kind are not told apart any more; the engine stops earlier. */
const mostPaths: u32 = 256;

/** The entry of records that differ in their time, client and the end of their path alone; null where there are too many. */
export function entryOf(base: u64, path: u64): Kind | null {
  if (path == 0) return find(base, true);
  const own = (base ^ path) | 1;
  const known = find(own, false);
  if (known !== null) return known;
  const all = find(base, true);
  if (all === null || all.paths >= mostPaths) return all;
  all.paths++;
  return find(own, true);
}

/** The entry of requests that tell the same; null where there are too many kinds. */
export function ofHash(hash: u64): Kind | null {
  return find(hash, true);
}

/** The entry of a hash; where there is none, a new one if that is wanted and there is room. */
function find(hash: u64, make: bool): Kind | null {
  let slot = <i32>(hash >> 40) & (entries - 1);
  let kind = changetype<Kind>(table + slot * entrySize);
  while (kind.hash != hash) {
    if (kind.hash == 0) {
      if (!make || known >= entries >> 1) return null;
      known++;
      kind.hash = hash;
      break;
    }
    slot = (slot + 1) & (entries - 1);
    kind = changetype<Kind>(table + slot * entrySize);
  }
  return kind;
}

/** Holds back a record: it will be told with those of its kind. */
export function hold(kind: Kind, offset: u32, length: u32, line: u32, units: u32): void {
  if (kind.held++ == 0) store<u32>(touched + met++ * 4, changetype<usize>(kind));
  kind.offset = offset;
  kind.length = length;
  kind.line = line;
  kind.units = units;
}

/** Hands on the last record of each kind that was held back; returns how many outputs there are then. */
export function release(
  count: i32,
  write: (at: i32, offset: u32, length: u32, line: u32, held: u32, units: u32) => void,
): i32 {
  for (let index = 0; index < met; index++) {
    const kind = changetype<Kind>(<usize>load<u32>(touched + index * 4));
    write(count++, kind.offset, kind.length, kind.line, kind.held, kind.units);
    kind.held = 0;
  }
  met = 0;
  return count;
}

/** How many kinds are held back. */
export function heldKinds(): i32 {
  return met;
}

export function forget(): void {
  memory.fill(table, 0, entries * entrySize);
  known = 0;
  met = 0;
}
