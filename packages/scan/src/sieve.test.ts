import { readFileSync } from 'node:fs';
import {
  type AccessEntry,
  type AccessFormat,
  accessShapes,
  canBeSieved,
  createAccessLogReader,
  createErrorLogReader,
  createEventFold,
  createRequestFold,
  type LogEvent,
  unknownWriter,
  writtenBy,
} from '@stackengine/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKernel, createSieve } from './index.js';

const kernel = compileKernel(readFileSync(new URL('../modules/scan.wasm', import.meta.url)));
if (kernel === undefined) throw new Error('Node runs WebAssembly with SIMD');

interface Read {
  readonly events: readonly LogEvent[];
  readonly access: readonly AccessEntry[];
  readonly openssl: string | undefined;
  readonly nginx: string | undefined;
  readonly isNginx: boolean;
}

function plainly(log: string, formats: readonly AccessFormat[] = []): Read {
  const errors = createErrorLogReader('error.log');
  const requests = createAccessLogReader('error.log', formats);
  const fold = createEventFold();
  const kept = createRequestFold();
  for (const event of [...errors.push(log), ...errors.end()]) fold.add(event);
  for (const entry of [...requests.push(log), ...requests.end()]) kept.add(entry);
  return { events: fold.events, access: kept.requests, ...writtenBy(log), isNginx: errors.summary().looksLikeNginxLog };
}

function sieved(log: string, most: number, cuts: readonly number[], formats: readonly AccessFormat[] = []): Read {
  const errors = createErrorLogReader('error.log');
  const requests = createAccessLogReader('error.log', formats);
  const fold = createEventFold();
  const kept = createRequestFold();
  let writer = unknownWriter;
  const sieve = createSieve(kernel, { most, shapes: accessShapes(formats) });
  const take = (pieces: ReturnType<typeof sieve.end>) => {
    for (const piece of pieces) {
      if (!('skipped' in piece)) writer = writtenBy(piece.text, writer);
      for (const event of errors.take(piece)) fold.add(event);
      for (const entry of requests.take(piece)) kept.add(entry);
    }
  };
  const bytes = new TextEncoder().encode(log);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, place] of places.entries()) take(sieve.push(bytes.subarray(places[index - 1] ?? 0, place)));
  take(sieve.end());
  for (const event of errors.end()) fold.add(event);
  for (const entry of requests.end()) kept.add(entry);
  return { events: fold.events, access: kept.requests, ...writer, isNginx: errors.summary().looksLikeNginxLog };
}

/** When those were that one event stands for is known by piece alone. */
const withoutTimes = ({ events, access, ...read }: Read) => ({
  ...read,
  events: events.map(({ times: _, ...event }) => event),
  access: access.map(({ times: _, ...entry }) => entry),
});

const pick = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const time = fc.integer({ min: 0, max: 86_399 }).map((second) => {
  const clock = new Date(second * 1000).toISOString().slice(11, 19);
  return { error: `2026/11/20 ${clock}`, access: `20/Nov/2026:${clock} +0000`, iso: `2026-11-20T${clock}.123456789Z` };
});
const client = fc.integer({ min: 1, max: 250 }).map((last) => `203.0.113.${last}`);
const number = fc.integer({ min: 1, max: 99_999 });
const segment = pick('', 'api', 'v1', 'login.php', 'a b', 'x?y=z', 'größe', 'a"b');

const message = pick(
  'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::ssl/tls alert handshake failure:SSL alert number 40) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:1408F10B:SSL routines:ssl3_get_record:wrong version number) while SSL handshaking to upstream',
  'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
  'upstream SSL certificate does not match "api.example.com" while SSL handshaking to upstream',
  'upstream timed out (110: Connection timed out) while SSL handshaking to upstream',
  'peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream',
  'connect() failed (111: Connection refused) while connecting to upstream',
  'no live upstreams while connecting to upstream',
  'upstream server temporarily disabled while SSL handshaking to upstream',
  'recv() failed (104: Connection reset by peer) while reading response header from upstream',
  'an upstream response is buffered to a temporary file /var/cache/nginx/proxy_temp/3/12/0000000123 while reading upstream',
);
const quiet = pick(
  'open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory)',
  'access forbidden by rule',
  'directory index of "/srv/www/" is forbidden',
  'limiting requests, excess: 20.500 by zone "api"',
  'client intended to send too large body: 10485761 bytes',
  'user "anna" was not found in "/etc/nginx/htpasswd"',
  'client 203.0.113.9 closed keepalive connection (104: Connection reset by peer)',
);
const head = fc
  .tuple(time, pick('error', 'warn', 'crit', 'info', 'notice'), number, number)
  .map(([{ error }, level, pid, connection]) => `${error} [${level}] ${pid}#${pid}: *${connection} `);
const fields = fc
  .tuple(client, segment, segment, pick(40, 41, 42), fc.boolean(), fc.boolean())
  .map(
    ([address, first, second, peer, host, referrer]) =>
      `, client: ${address}, server: shop.example.com, request: "GET /${first}/${second} HTTP/1.1", upstream: "https://10.0.1.${peer}:8443/${first}/${second}"${host ? ', host: "shop.example.com"' : ''}${referrer ? ', referrer: "https://example.com/"' : ''}`,
  );
const faulty = fc.tuple(head, message, fields).map((parts) => parts.join(''));
const request = fc
  .tuple(client, time, segment, pick(200, 301, 502), number, pick('curl/8.0', 'Mozilla/5.0 (X11; größer)', '-'))
  .map(
    ([address, { access }, first, status, size, agent]) =>
      `${address} - - [${access}] "GET /${first.replaceAll('"', '\\x22')} HTTP/1.1" ${status} ${size} "-" "${agent}"`,
  );

const line = fc.oneof(
  { weight: 6, arbitrary: faulty },
  {
    weight: 4,
    arbitrary: fc
      .tuple(head, quiet, client)
      .map(([a, b, address]) => `${a}${b}, client: ${address}, server: _, request: "GET / HTTP/1.1", host: "x"`),
  },
  { weight: 4, arbitrary: request },
  { weight: 1, arbitrary: request.map((text) => `${text} "-" rt=0.004 ua="10.0.1.40:8443" us="502"`) },
  { weight: 1, arbitrary: request.map((text) => `shop.example.com ${text}`) },
  {
    weight: 1,
    arbitrary: request.map((text) => `${text} 321 0.010 [default-api-8443] [] 10.1.2.3:8443 0 0.004 502 6f1e`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(faulty, time)
      .map(([text, { iso }]) => JSON.stringify({ log: `${text}\n`, stream: 'stderr', time: iso })),
  },
  { weight: 1, arbitrary: fc.tuple(faulty, time).map(([text, { iso }]) => `${iso} stderr F ${text}`) },
  { weight: 1, arbitrary: faulty.map((text) => `nginx-1  | ${text}`) },
  { weight: 1, arbitrary: faulty.map((text) => `Nov 20 09:14:11 web1 nginx: ${text}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(faulty, fc.integer({ min: 60, max: 140 }))
      .map(([text, width]) => text.replaceAll(new RegExp(`(.{${width}})`, 'g'), '$1\n')),
  },
  { weight: 1, arbitrary: faulty.map((text) => text.slice(0, 150)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(head, client)
      .map(
        ([a, address]) =>
          `${a}client sent plain HTTP request to HTTPS port while reading client request headers, client: ${address}, server: _, request: "GET / HTTP/1.1", host: "x"`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(time, number)
      .map(([{ error }, pid]) => `${error} [notice] ${pid}#${pid}: nginx/1.25.${pid % 6}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(time, number)
      .map(
        ([{ error }, pid]) =>
          `${error} [emerg] ${pid}#${pid}: cannot load certificate "/etc/nginx/a.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/nginx/a.pem, r) error:10000080:BIO routines::no such file)`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(time, number, client)
      .map(
        ([{ error }, pid, address]) =>
          `${error} [error] ${pid}#${pid}: *${pid} SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, client: ${address}, server: 0.0.0.0:5432, upstream: "10.0.0.1:443", bytes from/to client:0/0, bytes from/to upstream:0/0`,
      ),
  },
  {
    weight: 1,
    arbitrary: pick(
      '',
      'Starting nginx: done',
      '    at Object.run (/srv/app.js:1:1)',
      'last message repeated 3 times',
      'größer als nötig',
    ),
  },
);

/** Outages repeat one line; of those only some are handed on. */
const outage = fc
  .tuple(message, fc.array(fc.tuple(head, client, number), { minLength: 8, maxLength: 60, size: 'max' }))
  .map(([fault, times]) =>
    times.map(
      ([a, address, id]) =>
        `${a}${fault}, client: ${address}, server: shop.example.com, request: "GET /api/${id} HTTP/1.1", upstream: "https://10.0.1.45:8443/api/${id}", host: "shop.example.com"`,
    ),
  );

/** Formats that name upstreams, as people define them. */
const formats: readonly AccessFormat[] = [
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
const inFormat = (format: string, given: Partial<Record<string, string>>): string =>
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

const accessLog = fc
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

const log = fc
  .tuple(
    fc
      .array(fc.oneof({ weight: 5, arbitrary: line.map((one) => [one]) }, { weight: 1, arbitrary: outage }), {
        maxLength: 150,
        size: 'max',
      })
      .map((lines) => lines.flat()),
    pick('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, ends]) => lines.join(end) + (ends ? end : ''));

describe('the sieve', () => {
  test('gives what the whole log gives', () => {
    fc.assert(
      fc.property(log, pick(4096, 16_384, 1 << 20), fc.array(fc.nat(), { maxLength: 4 }), (text, most, cuts) => {
        expect(withoutTimes(sieved(text, most, cuts))).toEqual(withoutTimes(plainly(text)));
      }),
      { numRuns: 200 },
    );
  });

  test('gives the same requests, in whatever format they are written', () => {
    fc.assert(
      fc.property(accessLog, pick(4096, 16_384, 1 << 20), fc.array(fc.nat(), { maxLength: 4 }), (given, most, cuts) => {
        const { text, known } = given;
        expect(withoutTimes(sieved(text, most, cuts, known))).toEqual(withoutTimes(plainly(text, known)));
      }),
      { numRuns: 200 },
    );
  });

  test('of an outage ten lines are read and one that stands for the others, of what says nothing none', () => {
    const repeated = Array.from(
      { length: 5000 },
      (_, index) =>
        `2026/11/20 09:14:11 [error] 7#7: *${index} upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream, client: 203.0.113.${index % 250}, server: shop.example.com, request: "GET /api/${index} HTTP/1.1", upstream: "https://10.0.1.45:8443/api/${index}", host: "shop.example.com"`,
    );
    const noise = Array.from(
      { length: 5000 },
      (_, index) =>
        `203.0.113.7 - - [20/Nov/2026:09:14:11 +0000] "GET /${index} HTTP/1.1" 200 ${index} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
    );
    const sieve = createSieve(kernel, { most: 4096 });
    const bytes = new TextEncoder().encode([...repeated, ...noise].join('\n'));
    const pieces = [...sieve.push(bytes), ...sieve.end()];
    const read = pieces.filter((piece) => 'text' in piece);
    expect(read.map(({ stands }) => stands).filter((stands) => stands === 1)).toHaveLength(10);
    const first = read[0]?.text.trimEnd().split('\n').length ?? 0;
    expect(first).toBeLessThan(20);
    expect(read.reduce((sum, { stands = 0 }) => sum + stands, 0)).toBe(5000 - first);
    const skipped = pieces.reduce((sum, piece) => sum + ('skipped' in piece ? piece.skipped.requests : 0), 0);
    expect(skipped).toBe(5000);
  });

  const bare = (given: Partial<Record<string, string>>) =>
    inFormat(formats[3]?.format ?? '', {
      time_local: '20/Nov/2026:09:14:11 +0000',
      status: '502',
      upstream_addr: '10.0.1.40:443',
      upstream_status: '502',
      ...given,
    });
  const pairs = (given: Partial<Record<string, string>>) =>
    inFormat(formats[1]?.format ?? '', {
      time_iso8601: '2026-11-20T09:14:11+00:00',
      request_uri: '/a',
      status: '502',
      upstream_addr: '10.0.1.40:443',
      upstream_status: '502',
      ...given,
    });
  const json = (members: string) =>
    `{"time":"2026-11-20T09:14:11+00:00","status":502,"upstream_addr":"10.0.1.40:443"${members}}`;
  const failed =
    'no live upstreams while connecting to upstream, client: 203.0.113.7, server: shop, request: GET / HTTP/1.1, upstream: https://shop/';

  test.each([
    ['another answer', pairs({}), pairs({ upstream_status: '504' })],
    ['another peer', pairs({}), pairs({ upstream_addr: '10.0.1.41:443' })],
    ['several peers', pairs({}), pairs({ upstream_addr: '10.0.1.40:443, 10.0.1.41:443' })],
    ['another status', bare({}), bare({ status: '499' })],
    ['a health check', pairs({}), pairs({ request_uri: '/x/Healthz?a' })],
    [
      'a health check behind a path that only looks like one',
      pairs({ request_uri: '/oliver' }),
      pairs({ request_uri: '/live' }),
    ],
    ['a line that goes on', pairs({ request_id: 'a' }), `${pairs({ request_id: '' })}\tx`],
    ['more behind its end', bare({}), `${bare({})}s ua="10.0.1.50:443"`],
    ['a message of nginx in a value', pairs({}), pairs({ request_uri: '/SSL_do_handshake()' })],
    [
      'a piece of a message in a value',
      pairs({}),
      pairs({ request_id: 'x (SSL: error:0A000126:SSL routines::unexpected eof) while SSL handshaking' }),
    ],
    [
      'a message about upstreams in a value',
      pairs({}),
      pairs({ request_id: `2026/11/20 09:14:11 [error] 7#7: *1 ${failed}` }),
    ],
    ['an object at the end of a line', pairs({}), pairs({ request_id: json(',"upstream_status":"502"') })],
    ['JSON: another answer', json(',"upstream_status":"502"'), json(',"upstream_status":"504"')],
    ['JSON: another name', '{"status":502,"upstream_status":"502"}', '{"status":502,"upstream":"502"}'],
    ['JSON: a text that reads like nothing', '{"status":502,"upstream":null}', '{"status":502,"upstream":"null"}'],
    ['JSON: a backslash', json(',"x":"y"'), json(',"x":"y\\"')],
    ['JSON: a name twice', json(',"x":"504"'), json(',"status":504')],
    ['JSON: a path of a health check', json(',"uri":"/a"'), json(',"uri":"/livez"')],
    ['JSON: a line inside', json(',"log":"x"'), json(`,"log":"${bare({ upstream_addr: '10.0.1.60:443' })}"`)],
    ['JSON: a record inside', json(',"x":"y"'), json(`,"x":"2026/11/20 09:14:11 [error] 7#7: *1 ${failed}"`)],
    ['JSON: an object inside', json(',"x":1'), json(',"x":{"upstream_status":504}')],
    ['JSON: what is none', json(',"x":"y"'), json(',"x":"\t"')],
    ['JSON: no end', json(',"x":"y"'), `${json(',"x":"y"')}]`],
  ])('keeps apart: %s', (_, many, other) => {
    const text = [...Array.from({ length: 300 }, () => many), other, many, many].join('\n');
    const known = formats.filter((one) => canBeSieved([one]));
    for (const order of [known, known.toReversed(), []])
      expect(withoutTimes(sieved(text, 4096, [], order))).toEqual(withoutTimes(plainly(text, order)));
  });

  test('a format of more names than there is room for is read line by line', () => {
    const names = Array.from({ length: 1500 }, (_, index) => `"k${index}":"$upstream_status"`);
    const wide = [{ name: 'wide', format: `{${names.join(',')}}` }];
    const text = Array.from({ length: 300 }, () => json(',"upstream_status":"502"')).join('\n');
    expect(withoutTimes(sieved(text, 4096, [], wide))).toEqual(withoutTimes(plainly(text, wide)));
  });

  test.each([
    ['pairs', (index: number) => pairs({ request_uri: `/a/${index}`, request_id: String(index) })],
    [
      'combined and more',
      (index: number) =>
        inFormat(formats[0]?.format ?? '', {
          remote_addr: `203.0.113.${index % 250}`,
          time_local: '20/Nov/2026:09:14:11 +0000',
          request: `GET /${index} HTTP/1.1`,
          status: '502',
          body_bytes_sent: '9',
          upstream_addr: '10.0.1.40:443',
          upstream_status: '502',
        }),
    ],
    [
      'ingress-nginx',
      (index: number) =>
        `203.0.113.9 - - [20/Nov/2026:09:14:11 +0000] "GET /${index} HTTP/2.0" 502 9 "-" "curl/8" 41 0.0${index % 90} [shop-web-443] [] 10.0.1.40:443 0 0.004 502 7f${index}`,
    ],
    [
      'JSON',
      (index: number) => json(`,"upstream_status":"502","request":"GET /${index} HTTP/1.1","rt":0.0${index % 90}`),
    ],
  ])('of requests that tell the same, one stands for many: %s', (_, lineOf) => {
    const sieve = createSieve(kernel, { most: 16_384, shapes: accessShapes(formats) });
    const bytes = new TextEncoder().encode(Array.from({ length: 5000 }, (__, index) => `${lineOf(index)}\n`).join(''));
    const pieces = [...sieve.push(bytes), ...sieve.end()];
    const read = pieces.filter((piece) => 'text' in piece);
    expect(read.length).toBeLessThan(200);
    const told = read.map(({ text, stands }) => stands ?? text.split('\n').length - 1);
    expect(told.reduce((sum, count) => sum + count)).toBe(5000);
  });
});
