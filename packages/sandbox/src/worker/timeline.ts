import { type Case, createTimeCounter, type TimeCounter } from '@stackengine/engine';
import type { Timeline } from '../protocol.js';

/** When the lines of an incident were written, and when requests to its upstream failed; undefined where no line has a time. */
export function timelineOf({ incident, access }: Pick<Case, 'incident' | 'access'>): Timeline | undefined {
  const silent = incident.events.length === 0;
  const lines = createTimeCounter();
  for (const event of incident.events) lines.add(event);
  const failed = createTimeCounter();
  for (const request of access) {
    // Some incidents are seen in the access log alone.
    if (silent) lines.add(request);
    else if (request.status === 502 || request.status === 504) failed.add(request);
  }
  if (lines.times.counts.size === 0) return undefined;
  const both = createTimeCounter();
  for (const { times } of [lines, failed]) both.addAll(times);
  const { width, first, last } = both.times;
  const from = Math.floor(first / width);
  const stretches = Math.floor(last / width) - from + 1;
  const dense = (counter: TimeCounter): readonly number[] => {
    counter.widenTo(width);
    return Array.from({ length: stretches }, (_, at) => counter.times.counts.get(from + at) ?? 0);
  };
  return { width, from: from * width, first, last, lines: dense(lines), failed: dense(failed) };
}
