import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSieve } from './index.js';
import { log, pick } from './testing/error-lines.js';
import { kernel, plainly, sieved, withoutTimes } from './testing/reading.js';

describe('the sieve', () => {
  test('gives what the whole log gives', () => {
    fc.assert(
      fc.property(log, pick(4096, 16_384, 1 << 20), fc.array(fc.nat(), { maxLength: 4 }), (text, most, cuts) => {
        expect(withoutTimes(sieved(text, most, cuts))).toEqual(withoutTimes(plainly(text)));
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
});
