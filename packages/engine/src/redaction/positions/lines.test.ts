import { expect, it } from 'vitest';
import { createRedactor } from '../redactor.js';

/** One line of a file, as it stands in one: what comes before it ends with a line feed. */
const redacted = (line: string): string | undefined =>
  createRedactor()
    .redact([{ name: 'pasted', text: `# of a host\n${line}\n` }])[0]
    ?.text.split('\n')[1];

it.each([
  ['pushes to rtmp://live.example.org/app2/9f3k-1ann-oi7g-nyv7', 'pushes to rtmp://live.example.org/app2/KEY_1'],
  ['peer pool-10.0.1.45-8443 is down', 'peer pool-IPV4_PRIVATE_1-8443 is down'],
  ['nginx-module-1.26.3.10-r1.apk', 'nginx-module-1.26.3.10-r1.apk'],
  ['# key passphrase is: seven otters dance late', '# key passphrase is: PASSWORD_1'],
  ['le mot de passe est « pamplemousse7 » mais', 'le mot de passe est « PASSWORD_1 » mais'],
  [
    '{"keys":[{"kty":"oct","alg":"HS256","k":"ZIZ4oPs2wQ0l0TU8mTT0TryckzDo8x9NQPDpubs7CWs"}]}',
    '{"keys":[{"kty":"oct","alg":"HS256","k":"KEY_1"}]}',
  ],
  ["sed -i 's/5ad8a460f33d0bea29aa/1a7ee3c5313785b9ea1b/' a.conf", "sed -i 's/TOKEN_1/TOKEN_2/' a.conf"],
  [
    'nginx: [emerg] host not found in upstream "pull:zwiebel@registry"',
    'nginx: [emerg] host not found in upstream "USER_1:PASSWORD_1@registry"',
  ],
  ['return ngx.md5("Feuerwehr_Piet" .. ngx.var.uri)', 'return ngx.md5("PASSWORD_1" .. ngx.var.uri)'],
  ["define( 'DB_PASSWORD', 'uhrwerk12' );", "define( 'DB_PASSWORD', 'PASSWORD_1' );"],
  ['Node:   worker3.k8s.trautwein-bau.com/10.31.55.11', 'Node:   HOST_1.HOST_2.HOST_3.com/IPV4_PRIVATE_1'],
  [
    '10:15:22.4 IP 192.168.188.34.49822 > 127.0.0.1.8080: Flags [P.]',
    '10:15:22.4 IP IPV4_PRIVATE_1.49822 > 127.0.0.1.8080: Flags [P.]',
  ],
  ['sudo[2301]:   rkessel : TTY=pts/0 ; PWD=/etc/nginx', 'sudo[2301]:   USER_1 : TTY=pts/0 ; PWD=/etc/nginx'],
  ["attempt made by user 'torbenl'", "attempt made by user 'USER_1'"],
  ['binddn "CN=svc_bind,OU=Service,DC=ad";', 'binddn "CN=USER_1,OU=Service,DC=ad";'],
  ["nginx.service: Failed with result 'exit-code'.", "nginx.service: Failed with result 'exit-code'."],
  [
    'GET /.well-known/acme-challenge/kt4TWL-Hauttn-nt5nLcNgrqbNZB4EWQ0_3BbK9mzSM',
    'GET /.well-known/acme-challenge/kt4TWL-Hauttn-nt5nLcNgrqbNZB4EWQ0_3BbK9mzSM',
  ],
  ['smtp: pass=hunter-rabbit-83', 'smtp: pass=PASSWORD_1'],
  ['pass: harbor-copper-24', 'pass: PASSWORD_1'],
  ['{"pass":"k3vTq8mZr2Lp9"}', '{"pass":"PASSWORD_1"}'],
  ["mail: { host: x, pass: 'pepper5085velvet' }", "mail: { host: x, pass: 'PASSWORD_1' }"],
  [`$conf['smtp_passwd'] = "copper-candle-50";`, `$conf['smtp_passwd'] = "PASSWORD_1";`],
  ["$x['cookie_secret'] = 'k3vTq8mZr2Lp9wX4yB7nC1dF5gH6jK0a';", "$x['cookie_secret'] = 'COOKIE_1';"],
  ['os.environ["APP_TOKEN"] = "velvet-planet-63"', 'os.environ["APP_TOKEN"] = "TOKEN_1"'],
  ["ENV['DB_PASSWORD'] = 'lemon-winter-48'", "ENV['DB_PASSWORD'] = 'PASSWORD_1'"],
  ["node['a']['b_secret'] = 'magnet1055magnet'", "node['a']['b_secret'] = 'SECRET_1'"],
  [`gitlab_rails['smtp_password'] = "candle6822candle"`, `gitlab_rails['smtp_password'] = "PASSWORD_1"`],
  ['local h = { ["X-Firm-Key"] = "k3vTq8mZr2Lp9wX4" }', 'local h = { ["X-Firm-Key"] = "KEY_1" }'],
  ['OIDCClientSecret planet9596silver', 'OIDCClientSecret SECRET_1'],
  ['OIDCCryptoPassphrase bottle-lemon-36', 'OIDCCryptoPassphrase PASSWORD_1'],
  ['    HTTP_Passwd   winter9403magnet', '    HTTP_Passwd   PASSWORD_1'],
  ['requirepass silver9931lemon', 'requirepass PASSWORD_1'],
  ['masterauth candle3907lemon', 'masterauth SECRET_1'],
  ['bindpw candle8926copper', 'bindpw SECRET_1'],
  ['rootpw ticket7650harbor', 'rootpw SECRET_1'],
  ['rcon_password "silver8465falcon"', 'rcon_password "PASSWORD_1"'],
  ['RewriteCond %{HTTP:X-Gate-Key} !^pepper3175falcon$', 'RewriteCond %{HTTP:X-Gate-Key} !^KEY_1$'],
  ["Require expr %{HTTP:X-Gate-Key} == 'bottle7111rabbit'", "Require expr %{HTTP:X-Gate-Key} == 'KEY_1'"],
  ['user foo on >rabbit8424magnet ~* +@all', 'user foo on >PASSWORD_1 ~* +@all'],
  ['rocommunity k3vTq8mZr2', 'rocommunity PASSWORD_1'],
  ['snmp-server community k3vTq8mZr2 RO', 'snmp-server community PASSWORD_1 RO'],
  [
    'if (req.http.X-Firm-Key != "silver9440ticket") { return (synth(403)); }',
    'if (req.http.X-Firm-Key != "KEY_1") { return (synth(403)); }',
  ],
  [
    "if (r.headersIn['X-Firm-Key'] !== 'silver8957silver') { r.return(403); }",
    "if (r.headersIn['X-Firm-Key'] !== 'KEY_1') { r.return(403); }",
  ],
  ["if (r.args.key != 'copper1189butter') return;", "if (r.args.key != 'KEY_1') return;"],
  [
    'if ngx.var.http_x_k ~= "kitten5484forest" then return ngx.exit(403) end',
    'if ngx.var.http_x_k ~= "SECRET_1" then return ngx.exit(403) end',
  ],
  ["if (headers['x-firm-key'] === 'kitten6842planet') next();", "if (headers['x-firm-key'] === 'KEY_1') next();"],
  [
    'location / { set_sha1 $x "saddle3324saddle$uri"; secure_link_md5 "$uri saddle3324saddle$secure_link_expires"; secure_link_md5 "$urisaddle3324saddle$secure_link_expires"; }',
    'location / { set_sha1 $x "SECRET_1$uri"; secure_link_md5 "$uri SECRET_1$secure_link_expires"; secure_link_md5 "$uriSECRET_1$secure_link_expires"; }',
  ],
  [
    'otel_exporter { endpoint x:4317; header x-honeycomb-team 8f14e45fceea167a5a36dedd4bea2543; }',
    'otel_exporter { endpoint x:4317; header x-honeycomb-team SECRET_1; }',
  ],
  [
    'if ($remote_user:$arg_k != "bob:ticket5435velvet") { return 403; }',
    'if ($remote_user:$arg_k != "SECRET_1") { return 403; }',
  ],
  [
    'proxy_pass https://api.weather.com/v1?appid=8f14e45fceea167a5a36dedd4bea2543;',
    'proxy_pass https://HOST_1.HOST_2.com/v1?appid=SECRET_1;',
  ],
  ['$ http -a bob:harbor7807forest https://x.acme.com', '$ http -a bob:PASSWORD_1 https://HOST_1.HOST_2.com'],
  ['$ ab -A bob:magnet2179pepper -n 10 https://x.acme.com/', '$ ab -A bob:PASSWORD_1 -n 10 https://HOST_1.HOST_2.com/'],
  [
    '$ openssl enc -aes-256-cbc -k velvet6742marble -in a -out b',
    '$ openssl enc -aes-256-cbc -k PASSWORD_1 -in a -out b',
  ],
  ['$ openssl dgst -sha256 -hmac ticket7125harbor file', '$ openssl dgst -sha256 -hmac PASSWORD_1 file'],
  ['$ openssl passwd -apr1 trumpet5837ticket', '$ openssl passwd -apr1 PASSWORD_1'],
  ["$ echo 'candle6760rabbit' | sudo -S nginx -t", "$ echo 'PASSWORD_1' | sudo -S nginx -t"],
  [
    '$ echo k3vTq8mZr2Lp9wX4 | docker login -u bob --password-stdin r.acme.com',
    '$ echo PASSWORD_1 | docker login -u USER_1 --password-stdin HOST_1.HOST_2.com',
  ],
  ['$ echo "bob:magnet7270pepper" | chpasswd', '$ echo "bob:PASSWORD_1" | chpasswd'],
  ['$ echo magnet2488planet | htpasswd -i -c f bob', '$ echo PASSWORD_1 | htpasswd -i -c f bob'],
  ["$ smbclient -U 'bob%trumpet6341pepper' //h/s", "$ smbclient -U 'bob%PASSWORD_1' //h/s"],
  ['$ lftp -u bob,winter7157bottle h', '$ lftp -u bob,PASSWORD_1 h'],
  [
    '$ mc alias set n https://s3.acme.com AKIA123 candle8857marble',
    '$ mc alias set n https://HOST_1.HOST_2.com AKIA123 PASSWORD_1',
  ],
  ['$ zip -P magnet5256candle a.zip b', '$ zip -P PASSWORD_1 a.zip b'],
  ['$ mongosh -u a -p butter1389trumpet mongodb://h', '$ mongosh -u a -p PASSWORD_1 mongodb://h'],
  ['$ sqlcmd -S h -U sa -P garden5802harbor', '$ sqlcmd -S h -U sa -P PASSWORD_1'],
  ['$ sqlplus a/butter9725ticket@h', '$ sqlplus a/PASSWORD_1@h'],
  ['$ redis-cli AUTH harbor5024butter', '$ redis-cli AUTH PASSWORD_1'],
  ['$ rabbitmqctl change_password bob candle9065magnet', '$ rabbitmqctl change_password bob PASSWORD_1'],
  ['$ ldapwhoami -D cn=a -w magnet2936velvet', '$ ldapwhoami -D cn=a -w PASSWORD_1'],
  ['$ curl --pass ticket6507magnet --key k.pem https://x', '$ curl --pass PASSWORD_1 --key k.pem https://x'],
  ["$ curl --data-urlencode 'pass=forest6730planet' https://x", "$ curl --data-urlencode 'pass=PASSWORD_1' https://x"],
  ['$ set -gx API_TOKEN harbor1046silver', '$ set -gx API_TOKEN PASSWORD_1'],
  ['> setx API_TOKEN trumpet9938window', '> setx API_TOKEN PASSWORD_1'],
  ['local d = ngx.hmac_sha256("window5857forest", x)', 'local d = ngx.hmac_sha256("PASSWORD_1", x)'],
  [
    "const h = crypto.createHmac('sha512', 'bottle5691falcon');",
    "const h = crypto.createHmac('sha512', 'PASSWORD_1');",
  ],
  ['h = hmac.new(b"copper8838ticket", m, hashlib.sha256)', 'h = hmac.new(b"PASSWORD_1", m, hashlib.sha256)'],
  ["$h = hash_hmac('sha1', $d, 'rabbit7972pepper');", "$h = hash_hmac('sha1', $d, 'PASSWORD_1');"],
  ['local ok = jwt:verify("garden5377lemon", tok)', 'local ok = jwt:verify("PASSWORD_1", tok)'],
  ["const t = jwt.sign(x, 'winter8034lemon', {});", "const t = jwt.sign(x, 'PASSWORD_1', {});"],
  ['r = requests.get(u, auth=("svc","trumpet3004garden"))', 'r = requests.get(u, auth=("USER_1","PASSWORD_1"))'],
  ["$db = new PDO($dsn,'u','rabbit5792forest');", "$db = new PDO($dsn,'u','PASSWORD_1');"],
  ["define( 'DB_PASSWD', 'copper7781copper' );", "define( 'DB_PASSWD', 'PASSWORD_1' );"],
  ['acl ok req.hdr(X-Gate-K) -m str harbor2939marble', 'acl ok req.hdr(X-Gate-K) -m str SECRET_1'],
  [
    'http-request deny unless { req.hdr(X-Gate-K) -m str bottle2498winter }',
    'http-request deny unless { req.hdr(X-Gate-K) -m str SECRET_1 }',
  ],
  ['@m header X-Gate-K butter6790falcon', '@m header X-Gate-K SECRET_1'],
  ['header_up X-Gate-K candle3475pepper', 'header_up X-Gate-K SECRET_1'],
  [
    'SecRule REQUEST_HEADERS:X-Gate-K "!@streq candle4614silver" "id:1,deny"',
    'SecRule REQUEST_HEADERS:X-Gate-K "!@streq SECRET_1" "id:1,deny"',
  ],
  ['cache_peer p parent 3128 0 login=bob:silver5643saddle', 'cache_peer p parent 3128 0 login=bob:PASSWORD_1'],
  ['hook_tokens = ["winter2396pepper","trumpet8842lemon"]', 'hook_tokens = ["TOKEN_1","TOKEN_2"]'],
  ['passwd = """trumpet9297magnet"""', 'passwd = """PASSWORD_1"""'],
  ['-    proxy_set_header X-K garden2901lemon;', '-    proxy_set_header X-K SECRET_1;'],
  ['~ tok = "rabbit7158planet" -> "trumpet8842lemon"', '~ tok = "TOKEN_1" -> "TOKEN_2"'],
  [
    'x-signature: t=1700000000,v1=5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592',
    'x-signature: SIGNATURE_1',
  ],
  ['db.acme.com:5432:shop:bob:harbor4520copper', 'HOST_1.HOST_2.com:5432:shop:USER_1:PASSWORD_1'],
  ['[mx.acme.com]:587 bob:harbor1543copper', '[HOST_1.HOST_2.com]:587 bob:PASSWORD_1'],
  ['"bob" "md55d41402abc4b2a76b9719d911017c592"', '"bob" "md5PASSWORD_1"'],
  [': PSK "butter5924magnet"', ': PSK "PASSWORD_1"'],
  ['userPassword:: dmVsdmV0ODI3M2hhcmJvcg==', 'userPassword:: PASSWORD_1'],
  ['AUTH PLAIN AGJvYgB2ZWx2ZXQ4MjczaGFyYm9y', 'AUTH PLAIN PASSWORD_1'],
  ['a1 LOGIN bob silver2806silver', 'a1 LOGIN bob PASSWORD_1'],
  [
    'Accepted publickey for bsmith from 88.1.2.3 port 22 ssh2',
    'Accepted publickey for USER_1 from IPV4_1 port 22 ssh2',
  ],
  [
    'Failed password for invalid user bsmith from 88.1.2.3 port 22 ssh2',
    'Failed password for invalid user USER_1 from IPV4_1 port 22 ssh2',
  ],
  ["* Server auth using Basic with user 'bsmith'", "* Server auth using Basic with user 'USER_1'"],
  ['bsmith@web01:~$ ls', 'USER_1@HOST_1:~$ ls'],
  ['uid=bsmith,ou=people,dc=acme,dc=com', 'uid=USER_1,ou=people,dc=acme,dc=com'],
])('%s', (line, expected) => {
  expect(redacted(line)).toBe(expected);
});

it.each([
  'tests pass: 12, fail: 0',
  'if (req.http.X-Forwarded-Proto != "https") { return (synth(301)); }',
  "if (req.headers['content-type'] === 'application/json') next();",
  '  maxmemory-policy allkeys-lru',
  'user nginx nginx;',
  'echo "done" | tee out.txt',
  'const h = crypto.createHmac("sha256", key);',
  'local ok = jwt:verify(secret, token)',
  'acl is_api hdr(host) -i -m beg api.',
  'header Content-Type application/json',
  'GET /a HTTP/1.1',
  'Accepted connection for nobody',
  'git@github.com:acme/x.git',
  'docker login --password-stdin registry.example.com',
])('%s stays', (line) => {
  expect(redacted(line)).toBe(line);
});

it.each([
  [
    '| service | user | password |\n|---|---|---|\n| shop | svc | `tulip_kx01dm.27` |\n| wiki | ro | harbor4520copper |\n\n| a | b | c |\n',
    '| service | user | password |\n|---|---|---|\n| shop | svc | `PASSWORD_1` |\n| wiki | ro | PASSWORD_2 |\n\n| a | b | c |\n',
  ],
  [
    'service,user,password,url\nshop,svc,oDFajL-TgoYq1-GR0uJD,https://www.example.com\n',
    'service,user,password,url\nshop,svc,PASSWORD_1,https://www.example.com\n',
  ],
  ['| cipher | bits | key exchange |\n|---|---|---|\n| AES128-GCM-SHA256 | 128 | ECDHE-x25519 |\n', undefined],
])('a column is judged by its head: %s', (text, expected) => {
  expect(createRedactor().redact([{ name: 'pasted.md', text }])[0]?.text).toBe(expected ?? text);
});
