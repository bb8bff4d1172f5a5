import { type Kind, keep, marked } from '../labelled.js';
import {
  agents,
  below,
  combined,
  documentation,
  errorLine,
  errorTime,
  f,
  isoTime,
  kind,
  logTime,
  uuid,
} from './values.js';

/** Look-alikes in logs. */
export const keepLogs: readonly Kind[] = [
  kind(
    'keep/log-request-id',
    'access-log',
    (d) => marked`${combined(d, 'GET /api/items')} rid=${keep(d.chance(50) ? f(d, '{h32}') : uuid(d))}`,
  ),
  kind('keep/log-asset-hash', 'access-log', (d) =>
    combined(
      d,
      marked`GET ${keep(`/assets/${d.pick(['index', 'vendor', 'chunk-7'])}${d.pick(['.', '-'])}${f(d, d.pick(['{h8}', '{h20}', '{w8}', '{h32}']))}.${d.pick(['js', 'css', 'woff2'])}`)}`,
    ),
  ),
  kind('keep/log-asset-version', 'access-log', (d) =>
    combined(
      d,
      marked`GET /static/site.css?${keep(d.pick([f(d, 'v={h8}'), f(d, 'ver=6.{d1}.{d1}'), f(d, 'v=17{d8}'), f(d, 'hash={h20}')]))}`,
    ),
  ),
  kind(
    'keep/log-user-agent',
    'access-log',
    (d) =>
      marked`${documentation(d)} - - [${logTime(d)}] "GET / HTTP/2.0" 200 ${below(d, 100, 9000)} "-" "${keep(d.pick([...agents, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'kube-probe/1.29', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1']))}"`,
  ),
  kind(
    'keep/log-documentation-address',
    'access-log',
    (d) => marked`${keep(documentation(d))} - - [${logTime(d)}] "GET /health HTTP/1.1" 200 2 "-" "${d.pick(agents)}"`,
  ),
  kind(
    'keep/log-loopback',
    'access-log',
    (d) =>
      marked`${keep(d.pick(['127.0.0.1', '::1']))} - - [${logTime(d)}] "GET /nginx_status HTTP/1.1" 200 ${below(d, 90, 120)} "-" "${d.pick(agents)}"`,
  ),
  kind('keep/log-image-digest', 'access-log', (d) =>
    combined(d, marked`GET /v2/team/app/blobs/${keep(f(d, 'sha256:{h64}'))}`),
  ),
  kind('keep/log-authorize-parameters', 'access-log', (d) =>
    combined(
      d,
      marked`GET /oauth2/authorize?${keep(d.pick(['response_type=code&scope=openid+profile', 'response_type=token&scope=email', 'grant_type=authorization_code&token_type=bearer']))}`,
    ),
  ),
  kind('keep/log-token-words-in-path', 'access-log', (d) =>
    combined(
      d,
      marked`GET ${keep(d.pick(['/docs/password-policy', '/api/token/refresh', '/secrets-manager/overview.html', '/passwort-vergessen', '/user/keys', '/auth/login?error=bad_password']))}`,
    ),
  ),
  kind('keep/log-paging-key', 'access-log', (d) =>
    combined(
      d,
      marked`GET /shop?${keep(d.pick(['sort_key=price&page=2', 'keyword=gartenstuhl', 'key_type=rsa&per_page=50', `sid_filter=all&limit=${below(d, 10, 99)}`]))}`,
    ),
  ),
  kind('keep/log-git-objects', 'access-log', (d) =>
    combined(d, marked`GET /repo.git/objects/${keep(f(d, '{h2}/{h38}'))}`),
  ),
  kind(
    'keep/log-etag',
    'access-log',
    (d) =>
      marked`${combined(d, 'GET /img/logo.png')} etag="${keep(d.chance(50) ? f(d, 'W/\\x22{h8}-{h4}\\x22') : f(d, '{h32}'))}"`,
  ),
  kind(
    'keep/log-json-trace',
    'access-log',
    (d) =>
      marked`{"ts":"${keep(isoTime(d))}","request_id":"${keep(f(d, '{h32}'))}","traceparent":"${keep(f(d, '00-{h32}-{h16}-01'))}","status":"200","ssl_cipher":"${keep('TLS_AES_128_GCM_SHA256')}"}`,
  ),
  kind(
    'keep/log-cloud-front-ids',
    'access-log',
    (d) =>
      marked`${combined(d, 'GET /feed.xml')} cf-ray=${keep(f(d, '8{h15}-FRA'))} ssl=${keep(d.pick(['TLSv1.3', 'TLSv1.2']))}`,
  ),
  kind(
    'keep/error-library-code',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [crit] 30#30: *${below(d, 1, 9000)} SSL_do_handshake() failed (SSL: ${keep(d.pick(['error:0A00006C:SSL routines::bad key share', 'error:141CF06C:SSL routines:tls_parse_ctos_key_share:bad key share', 'error:0A000076:SSL routines::no suitable signature algorithm']))}) while SSL handshaking, client: ${documentation(d)}, server: 0.0.0.0:443`,
  ),
  kind('keep/error-user-file-missing', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`open() "${keep(d.pick(['/etc/nginx/.htpasswd', '/etc/nginx/secrets/htpasswd-admin']))}" failed (2: No such file or directory)`,
      'GET /admin',
    ),
  ),
  kind('keep/error-no-credentials', 'error-log', (d) =>
    errorLine(
      d,
      d.pick(['info', 'error']),
      marked`${keep(d.pick(['no user/password was provided for basic authentication', 'auth request unexpected status: 404 while sending to client', 'JWT verification failed: missing token']))}`,
      'GET /intern',
    ),
  ),
  kind(
    'keep/error-key-values-mismatch',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [emerg] 1#1: ${keep(d.pick(['SSL_CTX_use_PrivateKey("/etc/nginx/ssl/site.key") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)', 'cannot load certificate key "/etc/nginx/ssl/site.key": PEM_read_bio_PrivateKey() failed']))}`,
  ),
  kind('keep/error-zone-names', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`limiting requests, excess: ${below(d, 1, 30)}.${f(d, '{d3}')} by zone "${keep(d.pick(['login_token', 'per_api_key', 'password_reset']))}"`,
      'POST /login',
    ),
  ),
  kind('keep/error-asset-missing', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`open() "${keep(f(d, '/usr/share/nginx/html/assets/index-{w8}.js'))}" failed (2: No such file or directory)`,
      'GET /',
    ),
  ),
  kind(
    'keep/error-cache-file',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [crit] 31#31: *${below(d, 1, 9000)} rename() "${keep(f(d, '/var/cache/nginx/{h32}.0000000{d3}'))}" failed (13: Permission denied)`,
  ),
];
