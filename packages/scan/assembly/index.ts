import { kindOf, path } from './kinds';
import { beginsRecord, beginsSomething, isBare, isCombined, isDated, isJson, requestTime } from './lines';
import {
  capacity as bytes,
  mostOutputs,
  outputSize,
  pages,
  input as place,
  outputs as results,
  shapes as shapesPlace,
  shapesSize,
} from './memory';
import { halvesOf, MESSAGE, mayBelong, NONE, prepareNeedles, verify } from './needles';
import { forgetShapes, requestKind, takeShapes } from './requests';
import { entryOf, forget, heldKinds, hold, Kind, ofHash, release } from './table';

const LF: u8 = 0x0a;
const CR: u8 = 0x0d;

/** Of each kind so many records are handed on one by one, as the engine keeps them (`createEventFold`). */
const mostKept: u32 = 10;
/** What may belong to a record that a terminal has wrapped: longer ones are not put together again. */
const longestContext: usize = 8192;
const mostLines: u32 = 128;

export function input(): usize {
  return place;
}
/** Bytes that are looked at in one go; a line that is longer is handed on as it is. */
export let capacity: i32 = bytes;
export function outputs(): usize {
  return results;
}

/** Where the shapes of requests are put, and how much room there is. */
export function shapes(): usize {
  return shapesPlace;
}
export const roomForShapes: i32 = shapesSize;
/** Takes the shapes that were put there. */
export function useShapes(): void {
  takeShapes();
}

/** What a call of `scan` was told: bytes that are done with, their lines and UTF-16 units; records and requests among what was passed over. */
export let consumed: i32 = 0;
export let lines: u32 = 0;
export let units: u32 = 0;
export let records: u32 = 0;
export let requests: u32 = 0;

/** The first piece is handed on whole: most logs are no longer, and it tells what the log is. */
let first: bool = true;
/** The last line has no end in the piece before. */
let cut: bool = false;
/** A record was handed on, and what follows may belong to it. */
let open: bool = false;
let openRecord: bool = false;
let openLines: u32 = 0;
let openBytes: usize = 0;

let count: i32 = 0;
/** The region that is to be handed on, or 0. */
let region: usize = 0;
let regionLine: u32 = 0;
let regionUnits: u32 = 0;
let regionEnd: usize = 0;
/** The line before that began something, and was passed over; or 0. */
let before: usize = 0;
let beforeLine: u32 = 0;
let beforeUnits: u32 = 0;

/** Forgets all of the log before; at most `most` bytes are looked at in one go from now on. */
export function reset(most: i32): void {
  capacity = min(most, bytes);
  if (memory.size() < pages) memory.grow(pages - memory.size());
  prepareNeedles();
  forget();
  forgetShapes();
  first = true;
  cut = false;
  open = false;
}

function write(at: i32, offset: u32, length: u32, line: u32, stands: u32, units: u32): void {
  const output = results + at * outputSize;
  store<u32>(output, offset);
  store<u32>(output, length, 4);
  store<u32>(output, line, 8);
  store<u32>(output, stands, 12);
  store<u32>(output, units, 16);
}

function closeRegion(): void {
  if (region == 0) return;
  write(count++, <u32>(region - place), <u32>(regionEnd - region), regionLine, 0, regionUnits);
  region = 0;
}

/**
 * Looks at a piece of a log that begins where the piece before was done with. Returns how many outputs there are: parts of it that
 * have to be read (count 0: any number of lines; else one line that stands for so many), in no order. All else says nothing.
 */
export function scan(length: i32, isLast: bool): i32 {
  const stop = place + length;
  memory.fill(stop, 0, 128);
  count = 0;
  lines = 0;
  units = 0;
  records = 0;
  requests = 0;
  region = 0;
  before = 0;
  if (first) return passFirst(stop, isLast);
  let at: usize = place;
  if (cut) at = passCut(stop);
  const limit = isLast ? stop : limitOf(at, stop);
  if (limit == at && at == place && length == capacity) at = passCut(stop); // one line is longer than all
  at = look(at, limit, isLast);
  closeRegion();
  consumed = <i32>(at - place);
  return release(count, write);
}

/** Hands on whole lines, and what follows may belong to the last of them. */
function passFirst(stop: usize, isLast: bool): i32 {
  first = false;
  let at = stop;
  if (!isLast) while (at > place && load<u8>(at - 1) != LF) at--;
  cut = at == place;
  if (cut) at = stop;
  for (let byte: usize = place; byte < at; byte++) if (load<u8>(byte) == LF) lines++;
  units = unitsIn(place, at);
  consumed = <i32>(at - place);
  open = true;
  openRecord = true;
  openLines = 0;
  openBytes = 0;
  write(count++, 0, consumed, 0, 0, 0);
  return count;
}

/** Hands on the rest of a line whose beginning was handed on. */
function passCut(stop: usize): usize {
  let at: usize = place;
  while (at < stop && load<u8>(at) != LF) at++;
  cut = at == stop;
  if (!cut) at++;
  const length = at - place;
  write(count++, 0, <u32>length, 0, 0, 0);
  lines = cut ? 0 : 1;
  units = unitsIn(place, at);
  return at;
}

/** The beginning of the last line that begins something, so that what belongs together is looked at together. */
function limitOf(from: usize, stop: usize): usize {
  let at = stop;
  while (at > from && load<u8>(at - 1) != LF) at--;
  const whole = at;
  // That line has no end yet; what it begins with may not be there.
  for (let tries = 0; at > from && whole - at < 1 << 18 && tries < 4096; tries++) {
    let begin = at - 1;
    while (begin > from && load<u8>(begin - 1) != LF) begin--;
    if (beginsSomething(begin, at)) return begin > from ? begin : whole;
    at = begin;
  }
  return whole;
}

/** Looks at the lines up to an address, 64 bytes at a time; returns where it stopped: there, or before, where the outputs are full. */
function look(from: usize, limit: usize, isLast: bool): usize {
  const low0 = halvesOf(0);
  const high0 = halvesOf(16);
  const low1 = halvesOf(32);
  const high1 = halvesOf(48);
  const low2 = halvesOf(64);
  const high2 = halvesOf(80);
  const feeds = i8x16.splat(LF);
  const none = i8x16.splat(0);
  let begin = from;
  let needle = NONE;
  let wide = false;
  for (let at = from; at < limit; at += 64) {
    let feed: u64 = 0;
    let found: u64 = 0;
    let bytes = none;
    for (let part = 0; part < 64; part += 16) {
      const block = v128.load(at + part);
      bytes = v128.or(bytes, block);
      feed |= <u64>i8x16.bitmask(i8x16.eq(block, feeds)) << part;
      const may = v128.and(mayBelong(block, low0, high0), mayBelong(v128.load(at + part, 1), low1, high1));
      const begun = v128.and(may, mayBelong(v128.load(at + part, 2), low2, high2));
      found |= <u64>i8x16.bitmask(i8x16.ne(begun, none)) << part;
    }
    const isWide = i8x16.bitmask(bytes) != 0;
    wide = wide || isWide;
    if (at + 64 > limit) {
      const own = ((<u64>1) << (limit - at)) - 1;
      feed &= own;
      found &= own;
    }
    while (feed != 0) {
      const place = ctz(feed);
      const own = found & (((<u64>1) << place) - 1);
      needle |= needleIn(at, own);
      found ^= own;
      feed &= feed - 1;
      const next = at + <usize>place + 1;
      finish(begin, next - 1, next, needle, wide, limit, isLast);
      if (count + heldKinds() >= mostOutputs - 2) return next;
      begin = next;
      needle = NONE;
      wide = isWide;
    }
    needle |= needleIn(at, found);
  }
  if (begin < limit) finish(begin, limit, limit, needle, wide, limit, isLast); // the last line has no end
  return limit;
}

/** Which needles stand at the places that may begin one. */
@inline
function needleIn(at: usize, places: u64): i32 {
  let found = NONE;
  for (; places != 0 && found < MESSAGE; places &= places - 1) found |= verify(at + <usize>ctz(places));
  return found;
}

/** What a line that ends before `to`, with its line feed before `next`, comes to. */
function finish(
  from: usize,
  to: usize,
  next: usize,
  needle: i32,
  wide: bool,
  limit: usize,
  isLast: bool,
): void {
  const end = to > from && load<u8>(to - 1) == CR ? to - 1 : to;
  const own = wide ? unitsIn(from, next) : <u32>(next - from);
  judge(from, end, next, needle, wide, limit, isLast);
  lines++;
  units += own;
}

function judge(
  from: usize,
  end: usize,
  next: usize,
  needle: i32,
  wide: bool,
  limit: usize,
  isLast: bool,
): void {
  const isRecord = beginsRecord(from);
  const time: usize = isRecord ? 0 : requestTime(from, end);
  const isPlain = time != 0 && isCombined(time, end);
  if (!isRecord && !isPlain && !wide && needle < MESSAGE) {
    // It may tell which upstream was asked, and what that one answered; so one may stand for others.
    const hash = requestKind(from, end);
    if (hash != 0 && open && !begins(from, end, time)) {
      before = 0;
      passOpen(from, next);
      return;
    }
    const kind: Kind | null = hash == 0 ? null : ofHash(hash);
    if (kind !== null) {
      tell(kind, from, next);
      return;
    }
  }
  if (needle != NONE) {
    if (
      isRecord &&
      !wide &&
      (!open || openRecord) &&
      (next < limit ? beginsSomething(next, limit) : isLast || beginsSomething(next, next + 256))
    ) {
      const hash = kindOf(from, end);
      const kind: Kind | null = hash == 0 ? null : entryOf(hash, path);
      if (kind !== null) {
        tell(kind, from, next);
        return;
      }
    }
    if (isRecord || before == 0 || from - before > longestContext || begins(from, end, time)) pass(from, next, lines, units);
    else pass(before, next, beforeLine, beforeUnits);
    open = true;
    openRecord = isRecord;
    openLines = 0;
    openBytes = 0;
    before = 0;
    return;
  }
  const isRequest = time != 0;
  if (isRequest || isRecord || isJson(from) || isDated(from)) {
    const isWhole = !isRequest || isBare(from, time);
    if (isJson(from) || (isRequest && !isPlain)) {
      pass(from, next, lines, units);
      if (isWhole) open = false;
      before = 0;
      return;
    }
    if (isWhole) {
      closeRegion();
      open = false;
      before = from;
      beforeLine = lines;
      beforeUnits = units;
      if (isRecord) records++;
      else if (isRequest) requests++;
      return;
    }
    requests++;
  }
  if (open) passOpen(from, next);
}

/** Hands on what may belong to the record before, as long as anything may. */
function passOpen(from: usize, next: usize): void {
  openLines++;
  openBytes += next - from;
  open = openLines <= mostLines && openBytes <= longestContext;
  pass(from, next, lines, units);
}

/** Hands on one of the first of its kind, or holds it back. */
function tell(kind: Kind, from: usize, next: usize): void {
  closeRegion();
  open = false;
  before = 0;
  const offset = <u32>(from - place);
  const length = <u32>(next - from);
  if (kind.kept < mostKept) {
    kind.kept++;
    write(count++, offset, length, lines, 1, units);
  } else hold(kind, offset, length, lines, units);
}

/** `beginsSomething` of a line that is no record, and whose time of a request is known. */
@inline
function begins(from: usize, end: usize, time: usize): bool {
  return isJson(from) || isDated(from) || (time != 0 && isBare(from, time));
}

/** Hands on everything from here, or from where the region before ended. */
function pass(from: usize, next: usize, line: u32, units: u32): void {
  if (region != 0 && regionEnd < from) closeRegion();
  if (region == 0) {
    region = from;
    regionLine = line;
    regionUnits = units;
  }
  regionEnd = next;
}

/** UTF-16 units of UTF-8: a byte that goes on with a character has none, the first of four has two. */
function unitsIn(from: usize, to: usize): u32 {
  let found: u32 = 0;
  for (; from < to; from++) {
    const byte = load<u8>(from);
    if ((byte & 0xc0) != 0x80) found += byte >= 0xf0 ? 2 : 1;
  }
  return found;
}
