import type { CertificateFacts } from './chain.js';

/**
 * Whether nginx takes a certificate for one of that name: X509_check_host without flags (OpenSSL crypto/x509/v3_utl.c,
 * do_x509_check). DNS names of the SAN; the common name only where the SAN has none; addresses of the SAN never.
 */
export function matchesName(certificate: CertificateFacts, name: string): boolean {
  if (name === '') return false;
  return namesOf(certificate).some((pattern) => matchesPattern(pattern.toLowerCase(), name.toLowerCase()));
}

/** The names that count: DNS names, or where there are none the common name. */
export function namesOf({ dns, commonName }: CertificateFacts): readonly string[] {
  return dns.length > 0 || commonName === undefined ? dns : [commonName];
}

/** Whether any name at all can match one of a certificate: of wildcards, OpenSSL takes those above two labels or more (valid_star). */
export function canMatch(pattern: string): boolean {
  return matchesPattern(pattern.toLowerCase(), pattern.toLowerCase().replace('*', 'a'));
}

function matchesPattern(pattern: string, name: string): boolean {
  // A name that begins with a dot asks for anything below it.
  if (name.length > 1 && name.startsWith('.')) return pattern.endsWith(name);
  const star = wildcardAt(pattern);
  if (star === undefined) return pattern === name;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (name.length < before.length + after.length || !name.startsWith(before) || !name.endsWith(after)) return false;
  const held = name.slice(before.length, name.length - after.length);
  const wholeLabel = before === '' && after.startsWith('.');
  if (wholeLabel && held === '') return false;
  if (!wholeLabel && name.startsWith('xn--')) return false;
  return held === '*' || /^[a-z0-9-]*$/.test(held);
}

/** Where the only star stands: in the first label, at its start or end, above two labels at least, and not in an IDNA label (valid_star). */
function wildcardAt(pattern: string): number | undefined {
  const [first = '', ...rest] = pattern.split('.');
  if (
    rest.length < 2 ||
    first.startsWith('xn--') ||
    !/^(?:\*|\*[a-z0-9-]*[a-z0-9]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\*)$/.test(first)
  )
    return undefined;
  return rest.every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label)) ? first.indexOf('*') : undefined;
}
