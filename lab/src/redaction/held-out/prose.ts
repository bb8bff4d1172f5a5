import { base64 } from '../draw.js';
import { hard, type Kind, marked, secret } from '../labelled.js';
import { any, below, f, fullName, jwt, kind, person, tame, token, uuid } from './values.js';

/** Credentials in tickets and chats. */
export const prose: readonly Kind[] = [
  kind(
    'prose/pasted-bearer',
    'prose',
    (d) =>
      marked`If I send \`Authorization: Bearer ${secret(d.chance(50) ? jwt(d) : token(d))}\` from my laptop it works, through nginx it is 401.`,
  ),
  kind(
    'prose/pasted-curl',
    'prose',
    (d) =>
      marked`Zum Nachstellen: \`curl -u ${person(d)}:${secret(tame(d))} https://example.com/api/v1/status\` liefert bei mir 502.`,
  ),
  kind(
    'prose/label-colon',
    'prose',
    (d) =>
      marked`${d.pick(['Password', 'Passwort', 'Mot de passe', 'Contraseña', 'Senha', 'API-Key', 'Token'])}: ${secret(any(d))}`,
  ),
  kind(
    'prose/login-pair-list',
    'prose',
    (d) =>
      marked`Zugang zum Testsystem:
- ${d.pick(['Benutzer', 'User', 'Usuario'])}: ${person(d)}
- ${d.pick(['Passwort', 'Kennwort', 'Password', 'Contraseña'])}: ${secret(tame(d))}`,
  ),
  kind(
    'prose/known-prefix',
    'prose',
    (d) =>
      marked`We rotated the key, the new one is ${secret(f(d, d.pick(['sk_live_{w24}', 'glpat-{b20}', 'ghp_{w36}', 'AKCp8{w68}', 'xoxb-{d12}-{d12}-{w24}', 'hvs.{w24}', 'npm_{w36}'])))}, please update the proxy.`,
  ),
  kind(
    'prose/webhook-url',
    'prose',
    (d) =>
      marked`Alerts go to https://hooks.slack.com/services/T${f(d, '{A9}')}/B${f(d, '{A10}')}/${secret(f(d, '{w24}'))} but nothing arrives since Tuesday.`,
  ),
  kind(
    'prose/connection-url',
    'prose',
    (d) =>
      marked`La aplicación usa ${d.pick(['mongodb', 'postgres', 'amqp', 'mysql'])}://app:${secret(tame(d))}@127.0.0.1/prod y falla tras el reinicio.`,
  ),
  kind(
    'prose/presigned-link',
    'prose',
    (d) =>
      marked`Voici le lien : https://files.s3.eu-west-3.amazonaws.com/dump.gz?X-Amz-Date=20250314T101112Z&X-Amz-Expires=604800&X-Amz-Signature=${secret(f(d, '{h64}'))} (valable une semaine).`,
  ),
  kind(
    'prose/header-in-backticks',
    'prose',
    (d) =>
      marked`The partner has to send \`${d.pick(['X-Api-Key', 'X-Partner-Token', 'X-Vault-Token', 'X-Clave'])}: ${secret(token(d))}\`, otherwise nginx answers 403.`,
  ),
  kind(
    'prose/basic-header-in-block',
    'prose',
    (d) =>
      marked`Request as captured:
\`\`\`
POST /soap HTTP/1.1
Authorization: Basic ${secret(base64(`${person(d)}:${tame(d)}`))}
SOAPAction: "createOrder"
\`\`\``,
  ),
  kind(
    'prose/client-secret-equals',
    'prose',
    (d) =>
      marked`Bei Keycloak steht client_id=edge und client_secret=${secret(d.chance(50) ? f(d, '{w32}') : uuid(d))}, das passt also.`,
  ),

  kind('prose/password-in-sentence', 'prose', (d) =>
    d.pick([
      marked`You can log in with ${person(d)} and ${hard(tame(d))}, I will change it afterwards.`,
      marked`Einloggen geht mit ${person(d)} / ${hard(tame(d))}, bitte danach nicht weitergeben.`,
      marked`Puedes entrar con ${person(d)} y ${hard(tame(d))}, luego lo cambio.`,
    ]),
  ),
  kind(
    'prose/password-changed-to',
    'prose',
    (d) => marked`${fullName(d)} hat gestern auf ${hard(tame(d))} umgestellt, mit dem alten kommt man nicht mehr rein.`,
  ),
  kind(
    'prose/door-code',
    'prose',
    (d) =>
      marked`To reach the rack dial ${hard(f(d, '{d6}'))} at the door of room ${below(d, 100, 400)}, then call me.`,
  ),
  kind('prose/spelled-apart', 'prose', (d) => {
    const [one, two] = [f(d, '{w8}'), f(d, '{w8}')];
    return marked`Because of the filter I send the key in two halves: first ${hard(one)}, then ${hard(two)}.`;
  }),
  kind(
    'prose/secret-path',
    'prose',
    (d) =>
      marked`The calendar is at https://example.com/cal/${hard(f(d, d.pick(['{w32}', '{h32}', '{b43}'])))}/basic.ics, anybody with the link can read it.`,
  ),
  kind(
    'prose/hex-copy',
    'prose',
    (d) =>
      marked`In the dump I see the bytes ${hard(Buffer.from(`pass=${tame(d)}`).toString('hex'))} right after the user name.`,
  ),
];
