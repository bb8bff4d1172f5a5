import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CertificateFacts, readCertificates } from '../x509/index.js';
import { certificateCard, renderCard, roleInWords } from './certificate-card.js';
import { type ChainLink, chainTree } from './chain-tree.js';
import { daysLeft, localTime, validityInWords } from './validity.js';

const read = (name: string): readonly CertificateFacts[] =>
  readCertificates(name, readFileSync(new URL(`../x509/testdata/${name}`, import.meta.url), 'utf8')).certificates;
const [leaf, intermediate] = read('chain.pem') as [CertificateFacts, CertificateFacts];
const [root] = read('root.pem') as [CertificateFacts];
const dated = <Facts extends CertificateFacts>(facts: Facts, notBefore: string, notAfter: string) => ({
  ...facts,
  notBefore,
  notAfter,
});
const here = { now: '2026-03-02T04:00:00Z', timeZone: 'Europe/Berlin' };
const row = (facts: CertificateFacts, label: string, more = {}) =>
  certificateCard(facts, { ...here, ...more }).find((one) => one.label === label);

describe('validity in words', () => {
  it.each([
    ['2026-01-01T00:00:00Z', '2026-03-03T03:59:59Z', 'less than a day left'],
    ['2026-01-01T00:00:00Z', '2026-03-03T04:00:00Z', '1 day left'],
    ['2026-01-01T00:00:00Z', '2026-06-10T04:00:00Z', '100 days left'],
    ['2026-01-01T00:00:00Z', '2026-03-02T04:00:00Z', 'expired today'],
    ['2026-01-01T00:00:00Z', '2026-02-28T04:00:00Z', 'expired 2 days ago'],
    ['2026-03-02T04:00:01Z', '2027-01-01T00:00:00Z', 'not valid yet, in 1 day'],
    ['2027-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'never valid: it ends before it begins'],
    ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', 'no end'],
  ])('%s to %s: %s', (notBefore, notAfter, words) => {
    expect(validityInWords({ notBefore, notAfter }, here.now)).toBe(words);
  });

  it('rounds days down, also below zero', () => {
    expect(
      ['2026-03-03T03:00:00Z', '2026-03-02T03:00:00Z'].map((notAfter) => daysLeft({ notAfter }, here.now)),
    ).toEqual([0, -1]);
  });

  it.each([
    ['2027-03-06T07:10:09Z', 'Europe/Berlin', '2027-03-06 08:10:09 GMT+1'],
    ['2027-07-06T23:10:09Z', 'Europe/Berlin', '2027-07-07 01:10:09 GMT+2'],
    ['2027-01-01T00:00:00Z', 'America/St_Johns', '2026-12-31 20:30:00 GMT-3:30'],
    ['2027-01-01T00:00:00Z', 'UTC', '2027-01-01 00:00:00 UTC'],
    ['9999-12-31T23:59:59Z', 'Europe/Berlin', '9999-12-31 23:59:59 UTC'],
    ['0000-01-01T00:00:00Z', 'Europe/Berlin', '0000-01-01 00:00:00 UTC'],
    ['1969-12-31T23:00:00Z', 'Europe/Berlin', '1970-01-01 00:00:00 GMT+1'],
  ])('%s in %s is %s', (iso, timeZone, shown) => {
    expect(localTime(iso, timeZone)).toBe(shown);
  });
});

describe('the card of a certificate', () => {
  it('shows what the leaf says', () => {
    const card = Object.fromEntries(certificateCard(leaf, here).map(({ label, values }) => [label, values]));
    expect(card).toMatchObject({
      Subject: ['CN=api.internal.example'],
      Issuer: ['CN=Example Issuing 1,O=Example AG,C=DE'],
      Role: ['server certificate'],
      Key: ['EC, 256 bits'],
      'Signed with': ['ecdsa-with-SHA256'],
      'Key usage': ['digitalSignature'],
      For: ['serverAuth, clientAuth'],
      Constraints: ['no CA'],
      'SHA-256': [leaf.sha256],
      'Read from': ['chain.pem:1'],
    });
    expect(card['Names']?.[2]).toBe('10.0.1.45 (an address: nginx does not look at it)');
    expect(row(intermediate, 'Constraints')?.values).toEqual(['CA; further CAs below it: none']);
    expect(row(root, 'Issuer')?.values).toEqual(['itself']);
  });

  it('raises an alarm at the date that nginx refuses it for, and at no other', () => {
    const alarms = (facts: CertificateFacts) =>
      certificateCard(facts, here).flatMap(({ label, alarm }) => (alarm === true ? [label] : []));
    expect(alarms(dated(leaf, '2020-01-01T00:00:00Z', '2027-01-01T00:00:00Z'))).toEqual([]);
    expect(alarms(dated(leaf, '2020-01-01T00:00:00Z', here.now))).toEqual(['Valid until']);
    expect(alarms(dated(leaf, '2026-03-02T04:00:01Z', '2027-01-01T00:00:00Z'))).toEqual(['Valid from']);
  });

  it('calls only a self-signed certificate an anchor', () => {
    expect([root, intermediate, leaf, { ...leaf, selfSigned: true }].map((one) => roleInWords(one, true))).toEqual([
      'root CA, trust anchor',
      'intermediate CA, trusted but no anchor: it is not self-signed',
      'server certificate, trusted but no anchor: it is not self-signed',
      'self-signed server certificate, trust anchor',
    ]);
  });

  it('counts names where there are thousands, and cuts a name of a megabyte', () => {
    const dns = Array.from({ length: 50_000 }, (_, index) => `${index}.example`);
    expect(row({ ...leaf, dns, ip: [] }, 'Names')?.values).toMatchObject({ length: 25, 24: 'and 49976 more' });
    const lines = renderCard(certificateCard({ ...leaf, subject: `CN=${'x'.repeat(1 << 20)}` }, here), { width: 60 });
    expect(lines.join('\n').length).toBeLessThan(4000);
  });
});

const path: readonly ChainLink[] = [
  { source: 'sent', certificate: dated(leaf, '2026-01-01T00:00:00Z', '2026-06-10T04:00:00Z') },
  { source: 'sent', certificate: dated(intermediate, '2026-01-01T00:00:00Z', '2026-03-01T04:00:00Z') },
  { source: 'trusted', certificate: dated(root, '2020-01-01T00:00:00Z', '2036-02-28T04:00:00Z') },
];

describe('the picture of a chain', () => {
  it('puts the leaf on top and the anchor below', () => {
    expect(chainTree({ path }, { now: here.now, width: 60 })).toEqual([
      '  0 ● api.internal.example',
      '    │   sent; server certificate; 100 days left',
      '    │ issued by',
      '  1 ● Example Issuing 1',
      '    │   sent; intermediate CA; expired 1 day ago',
      '    │ issued by',
      '  2 ◆ Example Root',
      '        trusted; root CA, trust anchor; 3650 days left',
    ]);
  });

  it('shows a gap where the issuer is missing, and what was sent to no use', () => {
    const gap: ChainLink = { source: 'missing', subject: leaf.issuer, keyId: 'ab12' };
    const unused = Array.from({ length: 12 }, () => path[2]).flatMap((link) =>
      link === undefined || link.source === 'missing' ? [] : [link.certificate],
    );
    expect(chainTree({ path: [...path.slice(0, 1), gap], unused }, { now: here.now, width: 60 }).slice(2)).toEqual([
      '    ╎ issued by',
      '  ? ○ CN=Example Issuing 1,O=Example AG,C=DE',
      '        missing: neither sent nor trusted',
      '        its key: ab12',
      'sent besides, and of no use here:',
      ...Array.from({ length: 10 }, () => '    · Example Root, 3650 days left'),
      '    · and 2 more',
    ]);
  });

  it('paints what can not be accepted now', () => {
    const paint = {
      strong: String,
      good: (text: string) => `<good ${text}>`,
      caution: String,
      quiet: String,
      alarm: (text: string) => `<alarm ${text}>`,
    };
    const heads = chainTree({ path }, { now: here.now, paint }).filter((line) => /^ {2}\d/.test(line));
    expect(heads).toEqual([
      '  0 ● api.internal.example',
      '  1 <alarm ●> <alarm Example Issuing 1>',
      '  2 <good ◆> <good Example Root>',
    ]);
  });

  it('gives a terminal no escape sequence, and keeps to 60 columns', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('\u001b', '\u202e', '\n', '\r', '\u009b', 'a', ' ', '日', '.', '[2J'),
      maxLength: 300,
    });
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const certificate = {
          ...leaf,
          commonName: one,
          subject: other,
          issuer: one,
          dns: [other],
          uri: [one],
          email: [other],
          caIssuers: [one],
          file: other,
        };
        const lines = [
          ...renderCard(certificateCard(certificate, here), { width: 60 }),
          ...chainTree(
            {
              path: [
                { source: 'sent', certificate },
                { source: 'missing', subject: other },
              ],
              unused: [certificate],
            },
            { now: here.now, width: 60 },
          ),
        ];
        for (const line of lines) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(line.length).toBeLessThanOrEqual(60);
        }
      }),
      { numRuns: 300 },
    );
  });
});
