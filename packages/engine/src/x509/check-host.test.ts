import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchesName, readCertificates } from './index.js';

const text = readFileSync(new URL('testdata/hosts.pem', import.meta.url), 'utf8');
const { certificates } = readCertificates('hosts.pem', text);
// Node's checkHost is X509_check_host; without options it passes the same flags as nginx, none.
const openssl =
  text.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g)?.map((pem) => new X509Certificate(pem)) ?? [];
const names = readFileSync(new URL('testdata/hosts.txt', import.meta.url), 'utf8')
  .split('\n')
  .slice(0, -1);

describe('names that a certificate covers', () => {
  it.each(names)('says of %s what OpenSSL says', (name) => {
    const ours = certificates.map((certificate) => matchesName(certificate, name));
    expect(ours).toEqual(
      openssl.map((certificate) => certificate.checkHost(name, { subject: 'default' }) !== undefined),
    );
  });

  it('never looks at addresses of the SAN, and falls back to the common name only without DNS names', () => {
    const [any] = certificates;
    if (any === undefined) throw new Error('test data');
    const by = (dns: string[], ip: string[], commonName: string) => ({ ...any, dns, ip, commonName });
    expect(matchesName(by([], ['127.0.0.1'], 'x'), '127.0.0.1')).toBe(false);
    expect(matchesName(by([], ['127.0.0.1'], '127.0.0.1'), '127.0.0.1')).toBe(true);
    expect(matchesName(by(['other.example'], [], 'api.example'), 'api.example')).toBe(false);
    expect(matchesName(by([], [], 'api.example'), '')).toBe(false);
  });
});
