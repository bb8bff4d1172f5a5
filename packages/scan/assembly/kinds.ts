import { mixed, seed } from './hash';
import { beginsRecord } from './lines';
import { find, isDigit, stands } from './text';

/**
 * Records of one kind differ only in what no cause depends on: time, process, connection, client, host, and what stands behind the first
 * part of a path. They are known by a hash of all the rest, which is at least as fine as the engine's own kinds (`createEventFold`).
 */
let hash: u64 = 0;
/** The hash of the first part of the path alone. */
export let path: u64 = 0;
/** Where the reading of a record is, and where it ends. */
let at: usize = 0;
let end: usize = 0;

/**
 * The hash of a record's kind without its path, which is in `path` then; or 0 where it is not written as nginx writes it, so that each
 * has to be read.
 */
export function kindOf(from: usize, to: usize): u64 {
  if (!beginsRecord(from)) return 0;
  at = from + 21;
  end = to;
  hash = seed;
  path = 0;
  if (!level() || !origin()) return 0;
  const fields = clientAt(at);
  if (fields == 0) {
    mix(at, to);
    return hash | 1;
  }
  mix(at, isBuffered(at) ? at + 30 : fields);
  at = fields + 10;
  while (at < end && !ends(load<u8>(at))) at++;
  return remaining() ? hash | 1 : 0;
}

function mix(from: usize, to: usize): void {
  hash = mixed(hash, from, to);
}

@inline
function ends(byte: u8): bool {
  return byte == 0x2c || byte == 0x22 || byte == 0x20;
}

/** `error] ` */
function level(): bool {
  const from = at;
  while (at < end && load<u8>(at) != 0x5d) if (++at - from > 8) return false;
  mix(from, at);
  at += 2;
  return at < end && load<u8>(at - 1) == 0x20;
}

/** `4121#4121: *7 `, without a connection where there is none. */
function origin(): bool {
  if (!number() || load<u8>(at) != 0x23) return false;
  at++;
  if (!number() || !stands(at, ': ')) return false;
  at += 2;
  if (load<u8>(at) != 0x2a) return true;
  at++;
  return number() && load<u8>(at++) == 0x20;
}

function number(): bool {
  const from = at;
  while (at < end && isDigit(load<u8>(at))) at++;
  return at > from && at < end;
}

/** Where `, client: ` begins, or 0. */
function clientAt(from: usize): usize {
  for (let place = find(0x2c, from, end); place < end; place = find(0x2c, place + 1, end))
    if (stands(place, ', client: ')) return place;
  return 0;
}

/** `an upstream response is buffered to a temporary file /…`: the number of the file tells nothing. */
function isBuffered(from: usize): bool {
  return stands(from, 'an upstream response is buffered to a temporary file');
}

/** The fields behind the client in nginx's order, each in its quotes, and nothing behind them. */
function remaining(): bool {
  if (!stands(at, ', server: ')) return false;
  at += 10;
  const server = at;
  while (at < end && !ends(load<u8>(at))) at++;
  mix(server, at);
  if (stands(at, ', request: "')) {
    at += 12;
    hash ^= 1;
    if (!request()) return false;
  }
  if (stands(at, ', subrequest: "')) {
    at += 15;
    hash ^= 2;
    if (!quoted()) return false;
  }
  if (stands(at, ', upstream: "')) {
    at += 13;
    hash ^= 4;
    if (!upstream()) return false;
  }
  if (stands(at, ', host: "')) {
    at += 9;
    if (!quoted()) return false;
  }
  if (stands(at, ', referrer: "')) {
    at += 13;
    if (!quoted()) return false;
  }
  return at == end || counts();
}

/** Past the quote that closes a value. */
function quoted(): bool {
  at = find(0x22, at, end);
  return at++ < end;
}

/** Of a request the first part of its path counts. */
function request(): bool {
  const from = at;
  if (!quoted()) return false;
  const close = at - 1;
  let place = from;
  while (place < close && load<u8>(place) != 0x20) place++;
  if (load<u8>(place, 1) != 0x2f) return true;
  const slash = place + 1;
  for (place = slash + 1; place < close; place++) {
    const byte = load<u8>(place);
    if (byte == 0x2f || byte == 0x3f || byte <= 0x20) break;
  }
  const whole = hash;
  hash = 0;
  mix(slash, place);
  path = hash;
  hash = whole;
  return true;
}

/** Of an upstream scheme, host and port count. */
function upstream(): bool {
  const from = at;
  if (!quoted()) return false;
  let place = from;
  while (place < at && load<u8>(place) != 0x2f) place++;
  if (load<u8>(place, 1) == 0x2f) place += 2;
  if (stands(place, 'unix:')) place = at;
  while (place < at && load<u8>(place) != 0x2f && load<u8>(place) != 0x3f) {
    if (load<u8>(place) == 0x3c || load<u8>(place) == 0x28) return false; // an editor's link
    place++;
  }
  mix(from, place);
  return true;
}

/** `, bytes from/to client:0/0, bytes from/to upstream:0/0`, as stream logs them. */
function counts(): bool {
  if (!stands(at, ', bytes from/to client:')) return false;
  at += 23;
  if (!pair() || !stands(at, ', bytes from/to upstream:')) return false;
  at += 25;
  return pair() && at == end;
}

function pair(): bool {
  while (at < end && isDigit(load<u8>(at))) at++;
  if (load<u8>(at++) != 0x2f) return false;
  while (at < end && isDigit(load<u8>(at))) at++;
  return at <= end;
}
