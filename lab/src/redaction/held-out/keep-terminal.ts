import type { Dice } from '../../differential/random.js';
import { type Kind, keep, marked } from '../labelled.js';
import { below, bytes, certificateBody, documentation, f, join, kind, reference, uuid } from './values.js';

const colons = (dice: Dice, count: number): string =>
  Array.from(bytes(dice, count), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');

/** Look-alikes in terminals and prose. */
export const keepTerminal: readonly Kind[] = [
  kind('keep/terminal-checksum', 'terminal', (d) =>
    d.chance(50)
      ? marked`$ sha256sum nginx-1.27.1.tar.gz\n${keep(f(d, '{h64}'))}  nginx-1.27.1.tar.gz`
      : marked`$ md5sum -c SUMS\n${keep(f(d, '{h32}'))}  site.tgz: OK`,
  ),
  kind(
    'keep/terminal-certificate-fingerprint',
    'terminal',
    (d) =>
      marked`$ openssl x509 -in site.crt -noout -fingerprint -sha256 -serial\nsha256 Fingerprint=${keep(colons(d, 32))}\nserial=${keep(f(d, '0{H1}{H34}'))}`,
  ),
  kind(
    'keep/terminal-ssh-fingerprint',
    'terminal',
    (d) =>
      marked`$ ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\n256 ${keep(f(d, 'SHA256:{B43}'))} no comment (ED25519)`,
  ),
  kind(
    'keep/terminal-public-ssh-key',
    'terminal',
    (d) => marked`$ cat deploy.pub\n${keep(f(d, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{B43}'))} deploy`,
  ),
  kind(
    'keep/terminal-response-headers',
    'terminal',
    (d) =>
      marked`$ curl -I https://example.com/
HTTP/2 200
server: ${keep('nginx/1.27.1')}
etag: ${keep(f(d, '"{h8}-{h4}"'))}
x-request-id: ${keep(d.chance(50) ? uuid(d) : f(d, '{h32}'))}
strict-transport-security: ${keep('max-age=31536000')}
www-authenticate: ${keep('Bearer realm="api", error="invalid_token"')}`,
  ),
  kind(
    'keep/terminal-handshake',
    'terminal',
    (d) =>
      marked`* SSL connection using ${keep(d.pick(['TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS', 'TLSv1.2 / ECDHE-RSA-AES128-GCM-SHA256']))}
* Server certificate:
*  subject: ${keep('CN=example.com')}
*  issuer: ${keep("C=US; O=Let's Encrypt; CN=R11")}
*  SSL certificate verify ok.
* using HTTP/2, stream ${below(d, 1, 9)}`,
  ),
  kind(
    'keep/terminal-git-log',
    'terminal',
    (d) =>
      marked`$ git log --oneline -2\n${keep(f(d, '{h8}'))} Rotate the API token\n${keep(f(d, '{h8}'))} Passwort-Richtlinie ergänzt`,
  ),
  kind('keep/terminal-git-commit', 'terminal', (d) => marked`$ git rev-parse HEAD\n${keep(f(d, '{h40}'))}`),
  kind(
    'keep/terminal-image-pull',
    'terminal',
    (d) =>
      marked`$ docker pull nginx:1.27
1.27: Pulling from library/nginx
${keep(f(d, '{h12}'))}: Pull complete
Digest: ${keep(f(d, 'sha256:{h64}'))}
Status: Downloaded newer image for nginx:1.27`,
  ),
  kind(
    'keep/terminal-secret-list',
    'terminal',
    (d) =>
      marked`$ kubectl get secrets
NAME                TYPE                                  DATA   AGE
${keep(d.pick(['default-token', 'shop-db-pass', 'api-tokens']))}        ${keep('kubernetes.io/service-account-token')}   3      ${below(d, 2, 400)}d`,
  ),
  kind(
    'keep/terminal-secret-described',
    'terminal',
    (d) =>
      marked`$ kubectl describe secret shop-db
Name:         shop-db
Type:         ${keep('Opaque')}

Data
====
password:  ${keep(`${below(d, 8, 40)} bytes`)}
token:     ${keep(`${below(d, 100, 900)} bytes`)}`,
  ),
  kind(
    'keep/terminal-pod-names',
    'terminal',
    (d) =>
      marked`$ kubectl get pods
NAME                                        READY   STATUS             RESTARTS   AGE
${keep(f(d, 'token-service-7d{h3}8f6b4-x{l4}'))}            0/1     ${keep(d.pick(['CrashLoopBackOff', 'ImagePullBackOff', 'CreateContainerConfigError']))}   4          6m`,
  ),
  kind(
    'keep/terminal-certificate-block',
    'terminal',
    (d) =>
      marked`---
Server certificate
-----BEGIN CERTIFICATE-----
${join(
  certificateBody(d).map((line) => marked`${keep(line)}`),
  '\n',
)}
-----END CERTIFICATE-----
subject=CN = example.com`,
  ),
  kind(
    'keep/terminal-public-key-block',
    'terminal',
    (d) =>
      marked`$ openssl x509 -in site.crt -noout -pubkey
-----BEGIN PUBLIC KEY-----
${keep(f(d, 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE{B28}'))}
${keep(f(d, '{B58}=='))}
-----END PUBLIC KEY-----`,
  ),
  kind(
    'keep/terminal-s-client-facts',
    'terminal',
    (d) =>
      marked`Peer signing digest: ${keep('SHA256')}
Peer signature type: ${keep(d.pick(['RSA-PSS', 'ECDSA']))}
Server Temp Key: ${keep(d.pick(['X25519, 253 bits', 'ECDH, prime256v1, 256 bits']))}
New, ${keep(d.pick(['TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384', 'TLSv1.2, Cipher is ECDHE-RSA-AES128-GCM-SHA256']))}
Server public key is ${keep('2048 bit')}`,
  ),
  kind('keep/terminal-modulus-compared', 'terminal', (d) => {
    const hash = f(d, '{h32}');
    return marked`$ openssl x509 -noout -modulus -in site.crt | openssl md5\nMD5(stdin)= ${keep(hash)}\n$ openssl rsa -noout -modulus -in site.key | openssl md5\nMD5(stdin)= ${keep(hash)}`;
  }),
  kind(
    'keep/terminal-pin-computed',
    'terminal',
    (d) =>
      marked`$ openssl x509 -pubkey -noout -in site.crt | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64\n${keep(bytes(d, 32).toString('base64'))}`,
  ),
  kind(
    'keep/terminal-variables',
    'terminal',
    (d) =>
      marked`$ curl -s -H "Authorization: Bearer ${keep(d.pick(['$TOKEN', reference('API_TOKEN'), '$(cat /run/secrets/token)']))}" -u "${keep(d.pick(['$USER:$PASS', `${reference('CI_USER')}:${reference('CI_PASS')}`]))}" https://example.com/`,
  ),
  kind(
    'keep/terminal-from-file',
    'terminal',
    (d) =>
      marked`$ kubectl create secret generic tls --from-file=${keep(d.pick(['tls.key=./site.key', 'password=/tmp/pw.txt', 'token=./token.jwt']))} --dry-run=client`,
  ),
  kind(
    'keep/terminal-versions',
    'terminal',
    (d) =>
      marked`$ nginx -V\nnginx version: ${keep(`nginx/1.${below(d, 20, 29)}.${below(d, 0, 4)}`)}\nbuilt with ${keep(d.pick(['OpenSSL 3.0.13 30 Jan 2024', 'OpenSSL 1.1.1w  11 Sep 2023']))}\nconfigure arguments: ${keep('--with-http_secure_link_module --with-http_auth_request_module')}`,
  ),
  kind(
    'keep/terminal-masked-values',
    'terminal',
    (d) =>
      marked`$ vault kv get secret/shop\n====== Metadata ======\nKey              Value\n---              -----\ncreated_time     ${keep(`2025-03-14T10:11:12.${f(d, '{d9}')}Z`)}\nversion          ${keep(String(below(d, 10, 99)))}`,
  ),
  kind('keep/terminal-documentation-address', 'terminal', (d) => {
    const address = documentation(d);
    return marked`$ dig +short www.example.com\n${keep(address)}\n$ ping -c1 ${keep(address)}`;
  }),
  kind(
    'keep/terminal-gpg-fingerprint',
    'terminal',
    (d) =>
      marked`$ gpg --fingerprint signing\npub   rsa4096 2011-08-19 [SC]\n      ${keep(f(d, '{H4} {H4} {H4} {H4} {H4}  {H4} {H4} {H4} {H4} {H4}'))}`,
  ),

  kind(
    'keep/prose-commit',
    'prose',
    (d) =>
      marked`${d.pick(['It broke with commit', 'Seit Commit', 'Desde el commit'])} ${keep(f(d, d.pick(['{h40}', '{h10}', '{h8}'])))} the health check fails.`,
  ),
  kind(
    'keep/prose-request-id',
    'prose',
    (d) =>
      marked`Please look for request id ${keep(d.chance(50) ? uuid(d) : f(d, '{h32}'))} in your logs, the answer was 504.`,
  ),
  kind(
    'keep/prose-words-only',
    'prose',
    (d) =>
      marked`${keep(d.pick(['The password was rotated yesterday and the token expires in 15 minutes.', 'Das Passwort steht im Tresor, der Token läuft nach einer Stunde ab.', 'La contraseña caducó y el token ya no es válido.', 'Le mot de passe a été changé, le jeton expire ce soir.']))}`,
  ),
  kind(
    'keep/prose-digest',
    'prose',
    (d) => marked`We run nginx@${keep(f(d, 'sha256:{h64}'))} in production, nothing else changed.`,
  ),
  kind(
    'keep/prose-fingerprint',
    'prose',
    (d) => marked`The certificate has the SHA-1 fingerprint ${keep(colons(d, 20))}, is that the new one?`,
  ),
  kind(
    'keep/prose-directive',
    'prose',
    (d) =>
      marked`I set \`${keep(d.pick(['ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:!aNULL', 'proxy_set_header Authorization $http_authorization', 'secure_link_md5 "$uri $secret"', 'auth_basic_user_file /etc/nginx/.htpasswd']))};\` and reloaded, still 401.`,
  ),
  kind(
    'keep/prose-error-code',
    'prose',
    (d) =>
      marked`The browser says ${keep(d.pick(['ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'SEC_ERROR_UNKNOWN_ISSUER', 'NET::ERR_CERT_AUTHORITY_INVALID']))}, curl says "${keep(d.pick(['SSL routines::wrong version number', 'unable to get local issuer certificate']))}", see ${keep(`CVE-2024-${below(d, 10000, 50000)}`)}.`,
  ),
  kind(
    'keep/prose-publishable-key',
    'prose',
    (d) =>
      marked`The checkout page loads with the publishable key ${keep(f(d, 'pk_live_51{w97}'))}, so that part is fine.`,
  ),
];
