import type { Dice } from '../../differential/random.js';
import {
  base64,
  environmentName,
  fill,
  hostName,
  madeUp,
  password,
  plainSecret,
  secretName,
  secretValue,
  userName,
} from '../draw.js';
import { identity, type Kind, type Marked, marked, type Place, secret } from '../labelled.js';

const kind = (id: string, place: Place, draw: (dice: Dice) => Marked): Kind => ({ id: `document/${id}`, place, draw });
const yaml = (id: string, draw: (dice: Dice) => Marked): Kind => kind(id, 'yaml', draw);
const quotable = (dice: Dice): string => secretValue(dice).replace(/["\\]/g, 'x');
const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const container = (inner: Marked): Marked => marked`apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.2.3
${inner}`;

export const documentSecrets: readonly Kind[] = [
  yaml(
    'secret-data',
    (dice) =>
      marked`apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${madeUp(dice)}\ntype: Opaque\ndata:\n  ${madeUp(dice)}: ${secret(base64(secretValue(dice)))}\n  ${secretName(dice)}: ${secret(base64(plainSecret(dice)))}`,
  ),
  yaml(
    'secret-string',
    (dice) =>
      marked`apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${madeUp(dice)}\nstringData:\n  ${madeUp(dice)}: "${secret(quotable(dice))}"`,
  ),
  yaml(
    'secret-list',
    (dice) =>
      marked`apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n    data:\n      ${madeUp(dice)}: ${secret(base64(plainSecret(dice)))}`,
  ),
  yaml(
    'secret-block',
    (dice) =>
      marked`apiVersion: v1\nkind: Secret\nstringData:\n  ${madeUp(dice)}: |\n    ${secret(fill(dice, '{w40}'))}`,
  ),
  yaml(
    'dockerconfig',
    (dice) =>
      marked`apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: ${secret(base64(`{"auths":{"r":{"auth":"${base64(`a:${password(dice)}`)}"}}}`))}`,
  ),
  yaml('env', (dice) =>
    container(
      marked`          env:\n            - name: ${environmentName(dice)}\n              value: "${secret(quotable(dice))}"\n            - name: LOG_LEVEL\n              value: info`,
    ),
  ),
  yaml('env-flow', (dice) =>
    container(
      marked`          env:\n            - {name: ${environmentName(dice)}, value: ${secret(plainSecret(dice))}}`,
    ),
  ),
  yaml('env-url', (dice) =>
    container(
      marked`          env:\n            - name: STORE\n              value: postgres://app:${secret(fill(dice, '{w16}'))}@db:5432/app`,
    ),
  ),
  yaml('args', (dice) =>
    container(
      marked`          args: ["--${secretName(dice).replaceAll('_', '-')}=${secret(plainSecret(dice))}", "--port=8080"]`,
    ),
  ),
  yaml(
    'snippet',
    (dice) =>
      marked`apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: app\n  annotations:\n    nginx.ingress.kubernetes.io/configuration-snippet: |\n      proxy_set_header X-${madeUp(dice)} "${secret(plainSecret(dice))}";`,
  ),
  yaml(
    'configmap',
    (dice) =>
      marked`apiVersion: v1\nkind: ConfigMap\ndata:\n  default.conf: |\n    server {\n      listen 80;\n      location / {\n        proxy_set_header Authorization "Bearer ${secret(plainSecret(dice))}";\n      }\n    }`,
  ),
  yaml(
    'configmap-properties',
    (dice) =>
      marked`apiVersion: v1\nkind: ConfigMap\ndata:\n  app.properties: |\n    db.${secretName(dice)}=${secret(plainSecret(dice))}\n    db.pool=10`,
  ),
  yaml(
    'helm',
    (dice) =>
      marked`${madeUp(dice)}:\n  enabled: true\n  ${camel(secretName(dice))}: "${secret(quotable(dice))}"\n  replicas: 2`,
  ),
  yaml('helm-nested', (dice) => marked`auth:\n  ${madeUp(dice)}: ${secret(plainSecret(dice))}\n  enabled: true`),
  yaml(
    'helm-random',
    (dice) => marked`${madeUp(dice)}:\n  ${madeUp(dice)}: ${secret(fill(dice, '{w40}'))}\n  port: 8080`,
  ),
  yaml(
    'kubeconfig',
    (dice) =>
      marked`apiVersion: v1\nkind: Config\nusers:\n  - name: admin\n    user:\n      token: ${secret(fill(dice, '{w64}'))}\n      client-key-data: ${secret(base64(`-----BEGIN EC PRIVATE KEY-----\n${fill(dice, '{B64}')}\n-----END EC PRIVATE KEY-----\n`))}`,
  ),
  yaml(
    'bootstrap-token',
    (dice) =>
      marked`apiVersion: v1\nkind: ConfigMap\ndata:\n  join: kubeadm join 192.0.2.4:6443 --token ${secret(fill(dice, '{a6}.{a16}'))}`,
  ),
  yaml(
    'tls-key',
    (dice) =>
      marked`apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.key: ${secret(base64(`-----BEGIN PRIVATE KEY-----\n${fill(dice, '{B64}')}\n-----END PRIVATE KEY-----\n`))}`,
  ),
  kind(
    'docker-config',
    'json',
    (dice) =>
      marked`{\n  "auths": {\n    "registry.example.com": { "auth": "${secret(base64(`a:${password(dice)}`))}" }\n  }\n}`,
  ),
  kind(
    'gcp',
    'json',
    (dice) =>
      marked`{\n  "type": "service_account",\n  "project_id": "${identity(`${madeUp(dice)}-prod`)}",\n  "private_key": "-----BEGIN PRIVATE KEY-----\\n${secret(fill(dice, '{B64}'))}\\n${secret(fill(dice, '{B40}=='))}\\n-----END PRIVATE KEY-----\\n",\n  "client_email": "${identity(`sa@${madeUp(dice)}.iam.gserviceaccount.com`)}"\n}`,
  ),
  kind(
    'jwk-ec',
    'json',
    (dice) =>
      marked`{ "kty": "EC", "crv": "P-256", "x": "${fill(dice, '{b43}')}", "y": "${fill(dice, '{b43}')}", "d": "${secret(fill(dice, '{b43}'))}", "kid": "1" }`,
  ),
  kind(
    'jwk-symmetric',
    'json',
    (dice) => marked`{ "kty": "oct", "k": "${secret(fill(dice, '{b43}'))}", "alg": "HS256" }`,
  ),
  kind(
    'json-named',
    'json',
    (dice) => marked`{ "host": "localhost", "${camel(secretName(dice))}": "${secret(quotable(dice))}", "port": 8080 }`,
  ),
  kind(
    'json-header',
    'json',
    (dice) =>
      marked`{ "headers": { "X-${madeUp(dice)}-Key": "${secret(plainSecret(dice))}", "Accept": "application/json" } }`,
  ),
  kind('dotenv', 'env', (dice) => marked`${environmentName(dice)}=${secret(plainSecret(dice))}\nLOG_LEVEL=info`),
  kind(
    'dotenv-quoted',
    'env',
    (dice) => marked`${environmentName(dice)}="${secret(quotable(dice).replace(/[$\x60]/g, 'x'))}"`,
  ),
  kind('dotenv-human', 'env', (dice) => marked`${environmentName(dice)}=${secret(password(dice).replace(/#/g, '+'))}`),
  kind('dotenv-export', 'env', (dice) => marked`export ${environmentName(dice)}='${secret(plainSecret(dice))}'`),
  kind('dotenv-url', 'env', (dice) => marked`REDIS_URL=redis://:${secret(fill(dice, '{w16}'))}@cache:6379/0`),
  kind(
    'dotenv-amqp',
    'env',
    (dice) =>
      marked`BROKER=amqps://guest:${secret(password(dice).replace(/[#%]/g, '-').replace(/[@/]/g, '.'))}@mq:5671/v`,
  ),
  kind('dotenv-aws', 'env', (dice) => marked`AWS_SECRET_ACCESS_KEY=${secret(fill(dice, '{B40}'))}`),
  kind(
    'azure-storage',
    'env',
    (dice) =>
      marked`STORAGE=DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=${secret(fill(dice, '{B86}=='))};EndpointSuffix=core.windows.net`,
  ),
  kind(
    'htpasswd-apr1',
    'htpasswd',
    (dice) => marked`${identity(userName(dice))}:${secret(fill(dice, '§apr1§{w8}§{w22}'))}`,
  ),
  kind(
    'htpasswd-bcrypt',
    'htpasswd',
    (dice) => marked`${identity(userName(dice))}:${secret(fill(dice, '§2y§05§{w53}'))}`,
  ),
  kind(
    'htpasswd-sha512',
    'htpasswd',
    (dice) => marked`${identity(userName(dice))}:${secret(fill(dice, '§6§{w16}§{w86}'))}`,
  ),
  kind('htpasswd-crypt', 'htpasswd', (dice) => marked`${identity(userName(dice))}:${secret(fill(dice, '{w13}'))}`),
  kind('htpasswd-sha', 'htpasswd', (dice) => marked`${identity(userName(dice))}:{SHA}${secret(fill(dice, '{B27}='))}`),
  kind(
    'htpasswd-plain',
    'htpasswd',
    (dice) => marked`${identity(userName(dice))}:{PLAIN}${secret(fill(dice, '{w12}'))}`,
  ),
];

export const documentIdentities: readonly Kind[] = [
  yaml('ingress-host', (dice) => {
    const [label, domain, end] = hostName(dice);
    return marked`apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  rules:\n    - host: ${identity(label)}.${identity(domain)}.${end}\n  tls:\n    - hosts:\n        - ${identity(label)}.${identity(domain)}.${end}\n      secretName: shop-tls`;
  }),
  yaml(
    'image-registry',
    (dice) =>
      marked`kind: Pod\nspec:\n  containers:\n    - name: a\n      image: registry.${identity(madeUp(dice))}.io/app:1.2.3`,
  ),
  yaml(
    'pod-address',
    (dice) =>
      marked`kind: Pod\nstatus:\n  podIP: ${identity(`10.${dice.below(255)}.${dice.below(255)}.7`)}\n  hostIP: ${identity(`172.16.${dice.below(255)}.9`)}`,
  ),
  kind('dotenv-host', 'env', (dice) => marked`DB_HOST=db1.${identity(madeUp(dice))}.internal`),
];
