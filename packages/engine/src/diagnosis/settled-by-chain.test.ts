import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { describe, expect, it } from 'vitest';
import { readErrorLog } from '../logs/index.js';
import { readCertificates } from '../x509/index.js';
import { diagnose } from './diagnose.js';

const module = compileModule(readFileSync(new URL('../../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const { verifyChain } = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });

/** Of verification/testdata/odd, where make.sh says what they are. */
const pem = (id: string) => readFileSync(new URL(`../verification/testdata/odd/${id}.pem`, import.meta.url), 'utf8');
const read = (ids: readonly string[], file: string) => readCertificates(file, ids.map(pem).join('')).certificates;

const configuration = readConfiguration([
  {
    file: 'nginx.conf',
    text: 'events {}\nhttp {\n server {\n  listen 80;\n  location / {\n   proxy_pass https://10.0.1.45:8443;\n   proxy_ssl_verify on;\n   proxy_ssl_trusted_certificate tls/ca.pem;\n   proxy_ssl_name api.internal;\n  }\n }\n}\n',
  },
]);
const rejected = (code: number, words: string) =>
  `2026/09/01 09:14:11 [error] 41#41: *7 upstream SSL certificate verify error: (${code}:${words}) while SSL handshaking to upstream, client: 198.51.100.7, server: , request: "GET / HTTP/1.1", upstream: "https://10.0.1.45:8443/", host: "shop.example"\n`;

function diagnosed(log: string, chain: readonly string[], trusted: readonly string[]) {
  const { incidents } = diagnose({
    events: readErrorLog('error.log', log).events,
    access: [],
    accessGiven: false,
    configuration,
    presented: read(chain, 'chain.pem'),
    vouched: [],
    trustFile: (path) => ({ path, state: 'read', certificates: read(trusted, path) }),
    verifyChain,
    environment: 'production',
    now: '2026-09-01T10:00:00Z',
    answers: {},
  });
  const [incident] = incidents;
  if (incident === undefined) throw new Error('no incident');
  return { incident, cause: incident.causes[0] };
}

describe('an expired certificate in nginx’s own file', () => {
  const log = rejected(10, 'certificate has expired');

  it('is taken out where the upstream sends the renewed one', () => {
    const { cause } = diagnosed(log, ['leaf', 'int'], ['root', 'int-expired']);
    expect(cause).toMatchObject({
      cause: 'certificate-expired',
      confidence: 'certain',
      title: 'A certificate in nginx’s own trusted file has expired',
    });
    expect(cause?.remedy).toHaveLength(1);
    expect(cause?.remedy[0]?.what).toMatch(/^take "Odd Issuing" .* out of the file of proxy_ssl_trusted_certificate/);
    expect(cause?.confirm[0]).toContain('tls/ca.pem');
    expect(cause?.evidence).toContainEqual(expect.objectContaining({ kind: 'chain', file: 'tls/ca.pem', line: 11 }));
    expect(JSON.stringify(cause)).not.toContain('nginx needs no change');
  });

  it('is nginx’s to replace where nobody sends a renewed one', () => {
    const { cause } = diagnosed(log, ['leaf', 'int'], ['root-expired']);
    expect(cause?.title).toContain('nginx’s own trusted file');
    expect(cause?.remedy[0]).toMatchObject({ who: 'the CA’s owner' });
    expect(JSON.stringify(cause)).not.toContain('nginx needs no change');
  });

  it('is the upstream’s where the upstream sends it too', () => {
    const { cause } = diagnosed(log, ['leaf', 'int-expired'], ['root', 'int-expired']);
    expect(cause?.title).toBe('A certificate of the upstream’s chain has expired');
    expect(cause?.remedy[0]?.who).toBe('the upstream’s owner');
  });
});

describe('a name outside of the name constraints of a CA', () => {
  it.each([
    [47, 'permitted subtree violation', 'constrained', 'permitted: DNS:corp.example'],
    [48, 'excluded subtree violation', 'excluding', 'excluded: DNS:internal'],
  ])('is told with the CA, its limits and the name (%i)', (code, words, ca, limits) => {
    const { cause } = diagnosed(rejected(code, words), ['leaf', ca], ['root']);
    expect(cause).toMatchObject({ cause: 'name-constraint-violated', confidence: 'certain' });
    expect(cause?.evidence).toContainEqual({
      kind: 'chain',
      file: 'chain.pem',
      line: 13,
      text: `"Odd Issuing" may issue for names within its name constraints only (${limits}), and these names of "api.internal" are not: api.internal.`,
    });
    expect(cause?.remedy.map(({ what }) => what)).toEqual([
      'have "api.internal" issued again with names that "Odd Issuing" may issue for',
      'have "Odd Issuing" issued again without that limit',
    ]);
  });
});

describe('a fault that is none of the causes', () => {
  const log = rejected(34, 'unhandled critical extension');

  it('is told as what it is: the certificate, what is wrong with it, and its cure', () => {
    const { incident } = diagnosed(log, ['critical', 'int'], ['root']);
    expect(incident.causes).toEqual([]);
    expect(incident.fault).toMatchObject({
      kind: 'extension',
      code: 34,
      certificate: { subject: 'CN=api.internal', file: 'chain.pem', line: 1 },
      depth: 0,
      meaning: expect.stringContaining('an extension that OpenSSL does not understand'),
    });
    expect(incident.fault?.cures[0]?.what).toContain('issued again without the extension');
    expect(incident.notices.map(({ code }) => code)).not.toContain('rare-verify-code');
  });

  it('is told of no chain that says something else', () => {
    const { incident } = diagnosed(log, ['leaf', 'int'], ['root']);
    expect(incident.fault).toBeNull();
    expect(incident.notices.map(({ code }) => code)).toContain('rare-verify-code');
  });

  it('stands beside a cause too, where the chain tells', () => {
    const { incident } = diagnosed(rejected(10, 'certificate has expired'), ['leaf', 'int'], ['root', 'int-expired']);
    expect(incident.fault).toMatchObject({ kind: 'expired', certificate: { file: 'tls/ca.pem' } });
  });
});

describe('a CA that may be used for clients only', () => {
  const log = rejected(26, 'unsuitable certificate purpose');

  it('is named, and not the leaf below it', () => {
    const { cause } = diagnosed(log, ['leaf', 'for-clients'], ['root']);
    expect(cause).toMatchObject({
      cause: 'invalid-purpose',
      confidence: 'certain',
      title: 'A CA of the upstream’s chain is not meant for servers',
      remedy: [
        { who: 'the CA’s owner', what: expect.stringContaining('have "Odd Issuing" issued again with serverAuth') },
      ],
    });
    expect(cause?.explanation).toContain('A CA certificate of the chain');
    expect(cause?.confirm[0]).toContain('storeutl');
  });

  it('is taken out of nginx’s own file where the upstream sends the right one', () => {
    const { cause } = diagnosed(log, ['leaf', 'int'], ['root', 'for-clients']);
    expect(cause?.remedy.map(({ who }) => who)).toEqual(['you']);
  });
});

describe('what no file of nginx’s cures', () => {
  it('is the upstream’s: it sends the wrong intermediate', () => {
    const { cause, incident } = diagnosed(
      rejected(7, 'certificate signature failure'),
      ['bare-leaf', 'other-int'],
      ['bare-root'],
    );
    expect(cause).toMatchObject({
      cause: 'untrusted-issuer',
      confidence: 'certain',
      title: expect.stringContaining('sends another'),
    });
    expect(cause?.remedy[0]).toMatchObject({
      who: 'the upstream’s owner',
      what: expect.stringContaining('has to send'),
    });
    expect(incident.fixes.filter(({ profile }) => profile === 'production')).toEqual([]);
  });

  it('is the CA’s: it writes the issuer’s name otherwise', () => {
    const { cause, incident } = diagnosed(
      rejected(20, 'unable to get local issuer certificate'),
      ['umlaut-leaf', 'umlaut-int'],
      ['umlaut-lower'],
    );
    expect(cause).toMatchObject({ cause: 'untrusted-issuer', confidence: 'certain' });
    expect(cause?.remedy.map(({ who }) => who)).toEqual(['the CA’s owner']);
    expect(incident.fixes.filter(({ profile }) => profile === 'production')).toEqual([]);
  });
});
