import { firstWhere, indexWithin } from './bounded.js';
import { COLON, COMMA, EQUALS, QUOTE, SPACE } from './cues/characters.js';
import type { Embedded } from './embedded.js';
import { isLogLine } from './positions/log-lines.js';

/** A shorter text is judged faster than it is shortened. */
const worthwhile = 1 << 16;
/** Of a part of a line: shorter ones cost more to remember than to judge, longer ones hardly come again. */
const shortest = 8;
const longest = 2048;
const mostRemembered = 1 << 15;
const mostRepeats = 1 << 12;

/** What stands in the place of a part that is left out; logs have it where there is no value. */
const standIn = '-';

/** A part of a line that was left out, where it stands first, and where again. Offsets are into the whole text. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly again: readonly number[];
}

/** A log without what its lines say again, and the way back. */
export interface Shortened extends Embedded {
  /** What was left out, in the order of the text. */
  readonly parts: readonly Part[];
}

/**
 * Leaves out of a log what its lines say again and again (agents, referers, hosts, what nginx says of a failure), so that it is judged
 * once: whatever is found in a part where it stands first is found wherever it stands again. Two parts are the same if the names before
 * them are the same as well. What would give something behind it a meaning, such as `X-Api-Key` in quotes, stays. Undefined where there is nothing to be gained.
 */
export function shortened(text: string, givesMeaning: (part: string) => boolean): Shortened | undefined {
  if (text.length < worthwhile) return undefined;
  const remembered = new Remembered(text);
  const repeats = new Map<number, { start: number; end: number; again: number[] } | 'stays'>();
  const cuts: number[] = [];
  const visit = (named: number, start: number, end: number): void => {
    if (end - start < shortest || end - start > longest) return;
    const first = remembered.find(named, end) - named + start;
    if (first === start) return;
    let part = repeats.get(first);
    if (part === undefined) {
      part =
        repeats.size >= mostRepeats || givesMeaning(text.slice(start, end))
          ? 'stays'
          : { start: first, end: first + end - start, again: [] };
      repeats.set(first, part);
    }
    if (part === 'stays') return;
    part.again.push(start);
    cuts.push(start, end);
  };
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (isLogLine(line)) eachPart(line, (named, from, to) => visit(start + named, start + from, start + to));
    start = end + 1;
  }
  if (cuts.length === 0) return undefined;
  const parts = Array.from(repeats.values()).filter((part) => part !== 'stays');
  return { ...without(text, cuts), parts: parts.sort((one, other) => one.start - other.start) };
}

/** Runs of a text by what they say: as a Map of strings, but nothing is cut out of the text. */
class Remembered {
  private count = 0;
  private readonly starts = new Int32Array(mostRemembered);
  private readonly ends = new Int32Array(mostRemembered);
  /** The number of a run, plus one, at the place that its mark gives it or soon behind. */
  private readonly slots = new Int32Array(1 << 16);

  constructor(private readonly text: string) {}

  /** Where the same run stood first; its own start, and it is remembered, if it did not. */
  find(start: number, end: number): number {
    const { text, slots, starts, ends } = this;
    const mark = markOf(text, start, end);
    for (let slot = mark; slot < mark + mostTries; slot++) {
      const number = slots[slot & 0xffff] ?? 0;
      if (number === 0) {
        if (this.count === mostRemembered) return start;
        starts[this.count] = start;
        ends[this.count] = end;
        slots[slot & 0xffff] = ++this.count;
        return start;
      }
      const first = starts[number - 1] ?? 0;
      if (
        (ends[number - 1] ?? 0) - first === end - start &&
        text.slice(first, first + end - start) === text.slice(start, end)
      )
        return first;
    }
    return start;
  }
}

/** Of runs that differ where no mark looks, only so many are told from each other. */
const mostTries = 16;

/** A number of 16 bits that most runs do not share, from characters of the beginning and the end, which differ most, and some in between. */
function markOf(text: string, start: number, end: number): number {
  let mark = end - start;
  let at = start;
  for (; at < end && at < start + 32; at++) mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  for (; at < end - 32; at += 4) mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  for (; at < end; at++) mark = (Math.imul(mark, 31) + text.charCodeAt(at)) | 0;
  return Math.imul(mark, 0x9e3779b1) >>> 16; // of neighbours, far from each other
}

/** Visits the parts of a line that may come again: `named` is where the name before one begins. */
function eachPart(line: string, visit: (named: number, start: number, end: number) => void): void {
  const message = errorLine.exec(line)?.[0].length ?? 0;
  let open = line.indexOf('"');
  if (message > 0) {
    const client = line.indexOf(', client: ', message);
    if (client !== -1 && (open === -1 || client < open)) visit(message, message, client);
    const server = line.indexOf(', server: ', client);
    const comma = server === -1 ? -1 : line.indexOf(',', server + 10);
    if (comma !== -1 && (open === -1 || comma < open)) visit(server, server + 10, comma);
  }
  const escaped = line.includes('\\');
  while (open !== -1) {
    const close = line.indexOf('"', open + 1);
    if (close === -1) return;
    // A name has its value behind it, and an escaped quote ends nothing.
    if (
      close - open > shortest &&
      endsValue.test(line[close + 1] ?? ' ') &&
      !(escaped && indexWithin(line, '\\', open, close) !== -1)
    )
      visit(nameBefore(line, open), open + 1, close);
    open = line.indexOf('"', close + 1);
  }
}
const errorLine = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[[a-z]{1,8}\] \d{1,10}#\d{1,10}: \*\d{1,20} /;
const endsValue = /[\s,\]}]/;

/**
 * Where the name begins that a quoted value has before it: `ua="`, `"ua":"`, `host: "`, and of columns the last word of the one before,
 * as whoever reads `"password" "…"` takes it. `"name":"x-token","value":"` has it further on. A number in between names nothing.
 */
function nameBefore(line: string, open: number): number {
  let at = open;
  let assigned = false;
  for (; at > 0; at--) {
    const code = line.charCodeAt(at - 1);
    if (code === COLON || code === EQUALS) assigned = true;
    else if (code !== SPACE && code !== QUOTE && code !== COMMA) break;
  }
  const end = at;
  while (at > 0 && end - at < longestName && isInName(line.charCodeAt(at - 1), assigned)) at--;
  return assigned && /^val(?:ue)?$/i.test(line.slice(at, end)) ? Math.max(0, at - longestName) : at;
}
const longestName = 64;
const HYPHEN = 45;
const UNDERSCORE = 95;

const isInName = (code: number, digits: boolean): boolean =>
  ((code | 32) >= 97 && (code | 32) <= 122) ||
  code === HYPHEN ||
  code === UNDERSCORE ||
  code >= 128 ||
  (digits && code >= 48 && code <= 57);

function without(text: string, cuts: readonly number[]): Embedded {
  let length = text.length;
  for (let index = 0; index < cuts.length; index += 2)
    length -= (cuts[index + 1] ?? 0) - (cuts[index] ?? 0) - standIn.length;
  const at = new Int32Array(length + 1);
  let out = '';
  let written = 0;
  let from = 0;
  for (let index = 0; index <= cuts.length; index += 2) {
    const start = cuts[index] ?? text.length;
    out += text.slice(from, start);
    for (; from < start; from++) at[written++] = from;
    if (index === cuts.length) break;
    at[written++] = start;
    out += standIn;
    from = cuts[index + 1] ?? 0;
  }
  at[written] = text.length;
  return { text: out, at };
}

/**
 * Where else what was found in a part stands: how far off, for each time that the part comes again. Undefined if it reaches over an edge
 * of the part, so that it may not be there again.
 */
export function distances(parts: readonly Part[], start: number, end: number): readonly number[] | undefined {
  const part = parts[firstWhere(parts.length, (index) => (parts[index]?.end ?? 0) > start)];
  if (part === undefined || part.start >= end) return [];
  if (start < part.start || end > part.end) return undefined;
  return part.again.map((again) => again - part.start);
}
