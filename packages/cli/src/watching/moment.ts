import { readDuration, type Thresholds } from '@stackengine/engine';
import { Refusal } from '../refusal.js';

/** Seconds from `--warn` and `--crit`. */
export function readThresholds(warn: string, crit: string): Thresholds {
  const seconds = { warn: duration('--warn', warn), crit: duration('--crit', crit) };
  if (seconds.crit > seconds.warn)
    throw new Refusal(`--crit ${crit} is longer than --warn ${warn}: what is critical has to be a part of what warns`);
  return seconds;
}

function duration(option: string, text: string): number {
  const seconds = readDuration(text);
  if (seconds === undefined)
    throw new Refusal(`${option} ${text}: a length of time is needed, with its unit: 30d, 2w, 12h, 90m`);
  return seconds;
}

const date = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * The moment that an option names, by default now: a date (its beginning, UTC), a time (UTC unless it says its zone), `+60d`, or seconds since
 * 1970 as `openssl verify -attime` takes them.
 */
export function readMoment(option: string, text: string | undefined, now: Date): string {
  if (text === undefined) return now.toISOString();
  const ahead = text.startsWith('+') ? readDuration(text.slice(1)) : undefined;
  if (ahead !== undefined) return new Date(now.getTime() + ahead * 1000).toISOString();
  if (/^\d{9,11}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  const [, day, time = '00:00', zone = 'Z'] = date.exec(text) ?? [];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(at) || (day !== undefined && !exists(day)))
    throw new Refusal(
      `${option} ${text}: a date is needed: 2027-03-01, 2027-03-01T08:00+01:00, or +60d for in 60 days`,
    );
  return new Date(at).toISOString();
}

/** Date.parse takes February 30th for March 2nd. */
const exists = (day: string) => new Date(`${day}T00:00Z`).toISOString().startsWith(day);

/** `2027-03-01 08:00`, by the clock of this machine. */
export function shortLocalTime(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
