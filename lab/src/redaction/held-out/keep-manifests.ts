import { base64 } from '../draw.js';
import { type Kind, keep, marked } from '../labelled.js';
import { below, certificateBody, f, isoTime, join, kind, reference, uuid } from './values.js';

const certificate = (body: readonly string[]): string =>
  `-----BEGIN CERTIFICATE-----\n${body.join('\n')}\n-----END CERTIFICATE-----\n`;

/** Look-alikes in YAML. */
export const keepManifests: readonly Kind[] = [
  kind(
    'keep/yaml-secret-key-ref',
    'yaml',
    (d) =>
      marked`kind: Pod
apiVersion: v1
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.0.0
      env:
        - name: ${keep(d.pick(['DB_PASSWORD', 'API_TOKEN']))}
          valueFrom:
            secretKeyRef:
              name: ${keep(d.pick(['shop-db-credentials', 'api-token', 'passwort-datenbank']))}
              key: ${keep(d.pick(['password', 'token', 'admin-password']))}`,
  ),
  kind(
    'keep/yaml-env-from',
    'yaml',
    (d) =>
      marked`spec:
  envFrom:
    - secretRef:
        name: ${keep(d.pick(['portal-secrets', 'edge-env-secret', 'token-bundle']))}
  serviceAccountName: ${keep(d.pick(['token-reviewer', 'vault-auth']))}`,
  ),
  kind(
    'keep/yaml-object-metadata',
    'yaml',
    (d) =>
      marked`metadata:
  creationTimestamp: "${keep(isoTime(d))}"
  resourceVersion: "${keep(f(d, '4{d8}'))}"
  uid: ${keep(uuid(d))}
  generation: ${below(d, 1, 9)}`,
  ),
  kind(
    'keep/yaml-image-digest',
    'yaml',
    (d) => marked`image: registry.k8s.io/ingress-nginx/controller:${keep('v1.11.2')}@${keep(f(d, 'sha256:{h64}'))}`,
  ),
  kind(
    'keep/yaml-ca-bundle',
    'yaml',
    (d) =>
      marked`webhooks:
  - name: validate.nginx.ingress.kubernetes.io
    clientConfig:
      caBundle: ${keep(base64(certificate(certificateBody(d))))}`,
  ),
  kind(
    'keep/yaml-public-certificate',
    'yaml',
    (d) =>
      marked`data:
  ca.crt: |
    -----BEGIN CERTIFICATE-----
    ${join(
      certificateBody(d).map((line) => marked`${keep(line)}`),
      '\n    ',
    )}
    -----END CERTIFICATE-----`,
  ),
  kind(
    'keep/yaml-authority-data',
    'yaml',
    (d) =>
      marked`clusters:
  - name: prod
    cluster:
      certificate-authority-data: ${keep(base64(certificate(certificateBody(d))))}`,
  ),
  kind(
    'keep/yaml-helm-expression',
    'yaml',
    (d) =>
      marked`stringData:
  token: "${keep(d.pick(['{{ .Values.token }}', '{{ .Values.auth.existingToken | b64enc }}', '{{ randAlphaNum 32 }}']))}"`,
  ),
  kind(
    'keep/yaml-shell-reference',
    'yaml',
    (d) =>
      marked`services:
  db:
    image: postgres:16.3
    environment:
      POSTGRES_PASSWORD: ${keep(d.pick([reference('POSTGRES_PASSWORD'), reference('DB_PASS:?missing'), '$DB_PASSWORD']))}`,
  ),
  kind(
    'keep/yaml-ansible-lookup',
    'yaml',
    (d) =>
      marked`db_password: "${keep(d.pick(['{{ vault_db_password }}', "{{ lookup('env', 'DB_PASSWORD') }}", "{{ lookup('community.hashi_vault.hashi_vault', 'secret/data/db:password') }}"]))}"`,
  ),
  kind(
    'keep/yaml-pipeline-variables',
    'yaml',
    (d) =>
      marked`deploy:
  script:
    - docker login -u ${keep('$CI_REGISTRY_USER')} -p ${keep(d.pick(['$CI_REGISTRY_PASSWORD', '$CI_JOB_TOKEN']))} registry.example.com`,
  ),
  kind(
    'keep/yaml-workflow-expression',
    'yaml',
    (d) =>
      marked`jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@${keep(f(d, '{h40}'))}
        with:
          token: ${keep(reference(`{ secrets.${d.pick(['GITHUB_TOKEN', 'DEPLOY_TOKEN', 'NPM_TOKEN'])} }`))}`,
  ),
  kind(
    'keep/yaml-config-checksum',
    'yaml',
    (d) =>
      marked`metadata:
  annotations:
    ${d.pick(['checksum/config', 'checksum/configmap', 'checksum/nginx-conf'])}: ${keep(f(d, '{h64}'))}
  labels:
    pod-template-hash: ${keep(f(d, '7{h3}d{h4}9'))}`,
  ),
  kind(
    'keep/yaml-ingress-auth-annotations',
    'yaml',
    (d) =>
      marked`metadata:
  name: admin
  annotations:
    nginx.ingress.kubernetes.io/auth-type: basic
    nginx.ingress.kubernetes.io/auth-secret: ${keep(d.pick(['basic-auth', 'shop/admin-htpasswd', 'geheim-intern']))}
    nginx.ingress.kubernetes.io/auth-realm: ${keep(d.pick(['Authentication Required', 'Bitte Passwort eingeben']))}`,
  ),
  kind(
    'keep/yaml-auth-url-annotations',
    'yaml',
    (d) =>
      marked`metadata:
  annotations:
    nginx.ingress.kubernetes.io/auth-url: ${keep(d.pick(['https://auth.example.com/oauth2/auth', 'http://127.0.0.1:4180/oauth2/auth']))}
    nginx.ingress.kubernetes.io/auth-response-headers: ${keep('X-Auth-Request-User, X-Auth-Request-Access-Token, Authorization')}`,
  ),
  kind(
    'keep/yaml-tls-secret-name',
    'yaml',
    (d) =>
      marked`spec:
  tls:
    - hosts:
        - ${keep('shop.example.com')}
      secretName: ${keep(d.pick(['shop-example-com-tls', 'wildcard-key-2025', 'letsencrypt-prod-account-key']))}`,
  ),
  kind(
    'keep/yaml-solver-secret-ref',
    'yaml',
    (d) =>
      marked`solvers:
  - dns01:
      cloudflare:
        apiTokenSecretRef:
          name: ${keep(d.pick(['cloudflare-api-token', 'cf-dns-token-prod']))}
          key: ${keep(d.pick(['api-token', 'token']))}`,
  ),
];
