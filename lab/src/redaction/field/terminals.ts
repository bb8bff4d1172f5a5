import {
  fill,
  hostName,
  madeUp,
  password,
  plainSecret,
  privateAddress,
  publicAddress,
  userName,
  word,
} from '../draw.js';
import { identity, type Kind, keep, marked, secret } from '../labelled.js';
import { basic } from './logs.js';

/** Credentials in what people type, what programs print and what tickets say. */
export const terminalSecrets: readonly Kind[] = [
  {
    id: 'field/terminal-curl-verbose-basic',
    place: 'terminal',
    draw: (dice) =>
      marked`$ curl -vk https://localhost:8443/status
* SSL connection using ${keep('TLSv1.3 / TLS_AES_256_GCM_SHA384')}
> GET /status HTTP/1.1
> Authorization: Basic ${secret(basic('probe', password(dice)))}
> User-Agent: ${keep('curl/8.5.0')}
< HTTP/1.1 ${keep('502 Bad Gateway')}
< Set-Cookie: sid=${secret(fill(dice, '{w40}'))}; Path=/; HttpOnly`,
  },
  {
    id: 'field/terminal-curl-user-option',
    place: 'terminal',
    draw: (dice) =>
      marked`$ curl -sS -u 'monitor:${secret(fill(dice, '{w18}'))}' --cacert ${keep('/etc/ssl/ca.pem')} https://localhost:9443/
curl: (60) ${keep('SSL certificate problem: unable to get local issuer certificate')}`,
  },
  {
    id: 'field/terminal-wget-password',
    place: 'terminal',
    draw: (dice) =>
      marked`$ wget --http-user=sync --http-password='${secret(fill(dice, '{w20}'))}' https://localhost/feed.xml
HTTP request sent, awaiting response... ${keep('502 Bad Gateway')}`,
  },
  {
    id: 'field/terminal-httpie-header',
    place: 'terminal',
    draw: (dice) =>
      marked`$ http --verify=no GET https://localhost:8443/api X-Api-Token:${secret(plainSecret(dice))} Accept:application/json
HTTP/1.1 ${keep('502 Bad Gateway')}`,
  },
  {
    id: 'field/terminal-grpcurl-metadata',
    place: 'terminal',
    draw: (dice) =>
      marked`$ grpcurl -insecure -H 'authorization: Bearer ${secret(fill(dice, '{b44}'))}' localhost:50051 ${keep('grpc.health.v1.Health/Check')}
ERROR:
  Code: ${keep('Unavailable')}
  Message: ${keep('connection error: desc = "transport: authentication handshake failed: EOF"')}`,
  },
  {
    id: 'field/terminal-openssl-pass',
    place: 'terminal',
    draw: (dice) =>
      marked`$ openssl s_client -connect localhost:8443 -cert client.pem -key client.key -pass pass:${secret(fill(dice, '{w16}'))}
CONNECTED(${keep('00000003')})
Verify return code: ${keep('21 (unable to verify the first certificate)')}`,
  },
  {
    id: 'field/terminal-openssl-session',
    place: 'terminal',
    draw: (dice) =>
      marked`SSL-Session:
    Protocol  : ${keep('TLSv1.2')}
    Cipher    : ${keep('ECDHE-RSA-AES256-GCM-SHA384')}
    Master-Key: ${secret(fill(dice, '{H96}'))}
    Verify return code: ${keep('0 (ok)')}`,
  },
  {
    id: 'field/terminal-kubectl-create-secret',
    place: 'terminal',
    draw: (dice) =>
      marked`$ kubectl -n edge create secret generic upstream-auth --from-literal=password='${secret(fill(dice, '{w24}'))}'
secret/${keep('upstream-auth')} created`,
  },
  {
    id: 'field/terminal-kubectl-describe-env',
    place: 'terminal',
    draw: (dice) =>
      marked`    Image:          ${keep('ghcr.io/example/edge:2.4.1')}
    Image ID:       ${keep(fill(dice, 'ghcr.io/example/edge@sha256:{h64}'))}
    Environment:
      LOG_FORMAT:       ${keep('json')}
      BACKEND_PASSWORD: ${secret(fill(dice, '{w20}'))}
      BACKEND_TOKEN:    ${keep(`<set to the key 'token' in secret '${madeUp(dice)}-backend'>`)}  Optional: false`,
  },
  {
    id: 'field/terminal-psql-uri',
    place: 'terminal',
    draw: (dice) =>
      marked`$ psql 'postgres://report:${secret(fill(dice, '{w17}'))}@localhost:5432/report?sslmode=verify-full'
psql: error: ${keep('SSL error: certificate verify failed')}`,
  },
  {
    id: 'field/terminal-pgpassword',
    place: 'terminal',
    draw: (dice) =>
      marked`$ PGPASSWORD='${secret(password(dice))}' psql -h localhost -U report -c ${keep("'select version()'")}`,
  },
  {
    id: 'field/terminal-redis-cli',
    place: 'terminal',
    draw: (dice) =>
      marked`$ redis-cli --tls -h localhost -a ${secret(fill(dice, '{w26}'))} ping
Could not connect to Redis: ${keep('SSL_connect failed: certificate verify failed')}
$ redis-cli -h localhost --pass ${secret(fill(dice, '{w26}'))} info server
redis_version:${keep('7.2.5')}`,
  },
  {
    id: 'field/terminal-mongosh',
    place: 'terminal',
    draw: (dice) =>
      marked`$ mongosh --tls --host localhost -u app --password '${secret(fill(dice, '{w20}'))}' --authenticationDatabase ${keep('admin')}
${keep('MongoServerSelectionError')}: self-signed certificate`,
  },
  {
    id: 'field/terminal-mysql-short',
    place: 'terminal',
    draw: (dice) =>
      marked`$ mysql -h 127.0.0.1 -u shop -p${secret(fill(dice, '{w15}'))} shop -e ${keep("'show status'")}
${keep('ERROR 2026 (HY000)')}: SSL connection error`,
  },
  {
    id: 'field/terminal-aws-export',
    place: 'terminal',
    draw: (dice) =>
      marked`$ export AWS_SECRET_ACCESS_KEY=${secret(fill(dice, '{B40}'))}
$ aws elbv2 describe-target-health --region ${keep('eu-west-1')}
An error occurred (${keep('AccessDenied')}) when calling the DescribeTargetHealth operation`,
  },
  {
    id: 'field/terminal-az-login',
    place: 'terminal',
    draw: (dice) =>
      marked`$ az login --service-principal -u http://edge-probe -p '${secret(fill(dice, '{w3}8Q~{w34}'))}' --tenant example.onmicrosoft.com
${keep('AADSTS7000215')}: Invalid client secret provided.`,
  },
  {
    id: 'field/terminal-gcloud-token',
    place: 'terminal',
    draw: (dice) =>
      marked`$ gcloud auth print-access-token
${secret(fill(dice, 'ya29.a0{b120}'))}
$ gcloud compute backend-services get-health edge --global --format=${keep('json')}`,
  },
  {
    id: 'field/terminal-vault-login',
    place: 'terminal',
    draw: (dice) =>
      marked`$ vault login -method=approle
Key                  Value
---                  -----
token                ${secret(fill(dice, 'hvs.{w90}'))}
token_duration       ${keep('768h')}
token_policies       ${keep('["default" "edge"]')}`,
  },
  {
    id: 'field/terminal-vault-kv-get',
    place: 'terminal',
    draw: (dice) =>
      marked`$ vault kv get kv/edge/upstream
====== Data ======
Key         Value
---         -----
password    ${secret(fill(dice, '{w24}'))}`,
  },
  {
    id: 'field/terminal-docker-login',
    place: 'terminal',
    draw: (dice) =>
      marked`$ docker login registry.example.com -u ci --password ${secret(fill(dice, '{w28}'))}
Error response from daemon: Get "https://registry.example.com/v2/": ${keep('received unexpected HTTP status: 502 Bad Gateway')}`,
  },
  {
    id: 'field/terminal-git-remote',
    place: 'terminal',
    draw: (dice) =>
      marked`$ git remote -v
origin	https://oauth2:${secret(fill(dice, 'glpat-{b20}'))}@git.example.com/edge/conf.git (fetch)
$ git rev-parse HEAD
${keep(fill(dice, '{h40}'))}`,
  },
  {
    id: 'field/terminal-jenkins-crumb',
    place: 'terminal',
    draw: (dice) =>
      marked`+ curl --user ci-edge:${secret(fill(dice, '11{h32}'))} https://jenkins.example.com/job/edge/${keep(String(dice.below(900)))}/api/json
<title>502 Bad Gateway</title>`,
  },
  {
    id: 'field/terminal-haproxy-userlist',
    place: 'terminal',
    draw: (dice) =>
      marked`$ cat /etc/haproxy/haproxy.cfg
userlist stats
  user leitstand insecure-password ${secret(fill(dice, '{w18}'))}
backend web
  option httpchk
  server w1 127.0.0.1:8443 ssl verify required ca-file ${keep('/etc/haproxy/ca.pem')} check`,
  },
  {
    id: 'field/prose-english-header',
    place: 'prose',
    draw: (dice) =>
      marked`Since we moved to ${keep(`nginx/1.27.${dice.below(5)}`)} the gateway answers 502. To reproduce, send the header "Authorization: Bearer ${secret(fill(dice, '{w44}'))}" to port ${keep('8443')}.`,
  },
  {
    id: 'field/prose-german-credentials',
    place: 'prose',
    draw: (dice) =>
      marked`Hallo zusammen, der Zugang für den Test (Benutzer: gast, Passwort: ${secret(password(dice))}) liefert seit gestern nur noch ${keep('502 Bad Gateway')}. Ticket ${keep(`NET-${1000 + dice.below(9000)}`)} ist verknüpft.`,
  },
  {
    id: 'field/prose-french-url',
    place: 'prose',
    draw: (dice) =>
      marked`Bonjour, l'appel https://livraison:${secret(fill(dice, '{w16}'))}@partenaire.example.org/suivi échoue avec ${keep('SSL_ERROR_SYSCALL')} depuis la mise à jour vers ${keep('OpenSSL 3.0.13')}.`,
  },
  {
    id: 'field/prose-spanish-password',
    place: 'prose',
    draw: (dice) =>
      marked`Buenas, el proveedor cambió la clave del servicio.
Contraseña: ${secret(password(dice))}
Desde entonces vemos el error ${keep(dice.pick(['111: Connection refused', '104: Connection reset by peer', '110: Connection timed out']))}.`,
  },
  {
    id: 'field/prose-webhook',
    place: 'prose',
    draw: (dice) =>
      marked`Alerts go to https://hooks.slack.com/services/${fill(dice, 'T{A8}/B{A10}')}/${secret(fill(dice, '{w24}'))} but nothing arrives; the proxy logs ${keep('upstream timed out (110: Operation timed out)')}.`,
  },
];

/** Transcripts and tickets in which the look-alikes stay. */
export const terminalLookAlikes: readonly Kind[] = [
  {
    id: 'field/terminal-nginx-v',
    place: 'terminal',
    draw: (dice) =>
      marked`$ nginx -V
nginx version: ${keep(`nginx/1.26.${dice.below(4)}`)}
built with ${keep(`OpenSSL 3.0.${dice.below(16)} 3 Sep 2024`)}
configure arguments: ${keep('--with-http_secure_link_module --with-http_auth_request_module --add-dynamic-module=../njs/nginx')}`,
  },
  {
    id: 'field/terminal-openssl-fingerprint',
    place: 'terminal',
    draw: (dice) =>
      marked`$ openssl x509 -noout -fingerprint -sha256 -serial -in edge.pem
sha256 Fingerprint=${keep(Array.from({ length: 32 }, () => fill(dice, '{H2}')).join(':'))}
serial=${keep(fill(dice, '{H36}'))}`,
  },
  {
    id: 'field/terminal-openssl-version',
    place: 'terminal',
    draw: (dice) =>
      marked`$ openssl version -d
OPENSSLDIR: ${keep('"/usr/lib/ssl"')}
$ openssl ciphers -s ${keep('ECDHE+AESGCM')}
${keep('ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384')}
$ stat -c ${keep("'%a %n'")} ${keep(`/etc/nginx/tls/${madeUp(dice)}.key`)}`,
  },
  {
    id: 'field/terminal-public-key',
    place: 'terminal',
    draw: (dice) =>
      marked`$ openssl pkey -in edge.key -pubout
-----BEGIN PUBLIC KEY-----
${keep(fill(dice, 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE{B28}'))}
${keep(fill(dice, '{B58}=='))}
-----END PUBLIC KEY-----`,
  },
  {
    id: 'field/terminal-s-client-summary',
    place: 'terminal',
    draw: (dice) =>
      marked`New, TLSv1.3, Cipher is ${keep(dice.pick(['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']))}
Server public key is ${keep('2048 bit')}
Server Temp Key: ${keep('X25519, 253 bits')}
Peer signing digest: ${keep('SHA256')}
Verification error: ${keep(dice.pick(['unable to verify the first certificate', 'certificate has expired', 'self-signed certificate in certificate chain']))}`,
  },
  {
    id: 'field/terminal-kubectl-get-secrets',
    place: 'terminal',
    draw: (dice) =>
      marked`$ kubectl -n edge get secrets
NAME                TYPE                DATA   AGE
${keep(`${madeUp(dice)}-tls-key`)}   ${keep('kubernetes.io/tls')}   2      41d
${keep(`${madeUp(dice)}-db-password`)}   ${keep('Opaque')}   1      41d`,
  },
  {
    id: 'field/terminal-kubectl-describe-secret',
    place: 'terminal',
    draw: (dice) =>
      marked`Name:         ${keep(`${madeUp(dice)}-upstream-token`)}
Type:  ${keep('Opaque')}
Data
====
password:  ${keep(`${8 + dice.below(40)} bytes`)}
token:     ${keep(`${100 + dice.below(900)} bytes`)}`,
  },
  {
    id: 'field/terminal-kubectl-get-pods',
    place: 'terminal',
    draw: (dice) =>
      marked`NAME                                       READY   STATUS             RESTARTS
${keep(fill(dice, 'ingress-nginx-controller-{a10}-{a5}'))}   1/1     ${keep('Running')}            0
${keep(`token-${madeUp(dice)}-${fill(dice, '{a10}-{a5}')}`)}   0/1     ${keep('CrashLoopBackOff')}   ${dice.below(40)}`,
  },
  {
    id: 'field/terminal-docker-images',
    place: 'terminal',
    draw: (dice) =>
      marked`$ docker images --digests nginx
REPOSITORY   TAG      DIGEST   IMAGE ID
nginx        ${keep('stable')}   ${keep(fill(dice, 'sha256:{h64}'))}   ${keep(fill(dice, '{h12}'))}`,
  },
  {
    id: 'field/terminal-sha256sum',
    place: 'terminal',
    draw: (dice) =>
      marked`$ sha256sum /etc/nginx/tls/*
${keep(fill(dice, '{h64}'))}  ${keep(`/etc/nginx/tls/${madeUp(dice)}.pem`)}
${keep(fill(dice, '{h64}'))}  ${keep('/etc/nginx/tls/ca.pem')}`,
  },
  {
    id: 'field/terminal-curl-headers',
    place: 'terminal',
    draw: (dice) =>
      marked`< HTTP/2 ${keep('502')}
< etag: ${keep(fill(dice, '"{h8}-{h3}"'))}
< x-request-id: ${keep(fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}'))}
< cf-ray: ${keep(fill(dice, '{h16}-FRA'))}
< www-authenticate: ${keep('Bearer realm="edge", error="invalid_token"')}`,
  },
  {
    id: 'field/terminal-password-prompt',
    place: 'terminal',
    draw: (dice) =>
      marked`$ nginx -t
${keep('Enter PEM pass phrase:')}
nginx: [emerg] cannot load certificate key "${keep(`/etc/nginx/tls/${madeUp(dice)}.key`)}": ${keep('PEM_read_bio_PrivateKey() failed')}`,
  },
  {
    id: 'field/terminal-vault-status',
    place: 'terminal',
    draw: (dice) =>
      marked`Seal Type       ${keep('shamir')}
Sealed          ${keep('false')}
Total Shares    ${keep(String(3 + dice.below(5)))}
Version         ${keep(`1.17.${dice.below(9)}`)}
Cluster ID      ${keep(fill(dice, '{h8}-{h4}-4{h3}-a{h3}-{h12}'))}`,
  },
  {
    id: 'field/terminal-shell-references',
    place: 'terminal',
    draw: (dice) =>
      marked`$ curl -H ${keep(`"Authorization: Bearer $${madeUp(dice).toUpperCase()}_TOKEN"`)} https://localhost:8443/
$ psql "${keep(`postgres://app:$${madeUp(dice).toUpperCase()}_PW@localhost/app`)}"`,
  },
  {
    id: 'field/prose-versions',
    place: 'prose',
    draw: (dice) =>
      marked`We upgraded from ${keep(`nginx/1.24.${dice.below(3)}`)} to ${keep('nginx/1.26.2')} with ${keep('OpenSSL 3.2.1')}; since commit ${keep(fill(dice, '{h12}'))} the token endpoint answers ${keep('502 Bad Gateway')}.`,
  },
  {
    id: 'field/prose-german-password-talk',
    place: 'prose',
    draw: (dice) =>
      marked`Das Passwort steht in ${keep(`/etc/nginx/secrets/${madeUp(dice)}.pass`)} und wird über ${keep('proxy_ssl_password_file')} gelesen. Der Schlüssel ist mit ${keep('AES-256-CBC')} verschlüsselt, siehe ${keep(`OPS-${1000 + dice.below(9000)}`)}.`,
  },
  {
    id: 'field/prose-french-token-talk',
    place: 'prose',
    draw: (dice) =>
      marked`Le jeton est lu depuis ${keep('$http_x_api_token')} ; le secret s'appelle ${keep(`${madeUp(dice)}-jeton-api`)} et la requête porte l'identifiant ${keep(fill(dice, '{h32}'))}.`,
  },
  {
    id: 'field/prose-spanish-key-talk',
    place: 'prose',
    draw: (dice) =>
      marked`La clave pública tiene la huella ${keep(fill(dice, 'SHA256:{B43}'))}. El incidente ${keep(fill(dice, 'INC{d7}'))} muestra ${keep('SSL alert number 48')}.`,
  },
  {
    id: 'field/prose-english-ciphers',
    place: 'prose',
    draw: (dice) =>
      marked`The backend only offers ${keep(dice.pick(['AES128-SHA', 'DHE-RSA-AES256-SHA256', 'ECDHE-RSA-AES128-SHA']))}; Wireshark shows ${keep('Alert (Level: Fatal, Description: Handshake Failure)')} in frame ${keep(String(dice.below(999)))}, stream ${keep(`tcp.stream eq ${dice.below(40)}`)}.`,
  },
];

/** People and machines in transcripts and tickets. */
export const terminalIdentities: readonly Kind[] = [
  {
    id: 'field/terminal-curl-connect',
    place: 'terminal',
    draw: (dice) => {
      const [label, domain, end] = hostName(dice);
      const address = publicAddress(dice);
      return marked`*   Trying ${identity(address)}:443...
* Connected to ${identity(`${label}.${domain}`)}.${end} (${identity(address)}) port ${keep('443')}
* ${keep('ALPN: curl offers h2,http/1.1')}`;
    },
  },
  {
    id: 'field/terminal-s-client-subject',
    place: 'terminal',
    draw: (dice) => {
      const [label, domain, end] = hostName(dice);
      return marked`depth=0 CN = ${identity(`${label}.${domain}`)}.${end}
verify error:num=${keep('20:unable to get local issuer certificate')}`;
    },
  },
  {
    id: 'field/terminal-kubectl-wide',
    place: 'terminal',
    draw: (dice) =>
      marked`$ kubectl -n shop get pods -o wide
NAME      READY   STATUS    RESTARTS   AGE   IP
cart-0    1/1     ${keep('Running')}   0          3d    ${identity(privateAddress(dice))}
cart-1    1/1     ${keep('Running')}   1          3d    ${identity(privateAddress(dice))}`,
  },
  {
    id: 'field/terminal-ssh-prompt',
    place: 'terminal',
    draw: (dice) =>
      marked`$ ssh ${identity(userName(dice))}@${identity(privateAddress(dice))}
$ systemctl is-active nginx
${keep('active')}`,
  },
  {
    id: 'field/terminal-aws-arn',
    place: 'terminal',
    draw: (dice) =>
      marked`$ aws elbv2 describe-target-groups --query 'TargetGroups[].TargetGroupArn'
arn:aws:elasticloadbalancing:${keep('eu-west-1')}:${identity(fill(dice, '5{d11}'))}:targetgroup/edge/${fill(dice, '{h16}')}`,
  },
  {
    id: 'field/terminal-dig',
    place: 'terminal',
    draw: (dice) => {
      const [label, domain] = hostName(dice);
      return marked`$ dig +short ${identity(`${label}.${domain}`)}.com
${identity(publicAddress(dice))}
;; Query time: ${keep(`${dice.below(90)} msec`)}`;
    },
  },
  {
    id: 'field/prose-english-contact',
    place: 'prose',
    draw: (dice) =>
      marked`Please reply to ${identity(`${userName(dice)}@${madeUp(dice)}.com`)}; the upstream at ${identity(privateAddress(dice))} resets every TLS handshake after ${keep('60s')}.`,
  },
  {
    id: 'field/prose-german-host',
    place: 'prose',
    draw: (dice) => {
      const [label, domain] = hostName(dice);
      return marked`Der Server ${identity(`${label}.${domain}`)}.de (${identity(publicAddress(dice))}) antwortet mit ${keep('502')}, Ansprechpartner ist ${identity(`${madeUp(dice)}@${domain}.de`)}.`;
    },
  },
  {
    id: 'field/prose-french-address',
    place: 'prose',
    draw: (dice) =>
      marked`Le serveur ${identity(privateAddress(dice))} refuse ${keep('TLSv1.3')} ; contactez ${identity(`${word(dice)}.${madeUp(dice)}@${madeUp(dice)}.fr`)}.`,
  },
];
