import { authority, type Certificate, serverCertificate } from '@stackengine/engine';
import { type Check, check, name, passes, server, verifyError, verifying } from './check.js';

/** A certificate that is in order, except for what is given. */
const certificate = (of: Partial<Certificate> & Pick<Certificate, 'subject' | 'issuer'>): Certificate =>
  of.ca === true ? authority(of.subject, of.issuer, of) : serverCertificate(of.subject, of.issuer, { dns: [], ...of });
const leafOf = (of: Parameters<typeof certificate>[0]) => certificate({ dns: [name], ...of });
const files = (...certificates: readonly string[]) => ({ '/etc/nginx/tls/ca.pem': { certificates } });
const own = (chain: readonly string[]) => server({ chain });
const mismatch = (shown: string) => ({
  status: 502,
  line: new RegExp(
    `\\[error\\] .*upstream SSL certificate does not match "${shown}" while SSL handshaking to upstream`,
  ),
});

export const verifyChecks: readonly Check[] = [
  check('sound, verified', {}, passes),
  check('verify off is the default', { settings: {}, upstream: own(['attacker-self-signed']) }, passes),
  check('untrusted-self-signed', { upstream: own(['self-signed']) }, verifyError(18)),
  check('self-signed, pinned', { upstream: own(['self-signed']), files: files('self-signed') }, passes),
  check('untrusted-root', { upstream: own(['foreign-leaf', 'foreign-root']) }, verifyError(19)),
  check('untrusted-issuer', { files: files('foreign-root') }, verifyError(20)),
  check('untrusted-issuer: only the leaf trusted', { files: files('leaf') }, verifyError(20)),
  check('untrusted-issuer: only the intermediate trusted', { files: files('intermediate') }, verifyError(2)),
  check('missing-intermediate', { upstream: own(['leaf']) }, verifyError(21)),
  check(
    'missing-intermediate, in the bundle',
    { upstream: own(['leaf']), files: files('root', 'intermediate') },
    passes,
  ),
  check('chain-too-long', { upstream: own(['deep-leaf', 'intermediate-2', 'intermediate']) }, verifyError(20)),
  check(
    'chain-too-long, depth 2',
    {
      upstream: own(['deep-leaf', 'intermediate-2', 'intermediate']),
      settings: { ...verifying, verify_depth: '2' },
    },
    passes,
  ),
  check(
    'certificate-expired',
    { certificates: { leaf: leafOf({ subject: name, issuer: 'intermediate', validFrom: -29, validTo: -1 }) } },
    verifyError(10),
  ),
  check(
    'expired and unknown CA: only the expiry shows',
    {
      upstream: own(['old']),
      certificates: { old: leafOf({ subject: name, issuer: 'foreign-root', validFrom: -29, validTo: -1 }) },
    },
    verifyError(10),
  ),
  check(
    'certificate-not-yet-valid',
    { certificates: { leaf: leafOf({ subject: name, issuer: 'intermediate', validFrom: 1 }) } },
    verifyError(9),
  ),
  check('name-mismatch: other name', { upstream: own(['other-name', 'intermediate']) }, mismatch(name)),
  check(
    'name-mismatch: group name',
    { layout: 'group', settings: { verify: 'on', trusted_certificate: '/etc/nginx/tls/ca.pem' } },
    mismatch('api_backend'),
  ),
  check(
    'name-mismatch: address in the SAN',
    {
      settings: { verify: 'on', trusted_certificate: '/etc/nginx/tls/ca.pem' },
      certificates: { leaf: leafOf({ subject: 'api', issuer: 'intermediate', dns: [], ip: ['10.0.1.45'] }) },
    },
    mismatch('10.0.1.45'),
  ),
  check(
    'a common name counts where there is no SAN',
    { certificates: { leaf: certificate({ subject: name, issuer: 'intermediate' }) } },
    passes,
  ),
  check(
    'certificate-revoked',
    {
      settings: { ...verifying, crl: '/etc/nginx/ssl/crl.pem' },
      files: { '/etc/nginx/ssl/crl.pem': { crlOf: ['root', 'intermediate'] } },
      certificates: { leaf: leafOf({ subject: name, issuer: 'intermediate', revoked: true }) },
    },
    verifyError(23),
  ),
  check(
    'lists for every CA, nothing revoked',
    {
      settings: { ...verifying, crl: '/etc/nginx/ssl/crl.pem' },
      files: { '/etc/nginx/ssl/crl.pem': { crlOf: ['root', 'intermediate'] } },
    },
    passes,
  ),
  check(
    'crl-unavailable',
    {
      settings: { ...verifying, crl: '/etc/nginx/ssl/crl.pem' },
      files: { '/etc/nginx/ssl/crl.pem': { crlOf: ['intermediate'] } },
    },
    verifyError(3),
  ),
  check(
    'crl-expired',
    {
      settings: { ...verifying, crl: '/etc/nginx/ssl/crl.pem' },
      files: { '/etc/nginx/ssl/crl.pem': { crlOf: ['root', 'intermediate'], expired: true } },
    },
    verifyError(12),
  ),
  check(
    'weak-certificate: leaf key',
    { certificates: { leaf: leafOf({ subject: name, issuer: 'intermediate', key: 'rsa1024' }) } },
    verifyError(66),
  ),
  check(
    'weak-certificate: CA key',
    { certificates: { intermediate: certificate({ subject: 'Weak CA', issuer: 'root', ca: true, key: 'rsa1024' }) } },
    verifyError(67),
  ),
  check(
    'weak-certificate: SHA-1',
    {
      certificates: {
        root: certificate({ subject: 'Root', issuer: 'root', ca: true, key: 'rsa2048' }),
        intermediate: certificate({ subject: 'Issuing', issuer: 'root', ca: true, key: 'rsa2048', digest: 'sha1' }),
        leaf: leafOf({ subject: name, issuer: 'intermediate', key: 'rsa2048', digest: 'sha1' }),
      },
    },
    verifyError(68),
  ),
  check(
    'invalid-purpose',
    { certificates: { leaf: leafOf({ subject: name, issuer: 'intermediate', extendedKeyUsage: ['clientAuth'] }) } },
    verifyError(26),
  ),
  check(
    'invalid-ca: an ordinary certificate as issuer',
    { certificates: { intermediate: certificate({ subject: 'Ordinary', issuer: 'root' }) } },
    verifyError(32),
  ),
  check(
    'invalid-ca: CA:FALSE that may sign',
    { certificates: { intermediate: certificate({ subject: 'Odd', issuer: 'root', keyUsage: ['keyCertSign'] }) } },
    verifyError(26),
  ),
  check(
    'path-length-exceeded',
    { certificates: { root: certificate({ subject: 'Root', issuer: 'root', ca: true, pathLength: 0 }) } },
    verifyError(25),
  ),
  check(
    'grpc_pass ignores proxy_ssl_*',
    {
      layout: 'grpc',
      settings: {},
      upstream: server({ chain: ['attacker-self-signed'], application: 'http2', alpn: ['h2'] }),
    },
    passes,
  ),
  check(
    'grpc verifies with grpc_ssl_*',
    { layout: 'grpc', upstream: server({ chain: ['self-signed'], application: 'http2', alpn: ['h2'] }) },
    verifyError(18),
  ),
  check(
    'uwsgi verifies',
    { layout: 'uwsgi', upstream: server({ chain: ['self-signed'], application: 'uwsgi' }) },
    verifyError(18),
  ),
  check(
    'stream verifies',
    { layout: 'stream', upstream: server({ chain: ['self-signed'], application: 'stream' }) },
    {
      status: 502,
      line: /upstream SSL certificate verify error: \(18:/,
      access: / TCP 502 /,
    },
  ),
];
