import { type CertificateFacts, extensionName, roleOf } from '../x509/index.js';
import { type Paint, withoutColour } from './colour.js';
import { fold, shortened } from './fold.js';
import { type Clock, localTime, validityInWords } from './validity.js';

/** One property of a certificate for people; each text may be foreign and is shown by `renderCard` only. */
export interface CardRow {
  readonly label: string;
  readonly values: readonly string[];
  /** Whether it keeps the certificate from being accepted now. */
  readonly alarm?: boolean;
}

/** `trusted`: it stands in the file that nginx trusts. */
export interface CardSettings extends Clock {
  readonly trusted?: boolean;
}

/** More names than this are counted; a text longer than this is cut. */
const mostNames = 24;
const longest = 400;

/** What a certificate says, in the order in which one reads it. Properties that it lacks are left out. */
export function certificateCard(certificate: CertificateFacts, settings: CardSettings): readonly CardRow[] {
  const { subject, issuer, selfSigned, keyUsage, extendedKeyUsage, nameConstraints: constraints } = certificate;
  const { now, timeZone, trusted = false } = settings;
  const validity = validityInWords(certificate, now);
  const over = Date.parse(certificate.notAfter) <= Date.parse(now);
  const early = Date.parse(certificate.notBefore) > Date.parse(now);
  const rows: CardRow[] = [
    { label: 'Subject', values: [subject === '' ? 'none' : subject] },
    { label: 'Issuer', values: [selfSigned ? 'itself' : issuer === '' ? 'none' : issuer] },
    { label: 'Role', values: [roleInWords(certificate, trusted)] },
    { label: 'Names', values: names(certificate) },
    { label: 'Valid from', values: [localTime(certificate.notBefore, timeZone)], alarm: early },
    { label: 'Valid until', values: [`${localTime(certificate.notAfter, timeZone)} (${validity})`], alarm: over },
    { label: 'Key', values: [keyInWords(certificate)] },
    { label: 'Signed with', values: [certificate.signatureAlgorithm] },
    { label: 'Key usage', values: listed(keyUsage) },
    { label: 'For', values: listed(extendedKeyUsage) },
    { label: 'Constraints', values: constraintsInWords(certificate) },
    { label: 'Only for', values: some(constraints?.permitted ?? []) },
    { label: 'Never for', values: some(constraints?.excluded ?? []) },
    { label: 'Serial', values: [certificate.serial] },
    { label: 'Key id', values: listed(certificate.subjectKeyId) },
    { label: "Issuer's key", values: selfSigned ? [] : listed(certificate.authorityKeyId) },
    { label: 'Issuer at', values: some(certificate.caIssuers) },
    { label: 'CRL at', values: some(certificate.crlUrls) },
    { label: 'Not judged', values: some(certificate.unread.map(extensionName)) },
    { label: 'SHA-256', values: [certificate.sha256] },
    { label: 'Read from', values: [`${certificate.file}:${certificate.line}`] },
  ];
  return rows.filter(({ values }) => values.length > 0);
}

/** Leaf, intermediate or root, and what it is to nginx where it is trusted: only a self-signed certificate is an anchor. */
export function roleInWords(certificate: CertificateFacts, trusted: boolean): string {
  const role = roleOf(certificate);
  const own = role === 'server certificate' && certificate.selfSigned ? 'self-signed server certificate' : role;
  if (!trusted) return own;
  if (certificate.trustSettings === true) return `${own}, with OpenSSL's trust settings`;
  return certificate.selfSigned ? `${own}, trust anchor` : `${own}, trusted but no anchor: it is not self-signed`;
}

/** The rows as lines: labels on the left, values folded beside them. */
export function renderCard(
  rows: readonly CardRow[],
  { width = 80, paint = withoutColour }: { readonly width?: number; readonly paint?: Paint } = {},
): readonly string[] {
  const left = Math.max(...rows.map(({ label }) => label.length)) + 2;
  return rows.flatMap(({ label, values, alarm = false }) =>
    values
      .flatMap((value) => fold(shortened(value, longest), Math.max(20, width - left)))
      .map((line, index) => {
        const shown = alarm ? paint.alarm(line) : line;
        return index === 0 ? paint.quiet(label.padEnd(left)) + shown : ' '.repeat(left) + shown;
      }),
  );
}

function names({ dns, ip, email, uri }: CertificateFacts): readonly string[] {
  return [
    ...some(dns),
    ...some(ip.map((address) => `${address} (an address: nginx does not look at it)`)),
    ...some(email.map((address) => `email:${address}`)),
    ...some(uri.map((address) => `URI:${address}`)),
  ];
}

function some(values: readonly string[]): readonly string[] {
  const left = values.length - mostNames;
  return left > 0 ? [...values.slice(0, mostNames), `and ${left} more`] : values;
}

function listed(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  return [value.length === 0 ? 'none' : value.slice(0, mostNames).join(', ')];
}

function keyInWords({ keyType, keyBits }: CertificateFacts): string {
  // Ed25519 and Ed448 have one size.
  return keyBits === undefined || keyType.startsWith('Ed') ? keyType : `${keyType}, ${keyBits} bits`;
}

function constraintsInWords({ ca, pathLength, version }: CertificateFacts): readonly string[] {
  if (ca === undefined) return version === 1 ? ['version 1: it has no extensions'] : [];
  if (!ca) return ['no CA'];
  if (pathLength === undefined) return ['CA'];
  const below = pathLength === 0 ? 'none' : `${pathLength} at most`;
  return [`CA; further CAs below it: ${below}`];
}
