import { base64 } from '../draw.js';
import { hard, type Kind, marked, secret } from '../labelled.js';
import {
  any,
  bytes,
  combined,
  documentation,
  f,
  isoTime,
  jwt,
  kind,
  logTime,
  person,
  tame,
  token,
  uuid,
} from './values.js';

const encoded = (text: string): string => encodeURIComponent(text);

/** Credentials in access logs. */
export const accessLogs: readonly Kind[] = [
  kind('access-log/oauth-callback-code', 'access-log', (d) => {
    const code = secret(d.pick([f(d, '4/0A{b70}'), f(d, '{b43}'), `${uuid(d)}.${uuid(d)}.${uuid(d)}`, f(d, '{h20}')]));
    const path = d.pick(['/oauth2/callback', '/auth/callback', '/login/oauth2/code/keycloak', '/oidc/cb']);
    return combined(d, marked`GET ${path}?code=${code}&scope=openid`);
  }),
  kind('access-log/implicit-flow-token', 'access-log', (d) =>
    combined(
      d,
      marked`GET /app?${d.pick(['access_token', 'id_token'])}=${secret(jwt(d))}&token_type=Bearer&expires_in=3600`,
    ),
  ),
  kind('access-log/password-in-query', 'access-log', (d) => {
    const [user, pass] = d.pick([
      ['user', 'password'],
      ['benutzer', 'passwort'],
      ['usuario', 'contrasena'],
      ['utilisateur', 'mdp'],
      ['usuario', 'senha'],
      ['login', 'pwd'],
    ] as [string[], ...string[][]]) as [string, string];
    return combined(d, marked`GET /login?${user}=${person(d)}&${pass}=${secret(encoded(tame(d)))}`);
  }),
  kind('access-log/api-key-in-query', 'access-log', (d) => {
    const name = d.pick(['api_key', 'apikey', 'key', 'subscription-key', 'X-API-Key', 'auth_key', 'appid_secret']);
    return combined(d, marked`GET /v2/${d.pick(['tiles', 'search', 'rates'])}?q=1&${name}=${secret(token(d))}`);
  }),
  kind('access-log/reset-token-in-query', 'access-log', (d) => {
    const path = d.pick(['/password/reset', '/passwort-vergessen', '/users/password/edit', '/activar']);
    const name = d.pick(['token', 'reset_password_token', 'confirmation_token', 'reset_key']);
    return combined(d, marked`GET ${path}?${name}=${secret(f(d, d.pick(['{b20}', '{h64}', '{w40}'])))}`);
  }),
  kind('access-log/s3-presigned', 'access-log', (d) =>
    combined(
      d,
      marked`GET /backup.tgz?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20250314T101112Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=${secret(f(d, '{h64}'))}`,
    ),
  ),
  kind('access-log/s3-presigned-v2', 'access-log', (d) =>
    combined(
      d,
      marked`GET /media/a.mp4?AWSAccessKeyId=AKIA${f(d, '{q16}')}&Expires=17${f(d, '{d8}')}&Signature=${secret(encoded(bytes(d, 20).toString('base64')))}`,
    ),
  ),
  kind('access-log/azure-sas', 'access-log', (d) =>
    combined(
      d,
      marked`GET /container/file.pdf?sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2025-12-31T23:59:59Z&spr=https&sig=${secret(encoded(bytes(d, 32).toString('base64')))}`,
    ),
  ),
  kind('access-log/gcs-signed', 'access-log', (d) =>
    combined(
      d,
      marked`GET /bucket/obj.bin?X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Date=20250314T101112Z&X-Goog-Expires=600&X-Goog-SignedHeaders=host&X-Goog-Signature=${secret(f(d, '{h512}'))}`,
    ),
  ),
  kind('access-log/cloudfront-signed', 'access-log', (d) =>
    combined(
      d,
      marked`GET /v/film.m3u8?Expires=17${f(d, '{d8}')}&Signature=${secret(f(d, '{w80}~{w90}-{w120}__'))}&Key-Pair-Id=K${f(d, '{A13}')}`,
    ),
  ),
  kind('access-log/akamai-token', 'access-log', (d) =>
    combined(d, marked`GET /hls/live.m3u8?hdnts=exp=17${f(d, '{d8}')}~acl=/hls/*~hmac=${secret(f(d, '{h64}'))}`),
  ),
  kind('access-log/secure-link-md5', 'access-log', (d) =>
    combined(d, marked`GET /dl/setup.exe?md5=${secret(f(d, '{b22}'))}&expires=17${f(d, '{d8}')}`),
  ),
  kind('access-log/telegram-webhook-path', 'access-log', (d) =>
    combined(d, marked`POST /bot${secret(f(d, '{d10}:AA{b33}'))}/${d.pick(['getUpdates', 'setWebhook', 'webhook'])}`),
  ),
  kind('access-log/referer-token', 'access-log', (d) =>
    combined(
      d,
      'GET /static/app.css',
      marked`https://example.com/${d.pick(['reset', 'invite', 'sso'])}?${d.pick(['token', 'invite_token', 'ticket'])}=${secret(f(d, d.pick(['{w32}', '{h40}', 'ST-{d5}-{w24}'])))}`,
    ),
  ),
  kind('access-log/referer-session-parameter', 'access-log', (d) =>
    combined(
      d,
      'GET /favicon.ico',
      marked`http://example.com/index.php?${d.pick(['PHPSESSID', 'sid', 'session_id'])}=${secret(f(d, d.pick(['{a26}', '{h32}'])))}`,
    ),
  ),
  kind('access-log/jsessionid-in-path', 'access-log', (d) =>
    combined(d, marked`GET /portal/start.do;jsessionid=${secret(f(d, d.pick(['{H32}', '{H32}.node1', '{b40}'])))}`),
  ),
  kind('access-log/cookie-appended', 'access-log', (d) => {
    const name = d.pick([
      'PHPSESSID',
      'laravel_session',
      'sessionid',
      '_gitlab_session',
      'ASP.NET_SessionId',
      'SESSION',
    ]);
    return marked`${combined(d, 'GET /konto')} "${name}=${secret(f(d, d.pick(['{a26}', '{h32}', '{w40}', '{a24}'])))}; lang=de"`;
  }),
  kind(
    'access-log/remember-cookie',
    'access-log',
    (d) =>
      marked`${combined(d, 'GET /')} "_ga=GA1.2.${f(d, '{d9}')}.17${f(d, '{d8}')}; ${d.pick(['remember_token', 'KEYCLOAK_IDENTITY', 'auth_token'])}=${secret(jwt(d))}"`,
  ),
  kind('access-log/authorization-appended', 'access-log', (d) =>
    d.chance(50)
      ? marked`${combined(d, 'POST /api/orders')} auth="Bearer ${secret(token(d))}"`
      : marked`${combined(d, 'GET /api/orders')} auth="Basic ${secret(base64(`${person(d)}:${tame(d)}`))}"`,
  ),
  kind(
    'access-log/json-authorization',
    'access-log',
    (d) =>
      marked`{"time":"${isoTime(d)}","remote_addr":"${documentation(d)}","request":"GET /api HTTP/1.1","status":200,"http_authorization":"Bearer ${secret(d.chance(40) ? jwt(d) : token(d))}","request_time":0.0${f(d, '{d2}')}}`,
  ),
  kind(
    'access-log/json-cookie',
    'access-log',
    (d) =>
      marked`{"ts":"${isoTime(d)}","method":"POST","uri":"/warenkorb","status":"302","cookie":"lang=de; ${d.pick(['session', 'sid', 'connect.sid', 'rack.session'])}=${secret(f(d, d.pick(['{w43}', '{h64}', 's%3A{b32}.{w43}'])))}"}`,
  ),
  kind(
    'access-log/json-arguments',
    'access-log',
    (d) =>
      marked`{"@timestamp":"${isoTime(d)}","uri":"/export","args":"format=csv&${d.pick(['token', 'api_token', 'jeton', 'zugriffstoken'])}=${secret(token(d))}","status":200,"ua":"curl/8.5.0"}`,
  ),
  kind(
    'access-log/json-escaped-body',
    'access-log',
    (d) =>
      marked`{"time":"${isoTime(d)}","request":"POST /api/login HTTP/1.1","request_body":"{\\"username\\":\\"${person(d)}\\",\\"${d.pick(['password', 'passwort', 'senha', 'clave'])}\\":\\"${secret(any(d))}\\"}","status":"200"}`,
  ),
  kind(
    'access-log/hex-escaped-body',
    'access-log',
    (d) =>
      marked`${documentation(d)} [${logTime(d)}] "POST /token HTTP/1.1" 200 "{\\x22client_id\\x22:\\x22edge\\x22,\\x22client_secret\\x22:\\x22${secret(token(d))}\\x22}"`,
  ),
  kind(
    'access-log/form-body',
    'access-log',
    (d) =>
      marked`${documentation(d)} - [${logTime(d)}] "POST /oauth/token HTTP/1.1" 200 body="grant_type=${d.pick(['refresh_token&refresh_token', 'password&username=app&password'])}=${secret(token(d))}"`,
  ),
  kind(
    'access-log/key-value-format',
    'access-log',
    (d) =>
      marked`time=${isoTime(d)} ip=${documentation(d)} method=GET path=/v1/me status=200 x_api_key=${secret(token(d))} rt=0.0${f(d, '{d2}')}`,
  ),
  kind('access-log/userinfo-in-url', 'access-log', (d) =>
    combined(d, 'GET /', marked`https://${person(d)}:${secret(tame(d))}@example.com/intranet/`),
  ),
  kind('access-log/saml-response', 'access-log', (d) => {
    const xml = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_${f(d, '{h32}')}" Version="2.0"><saml:Assertion ID="_${f(d, '{h32}')}"><saml:NameID>${person(d)}</saml:NameID></saml:Assertion></samlp:Response>`;
    return combined(d, marked`GET /saml/acs?SAMLResponse=${secret(encoded(base64(xml)))}&RelayState=home`);
  }),
  kind('access-log/websocket-token', 'access-log', (d) =>
    combined(
      d,
      marked`GET /socket.io/?EIO=4&transport=websocket&${d.pick(['token', 'auth', 'jwt'])}=${secret(jwt(d))}`,
    ),
  ),
  kind('access-log/signed-path-segment', 'access-log', (d) =>
    combined(
      d,
      marked`GET /${d.pick(['invite', 'calendar/private', 's/geheim', 'unsubscribe'])}/${hard(f(d, d.pick(['{w32}', '{h40}', '{b43}'])))}`,
    ),
  ),
];
