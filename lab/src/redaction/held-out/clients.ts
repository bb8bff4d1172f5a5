import { base64 } from '../draw.js';
import { hard, type Kind, marked, secret } from '../labelled.js';
import { any, below, bytes, crypt, f, kind, person, tame, uuid, wild } from './values.js';

/** Credentials in the commands of clients and in what they print. */
export const clients: readonly Kind[] = [
  kind(
    'terminal/kubectl-secret-yaml',
    'terminal',
    (d) =>
      marked`$ kubectl get secret db -o yaml
apiVersion: v1
data:
  ${d.pick(['password', 'db-pass', 'contrasena'])}: ${secret(base64(wild(d)))}
kind: Secret`,
  ),
  kind(
    'terminal/kubectl-jsonpath-decoded',
    'terminal',
    (d) =>
      marked`$ kubectl get secret grafana -o jsonpath='{.data.admin-password}' | base64 -d; echo
${secret(f(d, d.pick(['{w40}', '{w32}'])))}`,
  ),
  kind(
    'terminal/kubectl-create-secret',
    'terminal',
    (d) =>
      marked`$ kubectl create secret generic api --from-literal=${d.pick(['token', 'passwort', 'api-key'])}=${secret(any(d))} -n shop
secret/api created`,
  ),
  kind(
    'terminal/kubectl-docker-registry',
    'terminal',
    (d) =>
      marked`$ kubectl create secret docker-registry regcred --docker-server=registry.example.com --docker-username=ci --docker-password=${secret(any(d))}`,
  ),
  kind(
    'terminal/kubectl-exec-env',
    'terminal',
    (d) =>
      marked`$ kubectl exec deploy/web -- env | sort
DB_HOST=127.0.0.1
${d.pick(['DB_PASSWORD', 'DB_PASSWORT', 'MYSQL_PASSWORD'])}=${secret(wild(d))}
HOME=/root
STRIPE_SECRET_KEY=${secret(f(d, 'sk_live_{w24}'))}`,
  ),
  kind('terminal/database-clients', 'terminal', (d) =>
    d.pick([
      marked`$ mysql -h 127.0.0.1 -u root -p${secret(tame(d))} shop -e 'show tables'`,
      marked`$ PGPASSWORD=${secret(tame(d))} psql -h 127.0.0.1 -U shop -c 'select 1'`,
      marked`$ redis-cli -a ${secret(tame(d))} ping\nPONG`,
      marked`$ mongosh "mongodb://root:${secret(tame(d))}@127.0.0.1:27017/admin" --quiet`,
      marked`$ sshpass -p '${secret(tame(d))}' ssh deploy@127.0.0.1 uptime`,
    ]),
  ),
  kind(
    'terminal/ldapsearch',
    'terminal',
    (d) =>
      marked`$ ldapsearch -x -H ldaps://ldap.example.com -D 'cn=nginx,ou=svc,dc=example,dc=com' -w '${secret(wild(d))}' -b dc=example,dc=com uid=test`,
  ),
  kind(
    'terminal/docker-login',
    'terminal',
    (d) =>
      marked`$ docker login registry.example.com -u ci -p ${secret(any(d))}
WARNING! Using --password via the CLI is insecure. Use --password-stdin.`,
  ),
  kind(
    'terminal/docker-inspect-env',
    'terminal',
    (d) =>
      marked`$ docker inspect -f '{{json .Config.Env}}' web
["PATH=/usr/local/bin:/usr/bin","${d.pick(['REDIS_PASSWORD', 'API_TOKEN', 'ADMIN_PASS'])}=${secret(any(d))}","NGINX_VERSION=1.27.0"]`,
  ),
  kind(
    'terminal/git-remote',
    'terminal',
    (d) =>
      marked`$ git remote -v
origin  https://${d.pick(['oauth2', 'gitlab-ci-token', 'x-token-auth'])}:${secret(f(d, d.pick(['glpat-{b20}', 'ghp_{w36}', 'ATCTT3xFfGN0{b60}'])))}@git.example.com/web/edge.git (fetch)`,
  ),
  kind(
    'terminal/export-variable',
    'terminal',
    (d) =>
      marked`$ export ${d.pick(['VAULT_TOKEN', 'CF_API_TOKEN', 'KENNWORT', 'CLAVE', 'GANDI_PAT'])}=${secret(any(d))}
$ ./deploy.sh`,
  ),
  kind('terminal/htpasswd-command', 'terminal', (d) => {
    const user = person(d);
    return d.chance(50)
      ? marked`# htpasswd -bc /etc/nginx/.htpasswd ${user} ${secret(tame(d))}\nAdding password for user ${user}`
      : marked`$ htpasswd -nbB ${user} '${secret(tame(d))}'\n${user}:$2y$05$${secret(crypt(d, 53))}`;
  }),
  kind(
    'terminal/openssl-passin',
    'terminal',
    (d) =>
      marked`$ openssl ${d.pick(['pkcs12 -in site.pfx -nodes -passin pass:', 'rsa -in enc.key -out plain.key -passin pass:', 'pkcs12 -export -out a.p12 -inkey a.key -in a.crt -passout pass:'])}${secret(tame(d))}`,
  ),
  kind(
    'terminal/vault-login',
    'terminal',
    (d) =>
      marked`$ vault login -method=userpass username=deploy
Key                    Value
---                    -----
token                  ${secret(f(d, 'hvs.CAESI{b90}'))}
token_accessor         ${f(d, '{w24}')}
token_duration         768h`,
  ),
  kind(
    'terminal/vault-unseal',
    'terminal',
    (d) =>
      marked`$ vault operator init
Unseal Key 1: ${secret(bytes(d, 33).toString('base64'))}
Unseal Key 2: ${secret(bytes(d, 33).toString('base64'))}
Initial Root Token: ${secret(f(d, 'hvs.{w24}'))}`,
  ),
  kind(
    'terminal/wireguard',
    'terminal',
    (d) =>
      marked`# cat /etc/wireguard/wg0.conf
[Interface]
PrivateKey = ${secret(f(d, '{B43}='))}
ListenPort = ${below(d, 51820, 51830)}
[Peer]
PresharedKey = ${secret(f(d, '{B43}='))}`,
  ),
  kind('terminal/netrc-and-npmrc', 'terminal', (d) =>
    d.chance(50)
      ? marked`$ cat ~/.netrc\nmachine git.example.com login ci password ${secret(any(d))}`
      : marked`$ cat .npmrc\n//npm.example.com/:_authToken=${secret(d.chance(50) ? uuid(d) : f(d, 'npm_{w36}'))}\n//nexus.example.com/:_auth=${secret(base64(`ci:${tame(d)}`))}`,
  ),
  kind('terminal/xxd-of-secret', 'terminal', (d) => {
    const value = tame(d);
    return marked`$ printf %s "$DB_PASSWORD" | xxd -p\n${hard(Buffer.from(value).toString('hex'))}`;
  }),
];
