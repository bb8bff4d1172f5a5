import { describe, expect, it } from 'vitest';
import { createRedactor } from './index.js';
import { distances, shortened as shortenedWith } from './repeats.js';
import { type Dice, diceOf } from './testing/dice.js';

const namesHeader = (part: string): boolean => part === 'X-Api-Key';
const shortened = (text: string) => shortenedWith(text, namesHeader);

const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36',
  'shop-sync/2.1 (+https://ops.acme.corp; key=Zx81Kq0vT5rWm2)',
  'X-Api-Key',
  'curl/8.5.0',
  '-',
] as const;
const referers = [
  'https://www.example.com/list',
  'https://cart.acme.corp/pay?access_token=q8Wd2LmZx0Rt6YbN',
  'https://www.example.com/token:',
  '-',
] as const;
const values = [
  'Zq8rT5xW2kLm9vB4',
  'https://cart.acme.corp/pay',
  'text/html; charset=utf-8',
  'hunter2hunter2',
] as const;
const names = ['x-api-key', 'content_type', 'password', 'http_referer', 'x_gate2', 'x_part7'] as const;
const messages = [
  'SSL_do_handshake() failed (SSL: error:0A000086:SSL routines::certificate verify failed) while SSL handshaking to upstream',
  'no live upstreams while connecting to upstream',
  'lua said token: abc, secret: q8Wd2LmZx0Rt6YbN',
] as const;

const forms: readonly [(dice: Dice) => string, ...((dice: Dice) => string)[]] = [
  (dice) =>
    `20.1.2.${dice.below(9)} - - [27/Nov/2026:10:00:00 +0000] "GET /v1/${dice.below(900)} HTTP/2.0" 200 ${dice.below(99)} "${dice.pick(referers)}" "${dice.pick(agents)}"`,
  (dice) =>
    `20.1.2.3 - - [27/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "${dice.pick(agents)}" "Zq8rT5xW2kLm9v${dice.below(900)}"`,
  (dice) =>
    `{"time":"2026-11-27T10:00:00Z","${dice.pick(names)}":"${dice.pick(values)}","status":200,"ua":"${dice.pick(agents)}"}`,
  (dice) => `{"headers":[{"name":"${dice.pick(names)}","value":"${dice.pick(values)}"}],"n":${dice.below(900)}}`,
  (dice) => `20.1.2.3 - [27/Nov/2026:10:00:00 +0000] ${dice.pick(names)}="${dice.pick(values)}" n=${dice.below(900)}`,
  (dice) =>
    `2026/11/27 10:00:00 [error] 31#31: *${dice.below(900)} ${dice.pick(messages)}, client: 20.1.2.${dice.below(9)}, server: shop.acme.corp, request: "GET /orders/${dice.below(900)} HTTP/1.1", upstream: "https://10.0.3.${dice.below(9)}:8443/orders", host: "shop.acme.corp"`,
  (dice) => `2026/11/27 10:00:00 [error] 31#31: *1 user "${dice.pick(values)}" was not found in "/etc/nginx/htpasswd"`,
  (dice) => `{"log":"20.1.2.3 \\"GET /?token=${dice.pick(values)}\\" \\"${dice.pick(agents)}\\"\\n","stream":"stdout"}`,
];

const logOf = (dice: Dice, lines: number): readonly string[] =>
  Array.from({ length: lines }, () => `${dice.pick(forms)(dice)}\n`);
const long = (line: string): string => line.repeat(Math.ceil((1 << 16) / line.length));

describe('a log without what its lines say again', () => {
  it('is redacted as it is in pieces too short to be shortened', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const lines = logOf(diceOf(seed), 600);
      const text = lines.join('');
      expect(shortened(text)?.parts.length, `seed ${seed}`).toBeGreaterThan(20);
      const pieces = Array.from({ length: 6 }, (_, index) => lines.slice(index * 100, index * 100 + 100).join(''));
      const whole = createRedactor().redact([{ name: 'a.log', text }]);
      const each = createRedactor().redact(pieces.map((piece) => ({ name: 'a.log', text: piece })));
      expect(whole[0]?.text.split('\n'), `seed ${seed}`).toEqual(
        each.flatMap((piece) => piece.text.split('\n').slice(0, -1)).concat(''),
      );
    }
  });

  it('is redacted where hardly anything is found, and what is found stands in none of its parts', () => {
    const text = `${long('192.0.2.1 - - [27/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8.5.0"\n')}password=q8Wd2LmZx0Rt6YbN\n`;
    expect(createRedactor().redact([{ name: 'a.log', text }])[0]?.text).toMatch(/\npassword=PASSWORD_1\n$/);
  });

  it('leads back to where everything stood', () => {
    const text = logOf(diceOf(7), 600).join('');
    const log = shortened(text);
    const { parts = [], at = new Int32Array() } = log ?? {};
    const gone = parts.flatMap(({ start, end, again }) => again.map((from) => [from, from + end - start] as const));
    const kept = [...text].filter((_, index) => !gone.some(([from, to]) => from < index && index < to)).length;
    expect(log?.text.length).toBe(kept);
    expect(at.length).toBe(kept + 1);
    for (const [index, letter] of [...(log?.text ?? '')].entries()) {
      const from = at[index] ?? -1;
      if (!gone.some(([start]) => start === from)) expect(text[from]).toBe(letter);
    }
    expect(at.at(-1)).toBe(text.length);
    for (const { start, end, again } of parts)
      for (const from of again) expect(text.slice(from, from + end - start)).toBe(text.slice(start, end));
  });

  it('keeps what may give something behind it a meaning, and values of other names', () => {
    const quoted = (...fields: string[]): string =>
      long(`20.1.2.3 - [x] ${fields.map((field) => `"${field}"`).join(' ')}\n`);
    expect(shortened(quoted('X-Api-Key', 'x'))).toBeUndefined();
    expect(shortened(quoted('a perfectly plain field', 'x'))?.text).toContain('\n20.1.2.3 - [x] "-" "x"\n');
    const json = long('{"aws_secret_access_key":"abc","http_user_agent":"curl/8.5.0"}\n');
    expect(shortened(json)?.text).toContain('\n{"aws_secret_access_key":"abc","http_user_agent":"-"}\n');
    const named = long('{"x-one":"curl/8.5.0","x-two":"curl/8.5.0"}\n');
    expect(shortened(named)?.parts.length).toBe(2);
    const listed = long('{"name":"x-one","value":"curl/8.5.0"} {"name":"x-two","value":"curl/8.5.0"}\n');
    expect(shortened(listed)?.parts.length).toBe(2);
    const numbered = long('{"x1":"curl/8.5.0","x2":"curl/8.5.0"}\n');
    expect(shortened(numbered)?.parts.length).toBe(2);
  });

  it('is not made of what is short, of other lines, or of strings with escapes', () => {
    expect(shortened('20.1.2.3 - - "curl/8.5.0" "curl/8.5.0"\n'.repeat(9))).toBeUndefined();
    expect(shortened(long('say "curl/8.5.0" "curl/8.5.0"\n'))).toBeUndefined();
    expect(shortened(long('{"log":"\\"curl/8.5.0\\" \\"curl/8.5.0\\""}\n'))).toBeUndefined();
  });

  it('says how far off a finding stands again, unless it reaches over an edge', () => {
    const parts = [{ start: 10, end: 20, again: [110, 210] }];
    expect(distances(parts, 12, 20)).toEqual([100, 200]);
    expect(distances(parts, 0, 10)).toEqual([]);
    expect(distances(parts, 20, 30)).toEqual([]);
    expect(distances(parts, 9, 12)).toBeUndefined();
    expect(distances(parts, 19, 21)).toBeUndefined();
    expect(distances(parts, 9, 21)).toBeUndefined();
  });
});
