import type { Dice } from '../../differential/random.js';
import { type Kind, keep, type Marked, marked, type Place } from '../labelled.js';
import { capital, fakerOf, freeName, word } from './vocabulary.js';

/** What looks like a secret to scanners, or stands where one might, and is none. */
const harmless: Readonly<Record<string, (dice: Dice) => string>> = {
  semver: (d) => fakerOf(d).system.semver(),
  digest: (d) => `sha256:${fakerOf(d).string.hexadecimal({ length: 64, prefix: '', casing: 'lower' })}`,
  commit: (d) => fakerOf(d).git.commitSha(),
  'short-commit': (d) => fakerOf(d).git.commitSha({ length: 7 }),
  'object-id': (d) => fakerOf(d).database.mongodbObjectId(),
  uuid: (d) => fakerOf(d).string.uuid(),
  date: (d) => fakerOf(d).date.past({ refDate: '2026-11-26' }).toISOString(),
  city: (d) => capital(word(d)),
  slug: (d) => `${word(d)}-${word(d)}-${word(d)}`,
  media: (d) => fakerOf(d).system.mimeType(),
  number: (d) => String(d.below(100_000)),
  duration: (d) => `${1 + d.below(900)}${d.pick(['ms', 's', 'm', 'h'])}`,
  size: (d) => `${1 + d.below(900)}${d.pick(['k', 'm', 'Mi', 'Gi'])}`,
  fingerprint: (d) => Array.from({ length: 20 }, () => (16 + d.below(240)).toString(16).toUpperCase()).join(':'),
};

/** Places that carry no credentials, whatever stands there. */
const open: Readonly<Record<string, readonly [Place, (dice: Dice, value: string) => Marked]>> = {
  path: [
    'access-log',
    (d, v) =>
      marked`192.0.2.3 - - [26/Nov/2026:11:12:13 +0000] "GET /${word(d)}/${keep(v)}/${word(d)} HTTP/1.1" 200 ${d.below(9000)} "-" "curl/8.5.0"`,
  ],
  'error-path': [
    'error-log',
    (d, v) =>
      marked`2026/11/26 11:12:13 [error] 7#7: *9 open() "/srv/${word(d)}/${keep(v)}" failed (2: No such file or directory), client: 192.0.2.3, server: www.example.com, request: "GET / HTTP/1.1", host: "www.example.com"`,
  ],
  'add-header': ['nginx-server', (d, v) => marked`add_header X-${capital(word(d))}-Build "${keep(v)}";`],
  annotation: [
    'yaml',
    (d, v) =>
      marked`apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${word(d)}\n  annotations:\n    ${word(d)}.example.com/${word(d)}: "${keep(v)}"`,
  ],
  label: ['terminal', (d, v) => marked`${word(d)}   Running   ${keep(v)}   ${d.below(60)}d`],
  comment: ['nginx-server', (d, v) => marked`# ${word(d)} ${word(d)} ${keep(v)} ${word(d)}`],
};

const single: Readonly<Record<string, readonly [Place, (dice: Dice) => Marked]>> = {
  'user-agent': [
    'access-log',
    (d) =>
      marked`192.0.2.3 - - [26/Nov/2026:11:12:13 +0000] "GET / HTTP/1.1" 200 5 "-" "${keep(fakerOf(d).internet.userAgent())}"`,
  ],
  'asset-hash': [
    'access-log',
    (d) =>
      marked`192.0.2.3 - - [26/Nov/2026:11:12:13 +0000] "GET ${keep(`/static/${word(d)}.${fakerOf(d).string.hexadecimal({ length: 8, prefix: '', casing: 'lower' })}.js`)} HTTP/1.1" 200 5 "-" "curl/8.5.0"`,
  ],
  'request-id': [
    'access-log',
    (d) =>
      marked`192.0.2.3 - - [26/Nov/2026:11:12:13 +0000] "GET / HTTP/1.1" 200 5 "-" "curl/8.5.0" rid=${keep(fakerOf(d).string.hexadecimal({ length: 32, prefix: '', casing: 'lower' }))} rt=0.0${d.below(90)}`,
  ],
  'page-parameter': [
    'access-log',
    (d) =>
      marked`192.0.2.3 - - [26/Nov/2026:11:12:13 +0000] "GET /${word(d)}?page=${keep(String(d.below(500)))}&sort=${keep(word(d))} HTTP/1.1" 200 5 "-" "curl/8.5.0"`,
  ],
  'prose-comment': ['nginx-server', (d) => marked`# ${keep(fakerOf(d).lorem.sentence())}`],
  ticket: ['prose', (d) => marked`${keep(fakerOf(d).lorem.paragraph())}`],
  product: [
    'prose',
    (d) => marked`We have put ${keep(fakerOf(d).commerce.productName())} behind the new proxy and get 502 since.`,
  ],
  'variable-header': [
    'nginx-location',
    (d) => marked`proxy_set_header X-${capital(word(d))}-Token ${keep(`$${word(d)}_token`)};`,
  ],
  'variable-argument': [
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Bearer ${keep(`$cookie_${word(d)}`)}";`,
  ],
  'word-header': ['nginx-location', (d) => marked`proxy_set_header X-${freeName(d, '-', capital)} ${keep(word(d))};`],
  'key-file': ['nginx-server', (d) => marked`ssl_certificate_key ${keep(`/etc/ssl/${word(d)}/${word(d)}.key`)};`],
  zone: [
    'nginx-http',
    (d) => marked`limit_req_zone $binary_remote_addr zone=${keep(`${word(d)}_${word(d)}`)}:10m rate=10r/s;`,
  ],
  'upstream-name': ['nginx-http', (d) => marked`upstream ${keep(`${word(d)}_${word(d)}`)} { server 127.0.0.1:9000; }`],
  'location-path': [
    'nginx-server',
    (d) => marked`location ${keep(`/${word(d)}/${word(d)}-${d.below(100)}/`)} { return 204; }`,
  ],
  'log-format': [
    'nginx-http',
    (d) => marked`log_format ${word(d)} ${keep(`'$remote_addr $${word(d)}_secret $request_time'`)};`,
  ],
  'custom-directive': [
    'nginx-server',
    (d) => marked`${keep(`${word(d)}_${word(d)}_timeout`)} ${keep(`${d.below(60)}s`)};`,
  ],
  'secret-reference': [
    'yaml',
    (d) =>
      marked`apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${word(d)}\nspec:\n  containers:\n    - name: ${word(d)}\n      image: nginx:1.26\n      env:\n        - name: ${word(d).toUpperCase()}_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: ${keep(`${word(d)}-credentials`)}\n              key: ${keep(`${word(d)}-password`)}`,
  ],
  'template-value': ['yaml', (d) => marked`${word(d)}:\n  password: ${keep(`"{{ .Values.${word(d)}.password }}"`)}`],
  'image-digest': [
    'yaml',
    (d) =>
      marked`services:\n  ${word(d)}:\n    image: ${keep(`quay.io/${word(d)}/${word(d)}@sha256:${fakerOf(d).string.hexadecimal({ length: 64, prefix: '', casing: 'lower' })}`)}`,
  ],
  'resource-version': [
    'yaml',
    (d) =>
      marked`apiVersion: v1\nkind: Service\nmetadata:\n  name: ${word(d)}\n  uid: ${keep(fakerOf(d).string.uuid())}\n  resourceVersion: "${keep(String(d.below(90_000_000)))}"`,
  ],
  'plain-environment': [
    'env',
    (d) =>
      marked`${word(d).toUpperCase()}_REGION=${keep(word(d))}\nLOG_LEVEL=${keep(d.pick(['debug', 'info', 'warn']))}\nGREETING="${keep(fakerOf(d).lorem.words(3))}"`,
  ],
  'shell-reference': [
    'env',
    (d) => marked`${word(d).toUpperCase()}_TOKEN=${keep(`\${${word(d).toUpperCase()}_TOKEN}`)}`,
  ],
  'version-environment': ['env', (d) => marked`${word(d).toUpperCase()}_VERSION=${keep(fakerOf(d).system.semver())}`],
  'token-file': ['env', (d) => marked`${word(d).toUpperCase()}_TOKEN_FILE=${keep(`/run/secrets/${word(d)}_token`)}`],
  'json-event': [
    'json',
    (d) =>
      marked`{"level": "info", "trace_id": "${keep(fakerOf(d).string.hexadecimal({ length: 32, prefix: '', casing: 'lower' }))}", "msg": "${keep(fakerOf(d).lorem.sentence())}", "city": "${keep(capital(word(d)))}"}`,
  ],
  'json-book': [
    'json',
    (d) =>
      marked`{"isbn": "${keep(fakerOf(d).commerce.isbn())}", "price": ${keep(fakerOf(d).commerce.price())}, "color": "${keep(fakerOf(d).color.rgb())}"}`,
  ],
  'git-log': [
    'terminal',
    (d) => marked`${keep(`commit ${fakerOf(d).git.commitSha()}`)}\n    ${keep(`${word(d)} ${word(d)}`)}`,
  ],
  sha256sum: [
    'terminal',
    (d) =>
      marked`${keep(fakerOf(d).string.hexadecimal({ length: 64, prefix: '', casing: 'lower' }))}  ${keep(`${word(d)}-${fakerOf(d).system.semver()}.tar.gz`)}`,
  ],
  'cipher-line': [
    'terminal',
    (d) =>
      marked`${keep(`SSL connection using TLSv1.3 / ${d.pick(['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])}`)}`,
  ],
  'pod-list': [
    'terminal',
    (d) =>
      marked`${keep(`${word(d)}-${fakerOf(d).string.fromCharacters('bcdfghjklmnpqrstvwxz2456789', 9)}-${fakerOf(d).string.fromCharacters('bcdfghjklmnpqrstvwxz2456789', 5)}`)}   1/1   Running   0   ${d.below(90)}m`,
  ],
  etag: [
    'terminal',
    (d) =>
      marked`< ETag: ${keep(`"${fakerOf(d).string.hexadecimal({ length: 8, prefix: '', casing: 'lower' })}-${fakerOf(d).string.hexadecimal({ length: 3, prefix: '', casing: 'lower' })}"`)}`,
  ],
  'serial-number': [
    'terminal',
    (d) =>
      marked`        Serial Number: ${keep(Array.from({ length: 18 }, () => (16 + d.below(240)).toString(16)).join(':'))}`,
  ],
};

export const keptKinds: readonly Kind[] = [
  ...Object.entries(open).flatMap(([name, [place, frame]]) =>
    Object.entries(harmless).map(([form, value]) => ({
      id: `keep/${name}-${form}`,
      place,
      draw: (dice: Dice) => frame(dice, value(dice)),
    })),
  ),
  ...Object.entries(single).map(([name, [place, draw]]) => ({ id: `keep/${name}`, place, draw })),
];
