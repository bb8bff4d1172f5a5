import { type Behaviour, cast, castName, faultless, type Request, type Step, type World } from '@stackengine/engine';
import type { ComparedWorld } from './worlds.js';

const address = '10.0.1.45:8443';
const other = '10.0.1.46:8443';

const get = (path: string, more: Partial<Request> = {}): Request => ({
  type: 'request',
  to: '127.0.0.1:8080',
  protocol: 'http',
  host: 'www.example',
  method: 'GET',
  path,
  ...more,
});

const swap = (behaviour: Behaviour, at = address): Step => ({ type: 'swap', upstream: { address: at, behaviour } });
const pause = (seconds: number): Step => ({ type: 'pause', seconds });
const rotate: Step = { type: 'rotate' };

const verified = `proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem; proxy_ssl_verify_depth 2;
  proxy_ssl_server_name on; proxy_ssl_name ${castName};`;

function http(text: string): World['files'] {
  return {
    '/etc/nginx/nginx.conf': `events {}
http {
  error_log /var/log/nginx/error.log info;
  log_format main '$request $status "$upstream_addr" "$upstream_status" $ssl_protocol';
  access_log /var/log/nginx/access.log main;
  ${text}
}
`,
    '/etc/nginx/tls/ca.pem': { certificates: ['root'] },
    '/etc/nginx/tls/own.pem': { certificates: ['leaf', 'intermediate'] },
    '/etc/nginx/tls/own.key': { keyOf: 'leaf' },
  };
}

const server = (locations: string, listen = '127.0.0.1:8080'): string => `server { listen ${listen}; ${locations} }`;

interface Described {
  readonly files: World['files'];
  readonly steps: readonly Step[];
  readonly upstreams?: World['upstreams'];
  readonly names?: World['names'];
}

const two =
  'upstream app { server 10.0.1.45:8443 max_fails=1 fail_timeout=1s; server 10.0.1.46:8443 max_fails=1 fail_timeout=1s; }';

const both = http(
  server(
    `location /tls { proxy_pass https://${address}; ${verified} } location /plain { proxy_pass http://${address}; }`,
  ),
);

const hangingUp = (behaviour: Behaviour) => ({
  upstreams: [{ address, behaviour }],
  steps: [get('/tls'), get('/plain'), get('/tls')],
});

/** What causes don't play: time, sessions, connections that are kept, sockets and names of every kind, logs that are rotated. */
const described: Readonly<Record<string, Described>> = {
  'peers are left out, and asked again': {
    files: http(`${two} ${server(`location / { proxy_pass https://app; ${verified} }`)}`),
    upstreams: [
      { address, behaviour: { type: 'refused' } },
      { address: other, behaviour: { type: 'refused' } },
    ],
    steps: [get('/1'), get('/2'), swap(faultless), swap(faultless, other), get('/3'), pause(1.6), get('/4'), get('/5')],
  },
  'one peer fails': {
    files: http(`${two} ${server(`location / { proxy_pass https://app; ${verified} }`)}`),
    upstreams: [
      { address, behaviour: { ...faultless, chain: ['self-signed'] } },
      { address: other, behaviour: faultless },
    ],
    steps: [get('/1'), get('/2'), get('/3'), pause(2.2), get('/4')],
  },
  'connections are kept, and closed': {
    files: http(
      `upstream app { server ${address}; keepalive 2; keepalive_timeout 1s; }
       ${server(`location / { proxy_pass https://app; proxy_http_version 1.1; proxy_set_header Connection ""; ${verified} }`)}`,
    ),
    steps: [
      get('/1'),
      get('/2'),
      pause(1.5),
      get('/3'),
      swap({ type: 'refused' }),
      get('/4'),
      swap(faultless),
      get('/5'),
    ],
  },
  'sessions are resumed, and forgotten': {
    files: http(
      server(`location /loose { proxy_pass https://${address}; }
        location /strict { proxy_pass https://${address}; ${verified} }
        location /alone { proxy_pass https://${address}; ${verified} proxy_ssl_session_reuse off; }`),
    ),
    upstreams: [{ address, behaviour: { ...faultless, implementation: 'nginx', protocols: ['TLSv1.2'] } }],
    steps: [
      get('/strict'),
      get('/strict'),
      get('/loose'),
      get('/strict'),
      get('/alone'),
      { type: 'reload', files: {} },
      get('/loose'),
      get('/strict'),
    ],
  },
  'logs are rotated': {
    files: http(server(`location / { proxy_pass https://${address}; ${verified} }`)),
    upstreams: [{ address, behaviour: { ...faultless, chain: ['self-signed'] } }],
    steps: [
      get('/1'),
      rotate,
      get('/2'),
      swap(faultless),
      get('/3'),
      rotate,
      rotate,
      get('/4'),
      { type: 'reload', files: {} },
      get('/5'),
    ],
  },
  'a unix socket': {
    files: http(
      server(
        `location / { proxy_pass https://unix:/run/app.sock:/; ${verified} } location /gone { proxy_pass http://unix:/run/gone.sock; }`,
      ),
    ),
    upstreams: [{ address: 'unix:/run/app.sock', behaviour: faultless }],
    steps: [get('/'), get('/gone')],
  },
  IPv6: {
    files: http(
      server(
        `location / { proxy_pass https://[fd00::45]:8443; ${verified} } location /shut { proxy_pass https://[fd00::46]:8443; }`,
      ),
    ),
    upstreams: [
      { address: '[fd00::45]:8443', behaviour: faultless },
      { address: '[fd00::46]:8443', behaviour: { type: 'refused' } },
    ],
    steps: [get('/'), get('/shut')],
  },
  'names that a resolver is asked': {
    files: http(
      server(`resolver 127.0.0.1 ipv6=off; set $app app.internal; set $none none.internal;
        location / { proxy_pass https://$app:8443; ${verified} } location /none { proxy_pass https://$none:8443; }`),
    ),
    names: { 'app.internal': ['10.0.1.45'] },
    steps: [get('/'), get('/none'), get('/')],
  },
  'a resolver at a port of its own': {
    files: http(
      server(`resolver 127.0.0.1:5353 ipv6=off; set $app app.internal; set $none none.internal;
        location / { proxy_pass https://$app:8443; ${verified} }
        location /six { resolver [::1]:8600; proxy_pass https://$app:8443; ${verified} }
        location /none { proxy_pass https://$none:8443; }`),
    ),
    names: { 'app.internal': ['10.0.1.45'] },
    steps: [
      get('/'),
      get('/six'),
      get('/none'),
      {
        type: 'reload',
        files: http(
          server(`resolver 127.0.0.1:8600 ipv6=off; set $app app.internal;
            location / { proxy_pass https://$app:8443; ${verified} }`),
        ),
      },
      get('/'),
    ],
  },
  'listeners with TLS': {
    files: http(
      `ssl_certificate tls/own.pem; ssl_certificate_key tls/own.key; ${server(
        `location / { proxy_pass https://${address}; ${verified} }`,
        '127.0.0.1:8443 ssl',
      )}`,
    ),
    steps: [get('/', { to: '127.0.0.1:8443', protocol: 'https' }), get('/', { to: '127.0.0.1:8443' })],
  },
  'bodies and methods': {
    files: http(server(`client_max_body_size 1k; location / { proxy_pass https://${address}; ${verified} }`)),
    steps: [
      get('/post', { method: 'POST', body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
      get('/put', { method: 'PUT', body: 'x'.repeat(2000) }),
      get('/delete', { method: 'DELETE' }),
    ],
  },
  'a request inside of a request': {
    files: http(
      server(`location / { auth_request /auth; proxy_pass https://${address}; ${verified} }
        location = /auth { internal; proxy_pass https://${other}; ${verified} }`),
    ),
    upstreams: [
      { address, behaviour: faultless },
      { address: other, behaviour: { ...faultless, chain: ['foreign-leaf', 'foreign-root'] } },
    ],
    steps: [get('/'), swap(faultless, other), get('/')],
  },
  'the next peer is tried': {
    files: http(
      `${two} ${server(`proxy_next_upstream error timeout http_502; location / { proxy_pass https://app; ${verified} }`)}`,
    ),
    upstreams: [
      { address, behaviour: { type: 'close', reset: true } },
      { address: other, behaviour: { type: 'close', reset: false } },
    ],
    steps: [get('/1'), pause(2.2), swap(faultless, other), get('/2')],
  },
  'closed when it is accepted': { files: both, ...hangingUp({ type: 'close', reset: false, at: 'accept' }) },
  'reset when it is accepted': { files: both, ...hangingUp({ type: 'close', reset: true, at: 'accept' }) },
  'closed at the first bytes': { files: both, ...hangingUp({ type: 'close', reset: false }) },
  'reset at the first bytes': { files: both, ...hangingUp({ type: 'close', reset: true }) },
  'nobody answers in time': {
    files: http(
      `proxy_connect_timeout 1s; proxy_read_timeout 1s;
       ${server(`location /tls { proxy_pass https://${address}; ${verified} } location /plain { proxy_pass http://${address}; }`)}`,
    ),
    upstreams: [{ address, behaviour: { type: 'unreachable' } }],
    steps: [get('/tls'), swap({ type: 'silent' }), get('/tls'), get('/plain')],
  },
  'nginx says nothing either': {
    files: http(server(`location / { return 444; }`)),
    steps: [get('/'), get('/', { method: 'POST', body: 'a=b' })],
  },
};

/** Worlds of no cause. */
export const otherWorlds: readonly ComparedWorld[] = Object.entries(described).map(
  ([id, { files, steps, names = {}, upstreams = [{ address, behaviour: faultless }] }]) => ({
    id: `other: ${id}`,
    world: { files, certificates: cast, upstreams, names, steps },
  }),
);
