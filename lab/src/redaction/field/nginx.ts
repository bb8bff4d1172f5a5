import { base64, fill, hostName, madeUp, password, plainSecret, secretValue, userName, word } from '../draw.js';
import { type Kind, keep, marked, secret } from '../labelled.js';

/** A header's name that none of the usual lists holds. */
const header = (ending: string, head: string): string =>
  `X-${head.slice(0, 1).toUpperCase()}${head.slice(1)}-${ending}`;

/** Credentials in nginx configurations, most of them of modules that few people build in. */
export const nginxSecrets: readonly Kind[] = [
  {
    id: 'field/nginx-grpc-metadata-bearer',
    place: 'nginx-location',
    draw: (dice) =>
      marked`grpc_pass grpcs://ledger_backend;
grpc_set_header Authorization "Bearer ${secret(fill(dice, '{w38}'))}";
grpc_set_header TE $http_te;`,
  },
  {
    id: 'field/nginx-njs-js-var',
    place: 'nginx-http',
    draw: (dice) =>
      marked`js_import signer from conf.d/signer.js;
js_var $${madeUp(dice)}_signing_secret "${secret(secretValue(dice))}";
js_set $signature signer.sign;`,
  },
  {
    id: 'field/nginx-lua-request-header',
    place: 'nginx-location',
    draw: (dice) =>
      marked`access_by_lua_block {
    local token = "${secret(plainSecret(dice))}"
    ngx.req.set_header("Authorization", "Token " .. token)
}
proxy_pass https://partner;`,
  },
  {
    id: 'field/nginx-lua-redis-auth',
    place: 'nginx-location',
    draw: (dice) =>
      marked`content_by_lua_block {
    local redis = require "resty.redis"
    local red = redis:new()
    red:set_timeouts(1000, 1000, 1000)
    assert(red:connect("127.0.0.1", 6379))
    local ok, err = red:auth("${secret(secretValue(dice))}")
    if not ok then ngx.log(ngx.ERR, "redis auth: ", err) end
}`,
  },
  {
    id: 'field/nginx-perl-password',
    place: 'nginx-http',
    draw: (dice) =>
      marked`perl_modules perl/lib;
perl_set $backend_auth 'sub {
    use MIME::Base64;
    my $r = shift;
    my $password = "${secret(fill(dice, '{w22}'))}";
    return "Basic " . encode_base64("gateway:" . $password, "");
}';`,
  },
  {
    id: 'field/nginx-headers-more-input',
    place: 'nginx-location',
    draw: (dice) =>
      marked`more_set_input_headers "${header(dice.pick(['Api-Token', 'Service-Secret', 'Access-Key']), madeUp(dice))}: ${secret(plainSecret(dice))}";
proxy_pass https://catalogue;`,
  },
  {
    id: 'field/nginx-proxy-basic-header',
    place: 'nginx-location',
    draw: (dice) =>
      marked`proxy_pass https://legacy-soap/services/;
proxy_set_header Authorization "Basic ${secret(base64(`${userName(dice)}:${password(dice)}`))}";
proxy_ssl_server_name on;`,
  },
  {
    id: 'field/nginx-sub-filter-token',
    place: 'nginx-location',
    draw: (dice) =>
      marked`sub_filter '__UPLOAD_TOKEN__' '${secret(fill(dice, 'upl_{w30}'))}';
sub_filter_once off;
sub_filter 'api_key: null' 'api_key: "${secret(fill(dice, '{h40}'))}"';`,
  },
  {
    id: 'field/nginx-mirror-query-key',
    place: 'nginx-location',
    draw: (dice) =>
      marked`internal;
proxy_pass https://shadow$request_uri?api_key=${secret(fill(dice, '{w32}'))}&dry_run=1;
proxy_pass_request_body off;`,
  },
  {
    id: 'field/nginx-split-clients-keys',
    place: 'nginx-http',
    draw: (dice) =>
      marked`split_clients "$remote_addr$request_id" $partner_api_key {
    20%     "${secret(fill(dice, '{w36}'))}";
    *       "${secret(fill(dice, '{w36}'))}";
}`,
  },
  {
    id: 'field/nginx-keyval-api-key-map',
    place: 'nginx-http',
    draw: (dice) =>
      marked`map $http_x_api_key $api_client_name {
    default "";
    "${secret(fill(dice, '{w28}'))}" "kasse";
    "${secret(fill(dice, '{b32}'))}" "lager";
}`,
  },
  {
    id: 'field/nginx-secure-link-md5',
    place: 'nginx-location',
    draw: (dice) =>
      marked`secure_link $arg_md5,$arg_expires;
secure_link_md5 "$secure_link_expires$uri ${secret(plainSecret(dice))}";
if ($secure_link = "") { return 403; }`,
  },
  {
    id: 'field/nginx-hmac-secure-link',
    place: 'nginx-location',
    draw: (dice) =>
      marked`secure_link_hmac  "$arg_st,$arg_ts,$arg_e";
secure_link_hmac_secret "${secret(secretValue(dice))}";
secure_link_hmac_message "$uri|$arg_ts|$arg_e";
secure_link_hmac_algorithm ${keep('sha256')};`,
  },
  {
    id: 'field/nginx-otel-exporter-header',
    place: 'nginx-http',
    draw: (dice) =>
      marked`otel_exporter {
    endpoint ingest.example.net:4317;
    interval 5s;
    header x-${madeUp(dice)}-api-key "${secret(fill(dice, '{h32}'))}";
}
otel_service_name edge;`,
  },
  {
    id: 'field/nginx-oidc-client-secret',
    place: 'nginx-http',
    draw: (dice) =>
      marked`oidc_provider haus {
    issuer ${keep('https://login.example.com/realms/haus')};
    client_id nginx-edge;
    client_secret ${secret(fill(dice, '{w32}'))};
}`,
  },
  {
    id: 'field/nginx-oidc-map-client-secret',
    place: 'nginx-http',
    draw: (dice) =>
      marked`map $host $oidc_client_secret {
    default "${secret(secretValue(dice))}";
}
map $host $oidc_hmac_key {
    default "${secret(fill(dice, '{B26}'))}";
}`,
  },
  {
    id: 'field/nginx-if-shared-secret',
    place: 'nginx-location',
    draw: (dice) =>
      marked`if ($http_x_origin_secret != "${secret(plainSecret(dice))}") {
    return 403;
}
proxy_pass https://origin;`,
  },
  {
    id: 'field/nginx-mail-auth-http-header',
    place: 'nginx-http',
    draw: (dice) =>
      marked`# mail { } of the same file, for completeness:
# auth_http https://127.0.0.1:9443/auth;
# auth_http_header X-Auth-Key "${secret(plainSecret(dice))}";`,
  },
  {
    id: 'field/nginx-fastcgi-param-password',
    place: 'nginx-location',
    draw: (dice) =>
      marked`include fastcgi_params;
fastcgi_param DB_HOST 127.0.0.1;
fastcgi_param DB_PASSWORD "${secret(secretValue(dice))}";
fastcgi_pass unix:/run/php/php8.2-fpm.sock;`,
  },
  {
    id: 'field/nginx-uwsgi-param-secret',
    place: 'nginx-location',
    draw: (dice) =>
      marked`uwsgi_param DJANGO_SECRET_KEY "${secret(fill(dice, '{b50}'))}";
uwsgi_pass unix:///run/uwsgi/app.socket;`,
  },
  {
    id: 'field/nginx-cookie-session',
    place: 'nginx-location',
    draw: (dice) =>
      marked`proxy_set_header Cookie "JSESSIONID=${secret(fill(dice, '{H32}'))}; lang=de";
proxy_pass https://wiki_old;`,
  },
  {
    id: 'field/nginx-userinfo-pass',
    place: 'nginx-location',
    draw: (dice) =>
      marked`# was: proxy_pass https://svc-edge:${secret(fill(dice, '{w18}'))}@stock.example.org/v3/;
proxy_pass https://stock.example.org/v3/;`,
  },
  {
    id: 'field/nginx-aws-signing-key',
    place: 'nginx-location',
    draw: (dice) =>
      marked`aws_access_key ${fill(dice, 'AKIA{q16}')};
aws_key_scope ${keep('20260211/eu-central-1/s3/aws4_request')};
aws_signing_key ${secret(fill(dice, '{B43}='))};
aws_sign;`,
  },
  {
    id: 'field/nginx-jwt-static-cookie',
    place: 'nginx-location',
    draw: (dice) =>
      marked`auth_jwt "interne API" token=$cookie_access;
proxy_set_header X-Service-Jwt "${secret(
        `${fill(dice, 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.')}${base64(`{"sub":"edge","iat":17${fill(dice, '{d8}')}}`).replace(/=+$/, '')}.${fill(dice, '{b43}')}`,
      )}";`,
  },
];

/** Directives of nginx in which everything that looks like a credential is none. */
export const nginxLookAlikes: readonly Kind[] = [
  {
    id: 'field/nginx-password-files',
    place: 'nginx-server',
    draw: (dice) =>
      marked`ssl_password_file ${keep(`/etc/nginx/secrets/${madeUp(dice)}.pass`)};
proxy_ssl_password_file ${keep(`/run/secrets/${madeUp(dice)}_passphrases`)};
proxy_ssl_certificate_key ${keep(`/etc/nginx/tls/${madeUp(dice)}.key`)};`,
  },
  {
    id: 'field/nginx-auth-jwt-files',
    place: 'nginx-location',
    draw: (dice) =>
      marked`auth_jwt ${keep('"interne API"')} token=${keep('$cookie_auth_token')};
auth_jwt_key_file ${keep(`conf/keys/${madeUp(dice)}.jwk`)};
auth_jwt_key_cache ${keep('3h')};
auth_jwt_require ${keep('$valid_jwt_iss')};`,
  },
  {
    id: 'field/nginx-jwt-claims',
    place: 'nginx-http',
    draw: (dice) => marked`auth_jwt_claim_set ${keep('$jwt_email')} info email;
map ${keep('$jwt_claim_sub')} ${keep(`$${madeUp(dice)}_key`)} {
    default ${keep('$binary_remote_addr')};
}`,
  },
  {
    id: 'field/nginx-variables-as-secrets',
    place: 'nginx-location',
    draw: (dice) =>
      marked`proxy_set_header Authorization ${keep('"Bearer $upstream_http_x_token"')};
proxy_set_header ${header('Key', madeUp(dice))} ${keep('$http_x_api_key')};
proxy_set_header Cookie ${keep('$http_cookie')};`,
  },
  {
    id: 'field/nginx-tls-upstream',
    place: 'nginx-location',
    draw: (dice) =>
      marked`proxy_ssl_protocols ${keep('TLSv1.2 TLSv1.3')};
proxy_ssl_ciphers ${keep(dice.pick(['ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384', 'HIGH:!aNULL:!MD5:!PSK', 'DEFAULT@SECLEVEL=0', 'ECDHE-RSA-CHACHA20-POLY1305']))};
proxy_ssl_verify_depth ${keep('3')};
proxy_ssl_session_reuse ${keep('off')};
proxy_ssl_trusted_certificate ${keep(`/etc/ssl/${madeUp(dice)}-ca-bundle.pem`)};`,
  },
  {
    id: 'field/nginx-session-tickets',
    place: 'nginx-server',
    draw: (dice) =>
      marked`ssl_session_ticket_key ${keep(`/etc/nginx/tickets/${madeUp(dice)}.current.key`)};
ssl_session_ticket_key ${keep('/etc/nginx/tickets/previous.key')};
ssl_ecdh_curve ${keep('X25519:prime256v1:secp384r1')};`,
  },
  {
    id: 'field/nginx-memcached-key',
    place: 'nginx-location',
    draw: (dice) =>
      marked`set $memcached_key ${keep(`"${madeUp(dice)}:$scheme$request_uri"`)};
memcached_pass ${keep('127.0.0.1:11211')};
error_page 404 502 504 = ${keep('@render')};`,
  },
  {
    id: 'field/nginx-zones',
    place: 'nginx-http',
    draw: (dice) =>
      marked`limit_req_zone ${keep('$http_x_api_key')} zone=${keep(`${madeUp(dice)}_token`)}:10m rate=${keep(`${dice.below(90) + 5}r/s`)};
keyval_zone zone=${keep('api_keys')}:1m state=${keep('/var/lib/nginx/state/api_keys.keyval')};
keyval ${keep('$http_x_api_key')} ${keep('$client_label')} zone=api_keys;`,
  },
  {
    id: 'field/nginx-licence-path',
    place: 'nginx-http',
    draw: (dice) =>
      marked`# mgmt {
#     license_token ${keep(`/etc/nginx/${madeUp(dice)}/license.jwt`)};
#     usage_report interval=${keep('30m')};
#     ssl_verify ${keep('on')};
# }`,
  },
  {
    id: 'field/nginx-naxsi',
    place: 'nginx-location',
    draw: (dice) =>
      marked`SecRulesEnabled;
DeniedUrl ${keep('"/RequestDenied"')};
BasicRule ${keep(`wl:${1000 + dice.below(400)}`)} ${keep('"mz:$ARGS_VAR:password|$URL:/login"')};
CheckRule ${keep('"$SQL >= 8"')} BLOCK;`,
  },
  {
    id: 'field/nginx-modsecurity',
    place: 'nginx-location',
    draw: (dice) =>
      marked`modsecurity on;
modsecurity_rules '
    SecRuleRemoveById ${keep(`9${fill(dice, '{d5}')}`)}
    SecRuleUpdateTargetById ${keep(`942${fill(dice, '{d3}')}`)} ${keep('"!ARGS:api_token"')}
';`,
  },
  {
    id: 'field/nginx-vts',
    place: 'nginx-http',
    draw: (dice) =>
      marked`vhost_traffic_status_zone shared:${keep(`${madeUp(dice)}_status`)}:32m;
vhost_traffic_status_filter_by_set_key ${keep('$geoip_country_code')} ${keep('country::*')};
vhost_traffic_status_histogram_buckets ${keep('0.005 0.01 0.05 0.1 0.5 1 5 10')};`,
  },
  {
    id: 'field/nginx-brotli',
    place: 'nginx-http',
    draw: (dice) =>
      marked`brotli on;
brotli_comp_level ${keep(String(4 + dice.below(6)))};
brotli_types ${keep('text/plain application/javascript application/vnd.ms-fontobject image/svg+xml')};`,
  },
  {
    id: 'field/nginx-csp-hashes',
    place: 'nginx-server',
    draw: (dice) =>
      marked`add_header Content-Security-Policy "script-src 'self' '${keep(`sha256-${fill(dice, '{B43}=')}`)}'; object-src 'none'" always;
add_header Strict-Transport-Security "${keep('max-age=63072000; includeSubDomains; preload')}";`,
  },
  {
    id: 'field/nginx-lua-env-lookup',
    place: 'nginx-location',
    draw: (dice) =>
      marked`access_by_lua_block {
    local token = ${keep(`os.getenv("${madeUp(dice).toUpperCase()}_TOKEN")`)}
    local password = ${keep('ngx.var.http_x_password')}
    if not token then return ngx.exit(${keep('ngx.HTTP_BAD_GATEWAY')}) end
}`,
  },
  {
    id: 'field/nginx-js-periodic',
    place: 'nginx-http',
    draw: (dice) =>
      marked`js_shared_dict_zone zone=${keep('tokens')}:1m timeout=${keep(`${30 + dice.below(60)}s`)};
js_fetch_trusted_certificate ${keep('/etc/ssl/certs/ISRG_Root_X1.pem')};
js_set ${keep('$access_token')} ${keep('oauth.fetchToken')};`,
  },
  {
    id: 'field/nginx-stream-preread',
    place: 'nginx-http',
    draw: (dice) =>
      marked`# stream {
#     map ${keep('$ssl_preread_server_name')} $pool { default ${keep(`${madeUp(dice)}_tls`)}; }
#     ssl_preread on;
#     proxy_protocol_timeout ${keep('30s')};
# }`,
  },
  {
    id: 'field/nginx-sticky-cookie',
    place: 'nginx-location',
    draw: (dice) =>
      marked`proxy_cookie_flags ${keep('sessionid')} ${keep('secure samesite=strict')};
proxy_cookie_path ${keep(`/${word(dice)}`)} ${keep('"/; HttpOnly"')};
proxy_next_upstream ${keep('error timeout http_502 http_503 non_idempotent')};`,
  },
  {
    id: 'field/nginx-upstream-sizes',
    place: 'nginx-http',
    draw: (dice) =>
      marked`upstream ${madeUp(dice)}_pool {
    zone ${madeUp(dice)} 64k;
    hash ${keep('$cookie_session')} consistent;
    server ${hostName(dice).join('.')}:8443 max_fails=${keep('3')} fail_timeout=${keep('10s')};
    keepalive ${keep(String(8 + dice.below(60)))};
}`,
  },
  {
    id: 'field/nginx-client-fingerprint-map',
    place: 'nginx-http',
    draw: (dice) =>
      marked`map ${keep('$ssl_client_fingerprint')} $client_allowed {
    default 0;
    ${keep(fill(dice, '{h40}'))} 1; # Kasse Nord
    ${keep(fill(dice, '{h40}'))} 1; # Kasse Süd
}`,
  },
];
