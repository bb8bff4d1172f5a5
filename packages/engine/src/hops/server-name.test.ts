import { readFileSync } from 'node:fs';
import { readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { defaultProtocols, findHops, type Hop, isAddressLiteral, serverNameIndication, verifiedName } from './index.js';

const hopOf = (location: string, around = ''): Hop => {
  const text = `http { upstream Group { server 10.0.0.1:1; } ${around} server { server_name .Front.test; location /x { ${location} } } }`;
  const [hop] = findHops(readConfiguration([{ file: 'a.conf', text }]));
  if (hop === undefined) throw new Error('no hop');
  return hop;
};

describe('the verified name', () => {
  // Measured on nginx 1.22.1: the name in "upstream SSL certificate does not match …".
  it.each([
    ['proxy_pass https://up.example.com:8443/x;', 'up.example.com'],
    ['proxy_pass https://127.0.0.1:8443;', '127.0.0.1'],
    ['proxy_pass https://[::1]:8443;', '[::1]'],
    ['proxy_pass https://unix:/run/tls.sock;', '/run/tls.sock'],
    ['proxy_pass https://group;', 'Group'],
    ['set $g group; proxy_pass https://$g;', 'Group'],
    ['set $h up.example.com:8443; proxy_pass https://$h;', 'up.example.com'],
    ['proxy_ssl_name https://up.test/; proxy_pass https://h;', 'https'],
    ['proxy_ssl_name fd00::1; proxy_pass https://h;', 'fd00'],
    ['proxy_ssl_name [fd00::1]:99; proxy_pass https://h;', '[fd00::1]'],
    ['proxy_ssl_name ""; proxy_pass https://h;', ''],
    ['proxy_ssl_name $proxy_host; proxy_pass https://h:8443;', 'h'],
    ['proxy_ssl_name x-$proxy_host; proxy_pass https://unix:/run/a;', 'x-localhost'],
    ['proxy_ssl_name $server_name; proxy_pass https://h;', 'front.test'],
    ['set $n a.test; proxy_ssl_name $n:443; proxy_pass https://h;', 'a.test'],
    ['grpc_pass grpcs://h:1;', 'h'],
  ])('of "%s" is "%s"', (location, name) => {
    expect(verifiedName(hopOf(location)).name).toBe(name);
  });

  it('is open where the client chooses it', () => {
    const name = verifiedName(hopOf('proxy_ssl_name $host; proxy_pass https://h;'));
    expect(name).toMatchObject({
      name: undefined,
      names: [],
      variables: ['host'],
      because: { directive: 'proxy_ssl_name' },
    });
    expect(verifiedName(hopOf('proxy_pass https://$arg_x:1;'))).toMatchObject({
      name: undefined,
      variables: ['arg_x'],
    });
  });

  it('is one of several where a map decides', () => {
    const hop = hopOf('proxy_ssl_name $n; proxy_pass https://h;', 'map $uri $n { default a.test; /b b.test; }');
    expect(verifiedName(hop)).toMatchObject({ name: undefined, names: ['a.test', 'b.test'], variables: [] });
  });
});

describe('SNI', () => {
  const sent = (location: string) => {
    const { sent, name, because } = serverNameIndication(hopOf(location));
    return [sent, name, because.directive];
  };

  it.each([
    ['proxy_pass https://h;', 'no', undefined, 'proxy_ssl_server_name'],
    ['proxy_ssl_server_name on; proxy_pass https://h:1;', 'yes', 'h', 'proxy_ssl_server_name'],
    ['proxy_ssl_server_name on; proxy_pass https://10.0.0.1;', 'no', undefined, 'proxy_ssl_name'],
    ['proxy_ssl_server_name on; proxy_pass https://[::1];', 'no', undefined, 'proxy_ssl_name'],
    [
      'proxy_ssl_server_name on; proxy_pass https://10.0.0.1; proxy_ssl_name n.test;',
      'yes',
      'n.test',
      'proxy_ssl_server_name',
    ],
    ['proxy_ssl_server_name on; proxy_pass https://h; proxy_ssl_name $host;', 'unknown', undefined, 'proxy_ssl_name'],
    ['proxy_ssl_server_name on; proxy_pass http://h;', 'no', undefined, 'proxy_ssl_server_name'],
    ['proxy_ssl_server_name on; grpc_pass grpcs://h:1;', 'no', undefined, 'grpc_ssl_server_name'],
    ['proxy_ssl_server_name ON; proxy_pass https://h;', 'yes', 'h', 'proxy_ssl_server_name'],
    ['proxy_ssl_server_name on; proxy_ssl_name ""; proxy_pass https://h;', 'no', undefined, 'proxy_ssl_name'],
    ['proxy_ssl_server_name on; proxy_ssl_name [x; proxy_pass https://h;', 'no', undefined, 'proxy_ssl_name'],
    ['proxy_ssl_server_name on; proxy_ssl_name x[; proxy_pass https://h;', 'yes', 'x[', 'proxy_ssl_server_name'],
    ['proxy_ssl_server_name on; proxy_pass $arg_x;', 'unknown', undefined, 'proxy_ssl_name'],
  ])('of "%s": %s %s, because of %s', (location, ...expected) => {
    expect(sent(location)).toEqual(expected);
  });

  it('is decided where several names agree on it', () => {
    const map = (values: string) =>
      serverNameIndication(hopOf('proxy_ssl_server_name on; proxy_pass https://$n:1;', `map $uri $n { ${values} }`))
        .sent;
    expect(map('default a.test; /b b.test;')).toBe('yes');
    expect(map('default 10.0.0.1; /b 10.0.0.2;')).toBe('no');
    expect(map('default 10.0.0.1; /b b.test;')).toBe('unknown');
    expect(map('default a.test; /b $host;')).toBe('unknown');
    expect(map('default 10.0.0.1; /b $host;')).toBe('unknown');
  });

  it('is unknown where an unseen block may turn it on', () => {
    const [hop] = findHops(readConfiguration([{ file: 'a', text: 'location / { proxy_pass https://h; }' }]));
    expect(hop && serverNameIndication(hop).sent).toBe('unknown');
    const [plain] = findHops(readConfiguration([{ file: 'a', text: 'location / { proxy_pass http://h; }' }]));
    expect(plain && serverNameIndication(plain).sent).toBe('no');
  });
});

it('follows a name through the configuration', () => {
  const text = readFileSync(new URL('testdata/variables.conf', import.meta.url), 'utf8');
  const hop = findHops(readConfiguration([{ file: 'variables.conf', text }])).at(-1);
  expect(hop && serverNameIndication(hop)).toMatchObject({ sent: 'yes', name: 'orders.example.com' });
});

it('knows the default protocols of a version', () => {
  expect(['1.22.1', '1.23.3', '0.8.54'].map(defaultProtocols)).toEqual(Array(3).fill('TLSv1 TLSv1.1 TLSv1.2'));
  expect(['1.23.4', '1.31.5', undefined].map(defaultProtocols)).toEqual(Array(3).fill('TLSv1.2 TLSv1.3'));
});

it('tells addresses from names', () => {
  const literals = ['10.0.0.1', '::1', '[fd00::1]', '::ffff:10.0.0.1', '1:2:3:4:5:6:7:8'];
  const names = ['10.0.0', '10.0.0.256', 'a.b', 'fd00', ':::', '1:2', '::g', '1::2::3', ''];
  expect(literals.filter((host) => !isAddressLiteral(host))).toEqual([]);
  expect(names.filter(isAddressLiteral)).toEqual([]);
});
