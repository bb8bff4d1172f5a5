import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { findHops } from '../hops/index.js';
import { conditionAround, meetingConditions } from './conditions.js';
import { requestFor } from './request.js';

function inside(block: string) {
  const text = `http { server { listen 80; location /a { ${block} { proxy_pass https://10.0.0.1; } } } }`;
  const [hop] = findHops(readConfiguration([{ file: 'a.conf', text }], memorySource({})));
  const request =
    hop === undefined ? undefined : requestFor(hop, { request: 'GET /a?x=1 HTTP/1.1', host: 'w.example' });
  if (hop === undefined || request === undefined) throw new Error('no request');
  return { hop, before: request, request: meetingConditions(request, hop) };
}

describe('a request that has to come into a block', () => {
  it.each([
    ['if ($http_cookie ~ "beta=1")', { headers: { cookie: 'beta=1' } }],
    ['if ($cookie_beta)', { headers: { cookie: 'beta=1' } }],
    ['if ($http_x_canary = yes)', { headers: { 'x-canary': 'yes' } }],
    ["if ($http_user_agent ~* '(android|iphone)')", { headers: { 'user-agent': 'android' } }],
    ['if ($http_accept ~ "^text/\\w+|^image/")', { headers: { accept: 'text/a' } }],
    ['if ($http_x_version ~ ^v\\d+\\.2$)', { headers: { 'x-version': 'v1.2' } }],
    ['if ($arg_debug = on)', { path: '/a?debug=on&x=1' }],
    ['if ( $request_method = POST )', { method: 'POST' }],
    ['if ($host = other.example)', { host: 'other.example' }],
    ['limit_except GET', { method: 'POST' }],
  ])('has what %s asks for', (block, wanted) => {
    const { request, before } = inside(block);
    expect(request).toEqual({ ...before, ...wanted });
  });

  it.each([
    'if ($http_cookie !~ beta)',
    'if ($uid_got)',
    'if (-f $request_filename)',
    'if ($http_x ~ "(?<=a)b")',
    'if ($http_x = $http_y)',
    'limit_except POST',
  ])('is left as it is by %s', (block) => {
    const { request, before } = inside(block);
    expect(request).toEqual(before);
  });
});

it('a condition is told as it is written', () => {
  expect(conditionAround(inside('if ($http_cookie ~ "beta=1")').hop)).toContain('$http_cookie ~');
  expect(conditionAround(inside('limit_except GET').hop)).toBeUndefined();
});
