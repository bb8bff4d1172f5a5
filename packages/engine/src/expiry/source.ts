import type { CertificateFacts } from '../x509/chain.js';
import type { RevocationList } from '../x509/revocation.js';
import type { FileRole, Use } from './certificate-files.js';
import type { State } from './validity.js';

/** Something that could not be read; ReadProblem fits. A server and a file that is not there have no line. */
export interface CertProblem {
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  readonly message: string;
  /** nginx would not load the whole file because of it, whatever else stands there. */
  readonly fatal?: boolean;
}

/** A file of certificates or revocation lists, or what a server presented; read, and not yet judged. */
export interface CertSource {
  readonly kind: 'file' | 'host';
  /** The path or `host:port`, as the user or the configuration names it. */
  readonly name: string;
  /** Empty for a file that was given by itself: what it holds says what it is. */
  readonly roles: readonly (FileRole | 'presented')[];
  readonly usedBy: readonly Use[];
  readonly certificates: readonly CertificateFacts[];
  readonly lists: readonly RevocationList[];
  readonly problems: readonly CertProblem[];
  /** A private key stands in it. It is neither read nor shown. */
  readonly privateKey: boolean;
  /** SHA-256 of the trusted certificates through which the paths of upstreams go, where they were asked; absent: not known. */
  readonly trustedInUse?: readonly string[];
  /** What else there is to say of it. */
  readonly notes?: readonly string[];
}

/** A certificate or a revocation list at the moment of the check. */
export interface CheckedItem {
  readonly kind: 'certificate' | 'revocation-list';
  /** RFC 4514 text; of a revocation list, its issuer's. */
  readonly subject: string;
  readonly issuer: string;
  /** What a reader knows it by: a DNS name, a common name. */
  readonly title: string;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  /** Lower-case hex; undefined of a revocation list. */
  readonly serial: string | undefined;
  readonly sha256: string | undefined;
  /** `server certificate`, `intermediate CA`, `root CA`, `revocation list`. */
  readonly role: string;
  /** ISO 8601, UTC. A revocation list may have no end. */
  readonly from: string;
  readonly until: string | undefined;
  readonly state: State;
  readonly secondsLeft: number | undefined;
  readonly daysLeft: number | undefined;
  /** Whether the state of its source can follow from it. */
  readonly counts: boolean;
  /** Why it does not count, or what to do with it. */
  readonly note: string | undefined;
  readonly line: number;
}

export type SourceState = State | 'unreadable';

export interface CheckedSource {
  readonly kind: CertSource['kind'];
  readonly name: string;
  readonly roles: CertSource['roles'];
  readonly usedBy: readonly Use[];
  readonly state: SourceState;
  /** The moment from which it is of no use; undefined where there is none. ISO 8601, UTC. */
  readonly until: string | undefined;
  readonly secondsLeft: number | undefined;
  readonly daysLeft: number | undefined;
  /** What the state follows from, in a sentence. */
  readonly reason: string;
  /** The item from which the state follows. */
  readonly decidedBy: CheckedItem | undefined;
  readonly items: readonly CheckedItem[];
  readonly problems: readonly CertProblem[];
  readonly notes: readonly string[];
}
