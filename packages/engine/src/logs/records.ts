import { continues, join } from './continuation.js';
import { findHeader, type Header, isBrokenHeader } from './header.js';
import { isJson, jsonStrings, namesBeside, withoutEscapes } from './json-text.js';
import type { Line } from './lines.js';
import { plainText } from './plain-text.js';
import { withoutPrefix } from './prefix.js';
import type { LogRecord } from './read-event.js';
import { isForeign, isFragment, looksLikeNginx, looksLikeRecord, startsWithMessage } from './record-start.js';

/** A record that the next line may go on with. */
interface Open {
  text: string;
  readonly line: Line;
  readonly start: number;
  last: Line;
  end: number;
  readonly source: string | undefined;
  partial: boolean;
  /** Inside a JSON string whose closing quote has not come yet. */
  json: boolean;
  repeated: number;
  readonly around: ReadonlyMap<string, string>;
  /** Lines that go on with the record only if a later one does. */
  held: { readonly line: Line; readonly text: string }[];
  blanks: number;
  cut: boolean;
  /** How many lines were put together. */
  pieces: number;
}

export interface RecordSink {
  record(record: LogRecord): void;
  /** A line of another program, or one that cannot be read. */
  rest(line: Line, unread: boolean): void;
}

/** nginx writes 2,048 bytes at most (NGX_MAX_ERROR_STR); a record longer than this is not joined any further. */
const longestJoined = 4096;
/** A record of that length wrapped at twenty columns. */
const mostPieces = 128;
const mostHeld = 4;
const nothing: ReadonlyMap<string, string> = new Map();

/** Puts lines together to records. Holds one record and a few lines at most. */
export function createRecordAssembler(file: string, sink: RecordSink): { line(line: Line): void; end(): void } {
  let open: Open | undefined;

  const flush = (): void => {
    const done = open;
    open = undefined;
    if (done === undefined) return;
    if (looksLikeRecord(done.text)) sink.record(recordOf(file, done));
    else sink.rest(done.line, looksLikeNginx(done.text));
    for (const { line, text } of done.held) sink.rest(line, looksLikeNginx(text));
  };
  const begin = (line: Line, text: string, start: number, end: number, more: Partial<Open> = {}): void => {
    flush();
    open = {
      text: text.trimStart(),
      line,
      start,
      last: line,
      end,
      source: undefined,
      partial: false,
      json: false,
      repeated: 1,
      around: nothing,
      held: [],
      blanks: 0,
      cut: line.cut,
      pieces: 1,
      ...more,
    };
  };
  const append = (to: Open, line: Line, text: string, end: number): void => {
    for (const held of to.held) to.text = join(to.text, held.text);
    to.held = [];
    to.text = join(to.text, text);
    to.last = line;
    to.end = end;
    to.blanks = 0;
    to.pieces += 1;
    to.cut ||= line.cut;
  };
  /** Offers a line to the open record; true where it was taken. */
  const offer = (to: Open, line: Line, text: string): boolean => {
    if (to.text.length > longestJoined || to.pieces > mostPieces) return false;
    const tentative = to.held.reduce((joined, held) => join(joined, held.text), to.text);
    const answer = continues(tentative, text);
    if (answer === 'yes') append(to, line, text, line.end);
    else if (answer === 'maybe' && to.held.length < mostHeld) to.held.push({ line, text });
    else return false;
    return true;
  };

  const readJson = (line: Line, text: string, prefix: ReturnType<typeof withoutPrefix>): void => {
    const { texts, beside } = jsonStrings(text, looksLikeRecord);
    const around = namesBeside(beside);
    const found = texts.filter((one) => looksLikeRecord(one.text));
    flush();
    if (found.length === 0) sink.rest(line, false);
    for (const one of found) {
      for (const piece of one.text.split('\n').filter((part) => looksLikeRecord(part))) {
        begin(line, plainText(piece), line.start, line.end, { source: prefix.source, json: one.open, around });
        if (!one.open) flush();
      }
    }
  };

  const readHeaders = (line: Line, text: string): boolean => {
    let header: Header | undefined = findHeader(text);
    if (header === undefined) return false;
    const before = text.slice(0, header.start);
    if (open !== undefined && header.start > 0 && withoutPrefix(before).text === before && !open.partial) {
      if (continues(open.text, before) === 'yes') append(open, line, before, line.start);
    }
    const repeated = Number(/message repeated (\d+) times: \[ ?$/.exec(before)?.[1] ?? 1);
    const { source, partial, time } = withoutPrefix(text);
    let start = line.start;
    while (header !== undefined) {
      const after: Header | undefined = findHeader(text, header.end);
      const next: Header | undefined =
        after !== undefined && isBetweenRecords(text.slice(header.start, after.start)) ? after : undefined;
      const piece = text.slice(header.start, next?.start).replace(repeated > 1 ? /\]\s*$/ : /$^/, '');
      const end = next === undefined ? line.end : placeIn(line, text, next.start);
      begin(line, piece, start, end, { source, partial, repeated, around: timeOf(time) });
      start = end;
      header = next;
    }
    return true;
  };

  const read = (line: Line): void => {
    const text = plainText(line.text);
    if (text.trim() === '') {
      if (open !== undefined && ++open.blanks > 1) flush();
      return;
    }
    if (open?.json) {
      const raw = /^((?:[^"\\]|\\.)*)("?)/.exec(line.text.trim());
      append(open, line, plainText(withoutEscapes(raw?.[1] ?? '')), line.end);
      open.json = raw?.[2] === '' && open.text.length < longestJoined;
      if (!open.json) flush();
      return;
    }
    const prefix = withoutPrefix(text);
    if (isJson(prefix.text) && !/^\s*"(?:,|$)/.test(prefix.text)) {
      readJson(line, prefix.text, prefix);
      return;
    }
    const times = /last message repeated (\d+) times?/.exec(prefix.text)?.[1];
    if (times !== undefined && open !== undefined) {
      open.repeated += Number(times);
      open.last = line;
      open.end = line.end;
      flush();
      return;
    }
    if (open?.partial && prefix.starts) {
      append(open, line, prefix.text, line.end);
      open.partial = prefix.partial;
      return;
    }
    const sameSource = prefix.source === undefined || prefix.source === open?.source;
    const mayGoOn = open !== undefined && !prefix.starts && sameSource && !isForeign(prefix.text);
    if (open !== undefined && mayGoOn && isBrokenHeader(open.text) && offer(open, line, prefix.text)) return;
    if (readHeaders(line, text)) return;
    if (startsWithMessage(prefix.text.trimStart())) {
      if (
        open !== undefined &&
        mayGoOn &&
        findHeader(open.text)?.end === open.text.length &&
        offer(open, line, prefix.text)
      )
        return;
      begin(line, prefix.text, line.start, line.end, { source: prefix.source, around: timeOf(prefix.time) });
      return;
    }
    if (isBrokenHeader(prefix.text)) {
      begin(line, prefix.text, line.start, line.end, { source: prefix.source });
      return;
    }
    if (open !== undefined && mayGoOn && offer(open, line, prefix.text)) return;
    if (isFragment(prefix.text)) {
      begin(line, prefix.text, line.start, line.end, { source: prefix.source, around: timeOf(prefix.time) });
      return;
    }
    flush();
    sink.rest(line, looksLikeNginx(prefix.text));
  };

  return { line: read, end: flush };
}

function recordOf(file: string, open: Open): LogRecord {
  const damage: string[] = [];
  if (open.pieces > 1) damage.push('wrapped');
  if (open.cut) damage.push('cut off: longer than a line may be');
  return {
    file,
    text: open.text.trimEnd(),
    line: open.line.number,
    endLine: open.last.number,
    range: [open.start, open.end],
    repeated: open.repeated,
    damage,
    around: open.around,
  };
}

/** A header inside a quoted field is what a client sent, not a record. */
function isBetweenRecords(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 0;
}

function timeOf(time: string | undefined): ReadonlyMap<string, string> {
  return time === undefined ? nothing : new Map([['time', time]]);
}

/** The offset in the source of an offset in the line's plain text; exact where nothing was taken out before it. */
function placeIn(line: Line, text: string, offset: number): number {
  const sought = text.slice(offset, offset + 24);
  const at = line.text.indexOf(sought, Math.max(0, offset - 1));
  return line.start + (at === -1 ? Math.min(offset, line.text.length) : at);
}
