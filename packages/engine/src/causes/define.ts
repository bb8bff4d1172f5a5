import type { Cause } from './cause.js';

/** A cause is one file, complete in itself; this only gives it its type. */
export function defineCause(cause: Cause): Cause {
  return cause;
}
