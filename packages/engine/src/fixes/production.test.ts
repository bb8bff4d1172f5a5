import { applyEdits, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.js';
import type { Answers, Fix } from '../diagnosis/diagnosis.js';
import { readErrorLog } from '../logs/index.js';

const answers: Answers = { name: 'a.internal', 'ca-path': '/etc/ssl/ca.pem' };

function fixFor(locations: string, message: string, upstream: string, given: Answers = answers) {
  const text = `events {}\nhttp {\nserver {\nlisten 80;\nserver_name s;\n${locations}}\n}\n`;
  const log = `2026/11/20 09:14:11 [error] 1#1: *7 ${message}, client: 192.0.2.1, server: s, request: "GET /a HTTP/1.1", upstream: "${upstream}"\n`;
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
  const fix: Fix | undefined = incidents[0]?.fixes.find(({ profile }) => profile === 'production');
  const result = applyEdits(text, fix?.edits ?? []);
  return { fix, after: result.ok ? result.text : '(conflict)' };
}

const location = (path: string, lines: string) => `location ${path} {\n${lines}}\n`;
const plain = 'upstream prematurely closed connection while reading response header from upstream';
const fixPlain = (locations: string) => fixFor(locations, plain, 'http://10.0.0.1:8443/a');
const rejected = (code: number) =>
  `upstream SSL certificate verify error: (${code}:some reason) while SSL handshaking to upstream`;

describe('a pass that has to speak TLS', () => {
  it('leaves one on the same peer that speaks it as it is', () => {
    const { fix, after } = fixPlain(
      location('/a', 'proxy_pass http://10.0.0.1:8443;\n') + location('/b', 'proxy_pass https://10.0.0.1:8443/x;\n'),
    );
    expect(after).toContain('proxy_pass https://10.0.0.1:8443;');
    expect(fix?.edits.filter(({ text }) => text.startsWith('https://'))).toHaveLength(1);
    expect(after.match(/proxy_ssl_verify on;/g)).toHaveLength(2);
    expect(fix?.why.map(({ directive }) => directive)).toEqual([
      'proxy_ssl_verify',
      'proxy_ssl_trusted_certificate',
      'proxy_ssl_verify_depth',
      'proxy_ssl_server_name',
      'proxy_ssl_name',
      'proxy_pass',
    ]);
    for (const { text } of fix?.why ?? []) expect(text).not.toBe('');
  });

  it('has no fix where its scheme is a variable that others read', () => {
    const shared = (b: string) =>
      `set $proto http;\n${location('/a', 'proxy_pass $proto://10.0.0.1:8443;\n')}${location('/b', `proxy_pass ${b}://10.0.0.2:8443;\n`)}`;
    expect(fixPlain(shared('$proto')).fix).toBeUndefined();
    expect(fixPlain(shared('http')).after).toContain('set $proto https;');
  });
});

describe('a fix', () => {
  const right = (ca: string, depth: string) =>
    location(
      '/a',
      `proxy_pass https://10.0.0.1:1;\nproxy_ssl_verify on;\nproxy_ssl_trusted_certificate ${ca};\nproxy_ssl_verify_depth ${depth};\nproxy_ssl_server_name on;\nproxy_ssl_name a.internal;\n`,
    );

  it('is not given where it would change nothing', () => {
    expect(fixFor(right('/etc/ssl/ca.pem', '3'), rejected(19), 'https://10.0.0.1:1/a').fix).toBeUndefined();
    expect(fixFor(right('old.pem', '3'), rejected(19), 'https://10.0.0.1:1/a').fix?.edits).toHaveLength(1);
  });

  it('cures a depth limit that may hide behind the same code, and no other cause’s repairs', () => {
    const { after } = fixFor(right('old.pem', '0'), rejected(20), 'https://10.0.0.1:1/a');
    expect(after).toContain('proxy_ssl_trusted_certificate /etc/ssl/ca.pem;');
    expect(after).toMatch(/proxy_ssl_verify_depth [1-9];/);
    expect(after).not.toMatch(/proxy_ssl_(?:certificate|protocols|ciphers|session_reuse)/);
  });
});
