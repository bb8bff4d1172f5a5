import { type Kind, keep, marked } from '../labelled.js';
import { below, f, kind, reference } from './values.js';

/** Look-alikes in the http context. */
export const keepHttp: readonly Kind[] = [
  kind(
    'keep/password-file-paths',
    'nginx-http',
    (d) =>
      marked`ssl_password_file ${keep(d.pick(['/etc/nginx/ssl/global.pass', '/etc/keys/passwords.txt', '/run/secrets/tls_password']))};`,
  ),
  kind('keep/limit-zone', 'nginx-http', (d) => {
    const zone = `${d.pick(['login_tokens', 'per_key', 'password_reset', 'apikey'])}_${below(d, 1, 9999)}`;
    return marked`limit_req_zone ${keep(d.pick(['$binary_remote_addr', '$http_x_api_key', '$cookie_session']))} zone=${keep(zone)}:10m rate=5r/s;`;
  }),
  kind('keep/cache-zone', 'nginx-http', (d) => {
    const zone = `${d.pick(['token_cache', 'secrets_cache', 'auth'])}${below(d, 1, 9999)}`;
    return marked`proxy_cache_path /var/cache/nginx/${zone} levels=1:2 keys_zone=${keep(zone)}:16m max_size=1g inactive=60m;`;
  }),
  kind(
    'keep/log-format-variables',
    'nginx-http',
    (d) =>
      marked`log_format with_auth_${below(d, 1, 9999)} '${keep('$remote_addr - $remote_user [$time_local] "$request" $status "$http_authorization" "$cookie_session"')}';`,
  ),
  kind('keep/upstream-name', 'nginx-http', (d) => {
    const name = `${d.pick(['token_service', 'password_api', 'secret_store', 'auth_backend'])}_${below(d, 1, 9999)}`;
    return marked`upstream ${keep(name)} {\n    zone ${keep(`${name}_zone`)} 64k;\n    server 127.0.0.1:${below(d, 3000, 9000)};\n  }`;
  }),
  kind(
    'keep/map-has-credentials',
    'nginx-http',
    (d) =>
      marked`map $http_authorization $has_bearer_${below(d, 1, 9999)} {\n    default 0;\n    "${keep(d.pick(['~*^Bearer .+$', '~^Basic .+', '~^Token [0-9a-f]+']))}" 1;\n  }`,
  ),
  kind(
    'keep/map-cookie-flag',
    'nginx-http',
    (d) =>
      marked`map ${keep(d.pick(['$cookie_session', '$cookie_auth_token', '$http_x_api_key']))} $logged_in_${below(d, 1, 9999)} { "" 0; default 1; }`,
  ),
  kind(
    'keep/client-fingerprints',
    'nginx-http',
    (d) =>
      marked`map $ssl_client_fingerprint $known_client_${below(d, 1, 9999)} {\n    default 0;\n    ${keep(f(d, '{h40}'))} 1;\n    ${keep(f(d, '{h40}'))} 1;\n  }`,
  ),
  kind(
    'keep/user-agents',
    'nginx-http',
    (d) =>
      marked`map $http_user_agent $is_bot_${below(d, 1, 9999)} {\n    default 0;\n    "${keep(d.pick(['~*(Googlebot|bingbot|AhrefsBot/7.0)', '~Mozilla/5.0 \\(compatible; SemrushBot', '~*UptimeRobot/2.0']))}" 1;\n  }`,
  ),
  kind(
    'keep/split-clients',
    'nginx-http',
    (d) =>
      marked`split_clients "${keep(`${reference('remote_addr')}AAA`)}" $variant_${below(d, 1, 9999)} { ${keep(`${below(d, 1, 60)}.5%`)} .beta; * ""; }`,
  ),
];
