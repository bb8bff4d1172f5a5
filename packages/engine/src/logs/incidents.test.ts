import { expect, test } from 'vitest';
import type { LogEvent } from './event.js';
import { groupIncidents, readErrorLog } from './index.js';

const record = (time: string, connection: number, message: string, peer: string, more = 'server: api.internal') =>
  `2024/01/15 ${time} [error] 7#7: *${connection} ${message}, client: 203.0.113.10, ${more}, request: "GET /v1/ HTTP/1.1", upstream: "https://${peer}/v1/", host: "api"`;
const refused = 'connect() failed (111: Connection refused) while connecting to upstream';
const expired = 'upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream';
const noLive = 'no live upstreams while connecting to upstream';
const disabled = 'upstream server temporarily disabled while SSL handshaking to upstream';

const group = (lines: readonly string[], hopOf: (event: LogEvent) => string | undefined = () => undefined) =>
  groupIncidents(readErrorLog('error.log', lines.join('\n')).events, hopOf);
const lines = (events: readonly LogEvent[]) => events.map((event) => event.line);

test('events of equal signature, address and server are one incident, from the first to the last time', () => {
  const incidents = group([
    record('03:42:19', 1, refused, '10.0.0.1:443'),
    record('03:42:17', 2, refused, '10.0.0.1:443'),
    record('03:42:18', 3, refused, '10.0.0.2:443'),
    record('03:42:20', 4, refused, '10.0.0.1:443', 'server: other.internal'),
  ]);
  expect(incidents.map(({ events }) => lines(events))).toEqual([[1, 2], [3], [4]]);
  expect(incidents[0]).toMatchObject({
    count: 2,
    firstSeen: '2024-01-15T03:42:17',
    lastSeen: '2024-01-15T03:42:19',
    protocol: 'proxy',
  });
  expect(new Set(incidents.map(({ id }) => id)).size).toBe(3);
});

test('the hop, where it is known, counts instead of the address', () => {
  const incidents = group(
    [record('03:42:17', 1, refused, '10.0.0.1:443'), record('03:42:18', 2, refused, '10.0.0.2:443')],
    () => 'a.conf:3:5',
  );
  expect(incidents).toHaveLength(1);
});

test('a repetition that syslog counts, counts', () => {
  const [incident] = group([
    `Jan 15 03:42:18 web nginx: message repeated 3 times: [ ${record('03:42:18', 1, refused, '10.0.0.1:443')}]`,
  ]);
  expect(incident?.count).toBe(3);
});

test('a group without peers follows from the failure of each of them', () => {
  const incidents = group([
    record('03:42:17', 1, refused, '10.0.0.1:443'),
    record('03:42:17', 1, expired, '10.0.0.2:443'),
    record('03:42:18', 2, noLive, 'backend'),
    record('03:42:18', 3, noLive, 'backend'),
  ]);
  expect(incidents.map(({ signature, consequences }) => [signature.kind, lines(consequences)])).toEqual([
    ['connect', [3, 4]],
    ['verify', [3, 4]],
  ]);
});

test('a group does not follow from what failed after it, at another server or hours before', () => {
  const after = group([record('03:42:17', 1, noLive, 'backend'), record('03:42:18', 2, refused, '10.0.0.1:443')]);
  expect(after.map(({ signature }) => signature.kind)).toEqual(['no-live-upstreams', 'connect']);
  const elsewhere = group([
    record('03:42:17', 1, refused, '10.0.0.1:443', 'server: x'),
    record('03:42:17', 2, noLive, 'backend'),
  ]);
  expect(elsewhere.map(({ consequences }) => consequences.length)).toEqual([0, 0]);
  const longAgo = group([record('01:00:00', 1, refused, '10.0.0.1:443'), record('03:42:17', 2, noLive, 'backend')]);
  expect(longAgo).toHaveLength(2);
});

test('of several failures at a server, those whose peer was disabled took the group down', () => {
  const incidents = group([
    record('03:42:16', 1, refused, '10.0.0.9:443'),
    record('03:42:17', 2, expired, '10.0.0.2:443'),
    record('03:42:17', 2, disabled, '10.0.0.2:443'),
    record('03:42:18', 3, noLive, 'backend'),
  ]);
  expect(incidents.map(({ consequences }) => lines(consequences))).toEqual([[], [3, 4]]);
});

test('"temporarily disabled" belongs to the fault of its connection, before or after it', () => {
  const incidents = group([
    record('03:42:17', 1, disabled, '10.0.0.1:443'),
    record('03:42:17', 2, refused, '10.0.0.1:443'),
    record('03:42:17', 1, expired, '10.0.0.1:443'),
  ]);
  expect(incidents.map(({ signature, consequences }) => [signature.kind, lines(consequences)])).toEqual([
    ['connect', []],
    ['verify', [1]],
  ]);
});

test('what does not concern an upstream, a client or the start of nginx is no incident', () => {
  expect(group(['2024/01/15 03:42:17 [notice] 1#1: start worker processes'])).toEqual([]);
});

test.each([
  ['grpcs://10.0.0.1:443', 'grpc'],
  ['suwsgi://10.0.0.1:443', 'uwsgi'],
  ['http://10.0.0.1:443/', 'proxy'],
])('the scheme of %s tells the module', (upstream, protocol) => {
  const line = record('03:42:17', 1, refused, 'x').replace('https://x/v1/', upstream);
  expect(group([line])[0]?.protocol).toBe(protocol);
});
