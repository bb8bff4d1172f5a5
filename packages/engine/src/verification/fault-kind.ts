import type { CertificateFacts } from '../x509/chain.js';
import { permits } from './name-constraints.js';
import type { Judgement, RaisedFault } from './trial.js';

/** What is wrong, as far as one cure goes: OpenSSL often has several codes for it, and one code for several of these. */
export type FaultKind =
  /** The path does not end in a trusted root. */
  | 'issuer'
  /** `proxy_ssl_verify_depth` ends the path early. */
  | 'depth'
  | 'expired'
  | 'not-yet-valid'
  /** It is no CA, or may not sign certificates or lists, and has issued one. */
  | 'authority'
  /** Its extended key usage leaves out servers. */
  | 'purpose'
  | 'path-length'
  | 'weak-key'
  | 'weak-digest'
  /** It was not signed with the key of the certificate above it, or says that its issuer has another one. */
  | 'signature'
  | 'revoked'
  /** There is no usable revocation list of its issuer. */
  | 'list-missing'
  | 'list-expired'
  | 'name-constraints'
  /** An extension that OpenSSL does not understand, or that contradicts another. */
  | 'extension'
  /** The certificate does not cover the name that nginx checks. */
  | 'name'
  /** OpenSSL's own trust settings in the trusted file reject it. */
  | 'rejected'
  /** Any other code. */
  | 'other';

/** A fault, and whom it is about: the same kind of the same certificate is the same fault, however many codes it has. */
export interface FoundFault {
  readonly kind: FaultKind;
  /** What OpenSSL calls it. */
  readonly code: number;
  readonly certificate: CertificateFacts;
  readonly depth: number;
}

/** 22 comes with one of the others, and nginx never logs it: OpenSSL raises those after it. */
const issuerCodes = new Set([2, 18, 19, 20, 21, 22]);
const listCodes = new Set([3, 5, 8, 11, 12, 15, 16, 33, 36, 44, 54]);

const kinds: Readonly<Record<number, FaultKind>> = {
  4: 'signature',
  6: 'signature',
  7: 'signature',
  76: 'signature',
  77: 'signature',
  78: 'signature',
  9: 'not-yet-valid',
  13: 'not-yet-valid',
  10: 'expired',
  14: 'expired',
  23: 'revoked',
  28: 'rejected',
  24: 'authority',
  32: 'authority',
  35: 'authority',
  79: 'authority',
  25: 'path-length',
  26: 'purpose',
  34: 'extension',
  41: 'extension',
  42: 'extension',
  66: 'weak-key',
  67: 'weak-key',
  68: 'weak-digest',
};

/**
 * Every fault of a judgement once, in the order in which OpenSSL raised it last: the last of them is what nginx logs.
 * What follows from a missing issuer (no list of it, a list whose signature can't be checked) is part of that fault.
 */
export function foundFaults(judgement: Judgement): readonly FoundFault[] {
  const { faults } = judgement;
  const found = new Map<string, FoundFault>();
  faults.forEach((raised, index) => {
    const one = sorted(raised, index, judgement);
    const key = keyOf(one);
    found.delete(key);
    found.set(key, one);
  });
  return [...found.values()];
}

export const keyOf = ({ kind, certificate }: Pick<FoundFault, 'kind' | 'certificate'>): string =>
  `${kind} ${certificate.sha256}`;

function sorted(raised: RaisedFault, index: number, judgement: Judgement): FoundFault {
  const { code, depth, certificate } = raised;
  const { path, anchored, faults } = judgement;
  const isTop = depth === path.length - 1;
  if (issuerCodes.has(code)) return { ...raised, kind: kindOfPath(certificate, judgement) };
  // Raised a second time, it stands for the missing anchor.
  if (code === 66 && faults.findIndex((one) => one.code === 66) < index && !anchored) {
    const { kind, ...rest } = withoutAnchor(judgement, certificate);
    return { ...rest, kind, code: 66 };
  }
  if (listCodes.has(code)) {
    if (isTop && !anchored && !certificate.selfSigned) return { ...raised, kind: kindOfPath(certificate, judgement) };
    // Lists are the issuer's, and a root's are its own.
    const issuer = path[depth + 1] ?? certificate;
    return { ...raised, certificate: issuer, kind: code === 12 || code === 11 ? 'list-expired' : 'list-missing' };
  }
  if (code === 35) return { ...raised, certificate: path[depth + 1] ?? certificate, kind: 'authority' };
  if (code === 26 && depth > 0 && faults.some((one) => one.certificate === certificate && isAuthority(one.code)))
    return { ...raised, kind: 'authority' };
  if (code === 26 && faults.some((one) => one.certificate === certificate && kinds[one.code] === 'rejected'))
    return { ...raised, kind: 'rejected' };
  if (isOfConstraints(code))
    return { ...raised, kind: 'name-constraints', certificate: constraining(raised, index, judgement) };
  return { ...raised, kind: kinds[code] ?? 'other' };
}

const isOfConstraints = (code: number): boolean => code >= 47 && code <= 53;

/** The CA above whose constraints are violated: OpenSSL goes through them from the root down, and raises one error for each. */
function constraining(
  { certificate, depth }: RaisedFault,
  index: number,
  { path, faults }: Judgement,
): CertificateFacts {
  const before = faults.slice(0, index).filter((one) => one.depth === depth && isOfConstraints(one.code)).length;
  const above = path.slice(depth + 1).reverse();
  const violated = above.filter((ca) => permits(ca, certificate) === 'no');
  return violated[before] ?? above.find((ca) => permits(ca, certificate) === 'unknown') ?? certificate;
}

function kindOfPath(top: CertificateFacts, { limited, anchored }: Judgement): FaultKind {
  if (limited && !anchored) return 'depth';
  return namesItself(top) ? 'signature' : 'issuer';
}

/** Its authority key identifier is its own: no certificate of another subject can be found by that. */
export const namesItself = ({ selfSigned, subjectKeyId, authorityKeyId }: CertificateFacts): boolean =>
  !selfSigned && subjectKeyId !== undefined && subjectKeyId === authorityKeyId;

const isAuthority = (code: number): boolean => kinds[code] === 'authority' && code !== 35;

/** What OpenSSL would call it if nothing hid it. */
function withoutAnchor(judgement: Judgement, top: CertificateFacts): FoundFault {
  const { path, faults } = judgement;
  const alone = path.length === 1;
  const code = top.selfSigned ? (alone ? 18 : 19) : alone ? 21 : (faults.find((one) => one.code === 2)?.code ?? 20);
  return { kind: kindOfPath(top, judgement), code, certificate: top, depth: path.length - 1 };
}
