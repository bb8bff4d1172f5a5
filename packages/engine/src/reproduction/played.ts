import type { Kind } from './kinds.js';

/** One world that was played. */
export interface Played {
  /** `sni-required/gateway-closes`, or what was changed in the configuration. */
  readonly id: string;
  readonly cause: string;
  readonly kind: Kind | undefined;
  /** nginx's line that says what the log says; undefined: it wrote another, or none. */
  readonly line: string | undefined;
  readonly status: number | undefined;
  /** What nginx wrote instead. */
  readonly instead: string | undefined;
}
