import { readFileSync } from 'node:fs';
import {
  authority,
  type Certificate,
  cast,
  castName,
  type DiagnosedIncident,
  serverCertificate,
} from '@stackengine/engine';
import { describe, expect, it } from 'vitest';
import { diagnosed as diagnosedAs, type Evidence, line, rejected, server } from './incident.js';

const table: Readonly<Record<string, Certificate>> = {
  ...cast,
  'expired-leaf': serverCertificate(castName, 'intermediate', { validFrom: -400, validTo: -3 }),
  'without-names': serverCertificate('old', 'root', { dns: [], ip: ['10.0.1.45'] }),
  'leaf-for-billing': serverCertificate('billing.internal', 'intermediate', { dns: ['billing.internal'] }),
  'other-root': authority('Example Root CA', 'other-root'),
};
const verified = (more: string) =>
  `proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem; proxy_ssl_name ${castName}; ${more}`;

interface Given extends Omit<Evidence, 'configuration' | 'table'> {
  readonly settings: string;
  readonly beside?: string;
}

const diagnosed = ({ settings, beside = '', ...evidence }: Given): Promise<DiagnosedIncident> =>
  diagnosedAs({
    ...evidence,
    table,
    configuration: server(`${beside} location /v1/ {\n proxy_pass https://10.0.1.45:8443;\n ${settings}\n}`),
  });

const causesOf = ({ causes }: DiagnosedIncident) => causes.map(({ cause, confidence }) => `${cause} ${confidence}`);
const production = ({ fixes }: DiagnosedIncident) => fixes.find(({ profile }) => profile === 'production');

describe('a chain that was given', () => {
  it('refuses a name that the certificate does not hold, and asks for another', async () => {
    const evidence = {
      settings: verified(''),
      log: line(`upstream SSL certificate does not match "${castName}" while SSL handshaking to upstream`),
      chain: ['leaf-for-billing', 'intermediate'],
      trustedNow: ['root'],
    };
    const wrong = production(await diagnosed({ ...evidence, answers: { name: 'evil.internal' } }));
    expect(wrong?.needs.find(({ id }) => id === 'name')?.ask).toContain(
      'does not match "evil.internal": it holds billing.internal',
    );
    expect(wrong?.diff).not.toContain('evil.internal');
    const right = production(await diagnosed({ ...evidence, answers: { name: 'billing.internal' } }));
    expect(right?.needs).toEqual([]);
    expect(right?.diff).toContain('proxy_ssl_name billing.internal;');
  });

  it('is verified by a root that was built again under the same name', async () => {
    const incident = await diagnosed({
      settings: verified(''),
      log: rejected(20),
      chain: ['leaf', 'intermediate'],
      trustedNow: ['other-root'],
      answers: { 'ca-path': 'tls/new.pem' },
      answeredFile: ['root'],
    });
    expect(production(incident)?.diff).toContain('proxy_ssl_trusted_certificate tls/new.pem;');
    expect(production(incident)?.proof).not.toBeNull();
  });

  it('is played as its twin, and tells which of its faults nginx finds', async () => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 2;'),
      log: rejected(21),
      chain: ['leaf'],
      trustedNow: ['root'],
    });
    expect(causesOf(incident)[0]).toBe('missing-intermediate likely');
    expect(incident.causes[0]?.reproduced?.worlds).toEqual(['missing-intermediate/given-chain']);
    expect(production(incident)?.needs.find(({ id }) => id === 'ca-path')?.ask).toContain('intermediate');
    expect(production(incident)?.proof?.cured).toEqual(['missing-intermediate/given-chain']);
  });

  it('is no evidence where nginx writes another line, and leaves nothing certain', async () => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 2;'),
      log: rejected(20),
      chain: ['leaf'],
      trustedNow: ['root'],
    });
    expect(incident.notices.map(({ code }) => code)).toContain('not-this-chain');
    expect(causesOf(incident).join()).not.toContain('certain');
    expect(incident.causes[0]?.cause).toBe('untrusted-issuer');
  });

  it('is cured of all its faults at once: the first is what the line says', async () => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 0;'),
      log: rejected(20),
      chain: ['leaf', 'intermediate'],
      trustedNow: ['root'],
      vouched: ['root'],
    });
    expect(causesOf(incident)).toEqual(['chain-too-long certain']);
    expect(production(incident)?.proof).not.toBeNull();
  });

  it('that expired without its intermediate is the upstream’s, twice', async () => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 2;'),
      log: rejected(10),
      chain: ['expired-leaf'],
      trustedNow: ['root'],
      vouched: ['root', 'intermediate'],
    });
    expect(causesOf(incident)[0]).toBe('certificate-expired certain');
    expect(JSON.stringify(incident)).toContain('intermediate');
  });

  it('that names nothing but an address can’t be verified by any setting', async () => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 2;').replace(castName, '10.0.1.45'),
      log: line('upstream SSL certificate does not match "10.0.1.45" while SSL handshaking to upstream'),
      chain: ['without-names'],
      trustedNow: ['root'],
      vouched: ['root'],
    });
    expect(causesOf(incident)[0]).toBe('name-mismatch certain');
    expect(incident.causes[0]?.remedy.map(({ who }) => who).join()).toContain('upstream');
  });

  it('under another root of the same name is not trusted', async () => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 2;'),
      log: rejected(20),
      chain: ['leaf', 'intermediate'],
      trustedNow: ['other-root'],
      vouched: ['root'],
    });
    expect(causesOf(incident)[0]).toBe('untrusted-issuer certain');
    expect(incident.causes[0]?.reproduced).not.toBeNull();
  });
});

describe('both answers of an upstream, with and without a name', () => {
  it.each([
    [18, 'fallback'],
    [21, 'foreign-leaf'],
  ])('show that the code %i is of its fallback', async (code, fallback) => {
    const incident = await diagnosed({
      settings: verified('proxy_ssl_verify_depth 2;'),
      log: rejected(code),
      chain: [fallback],
      chainWithName: ['leaf', 'intermediate'],
      trustedNow: ['root'],
      vouched: ['root'],
    });
    expect(causesOf(incident)).toEqual(['sni-required certain']);
    expect(production(incident)?.needs).toEqual([]);
    expect(production(incident)?.proof).not.toBeNull();
    expect(production(incident)?.diff).not.toMatch(/^\+.*trusted_certificate/m);
  });
});

it('a chain that is right, and rejected all the same, meets a session of a neighbour', async () => {
  const incident = await diagnosed({
    settings: verified('proxy_ssl_verify_depth 2;'),
    beside: 'location /old/ { proxy_pass https://10.0.1.45:8443; }',
    log: rejected(20),
    chain: ['leaf', 'intermediate'],
    trustedNow: ['root'],
    vouched: ['root'],
  });
  expect(causesOf(incident)[0]).toBe('session-reuse-broken certain');
  expect(incident.causes[0]?.reproduced).not.toBeNull();
  expect(production(incident)?.proof).not.toBeNull();
});

const odd = (id: string) =>
  readFileSync(new URL(`../../../packages/engine/src/verification/testdata/odd/${id}.pem`, import.meta.url), 'utf8');

describe('a fault that no world has and OpenSSL finds', () => {
  it('is certain, and no notice says that another configuration ran', async () => {
    const incident = await diagnosedAs({
      configuration: server(
        'location / { proxy_pass https://10.0.1.45:8443; proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem; proxy_ssl_name api.internal; }',
      ),
      log: rejected(7),
      chain: ['leaf', 'int'],
      trustedNow: ['root'],
      pem: { leaf: odd('bare-leaf'), int: odd('other-int'), root: odd('bare-root') },
    });
    expect(causesOf(incident)).toEqual(['untrusted-issuer certain']);
    const told = incident.notices.map(({ code }) => code);
    expect(told).toContain('not-playable');
    expect(told).not.toContain('not-this-configuration');
  });
});

describe('name constraints, which no world has', () => {
  it('are played by twins of the certificates that have them', async () => {
    const incident = await diagnosedAs({
      configuration: server(
        'location / { proxy_pass https://10.0.1.45:8443; proxy_ssl_verify on; proxy_ssl_trusted_certificate tls/ca.pem; proxy_ssl_name api.internal; }',
      ),
      log: rejected(47),
      chain: ['leaf', 'constrained'],
      trustedNow: ['root'],
      pem: { leaf: odd('leaf'), constrained: odd('constrained'), root: odd('root') },
    });
    expect(causesOf(incident)).toEqual(['name-constraint-violated certain']);
    expect(incident.causes[0]?.reproduced?.worlds).toEqual(['name-constraint-violated/given-chain']);
  });
});
