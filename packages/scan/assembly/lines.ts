import { find, isDigit } from './text';

/** What kind of line begins at an address, by bytes of which no program but its writer would put all there. */

const SPACE: u8 = 0x20;
const QUOTE: u8 = 0x22;

/** `2024/01/15 03:42:17 [`: a record of nginx's error log. */
@inline
export function beginsRecord(at: usize): bool {
  return (
    load<u8>(at, 4) == 0x2f &&
    load<u8>(at, 7) == 0x2f &&
    load<u8>(at, 10) == SPACE &&
    load<u8>(at, 13) == 0x3a &&
    load<u8>(at, 16) == 0x3a &&
    load<u16>(at, 19) == 0x5b20 &&
    digits(at, 4) &&
    digits(at + 5, 2) &&
    digits(at + 8, 2) &&
    digits(at + 11, 2) &&
    digits(at + 14, 2) &&
    digits(at + 17, 2)
  );
}

function digits(at: usize, count: i32): bool {
  for (let index = 0; index < count; index++) if (!isDigit(load<u8>(at + index))) return false;
  return true;
}

/** Where `[15/Jan/2024:` begins near the beginning of a line, or 0: only requests have it. */
export function requestTime(from: usize, to: usize): usize {
  const most = min(to, from + 200);
  for (let at = find(0x5b, from, most); at < most; at = find(0x5b, at + 1, most)) {
    if (load<u8>(at, 3) != 0x2f || load<u8>(at, 7) != 0x2f || load<u8>(at, 12) != 0x3a) continue;
    if (digits(at + 1, 2) && digits(at + 8, 4)) return at;
  }
  return 0;
}

/** `ADDRESS - USER [15/Jan/2024:` is no part of anything else. */
export function isBare(from: usize, time: usize): bool {
  let blanks = 0;
  for (let at = from; at < time; at++) {
    if (load<u8>(at) != SPACE) continue;
    blanks++;
    if (at == from || load<u8>(at - 1) == SPACE) return false;
  }
  return blanks == 3 && load<u8>(time - 1) == SPACE;
}

/**
 * Whether a request is written in nginx's `combined` and nothing more: `… [time] "request" status bytes "referrer" "agent"`. Inside
 * of quotes nginx escapes them, so there are six.
 */
export function isCombined(time: usize, to: usize): bool {
  let at = find(0x5d, time + 13, to);
  if (load<u16>(at, 1) != 0x2220) return false; // ] "
  at = find(QUOTE, at + 3, to);
  if (load<u8>(at, 1) != SPACE || !digits(at + 2, 3) || load<u8>(at, 5) != SPACE) return false;
  at += 6;
  const size = at;
  while (at < to && isDigit(load<u8>(at))) at++;
  if (at == size || load<u16>(at) != 0x2220) return false;
  at = find(QUOTE, at + 2, to);
  if (load<u16>(at, 1) != 0x2220) return false;
  return find(QUOTE, at + 3, to) + 1 == to;
}

/** Whether a line cannot go on with what stands before it: a record of nginx or of another program, JSON, a request. */
export function beginsSomething(from: usize, to: usize): bool {
  if (beginsRecord(from) || isJson(from) || isDated(from)) return true;
  const time = requestTime(from, to);
  return time != 0 && isBare(from, time);
}

/** `{"` */
@inline
export function isJson(from: usize): bool {
  return load<u16>(from) == 0x227b;
}

/** `2024-01-15T03:42` */
@inline
export function isDated(from: usize): bool {
  return (
    load<u8>(from, 4) == 0x2d &&
    load<u8>(from, 7) == 0x2d &&
    load<u8>(from, 13) == 0x3a &&
    (load<u8>(from, 10) == 0x54 || load<u8>(from, 10) == SPACE) &&
    digits(from, 4) &&
    digits(from + 5, 2) &&
    digits(from + 8, 2) &&
    digits(from + 11, 2) &&
    digits(from + 14, 2)
  );
}
