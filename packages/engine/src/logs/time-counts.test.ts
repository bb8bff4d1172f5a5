import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readErrorLog } from './error-log.js';
import { createEventFold } from './fold-events.js';
import { groupIncidents } from './incidents.js';
import { createTimeCounter, type TimeCounter } from './time-counts.js';

const counted = (...times: readonly (string | undefined)[]): TimeCounter => {
  const counter = createTimeCounter();
  for (const time of times) counter.add({ time, repeated: 1 });
  return counter;
};
const countsOf = ({ times }: TimeCounter) => [...times.counts].sort(([one], [other]) => one - other);
const total = ({ times }: TimeCounter) => [...times.counts.values()].reduce((sum, count) => sum + count, 0);
const at = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);

describe('counts by time', () => {
  test('all in one second are one stretch of a second', () => {
    const counter = counted('2026-11-20T09:14:11', '2026-11-20T09:14:11');
    expect(counter.times.width).toBe(1);
    expect(countsOf(counter).map(([, count]) => count)).toEqual([2]);
  });

  test('a day has stretches of half an hour', () => {
    const counter = counted('2026-11-20T00:00:00', '2026-11-20T23:59:59');
    expect(counter.times.width).toBe(1800);
  });

  test('repetitions that syslog tells of count', () => {
    const counter = createTimeCounter();
    counter.add({ time: '2026-11-20T09:14:11', repeated: 7 });
    expect(total(counter)).toBe(7);
  });

  test('what has no time, or none that exists, is not counted', () => {
    expect(countsOf(counted(undefined, '2026-13-40T99:99:99', 'never'))).toEqual([]);
  });

  test('from 0001 to 9999 there are as few stretches as within an hour', () => {
    const counter = counted('9999-12-31T23:59:59', '0001-01-01T00:00:00', '2026-11-20T09:14:11');
    expect(total(counter)).toBe(3);
    expect(counter.times.counts.size).toBeLessThanOrEqual(96);
  });

  test('in whichever order and in whatever parts, the counts are the same, few, and all there', () => {
    const seconds = fc.array(fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(seconds, fc.nat(200), (all, cut) => {
        const whole = counted(...all.map(at));
        const parts = counted(...all.slice(cut).map(at).reverse());
        parts.addAll(counted(...all.slice(0, cut).map(at)).times);
        expect({ ...parts.times, counts: countsOf(parts) }).toEqual({ ...whole.times, counts: countsOf(whole) });
        expect(total(whole)).toBe(all.length);
        const [low = 0] = countsOf(whole)[0] ?? [];
        const [high = 0] = countsOf(whole).at(-1) ?? [];
        expect(high - low).toBeLessThan(96);
      }),
    );
  });
});

describe('a folded log', () => {
  const line = (time: string) =>
    `${time.replaceAll('-', '/').replace('T', ' ')} [error] 1#1: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: a, request: "GET / HTTP/1.1", upstream: "https://10.0.0.1:443/", host: "a"\n`;
  const folded = (times: readonly string[]) => {
    const fold = createEventFold();
    for (const event of readErrorLog('error.log', times.map(line).join('')).events) fold.add(event);
    return fold.events;
  };

  test('still tells when each of its events was, folded once or twice', () => {
    const times = Array.from({ length: 40 }, (_, index) => at(1_700_000_000 + index));
    const again = createEventFold();
    for (const part of [times.slice(0, 15), times.slice(15)]) for (const event of folded(part)) again.add(event);
    for (const events of [folded(times), again.events]) {
      const counter = createTimeCounter();
      for (const event of events) counter.add(event);
      expect(countsOf(counter)).toEqual(countsOf(counted(...times)));
    }
  });

  test('knows its first and last time where the clock went back among those that were folded', () => {
    const times = Array.from({ length: 40 }, (_, index) => at(1_700_000_000 + index));
    times[20] = '2020-01-01T00:00:00';
    times[21] = '2030-01-01T00:00:00';
    const [incident] = groupIncidents(folded(times), () => undefined);
    expect(incident).toMatchObject({ count: 40, firstSeen: '2020-01-01T00:00:00', lastSeen: '2030-01-01T00:00:00' });
  });
});
