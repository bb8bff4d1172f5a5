import { expect, it } from 'vitest';
import type { Signature } from '../logs/event.js';
import type { StepOutcome } from '../worlds/world.js';
import { lineLike, saysTheSame } from './line.js';

const verify = (code: number, reason = ''): Signature => ({ kind: 'verify', code, reason });
const alert = (number: number, during: 'handshake' | 'send' | 'response'): Signature => ({
  kind: 'alert',
  number,
  name: '',
  during,
});

it.each<[string, Signature, Signature]>([
  ['a code in the words of another OpenSSL', verify(18, 'self signed'), verify(18, 'self-signed')],
  ['a name in other case', { kind: 'name', name: 'A.test' }, { kind: 'name', name: 'a.test' }],
  ['an alert after the handshake, whenever', alert(116, 'send'), alert(116, 'response')],
  ['a line that was cut', { kind: 'handshake' }, alert(40, 'handshake')],
  [
    'a refusal for the same reason',
    { kind: 'config', reason: 'key-mismatch', file: '/a', directive: undefined },
    { kind: 'config', reason: 'key-mismatch', file: '/b', directive: undefined },
  ],
  [
    'a reset',
    { kind: 'closed', during: 'handshake', reset: true },
    { kind: 'closed', during: 'handshake', reset: true },
  ],
  ['a time-out', { kind: 'timeout', during: 'connect' }, { kind: 'timeout', during: 'connect' }],
  ['a refusal', { kind: 'connect', error: 'connection refused' }, { kind: 'connect', error: 'connection refused' }],
  ['a header', { kind: 'invalid-header' }, { kind: 'invalid-header' }],
])('takes %s for the same', (_, logged, played) => {
  expect(saysTheSame(logged, played)).toBe(true);
});

it.each<[string, Signature, Signature]>([
  ['codes', verify(20), verify(21)],
  ['names', { kind: 'name', name: 'a.test' }, { kind: 'name', name: 'b.test' }],
  ['alerts', alert(40, 'handshake'), alert(70, 'handshake')],
  ['stages of an alert', alert(40, 'handshake'), alert(40, 'response')],
  ['reasons', { kind: 'ssl', reason: 'a', during: 'handshake' }, { kind: 'ssl', reason: 'b', during: 'handshake' }],
  [
    'a close and a reset',
    { kind: 'closed', during: 'handshake', reset: true },
    { kind: 'closed', during: 'handshake', reset: false },
  ],
  ['stages of a time-out', { kind: 'timeout', during: 'connect' }, { kind: 'timeout', during: 'handshake' }],
  ['errors', { kind: 'connect', error: 'a' }, { kind: 'connect', error: 'b' }],
  ['a cut line and a refused connection', { kind: 'handshake' }, { kind: 'connect', error: 'a' }],
  [
    'reasons to refuse',
    { kind: 'config', reason: 'key-mismatch', file: undefined, directive: undefined },
    { kind: 'config', reason: 'other', file: undefined, directive: undefined },
  ],
])('tells %s apart', (_, logged, played) => {
  expect(saysTheSame(logged, played)).toBe(false);
});

const step = (errorLog: string, status = 502): StepOutcome => ({
  status,
  body: undefined,
  errorLog,
  accessLog: '',
  seen: [],
  accepted: undefined,
});
const line = (upstream: string) =>
  `2026/01/01 00:00:00 [error] 1#0: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: a, request: "GET / HTTP/1.1", upstream: "${upstream}", host: "a"\n`;
const refused = { signature: { kind: 'connect', error: 'connection refused' } as const, events: [] };

it('hears the hop’s own upstreams only', () => {
  const both = step(line('http://10.0.0.9:1/') + line('https://10.0.0.1:2/'));
  expect(lineLike(refused, both, ['10.0.0.1:2'])).toContain('10.0.0.1:2');
  expect(lineLike(refused, step(line('http://10.0.0.9:1/')), ['10.0.0.1:2'])).toBeUndefined();
});

it('compares answers where no line is written', () => {
  const answered = { signature: { kind: 'answer', status: 400 } as const, events: [] };
  expect(lineLike(answered, step('', 400), [])).toBe('status 400');
  expect(lineLike(answered, step('', 200), [])).toBeUndefined();
});
