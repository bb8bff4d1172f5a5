import { base64 } from '../draw.js';
import { type Kind, marked, secret } from '../labelled.js';
import { any, below, company, f, kind, person, tame, token, wild } from './values.js';

/** Directives of the http context. */
export const nginxHttp: readonly Kind[] = [
  kind('nginx/map-api-keys-to-clients', 'nginx-http', (d) => {
    const row = () => marked`\n    "${secret(f(d, d.pick(['{w24}', '{h32}', '{w32}'])))}" "${company(d)}";`;
    return marked`map $http_${d.pick(['apikey', 'x_api_key', 'x_partner_key'])} $api_client_name {\n    default "";${row()}${row()}${row()}\n  }`;
  }),
  kind('nginx/map-tokens-allowed', 'nginx-http', (d) => {
    const row = () => marked`\n    ${secret(token(d))} 1;`;
    return marked`map $arg_${d.pick(['token', 'access_token', 'auth'])} $token_ok {\n    default 0;${row()}${row()}\n  }`;
  }),
  kind('nginx/map-bearer-values', 'nginx-http', (d) => {
    const row = () => marked`\n    "Bearer ${secret(token(d))}" 1;`;
    return marked`map $http_authorization $is_service {\n    default 0;${row()}${row()}\n  }`;
  }),
  kind(
    'nginx/map-bearer-pattern',
    'nginx-http',
    (d) =>
      marked`map $http_authorization $bypass {\n    default 0;\n    "~*^Bearer\\s+${secret(f(d, d.pick(['{w32}', '{h40}'])))}$" 1;\n  }`,
  ),
  kind(
    'nginx/map-host-to-basic',
    'nginx-http',
    (d) =>
      marked`map $host $backend_auth {\n    default "";\n    a.example.com "Basic ${secret(base64(`${person(d)}:${wild(d)}`))}";\n    b.example.com "Basic ${secret(base64(`svc-b:${tame(d)}`))}";\n  }`,
  ),
  kind(
    'nginx/map-cookie-password',
    'nginx-http',
    (d) =>
      marked`map $cookie_${d.pick(['beta_pass', 'zugang', 'staging_key'])} $in_beta { "${secret(any(d))}" 1; default 0; }`,
  ),
  kind(
    'nginx/ldap-server-bind',
    'nginx-http',
    (d) =>
      marked`ldap_server dir {\n    url "ldaps://ldap.example.com/DC=example,DC=com?sAMAccountName?sub?(objectClass=person)";\n    binddn "CN=nginx,OU=Service,DC=example,DC=com";\n    binddn_passwd "${secret(wild(d))}";\n    group_attribute member;\n  }`,
  ),
  kind(
    'nginx/postgres-upstream',
    'nginx-http',
    (d) =>
      marked`upstream db${below(d, 1, 9999)} {\n    postgres_server 127.0.0.1 dbname=portal user=portal password=${secret(tame(d))};\n    postgres_keepalive max=20 mode=single;\n  }`,
  ),
  kind(
    'nginx/otel-exporter-header',
    'nginx-http',
    (d) =>
      marked`otel_exporter {\n    endpoint 127.0.0.1:4317;\n    header ${d.pick(['x-honeycomb-team', 'uptrace-dsn-token', 'authorization-token'])} "${secret(f(d, d.pick(['{w22}', '{w32}'])))}";\n  }`,
  ),
  kind('nginx/lua-init-config', 'nginx-http', (d) => {
    const key = d.pick(['password', 'secret', 'api_key', 'hmac_key', 'kennwort', 'auth_token']);
    return marked`init_by_lua_block {\n    config = {\n      issuer = "edge",\n      ${key} = ${d.chance(50) ? marked`"${secret(any(d))}"` : marked`'${secret(any(d))}'`},\n      timeout = 2000,\n    }\n  }`;
  }),
  kind(
    'nginx/lua-worker-mysql',
    'nginx-http',
    (d) =>
      marked`init_worker_by_lua_block {\n    local db = require("resty.mysql"):new()\n    db:connect{ host = "127.0.0.1", port = 3306, database = "acl", user = "edge", password = "${secret(wild(d))}", max_packet_size = 1024 * 1024 }\n  }`,
  ),
  kind(
    'nginx/perl-set-key',
    'nginx-http',
    (d) =>
      marked`perl_set $signature${below(d, 1, 9999)} 'sub {\n    use Digest::SHA qw(hmac_sha256_hex);\n    my $r = shift;\n    my $secret = "${secret(token(d))}";\n    return hmac_sha256_hex($r->uri, $secret);\n  }';`,
  ),
  kind(
    'nginx/js-var',
    'nginx-http',
    (d) => marked`js_var $${d.pick(['signing_secret', 'api_token', 'aes_key', 'jeton_secret'])} "${secret(token(d))}";`,
  ),
  kind(
    'nginx/geo-comment-key',
    'nginx-http',
    (d) =>
      marked`# ${d.pick(['API key', 'API-Key', 'Lizenzschlüssel / license_key', 'access token'])} ${d.pick(['maxmind', 'GeoIP update', 'CDN purge'])}: ${secret(f(d, d.pick(['{w16}', '{w40}'])))}`,
  ),
  kind(
    'nginx/http-wide-basic-header',
    'nginx-http',
    (d) => marked`proxy_set_header X-Backend-Authorization "Basic ${secret(base64(`${person(d)}:${tame(d)}`))}";`,
  ),
];
