import type { Dice } from '../../differential/random.js';
import {
  base64,
  environmentName,
  fill,
  headerName,
  madeUp,
  password,
  plainSecret,
  secretName,
  userName,
  word,
} from '../draw.js';
import { hard, type Kind, type Marked, marked, type Place, secret } from '../labelled.js';

const kind = (id: string, place: Place, draw: (dice: Dice) => Marked): Kind => ({ id: `terminal/${id}`, place, draw });
const terminal = (id: string, draw: (dice: Dice) => Marked): Kind => kind(id, 'terminal', draw);
const shellSafe = (dice: Dice): string => fill(dice, '{w6}-{w8}');
const key = (dice: Dice, label: string): Marked =>
  marked`-----BEGIN ${label}-----\n${secret(fill(dice, '{B64}'))}\n${secret(fill(dice, '{B64}'))}\n${secret(fill(dice, '{B30}=='))}\n-----END ${label}-----`;

export const terminalSecrets: readonly Kind[] = [
  terminal(
    'curl-user',
    (dice) => marked`$ curl -v -u ${userName(dice)}:${secret(shellSafe(dice))} https://www.example.com/v1`,
  ),
  terminal(
    'curl-header',
    (dice) => marked`$ curl -H '${headerName(dice)}-Token: ${secret(plainSecret(dice))}' https://www.example.com/`,
  ),
  terminal(
    'curl-bearer',
    (dice) => marked`$ curl -H "Authorization: Bearer ${secret(plainSecret(dice))}" https://www.example.com/`,
  ),
  terminal(
    'curl-data',
    (dice) => marked`$ curl -d 'grant_type=password&password=${secret(shellSafe(dice))}' https://www.example.com/`,
  ),
  terminal(
    'curl-verbose',
    (dice) =>
      marked`> GET / HTTP/1.1\n> Authorization: Basic ${secret(base64(`a:${password(dice)}`))}\n< HTTP/1.1 200 OK\n< Set-Cookie: ${madeUp(dice)}=${secret(plainSecret(dice))}; Path=/; HttpOnly`,
  ),
  terminal('curl-cookie', (dice) => marked`> Cookie: ${madeUp(dice)}=${secret(plainSecret(dice))}`),
  terminal('export', (dice) => marked`$ export ${environmentName(dice)}=${secret(plainSecret(dice))}`),
  terminal('inline-env', (dice) => marked`$ PGPASSWORD=${secret(shellSafe(dice))} psql -h localhost -U app`),
  terminal('redis', (dice) => marked`$ redis-cli -a ${secret(shellSafe(dice))} ping`),
  terminal('mysql', (dice) => marked`$ mysql -uroot -p${secret(shellSafe(dice))} shop`),
  terminal('sshpass', (dice) => marked`$ sshpass -p ${secret(shellSafe(dice))} ssh root@localhost`),
  terminal('docker-login', (dice) => marked`$ docker login -u ci -p ${secret(shellSafe(dice))} registry.example.com`),
  terminal(
    'kubectl-secret',
    (dice) => marked`$ kubectl create secret generic x --from-literal=${secretName(dice)}=${secret(shellSafe(dice))}`,
  ),
  terminal(
    'helm-set',
    (dice) => marked`$ helm upgrade x ./x --set auth.${secretName(dice)}=${secret(shellSafe(dice))}`,
  ),
  terminal(
    'long-option',
    (dice) =>
      marked`$ ${madeUp(dice)} --${secretName(dice).replaceAll('_', '-')} ${secret(plainSecret(dice))} --verbose`,
  ),
  terminal('openssl-pass', (dice) => marked`$ openssl pkcs12 -in a.p12 -passin pass:${secret(shellSafe(dice))} -nodes`),
  terminal(
    'master-key',
    (dice) => marked`    Cipher    : ECDHE-RSA-AES256-GCM-SHA384\n    Master-Key: ${secret(fill(dice, '{H96}'))}`,
  ),
  terminal('psk', (dice) => marked`    Resumption PSK: ${secret(fill(dice, '{H64}'))}`),
  terminal('key-log', (dice) => marked`CLIENT_RANDOM ${fill(dice, '{h64}')} ${secret(fill(dice, '{h96}'))}`),
  terminal(
    'key-log-13',
    (dice) => marked`CLIENT_HANDSHAKE_TRAFFIC_SECRET ${fill(dice, '{h64}')} ${secret(fill(dice, '{h64}'))}`,
  ),
  terminal('netrc', (dice) => marked`machine www.example.com login ci password ${secret(shellSafe(dice))}`),
  terminal('sql', (dice) => marked`CREATE USER app IDENTIFIED BY '${secret(password(dice))}';`),
  terminal(
    'webhook',
    (dice) => marked`$ curl -d x https://hooks.slack.com/services/${secret(fill(dice, 'T{A8}/B{A8}/{w24}'))}`,
  ),
  terminal(
    'git-remote',
    (dice) => marked`origin  https://oauth2:${secret(fill(dice, '{w26}'))}@git.example.com/a/b.git (fetch)`,
  ),
  terminal('key-rsa', (dice) => key(dice, 'RSA PRIVATE KEY')),
  terminal('key-ec', (dice) => key(dice, 'EC PRIVATE KEY')),
  terminal('key-pkcs8', (dice) => key(dice, 'PRIVATE KEY')),
  terminal('key-openssh', (dice) => key(dice, 'OPENSSH PRIVATE KEY')),
  terminal('key-encrypted', (dice) => key(dice, 'ENCRYPTED PRIVATE KEY')),
  terminal(
    'key-escaped',
    (dice) =>
      marked`TLS_KEY="-----BEGIN PRIVATE KEY-----\\n${secret(fill(dice, '{B64}'))}\\n${secret(fill(dice, '{B20}=='))}\\n-----END PRIVATE KEY-----\\n"`,
  ),
  terminal(
    'key-base64',
    (dice) =>
      marked`TLS_KEY=${secret(base64(`-----BEGIN PRIVATE KEY-----\n${fill(dice, '{B64}')}\n-----END PRIVATE KEY-----\n`))}`,
  ),
  terminal(
    'key-cut',
    (dice) => marked`-----BEGIN RSA PRIVATE KEY-----\n${secret(fill(dice, '{B64}'))}\n${secret(fill(dice, '{B64}'))}`,
  ),
  terminal('ini', (dice) => marked`[client]\n${secretName(dice)} = ${secret(shellSafe(dice))}\nport = 3306`),
];

const prose = (id: string, draw: (dice: Dice) => Marked): Kind => ({ id: `hard/${id}`, place: 'prose', draw });
const hexOf = (text: string): string => Buffer.from(text).toString('hex');

export const hardSecrets: readonly Kind[] = [
  prose('password-is', (dice) => marked`The password is ${hard(password(dice))}, please do not share it.`),
  prose('password-for', (dice) => marked`password for the admin page: ${hard(fill(dice, '{w12}'))}`),
  prose('login-slash', (dice) => marked`you can log in with admin / ${hard(password(dice))} and look yourself`),
  prose('kennwort', (dice) => marked`Das Kennwort lautet ${hard(password(dice))} (nicht weitergeben)`),
  prose('we-use', (dice) => marked`we use ${hard(fill(dice, '{w24}'))} as the key there`),
  prose('path-token', (dice) => marked`open https://www.example.com/reset/${hard(fill(dice, '{w32}'))} and try`),
  prose('path-hook', (dice) => marked`it posts to https://www.example.com/hooks/${hard(fill(dice, '{h32}'))}`),
  prose('path-unknown', (dice) => marked`see https://www.example.com/x/${hard(fill(dice, '{w40}'))}`),
  prose('hex-copy', (dice) => {
    const value = fill(dice, '{w16}');
    return marked`password=${secret(value)} and in the dump ${hard(hexOf(value))}`;
  }),
  prose('base64-copy', (dice) => {
    const value = fill(dice, '{w18}');
    return marked`token: ${secret(value)} (as sent: ${hard(base64(`u:${value}`))})`;
  }),
  prose(
    'quoted',
    (dice) => marked`I set the passphrase to "${hard(`${word(dice)} ${word(dice)} ${word(dice)}`)}" yesterday`,
  ),
];
