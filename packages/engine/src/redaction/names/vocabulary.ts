import { words } from './words.js';

/**
 * Words in names, without accents. None of these lists decides alone: an unknown name in a place that carries credentials hides its value
 * all the same; they make places sensitive that are not so by themselves, and spare what is known to be harmless.
 */

/** Inside a word, wherever it stands: `dbpassword`, `authtoken`. */
export const secretStems: readonly string[] = words(`
  password passwd authtok passphrase passcode codeword codewort kodewort safeword watchword losungswort passord tresor countersign passwort kennwort wachtwoord motdepasse contrasena secret token apikey accesskey authkey privatekey
  secretkey signingkey credential authorization authorisation signature bearer geheim schlussel schluessel losung losenord adgangskode salasana
  segredo segreto secreto hmac sharedkey sessionid sessid shibsession encryptionkey masterkey appkey hemlig hemmelig zugangscode zugangsdaten zugangsschl loesenord losenord matkhau palabra-clave пароль секрет токен ключ 密码 密碼 密钥
  密鑰 口令 令牌 暗号 合言葉 通行码 パスワード 秘密 トークン 비밀번호 토큰 كلمة סיסמה κωδικος
`);

/** Words that only begin as a stem of a secret does. */
export const unlikeStems = /tokeni[sz](?:er|ers|ed|ation)|secretar(?:y|ies|iat)|(?:password|token|secret)less/g;

/** As a whole word. */
export const secretWords: ReadonlySet<string> = new Set(
  words(`
  pass pwd psw pswd passw pw psk tok jwt otp totp pin cred creds sig mac salt pepper clave llave senha chave mdp parola haslo heslo jelszo
  sifre lozinka geslo parool slaptazodis cle chiave sleutel nyckel avain klucz anahtar jeton jwe jws samlresponse assertion sas dsn passe
  kodeord masterauth salz wort sesame parole phrase tk sk ak privkey mnemonic keytab kek dek bindpw binddnpw rootpw secr scrt skey apisecret apitoken auth0 pat ssn
  cvv puk khau unseal
`),
);

/** Secret in most places, though their values often are plain words, numbers or variables. */
export const suspectWords: ReadonlySet<string> = new Set(
  words(`
  appid auth session sess sid cookie key keys code ticket nonce state license licence badge grant access login hush private shared sign signed
  verify verification challenge proof guard gate stamp seal magic invite unlock handshake trust internal service api webhook hook authn
  authz csrf xsrf oauth sso saml ring knock proxyauth dsn connection conn checksum digest cipherkey seed
`),
);

/** Before `key`: a key of another sort. */
export const keyQualifiers: ReadonlySet<string> = new Set(
  words(`
  cache storage memcached srcache primary foreign sort partition public pub hash map lookup limit zone index row object registry event host routing route group
  topology label annotation purge surrogate publishable site certificate cert ssl subject authority arrow hot enter data field column
  power reboot suspend hibernate config any ref by server temp ecdh dh websocket vary item entry translation i18n l10n message unique secondary
`),
);

/** As the last word of a name: the name is about something, and its value is an attribute of that. */
export const attributes: ReadonlySet<string> = new Set(
  words(`
  seconds minutes hours days millis ms ttl timeout file files path paths dir directory name names url urls uri uris endpoint type size length len count version enabled
  disabled enable required header headers algorithm alg zone status expires expiry expiration expire expired age policy mode issuer
  audience realm scheme method methods prefix suffix format ref refs selector store provider class kind namespace field fields claim
  claims attempts retries interval rotation lifetime lifespan duration period rounds iterations cost budget min max bits encoding charset domain samesite secure httponly
  response request lookup location mount volume manager operator controller template usage usages ops index offset limit number date time
  at by on for of from to check valid validity bucket server host port proxy backend login info level log logs error errors exception failure warning message
  stdin description comment label labels annotation annotations identifier fingerprint thumbprint hashers hasher validators validator kid rev revision release exchange agreement exists present strategy
  database schema db environment locale timezone region language lang driver engine folder group groups encryption encrypted supported source target env var reuse cache tickets protocol protocols ciphers curve curves stapling depth flags flag id types kinds classes schemes
`),
);

/** Before `tokens`: so many of them. */
export const counts: ReadonlySet<string> = new Set(
  words('max min num n total prompt completion input output cached reasoning used remaining'),
);

/** Of the attributes, those that say what something is called, where it is or of which sort; their values are written for people. */
export const descriptions: ReadonlySet<string> = new Set(
  words(`
  name names prefix suffix host port database schema db index type version size length count level env environment mode locale timezone
  zone region language lang format driver engine folder rev revision release kid
`),
);

/** Names of people and accounts. */
export const userWords: ReadonlySet<string> = new Set(
  words(`
  user username usr login logname benutzername nutzername anmeldename nomutilisateur gebruikersnaam brukernavn anvandarnamn brugernavn principal operator owner author benutzer usuario utilisateur
`),
);

/** Whole names, words joined with hyphens, whose values hold nothing secret whatever they look like. */
export const harmlessNames: ReadonlySet<string> = new Set(
  words(`
  host x-real-ip x-forwarded-for x-forwarded-proto x-forwarded-host x-forwarded-port x-forwarded-server forwarded x-forwarded-prefix
  x-forwarded-uri x-forwarded-scheme x-forwarded-ssl x-original-uri x-original-url x-original-method x-scheme x-original-forwarded-for
  connection upgrade accept accept-encoding accept-language accept-charset accept-ranges content-type content-length content-encoding
  content-language content-disposition content-security-policy content-security-policy-report-only cache-control pragma expires
  last-modified etag e-tag e-tag if-none-match if-match if-modified-since if-unmodified-since range if-range referer referrer referrer-policy
  user-agent server date via vary te trailer transfer-encoding origin location allow age alt-svc strict-transport-security x-frame-options
  x-content-type-options x-xss-protection x-powered-by x-cache x-cache-status x-cache-key x-proxy-cache x-request-id x-correlation-id
  x-trace-id traceparent tracestate x-b3-traceid x-b3-spanid x-b3-parentspanid x-b3-sampled x-amzn-trace-id
  x-amz-target grpc-timeout grpc-encoding grpc-accept-encoding
  digest soapaction content-digest repr-digest x-amz-cf-id x-amz-cf-pop x-amz-id-2 x-amz-version-id x-amz-delete-marker x-goog-hash x-goog-generation
  x-goog-metageneration x-varnish x-trans-id x-github-delivery x-guploader-uploadid x-cloud-trace-context b3
  x-content-digest content-md5 x-amz-content-sha256 want-content-digest want-repr-digest x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset x-rate-limit-limit
  x-rate-limit-remaining x-rate-limit-reset x-vercel-id x-azure-ref x-msedge-ref cf-ray x-timer x-cache-hits x-accel-redirect x-accel-buffering x-accel-expires
  x-robots-tag permissions-policy feature-policy cross-origin-opener-policy early-data cross-origin-embedder-policy
  cross-origin-resource-policy access-control-allow-origin access-control-allow-methods access-control-allow-headers
  access-control-expose-headers access-control-max-age access-control-allow-credentials retry-after access-control-request-method
  access-control-request-headers dnt sec-fetch-mode sec-fetch-site sec-fetch-dest sec-gpc sec-websocket-version sec-websocket-protocol
  sec-websocket-key sec-websocket-accept sec-websocket-extensions x-requested-with x-http-method-override x-ua-compatible expect-ct
  public-key-pins public-key-pins-report-only x-server x-backend x-served-by x-upstream x-upstream-addr x-response-time x-runtime
  x-version www-authenticate proxy-connection keep-alive report-to nel link x-dns-prefetch-control x-download-options x-nginx-proxy x-env
  x-environment page q query search-phrase match-phrase key-phrase lang language locale sort order limit offset format v ver version utm-source utm-medium utm-campaign utm-term
  utm-content ref tab view filter size width height callback grant-type response-type response-mode scope redirect-uri
  code-challenge-method x-amz-algorithm x-amz-date x-amz-expires x-amz-signedheaders x-goog-algorithm x-goog-date x-goog-expires
  x-goog-signedheaders token-type auth-type key-type keys-zone key-exchange kex cipher ciphers proxy-pass fastcgi-pass uwsgi-pass
  scgi-pass grpc-pass memcached-pass proxy-cache-bypass image-pull-secrets image-pull-secret secret-name secret-key-ref
  config-map-key-ref api-version status-code response-code error-code exit-code http-code code-challenge session-cache session-tickets
  session-timeout api-server api-group api-groups service service-account service-account-name service-name service-port
  connection-upgrade auth-basic subject-key-identifier authority-key-identifier key-usage extended-key-usage server-public-key public-key
  signature-algorithm peer-signing-digest peer-signature-type server-temp-key x509v3-key-usage hash-type its-key certificate-authority-data
  client-certificate-data ca-data checksum-config mac-os mac-address version-id host-id
`),
);
