import { type Kind, keep, marked } from '../labelled.js';
import { below, f, isoTime, kind } from './values.js';

/** Look-alikes in more YAML. */
export const keepCluster: readonly Kind[] = [
  kind(
    'keep/yaml-external-secret',
    'yaml',
    (d) =>
      marked`apiVersion: external-secrets.io/v1beta1
kind: ExternalSecret
metadata:
  name: db
spec:
  data:
    - secretKey: ${keep('password')}
      remoteRef:
        key: ${keep(d.pick(['prod/shop/db-password', 'kv/data/kasse', 'team/edge/api-token']))}
        property: ${keep(d.pick(['password', 'kennwort', 'token']))}`,
  ),
  kind(
    'keep/yaml-vault-annotations',
    'yaml',
    (d) =>
      marked`metadata:
  annotations:
    vault.hashicorp.com/role: "${keep('edge')}"
    vault.hashicorp.com/agent-inject-secret-db: "${keep(d.pick(['secret/data/shop/db', 'database/creds/readonly', 'kv/data/passwords/erp']))}"`,
  ),
  kind(
    'keep/yaml-volumes',
    'yaml',
    (d) =>
      marked`volumes:
  - name: token
    secret:
      secretName: ${keep(d.pick(['edge-token', 'api-keys', 'tls-private-key']))}
      defaultMode: 0400
volumeMounts:
  - name: token
    mountPath: ${keep(d.pick(['/var/run/secrets/kubernetes.io/serviceaccount', '/etc/secrets/api-token', '/run/secrets']))}`,
  ),
  kind(
    'keep/yaml-pull-secrets',
    'yaml',
    (d) =>
      marked`spec:
  imagePullSecrets:
    - name: ${keep(d.pick(['regcred', 'gitlab-pull-token', 'registry-password-prod']))}`,
  ),
  kind(
    'keep/yaml-policies',
    'yaml',
    (d) =>
      marked`security:
  passwordPolicy: ${keep(d.pick(['length(12) and digits(1)', 'minimum-12-characters', 'strong']))}
  tokenLifetime: ${keep(d.pick(['3600s', '15m', '12h']))}
  passwordEncoder: ${keep(d.pick(['bcrypt', 'argon2id']))}
  tokenHeader: ${keep(d.pick(['X-Auth-Token', 'X-Api-Key']))}`,
  ),
  kind(
    'keep/yaml-chart-lock',
    'yaml',
    (d) =>
      marked`dependencies:
  - name: keycloak
    repository: https://charts.bitnami.com/bitnami
    version: ${keep(`${below(d, 10, 25)}.${below(d, 0, 9)}.${below(d, 0, 9)}`)}
digest: ${keep(f(d, 'sha256:{h64}'))}
generated: "${keep(isoTime(d))}"`,
  ),
  kind(
    'keep/yaml-container-status',
    'yaml',
    (d) =>
      marked`status:
  containerStatuses:
    - name: web
      containerID: ${keep(f(d, 'containerd://{h64}'))}
      imageID: ${keep(f(d, 'docker.io/library/nginx@sha256:{h64}'))}
      ready: true`,
  ),
  kind(
    'keep/yaml-authorized-key',
    'yaml',
    (d) =>
      marked`known_hosts:
  - ${keep(f(d, 'git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{B43}'))}`,
  ),
  kind(
    'keep/yaml-documentation-networks',
    'yaml',
    (d) =>
      marked`spec:
  ingress:
    - from:
        - ipBlock:
            cidr: ${keep(`${d.pick(['192.0.2', '198.51.100', '203.0.113'])}.0/${d.pick([24, 25, 28])}`)}
            except:
              - ${keep('0.0.0.0/32')}`,
  ),
];
