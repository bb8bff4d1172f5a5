import { applyEdits, readConfiguration } from '@stackengine/nginx-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.js';
import type { Answers, DiagnosedIncident, Fix } from '../diagnosis/diagnosis.js';
import type { Hop } from '../hops/hop.js';
import { findHops, hopsOnSamePeers, serverNameIndication, verifiedName } from '../hops/index.js';
import { readErrorLog } from '../logs/index.js';

const answers: Answers = { name: 'payments.internal', 'ca-path': '/etc/ssl/payments-ca.pem' };

const line = (message: string, upstream: string, uri = '/pay/42') =>
  `2026/11/20 09:14:11 [error] 4121#4121: *700 ${message} while SSL handshaking to upstream, client: 198.51.100.7, server: shop.example.com, request: "GET ${uri} HTTP/1.1", upstream: "${upstream}", host: "shop.example.com"\n`;

const verify = (code: number) => `upstream SSL certificate verify error: (${code}:some reason)`;

function only(log: string, text: string, given: Answers = answers): DiagnosedIncident {
  const { incidents } = diagnose({
    events: readErrorLog('error.log', log).events,
    access: [],
    accessGiven: false,
    configuration: readConfiguration([{ file: 'nginx.conf', text }]),
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: given,
  });
  const [incident] = incidents;
  if (incident === undefined) throw new Error('no incident');
  return incident;
}

function fixOf(incident: DiagnosedIncident, profile: Fix['profile']): Fix | undefined {
  return incident.fixes.find((fix) => fix.profile === profile);
}

function applied(text: string, fix: Fix | undefined): string {
  const result = applyEdits(text, fix?.edits ?? []);
  return result.ok ? result.text : '(conflict)';
}

const http = (inside: string) => `events {}\nhttp {\n${inside}}\n`;
const server = (inside: string) =>
  http(`    server {\n        listen 80;\n        server_name shop.example.com;\n${inside}    }\n`);

describe('the production fix', () => {
  it('changes an own line in place and adds the others beside it', () => {
    const text = server(
      '        location / {\n            proxy_pass https://10.0.1.45:8443; # ours\n            proxy_ssl_verify off;\n            proxy_read_timeout 5s;\n        }\n',
    );
    const fix = fixOf(
      only(line('peer closed connection in SSL handshake', 'https://10.0.1.45:8443/pay/42'), text),
      'production',
    );
    expect(applied(text, fix)).toBe(
      server(
        '        location / {\n            proxy_pass https://10.0.1.45:8443; # ours\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate /etc/ssl/payments-ca.pem;\n            proxy_ssl_verify_depth 2;\n            proxy_ssl_server_name on;\n            proxy_ssl_name payments.internal;\n            proxy_read_timeout 5s;\n        }\n',
      ),
    );
    expect(fix?.needs).toEqual([]);
  });

  it('edits an inherited line where it stands when every heir is at fault, and overrides it otherwise', () => {
    const inherited = (second: string) =>
      server(
        `        proxy_ssl_verify on;\n        proxy_ssl_trusted_certificate old.pem;\n        proxy_ssl_server_name on;\n        proxy_ssl_name payments.internal;\n        location / {\n            proxy_pass https://10.0.1.45:8443;\n        }\n        location /b/ {\n            proxy_pass ${second};\n        }\n`,
      );
    const log = line(verify(19), 'https://10.0.1.45:8443/pay/42');
    const shared = inherited('https://10.0.1.45:8443');
    const alone = inherited('https://10.0.1.99:8443');
    expect(applied(shared, fixOf(only(log, shared), 'production'))).toContain(
      '        proxy_ssl_trusted_certificate /etc/ssl/payments-ca.pem;\n        proxy_ssl_server_name',
    );
    expect(applied(shared, fixOf(only(log, shared), 'production'))).not.toContain('old.pem');
    const overridden = applied(alone, fixOf(only(log, alone), 'production'));
    expect(overridden).toContain('        proxy_ssl_trusted_certificate old.pem;');
    expect(overridden).toContain(
      'https://10.0.1.45:8443;\n            proxy_ssl_trusted_certificate /etc/ssl/payments-ca.pem;',
    );
  });

  it('never leaves a verified location beside an unverified one on the same peer', () => {
    const text = server(
      '        location / { proxy_pass https://10.0.1.45:8443; }\n        location /old/ { proxy_pass https://10.0.1.45:8443; }\n        location /other/ { proxy_pass https://10.0.1.46:8443; }\n',
    );
    const incident = only(
      line(
        'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112)',
        'https://10.0.1.45:8443/pay/42',
      ),
      text,
    );
    const after = applied(text, fixOf(incident, 'production'));
    expect(after.match(/proxy_ssl_verify on/g)).toHaveLength(2);
    expect(after).toContain('location /other/ { proxy_pass https://10.0.1.46:8443; }');
    expect(fixOf(incident, 'production')?.warnings.join(' ')).toContain('location /old/');
    expect(incident.blastRadius.locations).toHaveLength(2);
  });

  it('switches session reuse off where locations on one peer check different names', () => {
    const text = server(
      '        location / {\n            proxy_pass https://10.0.1.45:8443;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n            proxy_ssl_name wrong.internal;\n        }\n        location /b/ {\n            proxy_pass https://10.0.1.45:8443;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n            proxy_ssl_name billing.internal;\n        }\n',
    );
    const after = applied(
      text,
      fixOf(
        only(line('upstream SSL certificate does not match "wrong.internal"', 'https://10.0.1.45:8443/pay/42'), text),
        'production',
      ),
    );
    expect(after).toContain('proxy_ssl_name payments.internal;');
    expect(after).toContain('proxy_ssl_name billing.internal;');
    expect(after.match(/proxy_ssl_session_reuse off/g)).toHaveLength(2);
  });

  it('speaks TLS to a TLS port, at every location on that peer', () => {
    const text = server(
      "        location / {\n            proxy_pass 'http://10.0.1.45:8443/x';\n        }\n        location /b/ {\n            proxy_pass http://10.0.1.45:8443;\n        }\n",
    );
    const log = `2026/11/20 09:14:11 [error] 4121#4121: *700 upstream prematurely closed connection while reading response header from upstream, client: 198.51.100.7, server: shop.example.com, request: "GET /pay/42 HTTP/1.1", upstream: "http://10.0.1.45:8443/x/pay/42", host: "shop.example.com"\n`;
    const after = applied(text, fixOf(only(log, text), 'production'));
    expect(after).toContain("proxy_pass 'https://10.0.1.45:8443/x';");
    expect(after).toContain('proxy_pass https://10.0.1.45:8443;');
    expect(after.match(/proxy_ssl_verify on;/g)).toHaveLength(2);
  });

  it('takes the directives of the family that the hop obeys, with the values that were meant', () => {
    const text = server(
      '        location / {\n            grpc_pass grpcs://10.0.1.45:8443;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n            proxy_ssl_name payments.internal;\n        }\n',
    );
    const log = line(
      'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112)',
      'grpcs://10.0.1.45:8443',
    );
    const fix = fixOf(only(log, text, {}), 'production');
    const after = applied(text, fix);
    expect(fix?.needs).toEqual([]);
    for (const expected of [
      'grpc_ssl_verify on;',
      'grpc_ssl_trusted_certificate ca.pem;',
      'grpc_ssl_name payments.internal;',
      'grpc_ssl_server_name on;',
    ])
      expect(after).toContain(expected);
  });

  it('asks for what only the user knows, and invents nothing', () => {
    const text = 'location /api/ {\n    proxy_pass https://10.0.1.45:8443;\n}\n';
    const fix = fixOf(only(line(verify(18), 'https://10.0.1.45:8443/pay/42', '/api/42'), text, {}), 'production');
    expect(fix?.needs.map((need) => need.id).sort()).toEqual(['ca-path', 'name']);
    expect(fix?.diff).toContain('proxy_ssl_trusted_certificate <ca-path>;');
    expect(fix?.diff).toContain('proxy_ssl_name <name>;');
  });

  it('gives no command where the upstream shows no certificate to a client that does not name it', () => {
    const text = 'location /api/ {\n    proxy_pass https://10.0.1.45:8443;\n}\n';
    const rejected =
      'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112)';
    const fix = fixOf(only(line(rejected, 'https://10.0.1.45:8443/pay/42', '/api/42'), text, {}), 'production');
    expect(fix?.needs.find(({ id }) => id === 'name')).toMatchObject({
      obtain: '',
      ask: expect.stringContaining('owner'),
    });
  });

  it.each(['$host', '10.0.1.45', 'https://payments.internal', '*.internal', 'a b'])(
    'does not take %s for the verified name',
    (name) => {
      const text = 'location / {\n    proxy_pass https://10.0.1.45:8443;\n}\n';
      const fix = fixOf(
        only(line(verify(18), 'https://10.0.1.45:8443/pay/42'), text, { ...answers, name }),
        'production',
      );
      expect(fix?.needs.map((need) => need.id)).toEqual(['name']);
      expect(fix?.diff).toContain('proxy_ssl_name <name>;');
    },
  );

  it.each([
    [10, 'an expired certificate'],
    [23, 'a revoked certificate'],
    [12, 'an expired revocation list'],
    [26, 'a certificate for another purpose'],
  ])('has no edit for verify code %i: %s is not nginx’s to cure', (code) => {
    const text = server(
      '        location / {\n            proxy_pass https://a.internal;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n            proxy_ssl_server_name on;\n            proxy_ssl_crl crl.pem;\n        }\n',
    );
    const incident = only(line(verify(code), 'https://10.0.1.45:443/pay/42'), text);
    expect(fixOf(incident, 'production')).toBeUndefined();
    expect(incident.causes[0]?.remedy.length).toBeGreaterThan(0);
  });

  it('uses a client certificate that the user names, whatever the first cause is', () => {
    const text = server('        location / {\n            proxy_pass https://10.0.1.45:8443;\n        }\n');
    const log = line(
      'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40)',
      'https://10.0.1.45:8443/',
    );
    const after = applied(
      text,
      fixOf(only(log, text, { ...answers, 'client-certificate': 'c.pem', 'client-key': 'c.key' }), 'production'),
    );
    expect(after).toContain('proxy_ssl_certificate c.pem;');
    expect(after).toContain('proxy_ssl_certificate_key c.key;');
  });
});

describe('the development fix', () => {
  const verified = (more: string) =>
    server(
      `        proxy_ssl_verify on;\n        proxy_ssl_trusted_certificate ca.pem;\n        location / {\n            proxy_pass https://10.0.1.45:8443;\n        }\n${more}`,
    );

  it('is one line with a comment, in the one location', () => {
    const text = verified('');
    const fix = fixOf(only(line(verify(18), 'https://10.0.1.45:8443/pay/42'), text), 'development');
    const added = applied(text, fix)
      .split('\n')
      .filter((one) => !text.split('\n').includes(one));
    expect(added).toHaveLength(2);
    expect(added[0]).toMatch(/^ {12}# StackEngine, development only/);
    expect(added[1]).toBe('            proxy_ssl_verify off;');
  });

  it('marks an own line that it switches off', () => {
    const text =
      'location / {\n\tproxy_pass https://10.0.1.45:8443;\n\tproxy_ssl_verify on;\n\tproxy_ssl_trusted_certificate ca.pem;\n}\n';
    const after = applied(text, fixOf(only(line(verify(18), 'https://10.0.1.45:8443/pay/42'), text), 'development'));
    expect(after).toMatch(/\n\t# StackEngine, development only[^\n]*\n\tproxy_ssl_verify off;\n/);
    expect(after).not.toContain('proxy_ssl_verify on');
  });

  it('switches session reuse off and warns where a verified location shares the peer', () => {
    const text = verified('        location /b/ {\n            proxy_pass https://10.0.1.45:8443/b/;\n        }\n');
    const fix = fixOf(only(line(verify(18), 'https://10.0.1.45:8443/pay/42'), text), 'development');
    expect(applied(text, fix).match(/proxy_ssl_session_reuse off;/g)).toHaveLength(1);
    expect(fix?.warnings.join(' ')).toContain('location /b/');
  });

  it('is not offered where nginx does not verify, nor for what verification has no part in', () => {
    const off = server('        location / {\n            proxy_pass https://10.0.1.45:8443;\n        }\n');
    expect(fixOf(only(line(verify(18), 'https://10.0.1.45:8443/pay/42'), off), 'development')).toBeUndefined();
    const alert = line(
      'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112)',
      'https://10.0.1.45:8443/',
    );
    expect(fixOf(only(alert, verified('')), 'development')).toBeUndefined();
  });
});

/** Lines of settings at one level, each there or not, right or wrong. */
const level = fc.record(
  {
    proxy_ssl_verify: fc.constantFrom('on', 'off'),
    proxy_ssl_trusted_certificate: fc.constantFrom('ca.pem', 'other.pem'),
    proxy_ssl_verify_depth: fc.constantFrom('0', '1', '3'),
    proxy_ssl_server_name: fc.constantFrom('on', 'off'),
    proxy_ssl_name: fc.constantFrom('a.internal', '$host', 'group'),
    proxy_ssl_session_reuse: fc.constantFrom('on', 'off'),
  },
  { requiredKeys: [] },
);
const lines = (settings: object, indent: string) =>
  Object.entries(settings)
    .map(([name, value]) => `${indent}${name} ${String(value)};\n`)
    .join('');
const target = fc.constantFrom(
  'https://10.0.1.45:8443',
  'https://group',
  'https://10.0.1.46:8443/x/',
  'https://a.internal',
);
const signature = fc.constantFrom(
  verify(18),
  verify(19),
  verify(20),
  verify(21),
  'upstream SSL certificate does not match "x"',
  'peer closed connection in SSL handshake',
);

/** What nginx does at a hop, whatever line says so. */
function conduct(hop: Hop) {
  const { verify, trustedCertificate, verifyDepth, sessionReuse } = hop.tls;
  const checks = verify.value === 'on';
  return {
    sent: serverNameIndication(hop).name,
    checked: checks ? verifiedName(hop).name : undefined,
    trusted: checks ? trustedCertificate.value : undefined,
    depth: checks ? (verifyDepth.value ?? '1') : undefined,
    reuse: sessionReuse.value ?? 'on',
  };
}

describe('in any nesting of levels', () => {
  it('the production fix verifies every hop on the failing peer, by a literal name, and changes nothing elsewhere', () => {
    fc.assert(
      fc.property(
        level,
        level,
        fc.array(fc.record({ settings: level, target, inside: fc.option(fc.record({ settings: level, target })) }), {
          minLength: 1,
          maxLength: 4,
        }),
        signature,
        (atHttp, atServer, locations, message) => {
          const text = http(
            `${lines(atHttp, '    ')}    upstream group { server 10.0.1.47:8443; }\n    server {\n        listen 80;\n        server_name shop.example.com;\n${lines(atServer, '        ')}${locations
              .map(
                (one, index) =>
                  `        location /l${index}/ {\n            proxy_pass ${one.target};\n${lines(one.settings, '            ')}${
                    one.inside === null
                      ? ''
                      : `            location /l${index}/in/ {\n                proxy_pass ${one.inside.target};\n${lines(one.inside.settings, '                ')}            }\n`
                  }        }\n`,
              )
              .join('')}    }\n`,
          );
          const address = {
            'https://10.0.1.45:8443': '10.0.1.45:8443',
            'https://group': '10.0.1.47:8443',
            'https://10.0.1.46:8443/x/': '10.0.1.46:8443',
            'https://a.internal': '10.7.7.7:443',
          }[locations[0]?.target ?? ''];
          const before = findHops(readConfiguration([{ file: 'nginx.conf', text }]));
          const incident = only(line(message, `https://${address}/x/`, '/l0/x'), text);
          const fix = fixOf(incident, 'production');
          if (fix === undefined) return;
          const result = applyEdits(text, fix.edits);
          expect(result.ok).toBe(true);
          if (!result.ok) return;
          const after = findHops(readConfiguration([{ file: 'nginx.conf', text: result.text }]));
          const main = after[0];
          if (main === undefined) throw new Error('the hop is gone');
          const together = new Set(hopsOnSamePeers(main, after));
          after.forEach((hop, index) => {
            const old = before[index];
            if (old === undefined) throw new Error('a hop is new');
            if (!together.has(hop)) {
              // nginx does not start where verification is on without a bundle: there was nothing to keep.
              const started = old.tls.verify.value !== 'on' || old.tls.trustedCertificate.value !== undefined;
              if (started) expect(conduct(hop)).toEqual(conduct(old));
              return;
            }
            expect(hop.tls.verify.value).toBe('on');
            expect(hop.tls.trustedCertificate.value).toMatch(/pem$/);
            expect(hop.tls.serverName.value).toBe('on');
            expect(Number(hop.tls.verifyDepth.value)).toBeGreaterThanOrEqual(Number(old.tls.verifyDepth.value));
            expect(verifiedName(hop).variables).toEqual([]);
            expect(serverNameIndication(hop).sent).toBe('yes');
          });
          const reuse = [...together].filter((hop) => hop.tls.sessionReuse.value !== 'off');
          expect(
            new Set(reuse.map((hop) => `${verifiedName(hop).name} ${hop.tls.trustedCertificate.value}`)).size,
          ).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 150 },
    );
  });
});
