import type { ChainRow } from '../protocol.js';

type Certificate = Extract<ChainRow, { readonly name: string }>;

/** Milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const halfYear = 183 * 86_400_000;

/**
 * What of time the bars of a chain show: all of the shortest validity, and a year around now. A root is good for decades; beside it a
 * leaf would be a dot.
 */
export function shownTime(certificates: readonly Certificate[], now: number): Stretch {
  const shortest = certificates.reduce<Certificate | undefined>(
    (best, one) => (best === undefined || one.to - one.from < best.to - best.from ? one : best),
    undefined,
  );
  return {
    from: Math.min(now - halfYear, shortest?.from ?? now),
    to: Math.max(now + halfYear, shortest?.to ?? now),
  };
}

/** Where a moment stands in a stretch: 0 at its beginning, 1 at its end; what lies outside stands at the nearer end. */
export function shareOf({ from, to }: Stretch, moment: number): number {
  const share = (moment - from) / (to - from);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `90` is "90 seconds", `7200` "2 hours". */
export function lengthOf(seconds: number): string {
  const [name, size] = units.find(([, own]) => seconds >= own && seconds % own === 0) ?? ['second', 1];
  const count = seconds / size;
  return count === 1 ? `one ${name}` : `${count} ${name}s`;
}

/** `2026-11-20`; years that no calendar of JavaScript's has are cut off. */
export function dayOf(milliseconds: number): string {
  const last = 8.64e15; // ECMA-262, time values
  return new Date(Math.max(-last, Math.min(last, milliseconds))).toISOString().replace(/T.*/, '');
}

/** `2026-11-20 09:14:11`, of seconds. */
export const momentOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
