import { applyEdits, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.js';
import type { Fix } from '../diagnosis/diagnosis.js';
import { readErrorLog } from '../logs/index.js';

type Files = Readonly<Record<string, string>>;

/** The development fix for a self-signed upstream at 10.0.0.1:1. */
function fixFor(files: Files, request = '"GET /a HTTP/1.1"', upstream = 'https://10.0.0.1:1/a'): Fix | undefined {
  const fields = request === '' ? '' : `, request: ${request}`;
  const log = `2026/11/20 09:14:11 [error] 1#1: *7 upstream SSL certificate verify error: (18:self-signed certificate) while SSL handshaking to upstream, client: 192.0.2.1, server: s${fields}, upstream: "${upstream}"\n`;
  const { incidents } = diagnose({
    events: readErrorLog('error.log', log).events,
    access: [],
    accessGiven: false,
    configuration: readConfiguration(Object.entries(files).map(([file, text]) => ({ file, text }))),
    presented: [],
    vouched: [],
    trustFile: (path) => ({ path, state: 'missing', certificates: [] }),
    environment: 'production',
    now: '2026-11-20T10:00:00Z',
    answers: {},
  });
  return incidents[0]?.fixes.find(({ profile }) => profile === 'development');
}

/** What the fix adds to the one file, without its comment. */
function added(text: string, fix: Fix | undefined): readonly string[] {
  const result = applyEdits(text, fix?.edits ?? []);
  const before = new Set(text.split('\n'));
  if (!result.ok) return ['(conflict)'];
  return result.text.split('\n').filter((line) => !before.has(line) && !line.includes('# StackEngine'));
}

const server = (locations: string) =>
  `events {}\nhttp {\nserver {\nlisten 80;\nserver_name s;\nproxy_ssl_trusted_certificate ca.pem;\n${locations}}\n}\n`;
const location = (path: string, lines: string) => `location ${path} {\nproxy_pass https://10.0.0.1:1;\n${lines}}\n`;
const on = 'proxy_ssl_verify on;\n';
const fixed = (text: string) => added(text, fixFor({ 'nginx.conf': text }));

describe('the development fix', () => {
  it('is verification off, and nothing else', () => {
    const text = server(location('/a', on));
    const fix = fixFor({ 'nginx.conf': text });
    expect(added(text, fix)).toEqual(['proxy_ssl_verify off;']);
    expect(fix).toMatchObject({ needs: [], proof: null, why: [{ directive: 'proxy_ssl_verify' }] });
    expect(fix?.warnings).toHaveLength(1);
    expect(fix?.diff).toContain('+proxy_ssl_verify off;');
  });

  it('keeps its sessions from locations that verify the same peer', () => {
    const b = (lines: string) => server(location('/a', on) + location('/b', lines));
    expect(fixed(b(on))).toEqual(['proxy_ssl_verify off;', 'proxy_ssl_session_reuse off;']);
    expect(fixFor({ 'nginx.conf': b(on) })?.warnings).toHaveLength(2);
    expect(fixed(b(''))).toEqual(['proxy_ssl_verify off;']);
    const apart = fixFor({ 'nginx.conf': b(`${on}proxy_ssl_session_reuse off;\n`) });
    expect(apart?.why.map(({ directive }) => directive)).toEqual(['proxy_ssl_verify']);
    expect(apart?.warnings).toHaveLength(1);
  });

  it('changes no line of the server, even one that no other location inherits', () => {
    const reuse = 'proxy_ssl_session_reuse on;\n';
    const text = server(reuse + on + location('/a', '') + location('/b', on + reuse));
    const places = fixFor({ 'nginx.conf': text })?.edits.map(({ range: [start] }) => start) ?? [];
    expect(places).toHaveLength(2);
    for (const place of places) expect(place).toBeGreaterThan(text.indexOf('location /a'));
  });

  it('leaves locations inside as they were', () => {
    const text = server(location('/a', `${on}location /a/in {\nproxy_pass https://10.0.0.2:1;\n}\n`));
    const written = fixFor({ 'nginx.conf': text })?.edits.map((edit) => edit.text.trim());
    expect(written).toHaveLength(3);
    expect(written).toContain('proxy_ssl_verify on;');
  });

  it('warns of a pass in the same location that obeys the same line', () => {
    const text = server(location('/a', `${on}if ($arg_b) {\nproxy_pass https://10.0.0.2:1;\n}\n`));
    expect(fixFor({ 'nginx.conf': text })?.warnings.join(' ')).toContain('10.0.0.2:1');
  });

  it('reaches one stream server, but never a whole server of http', () => {
    const stream = (more: string) =>
      `events {}\nstream {\nserver {\nlisten 1;\nproxy_pass 10.0.0.1:1;\nproxy_ssl on;\nproxy_ssl_trusted_certificate ca.pem;\n${more}}\n}\n`;
    const text = stream(on);
    expect(added(text, fixFor({ 'nginx.conf': text }, '', '10.0.0.1:1'))).toEqual(['proxy_ssl_verify off;']);
    const http =
      'events {}\nhttp {\nserver {\nproxy_ssl_verify on;\nproxy_ssl_trusted_certificate ca.pem;\nproxy_pass https://10.0.0.1:1;\n}\n}\n';
    expect(fixFor({ 'nginx.conf': http })).toBeUndefined();
  });

  it('is given for a bare pass, whose surroundings may verify', () => {
    const text = 'proxy_pass https://10.0.0.1:1;\n';
    expect(added(text, fixFor({ 'a.conf': text }))).toEqual(['proxy_ssl_verify off;']);
  });
});

describe('in files that are included', () => {
  const servers = (a: string, b: string) =>
    `events {} http { proxy_ssl_trusted_certificate ca.pem; proxy_ssl_verify on; server { server_name s; ${a} } server { server_name t; ${b} } }`;

  it('is written into the location, where others include the pass', () => {
    const files = {
      'nginx.conf': servers(
        'location /a { include pass.conf; } location /b { include pass.conf; }',
        'location /a { include pass.conf; }',
      ),
      'pass.conf': 'proxy_pass https://10.0.0.1:1;\n',
    };
    expect(fixFor(files)?.edits.map(({ file }) => file)).toEqual(['nginx.conf', 'nginx.conf']);
  });

  it.each(['', 'proxy_ssl_verify on;'])(
    'is not given, where another server includes the location: it would be switched off too (%s)',
    (line) => {
      const files = {
        'nginx.conf': servers('include a.conf;', 'include a.conf;'),
        'a.conf': `location /a { proxy_pass https://10.0.0.1:1; ${line} }`,
      };
      expect(fixFor(files)).toBeUndefined();
      expect(fixFor({ ...files, 'nginx.conf': servers('include a.conf;', '') })).toBeDefined();
    },
  );

  it('is not given, where other locations include its own line', () => {
    const files = {
      'nginx.conf': servers(
        'location /a { proxy_pass https://10.0.0.1:1; include tls.conf; } location /b { proxy_pass https://10.0.0.2:1; include tls.conf; }',
        '',
      ),
      'tls.conf': 'proxy_ssl_verify on;',
    };
    expect(fixFor(files)).toBeUndefined();
  });
});
