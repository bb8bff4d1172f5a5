import type { FileContent, Request, StepOutcome, Upstream, World } from '@stackengine/engine';

export type Files = Readonly<Record<string, FileContent>>;

/** What the lab asks of a worker, and what it gets back. */
export interface Calls {
  /** Without a world: `nginx -t` over these files, which go below `directory`. */
  readonly test: {
    readonly argument: { readonly files: TestedFiles; readonly directory: string };
    readonly result: Tested;
  };
  readonly start: {
    readonly argument: { readonly world: World; readonly directory: string };
    readonly result: Started;
  };
  /** Starts nginx where it isn't running. */
  readonly launch: { readonly argument: undefined; readonly result: Started };
  readonly request: { readonly argument: Request; readonly result: StepOutcome };
  readonly reload: { readonly argument: Files; readonly result: StepOutcome };
  readonly rotate: { readonly argument: undefined; readonly result: StepOutcome };
  readonly swap: { readonly argument: Upstream; readonly result: undefined };
  readonly pause: { readonly argument: number; readonly result: StepOutcome };
  readonly writeFiles: { readonly argument: Files; readonly result: undefined };
  readonly testConfiguration: { readonly argument: undefined; readonly result: Tested };
  readonly logs: { readonly argument: 'whole' | 'errors added' | 'accesses added'; readonly result: Logs };
  readonly stop: { readonly argument: undefined; readonly result: undefined };
}

export interface Started {
  readonly started: boolean;
  /** What nginx said while starting. */
  readonly startLog: string;
}

/** Contents by absolute path. */
export type TestedFiles = Readonly<Record<string, string | Uint8Array>>;

export interface Tested {
  readonly ok: boolean;
  readonly output: string;
}

export interface Logs {
  readonly errorLog: string;
  readonly accessLog: string;
}

export interface Question {
  readonly id: number;
  readonly method: keyof Calls;
  readonly argument: unknown;
}

export type Reply =
  | { readonly type: 'ready'; readonly nginx: string; readonly tls: string }
  | { readonly type: 'result'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number | undefined; readonly message: string };
