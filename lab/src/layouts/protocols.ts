import { directives, get, type HopWanted, type Layout, listener } from './hop.js';
import { accessLog, neighbours, withNeighbours } from './neighbours.js';

const head = 'error_log /var/log/nginx/error.log;\nevents {}\n';

function http(server: string): string {
  return `${head}http {
${accessLog}
  proxy_connect_timeout 2s;
  grpc_connect_timeout 2s;
  uwsgi_connect_timeout 2s;

  server {
    listen ${listener};
${neighbours}  }
${server}}
`;
}

const main = '/etc/nginx/nginx.conf';

/** `grpc_pass grpcs://`; the client speaks HTTP/2 in clear. */
export function grpc(hop: HopWanted): Layout {
  const to = '127.0.0.1:8082';
  const pass = `      grpc_pass ${hop.tls === false ? 'grpc' : 'grpcs'}://${hop.addresses[0]};\n`;
  const server = `  server {\n    listen ${to} http2;\n\n    location /api.Api/ {\n${pass}${directives(hop.settings, 'grpc_ssl_', '      ')}    }\n  }\n`;
  const headers = { 'content-type': 'application/grpc', te: 'trailers' };
  const request = get('/api.Api/Get', { to, protocol: 'h2c', method: 'POST', headers, body: '\0\0\0\0\0' });
  return withNeighbours('grpc', hop, { [main]: http(server) }, { request });
}

/** `uwsgi_pass suwsgi://`. */
export function uwsgi(hop: HopWanted): Layout {
  const to = '127.0.0.1:8083';
  const pass = `      uwsgi_pass ${hop.tls === false ? '' : 'suwsgi://'}${hop.addresses[0]};\n      uwsgi_param REQUEST_METHOD $request_method;\n`;
  const server = `  server {\n    listen ${to};\n\n    location / {\n${pass}${directives(hop.settings, 'uwsgi_ssl_', '      ')}    }\n  }\n`;
  return withNeighbours('uwsgi', hop, { [main]: http(server) }, { request: get('/', { to }) });
}

/** A TCP proxy; the neighbours are in `http` of the same file. */
export function stream(hop: HopWanted): Layout {
  const to = '127.0.0.1:9000';
  const ssl = `    proxy_ssl ${hop.tls === false ? 'off' : 'on'};\n${directives(hop.settings, 'proxy_ssl_', '    ')}`;
  const block = `\nstream {
  log_format basic '$remote_addr [$time_local] $protocol $status $bytes_sent $bytes_received $session_time "$upstream_addr"';
  access_log /var/log/nginx/stream.log basic;

  server {
    listen ${to};
    proxy_connect_timeout 2s;
    proxy_pass ${hop.addresses[0]};
${ssl}  }
}
`;
  return withNeighbours(
    'stream',
    hop,
    { [main]: `${http('')}${block}` },
    { request: get('', { to, protocol: 'stream' }) },
  );
}
