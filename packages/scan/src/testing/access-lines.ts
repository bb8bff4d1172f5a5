import { type AccessFormat, canBeSieved } from '@stackengine/engine';
import fc from 'fast-check';
import { client, faulty, line, number, outage, pick, time } from './error-lines.js';

/** Formats that name upstreams, as people define them. */
export const formats: readonly AccessFormat[] = [
  {
    name: 'main',
    format:
      '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for" rt=$request_time ua="$upstream_addr" us="$upstream_status" ut="$upstream_response_time"',
  },
  {
    name: 'pairs',
    format:
      'time=$time_iso8601 uri=$request_uri status=$status upstream=$upstream_addr upstream_status=$upstream_status id=$request_id',
  },
  {
    name: 'json',
    escape: 'json',
    format:
      '{"time":"$time_iso8601","uri": "$uri", "status":$status,"upstream":"$upstream_addr","us":"$upstream_status","n":$request_length,"agent":"$http_user_agent"}',
  },
  { name: 'bare', format: '[$time_local] $status $upstream_addr : $upstream_status $request_uri upstream' },
];
const path = pick(
  '/',
  '/api/7',
  '/api/8?x=/live',
  '/healthz',
  '/app/Health/x',
  '/oliver',
  '/a_ready-now',
  '/live?x',
  '/status 2',
  '-',
  '',
  'a"b',
  'a\\b',
  'größe',
);
const peer = pick('10.0.1.40:8443', '10.0.1.41:8443', '[fd00::1]:443', 'unix:/run/app.sock', '-', '', 'group');
const status = pick('200', '400', '502', '009', '-', '50');
const several = (one: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 4, arbitrary: one },
    { weight: 1, arbitrary: fc.tuple(one, pick(', ', ' : ', ','), one).map((parts) => parts.join('')) },
  );
const values = fc.record({
  remote_addr: client,
  remote_user: pick('-', 'anna'),
  time_local: time.map(({ access }) => access),
  time_iso8601: time.map(({ iso }) => iso),
  request: path.map((asked) => `GET ${asked} HTTP/1.1`),
  request_uri: path,
  uri: path,
  status,
  body_bytes_sent: number.map(String),
  request_length: number.map(String),
  http_referer: pick('-', 'https://example.com/'),
  http_user_agent: pick(
    'curl/8.0',
    '-',
    'SSL checker',
    'connect() failed',
    'a {"status":502}',
    '2026/11/20 09:14:11 [error] 1#1: x',
  ),
  http_x_forwarded_for: pick('-', '203.0.113.7, 203.0.113.8'),
  request_time: pick('0.001', '-'),
  upstream_addr: several(peer),
  upstream_status: several(status),
  upstream_response_time: several(pick('0.004', '-')),
  request_id: number.map(String),
});
type Values = typeof values extends fc.Arbitrary<infer Given> ? Given : never;
export const inFormat = (format: string, given: Partial<Record<string, string>>): string =>
  format.replace(/\$(\w+)/g, (_, name: string) => given[name] ?? '-');
const written = fc
  .tuple(pick(...formats), values, pick('', '', '', ' ', 'x', ' ua="10.0.1.9:1"'))
  .map(([{ format }, given, more]) => inFormat(format, given) + more);
/** Many of one kind, one that differs in a value or two, and once more the first. */
const nearly = <Line>(many: Line, other: Line): Line[] => [...Array.from({ length: 12 }, () => many), other, many];
const alike = fc
  .tuple(
    pick(...formats),
    values,
    values,
    fc.uniqueArray(
      pick<keyof Values>(
        'status',
        'upstream_addr',
        'upstream_status',
        'uri',
        'request_uri',
        'request',
        'http_user_agent',
      ),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  )
  .map(([{ format }, given, others, names]) =>
    nearly(
      inFormat(format, given),
      inFormat(format, { ...given, ...Object.fromEntries(names.map((name) => [name, others[name]])) }),
    ),
  );
const member = fc.tuple(
  pick('status', 'upstream', 'upstream_status', 'request', 'uri', 'path', 'log', 'x', 'code', 'status'),
  fc.oneof(
    several(status).map((text) => JSON.stringify(text)),
    pick('502', '200', '-', '', '502, 200', 'true', 'null', '{"a":1}', '[1]', '1.5'),
    path.map((text) => JSON.stringify(text)),
    peer.map((text) => JSON.stringify(text)),
    faulty.map((text) => JSON.stringify(text)),
    faulty.map((text) => `"${text.replaceAll('"', '')}"`),
    values.map(
      (given) =>
        `"${inFormat('$remote_addr - - [$time_local] $status $upstream_addr : $upstream_status / upstream', given)}"`,
    ),
    pick('"tab\there"', '"back\\\\slash"', '"x'),
  ),
);
const commas = pick(',', ', ');
const colons = pick(':', ': ');
const asObject = (members: readonly (readonly [string, string])[], comma: string, colon: string): string =>
  `{${members.map(([name, value]) => `"${name}"${colon}${value}`).join(comma)}}`;
const object = fc
  .tuple(fc.array(member, { minLength: 1, maxLength: 6 }), commas, colons)
  .map(([members, comma, colon]) => asObject(members, comma, colon));
const alikeObjects = fc
  .tuple(fc.array(member, { minLength: 1, maxLength: 4 }), member, fc.nat(), commas, colons)
  .map(([members, other, place, comma, colon]) =>
    nearly(
      asObject([['status', '502'], ...members], comma, colon),
      asObject([['status', '502'], ...members.with(place % members.length, other)], comma, colon),
    ),
  );

export const accessLog = fc
  .tuple(
    fc
      .array(
        fc.oneof(
          { weight: 6, arbitrary: written.map((one) => [one]) },
          { weight: 2, arbitrary: object.map((one) => [one]) },
          { weight: 3, arbitrary: alikeObjects },
          { weight: 2, arbitrary: line.map((one) => [one]) },
          { weight: 3, arbitrary: alike },
          { weight: 1, arbitrary: outage },
        ),
        { maxLength: 60, size: 'max' },
      )
      .map((lines) => lines.flat()),
    pick('\n', '\r\n'),
    fc.boolean(),
    fc.subarray([...formats]).filter(canBeSieved),
  )
  .map(([lines, end, ends, known]) => ({ text: lines.join(end) + (ends ? end : ''), known }));
