import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDer, readCertificates, readDer, readPresented, readTrustedCertificates } from './index.js';

const bytes = (name: string) => new Uint8Array(readFileSync(new URL(`testdata/containers/${name}`, import.meta.url)));
const text = (name: string) => Buffer.from(bytes(name)).toString('utf8');
const chain = text('chain.pem');
const lines = chain.trimEnd().split('\n');
const names = ({ certificates }: ReturnType<typeof readDer>) => certificates.map(({ commonName }) => commonName);
const both = ['api.example', 'Issuing'];
const each = (line: (text: string, index: number) => string) => lines.map(line).join('\n');

describe('what tools and people make of a chain', () => {
  it.each([
    ['line ends of old Macs', chain.replaceAll('\n', '\r')],
    ['blank lines between', chain.replaceAll('\n', '\n\n')],
    ['blanks at line ends', chain.replaceAll('\n', '   \r\n')],
    ['tabs before lines, as in $ssl_client_cert', each((line) => `\t${line}`)],
    ['$ssl_client_escaped_cert', encodeURIComponent(chain)],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ ca: chain }))],
    ['JSON of .NET', JSON.stringify({ ca: chain }).replaceAll('+', '\\u002B').replaceAll('/', '\\/')],
    ['an .env file', `CA="${chain.replaceAll('\n', '\\n')}"`],
    ['a string of Java', each((line) => `"${line}\\n" +`)],
    ['a string of Python', each((line) => `    b'${line}\\n'`)],
    ['a string of C', each((line) => `"${line}\\r\\n"`)],
    ['added lines of a diff', each((line) => `+${line}`)],
    ['removed lines of a diff', each((line) => `-${line}`)],
    ['cat -n', each((line, index) => `${String(index + 1).padStart(6)}\t${line}`)],
    ['a container log', each((line) => `2026-03-02T04:00:00.000000000Z stdout F ${line}`)],
    ['twice quoted mail', each((line) => `> > ${line}`)],
    ['a page with entities', each((line) => line.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;'))],
    ['a page with tags', `<pre>${each((line) => `${line.replaceAll('+', '&plus;')}<br/>`)}</pre>`],
    ['zero-width and no-break blanks', each((line) => `\u00a0${line}\u200b`)],
    ['PKCS#7', text('degenerate.pem')],
    ['PKCS#7 as Java labels it', text('degenerate.pem').replaceAll('PKCS7', 'PKCS #7 SIGNED DATA')],
    ['CMS with a signature', text('signed.pem')],
    ['base64 of PKCS#7', Buffer.from(bytes('degenerate.der')).toString('base64')],
    [
      'base64 of PEM in JSON, wrapped',
      JSON.stringify(Buffer.from(chain).toString('base64').replaceAll(/.{76}/g, '$&\n')),
    ],
  ])('%s', (_, given) => {
    const read = readCertificates('f', given);
    expect(read.problems).toEqual([]);
    expect(names(read)).toEqual(both);
  });

  it('counts lines whatever ends them', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(readCertificates('f', chain.replaceAll('\n', end)).certificates.map(({ line }) => line)).toEqual([1, 10]);
  });

  it('takes the certificates out of signed mail', () => {
    expect(names(readCertificates('mail.txt', text('mail.txt'))).sort()).toEqual([...both].reverse().sort());
  });

  it.each(['degenerate.der', 'streamed.der'])(
    'reads PKCS#7 in DER and BER, and says that nginx does not: %s',
    (name) => {
      expect(isDer(bytes(name))).toBe(true);
      const read = readDer(name, bytes(name));
      expect(names(read).sort()).toEqual([...both].sort());
      expect(read.problems).toEqual([]);
      expect(read.notices).toEqual([
        { file: name, line: 1, message: expect.stringContaining('openssl pkcs7 -inform der -print_certs') },
      ]);
    },
  );

  it('says the same of PKCS#7 that is presented', () => {
    const { presented, notices } = readPresented('f', text('degenerate.pem'));
    expect([presented.length, notices[0]?.line]).toEqual([2, 1]);
  });

  it('reads certificates in DER that stand behind each other', () => {
    const ders = readCertificates('f', chain).certificates.map(({ pem }) =>
      Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64'),
    );
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = ders;
    expect(names(readDer('f', Buffer.concat(ders)))).toEqual(both);
    expect(readDer('f', Buffer.concat([first, Buffer.from('\r\n')])).problems).toEqual([]);
    const { certificates, problems } = readDer('f', Buffer.concat([first, second.subarray(0, 200)]));
    expect(certificates).toHaveLength(1);
    expect(problems[0]?.message).toMatch(new RegExp(`at byte ${first.length},.*cut off.*\\(byte ${first.length}\\)`));
  });

  it('tells DER from text that begins with a zero', () => {
    expect(['0 s:CN=a', '0', '', '-----BEGIN'].map((given) => isDer(Buffer.from(given)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('what is no certificate', () => {
  it.each([
    ['openssl x509 -text -noout', text('printed.txt'), 1, /not the certificate.*without -noout/],
    ['a PKCS#12 store in base64', Buffer.from(bytes('store.p12')).toString('base64'), 1, /PKCS#12.*openssl pkcs12/],
    ['a Java key store', '\u00fe\u00ed\u00fe\u00ed\u0000', 1, /Java key store.*keytool/],
    ['hyphens made into dashes', 'a\n—–-BEGIN CERTIFICATE-----\nAAAA', 1, /no certificate/],
    ['too few hyphens', 'a\n----BEGIN CERTIFICATE----\nAAAA', 2, /five hyphens/],
    ['small letters', 'a\n\n-----begin certificate-----\nAAAA', 3, /capital/],
    ['other blocks', '-----BEGIN DH PARAMETERS-----\nAA==\n-----END DH PARAMETERS-----', 1, /DH PARAMETERS \(line 1\)/],
    ['PKCS#7 that is none', '-----BEGIN CMS-----\nAA==\n-----END CMS-----', 1, /PKCS#7 container can not be read/],
    ['PKCS#7 without END', `\n${text('degenerate.pem').slice(0, 200)}`, 2, /container is cut off/],
  ])('%s', (_, given, line, message) => {
    const { certificates, problems } = readCertificates('f', given);
    expect(certificates).toEqual([]);
    expect(problems).toMatchObject([{ file: 'f', line, message: expect.stringMatching(message) }]);
  });

  it('points at the line between BEGIN and END that is damaged', () => {
    const damaged = lines.with(3, 'MII*').join('\n');
    expect(readCertificates('f', damaged)).toMatchObject({
      problems: [{ line: 4, message: expect.stringContaining('which begins in line 1, is damaged') }],
      certificates: [{ commonName: 'Issuing' }],
    });
  });

  it('points at no line that is not there: escapes are no line ends', () => {
    const escaped = JSON.stringify({ ca: lines.with(3, 'MII*').join('\n') });
    expect(readCertificates('f', escaped).problems).toMatchObject([{ line: 1 }]);
    const secret = `data:\n  ca.crt: ${Buffer.from(lines.with(3, 'MII*').join('\n')).toString('base64')}`;
    expect(readCertificates('f', secret).problems).toMatchObject([{ line: 2 }]);
  });

  it('names the byte at which a certificate stops making sense', () => {
    const cut = `${lines[0]}\n${lines.slice(1, 4).join('\n')}\n-----END CERTIFICATE-----`;
    expect(readCertificates('f', cut).problems[0]?.message).toMatch(
      /it is \d+ bytes long, and 144 are here \(byte 0\)/,
    );
  });
});

describe('a trusted file, as nginx loads it', () => {
  // Each was given to `nginx -t` as proxy_ssl_trusted_certificate.
  it.each([
    ['as it is', chain, 2],
    ['Windows line ends', chain.replaceAll('\n', '\r\n'), 2],
    ['byte order mark', `\ufeff${chain}`, 2],
    ['byte order mark, undecoded', `\u00ef\u00bb\u00bf${chain}`, 2],
    ['blanks at line ends', chain.replaceAll('\n', '  \n'), 2],
    ['no final newline', chain.trimEnd(), 2],
    ['text around', text('printed-with-pem.txt'), 1],
    ['indented', chain.replaceAll(/^/gm, '  '), 0],
    ['blank lines', chain.replaceAll('\n', '\n\n'), 0],
    ['one line', chain.replaceAll('\n', ' '), 0],
    ['JSON', JSON.stringify({ ca: chain }), 0],
    ['a Secret', `ca.crt: ${Buffer.from(chain).toString('base64')}`, 0],
    ['PKCS#7', text('degenerate.pem'), 0],
  ])('%s: %#', (_, given, count) => {
    const { certificates, problems } = readTrustedCertificates('ca.pem', given);
    expect(certificates).toHaveLength(count);
    expect(problems.length > 0).toBe(count === 0);
  });

  it('says which of its certificates nginx leaves out, and where', () => {
    const [first = '', second = ''] = chain.split(/(?<=END CERTIFICATE-----\n)/);
    expect(readTrustedCertificates('ca.pem', first + second.replaceAll(/^/gm, ' '))).toMatchObject({
      certificates: [{ commonName: 'api.example' }],
      problems: [{ file: 'ca.pem', line: 10, message: expect.stringContaining('start of lines of their own') }],
    });
  });
});
