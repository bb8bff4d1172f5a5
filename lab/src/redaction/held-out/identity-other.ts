import { identity, type Kind, marked } from '../labelled.js';
import {
  agents,
  below,
  errorTime,
  f,
  fullName,
  host,
  inside,
  inside6,
  isoTime,
  kind,
  logTime,
  mail,
  outside,
  person,
  uuid,
} from './values.js';

/** Who and where, in logs, manifests, terminals and prose. */
export const identityOther: readonly Kind[] = [
  kind(
    'identity/log-client',
    'access-log',
    (d) =>
      marked`${identity(d.chance(50) ? outside(d) : inside(d))} - - [${logTime(d)}] "GET /index.html HTTP/1.1" 200 ${below(d, 100, 9000)} "-" "${d.pick(agents)}"`,
  ),
  kind(
    'identity/log-client-ipv6',
    'access-log',
    (d) =>
      marked`${identity(inside6(d))} - - [${logTime(d)}] "GET /robots.txt HTTP/2.0" 404 153 "-" "${d.pick(agents)}"`,
  ),
  kind(
    'identity/log-remote-user',
    'access-log',
    (d) =>
      marked`192.0.2.${below(d, 1, 250)} - ${identity(person(d))} [${logTime(d)}] "PROPFIND /dav/ HTTP/1.1" 207 ${below(d, 100, 9000)} "-" "${d.pick(agents)}"`,
  ),
  kind(
    'identity/log-forwarded-for',
    'access-log',
    (d) =>
      marked`127.0.0.1 - - [${logTime(d)}] "GET /api/v2/items HTTP/1.1" 200 512 "-" "${d.pick(agents)}" "${identity(outside(d))}, ${identity(inside(d))}"`,
  ),
  kind(
    'identity/log-upstream-address',
    'access-log',
    (d) =>
      marked`192.0.2.${below(d, 1, 250)} [${logTime(d)}] "GET /a HTTP/1.1" 504 167 upstream=${identity(inside(d))}:8080 urt=60.0${f(d, '{d2}')}`,
  ),
  kind(
    'identity/log-referer-host',
    'access-log',
    (d) =>
      marked`192.0.2.${below(d, 1, 250)} - - [${logTime(d)}] "GET /logo.svg HTTP/1.1" 304 0 "http://${identity(host(d))}/wiki/start" "${d.pick(agents)}"`,
  ),
  kind('identity/log-mail-in-query', 'access-log', (d) => {
    const address = mail(d);
    return marked`192.0.2.${below(d, 1, 250)} - - [${logTime(d)}] "GET /newsletter?email=${identity(d.chance(50) ? address : address.replace('@', '%40'))}&ok=1 HTTP/1.1" 200 88 "-" "${d.pick(agents)}"`;
  }),
  kind(
    'identity/log-json',
    'access-log',
    (d) =>
      marked`{"time":"${isoTime(d)}","remote_addr":"${identity(outside(d))}","remote_user":"${identity(person(d))}","request":"GET / HTTP/1.1","status":200}`,
  ),
  kind(
    'identity/error-client-upstream',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [error] 22#22: *${below(d, 1, 9000)} connect() failed (113: No route to host) while connecting to upstream, client: ${identity(outside(d))}, server: example.com, request: "GET / HTTP/1.1", upstream: "http://${identity(inside(d))}:8080/", host: "example.com"`,
  ),
  kind(
    'identity/error-host-not-found',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [emerg] 1#1: host not found in upstream "${identity(host(d))}" in /etc/nginx/conf.d/default.conf:${below(d, 2, 80)}`,
  ),
  kind(
    'identity/error-basic-user',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [error] 22#22: *${below(d, 1, 9000)} user "${identity(person(d))}": password mismatch, client: ${identity(inside(d))}, server: example.com, request: "GET /admin HTTP/1.1", host: "example.com"`,
  ),
  kind(
    'identity/error-resolver',
    'error-log',
    (d) =>
      marked`${errorTime(d)} [error] 22#22: recv() failed (111: Connection refused) while resolving, resolver: ${identity(inside(d))}:53`,
  ),
  kind(
    'identity/yaml-endpoints',
    'yaml',
    (d) =>
      marked`apiVersion: v1
kind: Endpoints
metadata:
  name: legacy-erp
subsets:
  - addresses:
      - ip: ${identity(inside(d))}
    ports:
      - port: 8443`,
  ),
  kind(
    'identity/yaml-external-name',
    'yaml',
    (d) =>
      marked`apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  type: ExternalName
  externalName: ${identity(host(d))}`,
  ),
  kind(
    'identity/yaml-load-balancer',
    'yaml',
    (d) =>
      marked`apiVersion: v1
kind: Service
metadata:
  name: ingress-nginx-controller
spec:
  type: LoadBalancer
  loadBalancerIP: ${identity(outside(d))}
  ports:
    - port: 443`,
  ),
  kind(
    'identity/yaml-role-arn',
    'yaml',
    (d) =>
      marked`apiVersion: v1
kind: ServiceAccount
metadata:
  name: edge
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::${identity(f(d, '3{d11}'))}:role/edge`,
  ),
  kind(
    'identity/yaml-acme-mail',
    'yaml',
    (d) =>
      marked`apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ${identity(mail(d))}`,
  ),
  kind(
    'identity/yaml-inventory',
    'yaml',
    (d) =>
      marked`edge:
  hosts:
    ${identity(host(d))}:
      ansible_host: ${identity(inside(d))}
      ansible_user: ${identity(person(d))}`,
  ),
  kind(
    'identity/yaml-whitelist-annotation',
    'yaml',
    (d) =>
      marked`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: admin
  annotations:
    nginx.ingress.kubernetes.io/whitelist-source-range: "${identity(outside(d))}/32,${identity(inside(d))}/32"`,
  ),
  kind(
    'identity/yaml-azure-subscription',
    'yaml',
    (d) =>
      marked`dns:
  provider: azure
  resource: /subscriptions/${identity(uuid(d))}/resourceGroups/edge/providers/Microsoft.Network/dnszones/example.com`,
  ),
  kind(
    'identity/json-arn',
    'json',
    (d) =>
      marked`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::${identity(f(d, '6{d11}'))}:root"}, "Action": "s3:GetObject"}]}`,
  ),
  kind(
    'identity/json-hosts',
    'json',
    (d) =>
      marked`{"nodes": [{"name": "${identity(host(d))}", "address": "${identity(inside(d))}", "weight": 5}], "contact": "${identity(mail(d))}"}`,
  ),
  kind('identity/curl-connects', 'terminal', (d) => {
    const [name, address] = [host(d), inside(d)];
    return marked`* Host ${identity(name)}:443 was resolved.
*   Trying ${identity(address)}:443...
* Connected to ${identity(name)} (${identity(address)}) port 443`;
  }),
  kind(
    'identity/ssh-login',
    'terminal',
    (d) =>
      marked`$ ssh ${identity(person(d))}@${identity(d.chance(50) ? host(d) : inside(d))}\nLast login: Mon Mar 10 09:12:44 2025 from ${identity(outside(d))}`,
  ),
  kind(
    'identity/pods-wide',
    'terminal',
    (d) =>
      marked`$ kubectl get pods -o wide
NAME    READY   STATUS    RESTARTS   AGE   IP            NODE
web-0   1/1     Running   0          3d    ${identity(inside(d))}   ${identity(host(d))}`,
  ),
  kind(
    'identity/caller-identity',
    'terminal',
    (d) => marked`$ aws sts get-caller-identity --query Account --output text\n${identity(f(d, '8{d11}'))}`,
  ),
  kind(
    'identity/git-author',
    'terminal',
    (d) =>
      marked`$ git log -1 --format=fuller\nAuthor:     ${fullName(d)} <${identity(mail(d))}>\nAuthorDate: Mon Mar 10 09:12:44 2025 +0100`,
  ),
  kind(
    'identity/ip-address',
    'terminal',
    (d) =>
      marked`$ ip -4 addr show eth0\n2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n    inet ${identity(inside(d))}/24 scope global eth0`,
  ),
  kind(
    'identity/sockets',
    'terminal',
    (d) =>
      marked`# ss -tn\nState  Recv-Q Send-Q Local Address:Port  Peer Address:Port\nESTAB  0      0      ${identity(inside(d))}:443  ${identity(outside(d))}:${below(d, 30000, 60000)}`,
  ),
  kind(
    'identity/prose-address',
    'prose',
    (d) =>
      marked`${d.pick(['Our balancer is at', 'Unser Loadbalancer hat die Adresse', 'El balanceador es'])} ${identity(outside(d))}, behind it ${identity(inside(d))} answers on port 8080.`,
  ),
  kind(
    'identity/prose-host',
    'prose',
    (d) => marked`From the jump host I reach ${identity(host(d))} but nginx reports "no live upstreams".`,
  ),
  kind('identity/prose-signature', 'prose', (d) => marked`Viele Grüße\n${fullName(d)}\n${identity(mail(d))}`),
];
