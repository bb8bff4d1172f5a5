import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Capture, captureText, readCapture } from './capture.js';
import { readPresented } from './presented.js';
import { readCertificates } from './read.js';

const pems = (name: string) =>
  readCertificates(
    name,
    readFileSync(new URL(`testdata/${name}`, import.meta.url), 'utf8').toString(),
  ).certificates.map(({ pem }) => pem);
const chain = pems('chain.pem');
const other = pems('root.pem');

const answer = (sent: readonly string[], name?: string) => ({
  chain: sent,
  command: `openssl s_client -connect 10.0.1.45:8443 ${name === undefined ? '-noservername' : `-servername ${name}`} -showcerts </dev/null`,
  remarks: ['TLSv1.3, TLS_AES_256_GCM_SHA384'],
});
const capture: Capture = {
  peers: ['api.internal:8443', '10.0.1.45:8443'],
  at: '2026-11-26T07:16:56.866Z',
  withoutServerName: answer(other),
  withServerName: { ...answer(chain, 'api.internal'), serverName: 'api.internal' },
};
const pemOf = (certificates: readonly { readonly pem: string }[] | undefined) => certificates?.map(({ pem }) => pem);

describe('a captured answer', () => {
  it('is read back with its peer, name and time', () => {
    const read = readCapture('f', captureText(capture));
    expect(read).toMatchObject({ peers: capture.peers, at: capture.at, serverName: 'api.internal', problems: [] });
    expect(pemOf(read?.presented)).toEqual(other);
    expect(pemOf(read?.presentedWithServerName)).toEqual(chain);
  });

  it('is the same to who reads it as a paste', () => {
    const read = readPresented('f', captureText(capture));
    expect([pemOf(read.presented), pemOf(read.presentedWithServerName)]).toEqual([other, chain]);
  });

  it('has one answer where no name was sent', () => {
    const read = readCapture('f', captureText({ ...capture, withServerName: undefined }));
    expect([read?.serverName, read?.presentedWithServerName]).toEqual([undefined, undefined]);
    expect(pemOf(read?.presented)).toEqual(other);
  });

  it('may hold no certificate on either side', () => {
    const silent = captureText({ ...capture, withoutServerName: answer([]) });
    expect(pemOf(readCapture('f', silent)?.presented)).toEqual([]);
    expect(pemOf(readCapture('f', silent)?.presentedWithServerName)).toEqual(chain);
    const named = captureText({
      ...capture,
      withServerName: { ...answer([], 'api.internal'), serverName: 'api.internal' },
    });
    expect(pemOf(readCapture('f', named)?.presented)).toEqual(other);
    expect(pemOf(readCapture('f', named)?.presentedWithServerName)).toEqual([]);
  });

  it('needs no command to tell its answers apart', () => {
    const without = { ...answer(other), command: undefined };
    const text = captureText({
      ...capture,
      withoutServerName: without,
      withServerName: { ...without, chain, serverName: 'api.internal' },
    });
    const read = readPresented('f', text);
    expect([pemOf(read.presented), pemOf(read.presentedWithServerName)]).toEqual([other, chain]);
  });

  it('survives Windows line ends', () => {
    const read = readCapture('f', captureText(capture).replaceAll('\n', '\r\n'));
    expect(read).toMatchObject({ peers: capture.peers, at: capture.at, serverName: 'api.internal' });
    expect(pemOf(read?.presentedWithServerName)).toEqual(chain);
  });

  it('is not seen in another text', () => {
    expect(readCapture('f', chain.join(''))).toBeUndefined();
    expect(readCapture('f', '')).toBeUndefined();
  });

  it('comes back whatever stands in its remarks, addresses and names', () => {
    const word = fc.oneof(
      fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
      fc.constantFrom(
        'peer 192.0.2.1:1',
        'a\n# peer 192.0.2.1:1',
        'at 1999-01-01T00:00:00Z',
        '-----BEGIN CERTIFICATE-----',
        'no peer certificate available',
        '$ openssl s_client -servername x',
      ),
    );
    fc.assert(
      fc.property(word, word, fc.array(word), fc.subarray([...chain, ...other]), (peer, name, remarks, sent) => {
        const text = captureText({
          peers: [peer],
          at: capture.at,
          withoutServerName: { ...answer(sent), remarks },
          withServerName: { ...answer(chain, 'x'), serverName: name, remarks },
        });
        const read = readCapture('f', text);
        expect(read?.at).toBe(capture.at);
        expect(read?.peers).toHaveLength(1);
        expect(pemOf(read?.presented)).toEqual(sent);
        expect(pemOf(read?.presentedWithServerName)).toEqual(chain);
      }),
    );
  });

  it('is read or not from any text, without an error', () => {
    const whole = captureText(capture);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(200), fc.string({ unit: 'binary' }), (from, length, put) => {
        readCapture('f', whole.slice(0, from) + put + whole.slice(from + length));
      }),
    );
  });
});
