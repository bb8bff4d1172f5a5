import { expect, it } from 'vitest';
import { redacted } from '../testing/redacted.js';

it('replaces everything in a Secret but certificates', () => {
  const secret = (pass: string, note: string, key: string) => `apiVersion: v1
kind: Secret
metadata:
  name: db
data:
  gate: ${pass}
  tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUI=
  key: |
    ${key}
stringData:
  note: "${note}"
`;
  expect(redacted(secret('aHVudGVyMg==', 'hello world', 'bGluZTE='))).toBe(secret('SECRET_1', 'SECRET_2', 'KEY_1'));
});

it('looks into what kubectl applied last, the whole Secret again', () => {
  const applied = (note: string, other: string) => `metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","data":{"note":"${note}","other":"${other}"},"kind":"Secret"}
`;
  expect(redacted(applied('a2l3aUJvbmdvNQ==', 'b2s='))).toBe(applied('SECRET_1', 'SECRET_2'));
});

it.each([
  [
    'headers:\n  X-Zeta-Gate: lavanda-7781\n  secret: admin-users\n',
    'headers:\n  X-Zeta-Gate: SECRET_1\n  secret: admin-users\n',
  ],
  ['java.sql.SQLException: Access denied (using password: YES)\n    at com.zeta.Db.connect(Db.java:42)\n', undefined],
  ['tls:\n  verify_certificate_spki: ["aX59bXc9d9eX3fgX49hijkLm39nopqrstuvwxyz0123="]\n', undefined],
  ['services:\n  web:\n    secrets: [db_password]\n', undefined],
  ['{"http_authorization":"Bearer abcDEF123456ghi"}', '{"http_authorization":"Bearer TOKEN_1"}'],
  [
    'env:\n- name: DB_PASSWORD\n  value: s3cret pass\n- name: LOG_LEVEL\n  value: info\n',
    'env:\n- name: DB_PASSWORD\n  value: PASSWORD_1\n- name: LOG_LEVEL\n  value: info\n',
  ],
  [
    'env:\n- {name: MQ_KENNWORT, value: "a b"}\n- {name: A, value: b}\n',
    'env:\n- {name: MQ_KENNWORT, value: "PASSWORD_1"}\n- {name: A, value: b}\n',
  ],
  ['a:\n  valueFrom:\n    secretKeyRef:\n      name: db\n      key: password\n', undefined],
  ['spec:\n  secretName: shop-tls\n  tls: []\n', undefined],
  [
    'data:\n  nginx.conf: |\n    proxy_set_header X-Ring "kx91-ABcd-7733";\n',
    'data:\n  nginx.conf: |\n    proxy_set_header X-Ring "SECRET_1";\n',
  ],
  [
    'metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/configuration-snippet: |\n      set $gate "Winter2024!";\n',
    'metadata:\n  annotations:\n    nginx.ingress.kubernetes.io/configuration-snippet: |\n      set $gate "SECRET_1";\n',
  ],
  [
    'auths:\n  registry.acme.corp:\n    auth: YWxpY2U6cHc=\n',
    'auths:\n  HOST_1.HOST_2.corp:\n    auth: CREDENTIALS_1\n',
  ],
  [
    'users:\n- name: admin\n  user:\n    token: abcdef.0123456789\n    client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t\n',
    'users:\n- name: admin\n  user:\n    token: TOKEN_1\n    client-certificate-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t\n',
  ],
  [
    '{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}',
    '{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","d":"KEY_1"}',
  ],
  ['image: app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\nkind: Pod\n', undefined],
  [
    'zugang:\n  losungswort: "Nebel & Rauch 77"\n  versuche: 3\n',
    'zugang:\n  losungswort: "SECRET_1"\n  versuche: 3\n',
  ],
  ['password: {{ .Values.db.password }}\nuser: {{ .Values.user }}\n', undefined],
  [
    '{{- if .Values.gate }}\ngate:\n  password: hunter2\n{{- end }}\n',
    '{{- if .Values.gate }}\ngate:\n  password: PASSWORD_1\n{{- end }}\n',
  ],
  ['password: "$(DB_PASSWORD)"\nname: x\n', undefined],
  [
    'auth:\n  environment:\n    - APP_PASSWORD=hunter2go7\n    - "APP_KEY=base64:Zm9vYmFyYmF6"\n    - LOG_LEVEL=info\n',
    'auth:\n  environment:\n    - APP_PASSWORD=PASSWORD_1\n    - "APP_KEY=KEY_1"\n    - LOG_LEVEL=info\n',
  ],
  ['secrets:\n  - "MFRGGZDFMZTWQ2LK="\n  - Geheim=77xy\n', 'secrets:\n  - "SECRET_1"\n  - SECRET_2\n'],
  ['a:\n  accessTokenLifespan: 300\n  max_tokens: 4096\n  salt_rounds: 12\n  i18nKey: menu.home.title\n', undefined],
  ['a:\n  access_tokens: 40961234\n  token_in: ab12cd\n', 'a:\n  access_tokens: TOKEN_1\n  token_in: TOKEN_2\n'],
  ['services:\n  web:\n    secrets: [db, api_key2]\n', undefined],
  ['app:\n  secrets: [db, kx91-abcd-77]\n', 'app:\n  secrets: [db, SECRET_1]\n'],
  [
    'a:\n  tlsSecret: default/shop-tls2\n  pullSecret: regcred\n  authSecret: grafana-auth\n  credentialsSecret: s3-creds1\n',
    undefined,
  ],
  [
    'a:\n  clientSecret: shop-tls2\n  authSecret: blau-wunder\n  tlsSecret: kX91abCD77\n',
    'a:\n  clientSecret: SECRET_1\n  authSecret: SECRET_2\n  tlsSecret: SECRET_3\n',
  ],
  ['password: must be at least 8 characters\ntoken: z.string().min(1)\nsecret: Mapped[str]\n', undefined],
  ['tokens_per_minute: 10000\ntranslationKey: home.title.v2\n', undefined],
  ['token: z.string().default("kx91abcd")\n', 'token: TOKEN_1\n'],
  ['a:\n  pullSecrets:\n    - regcred2\n  basicAuthSecret: shop-basic-auth\n', undefined],
])('%j', (text, expected) => {
  expect(redacted(text)).toBe(expected ?? text);
});
