import { expect, it } from 'vitest';
import { diagnosed, line, production, server, verified } from './incident.js';

const mismatch = (more = '') =>
  line('upstream SSL certificate does not match "10.0.1.45" while SSL handshaking to upstream', more);
const unnamed = 'proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem;';
const hop = `proxy_pass https://10.0.1.45:8443; ${unnamed}`;
const attackers = ['self-signed, same name', 'own root, same subjects', 'right CA, another name'];

it.each([
  [
    'in a named location that takes over where another upstream fails',
    `location /v1/ { proxy_pass https://10.0.1.46:8443; ${verified} proxy_intercept_errors on; error_page 502 503 = @spare; }
     location @spare { ${hop} }`,
    '',
  ],
  [
    'before which another location takes over when it fails',
    `location /v1/ { ${hop} error_page 502 = @spare; } location @spare { proxy_pass http://10.0.1.46:8080; }`,
    '',
  ],
  [
    'of a subrequest, after which another upstream has to answer',
    `location = /_auth { internal; ${hop} }
     location /v1/ { auth_request /_auth; proxy_pass http://10.0.1.46:8080; }`,
    'subrequest: "/_auth", ',
  ],
])('a hop %s: its fix is proven', async (_, lines, more) => {
  const incident = await diagnosed({ configuration: server(lines), log: mismatch(more) });
  expect(incident.causes).toMatchObject([{ cause: 'name-mismatch', reproduced: { line: expect.any(String) } }]);
  expect(incident.notices.map(({ code }) => code)).not.toContain('fix-failed-its-proof');
  expect(production(incident)?.proof?.refused).toEqual(attackers);
});
