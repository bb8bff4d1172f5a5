import {
  createEventFold,
  createRequestFold,
  diagnose,
  openCases,
  readAccessLog,
  readErrorLog,
} from '@stackengine/engine';
import { expect, test } from 'vitest';
import { timelineOf } from './timeline.js';

const line = (time: string) =>
  `${time.slice(0, 19).replaceAll('-', '/').replace('T', ' ')} [error] 1#1: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.1, server: a, request: "GET / HTTP/1.1", upstream: "https://10.0.0.1:443/", host: "a"\n`;
const request = (time: string, status: number) =>
  JSON.stringify({ time, request: 'GET / HTTP/1.1', status: String(status), upstream_addr: '10.0.0.1:443' });

function timeline(times: readonly string[], requests: readonly string[] = []) {
  const fold = createEventFold();
  for (const event of readErrorLog('error.log', times.map(line).join('')).events) fold.add(event);
  const kept = createRequestFold();
  for (const entry of readAccessLog('access.log', requests.join('\n'), []).entries) kept.add(entry);
  const input = {
    events: fold.events,
    access: kept.requests,
    accessGiven: requests.length > 0,
    configuration: undefined,
    presented: [],
    vouched: [],
    trustFile: (path: string) => ({ path, state: 'missing' as const, certificates: [] }),
    environment: 'production' as const,
    now: '2026-11-26T00:00:00Z',
    answers: {},
  };
  expect(diagnose(input).incidents.map(({ count }) => count)).toEqual([times.length]);
  const [first] = openCases(input, []);
  if (first === undefined) throw new Error('no incident');
  return timelineOf(first);
}
const sum = (counts: readonly number[] = []) => counts.reduce((all, count) => all + count, 0);

test('stretches without an event are there, and empty', () => {
  const { width, lines } = timeline(['2026-11-20T09:00:00', '2026-11-20T09:00:00', '2026-11-20T09:00:03']) ?? {};
  expect({ width, lines }).toEqual({ width: 1, lines: [2, 0, 0, 1] });
});

test('what the access log says stands in the same stretches, and reaches as far as it does', () => {
  const given = timeline(
    ['2026-11-20T09:00:00'],
    [
      request('2026-11-20T09:00:00', 502),
      request('2026-11-20T09:10:00', 504),
      request('2026-11-20T09:10:00', 200),
      request('2026-11-20T09:10:00', 502),
    ],
  );
  expect(given?.lines.length).toBe(given?.failed.length);
  expect([sum(given?.lines), sum(given?.failed)]).toEqual([1, 3]);
  expect(given?.failed.at(-1)).toBe(2);
});

test('a hundred thousand lines over a year, the clock going back, are a few counts', () => {
  const start = Date.parse('2026-01-01T00:00:00Z');
  const times = Array.from({ length: 100_000 }, (_, index) =>
    new Date(start + ((index * 7919) % 100_000) * 315_000).toISOString(),
  );
  const given = timeline(times);
  expect(given?.lines.length).toBeLessThanOrEqual(96);
  expect(sum(given?.lines)).toBe(100_000);
});

test('lines from the years 0 and 9999 make no more counts than others', () => {
  expect(timeline(['0001-01-01T00:00:00', '9999-12-31T23:59:59'])?.lines.length).toBeLessThanOrEqual(96);
});

test('lines whose time does not exist have no timeline', () => {
  expect(timeline(['2026-13-41T00:00:00'])).toBeUndefined();
});

test('requests that stand for others count as many, when those were', () => {
  const times = Array.from({ length: 60 }, (_, second) => `2026-11-20T09:00:${String(second).padStart(2, '0')}`);
  const { failed } = timeline(
    ['2026-11-20T09:00:00'],
    times.map((time) => request(time, 502)),
  ) ?? { failed: [] };
  expect(sum(failed)).toBe(60);
  expect(failed.at(-1)).toBe(1);
});
