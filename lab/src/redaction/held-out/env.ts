import { base64 } from '../draw.js';
import { type Kind, marked, secret } from '../labelled.js';
import { any, bytes, crypt, f, host, jwt, keyBody, kind, person, tame, uuid, wild } from './values.js';

/** Credentials in .env files, and lines of password files. */
export const environment: readonly Kind[] = [
  kind('env/postgres-url', 'env', (d) =>
    d.chance(50)
      ? marked`DATABASE_URL=postgres://shop:${secret(tame(d))}@127.0.0.1:5432/shop?sslmode=require`
      : marked`DATABASE_URL="postgresql+psycopg2://shop:${secret(`${f(d, '{w6}')}%40${f(d, '{w6}')}`)}@db:5432/shop"`,
  ),
  kind(
    'env/jdbc-url-parameters',
    'env',
    (d) =>
      marked`SPRING_DATASOURCE_URL=jdbc:mysql://127.0.0.1:3306/erp?user=erp&password=${secret(tame(d))}&useSSL=true`,
  ),
  kind(
    'env/sqlserver-connection-string',
    'env',
    (d) =>
      marked`ConnectionStrings__Default="Server=127.0.0.1,1433;Database=Erp;User Id=sa;${d.pick(['Password', 'Pwd', 'PWD'])}=${secret(wild(d).replace(/=/g, '-'))};Encrypt=True"`,
  ),
  kind(
    'env/mongodb-srv',
    'env',
    (d) =>
      marked`MONGODB_URI=mongodb+srv://app:${secret(tame(d))}@cluster0.${f(d, '{a5}')}.mongodb.net/shop?retryWrites=true`,
  ),
  kind(
    'env/amqp-url',
    'env',
    (d) =>
      marked`${d.pick(['RABBITMQ_URL', 'CELERY_BROKER_URL', 'CLOUDAMQP_URL'])}=${d.pick(['amqp', 'amqps', 'pyamqp'])}://worker:${secret(any(d))}@127.0.0.1:5672/%2Fprod`,
  ),
  kind(
    'env/redis-password-only-url',
    'env',
    (d) => marked`REDIS_URL=${d.pick(['redis', 'rediss'])}://:${secret(any(d))}@${host(d)}:6379/0`,
  ),
  kind(
    'env/azure-storage-connection',
    'env',
    (d) =>
      marked`AZURE_STORAGE_CONNECTION_STRING="DefaultEndpointsProtocol=https;AccountName=shopfiles;AccountKey=${secret(f(d, '{B86}=='))};EndpointSuffix=core.windows.net"`,
  ),
  kind(
    'env/azure-service-bus',
    'env',
    (d) =>
      marked`SERVICEBUS=Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${secret(f(d, '{B43}='))}`,
  ),
  kind(
    'env/azure-client-secret',
    'env',
    (d) => marked`AZURE_CLIENT_ID=${uuid(d)}\nAZURE_CLIENT_SECRET=${secret(f(d, '{w3}8Q~{b34}'))}`,
  ),
  kind(
    'env/aws-pair',
    'env',
    (d) =>
      marked`AWS_ACCESS_KEY_ID=AKIA${f(d, '{q16}')}\nAWS_SECRET_ACCESS_KEY=${secret(f(d, '{B40}'))}\nAWS_DEFAULT_REGION=eu-central-1`,
  ),
  kind(
    'env/scaleway-secret',
    'env',
    (d) => marked`SCW_ACCESS_KEY=SCW${f(d, '{A17}')}\nSCW_SECRET_KEY=${secret(uuid(d))}`,
  ),
  kind(
    'env/ovh-consumer',
    'env',
    (d) =>
      marked`OVH_ENDPOINT=ovh-eu\nOVH_APPLICATION_SECRET=${secret(f(d, '{h32}'))}\nOVH_CONSUMER_KEY=${secret(f(d, '{h32}'))}`,
  ),
  kind(
    'env/hetzner-token',
    'env',
    (d) => marked`${d.pick(['HCLOUD_TOKEN', 'HETZNER_DNS_API_TOKEN'])}=${secret(f(d, '{w64}'))}`,
  ),
  kind(
    'env/digitalocean-token',
    'env',
    (d) => marked`DIGITALOCEAN_TOKEN=${secret(f(d, d.pick(['dop_v1_{h64}', 'doo_v1_{h64}'])))}`,
  ),
  kind('env/linode-token', 'env', (d) => marked`export LINODE_TOKEN='${secret(f(d, '{h64}'))}'`),
  kind(
    'env/stripe-pair',
    'env',
    (d) =>
      marked`STRIPE_SECRET_KEY=${secret(f(d, d.pick(['sk_live_51{w97}', 'sk_test_51{w97}', 'sk_live_{w24}'])))}\nSTRIPE_WEBHOOK_SECRET=${secret(f(d, 'whsec_{w32}'))}`,
  ),
  kind(
    'env/mailgun-key',
    'env',
    (d) => marked`MAILGUN_API_KEY=${secret(f(d, d.pick(['key-{h32}', '{h32}-{h8}-{h8}'])))}`,
  ),
  kind('env/sendgrid-key', 'env', (d) => marked`SENDGRID_API_KEY="${secret(f(d, 'SG.{b22}.{b43}'))}"`),
  kind('env/twilio-auth-token', 'env', (d) => marked`TWILIO_AUTH_TOKEN=${secret(f(d, '{h32}'))}`),
  kind(
    'env/smtp-login',
    'env',
    (d) =>
      marked`SMTP_HOST=smtp.example.com\nSMTP_USER=noreply\n${d.pick(['SMTP_PASS', 'SMTP_PASSWORD', 'MAIL_PASSWORD', 'EMAIL_HOST_PASSWORD'])}=${secret(wild(d))}`,
  ),
  kind(
    'env/sentry-auth-token',
    'env',
    (d) => marked`SENTRY_AUTH_TOKEN=${secret(f(d, d.pick(['sntrys_eyJ{w120}_{b43}', 'sntryu_{h64}', '{h64}'])))}`,
  ),
  kind(
    'env/github-token',
    'env',
    (d) =>
      marked`${d.pick(['GH_TOKEN', 'GITHUB_TOKEN', 'RENOVATE_TOKEN'])}=${secret(f(d, d.pick(['ghp_{w36}', 'github_pat_{w22}_{w59}', 'ghs_{w36}'])))}`,
  ),
  kind('env/bitbucket-app-password', 'env', (d) => marked`BITBUCKET_APP_PASSWORD=${secret(f(d, 'ATBB{w32}'))}`),
  kind('env/atlassian-token', 'env', (d) => marked`JIRA_API_TOKEN=${secret(f(d, 'ATATT3xFfGF0{b172}={H8}'))}`),
  kind('env/npm-token', 'env', (d) => marked`NPM_TOKEN=${secret(f(d, 'npm_{w36}'))}`),
  kind('env/ngrok-authtoken', 'env', (d) => marked`NGROK_AUTHTOKEN=${secret(f(d, '2{w26}_{w21}'))}`),
  kind(
    'env/snowflake-password',
    'env',
    (d) => marked`SNOWFLAKE_ACCOUNT=xy12345.eu-central-1\nSNOWFLAKE_PASSWORD='${secret(wild(d))}'`,
  ),
  kind(
    'env/model-providers',
    'env',
    (d) =>
      marked`OPENAI_API_KEY=${secret(f(d, 'sk-{w20}T3BlbkFJ{w20}'))}\nANTHROPIC_API_KEY=${secret(f(d, 'sk-ant-api03-{b93}AA'))}\nHF_TOKEN=${secret(f(d, 'hf_{w34}'))}`,
  ),
  kind(
    'env/vault-token',
    'env',
    (d) =>
      marked`VAULT_ADDR=https://127.0.0.1:8200\nVAULT_TOKEN=${secret(f(d, d.pick(['hvs.{b24}', 'hvs.CAESI{b90}', 's.{w24}'])))}`,
  ),
  kind('env/vault-approle', 'env', (d) => marked`ROLE_ID=${uuid(d)}\nSECRET_ID=${secret(uuid(d))}`),
  kind('env/framework-keys', 'env', (d) =>
    d.pick([
      marked`APP_KEY=base64:${secret(f(d, '{B43}='))}`,
      marked`SECRET_KEY_BASE=${secret(f(d, '{h128}'))}`,
      marked`RAILS_MASTER_KEY=${secret(f(d, '{h32}'))}`,
      marked`NEXTAUTH_SECRET=${secret(f(d, '{B43}='))}`,
      marked`APP_SECRET=${secret(f(d, '{h32}'))}`,
    ]),
  ),
  kind(
    'env/wordpress-salts',
    'env',
    (d) =>
      marked`AUTH_KEY='${secret(f(d, '{w16}!{w12}@{w8}*{w20}-{w4}'))}'\nSECURE_AUTH_SALT='${secret(f(d, '{w9}^{w30}%{w12}.{w9}'))}'`,
  ),
  kind(
    'env/foreign-names',
    'env',
    (d) =>
      marked`${d.pick(['DATENBANK_PASSWORT', 'KASSE_KENNWORT', 'CLAVE_SECRETA', 'CONTRASENA_BD', 'MOT_DE_PASSE_LDAP', 'SENHA_SMTP', 'CHAVE_SECRETA', 'JETON_API', 'GEHEIMSCHLUESSEL'])}=${secret(any(d))}`,
  ),
  kind(
    'env/passphrase-with-spaces',
    'env',
    (d) =>
      marked`${d.pick(['BACKUP_PASSPHRASE', 'RESTIC_PASSWORD', 'KEY_PASSPHRASE'])}="${secret(`${d.pick(['lila', 'vert', 'azul'])} ${d.pick(['Giraffe', 'fromage', 'barco'])} ${d.pick(['tanzt', 'court', 'vuela'])} ${d.below(90) + 10}`)}"`,
  ),
  kind(
    'env/private-key-one-line',
    'env',
    (d) =>
      marked`${d.pick(['JWT_PRIVATE_KEY', 'GITHUB_APP_PRIVATE_KEY', 'SAML_SP_KEY'])}="-----BEGIN PRIVATE KEY-----\\n${secret(keyBody(d).join('\\n'))}\\n-----END PRIVATE KEY-----\\n"`,
  ),
  kind(
    'env/private-key-base64',
    'env',
    (d) =>
      marked`TLS_KEY_B64=${secret(base64(`-----BEGIN PRIVATE KEY-----\n${keyBody(d).join('\n')}\n-----END PRIVATE KEY-----\n`))}`,
  ),
  kind(
    'env/service-jwt',
    'env',
    (d) => marked`${d.pick(['SUPABASE_SERVICE_ROLE_KEY', 'CUBE_TOKEN', 'SERVICE_JWT'])}=${secret(jwt(d))}`,
  ),
  kind(
    'env/webhooks',
    'env',
    (d) =>
      marked`SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T${f(d, '{A8}')}/B${f(d, '{A10}')}/${secret(f(d, '{w24}'))}\nDISCORD_WEBHOOK=https://discord.com/api/webhooks/${f(d, '{d19}')}/${secret(f(d, '{b68}'))}`,
  ),
  kind('env/commented-out', 'env', (d) => {
    const name = d.pick(['OLD_API_TOKEN', 'ADMIN_PASSWORD', 'LEGACY_SECRET', 'ALTES_PASSWORT']);
    return marked`#${d.pick(['', ' '])}${name}=${secret(any(d))}${d.pick([' # bis Mai', ' # rotated?', ''])}`;
  }),
  kind(
    'env/systemd-environment',
    'env',
    (d) => marked`Environment="${d.pick(['API_TOKEN', 'DB_PASSWORD', 'MQTT_PASS'])}=${secret(any(d))}"`,
  ),
  kind(
    'env/pin',
    'env',
    (d) =>
      marked`${d.pick(['ALARM_PIN', 'HSM_PIN', 'SIM_PIN', 'TERMINAL_PIN'])}=${secret(f(d, d.pick(['{d4}', '{d6}', '{d8}'])))}`,
  ),
  kind(
    'env/totp-seed',
    'env',
    (d) => marked`${d.pick(['TOTP_SECRET', 'MFA_SEED', 'OTP_SECRET'])}=${secret(f(d, d.pick(['{q16}', '{q32}'])))}`,
  ),

  kind(
    'htpasswd/bcrypt',
    'htpasswd',
    (d) => marked`${person(d)}:$2${d.pick(['y', 'b', 'a'])}$${d.pick(['05', '10', '12'])}$${secret(crypt(d, 53))}`,
  ),
  kind('htpasswd/apr1', 'htpasswd', (d) => marked`${person(d)}:$apr1$${crypt(d, 8)}$${secret(crypt(d, 22))}`),
  kind(
    'htpasswd/sha512-crypt',
    'htpasswd',
    (d) => marked`${person(d)}:$6$${d.pick(['', 'rounds=100000$'])}${crypt(d, 16)}$${secret(crypt(d, 86))}`,
  ),
  kind(
    'htpasswd/sha256-crypt',
    'htpasswd',
    (d) => marked`${person(d)}:$5$${crypt(d, 16)}$${secret(crypt(d, 43))}:Dienstkonto`,
  ),
  kind('htpasswd/md5-crypt', 'htpasswd', (d) => marked`${person(d)}:$1$${crypt(d, 8)}$${secret(crypt(d, 22))}`),
  kind('htpasswd/des-crypt', 'htpasswd', (d) => marked`${person(d)}:${secret(crypt(d, 13))}`),
  kind('htpasswd/sha1', 'htpasswd', (d) => marked`${person(d)}:{SHA}${secret(bytes(d, 20).toString('base64'))}`),
  kind(
    'htpasswd/salted-sha1',
    'htpasswd',
    (d) => marked`${person(d)}:{SSHA}${secret(bytes(d, 24).toString('base64'))}`,
  ),
  kind('htpasswd/plain', 'htpasswd', (d) => marked`${person(d)}:{PLAIN}${secret(tame(d))}`),
  kind(
    'htpasswd/digest-realm',
    'htpasswd',
    (d) => marked`${person(d)}:${d.pick(['Intranet', 'Acceso restringido', 'svn'])}:${secret(f(d, '{h32}'))}`,
  ),
];
