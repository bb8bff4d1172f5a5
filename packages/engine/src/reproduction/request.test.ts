import { readConfiguration } from '@stackengine/nginx-config';
import { expect, it } from 'vitest';
import { findHops } from '../hops/index.js';
import { requestFor } from './request.js';

const hopIn = (listen: string, location = '/', pass = 'proxy_pass https://10.0.0.1') => {
  const text = `http { server { ${listen} server_name api.test; location ${location} { ${pass}; } } }`;
  const [hop] = findHops(readConfiguration([{ file: 'nginx.conf', text }]));
  if (hop === undefined) throw new Error('no hop');
  return hop;
};

it.each([
  ['', '127.0.0.1:80', 'http'],
  ['listen 8080;', '127.0.0.1:8080', 'http'],
  ['listen 80; listen 443 ssl;', '127.0.0.1:443', 'https'],
  ['listen [::]:443 ssl; listen 443 ssl;', '127.0.0.1:443', 'https'],
  ['listen [::]:8443 ssl;', '[::1]:8443', 'https'],
  ['listen *:81;', '127.0.0.1:81', 'http'],
  ['listen localhost:81;', '127.0.0.1:81', 'http'],
  ['listen 10.0.0.7:81;', '10.0.0.7:81', 'http'],
  ['listen 10.0.0.7;', '10.0.0.7:80', 'http'],
  ['listen [fd00::1]:81;', '[fd00::1]:81', 'http'],
])('knocks where %s listens', (listen, to, protocol) => {
  expect(requestFor(hopIn(listen), undefined)).toMatchObject({ to, protocol });
});

it('has no client for a socket', () => {
  expect(requestFor(hopIn('listen unix:/run/x.sock;'), undefined)).toBeUndefined();
});

it.each([
  ['/api/', '/api/'],
  ['= /exact', '/exact'],
  ['^~ /static/', '/static/'],
  ['~ ^/v[0-9]+/users/(\\d+)$', '/v0/users/1'],
  ['~* \\.(png|jpg)$', '/.png'],
  ['@named', '/'],
])('finds a path for location %s', (location, path) => {
  expect(requestFor(hopIn('', location), undefined)).toMatchObject({ path, host: 'api.test', method: 'GET' });
});

it('sends what the log line says', () => {
  expect(requestFor(hopIn(''), { request: 'DELETE /a?b=c HTTP/1.1', host: 'other.test' })).toMatchObject({
    method: 'DELETE',
    path: '/a?b=c',
    host: 'other.test',
  });
  expect(requestFor(hopIn(''), { request: 'GET http://other.test/a HTTP/1.1', host: undefined })).toMatchObject({
    path: '/a',
  });
});

it('asks a gRPC hop for a method', () => {
  expect(requestFor(hopIn('', '/', 'grpc_pass grpcs://10.0.0.1:1'), undefined)).toMatchObject({
    method: 'POST',
    headers: { 'content-type': 'application/grpc' },
  });
});
