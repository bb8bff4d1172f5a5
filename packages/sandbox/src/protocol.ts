import type {
  AccessFormat,
  Answers,
  ChangedFile,
  Diagnosis,
  DiagnosisInput,
  Fix,
  Leftover,
  LogWriter,
  Notice,
  PlaceholderKind,
  PreviewRun,
  Tested,
  UpstreamKind,
  UpstreamPlay,
  WorldFile,
} from '@stackengine/engine';
import type { Document } from './documents.js';

/** Everything that an answer rests on. */
export interface Given {
  readonly documents: readonly Document[];
  readonly answers: Answers;
  readonly environment: 'production' | 'development';
  /** ISO 8601. */
  readonly now: string;
  /** Files of logs that were read before. */
  readonly logs?: readonly ReadLog[];
}

/** What a file of a log holds for a diagnosis; what its requests were read by. */
export interface ReadLog extends Pick<DiagnosisInput, 'events' | 'access' | 'accessGiven'> {
  /** The document's id. */
  readonly document: number;
  readonly formats: readonly AccessFormat[];
  readonly writer: LogWriter;
  readonly notices: readonly Notice[];
}

/** A certificate of the upstream's chain as a row of its tree, or the place of one that nobody has. Times are milliseconds since 1970. */
export type ChainRow =
  | {
      readonly name: string;
      readonly names: readonly string[];
      readonly role: string;
      /** How many issuers stand above it. */
      readonly depth: number;
      readonly origins: readonly ('sent' | 'trusted' | 'vouched')[];
      readonly state: 'valid' | 'soon' | 'expired' | 'not-yet';
      readonly from: number;
      readonly to: number;
      readonly sha256: string;
      /** File and line. */
      readonly place: string;
    }
  | {
      /** The common name of an issuer. */
      readonly missing: string;
      /** Whether what nginx trusts is known, so that it is missing there too. */
      readonly known: boolean;
    };

/** When an incident's lines were written, in stretches of `width` seconds from `from` on; seconds since 1970 on the log's clock. */
export interface Timeline {
  readonly width: number;
  readonly from: number;
  readonly first: number;
  readonly last: number;
  readonly lines: readonly number[];
  /** Requests to the same upstream that the access log has with 502 or 504. */
  readonly failed: readonly number[];
}

export interface ChainView {
  readonly chain: readonly ChainRow[];
  /** How many certificates were sent and are not shown. */
  readonly unshown: number;
  /** Milliseconds since 1970: the moment that validity is judged at. */
  readonly at: number;
}

/** What of an incident is shown as pictures. */
export interface View extends ChainView {
  readonly incident: string;
  readonly timeline: Timeline | undefined;
}

/** A text that could not be used as what it was given for. */
export interface Problem {
  readonly document: string;
  readonly role: Document['role'];
  readonly line: number;
  readonly text: string;
}

/** What an incident's fix of one profile makes of the files; empty where it has questions still. */
export interface Change {
  readonly incident: string;
  readonly profile: Fix['profile'];
  readonly files: readonly ChangedFile[];
}

export interface Answered {
  readonly diagnosis: Diagnosis;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  /** The logs hold requests, and nothing of an error log. */
  readonly only: 'requests' | undefined;
  /** Versions of nginx that are to be asked, the likeliest first. */
  readonly builds: readonly string[];
  readonly logs: readonly ReadLog[];
  readonly views: readonly View[];
  /** The certificates that were given, where no incident shows them. */
  readonly certificates: ChainView | undefined;
  /** Milliseconds that it took in the worker. */
  readonly took: number;
}

/** What `nginx -t` says. */
export interface AnsweredTest {
  readonly nginx: string;
  readonly tested: Tested | undefined;
  /** Why it could not be asked. */
  readonly problem: string | undefined;
  readonly took: number;
}

export interface Played extends Answered {
  readonly nginx: readonly string[];
}

/** What would leave the page, to be looked at. */
export interface Preview {
  readonly state: 'clear' | 'held';
  readonly files: readonly {
    readonly name: string;
    readonly role: Document['role'];
    readonly runs: readonly PreviewRun[];
  }[];
  readonly text: string;
  readonly counts: readonly { readonly token: string; readonly kind: PlaceholderKind; readonly count: number }[];
  readonly leftovers: readonly (Leftover & { readonly words: string })[];
}

/** A build of nginx as the page has it: its module, compiled once. */
export interface LoadedBuild {
  readonly nginx: string;
  readonly openssl: string;
  readonly isDefault: boolean;
}

/** What nginx.org's reference says of a directive, for completion and help. */
export interface DirectiveHelp {
  readonly name: string;
  /** The forms of its arguments. */
  readonly forms: readonly string[];
  readonly default: string | undefined;
  readonly contexts: readonly string[];
  readonly module: string;
  readonly block: boolean;
}

/** A world that the user gave as a file. */
export interface OwnWorld {
  readonly name: string;
  readonly file: WorldFile;
  /** Its files that are documents now, by the documents' names; where they were changed, the changed text is played. */
  readonly paths: Readonly<Record<string, string>>;
}

/** What the user wants to see played. */
export interface Trial {
  /** An id of `upstreamKinds`, a cause, or a world of the user's own, which has requests of its own. */
  readonly upstream: string | OwnWorld;
  /** `GET /path`; empty: what the log says, or what leads to the upstream. */
  readonly request: string;
  readonly host: string;
  /** `2027-01-31`, the day on which nginx plays; empty: now. */
  readonly day: string;
}

/** What a worker is asked. */
export type Task =
  | { readonly task: 'builds'; readonly builds: readonly LoadedBuild[] }
  | { readonly task: 'kernel'; readonly bytes: ArrayBuffer }
  | { readonly task: 'module'; readonly nginx: string; readonly module: WebAssembly.Module }
  | { readonly task: 'directives' }
  | { readonly task: 'diagnose'; readonly given: Given }
  | { readonly task: 'play'; readonly given: Given; readonly nginx: readonly string[] }
  | { readonly task: 'test'; readonly given: Given; readonly nginx: string }
  | { readonly task: 'kinds' }
  | { readonly task: 'world'; readonly name: string; readonly text: string }
  | { readonly task: 'try'; readonly given: Given; readonly nginx: string; readonly trial: Trial }
  | { readonly task: 'share'; readonly given: Given; readonly accepted: readonly string[] }
  | { readonly task: 'fault'; readonly given: Given; readonly fault: string; readonly edition: string }
  | {
      readonly task: 'report';
      readonly given: Given;
      readonly diagnosis: Diagnosis;
      readonly format: 'markdown' | 'html';
      readonly redacted: boolean;
    };

/** By its task, what comes back. */
export interface Results {
  readonly builds: null;
  readonly kernel: null;
  readonly module: null;
  readonly directives: readonly DirectiveHelp[];
  readonly diagnose: Answered;
  readonly play: Played;
  readonly test: AnsweredTest;
  readonly kinds: readonly UpstreamKind[];
  /** A world, or why it is none. */
  readonly world: OwnWorld | string;
  readonly try: readonly UpstreamPlay[];
  readonly share: Preview;
  readonly report: string;
  readonly fault: string;
}

export type Question = { readonly id: number } & Task;

/** A step on the way, or the end of a question. */
export type Reply =
  | { readonly id: number; readonly progress: { readonly done: number; readonly total: number; readonly what: string } }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string /** Where it arose, for who mends it. */; readonly where: string };
