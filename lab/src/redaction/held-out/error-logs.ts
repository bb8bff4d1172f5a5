import { base64 } from '../draw.js';
import { type Kind, marked, secret } from '../labelled.js';
import { any, errorLine, errorTime, f, jwt, kind, person, tame, token } from './values.js';

const upstreamGone = marked`connect() failed (111: Connection refused) while connecting to upstream`;

/** Credentials in error logs. */
export const errorLogs: readonly Kind[] = [
  kind('error-log/request-query-token', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      upstreamGone,
      marked`GET /feed?${d.pick(['token', 'access_token', 'apiKey'])}=${secret(token(d))}`,
    ),
  ),
  kind('error-log/upstream-url-key', 'error-log', (d) => {
    const value = f(d, d.pick(['{h32}', '{w40}']));
    return marked`${errorLine(d, 'error', marked`upstream timed out (110: Connection timed out) while reading response header from upstream`, 'GET /geo')}, upstream: "http://127.0.0.1:8080/geo?appkey=${secret(value)}"`;
  }),
  kind(
    'error-log/referrer-reset-link',
    'error-log',
    (d) =>
      marked`${errorLine(d, 'error', marked`open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory)`, 'GET /favicon.ico')}, referrer: "https://example.com/reset?${d.pick(['token', 'reset_token', 'jeton'])}=${secret(f(d, d.pick(['{h40}', '{b43}'])))}"`,
  ),
  kind('error-log/php-exception-dsn', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`FastCGI sent in stderr: "PHP message: PHP Fatal error:  Uncaught PDOException: could not connect: mysql://app:${secret(tame(d))}@127.0.0.1/app in /var/www/db.php:12" while reading response header from upstream`,
      'GET /index.php',
    ),
  ),
  kind('error-log/php-stack-trace-argument', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`FastCGI sent in stderr: "PHP message: #0 /var/www/app/db.php(41): mysqli_connect('localhost', 'app', '${secret(any(d))}', 'app')" while reading response header from upstream`,
      'POST /kasse.php',
    ),
  ),
  kind('error-log/lua-prints-header', 'error-log', (d) =>
    errorLine(
      d,
      d.pick(['notice', 'warn', 'info']),
      marked`[lua] auth.lua:${d.below(90) + 1}: check(): ${d.pick(['authorization: Bearer ', 'got header Authorization=Bearer ', 'authorization header is Bearer '])}${secret(d.chance(50) ? jwt(d) : token(d))}`,
      'GET /api',
    ),
  ),
  kind('error-log/lua-prints-config', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`[lua] session.lua:77: redis auth failed with ${d.pick(['password', 'secret', 'passwd'])}=${secret(any(d))}: WRONGPASS`,
      'GET /',
    ),
  ),
  kind('error-log/njs-prints-secret', 'error-log', (d) =>
    errorLine(
      d,
      'info',
      marked`js: ${d.pick(['client_secret', 'signing key', 'api token'])}: ${secret(token(d))}`,
      'GET /sign',
    ),
  ),
  kind(
    'error-log/debug-request-header',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [debug] 12#12: *${d.below(9000)} http header: "${d.pick(['X-Api-Key', 'Private-Token', 'X-Vault-Token', 'x-auth-token'])}: ${secret(token(d))}"`,
  ),
  kind(
    'error-log/debug-authorization',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [debug] 12#12: *${d.below(9000)} http proxy header: "Authorization: Basic ${secret(base64(`${person(d)}:${tame(d)}`))}"`,
  ),
  kind(
    'error-log/debug-cookie',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [debug] 12#12: *${d.below(9000)} http header: "Cookie: ${d.pick(['JSESSIONID', 'sessionid', 'PHPSESSID'])}=${secret(f(d, d.pick(['{H32}', '{a32}', '{a26}'])))}"`,
  ),
  kind(
    'error-log/debug-script-copy',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [debug] 12#12: *${d.below(9000)} http script copy: "X-Api-Secret: "\n${errorTime(d)} [debug] 12#12: *${d.below(9000)} http proxy header: "X-Api-Secret: ${secret(any(d))}"`,
  ),
  kind('error-log/modsecurity-match', 'error-log', (d) =>
    errorLine(
      d,
      'error',
      marked`ModSecurity: Access denied with code 403 (phase 2). Matched "Operator \`Rx'" [data "Matched Data: found within ARGS:${d.pick(['password', 'passwort', 'pwd'])}: ${secret(any(d))}"] [severity "CRITICAL"]`,
      'POST /login',
    ),
  ),
  kind(
    'error-log/unknown-directive-value',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [emerg] 1#1: unknown directive "${d.pick(['api_key', 'auth_token', 'db_password'])}=${secret(token(d))}" in /etc/nginx/conf.d/app.conf:14`,
  ),
  kind(
    'error-log/host-not-found-userinfo',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [emerg] 1#1: invalid port in upstream "${person(d)}:${secret(tame(d))}@example.com" in /etc/nginx/nginx.conf:${d.below(90) + 1}`,
  ),
];
