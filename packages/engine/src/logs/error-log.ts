import type { LogEvent } from './event.js';
import { createLineSplitter } from './lines.js';
import type { LogPiece } from './piece.js';
import { readEvent } from './read-event.js';
import { createRecordAssembler } from './records.js';

/** A place in a log that looks like nginx's and could not be read. */
export interface UnreadLine {
  readonly file: string;
  readonly line: number;
}

/** What is left to say of a log once it was read. */
export interface ErrorLogSummary {
  /** Lines that look like nginx's and could not be read; the first thousand. */
  readonly unread: readonly UnreadLine[];
  /** How many lines other programs wrote. */
  readonly otherLines: number;
  readonly looksLikeNginxLog: boolean;
}

/** A whole error log, read. */
export interface ErrorLog extends ErrorLogSummary {
  readonly events: readonly LogEvent[];
}

/** Takes a log piece by piece, cut anywhere; each call returns the events that it completed. */
export interface ErrorLogReader {
  /** Takes the next piece of the log, cut anywhere; returns the events that are complete. */
  push(chunk: string): LogEvent[];
  /** Takes the next part of a log that was sieved; returns the events that are complete. */
  take(piece: LogPiece): LogEvent[];
  end(): LogEvent[];
  summary(): ErrorLogSummary;
}

const mostUnread = 1000;

/**
 * Reads an error log in pieces, in bounded memory: one record and one line of at most 256 Ki characters are held. Accepts whole and
 * damaged lines of nginx, wrapped, prefixed, in JSON, between those of other programs, and the output of `nginx -t`.
 */
export function createErrorLogReader(file: string): ErrorLogReader {
  let events: LogEvent[] = [];
  const unread: UnreadLine[] = [];
  let otherLines = 0;
  let found = false;
  const records = createRecordAssembler(file, {
    record(record) {
      found = true;
      events.push(readEvent(record));
    },
    rest(line, isUnread) {
      if (!isUnread) otherLines += 1;
      else if (unread.length < mostUnread) unread.push({ file, line: line.number });
    },
  });
  const lines = createLineSplitter((line) => records.line(line));
  const taken = (): LogEvent[] => {
    const done = events;
    events = [];
    return done;
  };
  const push = (chunk: string): LogEvent[] => {
    lines.push(chunk);
    return taken();
  };
  return {
    push,
    take(piece) {
      if ('skipped' in piece) {
        const { lines: count, units, records: skipped } = piece.skipped;
        lines.skip(count, units);
        records.end();
        found ||= skipped > 0;
        otherLines += count - skipped;
        return taken();
      }
      if (piece.stands === undefined) return push(piece.text);
      records.end();
      const before = taken();
      lines.push(piece.text);
      lines.skip(0, 0); // the last line of a log may have no end
      records.end();
      const { stands } = piece;
      return [...before, ...taken().map((event) => ({ ...event, repeated: event.repeated * stands }))];
    },
    end() {
      lines.end();
      records.end();
      return taken();
    },
    summary: () => ({ unread: [...unread], otherLines, looksLikeNginxLog: found }),
  };
}

/** Reads a whole error log; see {@link createErrorLogReader}. */
export function readErrorLog(file: string, text: string): ErrorLog {
  const reader = createErrorLogReader(file);
  const events = reader.push(text).concat(reader.end());
  return { events, ...reader.summary() };
}
