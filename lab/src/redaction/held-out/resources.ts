import { base64 } from '../draw.js';
import { type Kind, marked, secret } from '../labelled.js';
import { any, f, jwt, kind, rsaBody, tame, token, uuid, wild } from './values.js';

/** Credentials in other resources of Kubernetes and in its users' configurations. */
export const resources: readonly Kind[] = [
  kind(
    'yaml/config-map-with-password',
    'yaml',
    (d) => marked`apiVersion: v1
kind: ConfigMap
metadata:
  name: legacy
data:
  application.properties: |
    spring.datasource.url=jdbc:postgresql://127.0.0.1:5432/app
    spring.datasource.username=app
    spring.datasource.password=${secret(wild(d))}
    server.ssl.key-store-password=${secret(tame(d))}`,
  ),
  kind(
    'yaml/ingress-snippet-header',
    'yaml',
    (d) => marked`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      proxy_set_header ${d.pick(['X-Api-Key', 'X-Backend-Token', 'Authorization'])} "${secret(token(d))}";
      more_set_headers "X-Frame-Options: DENY";`,
  ),
  kind(
    'yaml/ingress-snippet-if',
    'yaml',
    (d) => marked`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: hooks
  annotations:
    nginx.ingress.kubernetes.io/server-snippet: |
      if ($http_${d.pick(['x_webhook_secret', 'x_auth_token', 'x_gitlab_token'])} != "${secret(any(d))}") {
        return 403;
      }`,
  ),
  kind(
    'yaml/ingress-auth-url-token',
    'yaml',
    (d) => marked`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: files
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "https://auth.example.com/check?${d.pick(['token', 'api_key', 'secret'])}=${secret(token(d))}"`,
  ),
  kind(
    'yaml/kubeconfig-token',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Config
users:
  - name: deployer
    user:
      token: ${secret(d.chance(50) ? jwt(d) : f(d, d.pick(['kubeconfig-u-{a10}:{a54}', '{w32}'])))}
current-context: prod`,
  ),
  kind(
    'yaml/kubeconfig-client-key',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Config
users:
  - name: kubernetes-admin
    user:
      client-key-data: ${secret(base64(`-----BEGIN RSA PRIVATE KEY-----\n${rsaBody(d).join('\n')}\n-----END RSA PRIVATE KEY-----\n`))}`,
  ),
  kind(
    'yaml/service-account-token-secret',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: ci-token
  annotations:
    kubernetes.io/service-account.name: ci
    kubernetes.io/service-account.uid: ${uuid(d)}
data:
  namespace: ZGVmYXVsdA==
  token: ${secret(base64(jwt(d)))}`,
  ),
  kind(
    'yaml/last-applied-annotation',
    'yaml',
    (d) => marked`apiVersion: v1
kind: Secret
metadata:
  name: mailer
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"v1","kind":"Secret","metadata":{"name":"mailer"},"stringData":{"${d.pick(['smtp-password', 'api-key', 'kennwort'])}":"${secret(any(d))}"}}`,
  ),
];
