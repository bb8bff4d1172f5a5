import type { Dice } from '../../differential/random.js';
import { base64, fill, madeUp, word } from '../draw.js';
import { type Kind, keep, type Marked, marked, type Place } from '../labelled.js';

const kind = (id: string, place: Place, draw: (dice: Dice) => Marked): Kind => ({
  id: `keep/${place}-${id}`,
  place,
  draw,
});

/** A line that stays to the letter. */
const line = (place: Place, id: string, text: (dice: Dice) => string): Kind =>
  kind(id, place, (dice) => marked`${keep(text(dice))}`);
const location = (id: string, text: (dice: Dice) => string): Kind => line('nginx-location', id, text);

export const nginxKept: readonly Kind[] = [
  location('host-variable', () => 'proxy_set_header Host $host;'),
  location('host-upstream', () => 'proxy_set_header Host $proxy_host;'),
  location('real-ip', () => 'proxy_set_header X-Real-IP $remote_addr;'),
  location('forwarded-for', () => 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'),
  location('forwarded-proto', () => 'proxy_set_header X-Forwarded-Proto https;'),
  location('forwarded-port', () => 'proxy_set_header X-Forwarded-Port 443;'),
  location('upgrade', () => 'proxy_set_header Upgrade $http_upgrade;'),
  location('connection', () => 'proxy_set_header Connection "upgrade";'),
  location('connection-empty', () => 'proxy_set_header Connection "";'),
  location('accept-encoding', () => 'proxy_set_header Accept-Encoding "";'),
  location('authorization-variable', () => 'proxy_set_header Authorization $http_authorization;'),
  location('bearer-variable', () => 'proxy_set_header Authorization "Bearer $access_token";'),
  location('token-variable', (dice) => `proxy_set_header X-${madeUp(dice)}-Token $http_x_token;`),
  location('request-id', () => 'proxy_set_header X-Request-ID $request_id;'),
  location('unknown-word', (dice) => `proxy_set_header X-${madeUp(dice)} ${word(dice)};`),
  location('unknown-number', (dice) => `proxy_set_header X-${madeUp(dice)} ${dice.below(9999)};`),
  location('unknown-flag', (dice) => `proxy_set_header X-${madeUp(dice)} on;`),
  location('unknown-version', (dice) => `proxy_set_header X-${madeUp(dice)}-Version "v2.${dice.below(20)}.1";`),
  location('fastcgi-script', () => 'fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;'),
  location('fastcgi-https', () => 'fastcgi_param HTTPS on;'),
  location('fastcgi-gateway', () => 'fastcgi_param GATEWAY_INTERFACE CGI/1.1;'),
  location('frame-options', () => 'add_header X-Frame-Options SAMEORIGIN always;'),
  location('nosniff', () => 'add_header X-Content-Type-Options nosniff;'),
  location('hsts', () => 'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload" always;'),
  location(
    'csp-hash',
    (dice) => `add_header Content-Security-Policy "script-src 'self' 'sha256-${fill(dice, '{B43}')}='";`,
  ),
  location('csp-nonce', () => 'add_header Content-Security-Policy "script-src \'nonce-$request_id\'";'),
  location('cache-status', () => 'add_header X-Cache-Status $upstream_cache_status;'),
  location('served-by', (dice) => `add_header X-Served-By "edge-${word(dice)}";`),
  location('cache-control', () => 'add_header Cache-Control "public, max-age=31536000, immutable";'),
  location('cors', () => 'add_header Access-Control-Allow-Headers "Authorization,Content-Type,X-Requested-With";'),
  location('pin', (dice) => `add_header Public-Key-Pins 'pin-sha256="${fill(dice, '{B43}')}="; max-age=5184000';`),
  location('etag', (dice) => `add_header ETag '"${fill(dice, '{h8}-{h4}')}"';`),
  location('set-flag', () => 'set $skip_cache 1;'),
  location('set-backend', () => 'set $backend "http://app";'),
  location('set-word', (dice) => `set $env ${word(dice)};`),
  location('set-variable', () => 'set $token $arg_token;'),
  location('set-empty', () => 'set $auth_token "";'),
  location('if-method', () => 'if ($request_method = OPTIONS) { return 204; }'),
  location('if-agent', () => 'if ($http_user_agent ~* (bot|crawl|spider)) { return 403; }'),
  location('if-empty', () => 'if ($http_authorization = "") { return 401; }'),
  location('if-argument', () => 'if ($arg_debug = 1) { set $d 1; }'),
  location('if-cookie', () => 'if ($http_cookie ~* "logged_in=true") { set $skip 1; }'),
  location('secure-link', () => 'secure_link $arg_md5,$arg_expires;'),
  location('cache-key', () => 'proxy_cache_key "$scheme$request_method$host$request_uri";'),
  location('cache-zone', () => 'proxy_cache STATIC;'),
  location('cache-valid', () => 'proxy_cache_valid 200 302 10m;'),
  location('ciphers', () => 'proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:!aNULL;'),
  location('protocols', () => 'proxy_ssl_protocols TLSv1.2 TLSv1.3;'),
  location('trusted', () => 'proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;'),
  location('key-path', () => 'proxy_ssl_certificate_key /etc/nginx/tls/client.key;'),
  location('password-file', () => 'proxy_ssl_password_file /etc/nginx/tls/pass.txt;'),
  location('session-reuse', () => 'proxy_ssl_session_reuse off;'),
  location('depth', () => 'proxy_ssl_verify_depth 2;'),
  location('pass-group', () => 'proxy_pass https://backend;'),
  location('pass-variable', () => 'proxy_pass https://$upstream_host$request_uri;'),
  location('pass-example', () => 'proxy_pass https://api.example.com:8443/v1/;'),
  location('pass-loopback', () => 'proxy_pass http://127.0.0.1:8080;'),
  location('pass-socket', () => 'proxy_pass http://unix:/run/app.sock:/;'),
  location('pass-documentation', () => 'proxy_pass https://192.0.2.17:8443;'),
  location('rewrite', () => 'rewrite ^/old/(.*)$ /new/$1 permanent;'),
  location('return-text', () => 'return 200 "ok";'),
  location('return-redirect', () => 'return 301 https://$host$request_uri;'),
  location('return-json', () => 'return 200 \'{"status":"ok","version":"1.2.3"}\';'),
  location('error-page', () => 'error_page 502 503 504 /50x.html;'),
  location('try-files', () => 'try_files $uri $uri/ /index.php?$args;'),
  location('auth-basic', () => 'auth_basic "Restricted area";'),
  location('auth-file', () => 'auth_basic_user_file /etc/nginx/.htpasswd;'),
  location('auth-request', () => 'auth_request /oauth2/auth;'),
  location('auth-request-set', () => 'auth_request_set $token $upstream_http_x_auth_request_access_token;'),
  location('auth-jwt', () => 'auth_jwt "closed" token=$cookie_session;'),
  location('cookie-path', () => 'proxy_cookie_path / "/; Secure; HttpOnly; SameSite=strict";'),
  location('limit', () => 'limit_req zone=login burst=5 nodelay;'),
  location('timeout', () => 'proxy_read_timeout 120s;'),
  location('buffers', () => 'proxy_buffers 8 16k;'),
  location('comment', (dice) => `# the token is refreshed by ${word(dice)}, see the wiki`),
  location('comment-directive', () => '# proxy_ssl_verify off;'),
  location(
    'lua',
    () => 'access_by_lua_block { local t = ngx.var.http_x_token if not t then return ngx.exit(401) end }',
  ),
  location('asset', (dice) => `add_header Link "</assets/app.${fill(dice, '{h8}')}.js>; rel=preload; as=script";`),
  location('allow-loopback', () => 'allow 127.0.0.1;'),
  location('allow-all', () => 'deny all;'),
  line(
    'nginx-http',
    'map-upgrade',
    () => "map $http_upgrade $connection_upgrade {\n    default upgrade;\n    '' close;\n  }",
  ),
  line(
    'nginx-http',
    'map-mobile',
    () => 'map $http_user_agent $mobile {\n    default 0;\n    ~*(android|iphone) 1;\n  }',
  ),
  line(
    'nginx-http',
    'log-format',
    () => 'log_format main \'$remote_addr - $remote_user [$time_local] "$request" $status "$http_authorization"\';',
  ),
  line('nginx-http', 'limit-zone', () => 'limit_req_zone $binary_remote_addr zone=login:10m rate=1r/s;'),
  line(
    'nginx-http',
    'cache-path',
    () => 'proxy_cache_path /var/cache/nginx levels=1:2 keys_zone=STATIC:10m inactive=24h max_size=1g;',
  ),
  line(
    'nginx-http',
    'upstream',
    () =>
      'upstream backend {\n    least_conn;\n    server 127.0.0.1:8080 max_fails=3 fail_timeout=30s;\n    keepalive 32;\n  }',
  ),
  line(
    'nginx-server',
    'ssl',
    () =>
      'ssl_certificate /etc/letsencrypt/live/www.example.com/fullchain.pem;\n    ssl_certificate_key /etc/letsencrypt/live/www.example.com/privkey.pem;',
  ),
  line('nginx-server', 'session-cache', () => 'ssl_session_cache shared:SSL:10m;\n    ssl_session_tickets off;'),
  line('nginx-server', 'listen', () => 'listen 443 ssl default_server;\n    listen [::]:443 ssl;'),
  line('nginx-server', 'names', () => 'server_name localhost www.example.com *.example.org _;'),
];

export const otherKept: readonly Kind[] = [
  line(
    'access-log',
    'agent',
    () =>
      '192.0.2.7 - - [26/Nov/2026:10:00:00 +0000] "GET /api/v1/items?page=2&sort=asc&lang=en HTTP/1.1" 200 512 "-" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.109 Safari/537.36"',
  ),
  line(
    'access-log',
    'asset',
    (dice) =>
      `198.51.100.9 - - [26/Nov/2026:10:00:00 +0000] "GET /static/main.${fill(dice, '{h8}')}.chunk.css?v=1.2.${dice.below(9)} HTTP/2.0" 304 0 "https://www.example.com/" "curl/8.4.0"`,
  ),
  line(
    'access-log',
    'request-id',
    (dice) => `time=2026-11-26T10:00:00Z status=502 request_id=${fill(dice, '{h32}')} uct=0.001 uht=0.020 urt=0.021`,
  ),
  line(
    'access-log',
    'json',
    (dice) =>
      `{"time":"2026-11-26T10:00:00+00:00","status":502,"request_time":0.012,"request_id":"${fill(dice, '{h32}')}","uri":"/v1/items","upstream_status":"502"}`,
  ),
  line(
    'access-log',
    'azure-open',
    () =>
      '192.0.2.9 - - [26/Nov/2026:10:00:00 +0000] "GET /c/b?sv=2022-11-02&sp=rl&se=2026-12-01T00:00:00Z HTTP/1.1" 200 1 "-" "-"',
  ),
  line(
    'access-log',
    'uuid-path',
    (dice) =>
      `192.0.2.9 - - [26/Nov/2026:10:00:00 +0000] "GET /orders/${fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}')} HTTP/1.1" 200 1 "-" "-"`,
  ),
  line(
    'error-log',
    'verify',
    (dice) =>
      `2026/11/26 10:00:00 [error] ${dice.below(99)}#${dice.below(99)}: *${dice.below(9999)} upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 127.0.0.1, server: localhost, request: "GET / HTTP/1.1", upstream: "https://192.0.2.4:8443/", host: "www.example.com"`,
  ),
  line(
    'error-log',
    'handshake',
    () =>
      '2026/11/26 10:00:00 [crit] 7#7: *1 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream',
  ),
  line(
    'error-log',
    'emerg',
    () =>
      '2026/11/26 10:00:00 [emerg] 1#1: cannot load certificate key "/etc/nginx/tls/client.key": PEM_read_bio_PrivateKey() failed (SSL: error:1E08010C:DECODER routines::unsupported)',
  ),
  line(
    'yaml',
    'reference',
    () =>
      'kind: Pod\nspec:\n  containers:\n    - name: app\n      env:\n        - name: DB_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: db-credentials\n              key: password',
  ),
  line(
    'yaml',
    'env-from',
    () =>
      'kind: Pod\nspec:\n  containers:\n    - name: app\n      envFrom:\n        - secretRef:\n            name: app-secrets',
  ),
  line(
    'yaml',
    'env-variable',
    () =>
      'kind: Pod\nspec:\n  containers:\n    - name: app\n      env:\n        - name: AUTH_TOKEN\n          value: $(TOKEN)',
  ),
  line('yaml', 'template', () => 'db:\n  password: {{ .Values.db.password | quote }}\n  user: {{ .Values.db.user }}'),
  line(
    'yaml',
    'tls-secret-name',
    () => 'kind: Ingress\nspec:\n  tls:\n    - secretName: shop-tls\n  ingressClassName: nginx',
  ),
  line(
    'yaml',
    'image-digest',
    (dice) => `kind: Pod\nspec:\n  containers:\n    - name: app\n      image: app@sha256:${fill(dice, '{h64}')}`,
  ),
  line(
    'yaml',
    'metadata',
    (dice) =>
      `kind: Pod\nmetadata:\n  uid: ${fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}')}\n  resourceVersion: "${dice.below(999999)}"\n  labels:\n    pod-template-hash: ${fill(dice, '{h10}')}`,
  ),
  line(
    'yaml',
    'annotations',
    () =>
      'kind: Ingress\nmetadata:\n  annotations:\n    nginx.ingress.kubernetes.io/proxy-ssl-secret: default/upstream-ca\n    nginx.ingress.kubernetes.io/proxy-ssl-verify: "on"\n    nginx.ingress.kubernetes.io/auth-url: https://$host/oauth2/auth',
  ),
  line(
    'yaml',
    'resources',
    () => 'resources:\n  limits:\n    cpu: 500m\n    memory: 256Mi\n  requests:\n    cpu: 100m',
  ),
  line(
    'yaml',
    'tls-crt',
    (dice) =>
      `kind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.crt: ${base64(`-----BEGIN CERTIFICATE-----\n${fill(dice, '{B64}')}\n-----END CERTIFICATE-----\n`)}`,
  ),
  line(
    'yaml',
    'ca-crt',
    (dice) =>
      `kind: Secret\ndata:\n  ca.crt: ${base64(`-----BEGIN CERTIFICATE-----\n${fill(dice, '{B64}')}\n-----END CERTIFICATE-----\n`)}`,
  ),
  line(
    'yaml',
    'ca-bundle',
    (dice) =>
      `kind: ValidatingWebhookConfiguration\nwebhooks:\n  - clientConfig:\n      caBundle: ${base64(`-----BEGIN CERTIFICATE-----\n${fill(dice, '{B64}')}\n-----END CERTIFICATE-----\n`)}`,
  ),
  line(
    'yaml',
    'sealed',
    (dice) => `kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB${fill(dice, '{B80}')}`,
  ),
  line(
    'yaml',
    'token-attributes',
    () =>
      'auth:\n  tokenTtl: 3600\n  tokenFile: /var/run/secrets/token\n  passwordMinLength: 12\n  secretName: db\n  enabled: true',
  ),
  line('json', 'status', () => '{ "status": "ok", "version": "1.26.3", "uptime": 86400, "items": ["a", "b"] }'),
  line(
    'json',
    'jwk-public',
    (dice) =>
      `{ "kty": "EC", "crv": "P-256", "x": "${fill(dice, '{b43}')}", "y": "${fill(dice, '{b43}')}", "kid": "k1", "use": "sig", "alg": "ES256" }`,
  ),
  line(
    'json',
    'integrity',
    (dice) => `{ "name": "left-pad", "version": "1.3.0", "integrity": "sha512-${fill(dice, '{B86}')}==" }`,
  ),
  line('env', 'settings', () => 'NODE_ENV=production\nPORT=8080\nLOG_LEVEL=debug\nTZ=Europe/Berlin\nCACHE_TTL=3600'),
  line('env', 'reference', () => `DB_PASSWORD=${'$'}{DB_PASSWORD}\nAPI_TOKEN=$(cat /run/secrets/token)`),
  line('env', 'file', () => 'DB_PASSWORD_FILE=/run/secrets/db_password\nSSL_KEY_PATH=/etc/ssl/private/key.pem'),
  line('env', 'publishable', (dice) => `STRIPE_PUBLISHABLE_KEY=pk_live_${fill(dice, '{w24}')}`),
  line(
    'terminal',
    'certificate',
    (dice) => `-----BEGIN CERTIFICATE-----\n${fill(dice, '{B64}')}\n${fill(dice, '{B64}')}\n-----END CERTIFICATE-----`,
  ),
  line(
    'terminal',
    'public-key',
    (dice) => `-----BEGIN PUBLIC KEY-----\n${fill(dice, '{B64}')}\n-----END PUBLIC KEY-----`,
  ),
  line(
    'terminal',
    'fingerprint',
    (dice) => `SHA256 Fingerprint=${Array.from({ length: 32 }, () => fill(dice, '{H2}')).join(':')}`,
  ),
  line(
    'terminal',
    'serial',
    (dice) => `Serial Number:\n    ${Array.from({ length: 16 }, () => fill(dice, '{h2}')).join(':')}`,
  ),
  line(
    'terminal',
    'versions',
    () => 'nginx version: nginx/1.26.3\nbuilt with OpenSSL 3.0.15 3 Sep 2024\nTLS SNI support enabled',
  ),
  line(
    'terminal',
    'nginx-t',
    () =>
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful',
  ),
  line(
    'terminal',
    's-client',
    () =>
      'SSL-Session:\n    Protocol  : TLSv1.3\n    Cipher    : TLS_AES_256_GCM_SHA384\n    Verify return code: 20 (unable to get local issuer certificate)',
  ),
  line(
    'terminal',
    'curl',
    () =>
      '* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384\n> GET /v1 HTTP/1.1\n> User-Agent: curl/8.4.0\n> Accept: */*',
  ),
  line('terminal', 'git', (dice) => `commit ${fill(dice, '{h40}')}\n    Fix the token refresh`),
  line(
    'terminal',
    'docker',
    (dice) => `Digest: sha256:${fill(dice, '{h64}')}\nStatus: Image is up to date for nginx:1.26`,
  ),
  line(
    'terminal',
    'kubectl',
    (dice) =>
      `NAME                   READY   STATUS    RESTARTS   AGE\napp-${fill(dice, '{h9}')}-${fill(dice, '{l5}')}   1/1     Running   0          3d`,
  ),
  line('prose', 'question', () => 'Which token is expired, and where does the password come from?'),
  line('prose', 'wrong', () => 'The password is wrong and the secret was rotated last week.'),
  line(
    'prose',
    'article',
    () => 'Set proxy_ssl_verify on; and proxy_ssl_trusted_certificate, then reload nginx 1.26.3.',
  ),
  line('prose', 'code', () => 'error:0A000086:SSL routines::certificate verify failed (code 20) after 12.5 ms'),
  line(
    'prose',
    'links',
    () => 'see https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify and RFC 6066',
  ),
  line('prose', 'key-word', () => 'The key is to restart it; the session is over.'),
];
