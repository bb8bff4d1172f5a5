import type { AccessEntry } from './access.js';
import {
  type AccessFormat,
  type FormatReader,
  formatReader,
  jsonValues,
  knownFormats,
  type Variables,
} from './access-format.js';
import type { UnreadLine } from './error-log.js';
import { createLineSplitter, type Line } from './lines.js';
import type { LogPiece } from './piece.js';
import { plainText } from './plain-text.js';
import { withoutPrefix } from './prefix.js';

/** A whole access log, read. */
export interface AccessLog {
  readonly entries: readonly AccessEntry[];
  /** Lines that look like requests and have none of the formats; the first thousand. */
  readonly unread: readonly UnreadLine[];
}

/** Takes a log piece by piece, cut anywhere; each call returns the requests that it completed. */
export interface AccessLogReader {
  /** Takes the next piece of the log, cut anywhere; returns the entries that are complete. */
  push(chunk: string): AccessEntry[];
  /** Takes the next part of a log that was sieved; returns the entries that are complete. */
  take(piece: LogPiece): AccessEntry[];
  end(): AccessEntry[];
  summary(): { readonly unread: readonly UnreadLine[] };
}

const mostUnread = 1000;

/**
 * Reads an access log in pieces, in bounded memory. Knows the given `log_format`s, combined, common, ingress-nginx's, and JSON
 * lines, by the format that wrote them or by customary names; prefixes of collectors are taken off.
 */
export function createAccessLogReader(file: string, formats: readonly AccessFormat[]): AccessLogReader {
  const read = createLineReader(formats);
  let entries: AccessEntry[] = [];
  const unread: UnreadLine[] = [];
  const lines = createLineSplitter((line: Line) => {
    const variables = read(line.text);
    if (variables !== undefined) entries.push(entryOf(file, line.number, variables));
    else if (looksLikeRequest.test(line.text) && !errorRecord.test(line.text) && unread.length < mostUnread)
      unread.push({ file, line: line.number });
  });
  const taken = (): AccessEntry[] => {
    const done = entries;
    entries = [];
    return done;
  };
  return {
    push(chunk) {
      lines.push(chunk);
      return taken();
    },
    take(piece) {
      if ('skipped' in piece) lines.skip(piece.skipped.lines, piece.skipped.units);
      else lines.push(piece.text);
      if ('skipped' in piece || piece.stands === undefined) return taken();
      const { stands } = piece;
      lines.skip(0, 0); // the last line of a log may have no end
      return taken().map((entry) => ({ ...entry, repeated: entry.repeated * stands }));
    },
    end() {
      lines.end();
      return taken();
    },
    summary: () => ({ unread: [...unread] }),
  };
}

/** Reads a whole access log; see {@link createAccessLogReader}. */
export function readAccessLog(file: string, text: string, formats: readonly AccessFormat[]): AccessLog {
  const reader = createAccessLogReader(file, formats);
  const entries = reader.push(text).concat(reader.end());
  return { entries, ...reader.summary() };
}

const looksLikeRequest = /"[A-Z]{3,10} \S+ HTTP\/\d|"?(?:request|status)"?\s*[:=]/;
const errorRecord = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[|^nginx: /;

function createLineReader(formats: readonly AccessFormat[]): (line: string) => Variables | undefined {
  const readers: readonly FormatReader[] = [...formats, ...knownFormats].map(formatReader);
  const readOne = (text: string): Variables | undefined => {
    for (const reader of readers) {
      const found = reader(text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const readText = (text: string, nested: number): Variables | undefined => {
    const found = readOne(text);
    if (found !== undefined) return found;
    const values = /^[^{]*\{\s*"/.test(text) ? jsonValues(text) : undefined;
    if (values === undefined) return undefined;
    for (const key of keysOfLines) {
      const inner = values.get(key)?.trimEnd();
      const read = inner === undefined || nested > 3 ? undefined : readText(inner, nested + 1);
      if (read !== undefined) return read;
    }
    return byCustomaryNames(values);
  };
  return (line) => {
    if (line.trim() === '' || errorRecord.test(line)) return undefined;
    const found = readText(line, 0);
    if (found !== undefined) return found;
    const plain = withoutPrefix(plainText(line)).text;
    return plain === line ? undefined : readText(plain, 0);
  };
}

/** Where collectors put the line that a program wrote. */
export const keysOfLines: readonly string[] = ['log', 'message', 'msg', 'MESSAGE', 'textPayload', 'line', '_raw'];

/** What people call the variables in JSON. */
export const customaryKeys: readonly (readonly [string, readonly string[]])[] = [
  ['time_iso8601', ['time_iso8601', 'time', '@timestamp', 'timestamp', 'ts', 'datetime', 'date']],
  ['time_local', ['time_local']],
  ['remote_addr', ['remote_addr', 'client', 'client_ip', 'clientip', 'remote_ip', 'remoteIp', 'ip', 'src_ip']],
  ['request', ['request', 'requestLine', 'http_request']],
  ['request_method', ['request_method', 'method', 'verb', 'requestMethod', 'http_method']],
  ['request_uri', ['request_uri', 'uri', 'path', 'url', 'requestUrl']],
  ['host', ['host', 'http_host', 'vhost', 'server_name', 'domain']],
  ['status', ['status', 'status_code', 'response', 'code', 'http_status']],
  ['upstream_status', ['upstream_status', 'upstreamStatus', 'upstream_code', 'us']],
  ['upstream_addr', ['upstream_addr', 'upstream_address', 'upstreamAddr', 'upstream', 'upstreamhost', 'ua']],
];

function byCustomaryNames(values: ReadonlyMap<string, string>): Variables | undefined {
  const read = new Map<string, string>();
  for (const [name, keys] of customaryKeys) {
    const value = keys.map((key) => values.get(key)).find((found) => found !== undefined && found !== '');
    if (value !== undefined) read.set(name, value);
  }
  return /^\d{3}$/.test(read.get('status') ?? '') ? read : undefined;
}

function entryOf(file: string, line: number, variables: Variables): AccessEntry {
  const rest = variables.get('rest') ?? '';
  const first = (...names: string[]) =>
    names.map((name) => variables.get(name)).find((value) => value !== undefined && value !== '' && value !== '-');
  const request = /^(\S+) (\S+)/.exec(first('request') ?? '');
  const status = first('status');
  return {
    file,
    line,
    time: timeOf(first('time_local', 'time_iso8601', 'msec')),
    client: first('remote_addr', 'realip_remote_addr', 'http_x_forwarded_for'),
    method: first('request_method') ?? request?.[1],
    uri: first('request_uri') ?? request?.[2] ?? first('uri', 'document_uri'),
    host: first('host', 'http_host', 'server_name', 'ssl_server_name'),
    status: status === undefined || !/^\d+$/.test(status) ? undefined : Number(status),
    upstreamStatus: peersOf(
      first('upstream_status') ?? pairOf(rest, /\b(?:upstream_?status|us)[=:]\s*"?([-\d]+(?:(?:, | : )[-\d]+)*)/),
    )
      .filter((one) => /^\d+$/.test(one))
      .map(Number),
    upstreamAddress: peersOf(
      first('upstream_addr') ?? pairOf(rest, /\b(?:upstream(?:_?addr)?|ua)[=:]\s*"?([^\s",]+(?:(?:, | : )[^\s",]+)*)/),
    ),
    repeated: 1,
  };
}

/** What people add behind the combined format: `ua="10.0.0.1:443" us="502"`. */
function pairOf(rest: string, pattern: RegExp): string | undefined {
  return pattern.exec(rest)?.[1];
}

function peersOf(text: string | undefined): string[] {
  return (text ?? '').split(/, ?| : /).filter((one) => one !== '' && one !== '-');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local time without zone, as the error log writes it; `$msec` alone is UTC. */
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const local = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d)/.exec(text);
  const month = months.indexOf(local?.[2] ?? '') + 1;
  if (local !== null && month > 0) return `${local[3]}-${String(month).padStart(2, '0')}-${local[1]}T${local[4]}`;
  const seconds = /^(\d{9,10})(?:\.\d+)?$/.exec(text)?.[1];
  if (seconds !== undefined) return new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.exec(text)?.[0].replace(' ', 'T');
}
