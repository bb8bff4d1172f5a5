import { base64 } from '../draw.js';
import { hard, type Kind, marked, secret } from '../labelled.js';
import { any, below, documentation, f, jwt, kind, person, site, tame, token, uuid, wild } from './values.js';

/** Other directives of servers and locations. */
export const nginxDirectives: readonly Kind[] = [
  kind('nginx/fastcgi-param-password', 'nginx-location', (d) => {
    const name = d.pick([
      'DB_PASSWORD',
      'APP_SECRET',
      'SMTP_PASS',
      'MYSQL_PWD',
      'DB_PASSWORT',
      'CLAVE_BD',
      'SENHA_BANCO',
    ]);
    return marked`fastcgi_param ${name} "${secret(wild(d))}";`;
  }),
  kind(
    'nginx/fastcgi-param-url',
    'nginx-location',
    (d) =>
      marked`fastcgi_param DATABASE_URL "${d.pick(['mysql', 'postgresql', 'pgsql'])}://app:${secret(tame(d))}@127.0.0.1:${d.pick([3306, 5432])}/app?charset=utf8";`,
  ),
  kind(
    'nginx/php-session-redis-auth',
    'nginx-location',
    (d) =>
      marked`fastcgi_param PHP_VALUE "session.save_handler=redis\nsession.save_path=tcp://127.0.0.1:6379?auth=${secret(any(d))}&database=2";`,
  ),
  kind(
    'nginx/uwsgi-param-secret-key',
    'nginx-location',
    (d) =>
      marked`uwsgi_param ${d.pick(['DJANGO_SECRET_KEY', 'FLASK_SECRET_KEY', 'SECRET_KEY'])} '${secret(f(d, d.pick(['django-insecure-{b50}', '{w50}', '{h48}'])))}';`,
  ),
  kind(
    'nginx/scgi-param',
    'nginx-location',
    (d) => marked`scgi_param ${d.pick(['HTTP_X_API_TOKEN', 'LDAP_BIND_PASSWORD', 'AUTH_KEY'])} ${secret(token(d))};`,
  ),
  kind(
    'nginx/proxy-pass-query-token',
    'nginx-location',
    (d) =>
      marked`proxy_pass http://127.0.0.1:${below(d, 3000, 9000)}/${d.pick(['hook', 'api/ingest', 'v1/push'])}?${d.pick(['token', 'api_key', 'apikey', 'access_token', 'cle_api'])}=${secret(token(d))};`,
  ),
  kind(
    'nginx/telegram-bot-path',
    'nginx-location',
    (d) => marked`proxy_pass https://api.telegram.org/bot${secret(f(d, '{d10}:AA{b33}'))}/sendMessage;`,
  ),
  kind(
    'nginx/slack-webhook-path',
    'nginx-location',
    (d) =>
      marked`proxy_pass https://hooks.slack.com/services/T${f(d, '{A10}')}/B${f(d, '{A10}')}/${secret(f(d, '{w24}'))};`,
  ),
  kind(
    'nginx/discord-webhook-path',
    'nginx-location',
    (d) => marked`proxy_pass https://discord.com/api/webhooks/${f(d, '{d18}')}/${secret(f(d, '{b68}'))};`,
  ),
  kind('nginx/if-header-differs', 'nginx-location', (d) => {
    const name = d.pick([
      'x_key',
      'x_api_key',
      'x_shared_secret',
      'x_origin_token',
      'x_jeton',
      'x_geheimnis',
      'x_clave',
    ]);
    return marked`if ($http_${name} != "${secret(any(d))}") { return ${d.pick([401, 403, 444])}; }`;
  }),
  kind('nginx/if-header-equals', 'nginx-server', (d) => {
    const name = d.pick(['x_monitor_token', 'x_purge_key', 'x_deploy_secret']);
    return marked`set $allowed 0;\n    if ($http_${name} = ${secret(token(d))}) {\n      set $allowed 1;\n    }`;
  }),
  kind(
    'nginx/if-argument',
    'nginx-location',
    (d) =>
      marked`if ($arg_${d.pick(['token', 'key', 'secret', 'passwort', 'pass'])} ${d.pick(['!=', '='])} '${secret(any(d))}') { return 403; }`,
  ),
  kind(
    'nginx/if-cookie-pattern',
    'nginx-server',
    (d) =>
      marked`if ($http_cookie !~* "${d.pick(['preview_token', 'access_key', 'staging_secret'])}=${secret(f(d, d.pick(['{h32}', '{w24}', '{a20}'])))}") { return 404; }`,
  ),
  kind(
    'nginx/if-authorization-literal',
    'nginx-location',
    (d) => marked`if ($http_authorization != "${d.pick(['Bearer ', 'Token '])}${secret(token(d))}") { return 401; }`,
  ),
  kind(
    'nginx/if-basic-literal',
    'nginx-location',
    (d) => marked`if ($http_authorization != "Basic ${secret(base64(`${person(d)}:${wild(d)}`))}") { return 401; }`,
  ),
  kind('nginx/secure-link-salt', 'nginx-location', (d) => {
    const what = d.pick(['$secure_link_expires$uri$remote_addr', '$secure_link_expires$uri', '$uri$arg_expires']);
    return marked`secure_link $arg_md5,$arg_expires;\n      secure_link_md5 "${what} ${secret(any(d))}";`;
  }),
  kind('nginx/secure-link-secret', 'nginx-location', (d) => marked`secure_link_secret ${secret(any(d))};`),
  kind(
    'nginx/rewrite-adds-key',
    'nginx-location',
    (d) =>
      marked`rewrite ^/karte/(.*)$ /maps/$1?${d.pick(['apikey', 'access_key', 'appkey', 'subscription-key'])}=${secret(f(d, d.pick(['{h32}', '{w40}', '{b43}'])))} break;`,
  ),
  kind(
    'nginx/set-variable',
    'nginx-server',
    (d) =>
      marked`set $${d.pick(['upstream_token', 'api_secret', 'backend_password', 'clave_api', 'mot_de_passe', 'geheimer_schluessel', 'senha_interna'])} "${secret(wild(d))}";`,
  ),
  kind('nginx/resty-session-secret', 'nginx-server', (d) => marked`set $session_secret ${secret(f(d, '{w32}'))};`),
  kind(
    'nginx/redirect-with-token',
    'nginx-location',
    (d) =>
      marked`return 302 https://${site(d)}/sso/login?${d.pick(['access_token', 'sso_token', 'jwt', 'id_token'])}=${secret(jwt(d))};`,
  ),
  kind(
    'nginx/comment-german-password',
    'nginx-server',
    (d) =>
      marked`# ${d.pick(['Passwort für Staging:', 'Kennwort Monitoring:', 'Basic-Auth-Passwort:'])} ${secret(tame(d))}`,
  ),
  kind(
    'nginx/comment-romance-password',
    'nginx-server',
    (d) => marked`# ${d.pick(['mot de passe :', 'contraseña:', 'senha:', 'clave:'])} ${secret(tame(d))}`,
  ),
  kind(
    'nginx/comment-curl-example',
    'nginx-location',
    (d) => marked`# Test: curl -u ${person(d)}:${secret(tame(d))} https://example.com/status`,
  ),
  kind('nginx/lua-redis-auth', 'nginx-location', (d) => {
    const value = secret(any(d));
    return marked`access_by_lua_block {\n        local redis = require "resty.redis"\n        local red = redis:new()\n        red:connect("127.0.0.1", 6379)\n        local ok, err = red:auth("${value}")\n        if not ok then return ngx.exit(500) end\n      }`;
  }),
  kind(
    'nginx/lua-openidc-options',
    'nginx-location',
    (d) =>
      marked`access_by_lua_block {\n        local opts = {\n          discovery = "https://id.example.com/realms/main/.well-known/openid-configuration",\n          client_id = "portal",\n          client_secret = "${secret(d.chance(50) ? f(d, '{w32}') : uuid(d))}",\n          ssl_verify = "yes"\n        }\n        local res, err = require("resty.openidc").authenticate(opts)\n      }`,
  ),
  kind(
    'nginx/lua-jwt-verify',
    'nginx-location',
    (d) =>
      marked`rewrite_by_lua_block {\n        local jwt = require "resty.jwt"\n        local obj = jwt:verify("${secret(token(d))}", ngx.var.cookie_sess)\n        if not obj.verified then ngx.exit(401) end\n      }`,
  ),
  kind(
    'nginx/lua-sets-header',
    'nginx-location',
    (d) =>
      marked`access_by_lua_block { ngx.req.set_header("${d.pick(['X-Api-Key', 'X-Auth-Token', 'X-Kong-Admin-Token'])}", "${secret(any(d))}") }`,
  ),
  kind(
    'nginx/sub-filter-injects',
    'nginx-location',
    (d) =>
      marked`sub_filter '${d.pick(['__API_TOKEN__', '%%SECRET%%', '__INTERNAL_KEY__'])}' '${secret(token(d))}';\n      sub_filter_once off;`,
  ),
  kind(
    'nginx/proxy-set-body',
    'nginx-location',
    (d) =>
      marked`proxy_set_body '{"grant_type":"client_credentials","client_id":"edge","client_secret":"${secret(f(d, d.pick(['{b40}', '{w3}8Q~{b34}', '{h64}'])))}"}';`,
  ),
  kind(
    'nginx/pkcs11-pin',
    'nginx-server',
    (d) =>
      marked`ssl_certificate_key "engine:pkcs11:pkcs11:token=edge;object=tls-key;type=private;pin-value=${secret(f(d, d.pick(['{d6}', '{d8}'])))}";`,
  ),
  kind(
    'nginx/redis2-auth',
    'nginx-location',
    (d) => marked`redis2_query auth ${secret(any(d))};\n      redis2_query get $arg_k;`,
  ),
  kind('nginx/encrypted-session-key', 'nginx-server', (d) => marked`encrypted_session_key "${secret(f(d, '{w32}'))}";`),
  kind('nginx/set-hmac', 'nginx-location', (d) => marked`set_hmac_sha256 $sig "${secret(any(d))}" "$uri$arg_t";`),
  kind(
    'nginx/aws-auth-module',
    'nginx-location',
    (d) =>
      marked`aws_access_key AKIA${f(d, '{q16}')};\n      aws_key_scope 20250314/eu-central-1/s3/aws4_request;\n      aws_signing_key ${secret(f(d, '{B43}='))};`,
  ),
  kind('nginx/auth-jwt-inline-key', 'nginx-server', (d) => marked`auth_jwt_key "${secret(f(d, '{h64}'))}" hex;`),
  kind(
    'nginx/token-as-location-path',
    'nginx-server',
    (d) =>
      marked`location = /${d.pick(['hooks', 'cron', 'feed'])}/${hard(f(d, d.pick(['{w32}', '{h40}'])))} { allow ${documentation(d)}; deny all; }`,
  ),
  kind(
    'nginx/auth-request-client-secret',
    'nginx-server',
    (d) =>
      marked`location = /_auth {\n      internal;\n      proxy_pass http://127.0.0.1:9091/introspect?client_id=edge&client_secret=${secret(token(d))};\n      proxy_pass_request_body off;\n      proxy_set_header X-Upstream $host;\n    }`,
  ),
];
