import type { CertificateFacts } from '../x509/index.js';

/** The moment that is judged at, and where the reader is. */
export interface Clock {
  /** ISO 8601. */
  readonly now: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
}

const day = 86_400_000;

/** What a certificate with no well-defined end says (RFC 5280, section 4.1.2.5). */
const endless = '9999-12-31T23:59:59Z';

/** A moment as clocks at a place show it, with its distance from UTC: `2027-03-06 08:10:09 GMT+1`. */
export function localTime(iso: string, timeZone: string): string {
  // Before there were zones a place had the time of its own sun, and Intl counts years before 1 backwards.
  if (iso < '1900' || iso === endless) return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  });
  const parts = new Map(format.formatToParts(Date.parse(iso)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const zone = part('timeZoneName').replace(/^GMT(?:\+0)?$/, 'UTC');
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')} ${zone}`;
}

/** Whole days until a certificate expires, rounded down; negative once it has. */
export function daysLeft({ notAfter }: Pick<CertificateFacts, 'notAfter'>, now: string): number {
  return Math.floor((Date.parse(notAfter) - Date.parse(now)) / day);
}

/** How long it still holds, in words. nginx refuses it in the very second of its notAfter (X509_cmp_time). */
export function validityInWords(certificate: Pick<CertificateFacts, 'notBefore' | 'notAfter'>, now: string): string {
  const { notBefore, notAfter } = certificate;
  const [from, to, at] = [Date.parse(notBefore), Date.parse(notAfter), Date.parse(now)];
  if (to <= from) return 'never valid: it ends before it begins';
  if (from > at) return `not valid yet, in ${count(Math.ceil((from - at) / day))}`;
  if (to <= at) return at - to < day ? 'expired today' : `expired ${count(Math.floor((at - to) / day))} ago`;
  if (notAfter === endless) return 'no end';
  return to - at < day ? 'less than a day left' : `${count(Math.floor((to - at) / day))} left`;
}

function count(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
