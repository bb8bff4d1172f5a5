import { readConfiguration } from '@stackengine/nginx-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccessLog, readErrorLog } from '../logs/index.js';
import type { TrustFile } from '../x509/chain.js';
import { type DiagnosisInput, diagnose } from './diagnose.js';

const line = (
  message: string,
  rest = 'upstream: "https://10.0.1.45:8443/pay/42", host: "shop.example.com"',
  level = 'error',
) =>
  `2026/11/20 09:14:11 [${level}] 4121#4121: *700 ${message}, client: 198.51.100.7, server: shop.example.com, request: "GET /pay/42 HTTP/1.1", ${rest}\n`;
const handshake = (message: string) => line(`${message} while SSL handshaking to upstream`);
const untrusted = handshake('upstream SSL certificate verify error: (20:unable to get local issuer certificate)');

const server = (inside: string, before = '') =>
  `events {}\nhttp {\n${before}    server {\n        listen 80;\n        server_name shop.example.com;\n${inside}    }\n}\n`;
const verified = server(
  '        location / {\n            proxy_pass https://10.0.1.45:8443;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n        }\n',
);

function run(log: string, text?: string, more: Partial<DiagnosisInput> = {}) {
  return diagnose({
    events: readErrorLog('error.log', log).events,
    access: [],
    accessGiven: false,
    configuration: text === undefined ? undefined : readConfiguration([{ file: 'nginx.conf', text }]),
    presented: [],
    vouched: [],
    trustFile: (path): TrustFile => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: {},
    ...more,
  });
}

const codes = (notices: readonly { code: string }[]) => notices.map((notice) => notice.code);

describe('a diagnosis', () => {
  it('has nothing to say of an empty log', () => {
    expect(run('', verified).incidents).toEqual([]);
  });

  it('says that a configuration which does not verify cannot have written a verify error', () => {
    const off = verified.replace('proxy_ssl_verify on;', '');
    const [incident] = run(untrusted, off).incidents;
    expect(codes(incident?.notices ?? [])).toContain('log-contradicts-config');
    expect(codes(run(untrusted, verified).incidents[0]?.notices ?? [])).not.toContain('log-contradicts-config');
  });

  it('says that a bare location cannot show whether nginx verifies', () => {
    const [incident] = run(untrusted, 'location / {\n    proxy_pass https://10.0.1.45:8443;\n}\n').incidents;
    expect(codes(incident?.notices ?? [])).toContain('verification-not-shown');
  });

  it('finds the requests of an IPv6 peer in the access log', () => {
    const logged = untrusted.replace('10.0.1.45', '[2001:db8::45]');
    const entry = readAccessLog(
      'access.log',
      '{"time_iso8601":"2026-11-20T09:14:11","status":"502","request_uri":"/pay/42","upstream_addr":"[2001:db8::45]:8443","upstream_status":"502"}\n',
      [],
    );
    const more = { access: entry.entries, accessGiven: true };
    const [incident] = run(logged, verified.replace('10.0.1.45', 'pay.internal'), more).incidents;
    expect(incident?.upstream.address).toBe('[2001:db8::45]:8443');
    expect(incident?.blastRadius.requests502).toBe(1);
    expect(run(logged, undefined, more).incidents[0]?.blastRadius.peers).toEqual(['[2001:db8::45]:8443']);
  });

  it('probes an IPv6 peer with its address as nc takes it', () => {
    const refused = handshake('connect() failed (111: Connection refused)').replace(
      'while SSL handshaking',
      'while connecting',
    );
    const [incident] = run(refused.replace('10.0.1.45', '[2001:db8::45]')).incidents;
    expect(incident?.causes[0]?.confirm).toEqual(['nc -vz -w 3 2001:db8::45 8443']);
  });

  it('offers no TCP command for a unix socket', () => {
    const [incident] = run(untrusted.replace('10.0.1.45:8443/pay/42', 'unix:/run/pay.sock:/pay/42')).incidents;
    expect(JSON.stringify(incident?.causes)).not.toContain('-connect [unix:');
  });

  it('says so when nothing in the configuration passes to that upstream', () => {
    const elsewhere = verified.replace('10.0.1.45:8443', '10.0.1.99:9999');
    const { incidents } = run(untrusted, elsewhere);
    expect(incidents[0]?.upstream.hop).toBeNull();
    expect(codes(incidents[0]?.notices ?? [])).toContain('no-matching-hop');
    expect(incidents[0]?.fixes).toEqual([]);
    expect(incidents[0]?.causes.length).toBeGreaterThan(0);
  });

  it('works from the log alone', () => {
    const diagnosis = run(untrusted);
    expect(codes(diagnosis.notices)).toContain('no-configuration');
    expect(diagnosis.incidents[0]?.causes[0]?.cause).toBe('untrusted-issuer');
  });

  it('names the hop, and the name that nginx verifies', () => {
    const [incident] = run(untrusted, verified).incidents;
    expect(incident?.upstream).toEqual({
      protocol: 'proxy',
      address: '10.0.1.45:8443',
      name: '10.0.1.45',
      hop: { file: 'nginx.conf', line: 7, column: 13, directive: 'proxy_pass' },
    });
  });

  it('ties "no live upstreams" to the failure that caused it, and tells of the cascade', () => {
    const group = server(
      '        location / {\n            proxy_pass https://payments;\n        }\n',
      '    upstream payments {\n        server 10.0.1.45:8443 max_fails=2 fail_timeout=30s;\n        server 10.0.1.46:8443;\n    }\n',
    );
    const log = `${handshake('peer closed connection in SSL handshake')}${line('no live upstreams while connecting to upstream', 'upstream: "https://payments/pay/42", host: "shop.example.com"')}`;
    const { incidents } = run(log, group);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.blastRadius.peers).toEqual(['10.0.1.45:8443', '10.0.1.46:8443']);
    expect(incidents[0]?.blastRadius.cascade).toContain('max_fails=2 this peer of "payments" is left out for 30 s');
  });

  it('counts backups among the peers that are left out, and none where nginx does not start', () => {
    const group = server(
      '        location / {\n            proxy_pass https://payments;\n        }\n',
      '    upstream payments {\n        server 10.0.1.45:8443;\n        server 10.0.1.46:8443 backup;\n    }\n',
    );
    const [down] = run(handshake('peer closed connection in SSL handshake'), group).incidents;
    expect(down?.blastRadius.cascade).toContain(
      'a peer of "payments" is left out for 10 s; when all 2 are, backups too,',
    );
    const [refused] = run(
      '2026/11/20 09:14:11 [emerg] 1#1: host not found in upstream "payments" in /etc/nginx/nginx.conf:8\n',
      group,
    ).incidents;
    expect(refused?.blastRadius.cascade ?? '').not.toContain('left out');
  });

  it('puts what clients do after what takes the service down', () => {
    const client =
      '2026/11/20 09:14:31 [info] 4121#4121: *731 peer closed connection in SSL handshake while SSL handshaking, client: 198.51.100.7, server: 0.0.0.0:443\n';
    expect(run(client.repeat(9) + untrusted, verified).incidents.map((one) => one.stage)).toEqual(['verify', 'client']);
  });

  it('keeps rivals side by side where the log does not decide, with what would', () => {
    const [incident] = run(
      handshake(
        'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40)',
      ),
      verified,
    ).incidents;
    const names = incident?.causes.map((one) => one.cause);
    expect(names).toEqual(expect.arrayContaining(['sni-required', 'client-certificate-required', 'cipher-mismatch']));
    expect(incident?.causes[0]?.decidedBy.length).toBeGreaterThan(0);
  });

  it('lists no rival beside a cause that is certain', () => {
    const [incident] = run(
      handshake(
        'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112)',
      ),
      verified,
    ).incidents;
    expect(incident?.causes.map((one) => one.cause)).toEqual(['sni-required']);
  });

  it('lists places instead of guessing where several locations fit', () => {
    const two = server(
      '        location /a/ {\n            proxy_pass https://10.0.1.45:8443;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n        }\n        location /b/ {\n            proxy_pass https://10.0.1.45:8443;\n        }\n',
    );
    const short =
      '2026/11/20 09:14:11 [error] 1#1: *7 peer closed connection in SSL handshake while SSL handshaking to upstream, upstream: "https://10.0.1.45:8443/"\n';
    const [incident] = run(short, two).incidents;
    expect(incident?.upstream.hop).toBeNull();
    expect(codes(incident?.notices ?? [])).toContain('ambiguous-hop');
  });

  it('covers every hop at which nginx refuses to start', () => {
    const two = server(
      '        proxy_ssl_verify on;\n        location /a/ {\n            proxy_pass https://10.0.1.45:8443;\n        }\n        location /b/ {\n            proxy_pass https://10.0.1.46:8443;\n        }\n',
    );
    const [incident] = run('nginx: [emerg] no proxy_ssl_trusted_certificate for proxy_ssl_verify\n', two, {
      answers: { 'ca-path': 'ca.pem', name: 'a.internal' },
    }).incidents;
    expect(incident?.causes[0]?.cause).toBe('trusted-certificate-missing');
    expect(incident?.fixes[0]?.diff.match(/\+ +proxy_ssl_trusted_certificate ca\.pem/g)).toHaveLength(2);
  });
});

describe('an access log', () => {
  const format = {
    name: 'up',
    format: '$remote_addr [$time_local] "$request" $status $upstream_addr $upstream_status',
  };
  const entry = (status: string, upstream: string, uri = '/pay/42') =>
    `198.51.100.7 [20/Nov/2026:09:14:11 +0000] "GET ${uri} HTTP/1.1" ${status} 10.0.1.45:8443 ${upstream}\n`;
  const given = (text: string) => ({ access: readAccessLog('access.log', text, [format]).entries, accessGiven: true });

  it('counts what the failure cost', () => {
    const [incident] = run(untrusted, verified, given(entry('502', '502').repeat(3) + entry('200', '200'))).incidents;
    expect(incident?.blastRadius.requests502).toBe(3);
    expect(incident?.blastRadius.requestsTotal).toBe(4);
    expect(run(untrusted, verified).incidents[0]?.blastRadius.requests502).toBeNull();
  });

  it('counts requests that found no live peer of the group', () => {
    const text = server(
      '        location / {\n            proxy_pass https://pay;\n            proxy_ssl_verify on;\n            proxy_ssl_trusted_certificate ca.pem;\n            proxy_ssl_name pay.internal;\n        }\n',
      '    upstream pay {\n        server 10.0.1.45:8443;\n        server 10.0.1.46:8443;\n    }\n',
    );
    const none = entry('502', '502').replace('10.0.1.45:8443', 'pay');
    const [incident] = run(untrusted, text, given(entry('502', '502') + none)).incidents;
    expect(incident?.blastRadius.requests502).toBe(2);
    expect(incident?.causes[0]?.confirm.join() + incident?.causes[0]?.decidedBy.join()).toContain(
      '-servername pay.internal ',
    );
  });

  it('shows that a health check passes through the failing hop', () => {
    const [incident] = run(
      untrusted,
      server('        location /pay/ {\n            proxy_pass https://10.0.1.45:8443;\n        }\n'),
      given(entry('502', '502', '/healthz')),
    ).incidents;
    expect(incident?.blastRadius.healthCheckAffected).toBe(true);
  });

  it.each([
    ['https', 'client-certificate-required'],
    ['http', 'plain-http-to-tls-port'],
  ])('tells of a 400 that leaves no line in the error log (%s)', (scheme, cause) => {
    const text = server(`        location / {\n            proxy_pass ${scheme}://10.0.1.45:8443;\n        }\n`);
    const { incidents } = run('', text, given(entry('400', '400').repeat(2)));
    expect(incidents.map((one) => one.causes[0]?.cause)).toEqual([cause]);
    expect(incidents[0]?.count).toBe(2);
  });

  it.each([
    ['a name', 'proxy_pass https://pay.internal:8443;'],
    ['a variable', 'set $pay pay.internal;\n            proxy_pass https://$pay:8443;'],
  ])('finds the hop that reached the upstream by %s', (_, pass) => {
    const text = server(
      `        location /static/ {\n            proxy_pass https://cdn.internal:8443;\n        }\n        location / {\n            ${pass}\n        }\n`,
    );
    const { incidents } = run('', text, given(entry('400', '400').repeat(2)));
    expect(incidents.map((one) => one.causes[0]?.cause)).toEqual(['client-certificate-required']);
    expect(incidents[0]?.upstream).toMatchObject({
      address: '10.0.1.45:8443',
      hop: { line: 10 + pass.split('\n').length - 1 },
    });
  });

  it('does not take a 400 of an address that nothing passes to for an incident', () => {
    const text = server('        location / {\n            proxy_pass https://pay.internal:9443;\n        }\n');
    expect(run('', text, given(entry('400', '400'))).incidents).toEqual([]);
  });

  it('takes single 400s of an upstream that also answers 200 for what they are', () => {
    expect(run('', verified, given(entry('400', '400') + entry('200', '200'))).incidents).toEqual([]);
  });

  it('knows the bare alert that nginx reads as HTTP/0.9', () => {
    const text = server('        location / {\n            proxy_pass http://10.0.1.45:9000;\n        }\n');
    const log = line(
      'upstream sent no valid HTTP/1.0 header while reading response header from upstream',
      'upstream: "http://10.0.1.45:9000/pay/42", host: "shop.example.com"',
    );
    const access = entry('009', '009').replace('8443', '9000');
    expect(run(log, text, given(access)).incidents[0]?.causes[0]).toMatchObject({
      cause: 'plain-http-to-tls-port',
      confidence: 'certain',
    });
  });
});

describe('the health check', () => {
  const through = (locations: string) =>
    run(untrusted, server(locations)).incidents[0]?.blastRadius.healthCheckAffected;
  const pass = '{\n proxy_pass https://10.0.1.45:8443;\n }\n';

  it('is affected by a catch-all that no location of its own takes it from', () => {
    expect(through(`location / ${pass}`)).toBe(true);
    expect(through(`location / ${pass} location = /healthz { return 200; }\n`)).toBe(false);
    expect(through(`location /pay/ ${pass}`)).toBe(false);
    expect(through(`location /pay/ { proxy_pass https://10.0.1.45:8443; health_check; }\n`)).toBe(true);
  });
});

describe('whatever the input', () => {
  it('never throws', () => {
    const token = fc.constantFrom(
      'proxy_pass https://10.0.1.45:8443;',
      'server {',
      'location / {',
      '}',
      'upstream a {',
      'server a:1;',
      'proxy_ssl_verify on;',
      'set $a https;',
      'proxy_pass $a://b;',
      'grpc_pass grpcs://a;',
      'proxy_ssl_name',
      '"',
      'http {',
      'stream {',
      'if ($x) {',
    );
    const piece = fc.constantFrom(
      untrusted,
      handshake('peer closed connection in SSL handshake'),
      'upstream: "',
      '[error]',
      'SSL: error:0A000',
      '\u0000',
      'no live upstreams',
      line('connect() failed (111: Connection refused) while connecting to upstream'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(token, fc.string()), { maxLength: 25 }),
        fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }),
        (config, log) => {
          expect(run(log.join(''), config.join('\n')).schema).toBe('stackengine/diagnosis@1');
        },
      ),
      { numRuns: 200 },
    );
  });
});
