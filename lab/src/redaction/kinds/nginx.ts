import type { Dice } from '../../differential/random.js';
import {
  base64,
  fill,
  headerName,
  hostName,
  madeUp,
  password,
  plainSecret,
  privateAddress,
  secretName,
  secretValue,
  userName,
} from '../draw.js';
import { identity, type Kind, type Marked, marked, type Place, secret } from '../labelled.js';

const kind = (id: string, place: Place, draw: (dice: Dice) => Marked): Kind => ({ id: `nginx/${id}`, place, draw });
const location = (id: string, draw: (dice: Dice) => Marked): Kind => kind(id, 'nginx-location', draw);

/** Of two passwords, one that no quoting changes. */
const quotable = (dice: Dice): string => secretValue(dice).replace(/[$"\\]/g, 'x');

export const nginxSecrets: readonly Kind[] = [
  location('proxy-header', (dice) => marked`proxy_set_header ${headerName(dice)} "${secret(quotable(dice))}";`),
  location('proxy-header-bare', (dice) => marked`proxy_set_header ${headerName(dice)} ${secret(plainSecret(dice))};`),
  location(
    'grpc-header',
    (dice) => marked`grpc_set_header ${headerName(dice).toLowerCase()} '${secret(plainSecret(dice))}';`,
  ),
  location(
    'basic',
    (dice) => marked`proxy_set_header Authorization "Basic ${secret(base64(`${userName(dice)}:${password(dice)}`))}";`,
  ),
  location('bearer', (dice) => marked`proxy_set_header Authorization "Bearer ${secret(plainSecret(dice))}";`),
  location(
    'scheme',
    (dice) =>
      marked`proxy_set_header Authorization "${dice.pick(['Token', 'ApiKey', 'SSWS', 'Key'])} ${secret(plainSecret(dice))}";`,
  ),
  location(
    'proxy-authorization',
    (dice) => marked`proxy_set_header Proxy-Authorization "Basic ${secret(base64(`a:${password(dice)}`))}";`,
  ),
  location(
    'cookie-header',
    (dice) => marked`proxy_set_header Cookie "${madeUp(dice)}=${secret(plainSecret(dice))}; lang=en";`,
  ),
  location(
    'fastcgi-param',
    (dice) => marked`fastcgi_param ${secretName(dice).toUpperCase()} "${secret(quotable(dice))}";`,
  ),
  location(
    'uwsgi-param',
    (dice) => marked`uwsgi_param ${secretName(dice).toUpperCase()} ${secret(plainSecret(dice))};`,
  ),
  location(
    'scgi-param',
    (dice) =>
      marked`scgi_param HTTP_${headerName(dice).replaceAll('-', '_').toUpperCase()} ${secret(plainSecret(dice))};`,
  ),
  location('add-header', (dice) => marked`add_header X-${madeUp(dice)}-Token ${secret(plainSecret(dice))} always;`),
  location('add-header-random', (dice) => marked`add_header X-${madeUp(dice)} "${secret(fill(dice, '{w40}'))}";`),
  location(
    'set-cookie',
    (dice) =>
      marked`add_header Set-Cookie "${madeUp(dice)}=${secret(plainSecret(dice))}; Path=/; HttpOnly; SameSite=Lax";`,
  ),
  location(
    'more-headers',
    (dice) => marked`more_set_input_headers "${headerName(dice)}: ${secret(plainSecret(dice))}";`,
  ),
  location('set-named', (dice) => marked`set $${secretName(dice)} "${secret(quotable(dice))}";`),
  location('set-unnamed', (dice) => marked`set $${madeUp(dice)} "${secret(fill(dice, '{w32}'))}";`),
  location('set-basic', (dice) => marked`set $auth "Basic ${secret(base64(`x:${password(dice)}`))}";`),
  location('if-header', (dice) => marked`if ($http_x_${madeUp(dice)} != "${secret(quotable(dice))}") { return 403; }`),
  location('if-argument', (dice) => marked`if ($arg_${madeUp(dice)} = ${secret(plainSecret(dice))}) { return 204; }`),
  location('if-cookie', (dice) => marked`if ($cookie_${madeUp(dice)} = "${secret(plainSecret(dice))}") { set $ok 1; }`),
  location(
    'if-pattern',
    (dice) => marked`if ($http_authorization !~ "^Bearer ${secret(plainSecret(dice))}$") { return 401; }`,
  ),
  location(
    'if-alternatives',
    (dice) =>
      marked`if ($http_x_api_key ~ "^(${secret(fill(dice, '{w24}'))}|${secret(fill(dice, '{h32}'))})$") { set $ok 1; }`,
  ),
  location(
    'secure-link',
    (dice) =>
      marked`secure_link_md5 "$secure_link_expires$uri$remote_addr ${secret(dice.pick([madeUp(dice), plainSecret(dice), password(dice)]))}";`,
  ),
  location(
    'secure-link-glued',
    (dice) => marked`secure_link_md5 "${secret(plainSecret(dice))}$uri$secure_link_expires";`,
  ),
  location('secure-link-secret', (dice) => marked`secure_link_secret ${secret(madeUp(dice))};`),
  location(
    'pass-userinfo',
    (dice) =>
      marked`proxy_pass https://${identity(`u${madeUp(dice)}`)}:${secret(fill(dice, '{w14}'))}@${identity(privateAddress(dice))}:8443;`,
  ),
  location(
    'pass-query',
    (dice) => marked`proxy_pass https://backend/v1?${secretName(dice)}=${secret(plainSecret(dice))}&page=2;`,
  ),
  location('return-url', (dice) => marked`return 302 https://$host/cb?access_token=${secret(plainSecret(dice))};`),
  location('rewrite-query', (dice) => marked`rewrite ^/a$ /b?api_key=${secret(plainSecret(dice))} break;`),
  location(
    'return-json',
    (dice) => marked`return 200 '{"${secretName(dice)}":"${secret(plainSecret(dice))}","ok":true}';`,
  ),
  location('comment', (dice) => marked`# proxy_set_header ${headerName(dice)} "${secret(fill(dice, '{w32}'))}";`),
  location(
    'comment-basic',
    (dice) => marked`#proxy_set_header Authorization "Basic ${secret(base64(`old:${password(dice)}`))}";`,
  ),
  location(
    'lua-local',
    (dice) => marked`access_by_lua_block {\n      local ${secretName(dice)} = "${secret(plainSecret(dice))}"\n    }`,
  ),
  location(
    'lua-header',
    (dice) => marked`access_by_lua_block { ngx.req.set_header("${headerName(dice)}", "${secret(plainSecret(dice))}") }`,
  ),
  location(
    'lua-concatenated',
    (dice) =>
      marked`access_by_lua_block { ngx.req.set_header("Authorization", "Bearer " .. "${secret(plainSecret(dice))}") }`,
  ),
  location(
    'lua-compared',
    (dice) =>
      marked`access_by_lua_block { if ngx.var.http_x_${madeUp(dice)} ~= "${secret(plainSecret(dice))}" then ngx.exit(403) end }`,
  ),
  location(
    'perl',
    (dice) =>
      marked`perl 'sub { my $r = shift; my $${secretName(dice)} = "${secret(plainSecret(dice))}"; return OK; }';`,
  ),
  location(
    'module-password',
    (dice) =>
      marked`${madeUp(dice)}_server ${identity(privateAddress(dice))} dbname=app user=app password=${secret(fill(dice, '{w16}'))};`,
  ),
  location('module-secret', (dice) => marked`${madeUp(dice)}_secret ${secret(plainSecret(dice))};`),
  location('redis-auth', (dice) => marked`redis2_query auth ${secret(plainSecret(dice))};`),
  location('auth-request', (dice) => marked`auth_request /verify?${secretName(dice)}=${secret(plainSecret(dice))};`),
  location(
    'proxy-body',
    (dice) => marked`proxy_set_body "grant_type=client_credentials&client_secret=${secret(plainSecret(dice))}";`,
  ),
  kind(
    'map-key',
    'nginx-http',
    (dice) =>
      marked`map $http_x_${madeUp(dice)} $client_${madeUp(dice)} {\n    default "";\n    "${secret(plainSecret(dice))}" acme;\n    ${secret(fill(dice, '{h32}'))} beta;\n  }`,
  ),
  kind(
    'map-bearer',
    'nginx-http',
    (dice) =>
      marked`map $http_authorization $ok_${madeUp(dice)} {\n    default 0;\n    "Bearer ${secret(plainSecret(dice))}" 1;\n  }`,
  ),
  kind(
    'map-pattern',
    'nginx-http',
    (dice) =>
      marked`map $http_x_api_key $k_${madeUp(dice)} {\n    default 0;\n    ~^${secret(fill(dice, '{w32}'))}$ 1;\n  }`,
  ),
  kind(
    'map-value',
    'nginx-http',
    (dice) => marked`map $uri $${secretName(dice)} {\n    default "";\n    /a "${secret(quotable(dice))}";\n  }`,
  ),
  kind(
    'map-basic',
    'nginx-http',
    (dice) =>
      marked`map $host $backend_authorization {\n    default "Basic ${secret(base64(`svc:${password(dice)}`))}";\n  }`,
  ),
  kind('js-var', 'nginx-http', (dice) => marked`js_var $${secretName(dice)} ${secret(plainSecret(dice))};`),
  kind('env', 'nginx-http', (dice) => marked`# env ${secretName(dice).toUpperCase()}=${secret(plainSecret(dice))};`),
];

const host = (dice: Dice): Marked => {
  const [label, domain, end] = hostName(dice);
  return marked`${identity(label)}.${identity(domain)}.${end}`;
};

export const nginxIdentities: readonly Kind[] = [
  kind('server-name', 'nginx-server', (dice) => marked`server_name ${host(dice)};`),
  kind(
    'server-name-wildcard',
    'nginx-server',
    (dice) => marked`server_name *.${identity(madeUp(dice))}.com .${identity(madeUp(dice))}.de;`,
  ),
  kind(
    'server-name-pattern',
    'nginx-server',
    (dice) => marked`server_name ~^(?<sub>.+)\\.${identity(madeUp(dice))}\\.corp$;`,
  ),
  kind('listen', 'nginx-server', (dice) => marked`listen ${identity(privateAddress(dice))}:8443 ssl;`),
  kind(
    'allow',
    'nginx-server',
    (dice) => marked`allow ${identity(privateAddress(dice))};\n    allow ${identity(`10.${dice.below(255)}.0.0`)}/16;`,
  ),
  kind('resolver', 'nginx-server', (dice) => marked`resolver ${identity(privateAddress(dice))} valid=30s;`),
  location('pass-host', (dice) => marked`proxy_pass https://${host(dice)}:8443/v1/;`),
  location('ssl-name', (dice) => marked`proxy_ssl_name ${host(dice)};`),
  location('host-header', (dice) => marked`proxy_set_header Host ${host(dice)};`),
  location('redirect-host', (dice) => marked`return 301 https://${host(dice)}$request_uri;`),
  kind(
    'upstream',
    'nginx-http',
    (dice) =>
      marked`upstream up_${madeUp(dice)} {\n    server ${identity(privateAddress(dice))}:8443 weight=5;\n    server ${host(dice)}:8443;\n    server [${identity(`fd00:${fill(dice, '{h4}')}::${fill(dice, '{h3}')}`)}]:8443;\n  }`,
  ),
  kind(
    'map-host',
    'nginx-http',
    (dice) => marked`map $host $pool_${madeUp(dice)} {\n    hostnames;\n    default app;\n    ${host(dice)} shop;\n  }`,
  ),
];
