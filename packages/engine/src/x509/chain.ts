/** One certificate, read; nothing of it is verified here. */
export interface CertificateFacts {
  /** RFC 4514 text. */
  readonly subject: string;
  readonly issuer: string;
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
  readonly keyType: string;
  readonly keyBits: number | undefined;
  readonly signatureAlgorithm: string;
  /** Lower-case hex with colons. */
  readonly sha256: string;
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
