import { expect, it } from 'vitest';
import { alerted, causesOf, diagnosed, production, server, verified } from './incident.js';

const at = (ciphers: string) =>
  server(`location /v1/ { proxy_pass https://10.0.1.45:8443; ${verified} proxy_ssl_ciphers ${ciphers}; }`);

it.each([
  ['ECDHE-ECDSA-AES256-GCM-SHA384', ['all-but-the-list', 'rsa-certificate']],
  ['aECDSA', ['rsa-certificate']],
  ['ECDHE-RSA-AES128-GCM-SHA256', ['all-but-the-list', 'ecdsa-certificate']],
])('a list of nginx’s own, %s, is the likely cause of alert 40', async (ciphers, worlds) => {
  const incident = await diagnosed({ configuration: at(ciphers), log: alerted(40) });
  expect(causesOf(incident).slice(0, 2)).toEqual(['cipher-mismatch likely', 'client-certificate-required likely']);
  expect(incident.causes[0]?.reproduced?.worlds).toEqual(
    expect.arrayContaining(worlds.map((world) => `cipher-mismatch/${world}`)),
  );
  expect(incident.causes[0]?.evidence.map(({ text }) => text).join()).toContain('its own list');
  expect(production(incident)?.proof?.cured).toEqual(incident.causes[0]?.reproduced?.worlds);
});

it('a list that leaves little out is not', async () => {
  const incident = await diagnosed({ configuration: at('HIGH:!aNULL'), log: alerted(40) });
  expect(causesOf(incident)[0]).toBe('client-certificate-required likely');
  expect(causesOf(incident)).toContain('cipher-mismatch possible');
});
