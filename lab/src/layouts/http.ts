import { directives, get, type HopWanted, type Layout, listener } from './hop.js';
import { accessLog, neighbours, withNeighbours } from './neighbours.js';

const scheme = (hop: HopWanted) => (hop.tls === false ? 'http' : 'https');
const ssl = (hop: HopWanted, indent: string) => directives(hop.settings, 'proxy_ssl_', indent);
const portOf = (address: string) => address.slice(address.lastIndexOf(':') + 1);
const hostOf = (address: string) => address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');

interface Parts {
  readonly http?: string;
  readonly server?: string;
}

function configuration(locations: string, { http = '', server = '' }: Parts = {}): string {
  return `worker_processes 1;
error_log /var/log/nginx/error.log;

events {
  worker_connections 256;
}

http {
${accessLog}
  proxy_connect_timeout 2s;
${http}
  server {
    listen ${listener};
    server_name www.example; # the public name
${server}${neighbours}
${locations}  }
}
`;
}

const main = '/etc/nginx/nginx.conf';
const pass = (hop: HopWanted, indent = '      ') => `${indent}proxy_pass ${scheme(hop)}://${hop.addresses[0]};\n`;

const neighbour = ({ neighbour: settings, ...hop }: HopWanted, target: string) =>
  settings === undefined
    ? ''
    : `    location /neighbour/ {\n      proxy_pass ${target}/;\n${ssl({ ...hop, settings }, '      ')}    }\n\n`;

/** One location that passes to an address. */
export function byAddress(hop: HopWanted): Layout {
  const other = neighbour(hop, `${scheme(hop)}://${hop.addresses[0]}`);
  const location = `    location /api/ {\n${pass(hop)}${ssl(hop, '      ')}    }\n`;
  return withNeighbours('address', hop, { [main]: configuration(`${other}${location}`) });
}

/** An upstream group of every address. */
export function group(hop: HopWanted): Layout {
  const servers = hop.addresses.map((address) => `    server ${address};\n`).join('');
  const location = `    location /api/ {\n      proxy_pass ${scheme(hop)}://api_backend;\n${ssl(hop, '      ')}    }\n`;
  const other = neighbour(hop, `${scheme(hop)}://api_backend`);
  const files = {
    [main]: configuration(`${other}${location}`, { http: `\n  upstream api_backend {\n${servers}  }\n` }),
  };
  return withNeighbours('group', hop, files, { addresses: hop.addresses });
}

const bare = (hop: HopWanted) => `    location /api/ {\n${pass(hop)}    }\n`;

/** Settings in `server`. */
export const inheritedFromServer = (hop: HopWanted): Layout =>
  withNeighbours('inherited-server', hop, { [main]: configuration(bare(hop), { server: ssl(hop, '    ') }) });

/** Settings in `http`. */
export const inheritedFromHttp = (hop: HopWanted): Layout =>
  withNeighbours('inherited-http', hop, { [main]: configuration(bare(hop), { http: ssl(hop, '  ') }) });

/** A location in a location; the outer one holds the settings. */
export function nested(hop: HopWanted): Layout {
  const inner = `      location /api/v1/ {\n${pass(hop, '        ')}      }\n`;
  const location = `    location /api/ {\n${ssl(hop, '      ')}      proxy_set_header Host $host;\n${inner}      return 404;\n    }\n`;
  return withNeighbours('nested', hop, { [main]: configuration(location) }, { request: get('/api/v1/') });
}

/** A location around another one, whose upstream nobody verifies and which inherits what the outer one is given. */
export function around(hop: HopWanted): Layout {
  const inner = '      location /api/images/ {\n        proxy_pass https://10.0.2.40:8443;\n      }\n';
  const location = `    location /api/ {\n${pass(hop)}${ssl(hop, '      ')}${inner}    }\n`;
  const layout = withNeighbours('around', hop, { [main]: configuration(location) });
  return { ...layout, healthy: [...layout.healthy, get('/api/images/')] };
}

/** A server of its own in `conf.d`. */
export function included(hop: HopWanted): Layout {
  const server = `# the API team's file\nserver {\n  listen 127.0.0.1:8081;\n  server_name api.example;\n\n  location / {\n${pass(hop, '    ')}${ssl(hop, '    ')}  }\n}\n`;
  const files = {
    [main]: configuration('', { http: '  include conf.d/*.conf;\n' }),
    '/etc/nginx/conf.d/api.conf': server,
    '/etc/nginx/conf.d/empty.conf': '# nothing here yet\n',
  };
  return withNeighbours('included', hop, files, { request: get('/', { to: '127.0.0.1:8081', host: 'api.example' }) });
}

/** The target in a variable, resolved at run time. */
export function variable(hop: HopWanted): Layout {
  const location = `    location /api/ {\n      resolver 10.0.0.2 valid=5s ipv6=off;\n      set $api ${hop.name};\n      proxy_pass ${scheme(hop)}://$api:${portOf(hop.addresses[0])};\n${ssl(hop, '      ')}    }\n`;
  const names = { [hop.name]: [hostOf(hop.addresses[0])] };
  return withNeighbours('variable', hop, { [main]: configuration(location) }, { names });
}

/** A host name that nginx resolves when it starts. */
export function byName(hop: HopWanted): Layout {
  const location = `    location /api/ {\n      proxy_pass ${scheme(hop)}://${hop.name}:${portOf(hop.addresses[0])};\n${ssl(hop, '      ')}    }\n`;
  const names = { [hop.name]: [hostOf(hop.addresses[0])] };
  return withNeighbours('name', hop, { [main]: configuration(location) }, { names });
}

/** `proxy_pass` in an `if`, the settings in its location: `if` takes none. */
export function inIf(hop: HopWanted): Layout {
  const condition = `      if ($request_method = GET) {\n${pass(hop, '        ')}      }\n`;
  const location = `    location /api/ {\n${ssl(hop, '      ')}${condition}    }\n`;
  return withNeighbours('if', hop, { [main]: configuration(location) });
}

/** A whole location on one line. */
export function oneLine(hop: HopWanted): Layout {
  const line = `${pass(hop, '')}${ssl(hop, '')}`.trim().replaceAll('\n', ' ');
  return withNeighbours('one-line', hop, { [main]: configuration(`    location /api/ { ${line} }\n`) });
}

const tabbed = (text: string) => text.replace(/^( {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2));

/** Indented with tabs, Allman braces. */
export function tabs(hop: HopWanted): Layout {
  const { files, ...layout } = byAddress(hop);
  const text = String(files[main]).replace(/^( *)(\S.*) \{$/gm, '$1$2\n$1{');
  return { ...layout, id: 'tabs', files: { ...files, [main]: tabbed(text) } };
}

/** CRLF line ends, none at the end of the file. */
export function crlf(hop: HopWanted): Layout {
  const { files, ...layout } = byAddress(hop);
  return { ...layout, id: 'crlf', files: { ...files, [main]: String(files[main]).trimEnd().replaceAll('\n', '\r\n') } };
}
