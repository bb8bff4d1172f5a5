import { expect, test } from 'vitest';
import { createEventFold, groupIncidents, readErrorLog } from './index.js';

const fold = (lines: readonly string[]) => {
  const folded = createEventFold();
  for (const event of readErrorLog('error.log', lines.join('\n')).events) folded.add(event);
  return folded.events;
};
const failing = (peer: number, path: string, second = 11) =>
  `2026/11/20 09:14:${second} [error] 7#7: *1 upstream timed out (110: Connection timed out) while connecting to upstream, client: 203.0.113.7, server: shop, request: "GET ${path} HTTP/1.1", upstream: "https://10.0.1.${peer}:8443${path}", host: "shop"`;

test('of one kind ten are kept, and the last counts the others', () => {
  const events = fold(Array.from({ length: 35 }, (_, index) => failing(45, `/api/${index}`, 10 + index)));
  expect(events).toHaveLength(10);
  expect(events.map(({ repeated }) => repeated)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 26]);
  expect(events.at(-1)?.time).toBe('2026-11-20T09:14:44');
});

test('however many paths there are, the peers stay apart', () => {
  const events = fold(Array.from({ length: 12_000 }, (_, index) => failing(index % 3, `/${index}`)));
  expect(events.length).toBeLessThan(3 * 111);
  expect(groupIncidents(events, () => undefined).map(({ count }) => count)).toEqual([4000, 4000, 4000]);
});

test('what concerns no upstream is left out', () => {
  expect(
    fold(['2026/11/20 09:14:11 [error] 7#7: *1 access forbidden by rule, client: 203.0.113.7, server: a']),
  ).toEqual([]);
});
