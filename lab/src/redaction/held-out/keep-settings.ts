import { type Kind, keep, marked } from '../labelled.js';
import { below, bytes, documentation, f, isoTime, kind, reference, uuid } from './values.js';

const packages = ['lodash', 'express', 'undici', 'zod', 'vite', 'postcss'] as const;
const version = (dice: Parameters<typeof uuid>[0]): string =>
  `${below(dice, 1, 9)}.${below(dice, 0, 40)}.${below(dice, 0, 20)}`;

/** Look-alikes in .env files and JSON. */
export const keepSettings: readonly Kind[] = [
  kind(
    'keep/env-secret-files',
    'env',
    (d) =>
      marked`${d.pick(['DB_PASSWORD_FILE', 'POSTGRES_PASSWORD_FILE', 'JWT_PRIVATE_KEY_PATH', 'TOKEN_FILE'])}=${keep(d.pick(['/run/secrets/db_password', '/etc/app/jwt.key', './keys/private.pem']))}`,
  ),
  kind(
    'keep/env-references',
    'env',
    (d) =>
      marked`${d.pick(['API_TOKEN', 'DATABASE_PASSWORD', 'REDIS_AUTH'])}=${keep(d.pick([reference('VAULT_API_TOKEN'), '$DB_PASSWORD', reference('SECRET:-'), `"${reference('CI_JOB_TOKEN')}"`]))}`,
  ),
  kind(
    'keep/env-lifetimes',
    'env',
    (d) =>
      marked`TOKEN_TTL=${keep(d.pick(['3600', '15m', '86400']))}\nPASSWORD_MIN_LENGTH=${keep(d.pick(['8', '12', '16']))}\nSESSION_SECRET_ROTATION_DAYS=${keep(d.pick(['30', '90']))}`,
  ),
  kind(
    'keep/env-header-names',
    'env',
    (d) =>
      marked`AUTH_TOKEN_HEADER=${keep(d.pick(['X-Auth-Token', 'X-Api-Key', 'Authorization']))}\nSESSION_COOKIE_NAME=${keep(d.pick(['sid', '__Host-session', 'auth_token']))}`,
  ),
  kind(
    'keep/env-algorithms',
    'env',
    (d) =>
      marked`JWT_ALGORITHM=${keep(d.pick(['RS256', 'HS512', 'EdDSA']))}\nPASSWORD_HASHER=${keep(d.pick(['argon2id', 'bcrypt', 'pbkdf2_sha256']))}\nSECRET_BACKEND=${keep(d.pick(['vault', 'aws-secretsmanager']))}`,
  ),
  kind(
    'keep/env-secret-names',
    'env',
    (d) =>
      marked`${d.pick(['SECRET_NAME', 'K8S_SECRET_NAME', 'TLS_SECRET_NAME'])}=${keep(d.pick(['shop-db-credentials', 'wildcard-tls-2025', 'edge/api-token']))}`,
  ),
  kind(
    'keep/env-publishable',
    'env',
    (d) => marked`STRIPE_PUBLISHABLE_KEY=${keep(f(d, d.pick(['pk_live_{w24}', 'pk_live_51{w97}', 'pk_test_{w24}'])))}`,
  ),
  kind('keep/env-site-keys', 'env', (d) =>
    d.chance(50)
      ? marked`RECAPTCHA_SITE_KEY=${keep(f(d, '6L{w6}AAAAA{b27}'))}`
      : marked`TURNSTILE_SITE_KEY=${keep(f(d, '0x4AAAAAAA{w14}'))}`,
  ),
  kind('keep/env-public-key', 'env', (d) =>
    d.chance(50)
      ? marked`VAPID_PUBLIC_KEY=${keep(f(d, 'B{b86}'))}`
      : marked`WIREGUARD_PEER_PUBLIC_KEY=${keep(f(d, '{B42}A='))}`,
  ),
  kind(
    'keep/env-releases',
    'env',
    (d) =>
      marked`GIT_COMMIT=${keep(f(d, '{h40}'))}\nIMAGE_TAG=${keep(f(d, '2.4.1-{h7}'))}\nIMAGE_DIGEST=${keep(f(d, 'sha256:{h64}'))}`,
  ),
  kind(
    'keep/env-fingerprints',
    'env',
    (d) => marked`SSH_HOST_KEY_FINGERPRINT=${keep(f(d, 'SHA256:{B43}'))}\nCA_CERT_SHA1=${keep(f(d, '{h40}'))}`,
  ),
  kind(
    'keep/env-local-addresses',
    'env',
    (d) =>
      marked`AUTH_URL=${keep(d.pick(['http://127.0.0.1:9091/api/verify', 'http://localhost:8200', 'https://auth.example.com/token']))}\nTRUSTED_PROXY=${keep(documentation(d))}`,
  ),
  kind(
    'keep/env-feature-flags',
    'env',
    (d) =>
      marked`ENABLE_PASSWORD_LOGIN=${keep(d.pick(['true', 'false']))}\nREQUIRE_API_KEY=${keep(d.pick(['1', '0', 'yes']))}\nAUTH_TYPE=${keep(d.pick(['token', 'password', 'basic']))}`,
  ),
  kind(
    'keep/htpasswd-comment',
    'htpasswd',
    (d) =>
      marked`# ${keep(d.pick(['generated with htpasswd -B -C 10, see docs/auth.md', 'Passwörter liegen im Tresor', 'one account per team, rotate in spring']))}`,
  ),

  kind('keep/json-lock-integrity', 'json', (d) => {
    const [name, release] = [d.pick(packages), version(d)];
    return marked`{
  "lockfileVersion": 3,
  "packages": {
    "node_modules/${name}": {
      "version": "${keep(release)}",
      "resolved": "${keep(`https://registry.npmjs.org/${name}/-/${name}-${release}.tgz`)}",
      "integrity": "${keep(`sha512-${bytes(d, 64).toString('base64')}`)}"
    }
  }
}`;
  }),
  kind(
    'keep/json-composer-lock',
    'json',
    (d) =>
      marked`{"content-hash": "${keep(f(d, '{h32}'))}", "packages": [{"name": "monolog/monolog", "version": "${keep(version(d))}", "dist": {"type": "zip", "reference": "${keep(f(d, '{h40}'))}", "shasum": ""}}]}`,
  ),
  kind(
    'keep/json-public-key-set',
    'json',
    (d) =>
      marked`{"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "${keep(f(d, '{b43}'))}", "e": "AQAB", "n": "${keep(f(d, 'x{b341}'))}"}]}`,
  ),
  kind(
    'keep/json-discovery',
    'json',
    (d) =>
      marked`{
  "issuer": "${keep('https://id.example.com/realms/main')}",
  "token_endpoint": "${keep('https://id.example.com/realms/main/protocol/openid-connect/token')}",
  "token_endpoint_auth_methods_supported": ["${keep(d.pick(['client_secret_basic', 'private_key_jwt']))}", "client_secret_post"],
  "id_token_signing_alg_values_supported": ["RS256"]
}`,
  ),
  kind(
    'keep/json-error-answer',
    'json',
    (d) =>
      marked`{"error": "${keep(d.pick(['invalid_client', 'invalid_token', 'AUTH_TOKEN_EXPIRED', 'PasswordTooShort']))}", "message": "${keep(d.pick(['Client secret does not match', 'The password is too short', 'No API key given']))}", "request_id": "${keep(uuid(d))}"}`,
  ),
  kind(
    'keep/json-pod-metadata',
    'json',
    (d) =>
      marked`{"kind": "Pod", "metadata": {"name": "web-${keep(f(d, '7d{h3}8f6b4-x{l4}'))}", "resourceVersion": "${keep(f(d, '8{d7}'))}", "uid": "${keep(uuid(d))}", "creationTimestamp": "${keep(isoTime(d))}"}}`,
  ),
  kind(
    'keep/json-image-inspect',
    'json',
    (d) =>
      marked`[{"Id": "${keep(f(d, 'sha256:{h64}'))}", "RepoTags": ["nginx:1.27.1"], "RepoDigests": ["${keep(f(d, 'nginx@sha256:{h64}'))}"], "RootFS": {"Layers": ["${keep(f(d, 'sha256:{h64}'))}"]}}]`,
  ),
  kind(
    'keep/json-asset-manifest',
    'json',
    (d) =>
      marked`{"main.js": "${keep(f(d, '/static/js/main.{h8}.js'))}", "main.css": "${keep(f(d, '/static/css/main.{h20}.css'))}"}`,
  ),
  kind(
    'keep/json-server-status',
    'json',
    (d) =>
      marked`{"version": "${keep('1.27.1')}", "build": "nginx-plus-r32", "ssl": {"handshakes": ${below(d, 1000, 90000)}, "session_reuses": ${below(d, 10, 900)}}, "limit_reqs": {"${keep(d.pick(['login_token', 'api_keys']))}": {"passed": ${below(d, 1, 9000)}, "rejected": 3}}}`,
  ),
  kind(
    'keep/json-schema-of-login',
    'json',
    (d) =>
      marked`{"type": "object", "required": ["username", "password"], "properties": {"password": {"type": "${keep('string')}", "minLength": ${below(d, 8, 20)}, "format": "${keep('password')}", "description": "${keep(d.pick(['Password of the account', 'Das Passwort des Kontos']))}"}}}`,
  ),
  kind(
    'keep/json-templates',
    'json',
    (d) =>
      marked`{"url": "https://example.com", "token": "${keep(d.pick([reference('API_TOKEN'), reference('env:API_TOKEN'), '{{token}}', '{{ .Values.token }}', '%API_TOKEN%']))}", "timeout": ${below(d, 5, 60)}}`,
  ),
  kind(
    'keep/json-value-from',
    'json',
    (d) =>
      marked`{"env": [{"name": "${keep('DB_PASSWORD')}", "valueFrom": {"secretKeyRef": {"name": "${keep(d.pick(['shop-db', 'erp-credentials', 'api-token-prod']))}", "key": "${keep(d.pick(['password', 'token']))}"}}}]}`,
  ),
  kind(
    'keep/json-certificate',
    'json',
    (d) =>
      marked`{"serial": "${keep(f(d, '0{h1}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}:{h2}'))}", "fingerprint_sha256": "${keep(f(d, '{h64}'))}", "not_after": "${keep(isoTime(d))}", "subject": "CN=example.com", "key_usage": ["${keep('digital_signature')}"]}`,
  ),
];
