import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { readErrorLog } from '../../logs/index.js';
import { findHops } from '../index.js';
import { observeServer } from './server.js';

/** What the fields of a line say about the one hop of a configuration: `supports`, `against 2`, or nothing. */
function observed(text: string, fields: string): string | undefined {
  const line = `2024/01/15 03:42:17 [error] 1#1: *5 peer closed connection in SSL handshake while SSL handshaking to upstream, client: 192.0.2.1${fields}`;
  const [event] = readErrorLog('error.log', line).events;
  const [hop] = findHops(readConfiguration([{ file: 'a.conf', text }]));
  if (event === undefined || hop === undefined) throw new Error('no event or no hop');
  const found = observeServer(event, hop);
  return found?.says === 'against' ? `against ${found.weight}` : found?.says;
}

const http = (names: string) => `http { server { ${names} location / { proxy_pass https://h; } } }`;
const stream = (listen: string) => `stream { server { ${listen} proxy_ssl on; proxy_pass h:1; } }`;
const request = 'request: "GET / HTTP/1.1", upstream: "https://10.0.0.1:443/"';

describe('the logged server', () => {
  it.each([
    ['server_name a.test b.test;', 'a.test', 'supports'],
    ['server_name A.test;', 'a.test', 'supports'],
    ['server_name a.test;', 'A.TEST', 'supports'],
    ['server_name .a.test;', 'a.test', 'supports'],
    ['server_name a.test;', 'c.test', 'against 2'],
    ['', 'c.test', 'against 2'],
    // Not the first of its names: older logs, or names in another order.
    ['server_name a.test; server_name B.test;', 'b.test', undefined],
    ['server_name $hostname;', 'c.test', undefined],
    ['server_name a.test;', '<redacted>', undefined],
  ])('%s, logged as %s: %s', (names, server, expected) => {
    expect(observed(http(names), `, server: ${server}, ${request}`)).toBe(expected);
  });

  it('says nothing where no server was given', () => {
    expect(observed('location / { proxy_pass https://h; }', `, server: a.test, ${request}`)).toBeUndefined();
  });
});

describe('the host of the request, for want of a server', () => {
  it.each([
    ['a.test', 'a.test', 'supports'],
    ['A.test', 'a.TEST:8443', 'supports'],
    ['a.test', 'b.test', undefined],
    ['.a.test', 'a.test', 'supports'],
    ['.a.test', 'x.a.test', 'supports'],
    ['.a.test', 'xa.test', undefined],
    ['*.a.test', 'x.a.test', 'supports'],
    ['*.a.test', 'a.test', undefined],
    ['www.*', 'www.any.test', 'supports'],
    ['www.*', 'wwwx.test', undefined],
    ['~^w\\d+\\.', 'W12.test', 'supports'],
    ['~^w\\d+\\.', 'wx.test', undefined],
    // Only PCRE can tell.
    ['~^(?>w)', 'w.test', undefined],
    ['other a.test', 'a.test', 'supports'],
  ])('server_name %s, host %s: %s', (names, host, expected) => {
    const text = http(`server_name ${names};`);
    expect(observed(text, `, server: <redacted>, ${request}, host: "${host}"`)).toBe(expected);
    expect(observed(text, `, ${request}, host: "${host}"`)).toBe(expected);
  });

  it('says nothing where it is missing too', () => {
    expect(observed(http('server_name a.test;'), `, ${request}`)).toBeUndefined();
  });
});

describe('the logged address of a stream server', () => {
  it.each([
    ['7000', '0.0.0.0:7000', 'supports'],
    ['7000', '127.0.0.1:7000', 'supports'],
    ['7000', '0.0.0.0:7001', 'against 2'],
    ['*:7000', '10.0.0.1:7000', 'supports'],
    ['[::]:7000', '[::1]:7000', 'supports'],
    ['0.0.0.0:7000', '10.0.0.1:7000', 'supports'],
    ['127.0.0.1:7000', '127.0.0.1:7000', 'supports'],
    // nginx binds the wildcard alone, where another server listens on it.
    ['127.0.0.1:7000', '0.0.0.0:7000', 'supports'],
    ['127.0.0.1:7000', '127.0.0.2:7000', 'against 2'],
    ['127.0.0.1:7000', '127.0.0.1:7001', 'against 2'],
    ['[fd00::1]:7000', '[FD00:0::1]:7000', 'supports'],
    ['7000-7002', '0.0.0.0:7000', 'supports'],
    ['7000-7002', '0.0.0.0:7002', 'supports'],
    ['7000-7002', '0.0.0.0:7003', 'against 2'],
    ['7000-7002', '0.0.0.0:6999', 'against 2'],
    ['unix:/run/a.sock', 'unix:/run/a.sock', 'supports'],
    ['unix:/run/a.sock', 'unix:/run/b.sock', 'against 2'],
    ['unix:/run/a.sock', '0.0.0.0:7000', 'against 2'],
    ['7000', 'unix:/run/a.sock', 'against 2'],
    ['$port', '0.0.0.0:7000', 'against 2'],
  ])('listen %s, logged as %s: %s', (listen, server, expected) => {
    const rest = 'upstream: "10.0.0.1:443", bytes from/to client:0/0, bytes from/to upstream:0/0';
    expect(observed(stream(`listen ${listen};`), `, server: ${server}, ${rest}`)).toBe(expected);
    expect(observed(stream(`listen 1; listen ${listen};`), `, server: ${server}, ${rest}`)).toBe(expected);
  });

  it('says nothing where it, or what is listened on, is not known', () => {
    const rest = 'upstream: "10.0.0.1:443"';
    expect(observed(stream(''), `, server: 0.0.0.0:7000, ${rest}`)).toBeUndefined();
    expect(observed(stream('listen 7000;'), `, ${rest}`)).toBeUndefined();
    expect(observed(stream('listen 7000;'), `, server: <redacted>, ${rest}`)).toBeUndefined();
  });
});
