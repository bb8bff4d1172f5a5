import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../logs/event.js';
import { readErrorLog } from '../../logs/index.js';
import { findHops, type Hop, locationOf } from '../index.js';
import type { Observation } from './observation.js';
import { mayServe, observeLocation, observeMethod, observeUri, routerFor, targetOf } from './request.js';

function eventOf(fields: string): LogEvent {
  const [event] = readErrorLog(
    'error.log',
    `2024/01/15 03:42:17 [error] 1#1: *5 peer closed connection in SSL handshake while SSL handshaking to upstream, client: c, server: s${fields}`,
  ).events;
  if (event === undefined) throw new Error('not read');
  return event;
}
const shown = (found: Observation | undefined) => (found?.says === 'against' ? `against ${found.weight}` : found?.says);
const pass = 'proxy_pass https://10.0.0.1:1;';
const server = (locations: string) => `http { server { ${locations} } }`;
const read = (text: string) => readConfiguration([{ file: 'a', text }]);

it.each([
  [', request: "GET /a?b=/c HTTP/1.1"', '/a?b=/c'],
  [', request: "GET  /a"', '/a'],
  [', request: "GET http://h/a HTTP/1.1"', 'http://h/a'],
  [', request: "GET /a HTTP/1.1", subrequest: "/auth"', '/auth'],
  [', request: "<redacted>"', undefined],
  ['', undefined],
])('the target of%s is %s', (fields, target) => {
  expect(targetOf(eventOf(fields))).toBe(target);
});

/** What the target says about each hop: whether its location may serve it, and how that is weighed. */
function routed(text: string, target: string | undefined, whole = true): Readonly<Record<string, string>> {
  const configuration = read(text);
  const route = routerFor(target ?? '', whole ? configuration : undefined);
  return Object.fromEntries(
    findHops(configuration).map((hop) => [
      locationOf(hop)?.args.join(' ') ?? hop.protocol,
      `${mayServe(hop, target, route)} ${shown(observeLocation(hop, target, route))}`,
    ]),
  );
}

describe('the location of a request', () => {
  const at = (path: string, more = '') => `location ${path} { ${pass} ${more} }`;

  it('supports the one that serves it, and speaks against the others', () => {
    expect(routed(server(at('/') + at('/a') + at('= /b')), '/a/x')).toEqual({
      '/': 'false against 2',
      '/a': 'true supports',
      '= /b': 'false against 2',
    });
  });

  it('says nothing where it is not known, or where the pass stands in none', () => {
    expect(routed(server(at('/') + at('/a')), undefined)).toEqual({ '/': 'true undefined', '/a': 'true undefined' });
    expect(routed('stream { server { proxy_pass h:1; } }', '/a')).toEqual({ stream: 'true undefined' });
  });

  it.each(['rewrite ^ /a;', 'error_page 502 /a;', 'try_files $uri /a;', 'auth_request /a;', 'mirror /a;', 'index a;'])(
    'speaks less against others, where the server has %s',
    (line) => {
      expect(routed(server(at('/') + at('/a', line)), '/x')['/a']).toBe('false against 1');
      expect(routed(server(`${line} ${at('/')} ${at('/a')}`), '/x')['/a']).toBe('false against 1');
    },
  );

  it('tells nothing of locations that only nginx itself leads to', () => {
    expect(routed(server(at('/') + at('@a') + at('/in', 'internal;')), '/x')).toEqual({
      '/': 'true supports',
      '@a': 'true undefined',
      '/in': 'true undefined',
    });
  });

  it('is looked for inside, among those nested in the outermost', () => {
    expect(routed(server(at('/', at('/a', at('/a/b'))) + at('/c')), '/a/b/c')).toEqual({
      '/': 'false against 2',
      '/a': 'false against 2',
      '/a/b': 'true supports',
      '/c': 'false against 2',
    });
  });

  it('may be one of several, where only PCRE can tell', () => {
    expect(routed(server(at('/') + at('~ ^/(?>a)')), '/a')).toEqual({
      '/': 'true undefined',
      '~ ^/(?>a)': 'true undefined',
    });
  });

  it('is chosen in each server apart', () => {
    expect(routed(`http { server { ${at('/')} } server { ${at('/a')} ${at('/b')} } }`, '/b')).toEqual({
      '/': 'true supports',
      '/a': 'false against 2',
      '/b': 'true supports',
    });
  });

  it('competes in a fragment only where the configuration is known', () => {
    expect(routed(at('/') + at('/a'), '/a')).toEqual({ '/': 'false against 2', '/a': 'true supports' });
    expect(routed(at('/') + at('/a'), '/a', false)).toEqual({ '/': 'true supports', '/a': 'true supports' });
  });
});

describe('the method of a request', () => {
  const limited = server(`location / { ${pass} limit_except get POST { ${pass} } }`);
  const said = (text: string, method: string, more = '') =>
    findHops(read(text)).map((hop) => shown(observeMethod(eventOf(`, request: "${method} / HTTP/1.1"${more}`), hop)));

  it.each([
    ['GET', [undefined, 'against 2']],
    ['HEAD', [undefined, 'against 2']],
    ['POST', [undefined, 'against 2']],
    ['PUT', ['against 2', undefined]],
  ])('%s goes to limit_except or beside it', (method, expected) => {
    expect(said(limited, method)).toEqual(expected);
  });

  it('has HEAD in GET only', () => {
    expect(said(limited.replace('get', 'PUT'), 'HEAD')).toEqual(['against 2', undefined]);
  });

  it('says nothing of subrequests, of limits that pass nothing on, and where there are none', () => {
    expect(said(limited, 'PUT', ', subrequest: "/x"')).toEqual([undefined, undefined]);
    expect(said(limited, '<redacted>')).toEqual([undefined, undefined]);
    expect(said(server(`location / { ${pass} limit_except GET { deny all; } }`), 'PUT')).toEqual([undefined]);
    expect(said(server(`location / { ${pass} }`), 'PUT')).toEqual([undefined]);
    expect(said('proxy_pass https://h;', 'PUT')).toEqual([undefined]);
  });
});

describe('the URI that went upstream', () => {
  const said = (text: string, target: string, uri: string, more = ''): string | undefined => {
    const [hop]: readonly (Hop | undefined)[] = findHops(read(text));
    const event = eventOf(`, request: "GET ${target} HTTP/1.1"${more}, upstream: "https://10.0.0.1:1${uri}"`);
    return hop && shown(observeUri(event, hop, targetOf(event)));
  };
  const at = (path: string, lines: string) => server(`location ${path} { ${lines} }`);

  it.each([
    ['/a/', '', '/a/b?c', '/a/b?c', 'supports'],
    ['/a/', '', '/a/b', '/b', 'against 1'],
    ['/a/', '/', '/a/b?c', '/b?c', 'supports'],
    ['/a/', '/v1/', '/a/b', '/v1/b', 'supports'],
    ['/a/', '/v1/', '/a/b', '/a/b', 'against 1'],
    ['= /a', '/v1', '/a?c', '/v1?c', 'supports'],
    ['^~ /a', '/v1', '/ab', '/v1b', 'supports'],
    ['/a/', '/v1/', '/x', '/v1/x', undefined],
    ['~ ^/a', '', '/a', '/a', 'supports'],
    ['/a/', '$request_uri', '/a/b', '/a/b', undefined],
  ])('location %s, passed on to %s: %s became %s: %s', (path, uri, target, logged, expected) => {
    expect(said(at(path, `proxy_pass https://10.0.0.1:1${uri};`), target, logged)).toBe(expected);
  });

  it('is as it is written, where a constant stands in the pass', () => {
    const text = at('/a/', 'set $h 10.0.0.1:1; proxy_pass https://$h/v1/;');
    expect(said(text, '/a/b', '/v1/')).toBe('supports');
    expect(said(text, '/a/b', '/v1/b')).toBe('against 1');
  });

  it('is that of the subrequest', () => {
    expect(said(at('/', pass), '/a', '/auth', ', subrequest: "/auth"')).toBe('supports');
  });

  it.each([
    ['a rewrite', at('/a/', `rewrite ^ /b; ${pass}`)],
    ['another module', at('/a/', 'grpc_pass grpcs://10.0.0.1:1;')],
    ['several targets', `http { map $uri $m { default h; /b i; } server { location / { proxy_pass https://$m:1; } } }`],
    ['no location', 'proxy_pass https://h;'],
  ])('says nothing with %s', (_, text) => {
    expect(said(text, '/a/b', '/x')).toBeUndefined();
  });

  it('says nothing where it is not logged', () => {
    expect(said(at('/', pass), '/a', '')).toBeUndefined();
  });
});
