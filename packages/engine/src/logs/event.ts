import type { TimeCounts } from './time-counts.js';

/** One occurrence in an error log. Every field that the line holds, and nothing that it does not. */
export interface LogEvent {
  readonly file: string;
  /** 1-based line of the file as read, where the record starts and ends (more than one where it was wrapped). */
  readonly line: number;
  readonly endLine: number;
  /** Half-open range in UTF-16 code units of the file as read. */
  readonly range: readonly [number, number];
  /** The record re-joined and freed of prefixes (compose, journald, JSON…): nginx's own line as far as it is there. */
  readonly text: string;
  /** `2024-01-15T03:42:17` in the log's own time zone (nginx writes local time without one); undefined where cut off. */
  readonly time: string | undefined;
  readonly level: 'debug' | 'info' | 'notice' | 'warn' | 'error' | 'crit' | 'alert' | 'emerg' | undefined;
  readonly pid: number | undefined;
  readonly tid: number | undefined;
  readonly connection: number | undefined;
  /** What happened, before `while …` and the connection's details. */
  readonly message: string;
  readonly signature: Signature;
  /** nginx's words after `while`: `SSL handshaking to upstream`, `connecting to upstream`… */
  readonly action: string | undefined;
  readonly client: string | undefined;
  /** nginx's `server:` field: the server_name of the server block (in stream: the listening address). */
  readonly server: string | undefined;
  readonly request: string | undefined;
  readonly subrequest: string | undefined;
  readonly upstream: LoggedUpstream | undefined;
  readonly host: string | undefined;
  readonly referrer: string | undefined;
  /** `FILE:LINE` that nginx itself names in [emerg] lines. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
  /** How often syslog says it was repeated; 1 unless said. */
  readonly repeated: number;
  /** When those happened that it stands for, where it stands for others of its kind (createEventFold). */
  readonly times?: TimeCounts;
  /** Set where the record is damaged: cut off, wrapped, redacted. For people. */
  readonly damage: readonly string[];
}

/** `upstream: "https://10.0.1.45:8443/v1/data"`, taken apart. Protocol undefined in stream, where none is logged. */
export interface LoggedUpstream {
  readonly text: string;
  readonly scheme: string | undefined;
  /** Without brackets; a group's name where no peer was chosen (`no live upstreams`). */
  readonly host: string;
  readonly port: number | undefined;
  readonly uri: string | undefined;
}

/** The kind of occurrence, normalised over nginx and OpenSSL versions. Two events of equal signature mean the same. */
export type Signature =
  /** nginx rejected the certificate: OpenSSL's verify code (X509_V_ERR_…). */
  | { readonly kind: 'verify'; readonly code: number; readonly reason: string }
  | { readonly kind: 'name'; readonly name: string }
  /** An alert received from the peer (RFC 8446, section 6), by number and RFC name. */
  | { readonly kind: 'alert'; readonly number: number; readonly name: string; readonly during: Phase }
  /** An error of our own OpenSSL: a normalised slug such as `wrong-version-number`, `legacy-sigalg-disallowed`, `dh-key-too-small`. */
  | { readonly kind: 'ssl'; readonly reason: string; readonly during: Phase }
  /** The handshake failed, and the line is cut before it says why, or says nothing. */
  | { readonly kind: 'handshake' }
  | { readonly kind: 'closed'; readonly during: Phase; readonly reset: boolean }
  | { readonly kind: 'timeout'; readonly during: Phase }
  /** `error` is the system's error in words, the same on every system: `connection refused`, `no route to host`, `permission denied`, `no such file`… */
  | { readonly kind: 'connect'; readonly error: string }
  | { readonly kind: 'resolve'; readonly name: string; readonly reason: string }
  | { readonly kind: 'no-live-upstreams'; readonly group: string | undefined }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'invalid-header' }
  | { readonly kind: 'premature-response' }
  /** nginx refused to start, or to serve a request for lack of a file: `trusted-certificate`, `client-certificate`… */
  | {
      readonly kind: 'config';
      readonly reason: ConfigReason;
      /** The list of ciphers for `ciphers-unusable`. */
      readonly file: string | undefined;
      readonly directive: string | undefined;
    }
  /** No line in the error log: the upstream's answer, from an access log. */
  | { readonly kind: 'answer'; readonly status: number }
  /** A client of nginx, not the upstream. */
  | { readonly kind: 'client'; readonly reason: string }
  | { readonly kind: 'other' };

/** What nginx was doing with the upstream when it failed. */
export type Phase = 'connect' | 'handshake' | 'send' | 'response' | 'proxy';

/** Why nginx refuses its configuration, as far as it has to do with TLS to upstreams. */
export type ConfigReason =
  | 'no-trusted-certificate'
  | 'trusted-certificate-missing'
  | 'trusted-certificate-unreadable'
  | 'crl-unreadable'
  | 'certificate-missing'
  | 'certificate-unreadable'
  | 'key-missing'
  | 'key-unreadable'
  | 'key-undefined'
  | 'key-mismatch'
  | 'ciphers-unusable'
  | 'host-not-found'
  | 'other';
