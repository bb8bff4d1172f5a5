import type { FaultKind } from './fault-kind.js';

/** What has to be changed in a certificate that is issued again. */
export type ReissueChange =
  | Exclude<FaultKind, 'issuer' | 'depth' | 'list-missing' | 'list-expired' | 'revoked' | 'rejected' | 'name'>
  | 'serial'
  | 'names';

/** One thing that somebody can do. Certificates are named by their SHA-256 fingerprint, as in `CertificateFacts`. */
export type Action =
  /** Put a certificate that is at hand into the trusted file, once its owner has confirmed it; in place of another where that misleads. */
  | { readonly type: 'trust'; readonly certificate: string; readonly instead?: string }
  /** Send it behind the others. */
  | { readonly type: 'send'; readonly certificate: string }
  /** The same for one that is not at hand: the issuer of `issued`. */
  | {
      readonly type: 'obtain';
      readonly subject: string;
      readonly keyId: string | undefined;
      readonly issued: string;
      readonly use: 'trust' | 'send';
      readonly instead?: string;
    }
  /** Take it out of the trusted file. */
  | { readonly type: 'distrust'; readonly certificate: string }
  | { readonly type: 'depth'; readonly depth: number }
  /** Any of these names. */
  | { readonly type: 'name'; readonly names: readonly string[] }
  /** Have it issued again, and use the new one wherever the old one is. */
  | { readonly type: 'reissue'; readonly certificate: string; readonly change: ReissueChange }
  /** A revocation list of this CA, current, signed with its key. */
  | { readonly type: 'list'; readonly issuer: string; readonly certificate: string };

/** Where the change is made. */
export type CureSide = 'nginx' | 'upstream' | 'ca';

export interface Cure {
  readonly side: CureSide;
  readonly action: Action;
  /** A sentence for people. */
  readonly what: string;
  readonly command?: string;
}

/** What nginx or OpenSSL would object to, one after the other. */
export interface Fault {
  readonly kind: FaultKind;
  /** X509_V_ERR_… that nginx logs once the faults before it are cured; 62 for a name. */
  readonly code: number;
  /** OpenSSL's text of it, or nginx's own for a name. */
  readonly text: string;
  /** The cause of the catalogue that this is; undefined where it has none. */
  readonly cause: string | undefined;
  /** Fingerprint of the certificate that it is about. */
  readonly certificate: string;
  /** Its place in the path as it was then; the leaf is 0. */
  readonly depth: number;
  /** What it means, in a sentence or two. */
  readonly meaning: string;
  /** Any one of them is enough; the best first. */
  readonly cures: readonly Cure[];
}
