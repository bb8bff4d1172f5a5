import { expect, it } from 'vitest';
import { diagnosed, line, production, server, verified } from './incident.js';

const at = (condition: string) =>
  server(`location /v1/ { proxy_pass https://10.0.1.46:8443; ${verified.replace(/proxy_ssl_name.*/, '')}
    if (${condition}) { proxy_pass https://10.0.1.45:8443; } }`);
const log = line('upstream SSL certificate does not match "10.0.1.45" while SSL handshaking to upstream');

it('a request gets the cookie with which an if lets it in, and the fix is proven', async () => {
  const incident = await diagnosed({ configuration: at('$http_cookie ~ "beta=1"'), log });
  expect(incident.causes).toMatchObject([{ cause: 'name-mismatch', reproduced: { line: expect.any(String) } }]);
  expect(production(incident)?.proof).not.toBeNull();
});

it('it is said where no request was found that an if lets in', async () => {
  const incident = await diagnosed({ configuration: at('$remote_addr = 203.0.113.9'), log });
  expect(incident.notices[0]).toMatchObject({ code: 'not-playable' });
  expect(incident.notices[0]?.text).toContain('inside of "if ($remote_addr = 203.0.113.9)"');
  expect(incident.causes[0]?.reproduced).toBeNull();
});

it('it is said where the location answers by itself', async () => {
  const incident = await diagnosed({
    configuration: server(`location /v1/ { return 200 "here"; proxy_pass https://10.0.1.45:8443; ${verified} }`),
    log,
  });
  expect(incident.notices.map(({ code }) => code)).toContain('not-playable');
  expect(JSON.stringify(incident.notices)).not.toContain('another one ran');
});
