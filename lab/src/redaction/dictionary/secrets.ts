import type { Dice } from '../../differential/random.js';
import { type Kind, type Marked, marked, type Place, secret } from '../labelled.js';
import { capital, fakerOf, freeName, namedForms, namedSecret, secretForms, word } from './vocabulary.js';

/** A place for a secret, to be filled with one of any form. */
type Frame = (dice: Dice, value: (dice: Dice) => string) => Marked;

const header = (dice: Dice) => freeName(dice, '-', capital);
const upper = (dice: Dice) => namedSecret(dice).toUpperCase();
const path = (dice: Dice) => `/${word(dice)}/${dice.below(1000)}`;
const host = (dice: Dice) => `${word(dice)}.${fakerOf(dice).internet.domainName()}`;
const time = '26/Nov/2026:10:15:42 +0000';
const stamp = '2026/11/26 10:15:42';
const encoded = (text: string) => Buffer.from(text).toString('base64');

const element = (name: string, value: string) => marked`<${name}>${secret(value)}</${name}>`;

/** Where every name counts. */
const free: Readonly<Record<string, readonly [Place, Frame]>> = {
  'proxy-set-header': ['nginx-location', (d, v) => marked`proxy_set_header X-${header(d)} "${secret(v(d))}";`],
  'proxy-set-header-bare': ['nginx-server', (d, v) => marked`proxy_set_header ${header(d)}-Gateway ${secret(v(d))};`],
  'grpc-set-header': ['nginx-location', (d, v) => marked`grpc_set_header x-${freeName(d, '-')} "${secret(v(d))}";`],
  'fastcgi-param': [
    'nginx-location',
    (d, v) => marked`fastcgi_param ${freeName(d, '_', (p) => p.toUpperCase())}_KEYWORD "${secret(v(d))}";`,
  ],
  'uwsgi-param': ['nginx-location', (d, v) => marked`uwsgi_param ${upper(d)} '${secret(v(d))}';`],
  'scheme-of-its-own': [
    'nginx-location',
    (d, v) => marked`proxy_set_header Authorization "${capital(word(d))} ${secret(v(d))}";`,
  ],
  cookies: [
    'nginx-location',
    (d, v) => marked`proxy_set_header Cookie "${word(d)}=${secret(v(d))}; ${word(d)}_sid=${secret(v(d))}";`,
  ],
  'if-header': [
    'nginx-location',
    (d, v) => marked`if ($http_x_${freeName(d, '_')} != "${secret(v(d))}") {\n    return 403;\n}`,
  ],
  'if-argument': ['nginx-server', (d, v) => marked`if ($arg_${word(d)} != '${secret(v(d))}') { return 401; }`],
  'if-cookie': [
    'nginx-server',
    (d, v) => marked`if ($cookie_${word(d)} = "${secret(v(d))}") { set $${word(d)}_ok 1; }`,
  ],
  'secure-link': [
    'nginx-location',
    (d, v) => marked`secure_link_md5 "$secure_link_expires$uri$remote_addr ${secret(v(d))}";`,
  ],
  set: ['nginx-server', (d, v) => marked`set $${namedSecret(d)} "${secret(v(d))}";`],
  'map-header': [
    'nginx-http',
    (d, v) =>
      marked`map $http_x_${freeName(d, '_')} $${word(d)}_client {\n    default "";\n    "${secret(v(d))}" ${word(d)};\n    "${secret(v(d))}" ${word(d)};\n}`,
  ],
  'map-argument': [
    'nginx-http',
    (d, v) => marked`map $arg_${word(d)} $${word(d)}_allowed {\n    default 0;\n    '${secret(v(d))}' 1;\n}`,
  ],
  'commented-out': [
    'nginx-server',
    (d, v) => marked`# proxy_set_header X-${header(d)} "${secret(v(d))}"; # ${word(d)} ${word(d)}`,
  ],
  'headers-more': ['nginx-location', (d, v) => marked`more_set_input_headers "X-${header(d)}: ${secret(v(d))}";`],
  'lua-header': [
    'nginx-location',
    (d, v) => marked`access_by_lua_block {\n    ngx.req.set_header("X-${header(d)}", "${secret(v(d))}")\n}`,
  ],
  'lua-compare': [
    'nginx-location',
    (d, v) =>
      marked`access_by_lua_block {\n    if ngx.var.http_x_${word(d)} ~= "${secret(v(d))}" then ngx.exit(403) end\n}`,
  ],
  'secret-data': [
    'yaml',
    (d, v) =>
      marked`apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${word(d)}-${word(d)}\ndata:\n  ${freeName(d, '-')}: ${secret(encoded(v(d)))}\n  ${word(d)}.${word(d)}: ${secret(encoded(v(d)))}`,
  ],
  'secret-string-data': [
    'yaml',
    (d, v) =>
      marked`kind: Secret\napiVersion: v1\nmetadata:\n  name: ${word(d)}\ntype: Opaque\nstringData:\n  ${freeName(d, '_')}: "${secret(v(d))}"`,
  ],
  'ingress-snippet': [
    'yaml',
    (d, v) =>
      marked`apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${word(d)}\n  annotations:\n    nginx.ingress.kubernetes.io/configuration-snippet: |\n      proxy_set_header X-${header(d)} "${secret(v(d))}";`,
  ],
  'curl-header': [
    'terminal',
    (d, v) => marked`$ curl -sS -H 'X-${header(d)}: ${secret(v(d))}' https://${host(d)}${path(d)}`,
  ],
  'curl-user': ['terminal', (d, v) => marked`$ curl -u ${word(d)}:${secret(v(d))} https://${host(d)}/`],
  'request-header': ['terminal', (d, v) => marked`> X-${header(d)}: ${secret(v(d))}`],
  'set-cookie': [
    'terminal',
    (d, v) => marked`< Set-Cookie: ${word(d)}_${word(d)}=${secret(v(d))}; Path=/; Secure; HttpOnly`,
  ],
  'database-url': [
    'env',
    (d, v) =>
      marked`${word(d).toUpperCase()}_URL=postgres://${word(d)}:${secret(encodeURIComponent(v(d)))}@${host(d)}:5432/${word(d)}`,
  ],
  'json-header': [
    'json',
    (d, v) => marked`{"method": "GET", "headers": {"X-${header(d)}": "${secret(v(d))}", "Accept": "*/*"}}`,
  ],
};

/** Where the name has to tell. */
const named: Readonly<Record<string, readonly [Place, Frame]>> = {
  'log-query': [
    'access-log',
    (d, v) =>
      marked`192.0.2.7 - - [${time}] "GET ${path(d)}?${word(d)}=${d.below(50)}&${namedSecret(d)}=${secret(encodeURIComponent(v(d)))} HTTP/1.1" 200 ${d.below(9000)} "-" "curl/8.5.0"`,
  ],
  'log-referer': [
    'access-log',
    (d, v) =>
      marked`192.0.2.7 - - [${time}] "GET ${path(d)} HTTP/2.0" 304 0 "https://www.example.com${path(d)}?${namedSecret(d)}=${secret(encodeURIComponent(v(d)))}" "curl/8.5.0"`,
  ],
  'error-log-request': [
    'error-log',
    (d, v) =>
      marked`${stamp} [error] 31#31: *${d.below(9000)} connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7, server: www.example.com, request: "POST ${path(d)}?${namedSecret(d)}=${secret(encodeURIComponent(v(d)))} HTTP/1.1", upstream: "http://127.0.0.1:8080${path(d)}", host: "www.example.com"`,
  ],
  'environment-pair': [
    'yaml',
    (d, v) =>
      marked`apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${word(d)}\nspec:\n  containers:\n    - name: ${word(d)}\n      image: nginx:1.26\n      env:\n        - name: ${upper(d)}\n          value: "${secret(v(d))}"`,
  ],
  'compose-list': [
    'yaml',
    (d, v) =>
      marked`services:\n  ${word(d)}:\n    image: redis:7\n    environment:\n      - ${upper(d)}=${secret(v(d))}\n      - TZ=Europe/Rome`,
  ],
  'compose-map': [
    'yaml',
    (d, v) =>
      marked`services:\n  ${word(d)}:\n    image: redis:7\n    environment:\n      ${upper(d)}: '${secret(v(d))}'`,
  ],
  'values-file': [
    'yaml',
    (d, v) => marked`${word(d)}:\n  enabled: true\n  ${word(d)}:\n    ${word(d)}Password: ${secret(v(d))}`,
  ],
  'dot-env': ['env', (d, v) => marked`${upper(d)}=${secret(v(d))}`],
  'dot-env-quoted': ['env', (d, v) => marked`export ${upper(d)}="${secret(v(d))}"`],
  'nginx-env': ['nginx-location', (d, v) => marked`fastcgi_param ${upper(d)} "${secret(v(d))}";`],
  'nginx-map-value': [
    'nginx-http',
    (d, v) => marked`map $host $${namedSecret(d)} {\n    default "";\n    www.example.com "${secret(v(d))}";\n}`,
  ],
  'json-member': [
    'json',
    (d, v) =>
      marked`{"${word(d)}": {"url": "https://www.example.com/", "${word(d)}Token": "${secret(v(d))}", "timeout": 30}}`,
  ],
  'json-in-json': ['json', (d, v) => marked`{"msg": "{\\"${namedSecret(d)}\\":\\"${secret(v(d))}\\"}"}`],
  option: [
    'terminal',
    (d, v) => marked`$ ${word(d)}ctl login --${namedSecret(d).replaceAll('_', '-')} ${secret(v(d))} --verbose`,
  ],
  assignment: ['terminal', (d, v) => marked`$ ${upper(d)}=${secret(v(d))} ./${word(d)}.sh`],
  ini: ['terminal', (d, v) => marked`[${word(d)}]\n${namedSecret(d)} = ${secret(v(d))}`],
  xml: ['terminal', (d, v) => element(namedSecret(d), v(d))],
  lua: ['nginx-location', (d, v) => marked`content_by_lua_block {\n    local ${namedSecret(d)} = "${secret(v(d))}"\n}`],
};

function kindsOf(
  frames: Readonly<Record<string, readonly [Place, Frame]>>,
  forms: Readonly<Record<string, (dice: Dice) => string>>,
): readonly Kind[] {
  return Object.entries(frames).flatMap(([name, [place, frame]]) =>
    Object.entries(forms).map(([form, value]) => ({
      id: `${name}/${form}`,
      place,
      draw: (dice: Dice) => frame(dice, value),
    })),
  );
}

export const secretKinds: readonly Kind[] = [...kindsOf(free, secretForms), ...kindsOf(named, namedForms)];
