import type { Dice } from '../../differential/random.js';
import { base64 } from '../draw.js';
import { hard, type Kind, type Marked, marked, secret } from '../labelled.js';
import { bytes, ecBody, f, join, jwt, keyBody, kind, person, rsaBody, tame, token, uuid, wild } from './values.js';

function hexDump(dice: Dice, row: number): Marked {
  const line = bytes(dice, 16);
  const pairs = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'));
  const readable = Array.from(line, (byte) => (byte > 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
  return marked`    00${row}0 - ${hard(`${pairs.slice(0, 8).join(' ')}-${pairs.slice(8).join(' ')}`)}   ${readable}`;
}

/** Credentials in commands and in what they print. */
export const terminal: readonly Kind[] = [
  kind('terminal/curl-user', 'terminal', (d) =>
    d.pick([
      marked`$ curl -u ${person(d)}:${secret(tame(d))} https://example.com/api/health`,
      marked`$ curl --user '${person(d)}:${secret(wild(d))}' -I https://example.com/`,
      marked`# curl -sku "${person(d)}:${secret(tame(d))}" https://127.0.0.1:9200/_cat/health`,
    ]),
  ),
  kind(
    'terminal/curl-verbose-request',
    'terminal',
    (d) =>
      marked`$ curl -v https://example.com/api
> GET /api HTTP/2
> Host: example.com
> user-agent: curl/8.5.0
> ${d.pick(['authorization: Bearer ', 'x-api-key: ', 'X-Auth-Token: ', 'private-token: '])}${secret(token(d))}
>
< HTTP/2 403`,
  ),
  kind(
    'terminal/curl-verbose-basic',
    'terminal',
    (d) =>
      marked`* Server auth using Basic with user '${person(d)}'
> GET /intranet/ HTTP/1.1
> Authorization: Basic ${secret(base64(`${person(d)}:${wild(d)}`))}
> Accept: */*`,
  ),
  kind(
    'terminal/curl-set-cookie',
    'terminal',
    (d) =>
      marked`< HTTP/1.1 302 Found
< Server: nginx/1.26.1
< Set-Cookie: ${d.pick(['PHPSESSID', 'JSESSIONID', 'laravel_session', '_session_id', 'connect.sid'])}=${secret(f(d, d.pick(['{a26}', '{h32}', '{w40}'])))}; path=/; HttpOnly; Secure
< Location: /start`,
  ),
  kind(
    'terminal/curl-header-option',
    'terminal',
    (d) =>
      marked`$ curl -sS -H ${d.pick(["'X-Vault-Token: ", "'PRIVATE-TOKEN: ", "'Authorization: Bearer ", "'X-Consul-Token: "])}${secret(d.chance(40) ? uuid(d) : token(d))}' https://127.0.0.1:8443/v1/status | jq .`,
  ),
  kind(
    'terminal/curl-data-json',
    'terminal',
    (d) =>
      marked`$ curl -X POST https://example.com/login -d '{"user":"${person(d)}","${d.pick(['password', 'passwort', 'contraseña', 'senha'])}":"${secret(wild(d))}"}'
{"ok":true,"access_token":"${secret(jwt(d))}","token_type":"bearer"}`,
  ),
  kind(
    'terminal/curl-data-form',
    'terminal',
    (d) =>
      marked`$ curl https://id.example.com/realms/main/protocol/openid-connect/token -d grant_type=client_credentials -d client_id=edge -d client_secret=${secret(f(d, '{w32}'))}`,
  ),
  kind(
    'terminal/curl-digest',
    'terminal',
    (d) =>
      marked`> GET /cam HTTP/1.1
> Authorization: Digest username="${person(d)}", realm="cam", nonce="${f(d, '{h32}')}", uri="/cam", algorithm=MD5, response="${secret(f(d, '{h32}'))}"`,
  ),
  kind(
    'terminal/s-client-session',
    'terminal',
    (d) =>
      marked`SSL-Session:
    Protocol  : TLSv1.2
    Cipher    : ECDHE-RSA-AES256-GCM-SHA384
    Master-Key: ${secret(f(d, '{H96}'))}
    PSK identity: None
    Start Time: 17${f(d, '{d8}')}
    Verify return code: 0 (ok)`,
  ),
  kind(
    'terminal/s-client-resumption',
    'terminal',
    (d) =>
      marked`    Protocol  : TLSv1.3
    Cipher    : TLS_AES_256_GCM_SHA384
    Resumption PSK: ${secret(f(d, '{H96}'))}
    TLS session ticket lifetime hint: 300 (seconds)`,
  ),
  kind(
    'terminal/s-client-ticket-dump',
    'terminal',
    (d) =>
      marked`    TLS session ticket:
${hexDump(d, 0)}
${hexDump(d, 1)}
    Extended master secret: yes`,
  ),
  kind(
    'terminal/ssl-key-log',
    'terminal',
    (d) =>
      marked`$ tail -3 /tmp/sslkeys.log
CLIENT_RANDOM ${f(d, '{h64}')} ${secret(f(d, '{h96}'))}
CLIENT_TRAFFIC_SECRET_0 ${f(d, '{h64}')} ${secret(f(d, '{h64}'))}
SERVER_TRAFFIC_SECRET_0 ${f(d, '{h64}')} ${secret(f(d, '{h64}'))}`,
  ),
  kind('terminal/cat-private-key', 'terminal', (d) => {
    const [label, body] = d.pick([
      ['PRIVATE KEY', keyBody(d)],
      ['RSA PRIVATE KEY', rsaBody(d)],
      ['EC PRIVATE KEY', ecBody(d)],
    ] as [[string, string[]], ...[string, string[]][]]);
    return marked`# cat /etc/nginx/ssl/site.key
-----BEGIN ${label}-----
${join(
  body.map((line) => marked`${secret(line)}`),
  '\n',
)}
-----END ${label}-----`;
  }),
  kind(
    'terminal/cat-ssh-key',
    'terminal',
    (d) =>
      marked`$ cat ~/.ssh/id_ed25519
-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
${secret(f(d, 'QyNTUxOQAAACB{B57}'))}
${secret(f(d, '{B70}'))}
${secret(f(d, '{B70}'))}
${secret(f(d, '{B41}='))}
-----END OPENSSH PRIVATE KEY-----`,
  ),
  kind(
    'terminal/pgp-secret-key',
    'terminal',
    (d) =>
      marked`$ gpg --export-secret-keys --armor deploy
-----BEGIN PGP PRIVATE KEY BLOCK-----

${secret(f(d, 'lQOYBG{B58}'))}
${secret(f(d, '{B64}'))}
${secret(f(d, '{B64}'))}
${secret(f(d, '{B38}=='))}
=${f(d, '{B4}')}
-----END PGP PRIVATE KEY BLOCK-----`,
  ),
];
