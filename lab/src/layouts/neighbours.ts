import { type Behaviour, cast, serverCertificate, type Upstream } from '@stackengine/engine';
import type { Files } from '../protocol.js';
import { get, type HopWanted, type Layout } from './hop.js';

const healthLeaf = serverCertificate('health.internal', 'intermediate', { dns: ['health.internal'] });

const overTls: Behaviour = {
  type: 'tls',
  implementation: 'node',
  chain: ['health-leaf', 'intermediate'],
  protocols: ['TLSv1.2', 'TLSv1.3'],
  application: 'http1',
};

const upstreams: readonly Upstream[] = [
  { address: '10.0.2.20:8080', behaviour: { type: 'plain', application: 'http1' } },
  { address: '10.0.2.30:8443', behaviour: overTls },
  // Of a layout's own: no other location passes to it.
  { address: '10.0.2.40:8443', behaviour: overTls },
];

/** Failures that leave the error log empty show in such a log only. */
export const accessLog = `  log_format upstreams '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" '
                       '"$http_user_agent" upstream_addr=$upstream_addr upstream_status=$upstream_status';
  access_log /var/log/nginx/access.log upstreams;`;

/** Three locations that work: no upstream, one without TLS, one with TLS that is verified. */
export const neighbours = `
    location = /ready {
      return 200 "ready\\n";
    }

    # plain on purpose: same host network
    location /plain/ {
      proxy_pass http://10.0.2.20:8080;
    }

    location /verified/ {
      proxy_pass https://10.0.2.30:8443;
      proxy_ssl_verify on;
      proxy_ssl_trusted_certificate /etc/nginx/tls/health-ca.pem;
      proxy_ssl_name health.internal;
      proxy_ssl_server_name on;
    }
`;

const anchorFile: Files = { '/etc/nginx/tls/health-ca.pem': { certificates: ['root'] } };

/** A layout around the given files, with the neighbours' upstreams and requests. */
export function withNeighbours(
  id: string,
  hop: HopWanted,
  files: Files,
  of: Partial<Pick<Layout, 'names' | 'request' | 'addresses'>> = {},
): Layout {
  return {
    id,
    files: { ...files, ...anchorFile },
    names: {},
    certificates: { ...cast, 'health-leaf': healthLeaf },
    request: get('/api/'),
    addresses: [hop.addresses[0]],
    healthy: [get('/ready'), get('/plain/'), get('/verified/')],
    upstreams,
    ...of,
  };
}
