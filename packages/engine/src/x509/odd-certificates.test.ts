import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCertificates, readDer, readRevocationListDer } from './index.js';

/** DER by hand, for certificates that no tool makes. Nothing is signed: readers do not check signatures. */
function tlv(tag: number, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = Buffer.from(
    length.toString(16).padStart(length > 0xffffff ? 8 : length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, content]);
}
const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const digits = [first * 40 + second, ...rest].map((arc) => {
    const octets = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      octets.unshift((left & 0x7f) | 0x80);
    return octets;
  });
  return tlv(0x06, Buffer.from(digits.flat()));
}
const utf8 = (text: string) => tlv(0x0c, Buffer.from(text));
/** A name of one part for each value: `[type, value as DER]`. */
const name = (...parts: readonly (readonly [type: string, value: Uint8Array])[]) =>
  sequence(...parts.map(([type, value]) => tlv(0x31, sequence(oid(type), value))));
const extension = (type: string, value: Uint8Array, critical = false) =>
  sequence(oid(type), ...(critical ? [tlv(0x01, '\u00ff')] : []), tlv(0x04, value));
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
const commonName = '2.5.4.3';
const usual = {
  serial: tlv(0x02, '\u0001') as Uint8Array,
  issuer: name([commonName, utf8('Issuer')]) as Uint8Array,
  subject: name([commonName, utf8('subject')]) as Uint8Array,
  notBefore: tlv(0x17, '200101000000Z') as Uint8Array,
  notAfter: tlv(0x17, '400101000000Z') as Uint8Array,
  /** Undefined: version 1, which has none. */
  extensions: [] as readonly Uint8Array[] | undefined,
};
/** A certificate with some fields given as DER, and the usual in the others. */
function certificate(given: Partial<typeof usual> = {}): Buffer {
  const { serial, issuer, subject, notBefore, notAfter, extensions } = { ...usual, ...given };
  const signed = sequence(
    ...(extensions === undefined ? [] : [tlv(0xa0, tlv(0x02, '\u0002'))]),
    serial,
    algorithm,
    issuer,
    sequence(notBefore, notAfter),
    subject,
    spki,
    ...(extensions === undefined || extensions.length === 0 ? [] : [tlv(0xa3, sequence(...extensions))]),
  );
  return sequence(signed, algorithm, tlv(0x03, '\u0000', Buffer.alloc(8)));
}
const pem = (der: Uint8Array, label = 'CERTIFICATE') =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

const read = (der: Uint8Array) => readDer('f', der);
const facts = (given: Parameters<typeof certificate>[0]) => read(certificate(given)).certificates[0];
const problem = (given: Parameters<typeof certificate>[0]) => read(certificate(given)).problems[0]?.message;
const utc = (text: string) => tlv(0x17, text);
const generalized = (text: string) => tlv(0x18, text);
const altNames = (...names: readonly Uint8Array[]) => extension('2.5.29.17', sequence(...names));

describe('dates', () => {
  // Measured with `openssl verify` of OpenSSL 3.0: what it takes, and what it answers with code 13 or 14.
  it.each([
    [utc('230101000000Z'), '2023-01-01T00:00:00Z'],
    [utc('240229000000Z'), '2024-02-29T00:00:00Z'],
    [utc('491231235959Z'), '2049-12-31T23:59:59Z'],
    [utc('500101000000Z'), '1950-01-01T00:00:00Z'],
    [utc('691231235959Z'), '1969-12-31T23:59:59Z'],
    [generalized('20230101000000Z'), '2023-01-01T00:00:00Z'],
    [generalized('00000101000000Z'), '0000-01-01T00:00:00Z'],
    [generalized('00010101000000Z'), '0001-01-01T00:00:00Z'],
    [generalized('19491231235959Z'), '1949-12-31T23:59:59Z'],
    [generalized('99991231235959Z'), '9999-12-31T23:59:59Z'],
  ])('%#: %o is %s', (notAfter, iso) => {
    expect(facts({ notAfter })?.notAfter).toBe(iso);
  });

  it.each([
    [utc('2301010000Z'), 'no seconds'],
    [utc('230101000000+0100'), 'an offset'],
    [utc('230101000060Z'), 'second 60'],
    [utc('230230000000Z'), 'February 30th'],
    [utc('230101240000Z'), 'hour 24'],
    [utc('231301000000Z'), 'month 13'],
    [utc('20230101000000Z'), 'four digits of year'],
    [utc('23010100000Z'), 'an odd digit'],
    [utc(''), 'nothing'],
    [generalized('202301010000Z'), 'no seconds'],
    [generalized('20230101000000.5Z'), 'a fraction'],
    [generalized('20230101000000'), 'no zone'],
    [generalized('20230101000000z'), 'a small z'],
    [generalized('100000101000000Z'), 'five digits of year'],
    [generalized(`2023${'\u001b'.repeat(500)}`), 'escape sequences'],
  ])('%#: refuses %o, %s, as OpenSSL does', (notBefore) => {
    const message = problem({ notBefore });
    expect(message).toMatch(/notBefore is written as "[ -~]*", which OpenSSL refuses.*\(byte \d+\)\.$/);
    expect(message?.length).toBeLessThan(250);
    expect(new X509Certificate(certificate({ notBefore }))).toBeDefined();
  });

  it('names the byte where a date is missing', () => {
    const message = problem({ notBefore: tlv(0x16, '230101000000Z') });
    expect(message).toContain('where notBefore should be stands something else (byte 47)');
  });
});

describe('serial numbers', () => {
  it.each([
    ['00', '00'],
    ['7f', '7f'],
    ['0080', '80'],
    ['ff', '-01'],
    ['80', '-80'],
    ['ff7f', '-81'],
    ['ff00', '-0100'],
    ['00ffffffffffffffffffffffffffffffffffffffff', 'ffffffffffffffffffffffffffffffffffffffff'],
  ])('%s is %s, as OpenSSL shows it', (hex, shown) => {
    const serial = tlv(0x02, Buffer.from(hex, 'hex'));
    expect(facts({ serial })?.serial).toBe(shown);
    const theirs = new X509Certificate(certificate({ serial })).serialNumber.toLowerCase();
    expect(theirs.replace(/^(-?)0+(?=.)/, '$1')).toBe(shown.replace(/^(-?)0+(?=.)/, '$1'));
  });

  it('may be a megabyte', () => {
    expect(facts({ serial: tlv(0x02, Buffer.alloc(1 << 20, 0x11)) })?.serial).toHaveLength(2 << 20);
  });

  it.each(['', '0001', 'ff80'])('refuses %j, which is no DER', (hex) => {
    expect(problem({ serial: tlv(0x02, Buffer.from(hex, 'hex')) })).toMatch(/serial number/);
    expect(() => new X509Certificate(certificate({ serial: tlv(0x02, Buffer.from(hex, 'hex')) }))).toThrow();
  });
});

describe('names', () => {
  const subjectOf = (value: Uint8Array) => facts({ subject: name([commonName, value]) })?.subject;

  it.each([
    [tlv(0x1e, Buffer.from('Grün 😀', 'utf16le').swap16()), 'CN=Grün 😀'],
    [tlv(0x1c, Buffer.from([0, 1, 0xf6, 0])), 'CN=😀'],
    [tlv(0x14, 'Gr\u00fcn'), 'CN=Grün'],
    [tlv(0x13, 'a*b'), 'CN=a*b'],
    [utf8('\ufffd is allowed 😀'), 'CN=\ufffd is allowed 😀'],
    [utf8('a\u001b[2J\u202eb'), 'CN=a\\1b[2J\\e2\\80\\aeb'],
    [tlv(0x30), 'CN=#3000'],
    [utf8(''), 'CN='],
  ])('%#: %o is %s', (value, text) => {
    expect(subjectOf(value)).toBe(text);
  });

  it.each([
    ['Latin-1 called UTF-8', tlv(0x0c, 'Gr\u00fcn')],
    ['UTF-8 in more octets than needed', tlv(0x0c, Buffer.from('c080', 'hex'))],
    ['a long slash', tlv(0x0c, Buffer.from('e080af', 'hex'))],
    ['half of a surrogate pair', tlv(0x0c, Buffer.from('eda080', 'hex'))],
    ['a character that is cut off', tlv(0x0c, Buffer.from('f09f98', 'hex'))],
    ['BMPString of three octets', tlv(0x1e, Buffer.from('004100', 'hex'))],
    ['an integer', tlv(0x02, '\u0001')],
  ])('refuses %s, as OpenSSL does', (_, value) => {
    const subject = name([commonName, value]);
    expect(problem({ subject })).toMatch(/can not be read: .* \(byte \d+\)/);
    expect(() => new X509Certificate(certificate({ subject }))).toThrow();
  });

  it('may be none, and may be thousands', () => {
    expect(facts({ subject: name() })).toMatchObject({ subject: '', commonName: undefined });
    const many = name(...Array.from({ length: 5000 }, (_, index) => [commonName, utf8(String(index))] as const));
    expect(facts({ subject: many })?.commonName).toBe('4999');
  });

  it('reads a list of a megabyte', () => {
    const names = Array.from({ length: 60_000 }, (_, index) => tlv(0x82, `host-${index}.example`));
    const found = facts({ extensions: [altNames(Buffer.concat(names))] });
    expect([found?.dns.length, found?.dns[59_999], found?.unread]).toEqual([60_000, 'host-59999.example', []]);
  });
});

describe('versions and extensions', () => {
  it('reads a certificate of version 1', () => {
    expect(facts({ extensions: undefined })).toMatchObject({ version: 1, ca: undefined, dns: [], keyUsage: undefined });
  });

  it('lists what decides and is not judged: unknown and critical, doubled, damaged', () => {
    const names = altNames(tlv(0x82, 'a.example'));
    const unread = (...extensions: readonly Uint8Array[]) => facts({ extensions })?.unread;
    expect(unread(extension('1.2.3', utf8('x'), true), extension('1.2.4', utf8('x')))).toEqual(['1.2.3']);
    expect(unread(names, names)).toEqual(['2.5.29.17']);
    expect(facts({ extensions: [names, names] })?.dns).toEqual([]);
    // As X509_check_host, to which a doubled list is none.
    for (const damaged of [
      altNames(tlv(0x82, 'a.example'), tlv(0x8c, 'x')),
      extension('2.5.29.17', Buffer.from('3009', 'hex')),
      extension('2.5.29.19', sequence(tlv(0x02, '\u00ff'))),
      extension('2.5.29.15', tlv(0x03, '\u0009')),
      extension('2.5.29.30', sequence(tlv(0xa0, sequence(tlv(0x87, '\u000a'))))),
    ])
      expect([facts({ extensions: [damaged] })?.unread.length, facts({ extensions: [damaged] })?.dns]).toEqual([1, []]);
  });

  it('reads constraints, and where issuer and list can be had', () => {
    const access = (method: string, address: string) => sequence(oid(method), tlv(0x86, address));
    const subtree = (tag: number, content: string | Uint8Array) => sequence(tlv(tag, content));
    const extensions = [
      extension(
        '1.3.6.1.5.5.7.1.1',
        sequence(access('1.3.6.1.5.5.7.48.1', 'http://ocsp'), access('1.3.6.1.5.5.7.48.2', 'http://pki/ca.cer')),
      ),
      extension(
        '2.5.29.31',
        sequence(sequence(tlv(0xa0, tlv(0xa0, tlv(0x86, 'http://pki/ca.crl'), tlv(0x86, 'ldap:///x'))))),
      ),
      extension(
        '2.5.29.30',
        sequence(
          tlv(
            0xa0,
            subtree(0x82, 'example'),
            subtree(0x87, Buffer.from('0a000000ff000000', 'hex')),
            subtree(0x87, Buffer.from('0a000000ff00ff00', 'hex')),
          ),
          tlv(
            0xa1,
            subtree(0x81, '.bad'),
            subtree(0xa4, name([commonName, utf8('x')])),
            subtree(0x87, Buffer.alloc(32)),
          ),
        ),
        true,
      ),
    ];
    expect(facts({ extensions })).toMatchObject({
      caIssuers: ['http://pki/ca.cer'],
      crlUrls: ['http://pki/ca.crl', 'ldap:///x'],
      nameConstraints: {
        permitted: ['DNS:example', 'IP:10.0.0.0/8', 'IP:10.0.0.0/255.0.255.0'],
        excluded: ['email:.bad', 'DirName:CN=x', 'IP:::/0'],
      },
      unread: ['2.5.29.30'],
    });
  });

  it('takes BER for what it is', () => {
    const der = certificate();
    const inside = der.subarray(4);
    const indefinite = Buffer.concat([Buffer.from('3080', 'hex'), inside, Buffer.from('0000', 'hex')]);
    expect(read(indefinite).problems[0]?.message).toMatch(/indefinite length \(BER\).*\(byte 1\)/);
    const long = Buffer.concat([Buffer.from([0x30, 0x83, 0, ...der.subarray(2, 4)]), inside]);
    expect(read(long).problems[0]?.message).toMatch(/more octets than it needs.*\(byte 1\)/);
  });
});

describe('many and much', () => {
  it('reads a bundle of 20,000, and a file of as many in DER', { timeout: 60_000 }, () => {
    const der = certificate();
    expect(readCertificates('f', pem(der).repeat(20_000)).certificates).toHaveLength(20_000);
    expect(read(Buffer.concat(Array.from({ length: 20_000 }, () => der))).certificates).toHaveLength(20_000);
  });

  const begin = '-----BEGIN CERTIFICATE-----\n';
  const end = '\n-----END CERTIFICATE-----\n';
  it.each([
    ['BEGIN lines', begin.repeat(40_000)],
    ['END lines', end.repeat(40_000)],
    ['backslashes', begin + '\\'.repeat(1 << 20) + end],
    ['backslashes outside', '\\'.repeat(1 << 20)],
    ['blanks', `${begin}${' '.repeat(1 << 20)}*${end}`],
    ['tags that do not end', begin + '<'.repeat(1 << 20) + end],
    ['quotation marks', `"${begin}${'"'.repeat(1 << 20)}${end}`],
    ['entities', begin + '&#'.repeat(1 << 19) + end],
    ['percent signs', begin + '%'.repeat(1 << 20) + end],
    ['words', `2026 ${begin}${'a '.repeat(1 << 19)}${end}`],
    ['base64 of nothing', 'QUJD'.repeat(1 << 18)],
    ['base64 that ends in padding', 'A'.repeat(60) + '='.repeat(1 << 20)],
    ['hyphens', '-'.repeat(1 << 20)],
    ['blank lines', '  \n'.repeat(1 << 19)],
    ['zero bytes', '\u0000'.repeat(1 << 20)],
    ['BEGIN without a word', '--BEGIN'.repeat(1 << 17)],
  ])('a megabyte of %s takes no longer than other text', (_, text) => {
    const start = performance.now();
    const { problems } = readCertificates('f', text);
    expect(problems.length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('parts within parts without an end are refused, not followed', () => {
    const head = Buffer.from('308006092a864886f70d010702a080', 'hex');
    const deep = Buffer.concat([head, Buffer.from('3080'.repeat(1 << 19), 'hex')]);
    expect(read(deep).problems[0]?.message).toContain('parts within parts');
    expect(readRevocationListDer('f', deep).problems).toHaveLength(1);
  });
});

/** Node writes the year 950 as `950`, which Date.parse takes for another; the calendar repeats after 2,000 years. */
function moment(text: string): number {
  const year = Number(/ (\d{1,3}) GMT$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(year)) return Date.parse(text);
  return Date.parse(text.replace(/\d+ GMT$/, `${year + 2000} GMT`)) - 730_485 * 86_400_000;
}

it('agrees with Node on certificates of any names, dates, serials and usages', () => {
  const label = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }).map(utf8),
    fc.stringMatching(/^[A-Za-z0-9 '()+,./:=?-]{0,30}$/).map((text) => tlv(0x13, text)),
    fc.string({ maxLength: 20 }).map((text) => tlv(0x1e, Buffer.from(text, 'utf16le').swap16())),
  );
  const names = fc.array(fc.tuple(fc.constantFrom('2.5.4.3', '2.5.4.6', '2.5.4.10', '2.5.4.11', '1.2.3.4'), value), {
    maxLength: 6,
  });
  const date = fc
    .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
    .map((moment) =>
      generalized(
        `${moment
          .toISOString()
          .replaceAll(/[-:T]|\..*/g, '')
          .slice(0, 14)}Z`,
      ),
    );
  const alternative = fc.oneof(
    label.map((text) => tlv(0x82, `${text}.example`)),
    label.map((text) => tlv(0x81, `${text}@example`)),
    label.map((text) => tlv(0x86, `https://${text}.example/`)),
    fc.uint8Array({ minLength: 4, maxLength: 4 }).map((octets) => tlv(0x87, octets)),
  );
  const usage = fc.constantFrom('1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.99.7');
  fc.assert(
    fc.property(
      fc.record({
        subject: names,
        issuer: names,
        notBefore: date,
        notAfter: date,
        serial: fc.uint8Array({ minLength: 1, maxLength: 30 }),
      }),
      fc.uniqueArray(fc.nat(3)),
      fc.array(alternative, { minLength: 1, maxLength: 8 }),
      fc.array(usage, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      ({ subject, issuer, serial, ...dates }, which, alternatives, usages, ca) => {
        const extensions = [
          altNames(...alternatives),
          extension('2.5.29.37', sequence(...usages.map(oid))),
          extension('2.5.29.19', sequence(...(ca ? [tlv(0x01, '\u00ff')] : [])), true),
          extension('2.5.29.14', tlv(0x04, 'id')),
        ].filter((_, index) => which.includes(index));
        const der = certificate({
          ...dates,
          extensions,
          serial: tlv(0x02, '\u0001', serial),
          subject: name(...subject),
          issuer: name(...issuer),
        });
        const ours = read(der).certificates[0];
        const theirs = new X509Certificate(der);
        expect(ours).toMatchObject({
          sha256: theirs.fingerprint256.toLowerCase(),
          serial: theirs.serialNumber.toLowerCase(),
          ca: which.includes(2) ? ca : undefined,
          unread: [],
        });
        const san = ((theirs.subjectAltName as string | null | undefined) ?? '')
          .split(', ')
          .filter((text) => text !== '');
        const own = [
          ...(ours?.dns ?? []).map((text) => `DNS:${text}`),
          ...(ours?.ip ?? []).map((text) => `IP Address:${text}`),
          ...(ours?.email ?? []).map((text) => `email:${text}`),
          ...(ours?.uri ?? []).map((text) => `URI:${text}`),
        ];
        expect(own.sort()).toEqual(san.sort());
        expect(ours?.extendedKeyUsage?.length).toEqual((theirs.keyUsage as string[] | undefined)?.length);
        expect(Date.parse(ours?.notBefore ?? '')).toBe(moment(theirs.validFrom));
        expect(Date.parse(ours?.notAfter ?? '')).toBe(moment(theirs.validTo));
        const common = subject.filter(([type]) => type === '2.5.4.3').length;
        expect(ours?.subject.match(/(?:^|[,+])CN=/g)?.length ?? 0).toBe(common);
      },
    ),
    { numRuns: 500 },
  );
});
