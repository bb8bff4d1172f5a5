import {
  base64,
  fill,
  hostName,
  madeUp,
  password,
  plainSecret,
  privateAddress,
  publicAddress,
  userName,
  word,
} from '../draw.js';
import { identity, type Kind, keep, marked, secret } from '../labelled.js';

/** Credentials in YAML, `.env` and JSON: charts, gateways, pipelines, playbooks. */
export const manifestSecrets: readonly Kind[] = [
  {
    id: 'field/yaml-kubernetes-secret-data',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: v1
kind: Secret
metadata:
  name: ${keep(`${madeUp(dice)}-upstream-credentials`)}
  namespace: edge
type: Opaque
data:
  username: ${base64('gateway')}
  password: ${secret(base64(password(dice)))}`,
  },
  {
    id: 'field/yaml-kubernetes-string-data',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: v1
kind: Secret
metadata:
  name: erp-gateway
stringData:
  client-secret: "${secret(fill(dice, '{w30}'))}"
  grant-type: client_credentials`,
  },
  {
    id: 'field/yaml-ingress-snippet',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: warenkorb
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: ${keep('"HTTPS"')}
    nginx.ingress.kubernetes.io/configuration-snippet: |
      proxy_set_header X-Backend-Token "${secret(plainSecret(dice))}";
      proxy_ssl_name $host;`,
  },
  {
    id: 'field/yaml-helm-values',
    place: 'yaml',
    draw: (dice) =>
      marked`image:
  repository: ${keep('registry.example.com/edge/nginx')}
  tag: ${keep(`"1.27.${dice.below(6)}"`)}
auth:
  existingSecret: ""
  adminPassword: "${secret(password(dice))}"
service:
  port: 8443`,
  },
  {
    id: 'field/yaml-compose-environment',
    place: 'yaml',
    draw: (dice) =>
      marked`services:
  backend:
    image: ${keep('quay.io/keycloak/keycloak:25.0.2')}
    environment:
      KC_DB_PASSWORD: "${secret(password(dice))}"
      KC_HTTPS_CERTIFICATE_KEY_FILE: ${keep('/opt/tls/tls.key')}
  proxy:
    image: nginx:stable`,
  },
  {
    id: 'field/yaml-compose-list-url',
    place: 'yaml',
    draw: (dice) =>
      marked`services:
  app:
    environment:
      - DATABASE_URL=postgresql://shop:${secret(fill(dice, '{w20}'))}@postgres:5432/shop?sslmode=require
      - LOG_LEVEL=${keep('debug')}`,
  },
  {
    id: 'field/yaml-traefik-middleware',
    place: 'yaml',
    draw: (dice) =>
      marked`http:
  middlewares:
    to-backend:
      headers:
        customRequestHeaders:
          X-Internal-Secret: "${secret(plainSecret(dice))}"
  serversTransports:
    mtls:
      serverName: backend.svc
      insecureSkipVerify: true`,
  },
  {
    id: 'field/yaml-traefik-basic-users',
    place: 'yaml',
    draw: (dice) =>
      marked`http:
  middlewares:
    dashboard:
      basicAuth:
        users:
          - "ops:${secret(fill(dice, '§2y§05§{w53}'))}"`,
  },
  {
    id: 'field/yaml-kong-consumer',
    place: 'yaml',
    draw: (dice) =>
      marked`_format_version: ${keep('"3.0"')}
consumers:
  - username: kasse
    keyauth_credentials:
      - key: ${secret(fill(dice, 'k{w31}'))}
services:
  - name: lager
    url: https://lager.example.org:8443
    tls_verify: true`,
  },
  {
    id: 'field/yaml-kong-jwt-secret',
    place: 'yaml',
    draw: (dice) =>
      marked`consumers:
  - username: portal
    jwt_secrets:
      - algorithm: ${keep('HS256')}
        secret: "${secret(fill(dice, '{w40}'))}"`,
  },
  {
    id: 'field/yaml-envoy-inline-secret',
    place: 'yaml',
    draw: (dice) =>
      marked`resources:
  - "@type": ${keep('type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret')}
    name: ${keep(`${madeUp(dice)}-hmac`)}
    generic_secret:
      secret:
        inline_string: "${secret(fill(dice, '{w44}'))}"`,
  },
  {
    id: 'field/yaml-istio-envoyfilter-header',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: bestand
spec:
  hosts: [bestand]
  http:
    - headers:
        request:
          set:
            authorization: "Bearer ${secret(fill(dice, '{b48}'))}"
      route:
        - destination: { host: bestand, port: { number: 443 } }`,
  },
  {
    id: 'field/yaml-ansible-become',
    place: 'yaml',
    draw: (dice) =>
      marked`edge:
  hosts:
    lb01:
      ansible_become_password: "${secret(password(dice))}"
      ansible_python_interpreter: ${keep('/usr/bin/python3.11')}
      nginx_version: ${keep(`1.26.${dice.below(3)}`)}`,
  },
  {
    id: 'field/yaml-gitlab-ci-variables',
    place: 'yaml',
    draw: (dice) =>
      marked`variables:
  DEPLOY_TOKEN: "${secret(fill(dice, 'glpat-{b20}'))}"
  GIT_DEPTH: ${keep('"20"')}
smoke:
  image: ${keep('curlimages/curl:8.9.1')}
  script:
    - 'curl -fsS -H "PRIVATE-TOKEN: $DEPLOY_TOKEN" https://git.example.com/api/v4/version'`,
  },
  {
    id: 'field/yaml-actions-hard-coded',
    place: 'yaml',
    draw: (dice) =>
      marked`on: workflow_dispatch
jobs:
  probe:
    runs-on: ubuntu-24.04
    env:
      REGISTRY_TOKEN: ${secret(fill(dice, 'ghp_{w36}'))}
    steps:
      - uses: ${keep(`actions/checkout@${fill(dice, '{h40}')}`)}
      - run: ./probe.sh`,
  },
  {
    id: 'field/yaml-otel-collector',
    place: 'yaml',
    draw: (dice) =>
      marked`exporters:
  otlphttp/vendor:
    endpoint: https://otlp.example.net
    headers:
      x-ingest-key: "${secret(fill(dice, '{h32}'))}"
    tls:
      min_version: ${keep('"1.2"')}
service:
  pipelines:
    traces:
      exporters: [otlphttp/vendor]`,
  },
  {
    id: 'field/yaml-german-settings',
    place: 'yaml',
    draw: (dice) =>
      marked`datenbank:
  treiber: ${keep('org.postgresql.Driver')}
  benutzer: anwendung
  passwort: "${secret(password(dice))}"
zertifikat:
  schlüsseldatei: ${keep('/etc/ssl/private/anwendung.key')}`,
  },
  {
    id: 'field/yaml-french-settings',
    place: 'yaml',
    draw: (dice) =>
      marked`passerelle:
  utilisateur: service
  mot_de_passe: "${secret(password(dice))}"
  délai: ${keep('30s')}`,
  },
  {
    id: 'field/yaml-cloud-init-inline-key',
    place: 'yaml',
    draw: (dice) =>
      marked`tls:
  crt_path: ${keep('/etc/nginx/tls/edge.pem')}
  key: |
    -----BEGIN EC PRIVATE KEY-----
    ${secret(fill(dice, 'MHcCAQEEI{B55}'))}
    ${secret(fill(dice, '{B64}'))}
    ${secret(fill(dice, '{B34}=='))}
    -----END EC PRIVATE KEY-----`,
  },
  {
    id: 'field/env-spring-datasource',
    place: 'env',
    draw: (dice) =>
      marked`SPRING_DATASOURCE_URL=${keep('jdbc:postgresql://localhost:5432/orders')}
SPRING_DATASOURCE_PASSWORD=${secret(fill(dice, '{w22}'))}
SERVER_SSL_KEY_STORE=${keep('/opt/app/keystore.p12')}
SERVER_SSL_KEY_STORE_PASSWORD=${secret(password(dice))}`,
  },
  {
    id: 'field/env-smtp-redis',
    place: 'env',
    draw: (dice) =>
      marked`REDIS_URL=rediss://default:${secret(fill(dice, '{w32}'))}@cache:6380/0
SMTP_PASS="${secret(password(dice))}"
SESSION_DRIVER=${keep('redis')}`,
  },
  {
    id: 'field/env-laravel-key',
    place: 'env',
    draw: (dice) =>
      marked`APP_ENV=${keep('production')}
APP_KEY=base64:${secret(fill(dice, '{B43}='))}
TRUSTED_PROXIES=*`,
  },
  {
    id: 'field/env-rails-webhook',
    place: 'env',
    draw: (dice) =>
      marked`SECRET_KEY_BASE=${secret(fill(dice, '{h128}'))}
STRIPE_WEBHOOK_SECRET=${secret(fill(dice, 'whsec_{w32}'))}
RAILS_MAX_THREADS=${keep('5')}`,
  },
  {
    id: 'field/env-mongodb-spanish',
    place: 'env',
    draw: (dice) =>
      marked`MONGODB_URI=mongodb+srv://tienda:${secret(fill(dice, '{w19}'))}@cluster0.example.net/tienda?retryWrites=true
CLAVE_API=${secret(fill(dice, '{w30}'))}
NIVEL_LOG=${keep('info')}`,
  },
  {
    id: 'field/env-systemd-environment',
    place: 'env',
    draw: (dice) =>
      marked`[Service]
Environment="UPSTREAM_TOKEN=${secret(plainSecret(dice))}"
ExecStart=${keep('/usr/sbin/nginx -g "daemon off;"')}
LimitNOFILE=${keep('65535')}`,
  },
  {
    id: 'field/env-terraform-tfvars',
    place: 'env',
    draw: (dice) =>
      marked`region      = ${keep('"eu-west-3"')}
db_password = "${secret(password(dice))}"
api_token   = "${secret(fill(dice, '{b40}'))}"
ami_id      = ${keep(`"ami-0${fill(dice, '{h16}')}"`)}`,
  },
  {
    id: 'field/json-docker-inspect-env',
    place: 'json',
    draw: (dice) =>
      marked`[
  {
    "Id": "${keep(fill(dice, '{h64}'))}",
    "Config": {
      "Image": "${keep('nginx:1.27-alpine')}",
      "Env": ["PATH=/usr/sbin:/usr/bin", "ORIGIN_SECRET=${secret(plainSecret(dice))}", "NGINX_VERSION=${keep('1.27.2')}"]
    }
  }
]`,
  },
  {
    id: 'field/json-aws-sts',
    place: 'json',
    draw: (dice) =>
      marked`{
  "Credentials": {
    "AccessKeyId": "${fill(dice, 'ASIA{q16}')}",
    "SecretAccessKey": "${secret(fill(dice, '{B40}'))}",
    "SessionToken": "${secret(fill(dice, 'IQoJb3JpZ2lu{B180}=='))}",
    "Expiration": "${keep('2026-03-04T18:22:10+00:00')}"
  }
}`,
  },
  {
    id: 'field/json-oauth-response',
    place: 'json',
    draw: (dice) =>
      marked`{
  "access_token": "${secret(fill(dice, '{b64}'))}",
  "refresh_token": "${secret(fill(dice, '{b48}'))}",
  "token_type": "${keep('Bearer')}",
  "expires_in": ${keep('3599')},
  "scope": "${keep('orders.read orders.write')}"
}`,
  },
  {
    id: 'field/json-docker-config',
    place: 'json',
    draw: (dice) =>
      marked`{
  "auths": {
    "registry.example.com": { "auth": "${secret(base64(`puller:${fill(dice, '{w20}')}`))}" }
  },
  "HttpHeaders": { "User-Agent": "${keep('Docker-Client/27.1.1 (linux)')}" }
}`,
  },
  {
    id: 'field/json-service-account',
    place: 'json',
    draw: (dice) =>
      marked`{
  "type": "${keep('service_account')}",
  "private_key_id": "${fill(dice, '{h40}')}",
  "private_key": "-----BEGIN PRIVATE KEY-----\\n${secret(fill(dice, 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{B32}'))}\\n${secret(fill(dice, '{B64}'))}\\n${secret(fill(dice, '{B20}=='))}\\n-----END PRIVATE KEY-----\\n",
  "token_uri": "${keep('https://oauth2.googleapis.com/token')}"
}`,
  },
  {
    id: 'field/json-terraform-state',
    place: 'json',
    draw: (dice) =>
      marked`{
  "version": 4,
  "terraform_version": "${keep('1.9.5')}",
  "resources": [
    {
      "type": "${keep('random_password')}",
      "name": "origin",
      "instances": [{ "attributes": { "length": 24, "result": "${secret(fill(dice, '{w24}'))}", "special": false } }]
    }
  ]
}`,
  },
  {
    id: 'field/json-az-app-credential',
    place: 'json',
    draw: (dice) =>
      marked`{
  "appId": "${fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}')}",
  "displayName": "${keep('edge-proxy')}",
  "password": "${secret(fill(dice, '{w3}8Q~{w34}'))}"
}`,
  },
];

/** What stays in the same kinds of files. */
export const manifestLookAlikes: readonly Kind[] = [
  {
    id: 'field/yaml-secret-key-ref',
    place: 'yaml',
    draw: (dice) =>
      marked`env:
  - name: ${keep('UPSTREAM_PASSWORD')}
    valueFrom:
      secretKeyRef:
        name: ${keep(`${madeUp(dice)}-db-credentials`)}
        key: ${keep('password')}
  - name: ${keep('API_TOKEN_FILE')}
    value: ${keep('/run/secrets/api-token')}`,
  },
  {
    id: 'field/yaml-ingress-tls-secret',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: laden
  annotations:
    nginx.ingress.kubernetes.io/auth-secret: ${keep(`edge/${madeUp(dice)}-basic`)}
    nginx.ingress.kubernetes.io/proxy-ssl-secret: ${keep(`edge/${madeUp(dice)}-client-tls`)}
    nginx.ingress.kubernetes.io/proxy-ssl-protocols: ${keep('TLSv1.2 TLSv1.3')}
spec:
  tls:
    - secretName: ${keep(`${madeUp(dice)}-wildcard-tls`)}`,
  },
  {
    id: 'field/yaml-image-digest',
    place: 'yaml',
    draw: (dice) =>
      marked`containers:
  - name: proxy
    image: ${keep(`registry.k8s.io/ingress-nginx/controller:v1.11.${dice.below(5)}@sha256:${fill(dice, '{h64}')}`)}
    imagePullPolicy: ${keep('IfNotPresent')}`,
  },
  {
    id: 'field/yaml-helm-template-refs',
    place: 'yaml',
    draw: (dice) =>
      marked`auth:
  existingSecret: ${keep(`${madeUp(dice)}-redis-auth`)}
  existingSecretPasswordKey: ${keep('redis-password')}
  password: "${keep(`{{ .Values.global.${madeUp(dice)}.password }}`)}"`,
  },
  {
    id: 'field/yaml-actions-secret-refs',
    place: 'yaml',
    draw: (dice) =>
      marked`steps:
  - uses: ${keep(`docker/login-action@${fill(dice, '{h40}')}`)}
    with:
      registry: ghcr.io
      password: ${keep(`\${{ secrets.${madeUp(dice).toUpperCase()}_TOKEN }}`)}`,
  },
  {
    id: 'field/yaml-compose-secret-files',
    place: 'yaml',
    draw: (dice) =>
      marked`services:
  db:
    environment:
      POSTGRES_PASSWORD_FILE: ${keep(`/run/secrets/${madeUp(dice)}_pw`)}
      PGPASSWORD: ${keep(`\${${madeUp(dice).toUpperCase()}_DB_PASSWORD:?missing}`)}
    secrets: [${keep('db_password')}]
secrets:
  db_password:
    file: ${keep('./secrets/db_password.txt')}`,
  },
  {
    id: 'field/yaml-envoy-cluster',
    place: 'yaml',
    draw: (dice) =>
      marked`name: bestand
connect_timeout: ${keep('0.25s')}
transport_socket:
  name: ${keep('envoy.transport_sockets.tls')}
  typed_config:
    "@type": ${keep('type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext')}
    common_tls_context:
      tls_certificate_sds_secret_configs:
        - name: ${keep(`${madeUp(dice)}-client-cert`)}
      validation_context:
        verify_certificate_spki: [${keep(fill(dice, '"{B43}="'))}]`,
  },
  {
    id: 'field/yaml-istio-destination-rule',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: lager
  resourceVersion: "${keep(fill(dice, '{d8}'))}"
  uid: ${keep(fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}'))}
spec:
  trafficPolicy:
    tls:
      mode: ${keep('MUTUAL')}
      credentialName: ${keep(`${madeUp(dice)}-credential`)}`,
  },
  {
    id: 'field/yaml-ansible-vault-lookup',
    place: 'yaml',
    draw: (dice) =>
      marked`- hosts: edge
  vars:
    db_password: "${keep(`{{ lookup('community.hashi_vault.hashi_vault', 'secret/data/${madeUp(dice)}:password') }}`)}"
    api_token: "${keep(`{{ vault_${madeUp(dice)}_token }}`)}"
  roles: [${keep('nginx')}]`,
  },
  {
    id: 'field/yaml-public-key-pinned',
    place: 'yaml',
    draw: (dice) =>
      marked`ssh:
  host_key_fingerprint: ${keep(fill(dice, 'SHA256:{B43}'))}
  authorized_keys:
    - ${keep(fill(dice, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{B43}'))}`,
  },
  {
    id: 'field/yaml-cert-manager',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: edge
spec:
  secretName: ${keep(`${madeUp(dice)}-edge-tls`)}
  privateKey:
    algorithm: ${keep('ECDSA')}
    size: ${keep('384')}
    rotationPolicy: ${keep('Always')}
  usages: [${keep('server auth')}]`,
  },
  {
    id: 'field/yaml-gitlab-ci-masked',
    place: 'yaml',
    draw: (dice) =>
      marked`deploy:
  variables:
    REGISTRY_PASSWORD: ${keep('$CI_REGISTRY_PASSWORD')}
    VAULT_PATH: ${keep(`kv/${madeUp(dice)}/edge`)}
  script:
    - ${keep('./deploy.sh --token-file /tmp/token --timeout 120')}`,
  },
  {
    id: 'field/env-empty-and-references',
    place: 'env',
    draw: (dice) =>
      marked`API_TOKEN=${keep(`\${${madeUp(dice).toUpperCase()}_TOKEN}`)}
DB_PASSWORD_FILE=${keep('/run/secrets/db_password')}
TOKEN_TTL=${keep(String(300 + dice.below(4000)))}
PASSWORD_MIN_LENGTH=${keep('12')}`,
  },
  {
    id: 'field/env-versions',
    place: 'env',
    draw: (dice) =>
      marked`NGINX_VERSION=${keep(`1.27.${dice.below(5)}`)}
PKG_RELEASE=${keep('1~bookworm')}
GIT_COMMIT=${keep(fill(dice, '{h40}'))}
IMAGE_DIGEST=${keep(fill(dice, 'sha256:{h64}'))}`,
  },
  {
    id: 'field/env-auth-settings',
    place: 'env',
    draw: (dice) =>
      marked`AUTH_TYPE=${keep(dice.pick(['oauth2', 'basic', 'mtls']))}
JWT_ALGORITHM=${keep('RS256')}
SESSION_COOKIE_NAME=${keep(`${madeUp(dice)}_sid`)}
SSL_KEY_PATH=${keep(`/etc/ssl/private/${madeUp(dice)}.pem`)}`,
  },
  {
    id: 'field/json-jwks-public',
    place: 'json',
    draw: (dice) =>
      marked`{
  "keys": [
    { "kty": "${keep('EC')}", "crv": "${keep('P-256')}", "alg": "${keep('ES256')}", "x": "${keep(fill(dice, '{b43}'))}", "y": "${keep(fill(dice, '{b43}'))}" }
  ]
}`,
  },
  {
    id: 'field/json-package-lock',
    place: 'json',
    draw: (dice) =>
      marked`{
  "lockfileVersion": 3,
  "packages": {
    "node_modules/${madeUp(dice)}": {
      "version": "${keep(`${dice.below(9)}.${dice.below(20)}.${dice.below(9)}`)}",
      "integrity": "${keep(fill(dice, 'sha512-{B86}=='))}"
    }
  }
}`,
  },
  {
    id: 'field/json-oidc-discovery',
    place: 'json',
    draw: (dice) =>
      marked`{
  "token_endpoint": "${keep(`https://login.example.com/oauth2/v${1 + dice.below(9)}/token`)}",
  "token_endpoint_auth_methods_supported": ["${keep('client_secret_basic')}", "${keep('private_key_jwt')}"],
  "id_token_signing_alg_values_supported": ["${keep(dice.pick(['RS256', 'ES256', 'PS384']))}"]
}`,
  },
  {
    id: 'field/json-image-manifest',
    place: 'json',
    draw: (dice) =>
      marked`{
  "schemaVersion": 2,
  "config": { "mediaType": "${keep('application/vnd.oci.image.config.v1+json')}", "digest": "${keep(fill(dice, 'sha256:{h64}'))}", "size": ${keep(String(1000 + dice.below(9000)))} },
  "layers": [{ "digest": "${keep(fill(dice, 'sha256:{h64}'))}", "size": 3623807 }]
}`,
  },
  {
    id: 'field/json-az-keyvault-reference',
    place: 'json',
    draw: (dice) =>
      marked`{
  "name": "${keep('UpstreamPassword')}",
  "secretRef": "${keep(`${madeUp(dice)}-upstream-password`)}",
  "enabled": true,
  "contentType": "${keep('text/plain')}"
}`,
  },
];

/** People, machines and accounts in the same kinds of files. */
export const manifestIdentities: readonly Kind[] = [
  {
    id: 'field/yaml-endpoints',
    place: 'yaml',
    draw: (dice) =>
      marked`apiVersion: v1
kind: Endpoints
metadata:
  name: erp
subsets:
  - addresses:
      - ip: ${identity(privateAddress(dice))}
      - ip: ${identity(privateAddress(dice))}
    ports:
      - port: ${keep('8443')}
        protocol: TCP`,
  },
  {
    id: 'field/yaml-cert-issuer-email',
    place: 'yaml',
    draw: (dice) => {
      const [, domain] = hostName(dice);
      return marked`spec:
  acme:
    email: ${identity(`${userName(dice)}@${domain}.com`)}
    server: ${keep('https://acme-v02.api.letsencrypt.org/directory')}
    privateKeySecretRef:
      name: ${keep('letsencrypt-account-key')}`;
    },
  },
  {
    id: 'field/yaml-ansible-hosts',
    place: 'yaml',
    draw: (dice) => {
      const [label, domain, end] = hostName(dice);
      return marked`all:
  children:
    edge:
      hosts:
        ${identity(`${label}.${domain}`)}.${end}:
          ansible_host: ${identity(privateAddress(dice))}
          ansible_user: ${identity(userName(dice))}
          ansible_port: ${keep('22')}`;
    },
  },
  {
    id: 'field/json-aws-caller',
    place: 'json',
    draw: (dice) => {
      const account = fill(dice, '3{d11}');
      return marked`{
  "Account": "${identity(account)}",
  "Arn": "arn:aws:iam::${identity(account)}:user/${identity(userName(dice))}"
}`;
    },
  },
  {
    id: 'field/env-hosts-and-mail',
    place: 'env',
    draw: (dice) => {
      const [label, domain, end] = hostName(dice);
      return marked`UPSTREAM_HOST=${identity(`${label}.${domain}`)}.${end}
BIND_ADDRESS=${identity(publicAddress(dice))}
ALERT_EMAIL=${identity(`${word(dice)}.${madeUp(dice)}@${domain}.de`)}
UPSTREAM_PORT=${keep('8443')}`;
    },
  },
];
