import { diagnoseByPlaying, readErrorLog } from '@stackengine/engine';
import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { bottleOf } from '../differential/modules.js';

const bottle = bottleOf('1.26.3');

const location = (settings = '') =>
  `location /api/ {\n    proxy_pass https://10.0.1.45:8443;\n    ${settings}\n    proxy_set_header Host $host;\n}\n`;

const logged = (said: string) =>
  `2024/01/15 03:42:17 [error] 12#12: *5 ${said} while SSL handshaking to upstream, client: 203.0.113.10, server: a.example, request: "POST /api/x HTTP/1.1", upstream: "https://10.0.1.45:8443/api/x", host: "a.example"\n`;

async function diagnosed(text: string, log: string) {
  const { incidents } = await diagnoseByPlaying(
    {
      events: readErrorLog('error.log', log).events,
      access: [],
      accessGiven: false,
      configuration: readConfiguration([{ file: 'api.conf', text }], memorySource({})),
      presented: [],
      vouched: [],
      trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
      environment: 'production',
      now: new Date().toISOString(),
      answers: { name: 'api.internal', 'ca-path': 'tls/ca.pem' },
    },
    { player: bottle.play },
  );
  const [incident] = incidents;
  if (incident === undefined) throw new Error('no incident');
  return incident;
}

describe('a location block alone', () => {
  it.each([
    ['upstream SSL certificate verify error: (18:self-signed certificate)', 'untrusted-self-signed'],
    ['upstream SSL certificate verify error: (10:certificate has expired)', 'certificate-expired'],
  ])('is played as if an enclosing block verified, where the line shows that nginx does: %s', async (said, cause) => {
    const { causes, fixes, notices } = await diagnosed(location(), logged(said));
    expect(causes[0]?.cause).toBe(cause);
    expect(causes[0]?.reproduced).not.toBeNull();
    expect(notices.map(({ code }) => code)).toContain('verification-assumed');
    for (const { profile, proof } of fixes) expect(proof, profile).not.toBeNull();
  });

  it('keeps what an enclosing block may hold, where the line does not say what happened', async () => {
    const { causes, fixes } = await diagnosed(location(), logged('SSL handshaking to 10.0.1.45:8443'));
    expect(causes[0]).toMatchObject({ cause: 'sni-required', reproduced: { nginx: '1.26.3' } });
    expect(causes).toContainEqual(expect.objectContaining({ cause: 'untrusted-self-signed', confidence: 'possible' }));
    expect(fixes.map(({ profile }) => profile)).toEqual(['production', 'development']);
  });

  it('is taken at its word where it says that nothing is verified', async () => {
    const { causes, notices } = await diagnosed(
      location('proxy_ssl_verify off;'),
      logged('upstream SSL certificate verify error: (18:self-signed certificate)'),
    );
    expect(causes.every(({ reproduced }) => reproduced === null)).toBe(true);
    expect(notices.map(({ code }) => code)).toContain('not-this-configuration');
  });
});
