import type { Edit } from '@stackengine/nginx-config';
import type { Confidence, Evidence, Impact, Remedy, Stage } from '../causes/cause.js';
import type { FaultKind } from '../verification/index.js';

/** What `diagnose --format json` prints: schema `stackengine/diagnosis@1`. */
export interface Diagnosis {
  readonly schema: 'stackengine/diagnosis@1';
  readonly incidents: readonly DiagnosedIncident[];
  readonly notices: readonly Notice[];
}

/** Something about the input that the user has to know: unread lines, a missing include, config and log that disagree. */
export interface Notice {
  readonly code: string;
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One incident: what failed, why, what it takes down, and what cures it. */
export interface DiagnosedIncident {
  readonly id: string;
  readonly stage: Stage;
  /** What the line says, in plain words. */
  readonly summary: string;
  /** The first line as nginx wrote it, re-joined and freed of prefixes; cut where nobody would read on. */
  readonly line: string;
  readonly count: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly upstream: {
    readonly protocol: 'proxy' | 'grpc' | 'uwsgi' | 'stream' | null;
    readonly address: string | null;
    /** The name that nginx verifies; null where it can't be known. */
    readonly name: string | null;
    readonly hop: {
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly directive: string;
    } | null;
  };
  readonly causes: readonly DiagnosedCause[];
  /** Causes that the text allows and the play does not: nginx wrote something else in every world of them. Empty where nothing was played. */
  readonly contradicted: readonly ContradictedCause[];
  /** What OpenSSL finds in the chain that was given, where it says of it what nginx logged; null otherwise. It may have no cause. */
  readonly fault: DiagnosedFault | null;
  readonly blastRadius: BlastRadius;
  readonly fixes: readonly Fix[];
  readonly notices: readonly Notice[];
}

/** A cause that was played, and is not the one. */
export interface ContradictedCause {
  readonly cause: string;
  readonly title: string;
  /** Worlds of it that were played. */
  readonly worlds: number;
  /** nginx's line in the first of them, or `status 200`. */
  readonly instead: string;
}

/** A cause as it is told of one incident. */
export interface DiagnosedCause {
  readonly cause: string;
  readonly title: string;
  readonly confidence: Confidence;
  /** Null: not played; a notice says why. */
  readonly reproduced: Reproduced | null;
  readonly evidence: readonly Evidence[];
  readonly decidedBy: readonly string[];
  readonly explanation: string;
  readonly impact: Impact;
  readonly remedy: readonly Remedy[];
  readonly confirm: readonly string[];
  readonly prevention: string;
}

/** One certificate of the chain that was given, and what is wrong with it; as `verify` tells it. */
export interface DiagnosedFault {
  readonly kind: FaultKind;
  /** X509_V_ERR_… as nginx logged it; 62 for a name. */
  readonly code: number;
  readonly text: string;
  readonly certificate: {
    readonly subject: string;
    readonly sha256: string;
    readonly file: string;
    readonly line: number;
  } | null;
  /** Its place in the path; the leaf is 0. */
  readonly depth: number;
  readonly meaning: string;
  /** Any one is enough; the best first. */
  readonly cures: readonly Remedy[];
}

/** nginx wrote the same line itself, with the configuration as given and an upstream of this kind. */
export interface Reproduced {
  /** Worlds of the cause in which it did: `sni-required/gateway-closes`. */
  readonly worlds: readonly string[];
  /** The version that was played, e.g. `1.26.3`. */
  readonly nginx: string;
  /** The line, or `status 400` where nginx writes none. */
  readonly line: string;
}

/** The fix was played: nginx starts with it, and does what it should. */
export interface Proof {
  readonly nginx: string;
  /** Worlds in which the request now passes, with verification on. */
  readonly cured: readonly string[];
  /** Attackers in the upstream's place whose certificate nginx refused; none for a development fix. */
  readonly refused: readonly string[];
  /** What answers as it did before. */
  readonly unchanged: readonly string[];
}

/** What an incident takes down, as far as configuration and access log show it. */
export interface BlastRadius {
  /** `location /api/ (conf.d/api.conf:12)`. */
  readonly locations: readonly string[];
  readonly servers: readonly string[];
  readonly peers: readonly string[];
  readonly healthCheckAffected: boolean;
  /** Null: no access log was given. */
  readonly requests502: number | null;
  readonly requestsTotal: number | null;
  /** max_fails and what follows from it, in a sentence; null where there is no cascade. */
  readonly cascade: string | null;
}

/** A question that has to be answered before a fix can be made. */
export interface Need {
  readonly id: string;
  readonly ask: string;
  /** The command that obtains it. */
  readonly obtain: string;
}

/** The edits that cure an incident, for one profile. */
export interface Fix {
  readonly profile: 'production' | 'development';
  readonly cause: string;
  /** Unanswered; where any is left, `edits` hold `<id>` in its place and must not be applied. */
  readonly needs: readonly Need[];
  readonly edits: readonly Edit[];
  readonly diff: string;
  /** Null: not proven. */
  readonly proof: Proof | null;
  /** One sentence for each directive. */
  readonly why: readonly { readonly directive: string; readonly text: string }[];
  readonly warnings: readonly string[];
}

/** Answers to a fix's needs, by need. */
export interface Answers {
  readonly name?: string;
  readonly 'ca-path'?: string;
  readonly 'client-certificate'?: string;
  readonly 'client-key'?: string;
}
