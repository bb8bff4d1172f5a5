/** How long before its end something is reported; in seconds, `crit` not above `warn`. */
export interface Thresholds {
  readonly warn: number;
  readonly crit: number;
}

const units: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };
/** A hundred years: RFC 5280 dates end with 9999, and no one plans so far. */
const longest = 3_155_760_000;

/**
 * Seconds of `30d`, `12h`, `90m`, `2w`, `45s`, or several in a row (`1d12h`); undefined for anything else. A number without a
 * unit is none: monitoring plugins take it for days, others for seconds.
 */
export function readDuration(text: string): number | undefined {
  if (!/^(?:\d{1,9}[wdhms])+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) seconds += Number(count) * (units[unit ?? 's'] ?? 1);
  return seconds <= longest ? seconds : undefined;
}

/** Seconds as days, without a fraction where there is none: 30, 0.5. */
export const inDays = (seconds: number): number => Math.round((seconds / 86_400) * 1000) / 1000;
