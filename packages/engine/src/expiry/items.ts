import type { CertificateFacts } from '../x509/chain.js';
import { roleOf } from '../x509/describe.js';
import type { RevocationList } from '../x509/revocation.js';
import { commonNameIn } from './name-attributes.js';
import type { CheckedItem } from './source.js';
import type { Thresholds } from './thresholds.js';
import { validityAt } from './validity.js';

export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly thresholds: Thresholds;
}

/** A certificate at a moment; it counts until somebody says otherwise. */
export function certificateItem(certificate: CertificateFacts, { at, thresholds }: Moment): CheckedItem {
  const { subject, issuer, serial, sha256, notBefore, notAfter, line } = certificate;
  return {
    kind: 'certificate',
    subject,
    issuer,
    title: titleOf(certificate),
    dns: certificate.dns,
    ip: certificate.ip,
    serial,
    sha256,
    role: roleOf(certificate),
    from: notBefore,
    until: notAfter,
    ...validityAt(Date.parse(notBefore), Date.parse(notAfter), at, thresholds),
    counts: true,
    note: undefined,
    line,
  };
}

function titleOf(certificate: CertificateFacts): string {
  const { commonName, dns, ip, subject } = certificate;
  const [first] = [commonName, dns[0], ip[0], subject].filter((name) => name !== undefined && name.trim() !== '');
  return first ?? 'a certificate without a name';
}

export function listItem(list: RevocationList, moment: Moment): CheckedItem {
  const { issuer, thisUpdate, nextUpdate, line } = list;
  const until = nextUpdate === undefined ? undefined : Date.parse(nextUpdate);
  return {
    kind: 'revocation-list',
    subject: issuer,
    issuer,
    title: commonNameIn(issuer) ?? issuer,
    dns: [],
    ip: [],
    serial: undefined,
    sha256: undefined,
    role: 'revocation list',
    from: thisUpdate,
    until: nextUpdate,
    ...validityAt(Date.parse(thisUpdate), until, moment.at, thresholdsFor(list, moment)),
    counts: true,
    note: nextUpdate === undefined ? 'it names no next update, so it does not expire' : undefined,
    line,
  };
}

/**
 * Lists are issued anew every day or week, long before they end: with the thresholds of certificates they would be critical all
 * their life. So they warn in the last third of it at the earliest, and are critical in the last tenth.
 */
export function thresholdsFor(
  { thisUpdate, nextUpdate }: Pick<RevocationList, 'thisUpdate' | 'nextUpdate'>,
  { thresholds }: Pick<Moment, 'thresholds'>,
): Thresholds {
  if (nextUpdate === undefined) return thresholds;
  const life = (Date.parse(nextUpdate) - Date.parse(thisUpdate)) / 1000;
  return {
    warn: Math.min(thresholds.warn, Math.floor(life / 3)),
    crit: Math.min(thresholds.crit, Math.floor(life / 10)),
  };
}

/** Dates that the calendar does not have, such as month 13: OpenSSL rejects the certificate (codes 13 to 16). */
export const hasReadableDates = (...dates: readonly (string | undefined)[]): boolean =>
  dates.every((date) => date === undefined || !Number.isNaN(Date.parse(date)));
