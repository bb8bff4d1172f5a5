import { mixed, seed, step } from './hash';
import { beginsRecord } from './lines';
import { members, memberSize, mostMembers, shapes } from './memory';
import { find, isDigit, stands } from './text';

/**
 * Which requests are the same to a diagnosis. The engine says how they are written (`accessShapes`) and which values tell anything: status,
 * peers and their answers whole, of what was asked for whether it is a health check. What is hashed here is at least as fine as the
 * engine's own kinds (`createRequestFold`), and a line that the engine might read otherwise gets no hash.
 */

/** Steps of a shape, and what a value tells. */
const END: u8 = 0;
const LITERAL: u8 = 1;
const STATUS: u8 = 2;
const PEERS: u8 = 3;
const REST: u8 = 4;
const UNTIL: u8 = 5;
const LAST: u8 = 0xff;
const ALL: u8 = 1;
const PATH: u8 = 2;
const REQUEST: u8 = 3;
const IS_STATUS: u8 = 4;
const IS_LINE: u8 = 5;

const QUOTE: u8 = 0x22;
const SPACE: u8 = 0x20;
const COMMA: u8 = 0x2c;
const OPEN: u8 = 0x7b;
const CLOSE: u8 = 0x7d;

/** Where the words of health checks begin, and their first letters, from `a` on. */
let words: usize = 0;
let firstLetters: u32 = 0;
let given: bool = false;

let at: usize = 0;
let end: usize = 0;
let hash: u64 = 0;

export function forgetShapes(): void {
  given = false;
}

/** Takes the shapes that stand in memory. */
export function takeShapes(): void {
  given = true;
  memory.fill(members, 0, mostMembers * memberSize);
  let place: usize = shapes;
  while (load<u8>(place) != LAST) {
    while (load<u8>(place) != END) place += stepSize(place);
    place++;
  }
  place++;
  for (let length = <usize>load<u8>(place); length != 0; length = <usize>load<u8>(place)) {
    const slot = memberAt(hashOf(place + 1, place + 1 + length));
    store<u64>(slot, hashOf(place + 1, place + 1 + length));
    store<u8>(slot, load<u8>(place + 1 + length), 8);
    place += length + 2;
  }
  words = place + 1;
  firstLetters = 0;
  for (let word = words; load<u8>(word) != 0; word += <usize>load<u8>(word) + 1)
    firstLetters |= (<u32>1) << (load<u8>(word, 1) & 31);
}

@inline
function isFirst(letter: u8): bool {
  return letter >= 0x61 && ((firstLetters >> (letter & 31)) & 1) != 0;
}

@inline
function stepSize(place: usize): usize {
  return load<u8>(place) == LITERAL ? <usize>load<u16>(place, 1) + 3 : 3;
}

const hashOf = (from: usize, to: usize): u64 => mixed(seed, from, to) | 1;

/** The slot of a member's name: its own, or the empty one where it would stand. */
function memberAt(name: u64): usize {
  let slot = <i32>(name >> 40) & (mostMembers - 1);
  while (true) {
    const place = members + slot * memberSize;
    const known = load<u64>(place);
    if (known == name || known == 0) return place;
    slot = (slot + 1) & (mostMembers - 1);
  }
}

/** The hash of what a request tells, or 0 where it has to be read. */
export function requestKind(from: usize, to: usize): u64 {
  if (!given || holdsControls(from, to)) return 0;
  end = to;
  let place: usize = shapes;
  let number: u64 = 0;
  while (load<u8>(place) != LAST) {
    hash = step(seed, ++number);
    at = from;
    const fits = fitsShape(place);
    // Where an object stands in a line, it may be what counts.
    if (fits == FITS) return find(OPEN, from, to) == to ? hash | 1 : 0;
    if (fits == UNSURE) return 0;
    while (load<u8>(place) != END) place += stepSize(place);
    place++;
  }
  hash = seed;
  at = from;
  return fitsObject() ? hash | 1 : 0;
}

const OTHER: i32 = 0;
const FITS: i32 = 1;
const UNSURE: i32 = 2;

/** Whether a line is written so; where values may be cut in several ways, only the first is tried, and what does not fit then is unsure. */
function fitsShape(place: usize): i32 {
  let other = OTHER;
  for (let kind = load<u8>(place); kind != END; place += stepSize(place), kind = load<u8>(place)) {
    if (kind == LITERAL) {
      const length = <usize>load<u16>(place, 1);
      for (let index: usize = 0; index < length; index++, at++) {
        const wanted = load<u8>(place + 3 + index);
        const byte = at < end ? load<u8>(at) : 0;
        // Any blanks stand for any others.
        if (byte != wanted) return byte == SPACE || wanted == SPACE ? UNSURE : other;
      }
      if (load<u8>(at - 1) == SPACE && at < end && load<u8>(at) == SPACE) return UNSURE;
      continue;
    }
    const value = at;
    if (kind == STATUS) {
      if (at + 3 > end || !isStatus(at, at + 3)) return other;
      at += 3;
    } else if (kind == PEERS) {
      other = UNSURE;
      if (!peers(load<u8>(place, 2))) return UNSURE;
    } else if (kind == REST) at = end;
    else {
      at = find(load<u8>(place, 2), at, end);
      if (at == end) return other;
    }
    tell(value, at, load<u8>(place, 1));
  }
  if (at == end) return FITS;
  return load<u8>(at) == SPACE ? UNSURE : other;
}

/** `10.0.0.1:443, 10.0.0.2:443 : 10.0.0.3:443` */
function peers(stop: u8): bool {
  while (true) {
    const from = at;
    for (let byte = load<u8>(at); at < end && byte != SPACE && byte != COMMA && byte != stop; byte = load<u8>(at)) at++;
    if (at == from) return false;
    if (stands(at, ', ')) at += 2;
    else if (stands(at, ' : ')) at += 3;
    else return true;
  }
}

function isStatus(from: usize, to: usize): bool {
  return to - from == 3 && isDigit(load<u8>(from)) && isDigit(load<u8>(from, 1)) && isDigit(load<u8>(from, 2));
}

@inline
function tell(from: usize, to: usize, what: u8): void {
  if (what == 0) return;
  if (what == PATH) hash = step(hash, isNone(from, to) ? 1 : isHealth(from, to) ? 3 : 2);
  else if (what == REQUEST) hash = step(hash, isNone(from, to) ? 1 : requestOf(from, to));
  else hash = mixed(hash, from, to);
}

/** `-` or nothing. */
@inline
function isNone(from: usize, to: usize): bool {
  return to == from || (to == from + 1 && load<u8>(from) == 0x2d);
}

/** A flat object of JSON, as nginx's formats write it, that tells a status. */
function fitsObject(): bool {
  if (load<u8>(at) != OPEN) return false;
  let status = false;
  do {
    at++;
    blank();
    if (load<u8>(at) != QUOTE) return false;
    const name = at + 1;
    at = find(QUOTE, name, end);
    const key = hashOf(name, at);
    hash = step(hash, key);
    if (++at >= end || load<u8>(at) != 0x3a) return false;
    at++;
    blank();
    const quoted = load<u8>(at) == QUOTE;
    const value = quoted ? at + 1 : at;
    if (quoted) at = find(QUOTE, value, end);
    else if (!bareValue()) return false;
    if (at >= end) return false;
    const what = load<u8>(memberAt(key), 8);
    if (what == IS_LINE || (quoted && beginsRecord(value))) return false;
    if (what != 0) {
      hash = step(hash, <u64>quoted);
      tell(value, at, what);
    }
    if (what == IS_STATUS && isStatus(value, at)) status = true;
    if (quoted) at++;
    blank();
  } while (at < end && load<u8>(at) == COMMA);
  return status && at + 1 == end && load<u8>(at) == CLOSE;
}

function blank(): void {
  if (at < end && load<u8>(at) == SPACE) at++;
}

/** Up to the next member: nginx writes values as they are, so a list of answers stands there too. */
function bareValue(): bool {
  for (; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == CLOSE) return true;
    if (byte == COMMA && (load<u8>(at, 1) == QUOTE || (load<u8>(at, 1) == SPACE && load<u8>(at, 2) == QUOTE))) return true;
    if (byte == QUOTE || byte == OPEN || byte == 0x5b || byte == 0x5d) return false;
  }
  return false;
}

/** Whether a request, `GET /healthz HTTP/1.1`, has a path, and that of a health check. */
function requestOf(from: usize, to: usize): u64 {
  const path = find(SPACE, from, to) + 1;
  if (path == from + 1 || path >= to || load<u8>(path) == SPACE) return 2;
  return isHealth(path, find(SPACE, path, to)) ? 4 : 3;
}

function isHealth(from: usize, to: usize): bool {
  const stop = find(0x3f, from, to);
  let begins = true;
  for (let place = from; place < stop; place++) {
    const byte = load<u8>(place);
    if (begins && isFirst(byte | 0x20)) {
      for (let word = words; load<u8>(word) != 0; word += <usize>load<u8>(word) + 1)
        if (standsThere(word, place, stop)) return true;
    }
    begins = parts(byte);
  }
  return false;
}

function standsThere(word: usize, place: usize, stop: usize): bool {
  const length = <usize>load<u8>(word);
  if (place + length > stop) return false;
  for (let index: usize = 0; index < length; index++)
    if ((load<u8>(place + index) | 0x20) != load<u8>(word + 1 + index)) return false;
  return place + length == stop || parts(load<u8>(place + length));
}

/** `/`, `_`, `-`, `.` */
@inline
function parts(byte: u8): bool {
  return byte == 0x2f || byte == 0x5f || byte == 0x2d || byte == 0x2e;
}

/** Control characters and backslashes, which JSON and blanks take for something else. */
function holdsControls(from: usize, to: usize): bool {
  const space = i8x16.splat(SPACE);
  const backslash = i8x16.splat(0x5c);
  for (let place = from; place < to; place += 16) {
    const bytes = v128.load(place);
    const odd = v128.or(i8x16.lt_u(bytes, space), i8x16.eq(bytes, backslash));
    const found = i8x16.bitmask(odd);
    if (found != 0 && place + <usize>ctz(found) < to) return true;
  }
  return false;
}
