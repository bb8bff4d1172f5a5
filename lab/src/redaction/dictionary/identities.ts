import type { Dice } from '../../differential/random.js';
import { identity, type Kind, type Marked, marked, type Place } from '../labelled.js';
import { fakerOf, word } from './vocabulary.js';

const time = '26/Nov/2026:11:02:33 +0000';
const stamp = '2026/11/26 11:02:33';

/** Public addresses that are nobody's example. */
const address = (dice: Dice): string =>
  `${dice.pick([3, 18, 46, 78, 91, 109, 151, 178, 194, 217])}.${dice.below(256)}.${dice.below(256)}.${1 + dice.below(254)}`;
const privateAddress = (dice: Dice): string =>
  dice.pick([
    `10.${dice.below(256)}.${dice.below(256)}.${1 + dice.below(254)}`,
    `172.${16 + dice.below(16)}.${dice.below(256)}.${1 + dice.below(254)}`,
    `192.168.${dice.below(256)}.${1 + dice.below(254)}`,
  ]);
const group = (dice: Dice): string => (4096 + dice.below(60_000)).toString(16);
const address6 = (dice: Dice): string => `2a0${dice.below(10)}:${group(dice)}:${group(dice)}::${group(dice)}`;
const user = (dice: Dice): string =>
  `${word(dice)}${dice.pick(['.', '_', '-'])}${word(dice)}${dice.chance(30) ? dice.below(90) + 10 : ''}`;
const email = (dice: Dice): string =>
  `${user(dice)}@${word(dice)}-${word(dice)}.${dice.pick(['com', 'de', 'fr', 'it', 'com.br'])}`;
/** Label and domain are somebody's; the end is everybody's. */
const host = (dice: Dice): Marked =>
  marked`${identity(`${word(dice)}${dice.below(10)}`)}.${identity(`${word(dice)}-${word(dice)}`)}.${dice.pick(['com', 'de', 'internal', 'local', 'se', 'net'])}`;

const frames: Readonly<Record<string, readonly [Place, (dice: Dice) => Marked]>> = {
  'access-client': [
    'access-log',
    (d) =>
      marked`${identity(address(d))} - - [${time}] "GET /${word(d)} HTTP/1.1" 200 ${d.below(9000)} "-" "curl/8.5.0"`,
  ],
  'access-client6': [
    'access-log',
    (d) =>
      marked`${identity(address6(d))} - - [${time}] "GET /${word(d)} HTTP/1.1" 200 ${d.below(9000)} "-" "curl/8.5.0"`,
  ],
  'access-user': [
    'access-log',
    (d) => marked`192.0.2.9 - ${identity(user(d))} [${time}] "GET /${word(d)} HTTP/1.1" 401 0 "-" "curl/8.5.0"`,
  ],
  'access-referer': [
    'access-log',
    (d) =>
      marked`192.0.2.9 - - [${time}] "GET /${word(d)} HTTP/1.1" 200 5 "https://${host(d)}/${word(d)}" "curl/8.5.0"`,
  ],
  'error-client': [
    'error-log',
    (d) =>
      marked`${stamp} [error] 9#9: *4 upstream timed out (110: Connection timed out) while SSL handshaking to upstream, client: ${identity(privateAddress(d))}, server: ${host(d)}, request: "GET / HTTP/1.1", upstream: "https://${identity(privateAddress(d))}:8443/", host: "${host(d)}"`,
  ],
  'error-verify': [
    'error-log',
    (d) =>
      marked`${stamp} [error] 9#9: *4 upstream SSL certificate does not match "${host(d)}" while SSL handshaking to upstream, client: 192.0.2.9, server: www.example.com`,
  ],
  'error-user': [
    'error-log',
    (d) =>
      marked`${stamp} [error] 9#9: *4 user "${identity(user(d))}": password mismatch, client: 192.0.2.9, server: www.example.com, request: "GET / HTTP/1.1", host: "www.example.com"`,
  ],
  'server-name': ['nginx-server', (d) => marked`server_name ${host(d)} ${host(d)};`],
  'proxy-pass': ['nginx-location', (d) => marked`proxy_pass https://${host(d)}:${1024 + d.below(60_000)}/${word(d)}/;`],
  'proxy-ssl-name': ['nginx-location', (d) => marked`proxy_ssl_name ${host(d)};`],
  upstream: [
    'nginx-http',
    (d) =>
      marked`upstream ${word(d)}_pool {\n    server ${identity(privateAddress(d))}:8443 max_fails=2;\n    server ${host(d)}:8443 backup;\n}`,
  ],
  allow: [
    'nginx-location',
    (d) => marked`allow ${identity(address(d))};\nallow ${identity(privateAddress(d))};\ndeny all;`,
  ],
  resolver: ['nginx-server', (d) => marked`resolver ${identity(privateAddress(d))} valid=30s;`],
  listen: ['nginx-server', (d) => marked`listen ${identity(privateAddress(d))}:${1024 + d.below(60_000)} ssl;`],
  'ingress-host': [
    'yaml',
    (d) =>
      marked`apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${word(d)}\nspec:\n  tls:\n    - hosts: [${host(d)}]\n      secretName: ${word(d)}-tls\n  rules:\n    - host: ${host(d)}`,
  ],
  'endpoint-address': [
    'yaml',
    (d) =>
      marked`apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: ${word(d)}\nsubsets:\n  - addresses:\n      - ip: ${identity(privateAddress(d))}\n    ports:\n      - port: 8443`,
  ],
  'issuer-email': [
    'yaml',
    (d) =>
      marked`apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: ${word(d)}\nspec:\n  acme:\n    email: ${identity(email(d))}`,
  ],
  'environment-host': ['env', (d) => marked`${word(d).toUpperCase()}_HOST=${host(d)}`],
  'environment-email': ['env', (d) => marked`ADMIN_EMAIL=${identity(email(d))}`],
  'environment-user': ['env', (d) => marked`${word(d).toUpperCase()}_USERNAME=${identity(user(d))}`],
  'json-client': [
    'json',
    (d) =>
      marked`{"time": "2026-11-26T11:02:33Z", "remote_addr": "${identity(address(d))}", "remote_user": "${identity(user(d))}", "host": "${host(d)}", "status": 502}`,
  ],
  'curl-connected': ['terminal', (d) => marked`* Connected to ${host(d)} (${identity(address(d))}) port 443`],
  's-client': ['terminal', (d) => marked`$ openssl s_client -connect ${host(d)}:443 -servername ${host(d)}`],
  'certificate-subject': ['terminal', (d) => marked`subject=CN = ${host(d)}`],
  'subject-alternative-names': [
    'terminal',
    (d) =>
      marked`            X509v3 Subject Alternative Name:\n                DNS:${host(d)}, DNS:*.${identity(word(d))}.de, IP Address:${identity(privateAddress(d))}`,
  ],
  'ssh-target': ['terminal', (d) => marked`$ ssh ${identity(user(d))}@${host(d)}`],
  'mac-address': [
    'terminal',
    (d) => marked`    link/ether ${identity(fakerOf(d).internet.mac())} brd ff:ff:ff:ff:ff:ff`,
  ],
  'ticket-email': [
    'prose',
    (d) =>
      marked`Since this morning ${identity(email(d))} gets 502 from ${host(d)}, also from ${identity(address(d))}.`,
  ],
  'account-number': [
    'yaml',
    (d) =>
      marked`apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${word(d)}\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::${identity(fakerOf(d).string.numeric({ length: 12, allowLeadingZeros: false }))}:role/${word(d)}`,
  ],
  'registry-account': [
    'yaml',
    (d) =>
      marked`services:\n  ${word(d)}:\n    image: ${identity(fakerOf(d).string.numeric({ length: 12, allowLeadingZeros: false }))}.dkr.ecr.eu-central-1.amazonaws.com/${word(d)}:1.${d.below(90)}`,
  ],
};

export const identityKinds: readonly Kind[] = Object.entries(frames).map(([name, [place, draw]]) => ({
  id: `identity/${name}`,
  place,
  draw,
}));
