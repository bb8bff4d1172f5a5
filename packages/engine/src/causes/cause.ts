import type { Hop } from '../hops/hop.js';
import type { AccessEntry } from '../logs/access.js';
import type { Incident } from '../logs/incident.js';
import type { ChainAssessment } from '../verification/assess.js';
import type { Behaviour, Certificate, FileContent } from '../worlds/world.js';
import type { ChainEvidence, TrustFile } from '../x509/chain.js';

/** Where it fails: at nginx’s start, at the certificate, in the handshake, before it, after it, or at a client’s. */
export type Stage = 'config' | 'verify' | 'handshake' | 'connect' | 'response' | 'client';

/** `certain` excludes every other cause. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** One thing that a verdict rests on, with its place where it has one. */
export interface Evidence {
  readonly kind: 'log' | 'config' | 'chain' | 'trust' | 'probe' | 'reproduction';
  readonly text: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
}

/** What one cause says of one case. `undefined` instead: it does not explain the line. */
export interface Verdict {
  readonly confidence: Confidence;
  /** Orders verdicts of equal confidence: 0 to 1, higher first. */
  readonly weight: number;
  readonly evidence: readonly Evidence[];
  /** What would settle it, with the command. Empty where it is settled. */
  readonly decidedBy: readonly string[];
}

/** All that is known about one incident; every cause judges the same case. */
export interface Case {
  readonly incident: Incident;
  /** The hop that failed; undefined where none or several fit. */
  readonly hop: Hop | undefined;
  /** More than one: the log does not tell which of them. */
  readonly candidates: readonly Hop[];
  /** Every hop of the configuration. */
  readonly hops: readonly Hop[];
  /** Hops other than `hop` that pass to the same peer and so share its TLS sessions. */
  readonly sharing: readonly Hop[];
  /** What the upstream presents, and what is trusted. */
  readonly chain: ChainEvidence;
  /** What follows from it for this hop; undefined where the presented chain was not given. */
  readonly assessment: ChainAssessment | undefined;
  /** The same chain judged by the anchors that the user vouches for; undefined where either was not given. */
  readonly genuine: ChainAssessment | undefined;
  /**
   * What the upstream presents to those who name it, judged by the bundle that the user answers with (`--ca-path`); undefined where either is
   * not here to be read.
   */
  readonly answered: ChainAssessment | undefined;
  /** That bundle; undefined where there is no such answer. */
  readonly answeredBundle: TrustFile | undefined;
  /** The name that the user answers with. */
  readonly answeredName: string | undefined;
  /** Requests of the access log that went through this hop. */
  readonly access: readonly AccessEntry[];
  /** `unknown` where the configuration is partial or was not given. */
  readonly configuration: 'complete' | 'partial' | 'none';
  /** Directive names with their arguments for which an [emerg] line's file is looked up: `proxy_ssl_certificate`… */
  readonly directivesNaming: (
    file: string,
  ) => readonly { readonly directive: string; readonly file: string; readonly line: number }[];
}

/** What it usually costs; fixed for a cause, whatever the incident. */
export interface Impact {
  readonly threat: 'none' | 'low' | 'medium' | 'high';
  readonly downtime: 'none' | 'low' | 'medium' | 'high';
  /** From, to. */
  readonly minutesToFix: readonly [number, number];
}

/** A setting by its name without the family's prefix: `verify` is `proxy_ssl_verify`, `grpc_ssl_verify`… */
export type SettingName =
  | 'verify'
  | 'trusted_certificate'
  | 'verify_depth'
  | 'name'
  | 'server_name'
  | 'protocols'
  | 'ciphers'
  | 'crl'
  | 'certificate'
  | 'certificate_key'
  | 'password_file'
  | 'session_reuse'
  | 'conf_command';

/**
 * What has to become true of a hop, before it is known where the lines go. `ask` names an answer that only the user
 * can give; it is never guessed.
 */
export type Repair =
  | { readonly type: 'set'; readonly setting: SettingName; readonly value: string; readonly why: string }
  /** Commands that narrow what is offered by hand go; the others stay. */
  | { readonly type: 'remove'; readonly setting: 'conf_command'; readonly why: string }
  | {
      readonly type: 'ask';
      readonly setting: SettingName;
      readonly need: NeedId;
      readonly why: string;
      /** What this cause asks for, where it is more than the usual (evidence/needs.ts). */
      readonly ask?: string;
    }
  | { readonly type: 'scheme'; readonly scheme: string; readonly why: string };

/** What only the user can know; the command line has a flag of each name. */
export type NeedId = 'name' | 'ca-path' | 'client-certificate' | 'client-key';

/** Somebody other than nginx has to act; no edit of the configuration cures it. */
export interface Remedy {
  readonly who: string;
  readonly what: string;
  readonly command?: string;
}

/** Why nginx and an upstream do not come together. The id is public: it stands in JSON, SARIF and addresses. */
export interface Cause {
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly impact: Impact;
  /** What happened, in a few sentences for somebody who has never read OpenSSL's manual. */
  readonly explanation: string;
  /** What is said instead of title and explanation where the case shows more than the cause does: which certificate it is, say. */
  told?(given: Case): Partial<Pick<Cause, 'title' | 'explanation'>>;
  detect(given: Case): Verdict | undefined;
  /** Repairs particular to this cause; hardening (verification, CA, depth, SNI, name) is added to them. Undefined: nginx can't cure it. */
  repair?(given: Case): readonly Repair[] | undefined;
  /** Whether `verify off` would let requests pass in development. */
  readonly unverifiedHelps: boolean;
  /** What others have to do, and how to keep serving meanwhile. */
  remedy(given: Case): readonly Remedy[];
  /** Commands that confirm it. */
  confirm(given: Case): readonly string[];
  readonly prevention: string;
  /** Worlds in which this is the cause: the lab plays them natively, the product in memory. Empty only with a reason in the file. */
  readonly worlds: readonly CauseWorld[];
  readonly examples: readonly Example[];
}

/** What surrounds a hop for the cause to be true; a layout makes a whole world of it. */
export interface CauseWorld {
  readonly id: string;
  readonly upstream: Behaviour;
  /** Beyond the cast (worlds/cast.ts). */
  readonly certificates?: Readonly<Record<string, Certificate>>;
  /** Beyond `tls/ca.pem` (the cast's root). */
  readonly files?: Readonly<Record<string, FileContent>>;
  /** The failing hop's settings; those not named are absent. File names are relative to `/etc/nginx`. */
  readonly settings: Partial<Readonly<Record<SettingName, string>>>;
  /** What the hop speaks, where it isn't TLS. */
  readonly plain?: boolean;
  /** Protocols in which it can be played; absent: all. */
  readonly protocols?: readonly Hop['protocol'][];
  /** What the upstream does once repaired, where the fault was its own. Absent: nginx's configuration alone cures it. */
  readonly repaired?: Behaviour;
  /** Files that somebody has to put in place for nginx (a revocation list), where an edit alone does not cure it. */
  readonly repairedFiles?: Readonly<Record<string, FileContent>>;
  /** Settings of a second location to the same peer, which is asked first (`session-reuse-broken`). */
  readonly neighbour?: Partial<Readonly<Record<SettingName, string>>>;
  /** The target's name has no address: the pass directive holds a variable, and the world's resolver does not know it. */
  readonly unresolved?: boolean;
  /** nginx refuses this configuration: there is no request. */
  readonly refused?: boolean;
  /** Answers to give to `fix`, where they are not the cast's name and CA file. */
  readonly answers?: Partial<Readonly<Record<NeedId, string>>>;
  /** Whether the chain that the upstream sends has to be given (`--chain`) for the log to be decided. */
  readonly needsChain?: boolean;
}

/** A log and a configuration that run as a test: this cause is named first, with this confidence. */
export interface Example {
  readonly log: string;
  readonly config?: string;
  readonly confidence: Confidence;
}

/** A cause is one file, complete in itself; this only gives it its type. */
export function defineCause(cause: Cause): Cause {
  return cause;
}
