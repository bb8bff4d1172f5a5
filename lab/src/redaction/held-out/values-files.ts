import { type Kind, marked, secret } from '../labelled.js';
import { any, crypt, f, kind, person, tame, token, uuid, wild } from './values.js';

/** Credentials in other YAML: Helm values, Compose, Ansible, pipelines, monitoring. */
export const valuesFiles: readonly Kind[] = [
  kind(
    'yaml/helm-values-auth',
    'yaml',
    (d) => marked`postgresql:
  auth:
    username: app
    ${d.pick(['postgresPassword', 'password', 'replicationPassword'])}: ${secret(tame(d))}
  primary:
    persistence:
      size: 20Gi`,
  ),
  kind(
    'yaml/helm-values-keycloak',
    'yaml',
    (d) => marked`oauth2-proxy:
  config:
    clientID: edge
    clientSecret: "${secret(f(d, '{w32}'))}"
    cookieSecret: "${secret(f(d, '{B43}='))}"`,
  ),
  kind(
    'yaml/helm-values-foreign-names',
    'yaml',
    (d) => marked`anwendung:
  datenbank:
    benutzer: app
    ${d.pick(['passwort', 'kennwort', 'geheimnis'])}: '${secret(wild(d))}'
  wiederholungen: 3`,
  ),
  kind(
    'yaml/helm-values-romance-names',
    'yaml',
    (d) => marked`servicio:
  puerto: 8443
  ${d.pick(['contraseña', 'clave_api', 'senha', 'mot_de_passe', 'cle_secrete'])}: ${secret(any(d))}`,
  ),
  kind(
    'yaml/compose-environment-map',
    'yaml',
    (d) => marked`services:
  db:
    image: mariadb:11.4
    environment:
      MARIADB_DATABASE: shop
      ${d.pick(['MARIADB_ROOT_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'MARIADB_PASSWORD'])}: "${secret(wild(d))}"`,
  ),
  kind(
    'yaml/compose-environment-list',
    'yaml',
    (d) => marked`services:
  app:
    image: ghcr.io/example/app:3.1.0
    environment:
      - TZ=Europe/Berlin
      - ${d.chance(50) ? marked`APP_KEY=base64:${secret(f(d, '{B43}='))}` : marked`SECRET_KEY_BASE=${secret(f(d, '{h128}'))}`}
      - REDIS_URL=redis://:${secret(tame(d))}@redis:6379/1`,
  ),
  kind(
    'yaml/compose-command-flag',
    'yaml',
    (d) => marked`services:
  cache:
    image: redis:7.4-alpine
    command: redis-server --save 60 1 --${d.pick(['requirepass', 'masterauth'])} ${secret(tame(d))}`,
  ),
  kind(
    'yaml/compose-healthcheck',
    'yaml',
    (d) => marked`services:
  db:
    image: mysql:8.4
    healthcheck:
      test: mysqladmin ping -uroot -p${secret(tame(d))}
      interval: 10s`,
  ),
  kind(
    'yaml/traefik-users-label',
    'yaml',
    (d) => marked`services:
  edge:
    image: traefik:3.1
    labels:
      - "traefik.http.middlewares.a.basicauth.users=${person(d)}:$$2y$$05$$${secret(crypt(d, 53))}"`,
  ),
  kind(
    'yaml/ansible-become-password',
    'yaml',
    (d) => marked`all:
  hosts:
    edge1:
      ansible_host: 127.0.0.1
      ${d.pick(['ansible_become_pass', 'ansible_ssh_pass', 'ansible_password', 'ansible_become_password'])}: "${secret(wild(d))}"`,
  ),
  kind(
    'yaml/ansible-task-uri',
    'yaml',
    (d) => marked`- name: purge cdn
  ansible.builtin.uri:
    url: https://api.example.com/purge
    method: POST
    headers:
      ${d.pick(['Fastly-Key', 'X-Auth-Key', 'X-Purge-Token'])}: ${secret(f(d, 'q{b31}'))}
    status_code: [200, 204]`,
  ),
  kind(
    'yaml/ansible-mysql-user',
    'yaml',
    (d) => marked`- name: Benutzer anlegen
  community.mysql.mysql_user:
    name: shop
    host: localhost
    password: "${secret(wild(d))}"
    priv: "shop.*:ALL"`,
  ),
  kind(
    'yaml/gitlab-ci-variable',
    'yaml',
    (d) => marked`variables:
  GIT_DEPTH: "10"
  ${d.pick(['DEPLOY_TOKEN', 'NPM_TOKEN', 'SONAR_TOKEN', 'CI_JOB_PASSWORT'])}: "${secret(f(d, d.pick(['gldt-{b20}', 'npm_{w36}', 'sqp_{h40}'])))}"
build:
  script:
    - make build`,
  ),
  kind(
    'yaml/pipeline-curl-header',
    'yaml',
    (d) => marked`deploy:
  script:
    - 'curl --fail -H "${d.pick(['PRIVATE-TOKEN: ', 'JOB-TOKEN: ', 'Authorization: Bearer '])}${secret(token(d))}" https://git.example.com/api/v4/projects/7/trigger'`,
  ),
  kind(
    'yaml/prometheus-basic-auth',
    'yaml',
    (d) => marked`scrape_configs:
  - job_name: nginx
    basic_auth:
      username: prometheus
      password: ${secret(tame(d))}
    static_configs:
      - targets: ['127.0.0.1:9113']`,
  ),
  kind(
    'yaml/prometheus-remote-write',
    'yaml',
    (d) => marked`remote_write:
  - url: https://prometheus-prod-01-eu-west-0.grafana.net/api/prom/push
    authorization:
      type: Bearer
      credentials: ${secret(f(d, 'glc_eyJ{w120}'))}`,
  ),
  kind(
    'yaml/alertmanager-receivers',
    'yaml',
    (d) => marked`receivers:
  - name: bereitschaft
    opsgenie_configs:
      - api_key: ${secret(uuid(d))}
    pagerduty_configs:
      - routing_key: ${secret(f(d, 'R{h31}'))}
    slack_configs:
      - channel: '#ops'
        api_url: https://hooks.slack.com/services/T${f(d, '{A8}')}/B${f(d, '{A10}')}/${secret(f(d, '{w24}'))}`,
  ),
  kind(
    'yaml/alertmanager-smtp',
    'yaml',
    (d) => marked`global:
  smtp_smarthost: smtp.example.com:587
  smtp_auth_username: alerts
  smtp_auth_password: '${secret(wild(d))}'`,
  ),
  kind(
    'yaml/fluent-bit-output',
    'yaml',
    (d) => marked`pipeline:
  outputs:
    - name: es
      match: 'nginx.*'
      http_user: logger
      http_passwd: ${secret(tame(d))}
    - name: datadog
      match: '*'
      apikey: ${secret(f(d, 'a{h31}'))}`,
  ),
  kind(
    'yaml/vector-sink',
    'yaml',
    (d) => marked`sinks:
  loki:
    type: loki
    endpoint: https://logs.example.com
    auth:
      strategy: basic
      user: "1204"
      password: "${secret(f(d, 'glc_eyJ{w90}'))}"`,
  ),
  kind(
    'yaml/flow-mapping',
    'yaml',
    (d) => marked`clients:
  - {id: kasse, ${d.pick(['secret', 'api_key', 'passwort'])}: "${secret(any(d))}", roles: [read]}
  - {id: lager, ${d.pick(['token', 'pwd'])}: "${secret(any(d))}", roles: [read, write]}`,
  ),
  kind(
    'yaml/wireguard-tailscale-key',
    'yaml',
    (d) => marked`services:
  tunnel:
    image: tailscale/tailscale:v1.70.0
    environment:
      TS_AUTHKEY: ${secret(f(d, 'tskey-auth-k{w11}CNTRL-{w32}'))}
      TS_EXTRA_ARGS: --accept-dns=false`,
  ),
  kind(
    'yaml/cloud-init-password',
    'yaml',
    (d) => marked`users:
  - name: ${person(d)}
    shell: /bin/bash
    passwd: $6$${crypt(d, 16)}$${secret(crypt(d, 86))}
ssh_pwauth: true`,
  ),
  kind(
    'yaml/commented-out-value',
    'yaml',
    (d) => marked`redis:
  host: 127.0.0.1
  # ${d.pick(['password', 'auth', 'requirepass', 'passwort'])}: ${secret(tame(d))}
  db: 2`,
  ),
  kind(
    'yaml/pin-code',
    'yaml',
    (d) => marked`gateway:
  sim_pin: "${secret(f(d, '{d4}'))}"
  apn: internet`,
  ),
];
