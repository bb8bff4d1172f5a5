import { expect, it } from 'vitest';
import { alerted, causesOf, diagnosed, line, production, server, verified } from './incident.js';

const at = (more = '') =>
  server(
    `location /v1/ { proxy_pass https://10.0.1.45:8443; ${verified}
     proxy_ssl_certificate tls/client.pem; proxy_ssl_certificate_key tls/client.key; ${more} }`,
  );

it.each([
  [42, 'not-yet-valid'],
  [43, 'for-servers-only'],
  [44, 'revoked'],
  [45, 'expired'],
  [46, 'certificate-unknown'],
])('refused by alert %i is reproduced, and its fix proven', async (number, world) => {
  const incident = await diagnosed({ configuration: at(), log: alerted(number) });
  expect(causesOf(incident)).toEqual(['client-certificate-rejected certain']);
  expect(incident.causes[0]?.reproduced?.worlds).toEqual([`client-certificate-rejected/${world}`]);
  expect(production(incident)?.proof?.cured).toEqual([`client-certificate-rejected/${world}`]);
});

it('refused after a handshake of TLS 1.3 is, too', async () => {
  const log = line(
    'SSL_read() failed (SSL: error:0A000415:SSL routines::ssl/tls alert certificate expired:SSL alert number 45) while reading response header from upstream',
  );
  const incident = await diagnosed({ configuration: at('proxy_ssl_protocols TLSv1.3;'), log });
  expect(causesOf(incident)[0]).toBe('client-certificate-rejected certain');
  expect(production(incident)?.proof?.cured).toEqual(['client-certificate-rejected/expired-tls13']);
});
