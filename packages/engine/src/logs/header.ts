import type { LogEvent } from './event.js';

export type Level = NonNullable<LogEvent['level']>;

/** What stands before the message: `2024/01/15 03:42:17 [error] 1234#1234: *5678 ` (ngx_log_error_core). Offsets into the given text. */
export interface Header {
  readonly start: number;
  readonly end: number;
  readonly time: string | undefined;
  readonly level: Level | undefined;
  readonly pid: number | undefined;
  readonly tid: number | undefined;
  readonly connection: number | undefined;
}

const levels = 'debug|info|notice|warn|error|crit|alert|emerg';
const parts = new RegExp(
  `(?:(\\d{4})/(\\d\\d)/(\\d\\d)\\s*(\\d\\d:\\d\\d:\\d\\d)\\s*)?(?:nginx:\\s*)?(?:\\[(${levels})\\]\\s*)?(?:(\\d+)#(\\d+):\\s*)?(?:\\*(\\d+)\\s*)?`,
  'y',
);
const beginnings = new RegExp(`\\d{4}/\\d\\d/\\d\\d\\s|nginx: |\\[(?:${levels})\\]`, 'g');

/**
 * The first place from `from` on that can only be the beginning of an nginx record: two of time, level and process number, or
 * `nginx: ` before a level or one of the two sentences of `nginx -t`.
 */
export function findHeader(text: string, from = 0): Header | undefined {
  beginnings.lastIndex = from;
  for (let found = beginnings.exec(text); found !== null; found = beginnings.exec(text)) {
    const header = headerAt(text, found.index);
    const marks = [header.time, header.level, header.pid].filter((mark) => mark !== undefined).length;
    if (marks >= 2) return header;
    if (found[0] === 'nginx: ' && (marks === 1 || startOfTestResult.test(text.slice(header.end, header.end + 24))))
      return header;
  }
  return undefined;
}

const startOfTestResult = /^(?:the )?configuration file /;

/** As much of a header as stands at an offset; nothing of it has to be there. */
export function headerAt(text: string, offset: number): Header {
  parts.lastIndex = offset;
  const [all = '', year, month, day, clock, level, pid, tid, connection] = parts.exec(text) ?? [];
  return {
    start: offset,
    end: offset + all.length,
    time: year === undefined ? undefined : `${year}-${month}-${day}T${clock}`,
    level: levelOf(level),
    pid: numberOf(pid),
    tid: numberOf(tid),
    connection: numberOf(connection),
  };
}

const shape = '0000/00/00 00:00:00 [';

/** Whether a text is a header broken off before its message, e.g. `2024/01/15 03:4` or `2024/01/15 03:42:17 [error] 12`. */
export function isBrokenHeader(text: string): boolean {
  const trimmed = text.trimEnd();
  if (!/^\d{4}\//.test(trimmed)) return false;
  if (trimmed.length <= shape.length) return shape.startsWith(trimmed.replace(/\d/g, '0'));
  if (!shape.startsWith(trimmed.slice(0, shape.length).replace(/\d/g, '0'))) return false;
  const rest = trimmed.slice(shape.length);
  if (/^[a-z]+$/.test(rest)) return levels.split('|').some((level) => level.startsWith(rest));
  return brokenTail.test(rest);
}

const brokenTail = new RegExp(`^(?:${levels})\\](?:\\s*\\d*(?:#\\d*(?::\\s*(?:\\*\\d*)?)?)?)?$`);

/** What to put between two pieces of a header: its own shape says where a blank was. */
export function headerJoint(before: string, after: string): string {
  const length = before.length;
  if (length < shape.length) return shape[length] === ' ' ? ' ' : '';
  if (/[\]:]$/.test(before)) return ' ';
  if (/\*\d+$/.test(before)) return /^\d/.test(after) ? '' : ' ';
  return '';
}

function levelOf(text: string | undefined): Level | undefined {
  switch (text) {
    case 'debug':
    case 'info':
    case 'notice':
    case 'warn':
    case 'error':
    case 'crit':
    case 'alert':
    case 'emerg':
      return text;
    default:
      return undefined;
  }
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
