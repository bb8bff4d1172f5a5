import { causes } from '@stackengine/engine';
import { createPki } from '../certificates/pki.js';
import { scenariosOf } from '../scenario/combine.js';
import { boundaries } from './boundaries.js';
import { diceOf } from './random.js';
import { testData } from './test-data.js';

/** What `nginx -t` is shown: files by absolute path. */
export interface TestedConfiguration {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

export const mainFile = '/etc/nginx/nginx.conf';

export const textOf = ({ files }: TestedConfiguration): string => String(files[mainFile] ?? '');

/** Directives of many modules, so that a mutation may hit any. */
const broad = `user www-data;
worker_processes auto;
worker_rlimit_nofile 4096;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log notice;
events { worker_connections 512; multi_accept on; use epoll; }
http {
  default_type application/octet-stream;
  types { text/html html htm; image/png png; }
  log_format timed '$remote_addr [$time_local] "$request" $status $upstream_addr $upstream_response_time';
  access_log /var/log/nginx/access.log timed;
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  map $host $backend { hostnames; default 10.0.0.1; *.example.com 10.0.0.2; ~^api\\. 10.0.0.3; }
  geo $limited { default 1; 10.0.0.0/8 0; }
  split_clients "\${remote_addr}" $variant { 50% a; * b; }
  limit_req_zone $binary_remote_addr zone=requests:10m rate=10r/s;
  limit_conn_zone $binary_remote_addr zone=connections:10m;
  proxy_cache_path /var/cache/nginx/proxy levels=1:2 keys_zone=cache:10m max_size=1g inactive=60m;
  upstream api { zone api 64k; least_conn; server 10.0.1.45:8443 weight=3 max_fails=2 fail_timeout=10s; server 10.0.1.46:8443 backup; keepalive 16; }
  upstream sticky { ip_hash; server 10.0.1.47:8443; server unix:/run/app.sock; }
  gzip on; gzip_types text/plain application/json; gzip_min_length 256;
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:SSL:10m;
  server {
    listen 127.0.0.1:8080 default_server;
    listen [::1]:8080;
    server_name www.example .example.org ~^(?<sub>.+)\\.example\\.net$;
    client_max_body_size 8m;
    large_client_header_buffers 4 16k;
    error_page 502 503 504 /50x.html;
    location = /50x.html { root /usr/share/nginx/html; internal; }
    location / { try_files $uri $uri/ @app; expires 1h; add_header X-Frame-Options DENY always; }
    location @app { proxy_pass http://api; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; }
    location /api/ {
      limit_req zone=requests burst=20 nodelay;
      limit_conn connections 10;
      proxy_pass https://api/v1/;
      proxy_ssl_server_name on;
      proxy_ssl_name payments.internal;
      proxy_ssl_protocols TLSv1.2 TLSv1.3;
      proxy_ssl_ciphers HIGH:!aNULL;
      proxy_ssl_session_reuse off;
      proxy_connect_timeout 5s;
      proxy_read_timeout 30s;
      proxy_next_upstream error timeout http_502 non_idempotent;
      proxy_cache cache; proxy_cache_valid 200 10m; proxy_cache_key "$scheme$host$request_uri";
      proxy_buffers 8 16k; proxy_buffer_size 16k; proxy_busy_buffers_size 32k;
    }
    location ~ \\.php$ { fastcgi_pass unix:/run/php.sock; fastcgi_index index.php; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; }
    location ^~ /static/ { alias /srv/static/; autoindex on; sendfile on; tcp_nopush on; }
    location /grpc { grpc_pass grpcs://10.0.1.45:8443; grpc_ssl_server_name on; }
    location /uwsgi { uwsgi_pass suwsgi://10.0.1.45:8443; uwsgi_ssl_name payments.internal; }
    location /scgi { scgi_pass 10.0.1.45:4000; }
    location /memcached { set $memcached_key $uri; memcached_pass 127.0.0.1:11211; }
    location /status { stub_status; allow 127.0.0.1; deny all; }
    location /rewrite { if ($request_method = POST) { return 405; } rewrite ^/rewrite/(.*)$ /$1 last; }
    location /secure { secure_link $arg_md5,$arg_expires; secure_link_md5 "$secure_link_expires$uri secret"; if ($secure_link = "") { return 403; } }
    location /sub { sub_filter old new; sub_filter_once off; }
    location /auth { auth_request /api/; auth_basic off; satisfy any; }
    location /dav { dav_methods PUT DELETE; create_full_put_path on; dav_access user:rw group:r; }
    location /mirror { mirror /api/; slice 1m; gunzip on; mp4; }
  }
}
`;

const streams = `events {}
stream {
  log_format basic '$remote_addr [$time_local] $protocol $status $bytes_sent $bytes_received $session_time "$upstream_addr"';
  access_log /var/log/nginx/stream.log basic;
  map $ssl_preread_server_name $target { default 10.0.1.45:8443; api.example 10.0.1.46:8443; }
  upstream database { hash $remote_addr consistent; server 10.0.1.45:5432 max_fails=3; server 10.0.1.46:5432 down; }
  server { listen 127.0.0.1:9443; ssl_preread on; proxy_pass $target; proxy_timeout 10m; proxy_connect_timeout 3s; }
  server { listen 127.0.0.1:9444; proxy_pass database; proxy_ssl on; proxy_ssl_verify off; proxy_ssl_server_name on; proxy_protocol on; }
}
`;

/** Every scenario's configuration, once, with its certificates. */
function played(now: Date): readonly TestedConfiguration[] {
  const seen = new Set<string>();
  return scenariosOf(causes).flatMap(({ id, world }) => {
    const key = JSON.stringify(world.files);
    if (seen.has(key)) return [];
    seen.add(key);
    const pki = createPki(world.certificates, now);
    const files = Object.entries(world.files).map(([path, content]) => [path, pki.file(content)]);
    return [{ name: id, files: Object.fromEntries(files) }];
  });
}

/** Accounts, folders, addresses and names that no machine has by itself. */
const elsewhere = `user orders payments;
error_log logs/deep/error.log;
pid /srv/orders/nginx.pid;
events {}
http {
  access_log /srv/orders/logs/access.log;
  client_body_temp_path /srv/orders/tmp/body 1 2;
  upstream orders { server orders-1.internal:8443; server [fd00::12]:8443; }
  server { listen 10.77.0.1:8081; listen unix:/srv/orders/sockets/front.sock; location / { proxy_pass https://orders; } }
}
`;

const ofText = (name: string, text: string): TestedConfiguration => ({ name, files: { [mainFile]: text } });

/** Configurations of every kind; certificates in them are issued `now`. */
export function corpus(now: Date): readonly TestedConfiguration[] {
  return [
    ofText('broad', broad),
    ofText('streams', streams),
    ofText('elsewhere', elsewhere),
    ...boundaries.map(({ name, text }) => ofText(name, text)),
    ...played(now),
    ...testData(now),
  ];
}

const strange = [
  'on',
  'off',
  '0',
  '-1',
  '65536',
  '1k',
  '99999999999',
  '99999999999999999999',
  '3000000000',
  '4096m',
  '30d',
  '100y',
  'orders-internal-gateway.prod.eu-central-1.example.com',
  'maybe',
  '""',
  "'",
  '"',
  '$nothing',
  '$host',
  '{',
  '}',
  ';',
  'http://',
  'https://10.0.0.9:99999',
  'unix:',
  'SSLv9',
  '10.0.0.300',
  '1d1h',
  '[::1',
  '~(',
  '~*^/(a|b',
  'é',
  '\\\\',
  '#',
];

/** One to three edits of a configuration: of words, lines, punctuation. The same seed makes the same ones. */
export function mutated(text: string, seed: number, words: readonly string[]): string {
  const { below } = diceOf(seed);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  let result = text;
  for (let edits = 1 + below(3); edits > 0; edits -= 1) {
    const tokens = result.split(/(\s+|[{};])/);
    const filled = tokens.flatMap((token, index) => (token.trim() === '' ? [] : [index]));
    const at = pick(filled);
    const lines = result.split('\n');
    const line = below(lines.length);
    switch (below(8)) {
      case 0:
        tokens[at] = '';
        result = tokens.join('');
        break;
      case 1:
        tokens[at] = pick(strange);
        result = tokens.join('');
        break;
      case 2:
        tokens[at] = pick(words);
        result = tokens.join('');
        break;
      case 3:
        lines.splice(line, 1);
        result = lines.join('\n');
        break;
      case 4:
        lines.splice(line, 0, lines[below(lines.length)] ?? '');
        result = lines.join('\n');
        break;
      case 5:
        lines.splice(line, 0, `${pick(words)} ${pick(words)};`);
        result = lines.join('\n');
        break;
      case 6:
        result = result.slice(0, below(result.length));
        break;
      default:
        tokens[at] = `${tokens[at]} ${pick([...strange, ...words])}`;
        result = tokens.join('');
    }
  }
  return result;
}

/** Words that occur, for mutations to swap in. */
export function vocabulary(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text.split(/[\s{};]+/)).filter((word) => word !== ''))].sort();
}
