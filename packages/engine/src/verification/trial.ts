import type { CertificateFacts } from '../x509/chain.js';
import type { RevocationList } from '../x509/revocation.js';
import type { ChainVerdict, ChainVerifier } from './verifier.js';

/** What nginx is given to judge an upstream by: all that a cure can change. */
export interface Trial {
  /** As sent, leaf first. */
  readonly presented: readonly CertificateFacts[];
  /** What the file of `proxy_ssl_trusted_certificate` holds, in its order. */
  readonly trusted: readonly CertificateFacts[];
  /** What the file of `proxy_ssl_crl` holds; undefined where none is set, and nothing is asked of lists. */
  readonly lists: readonly RevocationList[] | undefined;
  /** `proxy_ssl_verify_depth`. */
  readonly depth: number;
  /** `proxy_ssl_name`; undefined: whatever it is, it is not asked for. */
  readonly name: string | undefined;
  /** ISO 8601: when nginx verifies. */
  readonly at: string;
}

/** One error that OpenSSL raised, and the certificate that it was looking at. */
export interface RaisedFault {
  /** X509_V_ERR_… */
  readonly code: number;
  /** Its place in the path; the leaf is 0. */
  readonly depth: number;
  readonly certificate: CertificateFacts;
}

/** OpenSSL's verdict on a trial. */
export interface Judgement {
  /** The last error, which nginx logs; 0 where there is none. */
  readonly code: number;
  readonly nameMatches: boolean | undefined;
  /** In the order in which they were raised. */
  readonly faults: readonly RaisedFault[];
  /** The path that OpenSSL built: leaf first. */
  readonly path: readonly CertificateFacts[];
  /** It ends in a self-signed certificate that is trusted. */
  readonly anchored: boolean;
  /** It was given up because `proxy_ssl_verify_depth` was reached, and not at a root, above which there is nothing. */
  readonly limited: boolean;
}

/** OpenSSL's own limit where a program sets none (X509_VERIFY_PARAM "default"). */
export const noLimit = 100;

const chainTooLong = 22;
const weakLeaf = 66;

/** Asks OpenSSL of a trial, with its path as certificates. */
export function judge(trial: Trial, verify: ChainVerifier): Judgement {
  const verdict = verify({
    chain: joined(trial.presented),
    ...(trial.trusted.length > 0 ? { trusted: joined(trial.trusted) } : {}),
    ...(trial.lists === undefined ? {} : { crl: joined(trial.lists) }),
    ...(trial.name === undefined ? {} : { name: trial.name }),
    depth: trial.depth,
    time: Math.floor(Date.parse(trial.at) / 1000),
  });
  const known = new Map([...trial.presented, ...trial.trusted].map((one) => [plainHex(one.sha256), one]));
  const path = verdict.path.flatMap(({ sha256 }) => known.get(sha256) ?? []);
  const trusted = new Set(trial.trusted.map(({ sha256 }) => sha256));
  const top = path.at(-1);
  return {
    code: verdict.code,
    nameMatches: verdict.nameMatches,
    faults: verdict.faults.flatMap(({ code, depth }) => {
      const certificate = path[depth];
      return certificate === undefined ? [] : [{ code, depth, certificate }];
    }),
    path,
    anchored: top !== undefined && trusted.has(top.sha256) && (top.selfSigned || endsHere(top, verdict)),
    limited: top?.selfSigned !== true && isCutOff(verdict, trial.depth),
  };
}

/** Certificates between leaf and root; of a path without its root, all above the leaf. */
export function smallestDepth({ path, anchored }: Judgement): number {
  return Math.max(0, path.length - (anchored || path.at(-1)?.selfSigned === true ? 2 : 1));
}

/** Explicit trust makes an anchor of any certificate (X509_check_trust). */
const endsHere = ({ trustSettings }: CertificateFacts, { faults }: ChainVerdict): boolean =>
  trustSettings === true && !faults.some(({ code }) => code === 2 || code === 20 || code === 21);

/** A weak leaf hides it: OpenSSL raises that again instead (build_chain in x509_vfy.c). */
function isCutOff({ faults, path }: ChainVerdict, depth: number): boolean {
  return faults.some(({ code }) => code === chainTooLong || (code === weakLeaf && path.length >= depth + 2));
}

/** The same with one more trusted certificate, in the place of another if one is named. */
export function trusting(trial: Trial, certificate: CertificateFacts, instead?: string): Trial {
  return { ...trial, trusted: [...distrusting(trial, instead).trusted, certificate] };
}

export function distrusting(trial: Trial, fingerprint: string | undefined): Trial {
  return { ...trial, trusted: trial.trusted.filter(({ sha256 }) => sha256 !== fingerprint) };
}

const joined = (parts: readonly { readonly pem: string }[]): string => parts.map(({ pem }) => pem).join('');

const plainHex = (fingerprint: string): string => fingerprint.replaceAll(':', '');
