import type { LogEvent, LoggedUpstream, Signature } from './event.js';

/** The events that share a hop and a signature. */
export interface Incident {
  /** Stable over runs: derived from signature and upstream. */
  readonly id: string;
  readonly signature: Signature;
  readonly events: readonly LogEvent[];
  readonly count: number;
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  readonly upstream: LoggedUpstream | undefined;
  /** proxy, grpc, uwsgi or stream, as far as the line tells. */
  readonly protocol: 'proxy' | 'grpc' | 'uwsgi' | 'stream' | undefined;
  /** Events that follow from this one: "no live upstreams", "temporarily disabled". */
  readonly consequences: readonly LogEvent[];
}
