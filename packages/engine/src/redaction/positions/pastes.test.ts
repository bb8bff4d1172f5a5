import { expect, it } from 'vitest';
import { createRedactor } from '../redactor.js';

const redacted = (text: string, name = 'pasted'): string => createRedactor().redact([{ name, text }])[0]?.text ?? '';

it.each([
  [
    'lists in a program, kinds of keys, and what a manual writes for a value',
    "import a from 'a';\nconst run = spawn('openssl', ['x509', '-in', 'b7Xq2LmZ9kT4']);\nconst leaf = issue({ key: 'rsa2048' });\nh['X-Ring'] = 'b7Xq2LmZ9kT4';\n// tool --client-key FILE\n",
    "import a from 'a';\nconst run = spawn('openssl', ['x509', '-in', 'SECRET_1']);\nconst leaf = issue({ key: 'rsa2048' });\nh['X-Ring'] = 'SECRET_1';\n// tool --client-key FILE\n",
  ],
  [
    'queries that a configuration sends, and one of a file',
    'location /a { proxy_pass https://feeds?partner=nord&clearance=Yt5RmX20cQpL7; }\nlocation /b { proxy_pass https://b; health_check uri=/h?probe=Lq82mXz0KcPt; }\nrewrite ^ /c?v=3f2a9c1b7d&page=$arg_page&color=blue12 last;\n',
    'location /a { proxy_pass https://feeds?partner=nord&clearance=SECRET_1; }\nlocation /b { proxy_pass https://b; health_check uri=/h?probe=SECRET_2; }\nrewrite ^ /c?v=3f2a9c1b7d&page=$arg_page&color=blue12 last;\n',
  ],
  [
    'a query that a manifest holds',
    'annotations:\n  nginx.ingress.kubernetes.io/auth-url: https://sso.example.com/check?client=edge&sec=Wq71mZ0tLx9P\n',
    'annotations:\n  nginx.ingress.kubernetes.io/auth-url: https://sso.example.com/check?client=edge&sec=SECRET_1\n',
  ],
  [
    'names of programs and quotes in what is logged',
    'lua: bad signature for key "Vr91kQzT0pLm" of zone "shop_2a"\njs: login failed with secret_id 0f8fad5b-d9cb-469f-a165-70867728950e.\n',
    'lua: bad signature for key "KEY_1" of zone "shop_2a"\njs: login failed with secret_id SECRET_1.\n',
  ],
  [
    'a user under one letter, a list of keys that unseal, versions of packages',
    'u=klara.voss t=1 u=- s=200\nvault_unseal: [hQ7mZ2xLt9Kq, wR5nB8cVt3Lp]\n"js-tokens": "^10.0.0"\n',
    'u=USER_1 t=1 u=- s=200\nvault_unseal: [SECRET_1, SECRET_2]\n"js-tokens": "^10.0.0"\n',
  ],
  [
    'the beginning of a word in a pattern, and a key of resty.hmac',
    'map $http_x_seat $seat { default 0; "Mq7Kz81LtVw0" 1; ~^svc-[a-z]+$ 2; }\nset_by_lua_block $s { return require("resty.hmac"):new("zR4-kupfer-Dach", 1) }\n',
    'map $http_x_seat $seat { default 0; "SECRET_1" 1; ~^svc-[a-z]+$ 2; }\nset_by_lua_block $s { return require("resty.hmac"):new("PASSWORD_1", 1) }\n',
  ],
  [
    'prefixes of annotations, one of which is known from elsewhere',
    'annotations:\n  sync.unheard-of.dev/every: "5m"\n  lehnhof.eu/owner: team-a\nhost: shop.lehnhof.eu\n',
    'annotations:\n  sync.unheard-of.dev/every: "5m"\n  HOST_1.eu/owner: team-a\nhost: HOST_2.HOST_1.eu\n',
  ],
  [
    'a token in a short path, the label of a device, and whom a certificate names',
    'curl -X POST https://www.example.com/hook/7fK2mQz9xLt4Vb\nssl_certificate_key engine:pkcs11:token=edge;object=key;\nmap $ssl_client_s_dn_cn $op { "boris.lehn" 1; "ops-bridge" 1; }\n',
    'curl -X POST https://www.example.com/hook/TOKEN_1\nssl_certificate_key engine:pkcs11:token=edge;object=key;\nmap $ssl_client_s_dn_cn $op { "USER_1" 1; "ops-bridge" 1; }\n',
  ],
  [
    'rows of a map that are commented out, and a licence in a URL',
    `map $http_x_pass $who {\n  "9e8609763c1d9091cdb92bcdb86fa3dc" a;\n  #"71b0c2d9e4f35a6688b1c0d2e3f4a5b6"  b;\n}\nset $geo "https://geo.example.com/lookup?lic=WXOS4OIHLQDQD036&v=2";\n`,
    `map $http_x_pass $who {\n  "PASSWORD_1" a;\n  #"PASSWORD_2"  b;\n}\nset $geo "https://geo.example.com/lookup?lic=SECRET_1&v=2";\n`,
  ],
  [
    'logins of programs: a method, a tuple, a list of arguments',
    `#2 /srv/Mail.php(77): Mail->login('a@example.com', 'PrfD9IDLFiNm-g!n', 587)\nCREDS = ("hookbot", "WF?#lVm%8l@oJFa")\nArguments: ['--eab-kid', 'rNXLABCf', '--eab-hmac-key', 'QHCaYn_AEoFYO8oD2OCCfDrye']\n`,
    `#2 /srv/Mail.php(77): Mail->login('a@example.com', 'PASSWORD_1', 587)\nCREDS = ("hookbot", "PASSWORD_2")\nArguments: ['--eab-kid', 'rNXLABCf', '--eab-hmac-key', 'KEY_1']\n`,
  ],
  [
    'keys of Consul, a setting of Redis, names of secrets in a cloud',
    `$ consul kv get -recurse edge/\nedge/keepalive:32\nedge/db/password:Vinter/Ost/0543\n1) "requirepass"\n2) "gtKbj8fPIQplFpXMa1-Pith"\n$ gcloud secrets versions access latest --secret=edge-gate\nLnjQQLBa67ziK7xiJFKT0kpR5f\n$ aws secretsmanager get-secret-value --secret-id edge/prod/gate\n`,
    `$ consul kv get -recurse edge/\nedge/keepalive:32\nedge/db/password:PASSWORD_1\n1) "requirepass"\n2) "PASSWORD_2"\n$ gcloud secrets versions access latest --secret=edge-gate\nSECRET_1\n$ aws secretsmanager get-secret-value --secret-id edge/prod/gate\n`,
  ],
  [
    'queries in queries, and what comes back from a login',
    `"GET /authorize?redirect_uri=https%3A%2F%2Fwww.example.com%2Fcb%3Fonetime%3DjvbpK6gwLloObnQ0HgXv33 HTTP/1.1"\n"GET /oauth2/callback?state=L3tdVlutAb2wmsiY-UF6:/app&code=MmYGHMUzYr HTTP/1.1"\n"GET /list?code=MmYGHMUzYr&state=open HTTP/1.1"\n`,
    `"GET /authorize?redirect_uri=https%3A%2F%2Fwww.example.com%2Fcb%3Fonetime%3DSECRET_1 HTTP/1.1"\n"GET /oauth2/callback?state=TOKEN_1:/app&code=TOKEN_2 HTTP/1.1"\n"GET /list?code=TOKEN_2&state=open HTTP/1.1"\n`,
  ],
  [
    'what debug logs, PAM and chats say',
    `2026/03/30 10:01:02 [debug] 5#5: *6 http script copy: "CP3E43AZZm7GUXTduNY6EsLV0w"\n2026/03/30 10:01:02 [debug] 5#5: *6 http script copy: "Content-Type"\nsudo[21]: pam_unix(sudo:session): session opened for user root(uid=0) by ilse.kramer(uid=1004)\n[rolf.diekmann 14:02]: enrolled with code LKR9-UVW4-C9Q0, session key 1e399d35b64b5dc9d599f8daa6f9ea47\n`,
    `2026/03/30 10:01:02 [debug] 5#5: *6 http script copy: "SECRET_1"\n2026/03/30 10:01:02 [debug] 5#5: *6 http script copy: "Content-Type"\nsudo[21]: pam_unix(sudo:session): session opened for user root(uid=0) by USER_1(uid=1004)\n[USER_2 14:02]: enrolled with code SECRET_2, session key KEY_1\n`,
  ],
  [
    'placeholders of other programs, and passes of NGINX Unit',
    `header_up X-Echo {http.request.header.X-Gate}\nproxy_set_header X-Api-Token YOUR_TOKEN_HERE;\nDD_RUM.init({ clientToken: "pubfa135d1a85c930c1a00bb7727ed885f7" });\n{"listeners": {"*:8080": {"pass": "routes/main"}}}\nx-kubernetes-pf-flowschema-uid: 3d1885aa-9332-d8eb-ed18-1ab8c1c827ec\n`,
    `header_up X-Echo {http.request.header.X-Gate}\nproxy_set_header X-Api-Token YOUR_TOKEN_HERE;\nDD_RUM.init({ clientToken: "pubfa135d1a85c930c1a00bb7727ed885f7" });\n{"listeners": {"*:8080": {"pass": "routes/main"}}}\nx-kubernetes-pf-flowschema-uid: 3d1885aa-9332-d8eb-ed18-1ab8c1c827ec\n`,
  ],
  [
    'a login of a label',
    'labels:\n  traefik.http.middlewares.auth.basicauth.users: "klara:$$apr1$$q7Zk2mLx$$Y4uR8wN1cVbT0pQz5sKd1."\n',
    'labels:\n  traefik.http.middlewares.auth.basicauth.users: "USER_1:$HASH_1"\n',
  ],
  [
    'what is said with a dot inside',
    'the grant for staging is G1.7f2kQ9mZ3xL8tB, and the other one uses api.v2 of shop-edge.conf\n',
    'the grant for staging is PASSWORD_1, and the other one uses api.v2 of shop-edge.conf\n',
  ],
  [
    'the end of a key, whose lines are as long as the longest',
    `-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjVz8xLq3TwKgICCAAw\n-----END ENCRYPTED PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nMIICGzCCAaGgAwIBAgIQQdKd0XLq7qeAwSxs6S+HUjAKBggqhkjOPQQDAzBPMQsw\n-----END CERTIFICATE-----\n`,
    `-----BEGIN ENCRYPTED PRIVATE KEY-----\nKEY_ENCRYPTED_1\n-----END ENCRYPTED PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nMIICGzCCAaGgAwIBAgIQQdKd0XLq7qeAwSxs6S+HUjAKBggqhkjOPQQDAzBPMQsw\n-----END CERTIFICATE-----\n`,
  ],
  [
    'a host before a port that is a variable, and a quote that nobody closes',
    'proxy_pass https://influx.messnetz.internal:$backend_port/api;\nproxy_set_header X-Unleash-Client "Tq7xVz2LwKn5Rb\n',
    'proxy_pass https://HOST_1.HOST_2.internal:$backend_port/api;\nproxy_set_header X-Unleash-Client "SECRET_1\n',
  ],
  [
    'a URL in an environment',
    '- MONGO_URI=mongodb://oberwirt:Vk3-zXt7-Lq@mongo:27017/?authSource=admin\n',
    '- MONGO_URI=mongodb://USER_1:PASSWORD_1@mongo:27017/?authSource=admin\n',
  ],
  [
    'a token of an image, and a value of Terraform',
    'GET /bunny.jpg?token=Xq6vTz1KwLn8RbYc4Mp&expires=1738925000 HTTP/1.1\nvalue        = "Rn7kXz3VtQw9Lb"\n',
    'GET /bunny.jpg?token=TOKEN_1&expires=1738925000 HTTP/1.1\nvalue        = "SECRET_1"\n',
  ],
  [
    'a form in a program, and manifests as a text in values',
    "const x = require('x');\nlet o = { body: 'grant_type=client_credentials&client_secret=a9Gt6XvQz1KmWr' };\n",
    "const x = require('x');\nlet o = { body: 'grant_type=client_credentials&client_secret=SECRET_1' };\n",
  ],
  [
    'a manifest as a text in values, and the cookie of a cluster',
    'extraEnv: |\n  - name: TRUSTSTORE_FILE_PASSWORD\n    value: hW5nQz0XpLt8\nenv:\n  - name: RABBIT_ERLANG_COOKIE\n    value: XQJZPLWMVTKRNBYDCHGS\n',
    'extraEnv: |\n  - name: TRUSTSTORE_FILE_PASSWORD\n    value: PASSWORD_1\nenv:\n  - name: RABBIT_ERLANG_COOKIE\n    value: COOKIE_1\n',
  ],
  [
    'a setting behind the longest line, which no terminal has wrapped',
    `DYNATRACE_TOKEN=dt0c01.7ZYJ2EZOLDI7YOYT5DNQF5UV.${'XX5JC4ZQWJLDMA6W26JYAUGDL3NWX276'.repeat(2)}\nexport PATH=/usr/bin\nversion 17.12\n`,
    'DYNATRACE_TOKEN=TOKEN_1\nexport PATH=/usr/bin\nversion 17.12\n',
  ],
  [
    'a directive without its semicolon',
    'server {\n  location /x {\n     fastcgi_param ADGANGSKODE HYMcZ83Wdo8K0T\n     client_max_body_size 32m\n  }\n',
    'server {\n  location /x {\n     fastcgi_param ADGANGSKODE SECRET_1\n     client_max_body_size 32m\n  }\n',
  ],
  [
    'a URL of a module that nobody knows',
    'rtmp {\n  on_publish http://localhost:3000/auth?sendeschluessel=2uAB5tOVVHZRIgKGfZ8y;\n}\n',
    'rtmp {\n  on_publish http://localhost:3000/auth?sendeschluessel=SECRET_1;\n}\n',
  ],
  [
    'what lock files, registries and packages show',
    'checksum = "0fa4d32f09918354def241cd6d20c7fabee3db2ad8b673eb167d5b6662c8f082"\napk: Q16KH1VqbxpMopm2PcOr8yekZlxw4=\nimage: eu.gcr.io/acme/app\nName:   kasse-7d9c6b5f4d-x2k8q\n',
    'checksum = "0fa4d32f09918354def241cd6d20c7fabee3db2ad8b673eb167d5b6662c8f082"\napk: Q16KH1VqbxpMopm2PcOr8yekZlxw4=\nimage: eu.gcr.io/acme/app\nName:   kasse-7d9c6b5f4d-x2k8q\n',
  ],
  [
    'patterns and templates',
    'relabel: { regex: \'(.+)-[0-9a-f]{8,10}-[a-z0-9]{5}\' }\ntlsSecret: {{ include "shop.fullname" . }}-tls\n',
    'relabel: { regex: \'(.+)-[0-9a-f]{8,10}-[a-z0-9]{5}\' }\ntlsSecret: {{ include "shop.fullname" . }}-tls\n',
  ],
  [
    'environments of Apache, PowerShell and systemd',
    `SetEnv MATOMO_BIT 60e5650ad687f707e103de16106436d5\n$env:DEPOT_FREIGABE = 'FMHBJpmPvs0KJYfNGVmzjtHTY4FzG'\nEnvironment="RELAY_FREI=CLH0w0Cg0pE5QRHU9y9a7DcykW" "GOMAXPROCS=4"\n`,
    `SetEnv MATOMO_BIT SECRET_1\n$env:DEPOT_FREIGABE = 'SECRET_2'\nEnvironment="RELAY_FREI=SECRET_3" "GOMAXPROCS=4"\n`,
  ],
  [
    'hashes of MySQL and a password that SQL sets',
    "mysql: *9F05AB36224C9A4444422D9D0F80E084A5D1108D\nSET PASSWORD FOR 'backup'@'localhost' = 'c6Z_XrEPI3Ndp';\n",
    "mysql: HASH_1\nSET PASSWORD FOR 'USER_1'@'localhost' = 'PASSWORD_1';\n",
  ],
  [
    'authorization that a program logs, and a protocol that carries a token',
    'endpoint https://otlp.example.net, authorization "Basic NTUxMjIxOmdsY19uQWVpTVJMb2grVElM"\nSec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.oDUIxePfOujjEZJPjh6c1Ld1YwLtsTOLuTOv\n',
    'endpoint https://otlp.example.net, authorization "Basic CREDENTIALS_1"\nSec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.TOKEN_1\n',
  ],
  [
    'a word and a number, as people choose them',
    '- name: HESLO_DB\n  value: PuffinTanne92+\n[09:14] mara: oh right, they changed it to SalbeiDachs10! on friday\nIt needs Java17+ and Chrome120+ on every one of these machines.\n',
    '- name: HESLO_DB\n  value: PASSWORD_1\n[09:14] mara: oh right, they changed it to PASSWORD_2 on friday\nIt needs Java17+ and Chrome120+ on every one of these machines.\n',
  ],
  [
    'users of PHP and of cloud devices, and whose queue it is',
    "define( 'DB_USER', 'tortega' );\nmfa_serial = arn:aws:iam::564046652175:mfa/bpetrova\nhttps://sqs.eu-west-1.amazonaws.com/757352416813/auftraege\n",
    "define( 'DB_USER', 'USER_1' );\nmfa_serial = arn:aws:iam::ACCOUNT_1:mfa/USER_2\nhttps://sqs.eu-west-1.amazonaws.com/ACCOUNT_2/auftraege\n",
  ],
  [
    'constants of a program and groups with an underscore, which are no hosts',
    'ngx.log(ngx.INFO, "x")\nproxy_pass http://backend_v3;\n',
    'ngx.log(ngx.INFO, "x")\nproxy_pass http://backend_v3;\n',
  ],
  [
    'names of headers in a text that is signed, and keys of caches',
    'set $string_to_sign "$request_method\\n\\nx-amz-date:$now";\ncache HIT key=httpGETcdn.example.net/live/seg1.ts\n',
    'set $string_to_sign "$request_method\\n\\nx-amz-date:$now";\ncache HIT key=httpGETcdn.example.net/live/seg1.ts\n',
  ],
  [
    'a header under the name of its variable',
    '{"http_x_mandant_siegel":"FgzxflBJ3XF5B_mpfPURgzyct63rhg","status":499}\n',
    '{"http_x_mandant_siegel":"SECRET_1","status":499}\n',
  ],
  [
    'an image that is signed, and a version of one',
    'GET /thumb.jpg?ik-s=c7212382a4fee187378676ff4d2aa4ad56accaba HTTP/1.1\nGET /a.css?v=c7212382a4fee187378676ff4d2aa4ad56acca11 HTTP/1.1\n',
    'GET /thumb.jpg?ik-s=SECRET_1 HTTP/1.1\nGET /a.css?v=c7212382a4fee187378676ff4d2aa4ad56acca11 HTTP/1.1\n',
  ],
  [
    'a response of Digest in a field of a log',
    'authz="Digest username=\\"oskar.brandl\\", realm=\\"api\\", nonce=\\"e8af796aa9af4a51281ff03dcb086d73\\", response=\\"af4671e61ab303f8aa5b330e79a1f666\\""\n',
    'authz="Digest username=\\"USER_1\\", realm=\\"api\\", nonce=\\"SECRET_1\\", response=\\"SECRET_2\\""\n',
  ],
  [
    'a pin of a public key',
    'pin-sha256=lAgvgtj/8D1Qio6/cTbIuaviy9hNZ3lALC6fyaUBliQ=\n',
    'pin-sha256=lAgvgtj/8D1Qio6/cTbIuaviy9hNZ3lALC6fyaUBliQ=\n',
  ],
  [
    'users whose names begin like a program',
    'users:\n  - "r.okonkwo:$2y$05$m9and0VPK2wudHSaTDc5aw4At5p8L3CZ3oz8dSJCDRsA0VDNRYt1X"\n',
    'users:\n  - "USER_1:HASH_1"\n',
  ],
  [
    'what names a header',
    '{"auth": {"sharedSecret": "J2Vgv0IU3zikaiBCuYAODomsEUfv", "headerName": "X-Edge-Signature"}}\n',
    '{"auth": {"sharedSecret": "SECRET_1", "headerName": "X-Edge-Signature"}}\n',
  ],
  [
    'a chosen word under a name that says nothing',
    '- name: RELAY_TON\n  value: "dachs&Bau_77"\n- name: LOG_FORMAT\n  value: "combined+json2"\n',
    '- name: RELAY_TON\n  value: "SECRET_1"\n- name: LOG_FORMAT\n  value: "combined+json2"\n',
  ],
  [
    'a path that announces a token in words of its own',
    'GET /konto/passwort-neu/2d0e362071ce019a3325656487082baff68559c9 HTTP/1.1\nGET /konto/bilder/3d0e362071ce019a3325656487082baff68559c1 HTTP/1.1\n',
    'GET /konto/passwort-neu/TOKEN_1 HTTP/1.1\nGET /konto/bilder/3d0e362071ce019a3325656487082baff68559c1 HTTP/1.1\n',
  ],
  [
    'users of ssh and in notes, and whom a chat speaks to',
    'Host jump\n  User ikoslowski\nStatus: user vbaumann, pw: Hagel_korn319\n[10:02] @d.marchetti: edge is slow\n',
    'Host jump\n  User USER_1\nStatus: user USER_2, pw: SECRET_1\n[10:02] @USER_3: edge is slow\n',
  ],
  [
    'a line behind the longest one, which is no part of its last word',
    'header sent as captured on the edge: Authorization: Basic cHJvYmU6SWdlbF9XaW50ZXIhc2NobGFm\nform body of it: grant=basic\n',
    'header sent as captured on the edge: Authorization: Basic CREDENTIALS_1\nform body of it: grant=basic\n',
  ],
  [
    'a quote of YAML that nobody closes',
    'controller:\n  token: "tk.450wJuPipI4brCZZBoqJ6j7Zt\n  replicaCount: 2\n  annotations: {a: "true"}\n',
    'controller:\n  token: "TOKEN_1\n  replicaCount: 2\n  annotations: {a: "true"}\n',
  ],
  ['two colons', 'api_key :: 00b654b86d5b7388b2739ffb\n', 'api_key :: TOKEN_1\n'],
  [
    'users in a list of YAML',
    'users_of_edge:\n  - {name: revisor, password: Bokslut_Kv4rtal}\nsteps:\n  - name: build\n',
    'users_of_edge:\n  - {name: USER_1, password: PASSWORD_1}\nsteps:\n  - name: build\n',
  ],
  [
    'a table of passwords in perl',
    'use strict;\nmy %pw = ( hagen => "z3Bra+Streifen", ilse => "9Rueben/Acker" );\nmy %color = ( sky => "blau7Himmel" );\nsub handler {\n',
    'use strict;\nmy %pw = ( USER_1 => "PASSWORD_1", USER_2 => "PASSWORD_2" );\nmy %color = ( sky => "blau7Himmel" );\nsub handler {\n',
  ],
  [
    'users of clients of databases',
    'psql -h db -U abodienst -d artikel\nmysql -uredaktion -pSetz3r_Kasten\n',
    'psql -h db -U USER_1 -d artikel\nmysql -uUSER_2 -pPASSWORD_1\n',
  ],
  [
    'a user and a password with a slash between, and what else is written so',
    '# plain form: svc-ci / Wint3r#Sonne-22\n# uses nginx / OpenSSL-3.5.1 on x86 / Linux-5.15\n',
    '# plain form: USER_1 / PASSWORD_1\n# uses nginx / OpenSSL-3.5.1 on x86 / Linux-5.15\n',
  ],
  [
    'the scope of a signature stays',
    'GET /a?X-Amz-Credential=AKIAW6QD6Y4742YWULXG%2F20250602%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=1 HTTP/1.1\n',
    'GET /a?X-Amz-Credential=SECRET_1%2F20250602%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=1 HTTP/1.1\n',
  ],
  [
    'fields of a log behind a cookie',
    'Cookie: SAML_SESSION=_5b19f857dd042c3f4b6c95ccf08f254e status=200 bytes=18833\n',
    'Cookie: SAML_SESSION=COOKIE_1 status=200 bytes=18833\n',
  ],
  [
    'releases, timeouts and ids of keys',
    'uwsgi_param SENTRY_RELEASE portal@4.18.2;\nset $asset_rev "r20250611";\ngrpc_set_header grpc-timeout 5S;\nproxy_set_header X-Jwt-Kid "edge-7";\n',
    'uwsgi_param SENTRY_RELEASE portal@4.18.2;\nset $asset_rev "r20250611";\ngrpc_set_header grpc-timeout 5S;\nproxy_set_header X-Jwt-Kid "edge-7";\n',
  ],
  [
    'where keys are published',
    'map $host $oidc_jwt_keyfile {\n    default "https://idp.example.com/realms/k/protocol/openid-connect/certs";\n}\n',
    'map $host $oidc_jwt_keyfile {\n    default "https://idp.example.com/realms/k/protocol/openid-connect/certs";\n}\n',
  ],
  [
    'a connection string in JSON',
    '{\n  "ConnectionStrings": {\n    "Blob": "DefaultEndpointsProtocol=https;AccountName=rheinlogs;AccountKey=oJUX1NoRPNXTV9FylNT22HpSGehpC8DdRvlL0N0yAWi==;EndpointSuffix=core.windows.net"\n  }\n}\n',
    '{\n  "ConnectionStrings": {\n    "Blob": "DefaultEndpointsProtocol=https;AccountName=ACCOUNT_1;AccountKey=KEY_1;EndpointSuffix=core.windows.net"\n  }\n}\n',
  ],
  ['a form', 'username=w.ostrowski&password=Zamek%2BMost_3\n', 'username=USER_1&password=PASSWORD_1\n'],
  [
    'a project of Terraform',
    'project           = "weberei-prod-7781"\naws_account_id    = "498654701000"\n',
    'project           = "ACCOUNT_1"\naws_account_id    = "ACCOUNT_2"\n',
  ],
  ['an environment', 'LOG_LEVEL=debug\nHAFENWIND=q8Zt2LmX0vRb7NcKp4Ws\n', 'LOG_LEVEL=debug\nHAFENWIND=SECRET_1\n'],
  [
    'what an environment shows everybody',
    'GIT_COMMIT=5f2b1c9d8e7a60493827161504f3e2d1c0b9a877\nIMAGE_TAG=v1.26.3-r4\n',
    'GIT_COMMIT=5f2b1c9d8e7a60493827161504f3e2d1c0b9a877\nIMAGE_TAG=v1.26.3-r4\n',
  ],
  ['a Dockerfile', 'FROM nginx\nENV HARBOUR="q8Zt2LmX0vRb7NcKp4Ws"\n', 'FROM nginx\nENV HARBOUR="SECRET_1"\n'],
  [
    'a directive over several lines',
    'proxy_set_header X-Harbour\n    "q8Zt2LmX0vRb7NcKp4Ws";\n',
    'proxy_set_header X-Harbour\n    "SECRET_1";\n',
  ],
  [
    'who is turned away without it',
    "server {\n    if ($arg_w != 'moewe41') { return 403; }\n    if ($arg_v != 'v2') { return 404; }\n}\n",
    "server {\n    if ($arg_w != 'SECRET_1') { return 403; }\n    if ($arg_v != 'v2') { return 404; }\n}\n",
  ],
  [
    'a program',
    'local _M = {}\nlocal function sign()\n  return ngx.encode_base64("svc:" .. "Kranich.Wald.9")\nend\nlocal sand = [[Duene]am#Meer7]]\n',
    'local _M = {}\nlocal function sign()\n  return ngx.encode_base64("svc:" .. "PASSWORD_1")\nend\nlocal sand = [[Duene]am#Meer7]]\n',
  ],
  [
    'a program in perl',
    'use strict;\nmy $api_token = q(5f1758a0fd24383f5225bad891453d66b1cf);\nsub handler {\n',
    'use strict;\nmy $api_token = q(TOKEN_1);\nsub handler {\n',
  ],
  [
    'bytes of a key in a program',
    "const crypto = require('crypto');\nconst dune = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex');\nlet body = 'client_secret=' + encodeURIComponent('sand%Burg/3');\n",
    "const crypto = require('crypto');\nconst dune = Buffer.from('KEY_1', 'hex');\nlet body = 'client_secret=' + encodeURIComponent('SECRET_1');\n",
  ],
  [
    'a key without its beginning',
    '$ tail -n 3 up.key\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJx0sZq1mVtPyRk5T\nGtNqAN7BtlZ9h7mYVizcu5\n-----END PRIVATE KEY-----\n',
    '$ tail -n 3 up.key\nKEY_PKCS8_1\nKEY_PKCS8_2\n-----END PRIVATE KEY-----\n',
  ],
  [
    'a certificate without its beginning',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJx0sZq1mVtPyRk5T\n-----END CERTIFICATE-----\n',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJx0sZq1mVtPyRk5T\n-----END CERTIFICATE-----\n',
  ],
  [
    'a key with numbers of lines',
    '     1\t-----BEGIN PRIVATE KEY-----\n     2\tMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJx0sZq1mVtPyRk5T\n     3\t-----END PRIVATE KEY-----\n',
    '     1\t-----BEGIN PRIVATE KEY-----\n     2\tKEY_PKCS8_1\n     3\t-----END PRIVATE KEY-----\n',
  ],
  [
    'the key of PuTTY',
    'Encryption: none\nPrivate-Lines: 1\nAAAAIG2pVJ3jQ0yQ8kq1mVtPyRk5TGtNqAN7BtlZ9h7m\nPrivate-MAC: 00112233445566778899aabbccddeeff00112233\n',
    'Encryption: none\nPrivate-Lines: 1\nKEY_1\nPrivate-MAC: SECRET_1\n',
  ],
  [
    'a key that openssl prints',
    'Private-Key: (256 bit)\npriv:\n    2f:3a:0c:d1:9e:44:b8:20:6b:f5:13:ce:87:2d:a9:\n    51:e6\npub:\n    04:1d:b7:63:9f:2a:e0:58:c4:11:76:8b:d3:3e:05:\n',
    'Private-Key: (256 bit)\npriv:\n    KEY_1\n    KEY_2\npub:\n    04:1d:b7:63:9f:2a:e0:58:c4:11:76:8b:d3:3e:05:\n',
  ],
  [
    'keys that two sides share',
    'edge1:00112233445566778899aabbccddeeff\nedge2:ffeeddccbbaa99887766554433221100\n',
    'edge1:KEY_1\nedge2:KEY_2\n',
  ],
  [
    'lines of a key log, of which one is as long as the text is wide',
    'CLIENT_RANDOM 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100\nCLIENT_TRAFFIC_SECRET_0 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n',
    'CLIENT_RANDOM 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff KEY_1\nCLIENT_TRAFFIC_SECRET_0 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff KEY_2\n',
  ],
  [
    'a JWK behind other lines',
    '# /etc/nginx/jwks.json\n{"keys":[{\n  "kty":"oct",\n  "k":"ZIZ4oPs2wQ0l0TU8mTT0TryckzDo8x9N"\n}]}\n',
    '# /etc/nginx/jwks.json\n{"keys":[{\n  "kty":"oct",\n  "k":"KEY_1"\n}]}\n',
  ],
  [
    'a value below a name, as Envoy has it',
    'a: 1\npassword: { inline_string: "drei Boote am Steg" }\n',
    'a: 1\npassword: { inline_string: "PASSWORD_1" }\n',
  ],
  [
    'a setting as a tracker pastes it',
    '&lt;add key=&quot;DbPassword&quot; value=&quot;Wind&amp;Welle77&quot; /&gt;\n',
    '&lt;add key=&quot;DbPassword&quot; value=&quot;PASSWORD_1&quot; /&gt;\n',
  ],
  [
    'a table of names and values',
    'x\n| name | value |\n|---|---|\n| `X-Harbour` | `q8Zt2LmX0vRb7NcKp4Ws` |\n',
    'x\n| name | value |\n|---|---|\n| `X-Harbour` | `SECRET_1` |\n',
  ],
  ['an author of a chat', 'Greta van Dyk  09:14\nsee the log\n', 'USER_1  09:14\nsee the log\n'],
  ['a login as the author', 'greta.vandyk [3:02 AM]\nsee the log\n', 'USER_1 [3:02 AM]\nsee the log\n'],
  ['a correspondent', 'From: Greta van Dyk <greta@vandyk.example>\n', 'From: USER_1 <greta@vandyk.example>\n'],
  ['who is logged in', 'greta.vandyk pts/0 2026-05-14 08:00\n', 'USER_1 pts/0 2026-05-14 08:00\n'],
])('%s', (_, text, expected) => {
  expect(redacted(text)).toBe(expected);
});

it.each([
  ['密码是 haifeng@88,账号 wanghaifeng', '密码是 PASSWORD_1,账号 USER_1'],
  ['пароль: Журавль_51, см. лог', 'пароль: SECRET_1, см. лог'],
  ['токен q8Zt2LmX0vRb7NcKp4Ws для шлюза', 'токен TOKEN_1 для шлюза'],
  ['X-Haifeng 头必须是 q8Zt2LmX0vRb7NcKp4Ws,否则断开', 'X-Haifeng 头必须是 SECRET_1,否则断开'],
  ['пароль неверный, вход запрещён', 'пароль неверный, вход запрещён'],
  ['Hasło do klucza to Żuraw!44 (plik up.key)', 'Hasło do klucza to PASSWORD_1 (plik up.key)'],
  ['SV: lösenordet är Trana#17', 'SV: lösenordet är PASSWORD_1'],
  ['Le mot de passe du compte est « grue-cendrée8 » ici', 'Le mot de passe du compte est « PASSWORD_1 » ici'],
  ['The pin for the safe is 493021.', 'The pin for the safe is PASSWORD_1.'],
  ['Recovery codes of the console: ab12c-9g451, oukrj-4rci9', 'Recovery codes of the console: SECRET_1, SECRET_2'],
  ['the shared phrase "heron umbrella seven" with every call', 'the shared phrase "PASSWORD_1" with every call'],
  ['key "zone" is invalid, secret "shop-tls" not found', 'key "zone" is invalid, secret "shop-tls" not found'],
  ["vault login username=g.dyk password='Kranich 6'", "vault login username=USER_1 password='PASSWORD_1'"],
  ['$ vault operator unseal q8Zt2LmX0vRb7NcKp4WsQ2', '$ vault operator unseal PASSWORD_1'],
  ['openssl s_client -psk 00112233445566778899aabbccddeeff -tls1_3', 'openssl s_client -psk PASSWORD_1 -tls1_3'],
  [
    'vrrp { authentication { auth_type PASS auth_pass kr4nich } }',
    'vrrp { authentication { auth_type PASS auth_pass PASSWORD_1 } }',
  ],
  [
    'spring.datasource.url=jdbc:oracle:thin:shop/Kranich7@//10.23.4.5:1521/X',
    'spring.datasource.url=jdbc:oracle:thin:shop/PASSWORD_1@//IPV4_PRIVATE_1:1521/X',
  ],
  [
    '--discovery-token-ca-cert-hash sha256:573c2b9f81a6d48108f6339cafa18dad',
    '--discovery-token-ca-cert-hash sha256:573c2b9f81a6d48108f6339cafa18dad',
  ],
  [
    'GET /cal/private-00112233445566778899aabbccddeeff/basic.ics HTTP/1.1',
    'GET /cal/private-TOKEN_1/basic.ics HTTP/1.1',
  ],
  [
    "Invoke-WebRequest / -Headers @{ 'X-Harbour' = 'q8Zt2LmX0vRb7NcKp4Ws' }",
    "Invoke-WebRequest / -Headers @{ 'X-Harbour' = 'SECRET_1' }",
  ],
  [
    'Digest: sha-256=D0ngkUBeczRPRtTsvRhobpqNrfQK8lUBfY/VwqtIlJ4=',
    'Digest: sha-256=D0ngkUBeczRPRtTsvRhobpqNrfQK8lUBfY/VwqtIlJ4=',
  ],
])('%s', (line, expected) => {
  expect(redacted(`# of a host\n${line}\n`).split('\n')[1]).toBe(expected);
});

it.each([
  [
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOIAKMUFPhFxDIwS6aMLJJ4lnEQ7R4SmZ6 greta@jump2',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOIAKMUFPhFxDIwS6aMLJJ4lnEQ7R4SmZ6 USER_1@HOST_1',
  ],
  [
    'traefik: "basicauth.users=greta:$apr1$baeBLg7J$c1Q3QAGBUsIWkbBNyl3V4J"',
    'traefik: "basicauth.users=USER_1:HASH_1"',
  ],
  ['You reach the box over ssh as greta7, port 22.', 'You reach the box over ssh as USER_1, port 22.'],
  ['he runs as expected', 'he runs as expected'],
  ["ALTER USER 'edge_repl'@'%' IDENTIFIED BY 'Vis-graat!2x9';", "ALTER USER 'USER_1'@'%' IDENTIFIED BY 'PASSWORD_1';"],
  [
    "INSERT INTO u (id, login, api_token) VALUES (1, 'greta', '8461cd709dfa6b19f97b');",
    "INSERT INTO u (id, login, api_token) VALUES (1, 'USER_1', 'TOKEN_1');",
  ],
  ['18.32.100.217.in-addr.arpa domain name pointer', 'IPV4_1.in-addr.arpa domain name pointer'],
  ['gcloud: projects/dyk-ingress-771204/secrets/edge-key', 'gcloud: projects/ACCOUNT_1/secrets/edge-key'],
  [
    'snmp-server user nms_1 grp v3 auth sha SQKoK1ih0WlktjF8 priv aes 128 au8L2wNpgjBhzjvi',
    'snmp-server user USER_1 grp v3 auth sha PASSWORD_1 priv aes 128 PASSWORD_2',
  ],
  [
    "$ htpasswd -b -B /etc/nginx/.htpasswd greta 'Vlier!bes_664'",
    "$ htpasswd -b -B /etc/nginx/.htpasswd USER_1 'PASSWORD_1'",
  ],
  ['daemon:*:19700:0:99999:7:::', 'daemon:*:19700:0:99999:7:::'],
  ['cookie_secret = "q8Zt2LmX0vRb7NcKp4Ws/K2B245OvFZM="', 'cookie_secret = "COOKIE_1"'],
  ['curl --cacert ca.pem --cert client.pem:Zw4an!kleef x', 'curl --cacert ca.pem --cert client.pem:PASSWORD_1 x'],
  [
    'proxy_set_header Authorization "Token token=5a1c0903bd59f4cde8bd7382b5d1d845, realm=api";',
    'proxy_set_header Authorization "Token token=TOKEN_1, realm=api";',
  ],
  [
    'Mount failed for volume "tls-secret" : secret "www-tls" not found',
    'Mount failed for volume "tls-secret" : secret "www-tls" not found',
  ],
  [
    'write(14, "*2\\r\\n$4\\r\\nAUTH\\r\\n$32\\r\\ndad3a0c9531f2af38a73048f5cfb649b\\r\\n", 52)',
    'write(14, "*2\\r\\n$4\\r\\nAUTH\\r\\n$32\\r\\nPASSWORD_1\\r\\n", 52)',
  ],
])('%s', (line, expected) => {
  expect(redacted(`# of a host\n${line}\n`).split('\n')[1]).toBe(expected);
});

it('finds copies of what JSON and URLs escape', () => {
  const [json, note] = createRedactor().redact([
    { name: 'a.json', text: '{"password": "Kat\\"en\\\\hond7!"}\n' },
    { name: 'note.txt', text: 'typed Kat"en\\hond7! and saw ?v=Kat%22en%5Chond7%21 and S2F0ImVuXGhvbmQ3IQ==\n' },
  ]);
  expect(json?.text).toBe('{"password": "PASSWORD_1"}\n');
  expect(note?.text).not.toMatch(/hond7|S2F0ImVu/);
});

it('finds the folders of users that are known from elsewhere', () => {
  expect(redacted('sudo[900]:  hanna : TTY=pts/1 ; PWD=/home/hanna/x ; ls /home/hannah /home/deploy hanna\n')).toBe(
    'sudo[900]:  USER_1 : TTY=pts/1 ; PWD=/home/USER_1/x ; ls /home/hannah /home/deploy hanna\n',
  );
});

it('finds the lines of a file of passphrases', () => {
  expect(redacted('Tinplate.Orchard.327\nOWjBXzC_lDW0\n', 'ssl_password_file')).toBe('PASSWORD_1\nPASSWORD_2\n');
  expect(redacted('an open line\nTinplate.Orchard\n', 'password-notes.txt')).toBe('an open line\nTinplate.Orchard\n');
});

it('leaves templates in a Secret, and a program that looks like YAML', () => {
  const secret = `kind: Secret\ndata:\n  password: {{ .Values.auth.password | b64enc | quote }}\n  hook: \${WEBHOOK_SECRET}\n`;
  expect(redacted(secret)).toBe(secret);
  const program = (passphrase: string) =>
    `const c = {\n  passphrase: \`${passphrase}\`,\n};\nconst env = process.env.X;\nconst b = \`Bearer \${r.x}\`;\n`;
  expect(redacted(program('Scheve!toren-1173'))).toBe(program('PASSWORD_1'));
});

it('finds logins in a text that is all log', () => {
  const log =
    '2026-11-27 10:00:00 postfix: AUTH PLAIN AGdyZXRhAFZsaWVyYmVzNjY0\n2026-11-27 10:00:01 redis: "AUTH" "Vlier!bes_664"\n';
  expect(redacted(log)).toBe(
    '2026-11-27 10:00:00 postfix: AUTH PLAIN PASSWORD_1\n2026-11-27 10:00:01 redis: "AUTH" "PASSWORD_2"\n',
  );
});

it('finds pairs of a name and a value in lines of JSON, and leaves their keys', () => {
  const log = [
    '{"headers":[{"name":"Host","value":"www.example.com"},{"name":"x-gate","value":"Zq8rT5xW2kLm9vB4"}],"n":1}',
    '{"args":[{"name":"DB_PASSWORD","value":"hunter2hunter2"},{"key":"color","value":"hunter2hunter3"}],"n":2}',
    '{"headers":[{"name":"Authorization", "value":"Bearer q8Wd2LmZx0Rt6YbN"}],"n":3}',
  ];
  expect(redacted(log.join('\n')).split('\n')).toEqual([
    '{"headers":[{"name":"Host","value":"www.example.com"},{"name":"x-gate","value":"SECRET_1"}],"n":1}',
    '{"args":[{"name":"DB_PASSWORD","value":"PASSWORD_1"},{"key":"color","value":"hunter2hunter3"}],"n":2}',
    '{"headers":[{"name":"Authorization", "value":"Bearer TOKEN_1"}],"n":3}',
  ]);
});
