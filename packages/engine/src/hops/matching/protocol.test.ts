import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { readErrorLog } from '../../logs/index.js';
import { findHops } from '../index.js';
import { observeProtocol } from './protocol.js';

const hops = {
  https: 'http { server { location / { proxy_pass https://10.0.0.1; } } }',
  http: 'http { server { location / { proxy_pass http://10.0.0.1; } } }',
  variable: 'http { server { location / { proxy_pass $target; } } }',
  grpcs: 'http { server { location / { grpc_pass grpcs://10.0.0.1:443; } } }',
  suwsgi: 'http { server { location / { uwsgi_pass suwsgi://10.0.0.1:3031; } } }',
  stream: 'stream { server { listen 1; proxy_pass 10.0.0.1:443; proxy_ssl on; } }',
  'plain stream': 'stream { server { listen 1; proxy_pass 10.0.0.1:443; } }',
};
type HopId = keyof typeof hops;

const request = 'server: s, request: "GET / HTTP/1.1"';
const failure = 'upstream prematurely closed connection';
const handshake = 'peer closed connection in SSL handshake while SSL handshaking to upstream';
const verify = 'upstream SSL certificate verify error: (18:self-signed certificate) while SSL handshaking to upstream';

/** Which of the hops a line rules out. */
function excluded(text: string): readonly string[] {
  const line = `2024/01/15 03:42:17 [error] 1#1: *5 ${text}`;
  const [event] = readErrorLog('error.log', line).events;
  if (event === undefined) throw new Error(`not read: ${text}`);
  return (Object.keys(hops) as HopId[]).filter((id) => {
    const [hop] = findHops(readConfiguration([{ file: 'nginx.conf', text: hops[id] }]));
    if (hop === undefined) throw new Error(`no hop: ${id}`);
    return observeProtocol(event, hop)?.says === 'excludes';
  });
}

describe('the protocol of a line', () => {
  it.each<[string, string, readonly HopId[]]>([
    ['https', `${failure}, client: c, ${request}, upstream: "https://10.0.0.1:443/"`, ['https', 'variable']],
    ['HTTPS', `${failure}, client: c, ${request}, upstream: "HTTPS://10.0.0.1:443/"`, ['https', 'variable']],
    ['http', `${failure}, client: c, ${request}, upstream: "http://10.0.0.1:443/"`, ['http', 'variable']],
    ['grpcs', `${failure}, client: c, ${request}, upstream: "grpcs://10.0.0.1:443"`, ['grpcs']],
    ['suwsgi', `${failure}, client: c, ${request}, upstream: "suwsgi://10.0.0.1:3031"`, ['suwsgi']],
    ['fastcgi', `${failure}, client: c, ${request}, upstream: "fastcgi://10.0.0.1:9000"`, []],
  ])('%s leaves the hops that speak it', (_, text, left) => {
    expect((Object.keys(hops) as HopId[]).filter((id) => !excluded(text).includes(id))).toEqual(left);
  });

  it('without a scheme and a request is that of stream', () => {
    const others = ['https', 'http', 'variable', 'grpcs', 'suwsgi'];
    const line = `client: c, server: 0.0.0.0:1, upstream: "10.0.0.1:443", bytes from/to client:0/0`;
    expect(excluded(`${failure}, ${line}`)).toEqual(others);
    expect(excluded(`${handshake}, ${line}`)).toEqual([...others, 'plain stream']);
  });

  it('with a request is none of stream', () => {
    expect(excluded(`${failure}, client: c, ${request}`)).toEqual(['stream', 'plain stream']);
    expect(excluded(`${failure}, client: c, ${request}, upstream: "10.0.0.1:443"`)).toEqual(['stream', 'plain stream']);
  });

  it.each([
    handshake,
    verify,
    'upstream SSL certificate does not match "a" while SSL handshaking to upstream',
    'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream',
    'SSL_read() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert number 116) while reading response header from upstream',
    'upstream SSL certificate verify error: (20:unable to get local issuer certificate)',
  ])('of %s is TLS', (text) => {
    expect(excluded(`${text}, client: c, ${request}`)).toEqual(['http', 'stream', 'plain stream']);
  });

  it('is left open by a line that is cut off before its upstream', () => {
    expect(excluded(`${failure} while reading response header from upstream, client: 192.0.2.1, ser`)).toEqual([]);
  });
});
