import { verifyReason } from '../logs/verify-codes.js';
import { sameName } from '../x509/distinguished-name.js';
import type { Cure } from './cure.js';
import { type FaultKind, type FoundFault, namesItself } from './fault-kind.js';
import { label, nameLabel, shortened } from './label.js';
import { namesOutside } from './name-constraints.js';
import { otherwiseWritten } from './nearest-issuer.js';
import { type Judgement, smallestDepth, type Trial } from './trial.js';

/** OpenSSL's text of a code; nginx's own for a name, which it checks itself. */
export function textOf(code: number, name: string | undefined): string {
  return code === 62 ? `upstream SSL certificate does not match "${name ?? ''}"` : verifyReason(code);
}

/** What stands in nginx's error log. */
export function logLine(code: number, text: string): string {
  return code === 62 ? text : `upstream SSL certificate verify error: (${code}:${text})`;
}

const causes: Readonly<Partial<Record<FaultKind, string>>> = {
  depth: 'chain-too-long',
  expired: 'certificate-expired',
  'not-yet-valid': 'certificate-not-yet-valid',
  authority: 'invalid-ca',
  purpose: 'invalid-purpose',
  'path-length': 'path-length-exceeded',
  'weak-key': 'weak-certificate',
  'weak-digest': 'weak-certificate',
  signature: 'untrusted-issuer',
  revoked: 'certificate-revoked',
  'list-missing': 'crl-unavailable',
  'list-expired': 'crl-expired',
  'name-constraints': 'name-constraint-violated',
  name: 'name-mismatch',
};

/** The cause of the catalogue; of a missing issuer it depends on what is missing. */
export function causeOf({ kind, certificate, depth }: FoundFault, cures: readonly Cure[]): string | undefined {
  if (kind !== 'issuer') return causes[kind];
  if (certificate.selfSigned) return depth === 0 ? 'untrusted-self-signed' : 'untrusted-root';
  const [best] = cures;
  const sends = best?.action.type === 'send' || (best?.action.type === 'obtain' && best.action.use === 'send');
  return sends ? 'missing-intermediate' : 'untrusted-issuer';
}

/** What a fault means, for somebody who has never read OpenSSL's manual. */
export function meaningOf(found: FoundFault, judgement: Judgement, trial: Trial): string {
  const { certificate, depth, kind } = found;
  const own = label(certificate);
  switch (kind) {
    case 'issuer':
      return ofIssuer(found, trial);
    case 'depth':
      return ofDepth(judgement, trial);
    case 'expired':
      return `${own} ended on ${certificate.notAfter}.`;
    case 'not-yet-valid':
      return `${own} is valid from ${certificate.notBefore} on. If that has passed, nginx's clock is wrong.`;
    case 'authority':
      return `${own} has issued another certificate or a revocation list, and its own extensions do not allow it: ${whyNoAuthority(certificate)}.`;
    case 'purpose':
      return `${own} may be used for ${purposes(certificate)}, and not by a TLS server${depth > 0 ? ', which binds everything that it issues' : ''}.`;
    case 'path-length':
      return `${own} allows ${certificate.pathLength ?? 0} CAs below it (pathlen), and there are more.`;
    case 'weak-key':
      return `The key of ${own} is too short for OpenSSL's security level 2: ${certificate.keyType}${certificate.keyBits === undefined ? '' : ` of ${certificate.keyBits} bits`}.`;
    case 'weak-digest':
      return `${own} was signed with ${certificate.signatureAlgorithm}, which OpenSSL's security level 2 refuses.`;
    case 'signature':
      if (namesItself(certificate))
        return `${own} names its own key as that of its issuer (authority key identifier), so no issuer can be found for it.`;
      return `${own} was not signed with the key of ${nameLabel(judgement.path[depth + 1]?.subject ?? certificate.issuer)} that was found: another key has that name, or the certificate was altered.`;
    case 'revoked':
      return `The CA has revoked ${own} (serial number ${certificate.serial}).`;
    case 'list-missing':
      return `proxy_ssl_crl asks for a revocation list of every CA in the chain, and the file holds none of ${own} that can be used.`;
    case 'list-expired':
      return found.code === 11
        ? `The revocation list of ${own} is not valid yet: its thisUpdate lies ahead, or nginx's clock is behind. Until then nginx refuses everything under that CA.`
        : `The revocation list of ${own} has expired: its nextUpdate has passed, and nginx refuses everything under that CA.`;
    case 'name-constraints':
      return ofConstraints(found, judgement);
    case 'extension':
      return `${own} holds an extension that OpenSSL does not understand, or one that contradicts another.`;
    case 'rejected':
      return `${own} stands in the trusted file with OpenSSL's own trust settings (BEGIN TRUSTED CERTIFICATE), and they reject it for servers.`;
    case 'name':
      return ofName(found, trial);
    default:
      return `OpenSSL refuses ${own}.`;
  }
}

function ofIssuer({ certificate, depth }: FoundFault, { trusted }: Trial): string {
  const own = label(certificate);
  const namesake = trusted.find(
    (one) => one.sha256 !== certificate.sha256 && sameName(one.subject, certificate.issuer),
  );
  const other = otherwiseWritten(certificate, trusted);
  const beside =
    other !== undefined
      ? ` The trusted file does hold ${nameLabel(other.subject)} (${other.file}:${other.line}), and to OpenSSL that is another name: letters beyond ASCII differ by their case.`
      : namesake === undefined
        ? ''
        : ` The trusted file does hold a CA of that name, with another key (${namesake.file}:${namesake.line}): it was set up anew, or is another one.`;
  if (certificate.selfSigned)
    return depth === 0
      ? `The upstream's certificate ${own} is its own issuer, and nginx does not trust it.${beside}`
      : `The chain ends in the root ${own}, and nginx does not trust it.${beside}`;
  const issuer = nameLabel(certificate.issuer);
  if (trusted.some(({ sha256 }) => sha256 === certificate.sha256))
    return `The trusted file holds ${own}, but not ${issuer}, which issued it: only a self-signed root is an anchor.${beside}`;
  return `${own} was issued by ${issuer}, which the upstream does not send and nginx does not trust.${beside}`;
}

function ofDepth(deep: Judgement, { depth }: Trial): string {
  const needed = smallestDepth(deep);
  const count = `${deep.anchored ? '' : 'at least '}${needed} intermediate${needed === 1 ? '' : 's'}`;
  return `The chain has ${count}, and proxy_ssl_verify_depth allows ${depth}: nginx gives up there, and calls the next issuer missing. A depth limit never shows as code 22.`;
}

function ofName({ certificate }: FoundFault, { name = '' }: Trial): string {
  const covered = certificate.dns.length > 0 ? certificate.dns : [certificate.commonName ?? ''].filter(Boolean);
  const shown = covered
    .slice(0, 5)
    .map((one) => `"${one}"`)
    .join(', ');
  const more = covered.length > 5 ? ` and ${covered.length - 5} more` : '';
  const addresses =
    certificate.ip.length > 0
      ? ' Its IP addresses do not count: nginx looks for DNS names only (X509_check_host).'
      : '';
  return covered.length === 0
    ? `The certificate covers no DNS name at all.${addresses}`
    : `The certificate covers ${shown}${more}, and not "${name}".${addresses}`;
}

function whyNoAuthority({ ca, keyUsage }: FoundFault['certificate']): string {
  if (ca !== true) return 'it is no CA (basicConstraints)';
  const missing = ['keyCertSign', 'cRLSign'].filter((usage) => keyUsage !== undefined && !keyUsage.includes(usage));
  return missing.length === 0 ? 'see its basicConstraints and keyUsage' : `its keyUsage lacks ${missing.join(' and ')}`;
}

function ofConstraints({ certificate, depth }: FoundFault, { path }: Judgement): string {
  const issued = path[depth] ?? certificate;
  const names = namesOutside(certificate, issued);
  const own = label(issued);
  const outside =
    names.length === 0
      ? `${own} has a name that is outside of them`
      : `these names of ${own} are not: ${listed(names)}`;
  return `${label(certificate)} may issue for names within its name constraints only (${constraintsOf(certificate)}), and ${outside}.`;
}

function constraintsOf({ nameConstraints }: FoundFault['certificate']): string {
  const { permitted = [], excluded = [] } = nameConstraints ?? {};
  const parts = [
    ...(permitted.length > 0 ? [`permitted: ${listed(permitted)}`] : []),
    ...(excluded.length > 0 ? [`excluded: ${listed(excluded)}`] : []),
  ];
  return parts.join('; ') || 'nameConstraints';
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(shortened).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function purposes({ extendedKeyUsage, keyUsage }: FoundFault['certificate']): string {
  return (extendedKeyUsage ?? keyUsage ?? []).join(', ') || 'other things';
}
