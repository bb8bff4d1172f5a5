import { describe, expect, it } from 'vitest';
import { causes } from '../causes/index.js';
import type { CertificateFacts, TrustFile } from '../x509/chain.js';
import { type Fitting, kindsOf } from './kinds.js';
import { agreesWithPresented } from './presented.js';
import { type TrustEvidence, trustOf } from './trust.js';

const now = '2026-01-15T00:00:00Z';
const fact = (name: string, issuer: string, more: Partial<CertificateFacts> = {}): CertificateFacts => ({
  subject: `CN=${name},O=Corp`,
  issuer: `CN=${issuer},O=Corp`,
  serial: '01',
  version: 3,
  commonName: name,
  dns: [],
  ip: [],
  notBefore: '2025-01-01T00:00:00Z',
  notAfter: '2030-01-01T00:00:00Z',
  selfSigned: name === issuer,
  ca: true,
  pathLength: undefined,
  keyUsage: ['keyCertSign'],
  extendedKeyUsage: undefined,
  subjectKeyId: undefined,
  authorityKeyId: undefined,
  caIssuers: [],
  unread: [],
  keyType: 'EC',
  keyBits: 256,
  signatureAlgorithm: 'ecdsa-with-SHA256',
  sha256: `${name} by ${issuer}`,
  pem: '',
  file: 'ca.pem',
  line: 1,
  ...more,
});
const leaf = (name: string, issuer: string, more: Partial<CertificateFacts> = {}) =>
  fact(name, issuer, { ca: false, dns: [name], keyUsage: undefined, ...more });
const bundle = (...certificates: readonly CertificateFacts[]): TrustFile => ({
  path: 'ca.pem',
  state: 'read',
  certificates,
});
const trust = (more: Partial<TrustEvidence>) =>
  trustOf({ trustedNow: undefined, vouched: [], presented: [], now, ...more });
const fitting = (more: Partial<Fitting> = {}): Fitting => ({
  trust: trust({}),
  protocol: 'proxy',
  rightName: 'app.corp.test',
  otherName: 'payments.internal',
  tls: 'yes',
  serverKey: 'ec',
  namesItself: true,
  client: false,
  crl: false,
  depth: 2,
  ciphers: undefined,
  ...more,
});
const ids = (more: Partial<Fitting>) => kindsOf(causes, fitting(more)).kinds.map(({ id }) => id);

describe('the worlds of causes around a hop', () => {
  it('have the name that nginx checks', () => {
    const { kinds, certificates } = kindsOf(causes, fitting());
    const kind = kinds.find(({ id }) => id === 'certificate-expired/expired-leaf');
    const [id = ''] = kind?.behaviour.type === 'tls' ? kind.behaviour.chain : [];
    expect(certificates[id]).toMatchObject({ subject: 'app.corp.test', dns: ['app.corp.test'], validTo: -2 });
  });

  it('have another name where the fault is the name', () => {
    const { kinds, certificates } = kindsOf(causes, fitting());
    const kind = kinds.find(({ id }) => id === 'name-mismatch/wrong-name');
    const [id = ''] = kind?.behaviour.type === 'tls' ? kind.behaviour.chain : [];
    expect(certificates[id]?.dns).toEqual(['payments.internal']);
  });

  it.each<[string, Partial<Fitting>, string, boolean]>([
    ['revocation, where no list is checked', {}, 'certificate-revoked/revoked-leaf', false],
    ['revocation, where one is', { crl: true }, 'certificate-revoked/revoked-leaf', true],
    ['a client certificate refused, where none is shown', {}, 'client-certificate-rejected/unknown-ca', false],
    ['a client certificate refused', { client: true }, 'client-certificate-rejected/unknown-ca', true],
    ['plain HTTP to a TLS port, from a TLS hop', {}, 'plain-http-to-tls-port/nginx-400', false],
    ['plain HTTP to a TLS port', { tls: 'no' }, 'plain-http-to-tls-port/nginx-400', true],
    ['a wrong name sent, where none is', { namesItself: false }, 'sni-required/wrong-name-sent', false],
    ['ALPN, without gRPC', {}, 'alpn-mismatch/http1-only', false],
    ['ALPN, with gRPC', { protocol: 'grpc' }, 'alpn-mismatch/http1-only', true],
  ])('hold %s', (_, more, id, expected) => {
    expect(ids(more).includes(id)).toBe(expected);
  });

  it('speak what the hop passes', () => {
    const { kinds } = kindsOf(causes, fitting({ protocol: 'uwsgi' }));
    const applications = kinds.flatMap(({ behaviour }) => (behaviour.type === 'tls' ? [behaviour.application] : []));
    expect(new Set(applications)).toEqual(new Set(['uwsgi']));
  });

  it('need no certificate that the table lacks', () => {
    const { kinds, certificates } = kindsOf(causes, fitting({ crl: true, client: true }));
    for (const { behaviour, trusted, anchors } of kinds) {
      const shown =
        behaviour.type === 'tls' ? [...behaviour.chain, ...(behaviour.clientCertificate?.trusted ?? [])] : [];
      for (const id of [...shown, ...trusted, ...anchors]) expect(certificates[id], id).toBeDefined();
    }
    for (const { issuer } of Object.values(certificates)) expect(certificates[issuer], issuer).toBeDefined();
  });
});

describe('the user’s own anchors', () => {
  const root = fact('Corp Root', 'Corp Root');
  const issuing = fact('Corp Issuing', 'Corp Root');
  const old = fact('Old Root', 'Old Root', { notAfter: '2025-06-01T00:00:00Z' });

  it('take the root’s place', () => {
    const known = trust({ trustedNow: bundle(root) });
    const { certificates } = kindsOf(causes, fitting({ trust: known }));
    expect(certificates[known.root]).toMatchObject({ subject: 'Corp Root', issuer: known.root });
    expect(certificates['flat-leaf']?.issuer).toBe(known.root);
    expect(known.trusted).toEqual([known.root]);
  });

  it('decide which bundles can be at fault', () => {
    const inBundle = (...certificates: readonly CertificateFacts[]) =>
      ids({ trust: trust({ trustedNow: bundle(...certificates) }) }).filter((id) =>
        /expired-root-in-bundle|intermediate-without-root|leaf-as-ca|wrong-ca-file|intermediates-in-bundle/.test(id),
      );
    expect(inBundle(root)).toEqual(['untrusted-issuer/wrong-ca-file']);
    expect(inBundle(root, old)).toContain('certificate-expired/expired-root-in-bundle');
    expect(inBundle(issuing)).toEqual(['untrusted-issuer/intermediate-without-root']);
    expect(inBundle(leaf('a.test', 'Corp Issuing'))).toEqual(['untrusted-issuer/leaf-as-ca']);
  });

  it('that are vouched for are what a faultless upstream is under', () => {
    const given = trust({ trustedNow: bundle(old), vouched: [root] });
    expect(given.certificates[given.root]?.subject).toBe('Corp Root');
    expect(given.trusted).not.toContain(given.root);
  });

  it('keep what makes certificates weak, and dates by whole days', () => {
    const { certificates, trusted } = trust({
      trustedNow: bundle(
        fact('Weak', 'Weak', { keyType: 'RSA', keyBits: 1024, notAfter: '2026-01-14T23:00:00Z', pathLength: 0 }),
        fact('Sha1', 'Weak', { signatureAlgorithm: 'sha1WithRSAEncryption', extendedKeyUsage: ['clientAuth', 'x'] }),
      ),
    });
    expect(certificates[trusted[0] ?? '']).toMatchObject({ key: 'rsa1024', validTo: -1, pathLength: 0 });
    expect(certificates[trusted[1] ?? '']).toMatchObject({ digest: 'sha1', extendedKeyUsage: ['clientAuth'] });
  });
});

describe('a chain that was seen', () => {
  const root = fact('Corp Root', 'Corp Root');
  const left = (...presented: readonly CertificateFacts[]) => {
    const known = trust({ trustedNow: bundle(root), presented });
    const { kinds, certificates } = kindsOf(causes, fitting({ trust: known }));
    return kinds.filter((kind) => agreesWithPresented(kind, known, certificates)).map(({ cause }) => cause);
  };

  it.each<[string, readonly CertificateFacts[], string, string]>([
    ['self-signed', [leaf('a.test', 'a.test')], 'untrusted-self-signed', 'missing-intermediate'],
    ['alone', [leaf('a.test', 'Unknown')], 'missing-intermediate', 'untrusted-self-signed'],
    [
      'expired',
      [leaf('a.test', 'Corp Root', { notAfter: '2025-06-01T00:00:00Z' })],
      'certificate-expired',
      'weak-certificate',
    ],
  ])('that is %s leaves what it can cause', (_, presented, kept, gone) => {
    expect(left(...presented)).toContain(kept);
    expect(left(...presented)).not.toContain(gone);
    expect(left(...presented)).toContain('sni-required');
  });
});
