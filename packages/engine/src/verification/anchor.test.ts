import { readFileSync } from 'node:fs';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../x509/chain.js';
import { readCertificates } from '../x509/index.js';
import { type Anchor, anchorOf as anchorIn, trustedInPath } from './anchor.js';

const module = compileModule(readFileSync(new URL('../../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const { verifyChain } = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });

const certificates = (name: string) =>
  readCertificates(name, readFileSync(new URL(`../x509/testdata/${name}`, import.meta.url), 'utf8')).certificates;
const chain = certificates('chain.pem');
const [root] = certificates('root.pem');
const at = '2026-06-01T00:00:00Z';
const anchorOf = (presented: readonly CertificateFacts[], found: readonly CertificateFacts[]): Anchor =>
  anchorIn(presented, found, at, verifyChain);
const [leaf, intermediate] = chain;
if (leaf === undefined || intermediate === undefined || root === undefined) throw new Error('test data');

describe('the trust anchor of a presented chain', () => {
  it('is a self-signed leaf itself', () => {
    const selfSigned = { ...leaf, issuer: leaf.subject, authorityKeyId: undefined, selfSigned: true };
    expect(anchorOf([selfSigned], [])).toEqual({ kind: 'self-signed', certificate: selfSigned });
  });

  it('is never a leaf that a CA has issued: the CA is named', () => {
    expect(anchorOf([leaf], [])).toEqual({
      kind: 'missing',
      missing: {
        subject: intermediate.subject,
        keyId: intermediate.subjectKeyId,
        urls: [],
        issued: leaf.sha256,
        nearest: undefined,
      },
    });
  });

  it('is not an intermediate: its issuer is named', () => {
    expect(anchorOf(chain, [])).toMatchObject({
      kind: 'missing',
      missing: { subject: root.subject, keyId: root.subjectKeyId, issued: intermediate.sha256 },
    });
  });

  it('is the root where that was sent, whatever the order', () => {
    for (const sent of [
      [leaf, intermediate, root],
      [leaf, root, intermediate],
    ])
      expect(anchorOf(sent, [])).toEqual({ kind: 'root', certificate: root });
  });

  it('is a root that was found elsewhere', () => {
    expect(anchorOf(chain, [root])).toEqual({ kind: 'root', certificate: root });
  });

  it('is not a root that has nothing to do with the chain', () => {
    expect(anchorOf([leaf, root], [])).toMatchObject({
      kind: 'missing',
      missing: { subject: intermediate.subject },
    });
  });

  it('is nothing where nothing was presented', () => {
    expect(anchorOf([], [root])).toEqual({ kind: 'none' });
  });
});

describe('the trusted certificates of a path', () => {
  const odd = (...ids: readonly string[]) =>
    ids.flatMap((id) => {
      const text = readFileSync(new URL(`testdata/odd/${id}.pem`, import.meta.url), 'utf8');
      return readCertificates(id, text).certificates;
    });
  const through = (presented: readonly string[], trusted: readonly string[]) =>
    trustedInPath(odd(...presented), odd(...trusted), '2026-09-01T00:00:00Z', verifyChain).map(({ file }) => file);

  it('are the intermediates too, and OpenSSL takes an expired one before the renewed one that is sent', () => {
    expect(through(['leaf', 'int'], ['root'])).toEqual(['root']);
    expect(through(['leaf', 'int'], ['root', 'int-expired'])).toEqual(['int-expired', 'root']);
    expect(through(['leaf', 'int'], ['int', 'int-expired', 'root'])).toEqual(['int', 'root']);
  });

  it('are none where the path ends in no anchor', () => {
    expect(through(['leaf'], ['root'])).toEqual([]);
    expect(through([], ['root'])).toEqual([]);
  });
});
