import { expect, it } from 'vitest';
import { redacted } from '../testing/redacted.js';

it.each([
  [
    '10.9.8.7 - bob.smith [26/Nov/2026:10:00:00 +0000] "GET /a?page=2 HTTP/1.1" 200 12 "-" "curl/8.4.0"',
    'IPV4_PRIVATE_1 - USER_1 [26/Nov/2026:10:00:00 +0000] "GET /a?page=2 HTTP/1.1" 200 12 "-" "curl/8.4.0"',
  ],
  [
    '"GET /o?X-Amz-Date=20261126T000000Z&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d868 HTTP/1.1"',
    '"GET /o?X-Amz-Date=20261126T000000Z&X-Amz-Signature=SIGNATURE_1 HTTP/1.1"',
  ],
  [
    'GET /b?sv=2022-11-02&se=2026-12-01T00:00:00Z&sig=abc%2Bdef%3D HTTP/1.1',
    'GET /b?sv=2022-11-02&se=2026-12-01T00:00:00Z&sig=SIGNATURE_1 HTTP/1.1',
  ],
  [
    '"https://shop.acme.de/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=on"',
    '"https://HOST_1.HOST_2.de/cb?code=SECRET_1&state=on"',
  ],
  ['user "bob.smith" was not found in "/etc/nginx/.htpasswd"', 'user "USER_1" was not found in "/etc/nginx/.htpasswd"'],
  [
    '2026/11/26 10:00:00 [error] 31#31: *12 connect() failed, host: "erp01"',
    '2026/11/26 10:00:00 [error] 31#31: *12 connect() failed, host: "HOST_1"',
  ],
  [
    '{"remote_user":"carla","authorization":"Bearer abc.def-123_zz","request_id":"3f2504e04f8911d39a0c0305e82c3301"}',
    '{"remote_user":"USER_1","authorization":"Bearer TOKEN_1","request_id":"3f2504e04f8911d39a0c0305e82c3301"}',
  ],
  [
    '{"log":"{\\"password\\":\\"hunter2\\",\\"user\\":\\"dora\\"}\\n","stream":"stdout"}',
    '{"log":"{\\"password\\":\\"PASSWORD_1\\",\\"user\\":\\"USER_1\\"}\\n","stream":"stdout"}',
  ],
  ['Cookie: PHPSESSID=1a2b3c4d5e6f7a8b; theme=dark', 'Cookie: PHPSESSID=COOKIE_1; theme=dark'],
  ['"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.6099.109 Safari/537.36"', undefined],
  ['error:0A000086:SSL routines::certificate verify failed', undefined],
  ['client: 192.0.2.7, server: www.example.com', undefined],
  ['GET /static/app.3f2a9c1b.js?v=1.2.3 HTTP/1.1', undefined],
  ['client 2001:db8:4f2a::1c said so', undefined],
  ['client 2001:db9:4f2a::1c said so', 'client IPV6_1 said so'],
  [
    '2026-11-26 10:00:00 INFO hook: x-foo-signature-256: sha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 x-bar-event: push\n2026-11-26 10:00:01 INFO ok',
    '2026-11-26 10:00:00 INFO hook: x-foo-signature-256: SECRET_1 x-bar-event: push\n2026-11-26 10:00:01 INFO ok',
  ],
  [
    'in stderr: "PHP message: mysqli_connect(): refused (using password: YES) ..." while reading upstream, client: 192.0.2.7, server: _, request: "GET / HTTP/1.1"',
    undefined,
  ],
  [
    "in stderr: \"#0 a.php(3): mysqli_connect(getenv('H'), 'shop', 'geheim7x') ...\" while reading upstream, client: 192.0.2.7, request: \"GET / HTTP/1.1\"",
    "in stderr: \"#0 a.php(3): mysqli_connect(getenv('H'), 'shop', 'PASSWORD_1') ...\" while reading upstream, client: 192.0.2.7, request: \"GET / HTTP/1.1\"",
  ],
  [
    '"GET /a;jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9?tz=Europe/Berlin HTTP/1.1"',
    '"GET /a;jsessionid=COOKIE_1?tz=Europe/Berlin HTTP/1.1"',
  ],
  [
    "#0 a.php(3): mysqli_connect($c['db']['host'], 'shop', 'geheim7x')",
    "#0 a.php(3): mysqli_connect($c['db']['host'], 'shop', 'PASSWORD_1')",
  ],
])('%s', (line, expected) => {
  expect(redacted(line)).toBe(expected ?? line);
});
