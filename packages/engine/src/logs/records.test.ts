import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createErrorLogReader, type ErrorLog, readErrorLog } from './index.js';

const reasons = [
  'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:0A000126:SSL routines::unexpected eof while reading) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:0A00014D:SSL routines::legacy sigalg disallowed or unsupported) while SSL handshaking to upstream',
  'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number error:0A000139:SSL routines::record layer failure) while SSL handshaking to upstream',
  'SSL_read() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert number 116) while reading response header from upstream',
  'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream',
  'upstream SSL certificate does not match "backend.internal" while SSL handshaking to upstream',
  'peer closed connection in SSL handshake (104: Connection reset by peer) while SSL handshaking to upstream',
  'peer closed connection in SSL handshake while SSL handshaking to upstream',
  'upstream timed out (110: Connection timed out) while SSL handshaking to upstream',
  'upstream timed out (110: Connection timed out) while connecting to upstream',
  'connect() failed (111: Connection refused) while connecting to upstream',
  'no live upstreams while connecting to upstream',
  'recv() failed (104: Connection reset by peer) while reading response header from upstream',
  'upstream prematurely closed connection while reading response header from upstream',
  'upstream SSL handshaking to 10.0.1.45:8443 while SSL handshaking to upstream',
];

const record = fc
  .record({
    second: fc.integer({ min: 10, max: 59 }),
    pid: fc.integer({ min: 1, max: 99999 }),
    connection: fc.integer({ min: 1, max: 99999 }),
    reason: fc.constantFrom(...reasons),
    client: fc.constantFrom('203.0.113.10', '2001:db8::7', 'unix:'),
    server: fc.constantFrom('api.internal', '_', 'localhost', '*.example.com'),
    uri: fc.constantFrom('/', '/v1/data', '/a,b?c=d&e="f"', '/%20x'),
    upstream: fc.constantFrom(
      'https://10.0.1.45:8443/v1/data',
      'https://[::1]:8443/',
      'grpcs://10.0.0.7:443',
      'https://unix:/run/a.sock:/x',
    ),
    host: fc.constantFrom('', ', host: "api.internal"', ', host: "api.internal:8443", referrer: "https://x.example/y"'),
  })
  .map(
    (r) =>
      `2024/01/15 03:42:${r.second} [error] ${r.pid}#${r.pid}: *${r.connection} ${r.reason}, client: ${r.client}, server: ${r.server}, request: "GET ${r.uri} HTTP/1.1", upstream: "${r.upstream}"${r.host}`,
  );

const meaning = ({ events }: ErrorLog) => events.map(({ signature, upstream }) => ({ signature, upstream }));

test('a record wrapped anywhere, indented or not, means what the unwrapped one means', () => {
  fc.assert(
    fc.property(
      record,
      fc.nat(),
      fc.constantFrom('', '    ', '\t'),
      fc.boolean(),
      (text, position, indentation, loseBlank) => {
        const at = 1 + (position % (text.length - 1));
        const before = loseBlank ? text.slice(0, at).trimEnd() : text.slice(0, at);
        const wrapped = `${before}\n${indentation}${loseBlank ? text.slice(at).trimStart() : text.slice(at)}\n`;
        expect(meaning(readErrorLog('f', wrapped))).toEqual(meaning(readErrorLog('f', text)));
      },
    ),
    { numRuns: 3000 },
  );
});

test('a record wrapped at a fixed width means what the unwrapped one means', () => {
  fc.assert(
    fc.property(record, fc.integer({ min: 24, max: 140 }), (text, width) => {
      const pieces = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      expect(meaning(readErrorLog('f', pieces.join('\n')))).toEqual(meaning(readErrorLog('f', text)));
    }),
    { numRuns: 1500 },
  );
});

test('adjacent records never merge, whole, cut or wrapped', () => {
  const shape = fc.tuple(record, fc.nat(), fc.constantFrom('whole', 'cut', 'wrapped'));
  fc.assert(
    fc.property(fc.array(shape, { minLength: 2, maxLength: 6 }), (shapes) => {
      const texts = shapes.map(([text, position, kind]) => {
        const at = 55 + (position % (text.length - 55));
        return kind === 'cut'
          ? text.slice(0, at)
          : kind === 'wrapped'
            ? `${text.slice(0, at)}\n${text.slice(at)}`
            : text;
      });
      const { events } = readErrorLog('f', texts.join('\n'));
      expect(events.map((event) => event.connection)).toEqual(
        shapes.map(([text]) => Number(/\*(\d+)/.exec(text)?.[1])),
      );
    }),
    { numRuns: 1000 },
  );
});

test('reading in pieces cut anywhere equals reading the whole', () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      (texts, cuts, end) => {
        const whole = texts.map((text) => text + end).join('');
        const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
        const reader = createErrorLogReader('f');
        const events = places.slice(1).flatMap((place, index) => reader.push(whole.slice(places[index], place)));
        expect([...events, ...reader.end()]).toEqual(readErrorLog('f', whole).events);
      },
    ),
  );
});

test('the range of an unwrapped record is its line, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (texts, end) => {
      const whole = texts.map((text) => `other\n${text}${end}`).join('');
      const { events } = readErrorLog('f', whole);
      expect(events.map(({ range }) => whole.slice(...range))).toEqual(texts);
      expect(events.map(({ text }) => text)).toEqual(texts);
    }),
  );
});

test('never throws, and ranges stay in order and inside the source', () => {
  const piece = fc.oneof(
    record,
    fc.string(),
    fc.constantFrom(
      '\n',
      '{"log":"',
      '"}',
      '[error] 1#1: ',
      '2024/01/15 ',
      ', client: ',
      'upstream: "',
      '\\"',
      '&quot;',
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.nat(200)), { maxLength: 12 }), (pieces) => {
      const whole = pieces.map(([text, length]) => text.slice(0, length)).join('');
      let end = 0;
      for (const { range } of readErrorLog('f', whole).events) {
        expect(range[0]).toBeGreaterThanOrEqual(0);
        expect(range[1]).toBeGreaterThan(range[0]);
        expect(range[1]).toBeLessThanOrEqual(whole.length);
        expect(range[1]).toBeGreaterThanOrEqual(end);
        end = range[1];
      }
    }),
    { numRuns: 2000 },
  );
});

test('a line without end is cut, said to be, and does not keep the next one from being read', () => {
  const whole =
    '2024/01/15 03:42:17 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream';
  const { events } = readErrorLog('f', `${whole}, client: ${'y'.repeat(300_000)}\n${whole.replace('*1', '*2')}`);
  expect(events.map(({ connection, damage }) => [connection, damage])).toEqual([
    [1, ['cut off: longer than a line may be']],
    [2, []],
  ]);
});
