import { base64 } from '../draw.js';
import { identity, type Kind, marked, secret } from '../labelled.js';
import { any, crypt, f, isoTime, jwt, keyBody, kind, mail, person, tame, token, uuid, wild } from './values.js';

/** Credentials in JSON documents. */
export const documents: readonly Kind[] = [
  kind(
    'json/docker-config',
    'json',
    (d) => marked`{
  "auths": {
    "registry.example.com": {
      "auth": "${secret(base64(`${person(d)}:${tame(d)}`))}"
    },
    "ghcr.io": { "identitytoken": "${secret(f(d, 'ghp_{w36}'))}" }
  },
  "credsStore": ""
}`,
  ),
  kind(
    'json/gcp-service-account',
    'json',
    (d) => marked`{
  "type": "service_account",
  "project_id": "shop-prod",
  "private_key_id": "${f(d, '{h40}')}",
  "private_key": "-----BEGIN PRIVATE KEY-----\\n${secret(keyBody(d).join('\\n'))}\\n-----END PRIVATE KEY-----\\n",
  "token_uri": "https://oauth2.googleapis.com/token"
}`,
  ),
  kind(
    'json/oauth-token-response',
    'json',
    (d) => marked`{
  "access_token": "${secret(d.chance(60) ? jwt(d) : f(d, 'ya29.a0{b160}'))}",
  "refresh_token": "${secret(f(d, '1//0{b90}'))}",
  "expires_in": 3599,
  "token_type": "Bearer"
}`,
  ),
  kind(
    'json/terraform-state-output',
    'json',
    (d) => marked`{
  "version": 4,
  "terraform_version": "1.9.2",
  "serial": 41,
  "outputs": {
    "${d.pick(['db_password', 'admin_passwort', 'api_token'])}": { "value": "${secret(wild(d))}", "type": "string", "sensitive": true }
  },
  "resources": []
}`,
  ),
  kind(
    'json/terraform-variables',
    'json',
    (d) =>
      marked`{"region": "fra1", "${d.pick(['do_token', 'hcloud_token', 'cloudflare_api_token'])}": "${secret(f(d, '{w64}'))}", "node_count": 3}`,
  ),
  kind(
    'json/app-settings',
    'json',
    (d) => marked`{
  "ConnectionStrings": {
    "Main": "Server=127.0.0.1;Database=Lager;User Id=lager;Password=${secret(tame(d))};TrustServerCertificate=true"
  },
  "Jwt": { "Issuer": "https://id.example.com", "${d.pick(['SigningKey', 'Secret', 'Key'])}": "${secret(f(d, '{w48}'))}" }
}`,
  ),
  kind(
    'json/vault-kv-read',
    'json',
    (d) => marked`{
  "request_id": "${uuid(d)}",
  "lease_duration": 0,
  "data": {
    "data": { "username": "shop", "${d.pick(['password', 'kennwort', 'clave'])}": "${secret(any(d))}" },
    "metadata": { "version": 7 }
  }
}`,
  ),
  kind(
    'json/vault-auth',
    'json',
    (d) => marked`{
  "auth": {
    "client_token": "${secret(f(d, d.pick(['hvs.CAESI{b90}', 's.{w24}'])))}",
    "policies": ["default", "edge"],
    "renewable": true
  }
}`,
  ),
  kind(
    'json/kubectl-secret',
    'json',
    (d) => marked`{
  "apiVersion": "v1",
  "kind": "Secret",
  "metadata": { "name": "smtp", "namespace": "mail" },
  "data": { "${d.pick(['password', 'smtp-pass', 'senha'])}": "${secret(base64(wild(d)))}" }
}`,
  ),
  kind(
    'json/keycloak-client',
    'json',
    (d) => marked`{
  "clientId": "grafana",
  "enabled": true,
  "clientAuthenticatorType": "client-secret",
  "secret": "${secret(d.chance(50) ? f(d, '{w32}') : uuid(d))}",
  "redirectUris": ["https://grafana.example.com/*"]
}`,
  ),
  kind(
    'json/auth0-configuration',
    'json',
    (d) =>
      marked`{"AUTH0_DOMAIN": "shop.eu.auth0.com", "AUTH0_CLIENT_ID": "${f(d, '{w32}')}", "AUTH0_CLIENT_SECRET": "${secret(f(d, '{b64}'))}"}`,
  ),
  kind(
    'json/name-value-list',
    'json',
    (d) => marked`{
  "containerDefinitions": [
    {
      "name": "web",
      "image": "example/web:5.2.0",
      "environment": [
        { "name": "TZ", "value": "Europe/Madrid" },
        { "name": "${d.pick(['DB_PASSWORD', 'SMTP_PASSWORT', 'SESSION_SECRET', 'CLAVE_API'])}", "value": "${secret(wild(d))}" }
      ]
    }
  ]
}`,
  ),
  kind(
    'json/request-headers',
    'json',
    (d) => marked`{
  "method": "GET",
  "path": "/v1/me",
  "headers": {
    "accept": "application/json",
    "${d.pick(['x-api-key', 'private-token', 'x-jeton', 'x-auth-token'])}": "${secret(token(d))}",
    "cookie": "lang=es; ${d.pick(['session', 'connect.sid', 'sid'])}=${secret(f(d, '{w40}'))}"
  }
}`,
  ),
  kind(
    'json/header-list',
    'json',
    (d) =>
      marked`{"startedDateTime": "${isoTime(d)}", "headers": [{"name": "Accept", "value": "*/*"}, {"name": "Authorization", "value": "Bearer ${secret(d.chance(50) ? jwt(d) : token(d))}"}]}`,
  ),
  kind(
    'json/composer-auth',
    'json',
    (d) => marked`{
  "http-basic": { "repo.example.com": { "username": "ci", "password": "${secret(any(d))}" } },
  "github-oauth": { "github.com": "${secret(f(d, 'ghp_{w36}'))}" },
  "gitlab-token": { "git.example.com": "${secret(f(d, 'glpat-{b20}'))}" }
}`,
  ),
  kind(
    'json/user-export-hash',
    'json',
    (d) =>
      marked`{"id": ${d.below(9000)}, "email": "${identity(mail(d))}", "password_hash": "$2b$12$${secret(crypt(d, 53))}", "active": true}`,
  ),
  kind(
    'json/acme-store-key',
    'json',
    (d) =>
      marked`{"resolver": {"Account": {"Registration": {"body": {"status": "valid"}}, "PrivateKey": "${secret(keyBody(d).join(''))}", "KeyType": "2048"}}}`,
  ),
  kind(
    'json/foreign-names',
    'json',
    (d) =>
      marked`{"servidor": "127.0.0.1", "usuario": "app", "${d.pick(['contraseña', 'clave', 'senha', 'mot_de_passe', 'passwort', 'geheimnis'])}": "${secret(wild(d))}", "puerto": 5432}`,
  ),
  kind(
    'json/jwk-private',
    'json',
    (d) =>
      marked`{"kty": "EC", "crv": "P-256", "kid": "${f(d, '{b8}')}", "x": "${f(d, '{b43}')}", "y": "${f(d, '{b43}')}", "d": "${secret(f(d, '{b43}'))}"}`,
  ),
];
