import { identity, type Kind, marked, secret } from '../labelled.js';
import { below, crypt, f, fullName, host, inside, inside6, kind, mail, outside, person } from './values.js';

/** Who and where, in nginx's configuration and beside it. */
export const identityNginx: readonly Kind[] = [
  kind(
    'identity/upstream-addresses',
    'nginx-http',
    (d) =>
      marked`upstream pool_${below(d, 1, 9999)} {
    least_conn;
    server ${identity(inside(d))}:8080 max_fails=3 fail_timeout=10s;
    server ${identity(inside(d))}:8080 backup;
  }`,
  ),
  kind(
    'identity/upstream-hosts',
    'nginx-http',
    (d) =>
      marked`upstream ${d.pick(['lager', 'kasse', 'pedidos'])}_${below(d, 1, 9999)} { server ${identity(host(d))}:${below(d, 8000, 9000)}; }`,
  ),
  kind(
    'identity/geo-table',
    'nginx-http',
    (d) =>
      marked`geo $office_${below(d, 1, 9999)} {
    default 0;
    ${identity(outside(d))} 1;  # ${d.pick(['Büro Kiel', 'bureau Lyon', 'oficina'])}
    ${identity(outside(d))}/32 1;
  }`,
  ),
  kind(
    'identity/map-remote-user',
    'nginx-http',
    (d) =>
      marked`map $remote_user $role_${below(d, 1, 9999)} {
    default guest;
    "${identity(person(d))}" admin;
  }`,
  ),
  kind(
    'identity/map-address-limit',
    'nginx-http',
    (d) =>
      marked`map $remote_addr $limit_key_${below(d, 1, 9999)} {
    "${identity(inside(d))}" "";
    default $binary_remote_addr;
  }`,
  ),
  kind(
    'identity/allow-deny',
    'nginx-location',
    (d) =>
      marked`allow ${identity(inside(d))};
      allow ${identity(outside(d))};   # ${d.pick(['VPN', 'Monitoring', 'home office'])}
      deny all;`,
  ),
  kind('identity/allow-ipv6', 'nginx-location', (d) => marked`allow ${identity(inside6(d))};\n      deny all;`),
  kind(
    'identity/real-ip-from',
    'nginx-server',
    (d) => marked`set_real_ip_from ${identity(inside(d))};\n    real_ip_header X-Forwarded-For;`,
  ),
  kind(
    'identity/proxy-pass-address',
    'nginx-location',
    (d) => marked`proxy_pass http://${identity(inside(d))}:${below(d, 3000, 9000)}/;`,
  ),
  kind(
    'identity/proxy-pass-host',
    'nginx-location',
    (d) => marked`proxy_pass ${d.pick(['http', 'https'])}://${identity(host(d))}:${below(d, 3000, 9000)};`,
  ),
  kind('identity/server-name', 'nginx-server', (d) => marked`server_name ${identity(host(d))};`),
  kind(
    'identity/listen-address',
    'nginx-server',
    (d) =>
      marked`listen ${identity(outside(d))}:${below(d, 8000, 9000)};\n    listen [${identity(inside6(d))}]:${below(d, 8000, 9000)};`,
  ),
  kind('identity/resolver', 'nginx-server', (d) => marked`resolver ${identity(inside(d))} valid=30s;`),
  kind(
    'identity/if-remote-address',
    'nginx-location',
    (d) => marked`if ($remote_addr ${d.pick(['=', '!='])} ${identity(outside(d))}) { return 503; }`,
  ),
  kind('identity/proxy-redirect', 'nginx-location', (d) => marked`proxy_redirect http://${identity(host(d))}:8080/ /;`),
  kind('identity/forwarded-host', 'nginx-location', (d) => marked`proxy_set_header Host ${identity(host(d))};`),
  kind(
    'identity/syslog-server',
    'nginx-server',
    (d) => marked`access_log syslog:server=${identity(inside(d))}:514,tag=edge combined;`,
  ),
  kind('identity/proxy-bind', 'nginx-location', (d) => marked`proxy_bind ${identity(inside(d))};`),
  kind(
    'identity/contact-comment',
    'nginx-server',
    (d) =>
      marked`# ${d.pick(['Ansprechpartner', 'contact', 'Contacto', 'Owner'])}: ${fullName(d)} <${identity(mail(d))}>`,
  ),
  kind(
    'identity/mail-in-response',
    'nginx-location',
    (d) => marked`return 503 "Maintenance, please write to ${identity(mail(d))}";`,
  ),
  kind(
    'identity/fastcgi-remote-user',
    'nginx-location',
    (d) => marked`fastcgi_param REMOTE_USER "${identity(person(d))}";`,
  ),
  kind(
    'identity/htpasswd-user',
    'htpasswd',
    (d) => marked`${identity(person(d))}:$apr1$${crypt(d, 8)}$${secret(crypt(d, 22))}`,
  ),
  kind(
    'identity/env-hosts',
    'env',
    (d) =>
      marked`DB_HOST=${identity(host(d))}\n${d.pick(['REDIS_HOST', 'LDAP_HOST', 'SYSLOG_ADDR'])}=${identity(inside(d))}`,
  ),
  kind(
    'identity/env-mail',
    'env',
    (d) => marked`${d.pick(['ADMIN_EMAIL', 'MAIL_FROM', 'LETSENCRYPT_EMAIL', 'ALERT_TO'])}=${identity(mail(d))}`,
  ),
  kind(
    'identity/env-cloud-account',
    'env',
    (d) =>
      marked`AWS_ACCOUNT_ID=${identity(f(d, '4{d11}'))}\nECR=${identity(f(d, '7{d11}'))}.dkr.ecr.eu-central-1.amazonaws.com`,
  ),
];
