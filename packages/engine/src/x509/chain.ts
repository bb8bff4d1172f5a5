import type { NameConstraints } from './general-names.js';
import type { RevocationList } from './revocation.js';

/** One certificate, read; nothing of it is verified here. */
export interface CertificateFacts {
  /** RFC 4514 text. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex without separators; with a minus where it is negative. */
  readonly serial: string;
  /** 1 or 3: an X.509 version 1 certificate has no extensions, and may still be a root. */
  readonly version: number;
  readonly commonName: string | undefined;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  /** Further names of the SAN, which nginx does not look at. */
  readonly email: readonly string[];
  readonly uri: readonly string[];
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Subject equals issuer, and the key identifiers agree where there are any. */
  readonly selfSigned: boolean;
  /** basicConstraints; undefined where the extension is absent. */
  readonly ca: boolean | undefined;
  readonly pathLength: number | undefined;
  readonly keyUsage: readonly string[] | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly nameConstraints: NameConstraints | undefined;
  readonly subjectKeyId: string | undefined;
  readonly authorityKeyId: string | undefined;
  /** Where the issuer's certificate can be had, as the certificate itself says (authorityInfoAccess). */
  readonly caIssuers: readonly string[];
  /** Where the issuer's revocation list can be had. */
  readonly crlUrls: readonly string[];
  /**
   * Extensions that decide verification and are not judged here, by OID: name constraints, critical ones unknown to us, and
   * those that are damaged or stand twice, of which nothing is taken.
   */
  readonly unread: readonly string[];
  /** `RSA`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the OID. */
  readonly keyType: string;
  readonly keyBits: number | undefined;
  /** OpenSSL's name; `rsassaPss` is followed by its digest. */
  readonly signatureAlgorithm: string;
  /** Lower-case hex with colons. */
  readonly sha256: string;
  /** The certificate itself, with OpenSSL's trust settings where it has some. */
  readonly pem: string;
  /** OpenSSL's trust settings stand behind it (TRUSTED CERTIFICATE): with them an intermediate can be an anchor, and a root be rejected. */
  readonly trustSettings?: true;
  /** 1-based line of the file where it begins. */
  readonly file: string;
  readonly line: number;
}

/** A bundle that the configuration names, as far as it could be read. */
export interface TrustFile {
  readonly path: string;
  readonly state: 'read' | 'missing' | 'unreadable' | 'not-pem' | 'empty';
  readonly certificates: readonly CertificateFacts[];
}

/** The revocation lists that the configuration names (`proxy_ssl_crl`), as far as they could be read. */
export interface ListFile {
  readonly path: string;
  readonly state: 'read' | 'missing' | 'unreadable';
  readonly lists: readonly RevocationList[];
}

/** What is known of a chain: what the upstream presents, and what is or should be trusted. */
export interface ChainEvidence {
  /** As presented to nginx, leaf first; empty where it was not given. */
  readonly presented: readonly CertificateFacts[];
  /** Presented with SNI, where the evidence holds both answers. */
  readonly presentedWithServerName: readonly CertificateFacts[] | undefined;
  /** What the configuration's trusted file holds: what nginx trusts now. Undefined: not named or not readable here. */
  readonly trustedNow: TrustFile | undefined;
  /** What the configuration's revocation lists are; undefined: none set. Where its file is not readable here, what the user gave instead. */
  readonly listsNow: ListFile | undefined;
  /** What the user vouches for (`--trusted`). */
  readonly vouched: readonly CertificateFacts[];
  /** ISO 8601: the moment that validity is judged at. */
  readonly at: string;
}
