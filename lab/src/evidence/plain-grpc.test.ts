import { expect, it } from 'vitest';
import { diagnosed, production } from './incident.js';

const configuration = `events {}
http { server { listen 80; http2 on; server_name www.example; location / { grpc_pass grpc://10.0.1.45:8443; } } }
`;
const log =
  '2026/01/15 03:42:17 [error] 31#31: *1 upstream prematurely closed connection while reading response header from upstream, client: 203.0.113.9, server: www.example, request: "POST /a.B/C HTTP/2.0", upstream: "grpc://10.0.1.45:8443", host: "www.example"\n';

it('gRPC in clear to a TLS port is reproduced, and its fix proven', async () => {
  const incident = await diagnosed({ configuration, log });
  expect(incident.causes[0]).toMatchObject({
    cause: 'plain-http-to-tls-port',
    reproduced: { worlds: ['plain-http-to-tls-port/grpc-closes'] },
  });
  expect(production(incident)?.proof?.cured).toEqual(['plain-http-to-tls-port/grpc-closes']);
});
