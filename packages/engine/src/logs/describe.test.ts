import { expect, test } from 'vitest';
import type { Signature } from './event.js';
import { alertName, describeSignature, sameSignature, verifyReason } from './index.js';

const sentences: readonly (readonly [Signature, string])[] = [
  [
    { kind: 'alert', number: 40, name: 'handshake_failure', during: 'handshake' },
    'alert 40 (handshake_failure) from the upstream during the handshake',
  ],
  [
    { kind: 'verify', code: 18, reason: 'self-signed certificate' },
    'nginx rejected the certificate of the upstream: self-signed certificate (18)',
  ],
  [{ kind: 'name', name: 'backend' }, 'the certificate of the upstream does not hold the name "backend"'],
  [
    { kind: 'ssl', reason: 'wrong-version-number', during: 'handshake' },
    'OpenSSL gave up during the handshake: wrong version number',
  ],
  [{ kind: 'handshake' }, 'the TLS handshake with the upstream failed, and the line does not say why'],
  [
    { kind: 'closed', during: 'response', reset: true },
    'the upstream reset the connection while the response was read',
  ],
  [{ kind: 'closed', during: 'send', reset: false }, 'the upstream closed the connection while the request was sent'],
  [{ kind: 'timeout', during: 'connect' }, 'the upstream did not answer in time while connecting'],
  [{ kind: 'connect', error: 'connection refused' }, 'no connection to the upstream: connection refused'],
  [
    { kind: 'resolve', name: 'a.test', reason: 'Host not found' },
    'the name "a.test" could not be resolved: Host not found',
  ],
  [{ kind: 'no-live-upstreams', group: 'backend' }, 'no peer of the upstream group "backend" is left'],
  [{ kind: 'no-live-upstreams', group: undefined }, 'no peer of the upstream group is left'],
  [{ kind: 'disabled' }, 'nginx took a peer out of use for a while'],
  [{ kind: 'invalid-header' }, 'the upstream sent something that is not an HTTP response'],
  [{ kind: 'premature-response' }, 'the upstream sent data before it was asked'],
  [
    { kind: 'config', reason: 'key-mismatch', file: '/k.pem', directive: undefined },
    'nginx refused its configuration: key mismatch (/k.pem)',
  ],
  [{ kind: 'config', reason: 'other', file: undefined, directive: undefined }, 'nginx refused its configuration'],
  [{ kind: 'answer', status: 400 }, 'the upstream answered 400'],
  [{ kind: 'client', reason: 'no-shared-cipher' }, 'a client of nginx, not the upstream: no shared cipher'],
  [{ kind: 'other' }, 'an occurrence of another kind'],
];

test.each(sentences)('%j reads as a sentence', (signature, sentence) => {
  expect(describeSignature(signature)).toBe(sentence);
});

test('signatures are equal exactly when all their parts are', () => {
  for (const [a] of sentences) for (const [b] of sentences) expect(sameSignature(a, { ...b })).toBe(a === b);
});

test('names alerts and verify codes, known or not', () => {
  expect([alertName(112), alertName(200)]).toEqual(['unrecognized_name', 'alert_200']);
  expect([verifyReason(20), verifyReason(4711)]).toEqual([
    'unable to get local issuer certificate',
    'error number 4711',
  ]);
});
