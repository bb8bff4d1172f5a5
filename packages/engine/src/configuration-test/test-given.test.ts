import { readFileSync } from 'node:fs';
import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { expect, it } from 'vitest';
import { testGiven } from './index.js';

const module = compileModule(readFileSync(new URL('../../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const bottle = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });
const tested = (text: string, others: Readonly<Record<string, string>> = {}) =>
  testGiven(readConfiguration([{ file: 'given.conf', text }], memorySource(others)), bottle);

it.each([
  ['a location', 'location /api/ {\n  proxy_pass https://10.0.1.45:8443;\n}\n'],
  ['directives', 'proxy_ssl_verify_depth 2;\n'],
  [
    'an upstream and a server',
    'upstream b { server 10.0.0.1; }\nserver { listen 80; location / { proxy_pass http://b; } }\n',
  ],
  ['http alone', 'http { server { listen 80; } }\n'],
  [
    'a whole configuration',
    'events {}\nhttp { server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; } }\n',
  ],
  ['of stream', 'stream { server { listen 1; proxy_pass 10.0.0.1:2; } }\n'],
])('nginx takes %s', (_, text) => {
  expect(tested(text)).toMatchObject({ ok: true, setAside: [] });
});

it('names the line of a fragment and of a file that it includes', () => {
  expect(tested('location / {\n  return 200;\n}\nlocation /b/ {\n  proxy_ssl_verify maybe;\n}\n').messages).toEqual([
    { level: 'emerg', text: expect.stringContaining('"maybe"'), file: 'given.conf', line: 5 },
  ]);
  const included = tested('events {}\nhttp {\n  include conf.d/*.conf;\n}\n', {
    'conf.d/a.conf': 'server {\n  listn 80;\n}\n',
  });
  expect(included.messages).toEqual([
    { level: 'emerg', text: 'unknown directive "listn"', file: 'conf.d/a.conf', line: 2 },
  ]);
});

it('sets aside includes that were not given and what this nginx does not have', () => {
  expect(tested('server {\n  include snippets/tls.conf;\n  brotli on;\n}\n')).toMatchObject({
    ok: true,
    setAside: ['include snippets/tls.conf', expect.stringContaining('brotli')],
  });
});
