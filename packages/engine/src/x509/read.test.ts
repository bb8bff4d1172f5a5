import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCertificate, readCertificates, readDer, readRevocationListDer, readRevocationLists } from './index.js';

const text = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url), 'utf8');
const root = text('root.pem');
const chain = text('chain.pem');
const names = (given: string) => readCertificates('f', given).certificates.map(({ commonName }) => commonName);
const body = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

describe('what a certificate says', () => {
  it('agrees with Node on every public root', () => {
    const { certificates, problems } = readCertificates('roots', rootCertificates.join('\n'));
    expect(problems).toEqual([]);
    const said = certificates.map(({ sha256, serial, ca, notBefore, notAfter, keyBits, keyType }) => ({
      sha256,
      serial,
      ca: ca === true,
      keyBits,
      keyType,
      from: Date.parse(notBefore),
      to: Date.parse(notAfter),
    }));
    const expected = rootCertificates.map((pem) => {
      const node = new X509Certificate(pem);
      const { bits } = node.toLegacyObject();
      return {
        sha256: node.fingerprint256.toLowerCase(),
        serial: node.serialNumber.toLowerCase().padStart(2, '0'),
        ca: node.ca,
        keyBits: bits,
        keyType: node.publicKey.asymmetricKeyType?.toUpperCase(),
        from: Date.parse(node.validFrom),
        to: Date.parse(node.validTo),
      };
    });
    expect(said).toEqual(expected);
    const issuerOfNode = rootCertificates.map((pem) => new X509Certificate(pem).checkIssued(new X509Certificate(pem)));
    expect(certificates.map(({ selfSigned }) => selfSigned)).toEqual(issuerOfNode);
  });

  it('reads names, addresses, usages and key identifiers', () => {
    const [leaf, intermediate] = readCertificates('chain.pem', chain).certificates;
    expect(leaf).toMatchObject({
      subject: 'CN=api.internal.example',
      issuer: 'CN=Example Issuing 1,O=Example AG,C=DE',
      dns: ['api.internal.example', '*.pods.internal.example'],
      ip: ['10.0.1.45', 'fd00::1:0:0:1'],
      ca: false,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth', 'clientAuth'],
      selfSigned: false,
      version: 3,
      line: 1,
    });
    expect(intermediate).toMatchObject({ ca: true, pathLength: 0, keyUsage: ['keyCertSign', 'cRLSign'], line: 15 });
    expect(leaf?.authorityKeyId).toBe(intermediate?.subjectKeyId);
  });

  it('escapes names as RFC 4514 asks for and reads digests of RSASSA-PSS', () => {
    const [odd, pss] = readCertificates('odd.pem', text('odd.pem')).certificates;
    expect(odd?.subject).toBe('CN=ünïcode\\; 日本,OU=\\ #1,O=Müller \\, Söhne \\+ Co');
    expect(odd).toMatchObject({ commonName: 'ünïcode; 日本', keyType: 'Ed25519', signatureAlgorithm: 'ED25519' });
    expect(pss).toMatchObject({ signatureAlgorithm: 'rsassaPss sha384', unread: ['2.5.29.30', '1.2.3.4'] });
  });

  it('describes a certificate in a line', () => {
    expect(readCertificates('f', chain).certificates.map(describeCertificate)).toEqual([
      expect.stringMatching(
        /^api\.internal\.example, issued by Example Issuing 1, valid \S+ to \S+, server certificate$/,
      ),
      expect.stringMatching(/^Example Issuing 1, issued by Example Root, valid \S+ to \S+, intermediate CA$/),
    ]);
    expect(readCertificates('f', root).certificates.map(describeCertificate)[0]).toMatch(/self-signed.*root CA$/);
  });
});

describe('the shapes in which people have certificates', () => {
  const both = ['api.internal.example', 'Example Issuing 1'];
  it.each([
    ['CRLF', chain.replaceAll('\n', '\r\n'), both],
    ['no final newline', chain.trimEnd(), both],
    ['text before and between', `subject=x\n${chain.replaceAll('-----BEGIN', 'i:CN = y\n-----BEGIN')}rest`, both],
    ['indented YAML', text('config-map.yaml'), both],
    ['a Secret', text('secret.yaml'), ['Example Root', ...both]],
    ['a quotation', chain.replaceAll(/^/gm, '> '), both],
    ['output of compose', chain.replaceAll(/^/gm, 'ca-1  | '), both],
    ['JSON', JSON.stringify({ ca: chain }), both],
    ['one line', chain.replaceAll('\n', ' '), both],
    ['TRUSTED CERTIFICATE', text('trusted.pem'), ['Example Root']],
    ['x5c', JSON.stringify({ x5c: [body(root)] }), ['Example Root']],
    ['base64 of PEM, wrapped', Buffer.from(chain).toString('base64').replaceAll(/.{76}/g, '$&\n'), both],
    ['base64 of DER, wrapped', body(root).replaceAll(/.{64}/g, '$&\n'), ['Example Root']],
    ['UTF-8 byte order mark', `\ufeff${chain}`, both],
  ])('%s', (_, given, expected) => {
    expect(readCertificates('f', given)).toMatchObject({ problems: [], privateKey: false });
    expect(names(given)).toEqual(expected);
  });

  it.each([
    ['PKCS#7', '3082010006092a864886f70d010702a0820100', 'PKCS#7 container can not be read: cut off'],
    ['PKCS#7 of indefinite length', '308006092a864886f70d010702a080', 'PKCS#7 container can not be read: cut off'],
    ['PKCS#12', '3082036b02010330820331', 'openssl pkcs12 -nokeys'],
  ])('names a container in DER that is cut off for what it is: %s', (_, hex, command) => {
    const { certificates, problems } = readDer('given', Buffer.from(hex, 'hex'));
    expect(certificates).toEqual([]);
    expect(problems.map(({ message }) => message.includes(command))).toEqual([true]);
  });

  it('DER', () => {
    const bytes = new Uint8Array(readFileSync(new URL('testdata/root.der', import.meta.url)));
    expect(readDer('root.der', bytes).certificates[0]?.sha256).toBe(
      readCertificates('f', root).certificates[0]?.sha256,
    );
    expect(readDer('root.der', bytes.subarray(0, 99)).problems).toMatchObject([
      { line: 1, message: expect.stringContaining('cut off') },
    ]);
  });

  it('leaves out the copy of the leaf under "Server certificate", but no other copy', () => {
    expect(
      names(
        `Certificate chain\n 0 s:x\n${chain}---\nServer certificate\n${chain.slice(0, chain.indexOf('-----BEGIN', 9))}`,
      ),
    ).toEqual(both);
    expect(names(root + root)).toEqual(['Example Root', 'Example Root']);
    expect(names(`Server certificate\n${root}`)).toEqual(['Example Root']);
  });
});

describe('what can not be used', () => {
  const first = (given: string) => readCertificates('f', given).problems[0];

  it('recognises a private key without showing any of it', () => {
    const answer = readCertificates(
      'f',
      `${root}-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nc2VjcmV0\n-----END RSA PRIVATE KEY-----`,
    );
    expect(answer).toMatchObject({ privateKey: true, problems: [{ file: 'f', line: root.split('\n').length }] });
    expect(JSON.stringify(answer)).not.toContain('c2VjcmV0');
  });

  it('names the line of a certificate that is cut off or damaged, and reads the others', () => {
    const cut = root.slice(0, 500);
    expect(readCertificates('f', `\n${cut}\n${chain}`)).toMatchObject({
      problems: [{ line: 2, message: expect.stringContaining('END line is missing') }],
      certificates: [{ commonName: 'api.internal.example' }, { commonName: 'Example Issuing 1' }],
    });
    expect(first(root.replace('MII', 'M*I'))?.message).toContain('not base64');
    expect(
      first(`-----BEGIN CERTIFICATE-----\n${body(root).slice(0, 600)}\n-----END CERTIFICATE-----`)?.message,
    ).toContain('cut off');
  });

  it.each([
    ['', 'empty'],
    ['hello', 'no certificate'],
    ['CONNECTED(00000003)\nno peer certificate available', 'presented no certificate'],
    ['-----BEGIN PKCS7-----\nAA==\n-----END PKCS7-----', 'PKCS#7'],
    ['-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----', 'request'],
    ['-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', 'can not be read'],
  ])('%j', (given, message) => {
    expect(first(given)?.message).toContain(message);
  });

  it('throws on no damage of PEM or DER', () => {
    const der = new Uint8Array(readFileSync(new URL('testdata/root.der', import.meta.url)));
    const change = fc.tuple(fc.nat(der.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const damaged = der.slice();
        for (const [at, value] of changes) damaged[at] = value;
        const { certificates, problems } = readDer('f', damaged);
        expect(certificates.length + problems.length).toBe(1);
        readRevocationListDer('f', damaged);
      }),
      { numRuns: 2000 },
    );
    const source = text('both.txt') + text('secret.yaml') + text('lists.pem');
    fc.assert(
      fc.property(fc.nat(source.length), fc.nat(200), fc.string(), (at, removed, added) => {
        const damaged = source.slice(0, at) + added + source.slice(at + removed);
        readCertificates('f', damaged);
        readRevocationLists('f', damaged);
      }),
      { numRuns: 200 },
    );
  });
});

describe('revocation lists', () => {
  it('reads issuer, dates and revoked serial numbers', () => {
    const { lists, problems } = readRevocationLists('lists.pem', text('lists.pem'));
    const [leaf, intermediate] = readCertificates('f', chain).certificates;
    expect(problems).toEqual([]);
    expect(lists).toMatchObject([
      { issuer: 'CN=Example Root,O=Example AG,C=DE', revoked: [], line: 1 },
      { issuer: intermediate?.subject, authorityKeyId: intermediate?.subjectKeyId, revoked: [leaf?.serial] },
    ]);
    expect(lists[0]?.nextUpdate?.localeCompare(lists[0].thisUpdate)).toBe(1);
  });

  it('says what is none', () => {
    expect(readRevocationLists('f', root).problems[0]?.message).toContain('no revocation list');
    expect(readRevocationLists('f', text('lists.pem').slice(0, 300)).problems[0]).toMatchObject({ line: 1 });
    expect(readRevocationListDer('f', new Uint8Array([0x30, 0x80])).problems).toHaveLength(1);
  });
});
