import { readFileSync } from 'node:fs';
import { type CertificateFacts, type ChainEvidence, readPresented } from '@stackengine/engine';
import { describe, expect, test } from 'vitest';
import { chainRows } from './chain-rows.js';

const pem = readFileSync(new URL('../../../cli/src/testdata/chain.pem', import.meta.url), 'utf8');
const [real] = readPresented('chain.pem', pem).presented;
if (real === undefined) throw new Error('chain.pem holds no certificate');

const now = '2026-11-20T00:00:00Z';
let made = 0;
const certificate = (name: string, issuer: string, more: Partial<CertificateFacts> = {}): CertificateFacts => ({
  ...real,
  subject: `CN=${name}`,
  commonName: name,
  issuer: `CN=${issuer}`,
  dns: [],
  ip: [],
  selfSigned: name === issuer,
  ca: true,
  keyUsage: undefined,
  subjectKeyId: undefined,
  authorityKeyId: undefined,
  notBefore: '2026-01-01T00:00:00Z',
  notAfter: '2027-01-01T00:00:00Z',
  sha256: String(++made).padStart(64, '0'),
  ...more,
});
const evidence = (presented: readonly CertificateFacts[], more: Partial<ChainEvidence> = {}): ChainEvidence => ({
  presented,
  presentedWithServerName: undefined,
  trustedNow: undefined,
  listsNow: undefined,
  vouched: [],
  at: now,
  ...more,
});
const shown = (given: ChainEvidence) =>
  chainRows(given).map((row) => ('name' in row ? `${' '.repeat(row.depth)}${row.name}` : `${row.missing}?`));

describe('the rows of a chain', () => {
  const root = certificate('Root', 'Root');
  const issuing = certificate('Issuing', 'Root');
  const leaf = certificate('leaf', 'Issuing', { ca: false });

  test('stand below their issuers, in whichever order they were sent', () => {
    expect(shown(evidence([leaf, issuing, root]))).toEqual(['Root', ' Issuing', '  leaf']);
    expect(shown(evidence([leaf, root, issuing]))).toEqual(['Root', ' Issuing', '  leaf']);
  });

  test('show what is trusted only where it leads to something, and what nobody has', () => {
    const other = certificate('Other', 'Other');
    const trustedNow = { path: 'ca.pem', state: 'read' as const, certificates: [other, root] };
    expect(shown(evidence([leaf, issuing], { trustedNow }))).toEqual(['Root', ' Issuing', '  leaf']);
    expect(shown(evidence([leaf]))).toEqual(['Issuing?', ' leaf']);
  });

  test('end, though two certificates issued each other, and though there are thousands', () => {
    const a = certificate('A', 'B');
    const b = certificate('B', 'A');
    expect(
      shown(evidence([a, b]))
        .map((row) => row.trim())
        .sort(),
    ).toEqual(['A', 'B']);
    const many = Array.from({ length: 3000 }, (_, index) => certificate(`C${index}`, `C${index + 1}`));
    expect(shown(evidence(many)).length).toBeLessThan(130);
  });

  test.each([
    ['2026-01-01T00:00:00Z', '2027-06-01T00:00:00Z', 'valid'],
    ['2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z', 'soon'],
    ['2026-01-01T00:00:00Z', '2026-11-20T00:00:00Z', 'expired'],
    ['2026-12-01T00:00:00Z', '9999-12-31T23:59:59Z', 'not-yet'],
    ['1950-01-01T00:00:00Z', '1950-01-01T00:00:00Z', 'expired'],
  ])('from %s to %s it is %s', (notBefore, notAfter, state) => {
    expect(chainRows(evidence([certificate('x', 'x', { notBefore, notAfter })]))).toMatchObject([{ state }]);
  });
});
