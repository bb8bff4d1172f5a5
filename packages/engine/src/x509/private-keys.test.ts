import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { expect, it } from 'vitest';
import { readCertificates, readDer, readPresented, readRevocationLists, readTrustedCertificates } from './index.js';

const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { privateKey: ed25519 } = generateKeyPairSync('ed25519');
const cipher = { cipher: 'aes-256-cbc', passphrase: 'secret' };
const pem = (key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1', more: object = {}) =>
  key.export({ type, format: 'pem', ...more } as { type: 'pkcs8'; format: 'pem' }).toString();
const keys = {
  'PKCS#8': pem(ec, 'pkcs8'),
  'PKCS#8 of RSA': pem(rsa, 'pkcs8'),
  'PKCS#8 of Ed25519': pem(ed25519, 'pkcs8'),
  'encrypted PKCS#8': pem(ec, 'pkcs8', cipher),
  RSA: pem(rsa, 'pkcs1'),
  'encrypted RSA': pem(rsa, 'pkcs1', cipher),
  EC: pem(ec, 'sec1'),
};
const body = (key: string) => key.replace(/-----[^-]+-----|^[\w-]+: .*$|\s/gm, '');
const base64 = (given: string) => Buffer.from(given).toString('base64');
const ssh = base64(`openssh-key-v1\0${'x'.repeat(200)}`);

const shapes: readonly (readonly [string, (key: string) => string])[] = [
  ['PEM', (key) => key],
  ['a Secret', (key) => `tls.key: ${base64(key)}`],
  ['JSON', (key) => JSON.stringify({ key })],
  ['one line', (key) => key.replaceAll('\n', ' ')],
  ['indented', (key) => key.replaceAll(/^/gm, '    ')],
  ['quoted', (key) => key.replaceAll(/^/gm, '> ')],
  ['without END', (key) => key.slice(0, 150)],
  ['labelled as a certificate', (key) => key.replaceAll(/(BEGIN|END) [A-Z ]+/g, '$1 CERTIFICATE')],
];
const cases = Object.entries(keys).flatMap(([kind, key]) =>
  shapes.map(([shape, dress]) => [kind, shape, key, dress(key)] as const),
);

it.each(cases.filter(([kind, shape]) => shape !== 'labelled as a certificate' || kind !== 'encrypted RSA'))(
  'recognises a key: %s, %s',
  (_kind, _shape, key, given) => {
    const answer = readCertificates('f', `first line\n${given}\n`);
    expect(answer).toMatchObject({ privateKey: true, certificates: [], problems: [{ file: 'f', line: 2 }] });
    expect(answer.problems).toHaveLength(1);
    expect(answer.problems[0]?.message).toContain('This is a private key');
    expect(JSON.stringify(answer)).not.toContain(body(key).slice(20, 40));
    expect(readPresented('f', given).privateKey).toBe(true);
  },
);

it.each(Object.entries(keys).filter(([kind]) => kind !== 'encrypted RSA'))(
  'recognises %s without BEGIN and END, and in DER',
  (_, key) => {
    expect(readCertificates('f', `\n${body(key)}`)).toMatchObject({ privateKey: true, problems: [{ line: 2 }] });
    expect(readDer('f', Buffer.from(body(key), 'base64'))).toMatchObject({ privateKey: true, certificates: [] });
    expect(readDer('f', Buffer.from(body(key), 'base64').subarray(0, 40)).privateKey).toBe(true);
  },
);

it('recognises keys of OpenSSH, with and without BEGIN, and of PGP', () => {
  const openssh = `-----BEGIN OPENSSH PRIVATE KEY-----\n${ssh}\n-----END OPENSSH PRIVATE KEY-----`;
  const pgp = '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQdG\n-----END PGP PRIVATE KEY BLOCK-----';
  for (const given of [openssh, ssh, pgp]) expect(readCertificates('f', given).privateKey).toBe(true);
});

it('warns of a key in the trusted file and among revocation lists too', () => {
  expect(readRevocationLists('f', `text\n${keys.EC}`).problems).toMatchObject([
    { line: 2, message: expect.stringContaining('private key') },
  ]);
  expect(readTrustedCertificates('ca.pem', `text\n${keys.EC}`)).toMatchObject({
    privateKey: true,
    problems: [{ line: 2 }],
  });
});

it('takes no certificate and no public key for a private one', () => {
  const publicKey = generateKeyPairSync('ed25519').publicKey;
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  expect(readDer('f', spki)).toMatchObject({
    privateKey: false,
    problems: [{ message: 'This is a public key, not a certificate.' }],
  });
});
