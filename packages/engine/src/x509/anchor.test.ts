import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorOf } from './anchor.js';
import { readCertificates } from './read.js';

const certificates = (name: string) =>
  readCertificates(name, readFileSync(new URL(`testdata/${name}`, import.meta.url), 'utf8')).certificates;
const chain = certificates('chain.pem');
const [root] = certificates('root.pem');
const at = Date.parse('2026-06-01T00:00:00Z');
const [leaf, intermediate] = chain;
if (leaf === undefined || intermediate === undefined || root === undefined) throw new Error('test data');

describe('the trust anchor of a presented chain', () => {
  it('is a self-signed leaf itself', () => {
    const selfSigned = { ...leaf, issuer: leaf.subject, authorityKeyId: undefined, selfSigned: true };
    expect(anchorOf([selfSigned], [], at)).toEqual({ kind: 'self-signed', certificate: selfSigned });
  });

  it('is never a leaf that a CA has issued: the CA is named', () => {
    expect(anchorOf([leaf], [], at)).toEqual({
      kind: 'missing',
      missing: { issuer: intermediate.subject, keyId: intermediate.subjectKeyId, caIssuers: [], issued: leaf },
    });
  });

  it('is not an intermediate: its issuer is named', () => {
    expect(anchorOf(chain, [], at)).toMatchObject({
      kind: 'missing',
      missing: { issuer: root.subject, keyId: root.subjectKeyId, issued: intermediate },
    });
  });

  it('is the root where that was sent, whatever the order', () => {
    for (const sent of [
      [leaf, intermediate, root],
      [leaf, root, intermediate],
    ])
      expect(anchorOf(sent, [], at)).toEqual({ kind: 'root', certificate: root });
  });

  it('is a root that was found elsewhere', () => {
    expect(anchorOf(chain, [root], at)).toEqual({ kind: 'root', certificate: root });
  });

  it('is not a root that has nothing to do with the chain', () => {
    expect(anchorOf([leaf, root], [], at)).toMatchObject({
      kind: 'missing',
      missing: { issuer: intermediate.subject },
    });
  });

  it('is nothing where nothing was presented', () => {
    expect(anchorOf([], [root], at)).toEqual({ kind: 'none' });
  });
});
