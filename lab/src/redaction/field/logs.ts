import { base64, fill, hostName, madeUp, privateAddress, publicAddress, userName, word } from '../draw.js';
import { identity, type Kind, keep, marked, secret } from '../labelled.js';

const uuidForm = '{h8}-{h4}-4{h3}-a{h3}-{h12}';

/** Credentials that logs hold. */
export const logSecrets: readonly Kind[] = [
  {
    id: 'field/access-json-authorization',
    place: 'access-log',
    draw: (dice) =>
      marked`{"time":"${keep('2026-02-11T08:14:55+01:00')}","status":502,"request":"GET /v2/orders HTTP/1.1","http_authorization":"Bearer ${secret(fill(dice, '{b42}'))}","upstream_status":"${keep('502')}","request_id":"${keep(fill(dice, '{h32}'))}"}`,
  },
  {
    id: 'field/access-logfmt-query-token',
    place: 'access-log',
    draw: (dice) =>
      marked`ts=${keep('2026-02-11T08:14:55.201Z')} level=warn method=GET path="/export?access_token=${secret(fill(dice, '{w40}'))}&format=csv" status=502 duration=${keep(`${dice.below(900)}ms`)}`,
  },
  {
    id: 'field/access-cloudfront-query',
    place: 'access-log',
    draw: (dice) =>
      marked`2026-02-11	08:14:55	FRA56-P4	1043	192.0.2.15	GET	d111111abcdef8.cloudfront.net	/private/report.pdf	502	-	Mozilla/5.0	Expires=1770800000&Signature=${secret(fill(dice, '{b80}__'))}&Key-Pair-Id=${fill(dice, 'K{A13}')}	-	Error	${keep(fill(dice, '{b54}=='))}`,
  },
  {
    id: 'field/access-alb-sas-signature',
    place: 'access-log',
    draw: (dice) =>
      marked`https ${keep('2026-02-11T08:14:55.123456Z')} app/edge/${keep(fill(dice, '{h16}'))} 192.0.2.4:40212 - -1 -1 -1 502 - 312 272 "GET https://files.example.com:443/c/a.bin?sv=2023-11-03&sp=r&sig=${secret(fill(dice, '{w43}%3D'))} HTTP/1.1" "-" ${keep('ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2')}`,
  },
  {
    id: 'field/access-apache-reset-token',
    place: 'access-log',
    draw: (dice) =>
      marked`198.51.100.7 - - [11/Feb/2026:08:14:55 +0100] "GET /konto/neu?reset_token=${secret(fill(dice, '{h64}'))} HTTP/2.0" ${keep('502')} 552 "-" "${keep('Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0')}"`,
  },
  {
    id: 'field/error-upstream-key-in-url',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [error] ${keep(`${100 + dice.below(900)}#0: *${1 + dice.below(99999)}`)} SSL_do_handshake() failed (SSL: ${keep('error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40')}) while SSL handshaking to upstream, client: 192.0.2.9, server: _, request: "GET /geo?api_key=${secret(fill(dice, '{w32}'))} HTTP/1.1", upstream: "https://198.51.100.20:443/geo?api_key=${secret(fill(dice, '{w32}'))}"`,
  },
  {
    id: 'field/error-php-pdo-trace',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [error] 31#31: *77 FastCGI sent in stderr: "PHP message: PHP Fatal error:  Uncaught PDOException: ${keep('SQLSTATE[HY000] [2002] Connection refused')} in /srv/app/Db.php:${keep(String(10 + dice.below(90)))}; dsn mysql://laden:${secret(fill(dice, '{w16}'))}@db/laden" while reading response header from upstream`,
  },
  {
    id: 'field/terminal-java-trace-url',
    place: 'terminal',
    draw: (dice) =>
      marked`${keep('org.postgresql.util.PSQLException')}: The connection attempt failed. url=jdbc:postgresql://pg:5432/erp?user=erp&password=${secret(fill(dice, '{w21}'))}
	at ${keep('org.postgresql.core.v3.ConnectionFactoryImpl.openConnectionImpl(ConnectionFactoryImpl.java:352)')}
	at ${keep('com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:359)')}`,
  },
  {
    id: 'field/terminal-node-axios-config',
    place: 'terminal',
    draw: (dice) =>
      marked`AxiosError: ${keep('Request failed with status code 502')}
    at settle (${keep('/srv/app/node_modules/axios/lib/core/settle.js:19:12')}) {
  code: '${keep('ERR_BAD_RESPONSE')}',
  config: { headers: { 'X-Api-Key': '${secret(fill(dice, '{w36}'))}', 'User-Agent': '${keep('axios/1.7.7')}' } }
}`,
  },
  {
    id: 'field/terminal-python-requests-trace',
    place: 'terminal',
    draw: (dice) =>
      marked`Traceback (most recent call last):
  File "${keep('/usr/lib/python3/dist-packages/requests/adapters.py')}", line ${keep('517')}, in send
    raise SSLError(e, request=request)
requests.exceptions.SSLError: HTTPSConnectionPool(host='localhost', port=8443): Max retries exceeded with url: /jobs?token=${secret(fill(dice, '{b43}'))} (Caused by SSLError(${keep("SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]")}))`,
  },
  {
    id: 'field/htpasswd-apr1',
    place: 'htpasswd',
    draw: (dice) => marked`grafik:${secret(fill(dice, '§apr1§{w8}§{w22}'))}
lesen:${secret(fill(dice, '§2y§12§{w53}'))}`,
  },
  {
    id: 'field/access-cookie-field',
    place: 'access-log',
    draw: (dice) =>
      marked`{"ts":1770794095.201,"uri":"/warenkorb","cookie":"PHPSESSID=${secret(fill(dice, '{a26}'))}; theme=dark","upstream_addr":"127.0.0.1:8443","ssl_cipher":"${keep('TLS_AES_256_GCM_SHA384')}"}`,
  },
];

/** Logs in which nothing has to go but, perhaps, addresses. */
export const logLookAlikes: readonly Kind[] = [
  {
    id: 'field/access-trace-ids',
    place: 'access-log',
    draw: (dice) =>
      marked`{"trace_id":"${keep(fill(dice, '{h32}'))}","span_id":"${keep(fill(dice, '{h16}'))}","traceparent":"${keep(fill(dice, '00-{h32}-{h16}-01'))}","status":502,"upstream_response_time":"${keep(`0.${fill(dice, '{d3}')}`)}"}`,
  },
  {
    id: 'field/access-logfmt-request-id',
    place: 'access-log',
    draw: (dice) =>
      marked`level=error msg="upstream prematurely closed connection" request_id=${keep(fill(dice, uuidForm))} route=${keep(`/${word(dice)}/tokens`)} auth=${keep('ok')} code=${keep('502')}`,
  },
  {
    id: 'field/access-cloudflare-ray',
    place: 'access-log',
    draw: (dice) =>
      marked`{"RayID":"${keep(fill(dice, '{h16}'))}","EdgeResponseStatus":${keep('502')},"OriginResponseStatus":0,"ClientSSLProtocol":"${keep('TLSv1.3')}","CacheCacheStatus":"${keep('dynamic')}"}`,
  },
  {
    id: 'field/access-alb-trace-root',
    place: 'access-log',
    draw: (dice) =>
      marked`https 2026-02-11T08:14:55.1Z app/edge/${keep(fill(dice, '{h16}'))} "GET https://example.com:443/ HTTP/1.1" "curl/8.5.0" ${keep('ECDHE-RSA-AES128-GCM-SHA256')} TLSv1.2 "${keep(fill(dice, 'Root=1-{h8}-{h24}'))}" ${keep('502')}`,
  },
  {
    id: 'field/error-openssl-codes',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [error] ${keep(`${100 + dice.below(900)}#${100 + dice.below(900)}`)}: ${keep(`*${dice.below(99999)}`)} upstream SSL certificate verify error: ${keep(dice.pick(['(20:unable to get local issuer certificate)', '(10:certificate has expired)', '(18:self-signed certificate)']))} while SSL handshaking to upstream`,
  },
  {
    id: 'field/error-missing-files',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [emerg] 1#1: cannot load certificate key "${keep(`/etc/nginx/tls/${madeUp(dice)}.key`)}": ${keep('BIO_new_file() failed')} (SSL: ${keep('error:80000002:system library::No such file or directory')})`,
  },
  {
    id: 'field/error-header-too-big',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [error] 29#29: *${keep(String(dice.below(99999)))} upstream sent too big header while reading response header from upstream, request: "GET ${keep(`/${word(dice)}/token/refresh`)} HTTP/2.0", upstream: "${keep('https://127.0.0.1:8443/token/refresh')}"`,
  },
  {
    id: 'field/error-password-user-words',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [error] 29#29: *${dice.below(99999)} ${keep('no user/password was provided for basic authentication')}, server: localhost, request: "${keep('GET /status HTTP/1.1')}"`,
  },
  {
    id: 'field/error-lua-trace',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [error] 29#29: *${dice.below(99999)} lua entry thread aborted: runtime error: ${keep(`/etc/nginx/lua/${madeUp(dice)}_token.lua:${1 + dice.below(200)}`)}: ${keep("attempt to index local 'secret' (a nil value)")}`,
  },
  {
    id: 'field/terminal-java-trace',
    place: 'terminal',
    draw: (dice) =>
      marked`${keep('javax.net.ssl.SSLHandshakeException')}: PKIX path building failed
	at ${keep('java.base/sun.security.ssl.TransportContext.fatal(TransportContext.java:378)')}
	at ${keep(`com.nimbusds.oauth2.sdk.TokenRequest.toHTTPRequest(TokenRequest.java:${1 + dice.below(300)})`)}
	... ${keep(`${1 + dice.below(40)} more`)}`,
  },
  {
    id: 'field/terminal-node-tls-error',
    place: 'terminal',
    draw: (dice) =>
      marked`Error: ${keep('unable to verify the first certificate')}
    at TLSSocket.onConnectSecure (${keep(`node:_tls_wrap:${1000 + dice.below(800)}:34`)}) {
  code: '${keep('UNABLE_TO_VERIFY_LEAF_SIGNATURE')}'
}`,
  },
  {
    id: 'field/error-ocsp-and-serial',
    place: 'error-log',
    draw: (dice) =>
      marked`2026/02/11 08:14:55 [warn] 29#29: "ssl_stapling" ignored, issuer certificate not found for certificate "${keep(`/etc/nginx/tls/${madeUp(dice)}.pem`)}" serial ${keep(fill(dice, '{H32}'))}`,
  },
];

/** People and machines in logs. */
export const logIdentities: readonly Kind[] = [
  {
    id: 'field/access-remote-user',
    place: 'access-log',
    draw: (dice) =>
      marked`${identity(publicAddress(dice))} - ${identity(userName(dice))} [11/Feb/2026:08:14:55 +0100] "GET /intern/ HTTP/1.1" ${keep('502')} 157 "-" "${keep('curl/8.5.0')}"`,
  },
  {
    id: 'field/error-client-upstream',
    place: 'error-log',
    draw: (dice) => {
      const [label, domain, end] = hostName(dice);
      return marked`2026/02/11 08:14:55 [error] 29#29: *${dice.below(99999)} ${keep('connect() failed (111: Connection refused)')} while connecting to upstream, client: ${identity(publicAddress(dice))}, server: ${identity(`${label}.${domain}`)}.${end}, request: "GET / HTTP/1.1", upstream: "https://${identity(privateAddress(dice))}:8443/"`;
    },
  },
  {
    id: 'field/access-json-forwarded',
    place: 'access-log',
    draw: (dice) =>
      marked`{"remote_addr":"${identity(privateAddress(dice))}","x_forwarded_for":"${identity(publicAddress(dice))}, ${identity(privateAddress(dice))}","status":${keep('502')},"upstream_addr":"${identity(privateAddress(dice))}:443"}`,
  },
  {
    id: 'field/access-ipv6',
    place: 'access-log',
    draw: (dice) =>
      marked`${identity(fill(dice, '2a02:8{d2}a:c{h2}f:{h4}:a{h3}:b{h3}:c{h3}:d{h3}'))} - - [11/Feb/2026:08:14:55 +0000] "POST /api/v1/login HTTP/2.0" ${keep('502')} 0 "-" "-"`,
  },
  {
    id: 'field/access-syslog-host',
    place: 'access-log',
    draw: (dice) => {
      const [label, domain, end] = hostName(dice);
      return marked`<190>Feb 11 08:14:55 ${identity(`${label}.${domain}`)}.${end} nginx: ${identity(publicAddress(dice))} "HEAD /health HTTP/1.1" ${keep('502')} rt=${keep('0.004')}`;
    },
  },
  {
    id: 'field/access-email-in-query',
    place: 'access-log',
    draw: (dice) =>
      marked`{"method":"GET","args":"email=${identity(`${madeUp(dice)}.${madeUp(dice)}@${madeUp(dice)}.fr`)}&page=2","status":502,"request_id":"${keep(fill(dice, '{h32}'))}"}`,
  },
];

/** A basic credential as a client sends it. */
export const basic = (user: string, pass: string): string => base64(`${user}:${pass}`);
