import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import type { DiagnosisInput } from '../diagnosis/diagnose.js';
import { readErrorLog } from '../logs/index.js';
import type { Outcome, World } from '../worlds/world.js';
import { diagnoseByPlaying } from './diagnose-by-playing.js';
import { fewRules } from './testing/player.js';

const verified = `proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/ssl/ca.pem;
    proxy_ssl_name payments.example;`;

const location = (settings: string, target = 'https://10.0.1.45:8443') =>
  `location /v1/ {\n    proxy_pass ${target};\n    ${settings}\n}\n`;

const logged = (message: string, upstream = 'https://10.0.1.45:8443/v1/pay') =>
  `2026/01/15 03:42:17 [error] 31#31: *1842 ${message} while SSL handshaking to upstream, client: 203.0.113.9, server: www.example, request: "GET /v1/pay HTTP/1.1", upstream: "${upstream}", host: "www.example"\n`;

const alertLine = (number: number) =>
  logged(
    `SSL_do_handshake() failed (SSL: error:0A000${(1000 + number).toString(16)}:SSL routines::alert:SSL alert number ${number})`,
  );

const input = (text: string, log: string, more: Partial<DiagnosisInput> = {}): DiagnosisInput => ({
  events: readErrorLog('error.log', log).events,
  access: [],
  accessGiven: false,
  configuration: readConfiguration([{ file: 'api.conf', text }], memorySource({})),
  presented: [],
  vouched: [],
  trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
  environment: 'production',
  now: '2026-01-15T04:00:00Z',
  answers: {},
  ...more,
});

async function play(text: string, log: string, more: Partial<DiagnosisInput> = {}, noted: World[] = []) {
  const { incidents } = await diagnoseByPlaying(input(text, log, more), { player: fewRules(noted) });
  const [incident] = incidents;
  if (incident === undefined) throw new Error('no incident');
  return incident;
}

describe('causes', () => {
  it('stand where one of their worlds writes the line, and fall where none does', async () => {
    const { causes } = await play(location(verified), alertLine(40));
    expect(causes.map(({ cause, reproduced }) => [cause, reproduced?.worlds[0]])).toEqual([
      ['sni-required', 'sni-required/node-without-default'],
      ['client-certificate-required', 'client-certificate-required/node-tls12'],
    ]);
    expect(causes[0]?.reproduced).toMatchObject({ nginx: '0.0.1', line: expect.stringContaining('alert number 40') });
    expect(causes[0]?.evidence.map(({ kind }) => kind)).toContain('reproduction');
  });

  it('name the observation that tells them apart', async () => {
    const { causes } = await play(location(verified), alertLine(40));
    expect(causes[0]?.decidedBy).toEqual([
      'a list of acceptable client CAs means client-certificate-required; a certificate with nothing wrong means sni-required: `openssl s_client -connect 10.0.1.45:8443 -servername payments.example </dev/null`',
    ]);
  });

  it('are certain where only one is left', async () => {
    const { causes } = await play(
      location(`${verified}\n    proxy_ssl_server_name on;`),
      logged('upstream SSL certificate verify error: (10:certificate has expired)'),
    );
    expect(causes).toMatchObject([{ cause: 'certificate-expired', confidence: 'certain' }]);
  });

  it('stay two where an upstream that nobody names may have shown its default certificate', async () => {
    const { causes } = await play(
      location(verified),
      logged('upstream SSL certificate verify error: (10:certificate has expired)'),
    );
    expect(causes.map(({ cause, reproduced }) => [cause, reproduced?.worlds.at(-1)])).toEqual([
      ['certificate-expired', expect.stringContaining('certificate-expired/')],
      ['sni-required', 'sni-required/fallback-expired'],
    ]);
  });

  it('are the configuration’s where even a faultless upstream gets the line', async () => {
    const { causes, notices } = await play(
      location('proxy_ssl_verify on;\n    proxy_ssl_trusted_certificate /etc/ssl/ca.pem;'),
      logged('upstream SSL certificate does not match "10.0.1.45"'),
    );
    expect(notices.map(({ code }) => code)).toContain('configuration-at-fault');
    expect(causes[0]).toMatchObject({
      cause: 'name-mismatch',
      reproduced: { worlds: ['faultless, cured by its repair'] },
    });
  });

  it('are the texts’ where the configuration can’t have written the line, and that is said', async () => {
    const { causes, notices } = await play(location(''), alertLine(49));
    expect(causes.every(({ reproduced }) => reproduced === null)).toBe(true);
    expect(notices.map(({ code }) => code)).toContain('not-this-configuration');
  });

  it.each([
    ['revocation lists are looked at', 'proxy_ssl_crl /etc/ssl/crl.pem;', 'not-among-those-played'],
    ['they are not', '', 'not-this-configuration'],
  ])('are certain beside a line that no world writes, and no notice denies it where %s', async (_, more, notice) => {
    const { causes, notices } = await play(
      location(`${verified}\n${more}`),
      logged('upstream SSL certificate verify error: (11:CRL is not yet valid)'),
    );
    expect(causes[0]).toMatchObject({
      cause: 'crl-expired',
      confidence: 'certain',
      title: 'A revocation list is not valid yet',
    });
    expect(causes[0]?.explanation).toContain('clock');
    const told = notices.map(({ code }) => code);
    expect(told.filter((code) => /^not-(among|this)/.test(code))).toEqual([notice]);
  });

  it('of a refused start are played with the file that is missing', async () => {
    const log =
      '2026/01/15 03:42:17 [emerg] 31#31: SSL_CTX_load_verify_locations("/etc/ssl/ca.pem") failed (SSL: error:80000002:system library::No such file or directory)\n';
    const { causes, fixes } = await play(location(verified), log);
    expect(causes[0]).toMatchObject({
      cause: 'trusted-certificate-missing',
      reproduced: { worlds: ['trusted-certificate-missing/at-start'] },
    });
    expect(fixes.find(({ profile }) => profile === 'production')?.proof).toMatchObject({ cured: ['faultless'] });
  });
});

describe('what could not be played', () => {
  it('is replaced: a request that another location answers', async () => {
    const other = 'location /v1/ { location /v1/pay { stub_status; } proxy_pass https://10.0.1.45:8443; }\n';
    const { notices } = await play(other, alertLine(40).replace('GET /v1/pay', 'GET /v2/'));
    expect(notices[0]?.text).toBe(
      'The logged request "GET /v2/ HTTP/1.1" does not lead to this proxy_pass in what was given; one that does was played.',
    );
  });

  it('is said of a client’s handshake', async () => {
    const line =
      '2026/01/15 03:42:17 [info] 31#31: *2 SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) while SSL handshaking, client: 203.0.113.9, server: 0.0.0.0:443\n';
    const { notices } = await play(location(verified), line);
    expect(notices[0]?.text).toBe('Not reproduced: the line is of a client, not of an upstream.');
  });

  it('says why nginx does not start', async () => {
    const broken: Outcome = {
      nginx: '0.0.1',
      started: false,
      steps: [],
      errorLog: '2026/01/01 00:00:00 [emerg] 1#0: unexpected end of file in /etc/nginx/given/api.conf:4\n',
      accessLog: '',
    };
    const { incidents } = await diagnoseByPlaying(input(location(verified), alertLine(40)), {
      player: async () => broken,
    });
    expect(incidents[0]?.notices[0]?.text).toContain('nginx does not start: unexpected end of file');
  });

  it('says that no configuration was given', async () => {
    const { incidents } = await diagnoseByPlaying(
      { ...input('', alertLine(40)), configuration: undefined },
      { player: fewRules() },
    );
    expect(incidents[0]?.notices[0]?.text).toBe('Not reproduced: no configuration was given.');
  });
});

describe('fixes', () => {
  it('are proven: cured, attacked, and with the neighbours as they were', async () => {
    const beside = 'location /old/ { proxy_pass https://10.0.2.1:443; }\n';
    const { fixes } = await play(location(verified) + beside, alertLine(40));
    expect(fixes).toMatchObject([
      {
        profile: 'production',
        proof: {
          nginx: '0.0.1',
          cured: ['sni-required/node-without-default'],
          refused: ['self-signed, same name', 'own root, same subjects', 'right CA, another name'],
          unchanged: ['location /old/'],
        },
      },
    ]);
  });

  it('are played with an answer to what they ask', async () => {
    const { fixes } = await play(
      location(verified),
      logged('upstream SSL certificate verify error: (18:self-signed certificate)'),
    );
    const production = fixes.find(({ profile }) => profile === 'production');
    expect(production?.needs.map(({ id }) => id)).toEqual(['ca-path']);
    expect(production?.proof?.cured).toContain('untrusted-self-signed/self-signed');
    expect(fixes.find(({ profile }) => profile === 'development')?.proof).toMatchObject({ refused: [] });
  });

  it('are not offered where they fail, and that is said', async () => {
    const rules = fewRules();
    const stubborn = {
      player: async (world: World) => {
        const outcome = await rules(world);
        const fixed = Object.values(world.files).some(
          (text) => typeof text === 'string' && text.includes('server_name on') && !text.includes('/named'),
        );
        return fixed
          ? { ...outcome, steps: outcome.steps.map((step) => (step.status === 200 ? { ...step, status: 500 } : step)) }
          : outcome;
      },
    };
    const { incidents } = await diagnoseByPlaying(input(location(verified), alertLine(40)), stubborn);
    expect(incidents[0]?.fixes).toEqual([]);
    expect(incidents[0]?.notices.find(({ code }) => code === 'fix-failed-its-proof')?.text).toContain(
      'A production fix for sni-required is not offered: sni-required/node-without-default: the request still gets 500',
    );
  });
});

describe('a configuration away from its server', () => {
  it('loses what only the server has, and says so', async () => {
    const { causes, notices } = await play(
      location(`${verified}\n    unheard_of 1;\n    auth_basic "x";`),
      alertLine(40),
    );
    expect(causes[0]?.reproduced).not.toBeNull();
    const played = notices.find(({ code }) => code === 'played-without');
    expect(played?.text).toContain('unheard_of 1;');
    expect(played?.text).toContain('auth_basic "x";');
  });

  it('gets the variables that were not given, from the log', async () => {
    const { causes } = await play(location(verified, 'https://$unset_backend'), alertLine(40));
    expect(causes[0]?.reproduced).not.toBeNull();
  });

  it('gets a name the address of the log', async () => {
    const noted: World[] = [];
    const { causes } = await play(location(verified, 'https://payments.example:8443'), alertLine(40), {}, noted);
    expect(causes[0]?.reproduced).not.toBeNull();
    expect(noted[0]?.names).toMatchObject({ 'payments.example': ['10.0.1.45'] });
  });

  it('gets a group that was not given', async () => {
    const noted: World[] = [];
    await play(location(verified, 'https://backend'), alertLine(40), {}, noted);
    expect(noted[0]?.files['/etc/nginx/nginx.conf']).toContain('upstream backend { server 10.0.1.45:8443; }');
  });
});

it('tells how far it is', async () => {
  const told: number[] = [];
  let all = 0;
  await diagnoseByPlaying(input(location(verified), alertLine(40)), {
    player: fewRules(),
    progress: (_, played, total) => {
      told.push(played);
      all = total;
    },
  });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(all);
});

describe('lines of no upstream’s conduct', () => {
  it('come of a group whose peers have all failed', async () => {
    const noted: World[] = [];
    const log = `2026/01/15 03:42:17 [error] 31#31: *1842 no live upstreams while connecting to upstream, client: 203.0.113.9, server: www.example, request: "GET /v1/pay HTTP/1.1", upstream: "https://backend/v1/pay", host: "www.example"\n`;
    const text = `upstream backend { server 10.0.1.45:8443; server 10.0.1.46:8443; }\n${location(verified, 'https://backend')}`;
    await play(text, log, {}, noted);
    const asked = noted.find(({ steps }) => steps.length === 2);
    expect(asked?.upstreams.map(({ behaviour }) => behaviour.type)).toEqual(['refused', 'refused']);
    expect(Object.values(asked?.files ?? {}).join()).not.toContain('max_fails=0');
  });

  it('come of a name that has no address', async () => {
    const noted: World[] = [];
    const log = `2026/01/15 03:42:17 [error] 31#31: *1842 payments.example could not be resolved (3: Host not found), client: 203.0.113.9, server: www.example, request: "GET /v1/pay HTTP/1.1", host: "www.example"\n`;
    await play(
      `resolver 10.0.0.2;\n${location(`${verified} set $app payments.example;`, 'https://$app:8443')}`,
      log,
      {},
      noted,
    );
    expect(noted.some(({ names }) => Object.keys(names).length === 0)).toBe(true);
  });
});
