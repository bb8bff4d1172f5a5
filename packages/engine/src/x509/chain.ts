/** One certificate, read; nothing of it is verified here. */
export interface CertificateFacts {
  /** RFC 4514 text. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex without separators. */
  readonly serial: string;
  /** 1 or 3: an X.509 version 1 certificate has no extensions, and may still be a root. */
  readonly version: number;
  readonly commonName: string | undefined;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
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
  readonly subjectKeyId: string | undefined;
  readonly authorityKeyId: string | undefined;
  /** Where the issuer's certificate is to be had (authority information access); a claim like all else in it. */
  readonly caIssuers: readonly string[];
  /** Extensions that decide verification and are not read here, by OID: name constraints, critical ones unknown to us. */
  readonly unread: readonly string[];
  /** `RSA`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the OID. */
  readonly keyType: string;
  readonly keyBits: number | undefined;
  /** OpenSSL's name; `rsassaPss` is followed by its digest. */
  readonly signatureAlgorithm: string;
  /** Lower-case hex with colons. */
  readonly sha256: string;
  /** The certificate itself. */
  readonly pem: string;
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

/** What is known of a chain: what the upstream presents, and what is or should be trusted. */
export interface ChainEvidence {
  /** As presented to nginx, leaf first; empty where it was not given. */
  readonly presented: readonly CertificateFacts[];
  /** Presented with SNI, where the evidence holds both answers. */
  readonly presentedWithServerName: readonly CertificateFacts[] | undefined;
  /** What the configuration's trusted file holds: what nginx trusts now. Undefined: not named or not readable here. */
  readonly trustedNow: TrustFile | undefined;
  /** What the user vouches for (`--trusted`). */
  readonly vouched: readonly CertificateFacts[];
  /** ISO 8601: the moment that validity is judged at. */
  readonly at: string;
}
