import { expect, it } from 'vitest';
import { causesOf, diagnosed, line, server, verified, worldsOf } from './incident.js';

const closed = line('upstream prematurely closed connection while reading response header from upstream');
const at = (protocols: string) =>
  server(
    `location /v1/ { proxy_pass https://10.0.1.45:8443; ${verified} proxy_ssl_protocols ${protocols};
     proxy_ssl_certificate tls/client.pem; proxy_ssl_certificate_key tls/client.key; }`,
  );

it('may be how Node refuses a client certificate after a handshake of TLS 1.3', async () => {
  const incident = await diagnosed({ configuration: at('TLSv1.2 TLSv1.3'), log: closed });
  expect(causesOf(incident).join()).not.toContain('certain');
  expect(worldsOf(incident)).toEqual(
    expect.arrayContaining([
      'client-certificate-rejected/closes-tls13',
      'upstream-closed-early/closes-after-handshake',
    ]),
  );
});

it('can’t be that where nginx offers no TLS 1.3', async () => {
  const incident = await diagnosed({ configuration: at('TLSv1.2'), log: closed });
  expect(worldsOf(incident).join()).not.toContain('client-certificate-rejected');
});
