import { type Kind, keep, marked } from '../labelled.js';
import { below, bytes, documentation, f, kind, reference, uuid } from './values.js';

/** Look-alikes in nginx's configuration: what only the sense tells from credentials. */
export const keepNginx: readonly Kind[] = [
  kind(
    'keep/ssl-ciphers',
    'nginx-server',
    (d) =>
      marked`ssl_ciphers ${keep(d.pick(['ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-GCM-SHA384', 'HIGH:!aNULL:!MD5:!3DES:!PSK']))};`,
  ),
  kind(
    'keep/ssl-curves-and-protocols',
    'nginx-server',
    (d) =>
      marked`ssl_protocols ${keep('TLSv1.2 TLSv1.3')};\n    ssl_ecdh_curve ${keep(d.pick(['X25519:prime256v1:secp384r1', 'secp384r1', 'X25519:P-256']))};`,
  ),
  kind(
    'keep/key-file-path',
    'nginx-server',
    (d) =>
      marked`ssl_certificate ${keep('/etc/letsencrypt/live/example.com/fullchain.pem')};\n    ssl_certificate_key ${keep(d.pick(['/etc/letsencrypt/live/example.com/privkey.pem', '/etc/nginx/ssl/private-key-2025.pem', '/run/secrets/tls.key']))};`,
  ),
  kind(
    'keep/session-ticket-key-path',
    'nginx-server',
    (d) =>
      marked`ssl_session_ticket_key ${keep(d.pick(['/etc/nginx/tickets/current.key', '/run/nginx/ticket-80.key']))};`,
  ),
  kind(
    'keep/user-file-and-realm',
    'nginx-location',
    (d) =>
      marked`auth_basic "${keep(d.pick(['Restricted area', 'Geschützter Bereich', 'Acceso restringido', 'Password please']))}";\n      auth_basic_user_file ${keep(d.pick(['/etc/nginx/.htpasswd', 'conf.d/htpasswd-intern', '/etc/nginx/secrets/users']))};`,
  ),
  kind(
    'keep/authorization-passed-on',
    'nginx-location',
    (d) =>
      marked`proxy_set_header Authorization ${keep(d.pick(['$http_authorization', '""', '"Bearer $http_x_access_token"', '"Basic $http_x_basic"']))};`,
  ),
  kind(
    'keep/variable-in-key-header',
    'nginx-location',
    (d) =>
      marked`proxy_set_header ${d.pick(['X-Api-Key', 'X-Auth-Token', 'X-Csrf-Token'])} ${keep(d.pick(['$http_x_api_key', '$cookie_token', '$arg_token', '$http_x_csrf_token']))};`,
  ),
  kind(
    'keep/envsubst-reference',
    'nginx-location',
    (d) =>
      marked`proxy_set_header ${d.pick(['X-Api-Key', 'X-Backend-Secret'])} "${keep(d.pick([reference('BACKEND_API_KEY'), reference('API_TOKEN'), reference('UPSTREAM_PASSWORD')]))}";`,
  ),
  kind(
    'keep/auth-request-set',
    'nginx-location',
    (d) =>
      marked`auth_request ${keep(d.pick(['/oauth2/auth', '/_validate_token', '/auth/verify']))};\n      auth_request_set ${keep('$auth_token')} ${keep('$upstream_http_x_auth_request_access_token')};`,
  ),
  kind(
    'keep/strict-transport',
    'nginx-server',
    (d) =>
      marked`add_header Strict-Transport-Security "${keep(`max-age=${d.pick([31536000, 63072000, 15768000])}; includeSubDomains; preload`)}" always;`,
  ),
  kind(
    'keep/content-policy-hash',
    'nginx-server',
    (d) =>
      marked`add_header Content-Security-Policy "script-src 'self' '${keep(`sha256-${bytes(d, 32).toString('base64')}`)}'; object-src 'none'";`,
  ),
  kind(
    'keep/content-policy-nonce',
    'nginx-location',
    (d) =>
      marked`add_header Content-Security-Policy "script-src '${keep('nonce-$request_id')}'${d.pick([' https:', " 'strict-dynamic'"])}";`,
  ),
  kind(
    'keep/public-key-pins',
    'nginx-server',
    (d) =>
      marked`add_header Public-Key-Pins 'pin-sha256="${keep(bytes(d, 32).toString('base64'))}"; pin-sha256="${keep(bytes(d, 32).toString('base64'))}"; max-age=5184000';`,
  ),
  kind(
    'keep/error-body',
    'nginx-location',
    (d) =>
      marked`return 401 '${keep(d.pick(['{"error":"invalid_token","error_description":"The access token expired"}', '{"code":"AUTH_TOKEN_MISSING"}', '{"message":"API key required"}']))}';`,
  ),
  kind(
    'keep/subresource-integrity',
    'nginx-location',
    (d) =>
      marked`sub_filter '</head>' '<script src="/a.js" integrity="${keep(`sha384-${bytes(d, 48).toString('base64')}`)}"></script></head>';`,
  ),
  kind(
    'keep/asset-with-hash',
    'nginx-server',
    (d) =>
      marked`location = ${keep(`/static/${d.pick(['app', 'vendor', 'main'])}.${f(d, d.pick(['{h8}', '{h20}', '{h32}']))}.${d.pick(['js', 'css'])}`)} { expires max; }`,
  ),
  kind(
    'keep/hash-pattern',
    'nginx-server',
    (d) =>
      marked`location ~* "${keep(d.pick(['\\.[0-9a-f]{20}\\.(js|css)$', '^/assets/[A-Za-z0-9_-]{8,}\\.js$', '^/token/[^/]+$']))}" { expires 1y; }`,
  ),
  kind(
    'keep/secure-link-variable',
    'nginx-location',
    (d) =>
      marked`secure_link $arg_md5,$arg_expires;\n      secure_link_md5 "${keep(d.pick(['$secure_link_expires$uri$remote_addr $http_x_link_secret', '$secure_link_expires$uri$http_x_secret']))}";`,
  ),
  kind(
    'keep/compared-with-variable',
    'nginx-location',
    (d) =>
      marked`if ($http_x_csrf_token != ${keep(d.pick(['$cookie_csrf_token', '"$cookie_xsrf_token"']))}) { return 403; }`,
  ),
  kind(
    'keep/fastcgi-secret-path',
    'nginx-location',
    (d) =>
      marked`fastcgi_param ${d.pick(['DB_PASSWORD_FILE', 'JWT_KEY_PATH', 'SECRETS_DIR'])} ${keep(d.pick(['/run/secrets/db_password', '/var/www/keys/jwt.pem', '/etc/app/secrets']))};`,
  ),
  kind(
    'keep/commit-comment',
    'nginx-server',
    (d) =>
      marked`# ${d.pick(['see commit', 'siehe Commit', 'voir le commit', 'deployed from'])} ${keep(f(d, d.pick(['{h40}', '{h8}', '{h12}'])))}`,
  ),
  kind(
    'keep/cookie-flags',
    'nginx-location',
    (d) =>
      marked`proxy_cookie_flags ${keep(d.pick(['session', 'JSESSIONID', 'auth_token']))} ${keep('secure httponly samesite=lax')};`,
  ),
  kind(
    'keep/hidden-headers',
    'nginx-location',
    (d) =>
      marked`proxy_hide_header ${keep(d.pick(['X-Auth-Token', 'X-Vault-Token', 'X-Session-Secret', 'WWW-Authenticate']))};`,
  ),
  kind(
    'keep/allowed-headers',
    'nginx-location',
    (d) =>
      marked`add_header Access-Control-Allow-Headers "${keep(d.pick(['Authorization, X-Api-Key, X-CSRF-Token, Content-Type', 'X-Auth-Token,X-Requested-With,Authorization']))}";`,
  ),
  kind(
    'keep/cache-key',
    'nginx-location',
    (d) =>
      marked`proxy_cache_key "${keep(d.pick(['$scheme$request_method$host$request_uri$http_authorization', '$host$uri$is_args$args$cookie_session']))}";`,
  ),
  kind(
    'keep/loopback-and-documentation',
    'nginx-location',
    (d) =>
      marked`allow ${keep('127.0.0.1')};\n      allow ${keep(`${d.pick(['192.0.2', '198.51.100', '203.0.113'])}.0/24`)};\n      allow ${keep(documentation(d))};\n      deny all;`,
  ),
  kind(
    'keep/publishable-payment-key',
    'nginx-location',
    (d) =>
      marked`sub_filter '__STRIPE_PK__' '${keep(f(d, d.pick(['pk_live_{w24}', 'pk_test_51{w97}', 'pk_live_51{w97}'])))}';`,
  ),
  kind('keep/site-verification', 'nginx-server', (d) => {
    const name = `google${f(d, '{h16}')}.html`;
    return marked`location = /${keep(name)} { return 200 "${keep(`google-site-verification: ${name}`)}"; }`;
  }),
  kind(
    'keep/etag-compared',
    'nginx-location',
    (d) => marked`if ($http_if_none_match = '"${keep(f(d, d.pick(['{h8}-{h5}', '{h32}'])))}"') { return 304; }`,
  ),
  kind(
    'keep/build-header',
    'nginx-server',
    (d) =>
      marked`add_header X-Build "${keep(d.pick([`v${below(d, 1, 9)}.${below(d, 0, 30)}.${below(d, 0, 9)}`, f(d, '2025.03.14-{h8}'), f(d, 'release-{h40}')]))}";`,
  ),
  kind(
    'keep/names-of-scripts',
    'nginx-location',
    (d) =>
      marked`access_by_lua_block {\n        local value = ${keep(`os.getenv("${d.pick(['API_TOKEN', 'SIGNING_SECRET', 'DB_PASSWORD'])}")`)}\n        local known = ${keep('ngx.shared.tokens:get(ngx.var.http_x_api_key)')}\n        if not known or not value then return ngx.exit(401) end\n      }`,
  ),
  kind(
    'keep/njs-handlers',
    'nginx-location',
    (d) => marked`js_content ${keep(d.pick(['auth.validateToken', 'secrets.readKey', 'main.signRequestWithSecret']))};`,
  ),
  kind(
    'keep/request-id-header',
    'nginx-location',
    (d) =>
      marked`# example: X-Request-Id: ${keep(d.chance(50) ? uuid(d) : f(d, '{h32}'))}\n      proxy_set_header X-Request-Id ${keep('$request_id')};`,
  ),
  kind(
    'keep/named-upstream-target',
    'nginx-location',
    (d) =>
      marked`proxy_pass ${keep(d.pick(['http://unix:/run/token-service.sock:/', 'http://127.0.0.1:8200/v1/auth/token/lookup-self', 'http://localhost:9000/password/reset/']))};`,
  ),
  kind(
    'keep/redirect-to-sign-in',
    'nginx-location',
    (d) =>
      marked`return 302 ${keep(d.pick(['https://id.example.com/oauth2/start?rd=$scheme://$host$request_uri', 'https://example.com/login?next=$uri&reason=session_expired']))};`,
  ),
];
