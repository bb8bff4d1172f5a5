import { applyEdits, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { findHops } from '../hops/index.js';
import { speakTls } from './scheme.js';

/** The configuration once its first hop speaks TLS; undefined where no edit does that. */
function speaking(text: string, scheme = 'https', meant = 1): string | undefined {
  const hops = findHops(readConfiguration([{ file: 'nginx.conf', text }]));
  const [hop] = hops;
  if (hop === undefined) throw new Error('no hop');
  const edit = speakTls(hop, scheme, hops.slice(0, meant), hops);
  if (edit === undefined) return undefined;
  const result = applyEdits(text, [edit]);
  return result.ok ? result.text : '(conflict)';
}

const inServer = (inside: string) => `http { server { ${inside} } }`;
const inLocation = (inside: string) => inServer(`location / { ${inside} }`);

describe('a hop is made to speak TLS', () => {
  it.each([
    ['proxy_pass http://10.0.0.1:8443/x/;', 'https', 'proxy_pass https://10.0.0.1:8443/x/;'],
    ['proxy_pass HTTP://up:8443;', 'https', 'proxy_pass https://up:8443;'],
    ['proxy_pass "http://up:8443/a b";', 'https', 'proxy_pass "https://up:8443/a b";'],
    ['proxy_pass http://$host:8443;', 'https', 'proxy_pass https://$host:8443;'],
    ['grpc_pass grpc://10.0.0.1:443;', 'grpcs', 'grpc_pass grpcs://10.0.0.1:443;'],
    ['grpc_pass 10.0.0.1:443;', 'grpcs', 'grpc_pass grpcs://10.0.0.1:443;'],
    ['uwsgi_pass 10.0.0.1:3031;', 'suwsgi', 'uwsgi_pass suwsgi://10.0.0.1:3031;'],
    ['uwsgi_pass unix:/run/app.sock;', 'suwsgi', 'uwsgi_pass suwsgi://unix:/run/app.sock;'],
  ])('by the scheme of its pass: %s', (before, scheme, after) => {
    expect(speaking(inLocation(before), scheme)).toBe(inLocation(after));
  });

  it('by proxy_ssl in stream', () => {
    const text = 'stream {\n  server {\n    listen 1;\n    proxy_pass 10.0.0.1:443;\n  }\n}\n';
    expect(speaking(text)).toBe(text.replace(':443;\n', ':443;\n    proxy_ssl on;\n'));
  });

  it.each([['$proto'], ['${' + 'proto}']])('by the one set that holds the scheme: %s', (variable) => {
    const text = (scheme: string) => inLocation(`set $proto ${scheme}; proxy_pass ${variable}://10.0.0.1:8443;`);
    expect(speaking(text('http'))).toBe(text('https'));
  });

  it('by the set that holds the whole target', () => {
    const text = (scheme: string) => inLocation(`set $target "${scheme}://10.0.0.1:8443"; proxy_pass $target$uri;`);
    expect(speaking(text('http'))).toBe(text('https'));
  });

  it('by a set of the server, if all that read it are meant', () => {
    const text = (scheme: string) =>
      inServer(
        `set $proto ${scheme}; location /a { proxy_pass $proto://10.0.0.1:8443; } location /b { proxy_pass $proto://10.0.0.2:8080; }`,
      );
    expect(speaking(text('http'), 'https', 2)).toBe(text('https'));
    expect(speaking(text('http'), 'https', 1)).toBeUndefined();
  });

  it('by a set that another hop does not read', () => {
    const text = (scheme: string) =>
      inServer(
        `set $proto ${scheme}; location /a { proxy_pass $proto://10.0.0.1:8443; } location /b { proxy_pass $other://10.0.0.2; } location /c { set $proto http; proxy_pass http://10.0.0.3; }`,
      );
    expect(speaking(text('http'))).toBe(text('https'));
  });

  it.each([
    ['set $proto http; set $proto https; proxy_pass $proto://10.0.0.1;'],
    ['proxy_pass $proto://10.0.0.1;'],
    ['set $target $scheme://10.0.0.1; proxy_pass $target;'],
    ['set $target backend; proxy_pass $target;'],
    ['set $proto http://a; proxy_pass $proto://10.0.0.1;'],
    ['set $target 10.0.0.1:8443; proxy_pass $target;'],
    ['set $other http; proxy_pass $proto://10.0.0.1;'],
    ['grpc_pass $target;'],
  ])('not where that cannot be told: %s', (inside) => {
    expect(speaking(inLocation(inside))).toBeUndefined();
  });
});
