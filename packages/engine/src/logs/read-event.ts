import { readPlace } from './config-message.js';
import type { LogEvent, LoggedUpstream } from './event.js';
import { readFields } from './fields.js';
import { findHeader, headerAt, type Level } from './header.js';
import { readLoggedUpstream } from './logged-upstream.js';
import { signatureOf } from './signature.js';

/** A record re-joined and freed of prefixes, and where it stands. */
export interface LogRecord {
  readonly file: string;
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  readonly range: readonly [number, number];
  readonly repeated: number;
  readonly damage: readonly string[];
  /** What the collector around nginx's line says, for what the line itself lacks. */
  readonly around: ReadonlyMap<string, string>;
}

/** Reads nginx's line: header, message, `while` action, fields. */
export function readEvent(record: LogRecord): LogEvent {
  const { file, text, line, endLine, range, repeated, around } = record;
  const header = findHeader(text)?.start === 0 ? findHeader(text) : undefined;
  const { end, time, level, pid, tid, connection } = header ?? headerAt(text, 0);
  const fields = readFields(text, end);
  const { message, action } = splitAction(text.slice(end, fields.start).trim().replace(/,$/, ''));
  const field = (name: 'client' | 'server' | 'request' | 'subrequest' | 'upstream' | 'host' | 'referrer') =>
    fields.values.get(name) ?? around.get(name);
  const logged = field('upstream');
  const upstream = logged === undefined || logged === '' ? hostNotFound(message) : readLoggedUpstream(logged);
  const complete = fields.end !== 'none';
  const says = level ?? levelOf(around.get('level'));
  return {
    file,
    line,
    endLine,
    range,
    text,
    time: time ?? isoTime(around.get('time')),
    level: says,
    pid,
    tid,
    connection,
    message,
    signature: signatureOf({
      message,
      action,
      level: says,
      upstream,
      complete,
      requested: field('request') !== undefined,
    }),
    action,
    client: filled(field('client')),
    server: filled(field('server')),
    request: field('request'),
    subrequest: field('subrequest'),
    upstream,
    host: field('host'),
    referrer: field('referrer'),
    place: readPlace(message),
    repeated,
    damage: [...record.damage, ...damageOf(text, message, fields.end, header?.time !== undefined)],
  };
}

/** `MESSAGE while ACTION`: the last "while" that is not inside parentheses, as in `(… unexpected eof while reading)`. */
function splitAction(text: string): { readonly message: string; readonly action: string | undefined } {
  const at = Math.max(text.lastIndexOf(' while '), text.lastIndexOf(')while ') + 1 || -1);
  if (at === -1 || text.indexOf(')', at + 1) !== -1 || openParentheses(text.slice(0, at)) > 0) {
    return { message: text, action: undefined };
  }
  const action = text
    .slice(at)
    .replace(/^\s*while\s+/, '')
    .trim();
  return { message: text.slice(0, at).trim(), action: action === '' ? undefined : action };
}

/** How many parentheses stay open. */
export function openParentheses(text: string): number {
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    else if (letter === ')' && depth > 0) depth -= 1;
  }
  return depth;
}

function damageOf(text: string, message: string, end: string, timed: boolean): string[] {
  const damage: string[] = [];
  if (end === 'quoted' || /,\s*$/.test(text) || (end === 'none' && openParentheses(message) > 0))
    damage.push('cut off');
  if (!timed && !/^nginx:/.test(text)) damage.push('no time stamp');
  if (/<redacted[^>]*>|\bxxx+\b|\*{3,}|\[redacted\]|\bREDACTED\b/i.test(text)) damage.push('redacted');
  return damage;
}

function hostNotFound(message: string): LoggedUpstream | undefined {
  const name = /host not found in upstream "([^"]+)"/.exec(message)?.[1];
  return name === undefined ? undefined : readLoggedUpstream(name);
}

function filled(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function levelOf(text: string | undefined): Level | undefined {
  return text === undefined ? undefined : headerAt(`[${text.toLowerCase()}] `, 0).level;
}

function isoTime(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.exec(text)?.[0].replace(' ', 'T');
}
