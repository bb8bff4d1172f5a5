import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAccessLogReader, readAccessLog } from './index.js';

const read = (text: string, format?: string, escaping?: string) =>
  readAccessLog(
    'access.log',
    text,
    format === undefined ? [] : [{ name: 'main', format, ...(escaping === undefined ? {} : { escape: escaping }) }],
  );

const combined = '203.0.113.10 - - [15/Jan/2024:03:42:17 +0000] "GET /v1/data?x=1 HTTP/1.1" 502 157 "-" "curl/8.0"';
const entry = { time: '2024-01-15T03:42:17', client: '203.0.113.10', method: 'GET', uri: '/v1/data?x=1', status: 502 };

describe('without a format from the configuration', () => {
  test('reads combined and common lines', () => {
    const { entries, unread } = read(`${combined}\r\n${combined.slice(0, combined.indexOf(' "-"'))}\n`);
    expect(entries).toMatchObject([
      { ...entry, line: 1, host: undefined, upstreamStatus: [] },
      { ...entry, line: 2 },
    ]);
    expect(unread).toEqual([]);
  });

  test('finds upstream fields that people put behind the combined format', () => {
    const [found] = read(`${combined} "-" rt=0.004 ua="10.0.0.1:443, 10.0.0.2:443" us="502, 200"`).entries;
    expect(found).toMatchObject({ upstreamAddress: ['10.0.0.1:443', '10.0.0.2:443'], upstreamStatus: [502, 200] });
  });

  test('reads what ingress-nginx writes', () => {
    const [found] = read(
      `${combined} 321 0.010 [default-api-8443] [] 10.1.2.3:8443, 10.1.2.4:8443 0, 0 0.004, 0.006 502, 502 6f1e`,
    ).entries;
    expect(found).toMatchObject({
      ...entry,
      upstreamAddress: ['10.1.2.3:8443', '10.1.2.4:8443'],
      upstreamStatus: [502, 502],
    });
  });

  test('reads the line inside what collectors put around it', () => {
    const { entries } = read(
      `nginx-1  | ${combined}\n${JSON.stringify({ log: `${combined}\n`, stream: 'stdout' })}\n2024-01-15T03:42:17.1Z stdout F ${combined}`,
    );
    expect(entries).toMatchObject([entry, entry, entry]);
  });

  test('reads JSON lines by customary names', () => {
    const line = {
      time: '2024-01-15T03:42:17+00:00',
      remote_addr: '203.0.113.10',
      request: 'GET /v1/data?x=1 HTTP/1.1',
      status: 502,
      upstream_addr: '10.0.0.1:443',
      upstream_status: '502',
      host: 'api',
    };
    expect(read(JSON.stringify(line)).entries).toMatchObject([
      { ...entry, host: 'api', upstreamAddress: ['10.0.0.1:443'], upstreamStatus: [502] },
    ]);
  });
});

describe('with a format from the configuration', () => {
  test('reads several peers where blanks separate the fields', () => {
    const format = '$remote_addr [$time_local] $host "$request" $status $upstream_addr $upstream_status $request_time';
    const line =
      '10.9.9.9 [15/Jan/2024:03:42:17 +0100] api "POST /a HTTP/2.0" 502 10.0.0.1:443, 10.0.0.2:443 : 10.0.0.3:443 502, 502 : 504 0.1';
    expect(read(line, format).entries).toMatchObject([
      {
        client: '10.9.9.9',
        host: 'api',
        method: 'POST',
        uri: '/a',
        upstreamAddress: ['10.0.0.1:443', '10.0.0.2:443', '10.0.0.3:443'],
        upstreamStatus: [502, 502, 504],
      },
    ]);
  });

  test('reads JSON by where each key gets its value, whatever its name', () => {
    const format =
      '{"t":"$time_iso8601","wer":"$remote_addr","m":"$request_method","was":"$request_uri","st":$status,"zu":"$upstream_addr","ust":"$upstream_status"}';
    const line =
      '{"t":"2024-01-15T03:42:17+01:00","wer":"10.9.9.9","m":"GET","was":"/\\u00fc\\"","st":009,"zu":"10.0.0.1:443","ust":"009"}';
    expect(read(line.replace('"st":009', '"st":502'), format, 'json').entries).toMatchObject([
      {
        time: '2024-01-15T03:42:17',
        client: '10.9.9.9',
        method: 'GET',
        uri: '/ü"',
        status: 502,
        upstreamAddress: ['10.0.0.1:443'],
        upstreamStatus: [9],
      },
    ]);
    expect(read(line, format, 'json').entries).toMatchObject([{ status: 9, client: '10.9.9.9' }]);
  });

  test('a dash is nothing', () => {
    const [found] = read('- - 400 - -', '$remote_addr $request $status $upstream_addr $upstream_status').entries;
    expect(found).toMatchObject({
      client: undefined,
      method: undefined,
      status: 400,
      upstreamAddress: [],
      upstreamStatus: [],
    });
  });
});

test('says which lines it cannot read, and passes over those of the error log', () => {
  const { entries, unread } = read(
    `2024/01/15 03:42:17 [error] 1#1: *1 x, request: "GET / HTTP/1.1"\nfoo "GET / HTTP/1.1" bar\n\nhello\n`,
  );
  expect(entries).toEqual([]);
  expect(unread).toEqual([{ file: 'access.log', line: 2 }]);
});

test('reading in pieces cut anywhere equals reading the whole, and nothing throws', () => {
  const line = fc.oneof(fc.constant(combined), fc.string(), fc.constant('{"status":200,"a":{"b":1}}'));
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat()), fc.string(), (lines, cuts, format) => {
      const whole = lines.join('\n');
      const formats = [{ name: 'f', format: `$remote_addr ${format} $status` }];
      const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
      const reader = createAccessLogReader('a', formats);
      const entries = places.slice(1).flatMap((place, index) => reader.push(whole.slice(places[index], place)));
      expect([...entries, ...reader.end()]).toEqual(readAccessLog('a', whole, formats).entries);
    }),
  );
});
