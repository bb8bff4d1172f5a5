import { accessShapes, canBeSieved } from '@stackengine/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSieve } from './index.js';
import { accessLog, formats, inFormat } from './testing/access-lines.js';
import { pick } from './testing/error-lines.js';
import { kernel, plainly, sieved, withoutTimes } from './testing/reading.js';

describe('the sieve, of requests', () => {
  test('gives the same requests, in whatever format they are written', () => {
    fc.assert(
      fc.property(accessLog, pick(4096, 16_384, 1 << 20), fc.array(fc.nat(), { maxLength: 4 }), (given, most, cuts) => {
        const { text, known } = given;
        expect(withoutTimes(sieved(text, most, cuts, known))).toEqual(withoutTimes(plainly(text, known)));
      }),
      { numRuns: 200 },
    );
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
