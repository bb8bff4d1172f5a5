import type { CertificateFacts } from './chain.js';
import { type CertificationPath, mayHaveIssued } from './path.js';
import { hasWeakKey, hasWeakSignature } from './strength.js';

/** One error that OpenSSL raises while it verifies. */
export interface VerifyFault {
  /** X509_V_ERR_… */
  readonly code: number;
  readonly certificate: CertificateFacts;
  /** Its place in the path; the leaf is 0. */
  readonly depth: number;
}

/**
 * Every error of a path, in the order in which OpenSSL 3 raises them (crypto/x509/x509_vfy.c: X509_verify_cert, build_chain,
 * check_extensions, check_auth_level, internal_verify). nginx's callback lets it go on after each, and logs the last one.
 */
export function verifyFaults(path: CertificationPath, at: number): VerifyFault[] {
  const { certificates } = path;
  const faults: VerifyFault[] = [];
  const raise = (code: number, depth: number) => {
    const certificate = certificates[depth];
    if (certificate !== undefined) faults.push({ code, certificate, depth });
  };
  const last = certificates.length - 1;
  const [leaf] = certificates;
  const top = certificates[last];
  if (leaf === undefined || top === undefined) return faults;

  const weak = hasWeakKey(leaf);
  if (weak) raise(66, 0);
  // An error that stands already is raised again instead of what the missing anchor would be called (build_chain, measured).
  if (path.limited && !weak) raise(22, last);
  if (!path.anchored) raise(weak ? 66 : unanchored(path, top), last);

  let issuers = 0;
  certificates.forEach((certificate, depth) => {
    if (depth > 0) {
      const role = caRole(certificate);
      if (role === 'none' || (depth < last && role === 'old')) raise(79, depth);
    }
    if (!fitForServers(certificate, depth > 0)) raise(26, depth);
    if (depth > 1 && certificate.pathLength !== undefined && issuers > certificate.pathLength) raise(25, depth);
    if (depth > 0 && !isSelfIssued(certificate)) issuers++;
  });

  certificates.forEach((certificate, depth) => {
    if (depth > 0 && hasWeakKey(certificate)) raise(67, depth);
    if (depth < last && hasWeakSignature(certificate)) raise(68, depth);
  });

  const complete = mayHaveIssued(top, top);
  if (!complete && last === 0) raise(21, 0);
  // A last certificate whose issuer is missing is not looked at itself, unless it is the only one.
  for (let depth = complete || last === 0 ? last : last - 1; depth >= 0; depth--) {
    if (depth < last && certificates[depth + 1]?.keyUsage?.includes('keyCertSign') === false) raise(32, depth + 1);
    const certificate = certificates[depth];
    if (certificate !== undefined && isNotYetValid(certificate, at)) raise(9, depth);
    if (certificate !== undefined && isExpired(certificate, at)) raise(10, depth);
  }
  return faults;
}

export function isNotYetValid({ notBefore }: CertificateFacts, at: number): boolean {
  return Date.parse(notBefore) > at;
}

export function isExpired({ notAfter }: CertificateFacts, at: number): boolean {
  return Date.parse(notAfter) <= at;
}

/** Whether extended key usage lets a server (or a CA of servers) use it: serverAuth or SGC. `anyExtendedKeyUsage` is not enough (xku_reject). */
export function servesTls({ extendedKeyUsage }: CertificateFacts): boolean {
  return extendedKeyUsage === undefined || extendedKeyUsage.some((usage) => serverUsages.has(usage));
}

/** `old`: tolerated at the end of a path only, such as a version 1 root (check_ca). */
export function caRole({ ca, keyUsage, version, selfSigned }: CertificateFacts): 'ca' | 'old' | 'none' {
  if (keyUsage?.includes('keyCertSign') === false) return 'none';
  if (ca !== undefined) return ca ? 'ca' : 'none';
  return (version === 1 && selfSigned) || keyUsage !== undefined ? 'old' : 'none';
}

const serverUsages = new Set(['serverAuth', 'msSGC', 'nsSGC']);
const tlsKeyUsages = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];

function fitForServers(certificate: CertificateFacts, issues: boolean): boolean {
  if (!servesTls(certificate)) return false;
  if (issues) return caRole(certificate) !== 'none';
  return certificate.keyUsage === undefined || certificate.keyUsage.some((usage) => tlsKeyUsages.includes(usage));
}

function unanchored({ certificates, untrusted }: CertificationPath, top: CertificateFacts): number {
  if (top.selfSigned) return certificates.length === 1 ? 18 : 19;
  return untrusted < certificates.length ? 2 : 20;
}

function isSelfIssued({ subject, issuer }: CertificateFacts): boolean {
  return subject === issuer;
}
