import { base64 } from '../draw.js';
import { identity, type Kind, marked, secret } from '../labelled.js';
import { any, f, jwt, kind, mail, person, tame, token, uuid, wild } from './values.js';

/** Headers that a location sends on. */
export const nginxHeaders: readonly Kind[] = [
  kind('nginx/vault-token-header', 'nginx-location', (d) => {
    const value = secret(f(d, d.pick(['hvs.CAES{b90}', 's.{w24}', 'hvb.AAAAAQ{b120}'])));
    return d.chance(50)
      ? marked`proxy_set_header X-Vault-Token ${value};`
      : marked`proxy_set_header X-Vault-Namespace "admin/";\n      proxy_set_header X-Vault-Token "${value}";`;
  }),
  kind(
    'nginx/consul-token-header',
    'nginx-location',
    (d) => marked`proxy_set_header X-Consul-Token ${secret(uuid(d))};`,
  ),
  kind(
    'nginx/grafana-service-account',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Bearer ${secret(f(d, 'glsa_{w32}_{h8}'))}";`,
  ),
  kind(
    'nginx/gitlab-private-token',
    'nginx-location',
    (d) => marked`proxy_set_header ${d.pick(['PRIVATE-TOKEN', 'Private-Token'])} ${secret(f(d, 'glpat-{b20}'))};`,
  ),
  kind(
    'nginx/datadog-intake-keys',
    'nginx-location',
    (d) =>
      marked`proxy_pass https://http-intake.logs.datadoghq.eu/api/v2/logs;\n      proxy_set_header DD-API-KEY ${secret(f(d, '{h32}'))};\n      proxy_set_header DD-APPLICATION-KEY ${secret(f(d, '{h40}'))};`,
  ),
  kind(
    'nginx/new-relic-api-key',
    'nginx-location',
    (d) => marked`proxy_set_header Api-Key "${secret(f(d, d.pick(['NRAK-{A27}', '{h36}NRAL'])))}";`,
  ),
  kind(
    'nginx/elastic-api-key-scheme',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "ApiKey ${secret(base64(f(d, '{b20}:{b22}')))}";`,
  ),
  kind(
    'nginx/shopify-access-token',
    'nginx-location',
    (d) => marked`proxy_set_header X-Shopify-Access-Token ${secret(f(d, d.pick(['shpat_{h32}', 'shpca_{h32}'])))};`,
  ),
  kind(
    'nginx/cloudflare-global-key',
    'nginx-location',
    (d) =>
      marked`proxy_set_header X-Auth-Email "${identity(mail(d))}";\n      proxy_set_header X-Auth-Key "${secret(f(d, '{h37}'))}";`,
  ),
  kind('nginx/fastly-key', 'nginx-location', (d) => marked`proxy_set_header Fastly-Key ${secret(f(d, '{b32}'))};`),
  kind(
    'nginx/stripe-key-as-basic-user',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Basic ${secret(base64(f(d, 'sk_live_51{w97}:')))}";`,
  ),
  kind(
    'nginx/stripe-restricted-key',
    'nginx-location',
    (d) =>
      marked`proxy_pass https://api.stripe.com/;\n      proxy_set_header Authorization 'Bearer ${secret(f(d, 'rk_live_51{w97}'))}';`,
  ),
  kind(
    'nginx/square-bearer',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Bearer ${secret(f(d, 'EAAA{b60}'))}";`,
  ),
  kind(
    'nginx/adyen-x-api-key',
    'nginx-location',
    (d) => marked`proxy_set_header x-API-key '${secret(f(d, 'AQE{w96}-{B43}=-{b16}'))}';`,
  ),
  kind(
    'nginx/twilio-basic',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Basic ${secret(base64(f(d, 'AC{h32}:{h32}')))}";`,
  ),
  kind(
    'nginx/okta-ssws',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "SSWS ${secret(f(d, '00{b40}'))}";`,
  ),
  kind(
    'nginx/anthropic-key',
    'nginx-location',
    (d) =>
      marked`proxy_set_header anthropic-version "2023-06-01";\n      proxy_set_header x-api-key "${secret(f(d, 'sk-ant-api03-{b93}AA'))}";`,
  ),
  kind(
    'nginx/openai-project-key',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Bearer ${secret(f(d, 'sk-proj-{b74}T3BlbkFJ{b74}'))}";`,
  ),
  kind(
    'nginx/hugging-face-bearer',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Bearer ${secret(f(d, 'hf_{w34}'))}";`,
  ),
  kind(
    'nginx/databricks-bearer',
    'nginx-location',
    (d) => marked`proxy_set_header Authorization "Bearer ${secret(f(d, d.pick(['dapi{h32}', 'dapi{h32}-2'])))}";`,
  ),
  kind(
    'nginx/jfrog-art-api',
    'nginx-location',
    (d) => marked`proxy_set_header X-JFrog-Art-Api ${secret(f(d, 'AKCp8{w68}'))};`,
  ),
  kind('nginx/in-house-header-german', 'nginx-location', (d) => {
    const name = d.pick(['X-Kassen-Kennwort', 'X-Zugangsschluessel', 'X-Partner-Geheimnis', 'X-Lager-Passwort']);
    return marked`proxy_set_header ${name} "${secret(wild(d))}";`;
  }),
  kind('nginx/in-house-header-romance', 'nginx-location', (d) => {
    const name = d.pick([
      'X-Jeton-Interne',
      'X-Mot-De-Passe',
      'X-Clave-Pasarela',
      'X-Contrasena-Api',
      'X-Senha-Gateway',
      'X-Chave-Acesso',
    ]);
    return marked`proxy_set_header ${name} ${secret(any(d))};`;
  }),
  kind('nginx/backend-basic', 'nginx-location', (d) => {
    const pair = secret(base64(`${person(d)}:${wild(d)}`));
    return d.pick([
      marked`proxy_set_header Authorization "Basic ${pair}";`,
      marked`proxy_set_header Authorization 'Basic ${pair}';   # ERP, Altsystem`,
      marked`proxy_set_header Proxy-Authorization "Basic ${pair}";`,
    ]);
  }),
  kind(
    'nginx/session-cookie-sent-on',
    'nginx-location',
    (d) =>
      marked`proxy_set_header Cookie "${d.pick(['JSESSIONID', 'PHPSESSID', 'connect.sid', 'grafana_session'])}=${secret(f(d, d.pick(['{H32}', '{a26}', '{h32}'])))}";`,
  ),
  kind(
    'nginx/grpc-metadata',
    'nginx-location',
    (d) =>
      marked`grpc_set_header ${d.pick(['x-api-key', 'x-honeycomb-team', 'signoz-access-token', 'x-service-token'])} "${secret(f(d, d.pick(['{w22}', '{h32}', '{b43}'])))}";`,
  ),
  kind(
    'nginx/origin-verify',
    'nginx-location',
    (d) => marked`proxy_set_header X-Origin-Verify ${secret(f(d, d.pick(['{w32}', '{h64}', '{w20}'])))};`,
  ),
  kind(
    'nginx/telegram-webhook-secret',
    'nginx-location',
    (d) => marked`proxy_set_header X-Telegram-Bot-Api-Secret-Token "${secret(f(d, '{b40}'))}";`,
  ),
  kind(
    'nginx/static-jwt',
    'nginx-location',
    (d) =>
      marked`proxy_set_header ${d.pick(['Authorization "Bearer ', 'X-Id-Token "', 'X-Forwarded-Access-Token "'])}${secret(jwt(d))}";`,
  ),
  kind(
    'nginx/commented-out-header',
    'nginx-location',
    (d) =>
      marked`${d.pick(['# ', '#', '#   '])}proxy_set_header ${d.pick(['X-Api-Key', 'X-Internal-Token', 'X-Auth-Secret'])} "${secret(token(d))}";  ${d.pick(['# alt, bis Migration', '# TODO remove', '# ancien', '# viejo'])}`,
  ),
  kind(
    'nginx/response-cookie',
    'nginx-location',
    (d) =>
      marked`add_header Set-Cookie "${d.pick(['preview_auth', 'staging_token', 'maint_bypass_key'])}=${secret(any(d))}; Path=/; Secure; HttpOnly";`,
  ),
  kind(
    'nginx/sigv4-session-token',
    'nginx-location',
    (d) => marked`proxy_set_header X-Amz-Security-Token "${secret(f(d, 'IQoJb3JpZ2luX2VjE{B300}=='))}";`,
  ),
  kind('nginx/scheme-token', 'nginx-location', (d) =>
    d.chance(50)
      ? marked`proxy_set_header Authorization "${d.pick(['GenieKey', 'Splunk'])} ${secret(uuid(d))}";`
      : marked`proxy_set_header Authorization "${d.pick(['Token', 'token'])} ${secret(f(d, '{h40}'))}";`,
  ),
  kind(
    'nginx/server-wide-header',
    'nginx-server',
    (d) =>
      marked`proxy_set_header ${d.pick(['X-Gateway-Secret', 'X-Shared-Secret', 'X-Proxy-Password', 'Ocp-Apim-Subscription-Key', 'X-N8N-API-KEY', 'X-Gitlab-Token'])} ${secret(d.chance(30) ? tame(d) : token(d))};`,
  ),
];
