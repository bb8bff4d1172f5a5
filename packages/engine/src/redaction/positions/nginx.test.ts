import { expect, it } from 'vitest';
import { redacted } from '../testing/redacted.js';

it.each([
  ['proxy_set_header X-Vault-Token s.9aBcDeFgHiJkLmNoPqRsTuVw;', 'proxy_set_header X-Vault-Token TOKEN_1;'],
  ['proxy_set_header Authorization "Basic dXNlcjpwYXNz";', 'proxy_set_header Authorization "Basic CREDENTIALS_1";'],
  ['proxy_set_header Authorization "Bearer $token";', 'proxy_set_header Authorization "Bearer $token";'],
  [
    'proxy_set_header Authorization "Bearer pre-$part-9xY7sEcr3t";',
    'proxy_set_header Authorization "Bearer TOKEN_1-$part-TOKEN_2";',
  ],
  [
    'location / { if ($http_x_secret_request_header != "a-very-long-string") { return 403; } }',
    'location / { if ($http_x_secret_request_header != "SECRET_1") { return 403; } }',
  ],
  [
    'map $http_apikey $api_key_ok { default 0; "kafka77" 1; }',
    'map $http_apikey $api_key_ok { default 0; "TOKEN_1" 1; }',
  ],
  ['secure_link_md5 "$secure_link_expires$uri __STREAM_7__";', 'secure_link_md5 "$secure_link_expires$uri SECRET_1";'],
  ['fastcgi_param DB_USER "sensor_app_user";', 'fastcgi_param DB_USER "USER_1";'],
  ['fastcgi_param DB_NAME "_v2_android";', undefined],
  ['fastcgi_param REDIS_PREFIX app3_;', undefined],
  ['oidc_provider a { client_secret rNjPR19XzsYUtVmR; }', 'oidc_provider a { client_secret SECRET_1; }'],
  ['oidc_provider a { client_secret $held; }', undefined],
  ['ssl_password_file /etc/keys/pw.txt;', undefined],
  ['set $memcached_key "shop:$scheme$request_uri";', undefined],
  ['grpc_set_header x-gelbe-ente "8f14e45fceea167a";', 'grpc_set_header x-gelbe-ente "SECRET_1";'],
  ['fastcgi_param APP_KENNWORT "Geheim#2024 !";', 'fastcgi_param APP_KENNWORT "PASSWORD_1";'],
  ['fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;', undefined],
  ['proxy_set_header X-Forwarded-Proto https;', undefined],
  ['proxy_set_header Connection "upgrade";', undefined],
  ['proxy_set_header X-Gelbe-Ente edge;', undefined],
  ['proxy_set_header X-Gelbe-Ente 2.3.4;', undefined],
  ['proxy_set_header Cookie "sid=a1b2c3d4e5; lang=en";', 'proxy_set_header Cookie "sid=COOKIE_1; lang=en";'],
  [
    'add_header Set-Cookie "sid=9f8e7d6c5b4a; Path=/; HttpOnly";',
    'add_header Set-Cookie "sid=COOKIE_1; Path=/; HttpOnly";',
  ],
  ['add_header X-Served-By "edge-fra-3" always;', undefined],
  [
    'add_header Content-Security-Policy "script-src \'sha256-4Su6mBWzEIFnH4pAGMOuaeBrstwJN4Z3pq/s1Kn4/KQ=\'";',
    undefined,
  ],
  ['more_set_headers "X-Internal-Pass: trustno1-really";', 'more_set_headers "X-Internal-Pass: PASSWORD_1";'],
  ['set $kennwort "Winter2024!";', 'set $kennwort "PASSWORD_1";'],
  ['set $backend http://app;', undefined],
  ['set $flag 1;', undefined],
  ['set $api api.acme.internal;', 'set $api HOST_1.HOST_2.internal;'],
  [
    'if ($http_x_shared_ring != "kx91-ABcd-7733") { return 403; }',
    'if ($http_x_shared_ring != "SECRET_1") { return 403; }',
  ],
  ['if ($request_method = POST) { return 403; }', undefined],
  [
    'if ($http_authorization !~ "^Bearer (tok_abc123DEF|zzz999YYY)$") { return 401; }',
    'if ($http_authorization !~ "^Bearer (TOKEN_1|TOKEN_2)$") { return 401; }',
  ],
  ['map $http_x_api_key $ok { default 0; "k3y-Zx91abQQ77" 1; }', 'map $http_x_api_key $ok { default 0; "TOKEN_1" 1; }'],
  ["map $http_upgrade $connection_upgrade { default upgrade; '' close; }", undefined],
  ['map $uri $api_secret { /a "qq-11-ZZ"; default ""; }', 'map $uri $api_secret { /a "SECRET_1"; default ""; }'],
  [
    'secure_link_md5 "$secure_link_expires$uri$remote_addr enigma";',
    'secure_link_md5 "$secure_link_expires$uri$remote_addr SECRET_1";',
  ],
  ['secure_link_secret enigma;', 'secure_link_secret SECRET_1;'],
  [
    'proxy_pass https://svc:S3cr3t%21pw@10.2.3.4:8443/api?apikey=9d1e8f&v=2;',
    'proxy_pass https://USER_1:PASSWORD_1@IPV4_PRIVATE_1:8443/api?apikey=TOKEN_1&v=2;',
  ],
  ['return 301 https://$host$request_uri;', undefined],
  ['# proxy_set_header X-Old-Token "zzTop99xx11";', '# proxy_set_header X-Old-Token "TOKEN_1";'],
  ['# old: proxy_set_header X-Ring "hn2-AA00-kkL";', '# old: proxy_set_header X-Ring "SECRET_1";'],
  ['# the token is refreshed by cron', undefined],
  ['ssl_certificate_key /etc/ssl/private/key.pem;', undefined],
  ['ssl_certificate_key data:$vault_key;', undefined],
  ['ssl_password_file /etc/nginx/pass.txt;', undefined],
  ['auth_basic "Restricted area";', undefined],
  ['proxy_cache_key $scheme$proxy_host$request_uri;', undefined],
  ['ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:HIGH:!aNULL;', undefined],
  ['redis2_query auth "r3d1spass";', 'redis2_query auth "SECRET_1";'],
  ['postgres_server db password=pgpass11 user=app;', 'postgres_server db password=PASSWORD_1 user=app;'],
  ['server_name api.acme.corp *.acme.corp localhost _;', 'server_name HOST_1.HOST_2.corp *.HOST_2.corp localhost _;'],
  ['server_name ~^(?<sub>.+)\\.acme\\.corp$;', 'server_name ~^(?<sub>.+)\\.HOST_1\\.corp$;'],
  ['listen [fd00:1234::1]:443 ssl;', 'listen [IPV6_PRIVATE_1]:443 ssl;'],
  ['allow 10.0.0.0/8;', 'allow IPV4_PRIVATE_1/8;'],
  ['allow 127.0.0.1;', undefined],
  [
    'perl_set $y \'sub { my $pwd = "perlpass99"; return $pwd; }\';',
    'perl_set $y \'sub { my $pwd = "PASSWORD_1"; return $pwd; }\';',
  ],
  ['expires 14d;', undefined],
  ['ssl_session_timeout 3d;', undefined],
  ['proxy_cache_valid 404 5d;', undefined],
  ['allow fd00:1234::/32;', 'allow IPV6_PRIVATE_1/32;'],
  ['allow 2001:db8:12ab::3f;', undefined],
  ['if ($http_origin ~ ^https://([a-z0-9-]+\\.)?example\\.org$) { return 204; }', undefined],
  [
    'if ($http_origin ~ ^https://([a-z0-9-]+\\.)?acme\\.org$) { return 204; }',
    'if ($http_origin ~ ^https://([a-z0-9-]+\\.)?HOST_1\\.org$) { return 204; }',
  ],
  ['set $target pool_main_b;', undefined],
  ['set $upstream pool-main-b;', undefined],
  ['set $ext .avif;', undefined],
  ["set $csp \"default-src 'none'; img-src 'self'\";", undefined],
  ['set $state "logged_out_user";', undefined],
  ['set $lotse blau-wunder-hund;', 'set $lotse SECRET_1;'],
  ['set $target_secret pool_main_b;', 'set $target_secret SECRET_1;'],
  ['set $state word-word-77;', 'set $state SECRET_1;'],
  ['if ($http_cookie ~* "cms_logged_in|wp-xyz|wordpress_[a-f0-9]+") { return 403; }', undefined],
  [
    'if ($http_cookie ~* "cms_logged_in|gate=[a-z]+_word_word") { return 403; }',
    'if ($http_cookie ~* "cms_logged_in|gate=[a-z]+COOKIE_1") { return 403; }',
  ],
  ['if ($http_cookie ~ "kx91ABcd7733") { return 403; }', 'if ($http_cookie ~ "COOKIE_1") { return 403; }'],
  ['fastcgi_param PHP_VALUE "upload_max_filesize=64M \\n post_max_size=64M";', undefined],
  ['fastcgi_param PHP_ADMIN_VALUE "open_basedir=/var/www/a:/tmp/x1";', undefined],
  [
    'fastcgi_param PHP_ADMIN_VALUE "mysqli.default_pw=hunter2go7";',
    'fastcgi_param PHP_ADMIN_VALUE "mysqli.default_pw=SECRET_1";',
  ],
  ['basic_auth /path/* { }', undefined],
  ['set $pool api_v2_blue;', undefined],
  ['set $cors_headers "Authorization, Content-Type, X-Requested-With";', undefined],
  ['set $suffix "_mobile";', undefined],
  ['set $device "mobile|tablet";', undefined],
  ['set $to "/login?next=";', undefined],
  ['set $rate "10r/s";', undefined],
  ['set $hsts "max-age=63072000; includeSubDomains";', undefined],
  ['set $gate Correct-Horse-Battery;', 'set $gate SECRET_1;'],
  ['set $tier gold+plus;', undefined],
  ['set $bucket my-bucket-name;', undefined],
  ['set $service_login shop:geheim;', 'set $service_login SECRET_1;'],
  ['set $methods "GET|HEAD|POST";', undefined],
  ['set $bad "semalt|buttons-for-website";', undefined],
  ['set $dims "1200x800";', undefined],
  ['set $perm "camera=(), geolocation=(self)";', undefined],
])('%s', (line, expected) => {
  expect(redacted(`server {\n  ${line}\n}\n`)).toBe(`server {\n  ${expected ?? line}\n}\n`);
});

it('judges strings of Lua by what they are for', () => {
  const code = (token: string, compared: string) =>
    `location / {\n  content_by_lua_block {\n    ngx.req.set_header("Authorization", "Bearer " .. "${token}")\n    if ngx.var.arg_k ~= "${compared}" then ngx.say("hello world") end\n  }\n}\n`;
  expect(redacted(code('luatoken-778899-xx', 's3same-9911'))).toBe(code('TOKEN_1', 'SECRET_1'));
});

it('takes no code for a value', () => {
  const code = (key: string) =>
    `location / {\n  access_by_lua_block {\n    local jwt = require "resty.jwt"\n    local ok = jwt:verify("${key}", token)\n  }\n}\n`;
  expect(redacted(code('sup3rJwtSecretValue'))).toBe(code('PASSWORD_1'));
});

it('finds directives in a paste that is no whole configuration', () => {
  expect(redacted('It fails with\n> proxy_set_header X-Ring "kx91-ABcd-7733";\nand I don\'t know {why\n')).toContain(
    'X-Ring "SECRET_1";',
  );
});
