import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cast, castName, serverCertificate } from '@stackengine/engine';
import { expect, test } from 'vitest';
import { createPki } from './pki.js';

const now = new Date('2026-06-01T00:00:00Z');
const pki = createPki(
  {
    ...cast,
    old: serverCertificate('CN=old.example, O=Example', 'root', {
      validFrom: -30,
      validTo: -1,
      ip: ['10.0.1.45', 'fd00::1'],
    }),
    weak: serverCertificate('weak', 'weak', { key: 'rsa1024', digest: 'sha1', dns: [] }),
  },
  now,
);
const read = (id: string) => new X509Certificate(pki.chain([id]));

test('issues what OpenSSL takes for a chain', () => {
  const [leaf, intermediate, root] = [read('leaf'), read('intermediate'), read('root')];
  expect(leaf.checkIssued(intermediate) && leaf.verify(intermediate.publicKey)).toBe(true);
  expect(intermediate.checkIssued(root) && intermediate.verify(root.publicKey)).toBe(true);
  expect([root.ca, intermediate.ca, leaf.ca]).toEqual([true, true, false]);
  expect(leaf.checkHost(castName)).toBe(castName);
});

test('an attacker has the same names and another key', () => {
  const [root, attacker] = [read('root'), read('attacker-root')];
  expect(attacker.subject).toBe(root.subject);
  expect(read('attacker-leaf').verify(root.publicKey)).toBe(false);
});

test('dates count from the moment of the play', () => {
  expect(new Date(read('old').validTo).toISOString()).toBe('2026-05-31T00:00:00.000Z');
  expect(new Date(read('old').validFrom).toISOString()).toBe('2026-05-02T00:00:00.000Z');
});

test('names stand where the world puts them', () => {
  expect(read('old').subjectAltName).toBe('DNS:payments.internal, IP Address:10.0.1.45, IP Address:FD00:0:0:0:0:0:0:1');
  expect(read('old').subject).toBe('CN=old.example\nO=Example');
  expect(read('weak').subjectAltName).toBeUndefined();
});

test('knows what a library refuses to serve', () => {
  expect([pki.weak(['leaf', 'intermediate']), pki.weak(['weak'])]).toEqual([false, true]);
  expect(read('weak').publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
});

test('makes files of them', () => {
  const key = createPrivateKey(String(pki.file({ keyOf: 'leaf' })));
  expect(read('leaf').checkPrivateKey(key)).toBe(true);
  const der = pki.file({ certificates: ['root'], format: 'der' });
  expect(Buffer.isBuffer(der) && new X509Certificate(der).fingerprint256).toBe(read('root').fingerprint256);
  expect(String(pki.file({ crlOf: ['root', 'intermediate'] })).match(/BEGIN X509 CRL/g)).toHaveLength(2);
  expect(pki.file('text')).toBe('text');
});

test('says which certificate is missing', () => {
  expect(() => pki.chain(['nobody'])).toThrow('"nobody"');
  expect(() => createPki({ lost: serverCertificate('lost', 'nobody') }, now)).toThrow('"lost"');
});
