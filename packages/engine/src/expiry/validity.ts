import type { Thresholds } from './thresholds.js';

/** What a period of validity means at a moment. */
export type State = 'ok' | 'warn' | 'crit' | 'not-yet-valid' | 'expired';

export interface Validity {
  readonly state: State;
  /** Whole seconds and days until the end, rounded down: -1 day is up to a day ago. Undefined where there is no end. */
  readonly secondsLeft: number | undefined;
  readonly daysLeft: number | undefined;
}

const order: readonly State[] = ['ok', 'warn', 'crit', 'not-yet-valid', 'expired'];

/** Which of two states is worse: negative where the first one is the better. */
export const compareStates = (one: State, other: State): number => order.indexOf(one) - order.indexOf(other);

/**
 * What is to be said of something valid from one moment to another, in milliseconds.
 *
 * RFC 5280 counts the second of notAfter as valid; OpenSSL does not (X509_cmp_time tells an equal time as earlier, measured with
 * `openssl verify -attime`), and nginx goes by OpenSSL. The second of notBefore is valid for both; nextUpdate of a revocation
 * list ends like notAfter. A threshold is reached when as much time is left as it says: 30 days before the end, `30d` warns.
 */
export function validityAt(from: number, until: number | undefined, at: number, { warn, crit }: Thresholds): Validity {
  const left = until === undefined ? undefined : Math.floor((until - at) / 1000);
  return { state: stateOf(from, left, at, warn, crit), secondsLeft: left, daysLeft: daysOf(left) };
}

const daysOf = (seconds: number | undefined) => (seconds === undefined ? undefined : Math.floor(seconds / 86_400));

function stateOf(from: number, left: number | undefined, at: number, warn: number, crit: number): State {
  if (left !== undefined && left <= 0) return 'expired';
  if (from > at) return 'not-yet-valid';
  if (left === undefined || left > warn) return 'ok';
  return left > crit ? 'warn' : 'crit';
}
