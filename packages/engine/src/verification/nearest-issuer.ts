import type { CertificateFacts } from '../x509/chain.js';
import { canonical, commonNameOf, differsInCaseOnly, sameName } from '../x509/distinguished-name.js';

/** The issuer at which a path ends: neither sent nor trusted. */
export interface MissingIssuer {
  /** RFC 4514 text. */
  readonly subject: string;
  /** The key identifier by which it is named; undefined where it is not. */
  readonly keyId: string | undefined;
  /** Fingerprint of the certificate that names it. */
  readonly issued: string;
  /** Where that certificate says its issuer's can be fetched (authority information access); not to be trusted by itself. */
  readonly urls: readonly string[];
  /** What the trusted file has that comes nearest, and why it does not fit. */
  readonly nearest: NearestIssuer | undefined;
}

export type WhyNot =
  /** The same name under another key identifier: the CA was set up anew, or it is another CA of that name. */
  | 'other-key'
  /** The same key under another name. */
  | 'other-name'
  /** The certificate itself: what was issued by a CA is no anchor. */
  | 'itself'
  | 'similar-name';

export interface NearestIssuer {
  readonly certificate: CertificateFacts;
  readonly why: WhyNot;
}

/** What is missing above the last certificate of a path that ends without an anchor. */
export function missingIssuer(top: CertificateFacts, trusted: readonly CertificateFacts[]): MissingIssuer {
  return {
    subject: top.issuer,
    keyId: top.authorityKeyId,
    issued: top.sha256,
    urls: top.caIssuers,
    nearest: nearestIssuer(top, trusted),
  };
}

function nearestIssuer(top: CertificateFacts, trusted: readonly CertificateFacts[]): NearestIssuer | undefined {
  const find = (why: WhyNot, fits: (one: CertificateFacts) => boolean): NearestIssuer | undefined => {
    const certificate = trusted.find(fits);
    return certificate === undefined ? undefined : { certificate, why };
  };
  const { authorityKeyId: keyId } = top;
  return (
    find('other-key', (one) => one !== top && sameName(one.subject, top.issuer)) ??
    find('other-name', (one) => keyId !== undefined && one.subjectKeyId === keyId) ??
    find('itself', (one) => one.sha256 === top.sha256) ??
    mostSimilar(top.issuer, trusted)
  );
}

/** The trusted CA whose name differs from the one sought in nothing but the case of letters that are not ASCII, and whose key may be its. */
export function otherwiseWritten(
  { issuer, authorityKeyId: keyId }: CertificateFacts,
  trusted: readonly CertificateFacts[],
): CertificateFacts | undefined {
  return trusted.find(
    ({ subject, subjectKeyId }) =>
      differsInCaseOnly(subject, issuer) &&
      (keyId === undefined || subjectKeyId === undefined || subjectKeyId === keyId),
  );
}

/** Below that, two names have nothing to do with each other. */
const leastLikeness = 0.5;

function mostSimilar(wanted: string, trusted: readonly CertificateFacts[]): NearestIssuer | undefined {
  const words = wordsOf(wanted);
  // A system's bundle has hundreds, a hostile one any number.
  const compared = trusted
    .slice(0, 2000)
    .map((certificate) => ({ certificate, likeness: likeness(words, wordsOf(certificate.subject)) }));
  const [best] = compared.sort((one, other) => other.likeness - one.likeness);
  return best === undefined || best.likeness < leastLikeness
    ? undefined
    : { certificate: best.certificate, why: 'similar-name' };
}

/** Every CA has them in its name. */
const generic = new Set(
  'ca root certificate certification authority issuing issuer intermediate sub subordinate server tls ssl rsa ecc class trust the of and'.split(
    ' ',
  ),
);

/** What tells a CA's name from others: of its common name where it has one. */
function wordsOf(name: string): ReadonlySet<string> {
  const all = canonical(commonNameOf(name) ?? name)
    .toLowerCase()
    .slice(0, 200)
    .split(/[^\p{L}\p{N}]+/u);
  return new Set(all.filter((word) => word !== '' && !generic.has(word)));
}

/** How many of their words two names share, from 0 to 1. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared === 0 ? 0 : (2 * shared) / (one.size + other.size);
}
