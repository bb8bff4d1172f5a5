import type { WithoutServerName } from '@stackengine/engine';
import { alerted, type Check, check, name, passes, server, verifying } from './check.js';

const { server_name: _, ...withoutServerName } = verifying;
const sni = (act: WithoutServerName) => ({ settings: withoutServerName, upstream: server({ withoutServerName: act }) });
const error = (text: string) => ({ status: 502, line: new RegExp(`\\[error\\] .*${text}`) });
const readAlert = (number: number, text: string) => ({
  status: 502,
  line: [
    new RegExp(
      `\\[crit\\] .*SSL_read\\(\\) failed .*${text}:SSL alert number ${number}\\) while reading response header`,
    ),
    new RegExp(
      `\\[error\\] .*SSL_read\\(\\) failed .*${text}:SSL alert number ${number}\\) while reading response header`,
    ),
  ] as const,
});
const required = { mode: 'required', trusted: ['root'] } as const;
const tls12 = ['TLSv1.2'] as const;
const tls13 = { protocols: 'TLSv1.2 TLSv1.3' };
const stranger = {
  certificate: '/etc/nginx/ssl/client.pem',
  certificate_key: '/etc/nginx/ssl/client.key',
};
const strangerFiles = {
  '/etc/nginx/ssl/client.pem': { certificates: ['foreign-client'] },
  '/etc/nginx/ssl/client.key': { keyOf: 'foreign-client' },
} as const;
const rsa = (issuer: string) =>
  ({
    subject: name,
    issuer,
    ca: false,
    dns: [name],
    ip: [],
    validFrom: -1,
    validTo: 30,
    key: 'rsa2048',
    digest: 'sha256',
  }) as const;

export const handshakeChecks: readonly Check[] = [
  check('sni-required: alert 112', sni({ act: 'alert', alert: 112 }), alerted(112, 'tlsv1 unrecognized name')),
  check(
    'sni-required: alert 40',
    sni({ act: 'alert', alert: 40 }),
    alerted(40, '(sslv3|ssl\\/tls) alert handshake failure'),
  ),
  check('sni-required: alert 80', sni({ act: 'alert', alert: 80 }), alerted(80, 'tlsv1 alert internal error')),
  check(
    'sni-required: close',
    sni({ act: 'close' }),
    error('peer closed connection in SSL handshake while SSL handshaking'),
  ),
  check(
    'sni-required: reset',
    sni({ act: 'reset' }),
    error('peer closed connection in SSL handshake \\(104: Connection reset by peer\\)'),
  ),
  check('sni-required: HTTP', sni({ act: 'plain-http' }), error('wrong version number')),
  check(
    'sni-required: default certificate',
    sni({ act: 'present', chain: ['other-name', 'intermediate'] }),
    error(`does not match "${name}"`),
  ),
  check('server name sent', { upstream: server({ withoutServerName: { act: 'alert', alert: 112 } }) }, passes),
  check(
    'protocol-mismatch: TLS 1.3 only',
    { settings: { ...verifying, protocols: 'TLSv1.2' }, upstream: server({ protocols: ['TLSv1.3'] }) },
    alerted(70, 'tlsv1 alert protocol version'),
  ),
  check(
    'protocol-mismatch: TLS 1.1 only',
    { settings: { ...verifying, protocols: 'TLSv1.2 TLSv1.3' }, upstream: server({ protocols: ['TLSv1.1'] }) },
    alerted(70, 'tlsv1 alert protocol version'),
  ),
  check(
    'protocol-mismatch: TLS 1.1 only, TLSv1.2 alone',
    {
      settings: { ...verifying, protocols: 'TLSv1.2' },
      upstream: server({ protocols: ['TLSv1.1'], securityLevel: 0 }),
    },
    error('SSL_do_handshake\\(\\) failed .*unsupported protocol\\) while SSL handshaking to upstream'),
  ),
  check(
    'protocol-mismatch: TLS 1.0 only, defaults',
    { upstream: server({ protocols: ['TLSv1'], securityLevel: 0 }) },
    {
      status: 502,
      line: [/\[crit\] .*legacy sigalg disallowed or unsupported/, /\[error\] .*SSL alert number 70/],
    },
  ),
  check(
    'cipher-mismatch',
    { settings: { ...verifying, protocols: 'TLSv1.2', ciphers: 'AES256-SHA256' } },
    alerted(40, '(sslv3|ssl\\/tls) alert handshake failure'),
  ),
  check(
    'cipher-mismatch: DH of 1024 bits',
    {
      settings: { ...verifying, protocols: 'TLSv1.2' },
      upstream: server({ protocols: tls12, ciphers: 'DHE-RSA-AES128-GCM-SHA256', dhBits: 1024 }),
      certificates: { leaf: rsa('intermediate') },
    },
    { status: 502, line: /\[crit\] .*dh key too small/ },
  ),
  check(
    'legacy-renegotiation',
    { upstream: server({ secureRenegotiation: false }) },
    error('unsafe legacy renegotiation disabled'),
  ),
  check(
    'client-certificate-required: TLS 1.2',
    { upstream: server({ protocols: tls12, clientCertificate: required }) },
    alerted(40, '(sslv3|ssl\\/tls) alert handshake failure'),
  ),
  check(
    'client-certificate-required: TLS 1.3',
    { settings: { ...verifying, ...tls13 }, upstream: server({ protocols: ['TLSv1.3'], clientCertificate: required }) },
    readAlert(116, 'tlsv13 alert certificate required'),
  ),
  check(
    'client-certificate-required: nginx',
    { upstream: server({ implementation: 'nginx', clientCertificate: required }) },
    { status: 400, line: 'empty' },
  ),
  check(
    'client-certificate-rejected: OpenSSL, TLS 1.2',
    {
      settings: { ...verifying, ...stranger },
      files: strangerFiles,
      upstream: server({ implementation: 'openssl', protocols: tls12, clientCertificate: required }),
    },
    alerted(48, 'tlsv1 alert unknown ca'),
  ),
  check(
    'client-certificate-rejected: Node, TLS 1.2',
    {
      settings: { ...verifying, ...stranger },
      files: strangerFiles,
      upstream: server({ protocols: tls12, clientCertificate: required }),
    },
    error('peer closed connection in SSL handshake|upstream prematurely closed connection'),
  ),
  check(
    'client-certificate-rejected: nginx',
    {
      settings: { ...verifying, ...stranger },
      files: strangerFiles,
      upstream: server({ implementation: 'nginx', clientCertificate: required }),
    },
    { status: 400, line: 'empty' },
  ),
  check(
    'client certificate accepted',
    {
      settings: { ...verifying, ...stranger },
      files: {
        '/etc/nginx/ssl/client.pem': { certificates: ['client'] },
        '/etc/nginx/ssl/client.key': { keyOf: 'client' },
      },
      upstream: server({ implementation: 'openssl', protocols: tls12, clientCertificate: required }),
    },
    passes,
  ),
  check('upstream-not-tls', { upstream: { type: 'plain', application: 'http1' } }, error('wrong version number')),
  check(
    'upstream-not-tls: greeting',
    { upstream: { type: 'greeting', text: '220 mail.example ESMTP\r\n' } },
    error('wrong version number|upstream prematurely sent response'),
  ),
  check(
    'alpn-mismatch',
    { layout: 'grpc', upstream: server({ alpn: ['http/1.1'] }) },
    alerted(120, 'tlsv1 alert no application protocol'),
  ),
  check('grpc', { layout: 'grpc', upstream: server({ alpn: ['h2'], application: 'http2' }) }, passes),
  check('grpc, nginx', { layout: 'grpc', upstream: server({ implementation: 'nginx', application: 'http2' }) }, passes),
  check('uwsgi', { layout: 'uwsgi' }, passes),
  check('stream', { layout: 'stream' }, passes),
  check(
    'upstream-closed',
    { upstream: { type: 'close', reset: false } },
    error('peer closed connection in SSL handshake while'),
  ),
  check(
    'connection-reset',
    { upstream: { type: 'close', reset: true } },
    error('peer closed connection in SSL handshake \\(104:'),
  ),
  check(
    'handshake-timeout',
    { upstream: { type: 'silent' } },
    { status: 504, line: /\[error\] .*upstream timed out \(110: .*\) while SSL handshaking to upstream/ },
  ),
  check(
    'PROXY protocol expected',
    { upstream: server({ proxyProtocol: true }) },
    error('peer closed connection in SSL handshake \\(104:'),
  ),
];
