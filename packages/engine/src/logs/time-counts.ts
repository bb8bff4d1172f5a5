/** How many events fell into which stretch of time; times are seconds since 1970 on the log's own clock. */
export interface TimeCounts {
  /** Seconds of a stretch. */
  readonly width: number;
  /** By the number of the stretch, its start divided by the width; those without events are left out. */
  readonly counts: ReadonlyMap<number, number>;
  /** The earliest and the latest, wherever in the log they stand; infinite where none has a time. */
  readonly first: number;
  readonly last: number;
}

/** What happened once, or stands for others of its kind. */
export interface Timed {
  readonly time: string | undefined;
  readonly times?: TimeCounts;
  readonly repeated: number;
}

/** Its own time, and the ends of those that it stands for. */
export function timesOf({ time, times }: Timed): readonly string[] {
  const own = time === undefined ? [] : [time];
  return times === undefined || times.counts.size === 0 ? own : [...own, logTime(times.first), logTime(times.last)];
}

export interface TimeCounter {
  readonly times: TimeCounts;
  add(event: Timed): void;
  addAll(times: TimeCounts): void;
  /** Makes its stretches as wide as this, where they are narrower. */
  widenTo(width: number): void;
}

/** From the first to the last; as many bars as a phone shows. */
const mostStretches = 96;

/** Each divides the next, so that any two counts can be added; above a day they double. */
const widths = [1, 2, 10, 30, 60, 120, 600, 1800, 3600, 7200, 21_600, 86_400];

const widthAbove = (width: number): number => widths.find((one) => one > width) ?? width * 2;

/**
 * Counts events by time in bounded memory: stretches begin with a second and grow as the log does, whichever way its clock goes.
 * What has no time, or none that exists, is not counted.
 */
export function createTimeCounter(): TimeCounter {
  let counts = new Map<number, number>();
  let width = 1;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  const increase = (at: number, count: number): void => {
    counts.set(at, (counts.get(at) ?? 0) + count);
  };
  const widenTo = (wanted: number): void => {
    if (wanted <= width) return;
    const before = counts;
    counts = new Map();
    for (const [at, count] of before) increase(Math.floor((at * width) / wanted), count);
    width = wanted;
  };
  const reach = (from: number, to: number): void => {
    first = Math.min(first, from);
    last = Math.max(last, to);
    while (Math.floor(last / width) - Math.floor(first / width) >= mostStretches) widenTo(widthAbove(width));
  };
  const addAll = (times: TimeCounts): void => {
    if (times.counts.size === 0) return;
    widenTo(times.width);
    reach(times.first, times.last);
    for (const [at, count] of times.counts) increase(Math.floor((at * times.width) / width), count);
  };
  return {
    get times() {
      return { width, counts, first, last };
    },
    add({ times, time, repeated }) {
      if (times !== undefined) return addAll(times);
      const seconds = time === undefined ? Number.NaN : Math.floor(Date.parse(`${time}Z`) / 1000);
      if (Number.isNaN(seconds)) return;
      reach(seconds, seconds);
      increase(Math.floor(seconds / width), repeated);
    },
    addAll,
    widenTo,
  };
}

/** As the log writes it: local time without a zone. */
export const logTime = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '');
