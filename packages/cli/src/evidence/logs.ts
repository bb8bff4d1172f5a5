import {
  type AccessEntry,
  accessFormats,
  accessShapes,
  canBeSieved,
  createAccessLogReader,
  createErrorLogReader,
  createEventFold,
  createRequestFold,
  type LogEvent,
  type LogWriter,
  type Notice,
  type UnreadLine,
  unknownWriter,
  writtenBy,
} from '@stackengine/engine';
import type { Configuration } from '@stackengine/nginx-config';
import { Refusal } from '../refusal.js';
import { logPieces } from './log-stream.js';

/**
 * The events of all error logs, and what these tell of the nginx that wrote them. A log in which nginx wrote no line is refused, but an empty one is taken where others (the
 * access log) are there to tell: some failures leave no line.
 */
export async function readErrorLogs(
  paths: readonly string[],
  mayBeEmpty: boolean,
): Promise<{ readonly events: readonly LogEvent[]; readonly writer: LogWriter; readonly notices: readonly Notice[] }> {
  let writer = unknownWriter;
  const fold = createEventFold();
  const notices: Notice[] = [];
  for (const path of paths) {
    const file = nameOf(path);
    const reader = createErrorLogReader(file);
    let empty = true;
    for await (const piece of logPieces(path, { mayBeEmpty, shapes: accessShapes([]) })) {
      if (!('skipped' in piece)) {
        empty &&= piece.text.trim() === '';
        writer = writtenBy(piece.text, writer);
      }
      for (const event of reader.take(piece)) fold.add(event);
    }
    for (const event of reader.end()) fold.add(event);
    const { unread, looksLikeNginxLog } = reader.summary();
    if (!looksLikeNginxLog && !(mayBeEmpty && empty))
      throw new Refusal(`${file}:1: no line in it is of an nginx error log (YYYY/MM/DD hh:mm:ss [level] …)`);
    notices.push(...unreadNotices(file, unread));
  }
  return { events: fold.events, writer, notices };
}

/** The requests of all access logs, read in the formats that the configuration defines, or in well-known ones. */
export async function readAccessLogs(
  paths: readonly string[],
  configuration: Configuration | undefined,
): Promise<{ readonly access: readonly AccessEntry[]; readonly notices: readonly Notice[] }> {
  const kept = createRequestFold();
  const notices: Notice[] = [];
  const formats = configuration === undefined ? [] : accessFormats(configuration);
  const shapes = canBeSieved(formats) ? accessShapes(formats) : undefined;
  for (const path of paths) {
    const file = nameOf(path);
    const reader = createAccessLogReader(file, formats);
    const leftBefore = kept.left;
    let found = false;
    const keep = (entries: readonly AccessEntry[]) => {
      found ||= entries.length > 0;
      for (const entry of entries) kept.add(entry);
    };
    for await (const piece of logPieces(path, { shapes })) {
      if ('skipped' in piece) found ||= piece.skipped.requests > 0;
      keep(reader.take(piece));
    }
    keep(reader.end());
    const { unread } = reader.summary();
    if (!found) {
      throw new Refusal(
        `${file}:1: no line in it is a request in a known log_format; give the configuration that defines it`,
      );
    }
    const left = kept.left - leftBefore;
    if (left > 0) notices.push({ code: 'access-log-cut', text: `${left} further requests were not counted`, file });
    notices.push(...unreadNotices(file, unread));
  }
  return { access: kept.requests, notices };
}

function unreadNotices(file: string, unread: readonly UnreadLine[]): readonly Notice[] {
  const [first] = unread;
  if (first === undefined) return [];
  const text =
    unread.length === 1 ? 'this line could not be read' : `${unread.length} lines could not be read, this is the first`;
  return [{ code: 'unread-line', text, file, line: first.line }];
}

const nameOf = (path: string) => (path === '-' ? 'standard input' : path);
