import type { Dice } from '../../differential/random.js';
import {
  fill,
  hostName,
  madeUp,
  password,
  plainSecret,
  privateAddress,
  publicAddress,
  secretName,
  userName,
} from '../draw.js';
import { identity, type Kind, type Marked, marked, type Place, secret } from '../labelled.js';

const kind = (id: string, place: Place, draw: (dice: Dice) => Marked): Kind => ({ id: `log/${id}`, place, draw });
const host = (dice: Dice): Marked => {
  const [label, domain, end] = hostName(dice);
  return marked`${identity(label)}.${identity(domain)}.${end}`;
};
const access = (
  id: string,
  request: (dice: Dice) => Marked,
  referrer: (dice: Dice) => Marked = () => marked`-`,
): Kind =>
  kind(
    id,
    'access-log',
    (dice) =>
      marked`${identity(publicAddress(dice))} - - [26/Nov/2026:10:00:${10 + dice.below(49)} +0000] "GET ${request(dice)} HTTP/1.1" 200 ${dice.below(9999)} "${referrer(dice)}" "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0.0.0"`,
  );
const error = (id: string, draw: (dice: Dice) => Marked): Kind =>
  kind(
    id,
    'error-log',
    (dice) =>
      marked`2026/11/26 10:00:${10 + dice.below(49)} [error] ${dice.below(999)}#${dice.below(999)}: *${dice.below(99999)} ${draw(dice)}`,
  );

export const logSecrets: readonly Kind[] = [
  access('query-token', (dice) => marked`/v1?access_token=${secret(plainSecret(dice))}&page=2`),
  access('query-named', (dice) => marked`/v1?${secretName(dice)}=${secret(plainSecret(dice))}`),
  access('query-unnamed', (dice) => marked`/v1?${madeUp(dice)}=${secret(fill(dice, '{w40}'))}`),
  access(
    'oauth-code',
    (dice) => marked`/callback?code=${secret(fill(dice, '{b32}'))}&state=${secret(fill(dice, '{w24}'))}`,
  ),
  access('id-token', (dice) => marked`/cb?id_token=${secret(fill(dice, 'eyJhbGciOiJSUzI1NiJ9.eyJ{w60}.{b86}'))}`),
  access('saml', (dice) => marked`/acs?SAMLResponse=${secret(fill(dice, 'PHNhbWxwOlJlc3BvbnNl{w120}%3D%3D'))}`),
  access('cas', (dice) => marked`/login?ticket=${secret(fill(dice, 'ST-{d6}-{w20}-cas01'))}`),
  access(
    's3',
    (dice) =>
      marked`/o?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${secret(fill(dice, 'AKIA{q16}'))}%2F20261126%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20261126T000000Z&X-Amz-Expires=300&X-Amz-SignedHeaders=host&X-Amz-Signature=${secret(fill(dice, '{h64}'))}`,
  ),
  access(
    'gcs',
    (dice) =>
      marked`/o?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=20261126T000000Z&X-Goog-Expires=900&X-Goog-Signature=${secret(fill(dice, '{h256}'))}`,
  ),
  access(
    'azure',
    (dice) =>
      marked`/c/b?sv=2022-11-02&ss=b&srt=co&sp=rl&se=2026-12-01T00:00:00Z&st=2026-11-01T00:00:00Z&spr=https&sig=${secret(fill(dice, '{w40}%2B%2F{w2}%3D'))}`,
  ),
  access(
    'cloudfront',
    (dice) =>
      marked`/p?Expires=1572472800&Signature=${secret(fill(dice, '{w20}-{w40}~{w20}__'))}&Key-Pair-Id=${secret(fill(dice, 'K{A13}'))}`,
  ),
  access('password-reset', (dice) => marked`/reset?token=${secret(plainSecret(dice))}`),
  access(
    'referrer',
    () => marked`/a.css`,
    (dice) => marked`https://${host(dice)}/x?session=${secret(fill(dice, '{w32}'))}`,
  ),
  access(
    'nested-url',
    (dice) => marked`/go?next=https%3A%2F%2Fwww.example.com%2F%3Ftoken%3D${secret(fill(dice, '{w32}'))}`,
  ),
  kind(
    'json-header',
    'access-log',
    (dice) =>
      marked`{"time":"2026-11-26T10:00:00+00:00","remote_addr":"${identity(publicAddress(dice))}","http_authorization":"Bearer ${secret(plainSecret(dice))}","status":200}`,
  ),
  kind(
    'json-cookie',
    'access-log',
    (dice) =>
      marked`{"time":"2026-11-26T10:00:00+00:00","http_cookie":"${madeUp(dice)}=${secret(plainSecret(dice))}; lang=en","request_time":0.012}`,
  ),
  kind(
    'json-named',
    'access-log',
    (dice) => marked`{"level":"info","${secretName(dice)}":"${secret(plainSecret(dice))}","msg":"login"}`,
  ),
  kind(
    'escaped-json',
    'access-log',
    (dice) =>
      marked`{"log":"{\\"msg\\":\\"in\\",\\"password\\":\\"${secret(password(dice))}\\"}\\n","stream":"stdout","time":"2026-11-26T10:00:00.1Z"}`,
  ),
  kind(
    'key-value',
    'access-log',
    (dice) => marked`time=2026-11-26T10:00:00Z status=200 ${secretName(dice)}=${secret(plainSecret(dice))} uri=/v1`,
  ),
  kind('cookie-line', 'access-log', (dice) => marked`cookie="${madeUp(dice)}=${secret(plainSecret(dice))}" rt=0.010`),
  error(
    'error-request',
    (dice) =>
      marked`upstream timed out (110: Connection timed out) while reading response header from upstream, client: ${identity(publicAddress(dice))}, server: ${host(dice)}, request: "GET /v1?${secretName(dice)}=${secret(plainSecret(dice))} HTTP/1.1", upstream: "https://${identity(privateAddress(dice))}:8443/v1", host: "${host(dice)}"`,
  ),
  error(
    'error-upstream',
    (dice) =>
      marked`connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, request: "GET / HTTP/1.1", upstream: "https://${identity(privateAddress(dice))}:8443/?api_key=${secret(plainSecret(dice))}"`,
  ),
  error(
    'error-referrer',
    (dice) =>
      marked`open() "/var/www/x" failed (2: No such file or directory), client: ${identity(publicAddress(dice))}, request: "GET /x HTTP/1.1", referrer: "https://${host(dice)}/?code=${secret(fill(dice, '{b32}'))}"`,
  ),
];

export const logIdentities: readonly Kind[] = [
  kind(
    'user',
    'access-log',
    (dice) =>
      marked`${identity(publicAddress(dice))} - ${identity(userName(dice))} [26/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.4.0"`,
  ),
  kind(
    'ipv6',
    'access-log',
    (dice) =>
      marked`${identity(`2a01:4f8:${fill(dice, '{h4}')}::${dice.below(9) + 1}`)} - - [26/Nov/2026:10:00:00 +0000] "GET / HTTP/2.0" 200 12 "-" "-"`,
  ),
  error(
    'auth-user',
    (dice) =>
      marked`user "${identity(userName(dice))}" was not found in "/etc/nginx/.htpasswd", client: ${identity(publicAddress(dice))}, server: localhost`,
  ),
  error(
    'verify',
    (dice) =>
      marked`upstream SSL certificate does not match "${host(dice)}" while SSL handshaking to upstream, client: 127.0.0.1, upstream: "https://${identity(privateAddress(dice))}:8443/"`,
  ),
  kind('email', 'prose', (dice) => marked`please ask ${identity(`${userName(dice)}@${madeUp(dice)}.com`)} about it`),
  kind('arn', 'prose', (dice) => marked`the role is arn:aws:iam::${identity(fill(dice, '{d12}'))}:role/deploy`),
  kind(
    'ecr',
    'prose',
    (dice) => marked`image ${identity(fill(dice, '{d12}'))}.dkr.ecr.eu-west-1.amazonaws.com/app:1.2.3`,
  ),
  kind('tenant', 'prose', (dice) => marked`tenant_id=${identity(fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}'))}`),
  kind(
    'syslog-host',
    'prose',
    (dice) => marked`Nov 26 10:00:00 ${identity(`web-${madeUp(dice)}-0${dice.below(9)}`)} nginx[12]: reloading`,
  ),
];
