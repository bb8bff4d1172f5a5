import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CertificateFacts,
  readCertificates,
  readDer,
  readPresented,
  readRevocationListDer,
  readRevocationLists,
  readTrustedCertificates,
} from './index.js';
import { extendedKeyUsages } from './object-identifiers.js';

const file = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url));
const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
const ders = ['chain.pem', 'odd.pem', 'root.pem']
  .flatMap((name) => readCertificates(name, file(name).toString()).certificates.map(({ pem }) => pem))
  .concat(rootCertificates.slice(0, 20))
  .map(derOf);

/** How far into the bytes. */
const place = fc.nat(9999).map((share) => share / 10_000);

/** What breaks files: flipped bits, other lengths and tags, parts of others in between, an end too early. */
const change = fc.oneof(
  fc.record({ at: place, bit: fc.nat(7) }),
  fc.record({
    at: place,
    value: fc.constantFrom(0x00, 0x01, 0x04, 0x05, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff),
  }),
  fc.record({
    at: place,
    other: fc.nat(ders.length - 1),
    length: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ at: place, cut: fc.constant(true) }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function damaged(base: Buffer, changes: readonly Change[]): Buffer {
  let bytes = Buffer.from(base);
  for (const one of changes) {
    const at = Math.floor(one.at * bytes.length);
    if ('bit' in one) bytes[at] = (bytes[at] ?? 0) ^ (1 << one.bit);
    else if ('value' in one) bytes[at] = one.value;
    else if ('other' in one) ders[one.other]?.copy(bytes, at, at % 200, (at % 200) + one.length);
    else if (changes.length === 1) bytes = bytes.subarray(0, at);
  }
  return bytes;
}

const changes = fc.array(change, { minLength: 1, maxLength: 4 });

function nodes(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

/** Why a certificate that OpenSSL parses is not read: it is no DER, or what OpenSSL puts off until it verifies fails already. */
const stricter =
  /which OpenSSL refuses as a date|in more octets than it needs|of indefinite length|a tag number above|cut off|a length that no file has|padded number|should be stands something else|is missing|no string of bits|of a type that OpenSSL does not read|field that certificates do not have|half a character/;

/** Both sides in the same words; a name that Node quotes is left to it. */
function comparable(ours: CertificateFacts, theirs: X509Certificate) {
  const names = (theirs.subjectAltName as string | null | undefined) ?? '';
  const listed = names.includes('"') ? undefined : names.split(', ').filter((name) => /^(?:DNS|email|URI):/.test(name));
  const own = [
    ...ours.dns.map((name) => `DNS:${name}`),
    ...ours.email.map((name) => `email:${name}`),
    ...ours.uri.map((name) => `URI:${name}`),
  ];
  return {
    ours: {
      serial: ours.serial.replace(/^(-?)0+(?=.)/, '$1'),
      from: Date.parse(ours.notBefore),
      to: Date.parse(ours.notAfter),
      names: listed === undefined ? undefined : own.sort(),
      addresses: listed === undefined ? undefined : ours.ip.length,
      usages: ours.extendedKeyUsage,
    },
    theirs: {
      serial: theirs.serialNumber.toLowerCase().replace(/^(-?)0+(?=.)/, '$1'),
      from: moment(theirs.validFrom),
      to: moment(theirs.validTo),
      names: listed?.sort(),
      addresses:
        listed === undefined ? undefined : names.split(', ').filter((name) => name.startsWith('IP Address:')).length,
      usages: (theirs.keyUsage as string[] | undefined)?.map((oid) => extendedKeyUsages[oid] ?? oid),
    },
  };
}

/** Node writes the year 950 as `950`, which Date.parse takes for another; the calendar repeats after 2,000 years. */
function moment(text: string): number {
  const year = Number(/ (\d{1,3}) GMT$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) return Date.parse(text);
  return Date.parse(text.replace(/\d+ GMT$/, `${year + 2000} GMT`)) - 730_485 * 86_400_000;
}

describe('certificates with damage', () => {
  it('say the same to Node wherever both read them, and are refused for a known reason where Node reads them alone', () => {
    let both = 0;
    fc.assert(
      fc.property(fc.nat(ders.length - 1), changes, (index, list) => {
        const bytes = damaged(ders[index] ?? Buffer.alloc(0), list);
        const { certificates, problems } = readDer('f', bytes);
        const [ours] = certificates;
        const theirs = nodes(bytes);
        if (theirs === undefined) return;
        if (ours === undefined) {
          expect(problems[0]?.message).toMatch(stricter);
          return;
        }
        both++;
        const compared = comparable(ours, theirs);
        expect(compared.ours).toEqual(compared.theirs);
        // OpenSSL hashes its own encoding of what surrounds the signed part.
        if (theirs.raw.equals(bytes)) expect(ours.sha256).toBe(theirs.fingerprint256.toLowerCase());
      }),
      {
        numRuns: 4000,
        unbiased: true,
        // Lists without the bit for elements inside; a directory name with something behind it in a list of names
        examples: [
          [0, [{ at: 0.6033, bit: 5 }]],
          [0, [{ at: 0.5481, bit: 5 }]],
          [
            22,
            [
              { at: 0.5148, value: 0x00 },
              { at: 0.6368, other: 0, length: 1 },
            ],
          ],
        ],
      },
    );
    expect(both).toBeGreaterThan(1000);
  });

  it('never throw nor take long, in DER, PKCS#7 and lists', () => {
    const sources = [
      ...ders,
      file('containers/degenerate.der'),
      file('containers/streamed.der'),
      derOf(
        file('lists.pem')
          .toString()
          .split(/(?<=END X509 CRL-----)/)[1] ?? '',
      ),
    ];
    fc.assert(
      fc.property(fc.nat(sources.length - 1), changes, (index, list) => {
        const bytes = damaged(sources[index] ?? Buffer.alloc(0), list);
        const { certificates, problems } = readDer('f', bytes);
        expect(certificates.length + problems.length).toBeGreaterThan(0);
        for (const { file: name, line, message } of problems)
          expect([name, line, message.length < 400]).toEqual(['f', 1, true]);
        const lists = readRevocationListDer('f', bytes);
        expect(lists.lists.length + lists.problems.length).toBe(1);
      }),
      { numRuns: 3000, unbiased: true },
    );
  });

  it('never throw in text of any shape', () => {
    const texts = [
      'both.txt',
      'secret.yaml',
      'lists.pem',
      'containers/signed.pem',
      'containers/printed-with-pem.txt',
      'containers/mail.txt',
    ];
    const whole = texts.map((name) => file(name).toString());
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '-----BEGIN CERTIFICATE-----',
        '-----END CERTIFICATE-----',
        '-----BEGIN PKCS7-----',
        '\\n',
        '%0A',
        '&#43;',
        '"',
        '<br>',
        '\r',
        '\u0000',
        '> ',
        'MIIB',
        '==',
      ),
    );
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        place,
        fc.nat(300),
        fc.array(piece, { maxLength: 5 }),
        (index, share, removed, added) => {
          const text = whole[index] ?? '';
          const at = Math.floor(share * text.length);
          const given = text.slice(0, at) + added.join('') + text.slice(at + removed);
          const lines = given.split(/\n|\r/).length;
          for (const read of [readCertificates, readTrustedCertificates, readPresented, readRevocationLists])
            for (const { line } of read('f', given).problems) expect(line).toBeLessThanOrEqual(lines);
        },
      ),
      { numRuns: 400 },
    );
  });
});
