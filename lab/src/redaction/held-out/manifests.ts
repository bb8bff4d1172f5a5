import { base64 } from '../draw.js';
import { type Kind, marked, secret } from '../labelled.js';
import { any, ecBody, f, join, keyBody, kind, person, tame, token, wild } from './values.js';

const secretHead = (name: string): string => `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
type: Opaque`;

/** Credentials in what Kubernetes reads. */
export const manifests: readonly Kind[] = [
  kind('yaml/secret-data', 'yaml', (d) => {
    const [one, two] = d.pick([
      ['db-password', 'api-token'],
      ['passwort', 'schluessel'],
      ['contrasena', 'clave-api'],
      ['pass', 'key'],
    ] as [[string, string], ...[string, string][]]);
    return marked`${secretHead('shop-credentials')}
data:
  ${one}: ${secret(base64(wild(d)))}
  ${two}: ${secret(base64(token(d)))}`;
  }),
  kind(
    'yaml/secret-string-data',
    'yaml',
    (d) => marked`${secretHead('erp-login')}
stringData:
  ${d.pick(['password', 'kennwort', 'mot-de-passe', 'senha'])}: "${secret(wild(d))}"`,
  ),
  kind(
    'yaml/secret-string-data-config-file',
    'yaml',
    (d) => marked`${secretHead('app-config')}
stringData:
  config.ini: |
    [database]
    host = 127.0.0.1
    ${d.pick(['password', 'passwd', 'pwd'])} = ${secret(tame(d))}
    [smtp]
    smtp_pass = ${secret(any(d))}`,
  ),
  kind(
    'yaml/secret-tls-key',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
type: kubernetes.io/tls
data:
  tls.key: ${secret(base64(`-----BEGIN PRIVATE KEY-----\n${keyBody(d).join('\n')}\n-----END PRIVATE KEY-----\n`))}`,
  ),
  kind(
    'yaml/secret-tls-key-block',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: edge-tls
stringData:
  tls.key: |
    -----BEGIN EC PRIVATE KEY-----
    ${join(
      ecBody(d).map((line) => marked`${secret(line)}`),
      '\n    ',
    )}
    -----END EC PRIVATE KEY-----`,
  ),
  kind(
    'yaml/docker-config-json',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: regcred
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ${secret(base64(JSON.stringify({ auths: { 'https://index.docker.io/v1/': { auth: base64(`${person(d)}:${f(d, 'dckr_pat_{b27}')}`) } } })))}`,
  ),
  kind(
    'yaml/basic-auth-secret',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: basic-auth
type: kubernetes.io/basic-auth
stringData:
  username: deploy
  password: ${secret(tame(d))}`,
  ),
  kind(
    'yaml/ingress-auth-file',
    'yaml',
    (d) => marked`${secretHead('ingress-htpasswd')}
data:
  auth: ${secret(base64(`${person(d)}:$apr1$${f(d, '{w8}')}$${f(d, '{w22}')}\n`))}`,
  ),
  kind(
    'yaml/cert-manager-cloudflare-token',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: cloudflare-api-token
  namespace: cert-manager
stringData:
  api-token: ${secret(f(d, '{b40}'))}`,
  ),
  kind(
    'yaml/cert-manager-hetzner-key',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: ${d.pick(['hetzner-dns', 'digitalocean-dns', 'ovh-credentials'])}
  namespace: cert-manager
data:
  ${d.pick(['api-key', 'access-token', 'applicationSecret'])}: ${secret(base64(f(d, d.pick(['{w32}', 'dop_v1_{h64}', '{h32}']))))}`,
  ),
  kind(
    'yaml/route53-secret-key',
    'yaml',
    (d) => marked`${secretHead('route53')}
stringData:
  secret-access-key: ${secret(f(d, '{B40}'))}`,
  ),
  kind(
    'yaml/env-value',
    'yaml',
    (d) => marked`apiVersion: apps/v1
kind: Deployment
metadata:
  name: portal
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/portal:2.4.1
          env:
            - name: LOG_LEVEL
              value: info
            - name: ${d.pick(['DB_PASSWORD', 'SMTP_PASSWORT', 'JWT_SECRET', 'SESSION_SECRET', 'CLAVE_CORREO', 'ADMIN_MDP'])}
              value: "${secret(wild(d))}"`,
  ),
  kind(
    'yaml/env-value-before-name',
    'yaml',
    (d) => marked`kind: Pod
apiVersion: v1
metadata: {name: probe}
spec:
  containers:
  - name: probe
    image: busybox:1.36
    env:
    - value: ${secret(token(d))}
      name: ${d.pick(['API_TOKEN', 'PUSH_SECRET', 'AUTH_KEY'])}`,
  ),
  kind(
    'yaml/env-connection-string',
    'yaml',
    (d) => marked`apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "5 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: job
              image: example/job:1.9.0
              env:
                - name: CONNECTION
                  value: ${d.pick(['mongodb://root:', 'amqp://svc:', 'postgres://app:', 'redis://:', 'mysql2://shop:'])}${secret(tame(d))}@127.0.0.1/${d.pick(['prod', '0'])}`,
  ),
  kind(
    'yaml/container-arguments',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Pod
metadata:
  name: exporter
spec:
  containers:
    - name: exporter
      image: example/exporter:0.12.0
      args:
        - --web.listen-address=:9113
        - --${d.pick(['redis.password', 'api-key', 'auth-token', 'ldap-bind-password'])}=${secret(any(d))}`,
  ),
];
