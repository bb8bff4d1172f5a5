import type { Statement } from '@stackengine/nginx-config';
import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { destinationOf, type Groups } from './destination.js';
import type { Destination, HopProtocol } from './hop.js';

const [group] = readConfiguration([{ file: 'g.conf', text: 'upstream backend { server 10.0.0.1; }' }]).statements;
const groups = (incomplete: boolean): Groups => ({
  named: (name): Statement | undefined => (name === 'backend' ? group : undefined),
  incomplete,
});
const none: Destination = {
  scheme: undefined,
  host: undefined,
  port: undefined,
  portGiven: false,
  unix: undefined,
  uri: undefined,
  group: undefined,
  unseenGroup: false,
};
const parts = (text: string, protocol: HopProtocol = 'proxy', incomplete = false) =>
  destinationOf(text, protocol, groups(incomplete));

describe('the target of a pass directive', () => {
  it.each<[string, Partial<Destination>]>([
    ['https://api.example', { scheme: 'https', host: 'api.example', port: 443 }],
    ['http://api.example', { scheme: 'http', host: 'api.example', port: 80 }],
    ['HTTPS://api.example/', { scheme: 'https', host: 'api.example', port: 443, uri: '/' }],
    ['https://api.example:8443', { scheme: 'https', host: 'api.example', port: 8443, portGiven: true }],
    [
      'https://api.example:8443/a:b',
      { scheme: 'https', host: 'api.example', port: 8443, portGiven: true, uri: '/a:b' },
    ],
    ['https://api.example?x=/', { scheme: 'https', host: 'api.example', port: 443, uri: '?x=/' }],
    ['https://10.0.0.1', { scheme: 'https', host: '10.0.0.1', port: 443 }],
    ['https://[2001:db8::1]', { scheme: 'https', host: '2001:db8::1', port: 443 }],
    ['https://[2001:db8::1]:8443/x', { scheme: 'https', host: '2001:db8::1', port: 8443, portGiven: true, uri: '/x' }],
    ['https://backend', { scheme: 'https', host: 'backend', group }],
    ['https://backend/api/', { scheme: 'https', host: 'backend', group, uri: '/api/' }],
    // nginx takes a port for a host of its own; with a group's name it refuses (nginx.test.ts).
    ['https://backend:444', { scheme: 'https', host: 'backend', port: 444, portGiven: true }],
    ['https://api.example:http', { scheme: 'https', host: 'api.example', portGiven: true }],
    ['https://api.example:123456', { scheme: 'https', host: 'api.example', portGiven: true }],
    ['ftp://api.example', { host: 'api.example' }],
    ['api.example', { host: 'api.example' }],
    ['https://unix:/run/a.sock:/uri', { scheme: 'https', host: '/run/a.sock', unix: '/run/a.sock', uri: '/uri' }],
    ['https://unix:/run/a.sock:', { scheme: 'https', host: '/run/a.sock', unix: '/run/a.sock' }],
    ['http://unix:/run/a.sock', { scheme: 'http', host: '/run/a.sock', unix: '/run/a.sock' }],
    ['https://not.unix:8443', { scheme: 'https', host: 'not.unix', port: 8443, portGiven: true }],
  ])('proxy_pass %s', (text, expected) => {
    expect(parts(text)).toEqual({ ...none, ...expected });
  });

  it.each<[string, Partial<Destination>]>([
    ['$target', { unseenGroup: true }],
    ['https://$host', { scheme: 'https', unseenGroup: true }],
    ['https://$host:8443', { scheme: 'https', port: 8443, portGiven: true, unseenGroup: true }],
    ['https://$host:$port', { scheme: 'https', portGiven: true, unseenGroup: true }],
    ['$scheme://$host/x', { uri: '/x', unseenGroup: true }],
    ['https://api.example$request_uri', { scheme: 'https', host: 'api.example', port: 443, uri: '$request_uri' }],
    ['https://api.example$is_args', { scheme: 'https', host: 'api.example', port: 443, uri: '$is_args' }],
    ['https://api.example$1', { scheme: 'https', host: 'api.example', port: 443, uri: '$1' }],
    ['https://api.example:$port', { scheme: 'https', host: 'api.example', portGiven: true }],
    ['https://', { scheme: 'https', unseenGroup: true }],
  ])('proxy_pass %s, by what its variables leave open', (text, expected) => {
    expect(parts(text)).toEqual({ ...none, ...expected });
  });

  it.each<[HopProtocol, string, Partial<Destination>]>([
    ['grpc', 'grpcs://api.example', { scheme: 'grpcs', host: 'api.example' }],
    ['grpc', 'api.example:50051', { scheme: 'grpc', host: 'api.example', port: 50051, portGiven: true }],
    ['grpc', 'unix:/run/a.sock', { scheme: 'grpc', host: '/run/a.sock', unix: '/run/a.sock' }],
    ['uwsgi', 'suwsgi://api.example:3031', { scheme: 'suwsgi', host: 'api.example', port: 3031, portGiven: true }],
    ['uwsgi', 'backend', { scheme: 'uwsgi', host: 'backend', group }],
    ['stream', 'api.example:8443', { host: 'api.example', port: 8443, portGiven: true }],
    ['stream', 'unix:/run/a:b', { host: '/run/a:b', unix: '/run/a:b' }],
    ['stream', 'backend', { host: 'backend', group }],
  ])('%s_pass %s', (protocol, text, expected) => {
    expect(parts(text, protocol)).toEqual({ ...none, ...expected });
  });

  it('may be a group that was not given, unless it has a port, is an address or is known', () => {
    const unseen = (text: string, protocol?: HopProtocol) => parts(text, protocol, true).unseenGroup;
    expect(unseen('https://api')).toBe(true);
    expect(unseen('https://api.10')).toBe(true);
    expect(unseen('https://10.0.0.1a')).toBe(true);
    expect(unseen('https://api:443')).toBe(false);
    expect(unseen('https://10.0.0.1')).toBe(false);
    expect(unseen('https://[2001:db8::1]')).toBe(false);
    expect(unseen('https://backend')).toBe(false);
    expect(parts('https://api').unseenGroup).toBe(false);
  });
});
