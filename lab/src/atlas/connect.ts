import type { Request } from '@stackengine/engine';
import { type Check, check, name, passes, server, verifyError, verifying } from './check.js';

const refused = {
  status: 502,
  line: /\[error\] .*connect\(\) failed \(111: Connection refused\) while connecting to upstream/,
};
const earlyClose = {
  status: 502,
  line: /\[error\] .*upstream prematurely closed connection while reading response header from upstream/,
};
const stopped = (...line: readonly [RegExp, RegExp]) => ({ status: undefined, line });
const path = '/etc/nginx/tls/ca.pem';
const client = { certificate: '/etc/nginx/ssl/client.pem', certificate_key: '/etc/nginx/ssl/client.key' };
const { trusted_certificate: _, ...untrusting } = verifying;

const offLocation = `
    location /unverified/ { proxy_pass https://10.0.1.45:8443; proxy_ssl_name ${name}; }
`;
const twice = (request: Request) => [{ ...request, path: '/unverified/' }, request];

/** The layout by address with a second location to the same peer. */
function withUnverifiedLocation(): Check['world']['files'] {
  const { files } = check('', {}).world;
  const main = String(files['/etc/nginx/nginx.conf']);
  return { '/etc/nginx/nginx.conf': main.replace('    location /api/', `${offLocation}    location /api/`) };
}

export const connectChecks: readonly Check[] = [
  check('connection-refused', { upstream: { type: 'refused' } }, refused),
  check(
    'connect-timeout',
    { upstream: { type: 'unreachable' } },
    {
      status: 504,
      line: /\[error\] .*upstream timed out \(110: .*\) while connecting to upstream/,
    },
  ),
  check(
    'connect-timeout, IPv6',
    { addresses: ['[fd00::45]:8443'], upstream: { type: 'unreachable' } },
    {
      status: 504,
      line: /\[error\] .*upstream timed out \(110: .*\) while connecting to upstream/,
    },
  ),
  check('IPv6', { addresses: ['[fd00::45]:8443'] }, passes),
  check('by name', { layout: 'name' }, passes),
  check('by variable and resolver', { layout: 'variable' }, passes),
  check(
    'host-not-found at the start',
    { layout: 'name', names: {} },
    stopped(
      /\[emerg\] .*host not found in upstream "payments.internal" in \/etc\/nginx\/nginx.conf:\d+/,
      /\[emerg\] .*host not found in upstream/,
    ),
  ),
  check(
    'host-not-found at run time',
    { layout: 'variable', names: {} },
    { status: 502, line: /\[error\] .*payments.internal could not be resolved \(3: Host not found\)/ },
  ),
  check(
    'no-live-upstreams',
    {
      layout: 'group',
      addresses: ['10.0.1.45:8443', '10.0.1.46:8443'],
      upstream: { type: 'refused' },
      steps: (request) => [request, request],
    },
    refused,
    {
      status: 502,
      line: /\[error\] .*no live upstreams while connecting to upstream, .*upstream: "https:\/\/api_backend\/api\/"/,
    },
  ),
  check('plain-http-to-tls-port: Node', { tls: false, settings: {} }, earlyClose),
  check(
    'plain-http-to-tls-port: nginx',
    { tls: false, settings: {}, upstream: server({ implementation: 'nginx' }) },
    { status: 400, line: 'empty' },
  ),
  check(
    'plain-http-to-tls-port: bare alert',
    { tls: false, settings: {}, upstream: { type: 'alert', alert: 70 } },
    {
      status: undefined,
      line: /\[error\] .*upstream sent no valid HTTP\/1.0 header/,
      access: / 009 /,
    },
  ),
  check('upstream-closed-early', { upstream: server({ application: 'closes-after-handshake' }) }, earlyClose),
  check(
    'trusted-certificate-missing: no file',
    { settings: { ...verifying, trusted_certificate: '/etc/nginx/ssl/none.pem' } },
    stopped(
      /\[emerg\] .*SSL_CTX_load_verify_locations\("\/etc\/nginx\/ssl\/none.pem"\) failed .*No such file/,
      /\[emerg\] .*cannot load certificate "\/etc\/nginx\/ssl\/none.pem": BIO_new_file\(\) failed/,
    ),
  ),
  check(
    'trusted-certificate-missing: no directive',
    { settings: untrusting },
    stopped(
      /no proxy_ssl_trusted_certificate for proxy_ssl_verify/,
      /no proxy_ssl_trusted_certificate for proxy_ssl_verify/,
    ),
  ),
  check(
    'trusted-certificate-unreadable: DER',
    { files: { [path]: { certificates: ['root'], format: 'der' } } },
    stopped(/no certificate or crl found/, /PEM_read_bio_X509_AUX\(\) failed .*no start line/),
  ),
  check(
    'client-key-mismatch',
    {
      settings: { ...verifying, ...client },
      files: { [client.certificate]: { certificates: ['client'] }, [client.certificate_key]: { keyOf: 'leaf' } },
    },
    stopped(/key values mismatch/, /key values mismatch/),
  ),
  check(
    'session-reuse-broken: TLS 1.2',
    { files: withUnverifiedLocation(), upstream: server({ protocols: ['TLSv1.2'] }), steps: twice },
    passes,
    verifyError(20),
  ),
  check(
    'session-reuse-broken: nginx upstream',
    {
      files: withUnverifiedLocation(),
      upstream: server({ implementation: 'nginx', protocols: ['TLSv1.2'] }),
      steps: twice,
    },
    passes,
    verifyError(20),
  ),
  check('a unix socket', { layout: 'group', addresses: ['unix:/run/api.sock'] }, passes),
];
