import { expect, it } from 'vitest';
import { redacted } from '../testing/redacted.js';

it.each([
  ['curl -u alice:wonder1and https://a.example.com', 'curl -u USER_1:PASSWORD_1 https://a.example.com'],
  ["curl -H 'X-Api-Key: k-998877'", "curl -H 'X-Api-Key: TOKEN_1'"],
  ['> X-Lotse: hn3-QQ71-zzK', '> X-Lotse: SECRET_1'],
  ['< X-Cache: HIT from edge-12', undefined],
  ['http POST a.example.com X-Lotse:hn3-QQ71-zzK', 'http POST a.example.com X-Lotse:SECRET_1'],
  [
    '{"headers":{"X-Lotse":["hn3-QQ71-zzK"],"Accept":["*/*"]}}',
    '{"headers":{"X-Lotse":["SECRET_1"],"Accept":["*/*"]}}',
  ],
  ['<property name="password" value="xmlPw-2211"/>', '<property name="password" value="PASSWORD_1"/>'],
  ['> Authorization: Basic YWxpY2U6d29uZGVyMWFuZA==', '> Authorization: Basic CREDENTIALS_1'],
  ['< Set-Cookie: session=s%3Aabcdef.123456; Path=/', '< Set-Cookie: session=COOKIE_1; Path=/'],
  ['export GATE_TOKEN=abc123', 'export GATE_TOKEN=TOKEN_1'],
  ['PGPASSWORD=pgsecret psql -h db', 'PGPASSWORD=PASSWORD_1 psql -h db'],
  [
    'kubectl create secret generic db --from-literal=name=root --from-literal=zugang=blaueswunder4',
    'kubectl create secret generic db --from-literal=name=root --from-literal=zugang=SECRET_1',
  ],
  ['      - "DB_PASSWORD=hunter2 go"', '      - "DB_PASSWORD=PASSWORD_1"'],
  ['variable "api_token" {\n  default = "zx81-48k"\n}', 'variable "api_token" {\n  default = "TOKEN_1"\n}'],
  ['variable "region" {\n  default = "zx81-48k"\n}', undefined],
  ['LoadCredential=tls.key:/etc/ssl/x.key', undefined],
  ['  http-request set-header X-Zeta-Gate lavanda-7781', '  http-request set-header X-Zeta-Gate SECRET_1'],
  ['RequestHeader set X-Zeta-Gate "lavanda-7781"', 'RequestHeader set X-Zeta-Gate "SECRET_1"'],
  [
    "'authorization', 'Basic YWxpOmJhYmE=' 'x-zeta', 'lavanda7781'",
    "'authorization', 'Basic CREDENTIALS_1' 'x-zeta', 'SECRET_1'",
  ],
  ['  user ali insecure-password babaopen', '  user USER_1 insecure-password PASSWORD_1'],
  ['limit_req_zone $x zone=tokens:1m rate=1r/s;', undefined],
  ['from pay.zeta-bank.it, do.it', 'from HOST_1.HOST_2.it, do.it'],
  [
    'Key         Value\n---         -----\napi_key     aa11bb22cc33\n',
    'Key         Value\n---         -----\napi_key     TOKEN_1\n',
  ],
  ['$ aws configure set aws_secret_access_key wJalrXUtnFEMI7', '$ aws configure set aws_secret_access_key KEY_1'],
  [
    '127.0.0.1:6379> AUTH default Sesamo99\n127.0.0.1:6379> PING',
    '127.0.0.1:6379> AUTH default PASSWORD_1\n127.0.0.1:6379> PING',
  ],
  ['password authentication failed for user "shop_rw"', 'password authentication failed for user "USER_1"'],
  ['SetEnv REST_API_KEY "oskey12"', 'SetEnv REST_API_KEY "TOKEN_1"'],
  ['ENV DB_PASSWORD hunter2go', 'ENV DB_PASSWORD PASSWORD_1'],
  ['php_value auth.secret hunter22', 'php_value auth.secret SECRET_1'],
  ['SetEnv APP_STAGE production7a', undefined],
  ['$ openssl rand -base64 18\n7B5zIqmRGXmrJTFmKa99vcit\n$ date', '$ openssl rand -base64 18\nSECRET_1\n$ date'],
  ['$ openssl version\nOpenSSL_3.0.15-4x', undefined],
  ['the admin console (default root7/admin99) is up', 'the admin console (default root7/PASSWORD_1) is up'],
  ['start?rd=https%3A%2F%2Fshop.acme.internal', 'start?rd=https%3A%2F%2FHOST_1.HOST_2.internal'],
  ['redis-cli -a r3dispw ping', 'redis-cli -a PASSWORD_1 ping'],
  ['mysql -uroot -pmysqlpw db', 'mysql -uroot -pPASSWORD_1 db'],
  ['docker login -u ci -p dockpw1 registry', 'docker login -u USER_1 -p PASSWORD_1 registry'],
  ['openssl pkcs12 -in a.p12 -passin pass:changeit', 'openssl pkcs12 -in a.p12 -passin pass:PASSWORD_1'],
  ['tool --api-token q1w2e3 --verbose', 'tool --api-token TOKEN_1 --verbose'],
  ['    Master-Key: 8F14E45FCEEA167A5A36DEDD4BEA2543', '    Master-Key: KEY_1'],
  [
    'CLIENT_RANDOM 0123456789abcdef0123456789abcdef 00112233445566778899aabbccddeeff',
    'CLIENT_RANDOM 0123456789abcdef0123456789abcdef KEY_1',
  ],
  [
    'DATABASE_URL=postgres://app:p%40ss@db1.acme.internal:5432/app',
    'DATABASE_URL=postgres://app:PASSWORD_1@HOST_1.HOST_2.internal:5432/app',
  ],
  ['redis://:p/ss@10.0.0.1:6379/0', 'redis://:PASSWORD_1@IPV4_PRIVATE_1:6379/0'],
  ['the password for the admin panel is Tr0ub4dor&3, ok', 'the password for the admin panel is PASSWORD_1, ok'],
  ['login: jdoe / S0mmer!2026.', 'login: USER_1 / PASSWORD_1.'],
  ['the password is wrong again', undefined],
  ['which token is expired?', undefined],
  ['machine h login bob7 password hunter2', 'machine h login USER_1 password PASSWORD_1'],
  ["CREATE USER x IDENTIFIED BY 'sqlpw'", "CREATE USER x IDENTIFIED BY 'PASSWORD_1'"],
  ['nginx version: nginx/1.26.3, OpenSSL 3.0.15 3 Sep 2024', undefined],
  ['  http-request set-header X-U %[req.hdr(X-Id2),lower]', undefined],
  ['  http-request set-header X-U %{+Q}[ssl_c_s_dn(cn)]', undefined],
  ['  http-request set-header X-U %[str(lavanda-7781)]', '  http-request set-header X-U SECRET_1'],
  ['X-B3-TraceId: 80f198ee56343ba864fe8b2a57d3eff7', undefined],
  ['Content-Digest: sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:', undefined],
  ['X-GitHub-Request-Id: A1B2:3C4D:5E6F7A:8B9C0D:6543ABCD', undefined],
  ['X-Amz-Cf-Id: k3X9aPq7Zr2LmT5vB8nY1wQ4sD6fG0hJkLzXcVbNmQwErTyUiOpA==', undefined],
  ['x-goog-hash: crc32c=n03x6A==', undefined],
  ['x-amz-request-id: 4442587FB7D0A2F9', undefined],
  ['x-amz-version-id: 3HL4kqtJlcpXroDTDmjVBH40Nrjfkd', undefined],
  ['X-Amz-Cf-Pop: FRA56-P4', undefined],
  ['X-Secret-Request-Id: 4442587FB7D0A2F9', 'X-Secret-Request-Id: SECRET_1'],
  ['  http-request set-header X-Unique %[unique-id]', undefined],
  ['x-amz-checksum-crc32: n03x6A==', undefined],
  ['x-amzn-requestid: KJHGF8Q1ZX5V9BN2M4L7', undefined],
  ['X-RateLimit-Reset: 1699999999', undefined],
  ['https://get.helm.sh', undefined],
  ['X-GitHub-Delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958', undefined],
])('%s', (line, expected) => {
  expect(redacted(line)).toBe(expected ?? line);
});

it('replaces users and hashes of password files', () => {
  expect(redacted('alice:$apr1$Zx1y2z3w$abcdefghijklmnopqrstu0\nbob:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n')).toBe(
    'USER_1:HASH_1\nUSER_2:{SHA}HASH_2\n',
  );
  expect(redacted('carol:plainpw\n', 'share', '.htpasswd')).toBe('USER_1:PASSWORD_1\n');
});
