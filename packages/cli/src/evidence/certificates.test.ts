import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Notice } from '@stackengine/engine';
import { expect, test } from 'vitest';
import { folder, read, testdata } from '../testing/stackengine.js';
import { readGivenCertificates, readGivenChain, trustFiles } from './certificates.js';

const chain = read(testdata('chain.pem'));
const count = chain.split('BEGIN').length - 1;
const file = (content: string | Buffer) => {
  const path = join(folder(), 'given.pem');
  writeFileSync(path, content);
  return path;
};
const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n';
const lines = (text: string) => text.split('\n').length;

/** What is read of a chain and of an anchor, with the notices of each. */
function given(content: string | Buffer) {
  const path = file(content);
  const [ofChain, ofAnchor]: [Notice[], Notice[]] = [[], []];
  const { presented } = readGivenChain([path], ofChain);
  const anchors = readGivenCertificates([path], ofAnchor);
  expect(ofAnchor).toEqual(ofChain);
  expect(anchors).toEqual(presented);
  return { path, presented, notices: ofChain };
}

test('says with file and line what of a readable file could not be used', () => {
  const cut = `${chain}${chain.slice(0, 300)}\n`;
  const { path, presented, notices } = given(cut);
  expect(presented).toHaveLength(count);
  expect(notices).toEqual([
    {
      code: 'certificate-damaged',
      text: expect.stringContaining('END line is missing'),
      file: path,
      line: lines(chain),
    },
  ]);
});

test('warns of a private key beside the chain, and shows nothing of it', () => {
  const { path, presented, notices } = given(chain + key);
  expect(notices).toMatchObject([{ file: path, line: lines(chain), text: expect.stringContaining('private key') }]);
  expect(JSON.stringify([presented, notices])).not.toContain('c2VjcmV0');
});

test.each([
  ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${chain}`, 'utf16le')],
  ['UTF-16, big endian', Buffer.from(`\ufeff${chain}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', Buffer.from(chain, 'utf16le')],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${chain}`)],
  ['no-break blanks of a web page', Buffer.from(chain.replaceAll(/^/gm, '\u00a0'))],
])('reads a chain in %s', (_, content) => {
  expect(given(content)).toMatchObject({ presented: { length: count }, notices: [] });
});

test('tells DER by its content', () => {
  const der = Buffer.from(chain.slice(0, chain.indexOf('-----END')).replace(/-----[^-]+-----/, ''), 'base64');
  expect(given(Buffer.concat([der, der])).presented).toHaveLength(2);
  expect(() => given(der.subarray(0, 100))).toThrow(/given\.pem:1: .*cut off.*\(byte 0\)/);
});

test('says once that the rest of a bundle is as bad', () => {
  const bad = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'.repeat(500);
  expect(given(chain + bad).notices).toMatchObject({
    length: 21,
    20: { text: '480 further places of this file could not be used' },
  });
});

test('reads the trusted file of a configuration as nginx does, and says what it leaves out', () => {
  const path = file(`${chain}${chain.replaceAll(/^/gm, '  ')}`);
  const notices: Notice[] = [];
  const configuration = { trees: [], problems: [], outside: 'unknown' };
  const here = { root: '/', copied: false, configuration, disk: {} } as unknown as Parameters<typeof trustFiles>[0];
  expect(trustFiles(here, notices)(path)).toMatchObject({ state: 'read', certificates: { length: count } });
  expect(notices[0]).toMatchObject({
    file: path,
    line: lines(chain),
    text: expect.stringContaining('nginx does not read'),
  });
});
