import { memorySource, readConfiguration } from '@stackengine/nginx-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHops } from '../../hops/index.js';
import { prepare } from './prepare.js';

const wishes = { subrequests: false, forgetFailures: true };
const main = '/etc/nginx/nginx.conf';

const read = (files: Readonly<Record<string, string>>) => {
  const inputs = Object.entries(files).map(([file, text]) => ({ file, text }));
  return readConfiguration(inputs, memorySource(files));
};

const server = (lines: string) =>
  `events {}\nhttp {\n server {\n${lines}\n location / { proxy_pass https://10.0.0.1; }\n }\n}\n`;

describe('directives of the machine and of clients', () => {
  it.each([
    ['user www-data;', ''],
    ['pid /run/nginx.pid;', ''],
    ['load_module modules/x.so;', ''],
    ['worker_processes auto;', ''],
    ['error_log /srv/log/x.log warn;', 'error_log /var/log/nginx/error.log warn;'],
    ['error_log stderr;', 'error_log /var/log/nginx/error.log;'],
    ['error_log syslog:server=10.0.0.9 debug;', 'error_log /var/log/nginx/error.log info;'],
  ])('%s becomes %s', (written, expected) => {
    const { texts } = prepare(read({ [main]: `${written}\n${server('')}` }), wishes);
    expect(texts[main]?.split('\n')[0]).toBe(expected);
  });

  it.each([
    ['listen 443 ssl http2 reuseport backlog=511;', 'listen 443 ssl;'],
    ['listen 443 quic reuseport;', ''],
    ['listen 80 default_server;', 'listen 80 default_server;'],
    ['listen 80 proxy_protocol;', 'listen 80;'],
    ['ssl_certificate /etc/ssl/own.pem;', 'ssl_certificate /etc/nginx/stand-in/listener.pem;'],
    ['ssl_certificate_key "/etc/ssl/own key";', 'ssl_certificate_key /etc/nginx/stand-in/listener.key;'],
    ['ssl_dhparam dh.pem;', ''],
    ['auth_basic "closed";', ''],
    ['access_log /srv/a.log main buffer=1m;', 'access_log /var/log/nginx/access.log;'],
    ['access_log off;', 'access_log off;'],
    ['more_set_headers "a: b";', ''],
    ['auth_request /a;', ''],
    ['aio threads;', ''],
    ['root /srv/www;', 'root /srv/www;'],
    ['proxy_ssl_verify on;', 'proxy_ssl_verify on;'],
  ])('%s becomes %s', (written, expected) => {
    const { texts } = prepare(read({ [main]: server(written) }), wishes);
    expect(texts[main]?.split('\n')[3]).toBe(expected);
  });

  it('keeps a subrequest where it is what failed', () => {
    const { texts } = prepare(read({ [main]: server('auth_request /a;') }), { ...wishes, subrequests: true });
    expect(texts[main]).toContain('auth_request /a;');
  });

  it('takes entries of a table for what they are', () => {
    const text = `events {}\nhttp {\n map $host $a { pid 1; user 2; nobody 3; }\n server { location / { proxy_pass https://10.0.0.1; } }\n}\n`;
    expect(prepare(read({ [main]: text }), wishes).texts[main]).toBe(text);
  });

  it('shrinks shared memory and groups’ patience', () => {
    const text = `events { worker_connections 99999; }\nhttp {\n limit_req_zone $host zone=a:50m rate=1r/s;\n upstream g { zone g 64m; server 10.0.0.1 max_fails=3 resolve; }\n}\n`;
    const made = prepare(read({ [main]: text }), wishes).texts[main] ?? '';
    expect(made).toContain('zone=a:1m');
    expect(made).toContain('zone g 1m;');
    expect(made).toContain('server 10.0.0.1 max_fails=0;');
    expect(made).toContain('worker_connections 1024;');
    const kept = prepare(read({ [main]: text }), { ...wishes, forgetFailures: false }).texts[main];
    expect(kept).toContain('server 10.0.0.1 max_fails=3;');
  });

  it('lists what can change the answer, with its place', () => {
    const { replacements } = prepare(read({ [main]: server('auth_basic "closed";') }), wishes);
    expect(replacements).toEqual([
      {
        what: 'auth_basic "closed";',
        file: main,
        line: 4,
        why: 'decides before the request reaches the upstream',
      },
    ]);
  });

  it('sets aside what nginx refused, of a block its head only', () => {
    const configuration = read({ [main]: server(' location /x {\n  proxy_pass https://10.0.0.2;\n }') });
    const at = (line: number) =>
      prepare(configuration, { ...wishes, refused: [{ file: main, line, name: '', why: 'x' }] });
    expect(at(5).texts[main]).not.toContain('10.0.0.2');
    expect(at(5).hops.length).toBe(1);
    expect(at(4).texts[main]).not.toContain('location /x');
    expect(at(2).texts[main]).not.toContain('http');
  });
});

describe('files', () => {
  it('stand where includes find them', () => {
    const files = {
      '/home/me/copy/nginx.conf':
        'events {}\nhttp {\n include conf.d/*.conf; include mime.types;\n include nowhere/*.conf;\n}\n',
      '/home/me/copy/conf.d/a.conf': 'server { location / { proxy_pass https://10.0.0.1; } }\n',
      '/home/me/copy/conf.d/b.conf': 'server { location / { proxy_pass https://10.0.0.2; } }\n',
    };
    const configuration = readConfiguration(
      [{ file: '/home/me/copy/nginx.conf', text: files['/home/me/copy/nginx.conf'] }],
      memorySource(files),
    );
    const { texts, hops, hopFor, sourceOf, replacements } = prepare(configuration, wishes);
    expect(texts[main]?.split('\n')[2]).toBe(
      ' include "/etc/nginx/conf.d/a.conf"; include "/etc/nginx/conf.d/b.conf"; ',
    );
    expect(replacements.map(({ what, why }) => `${what} ${why}`)).toEqual([
      'include mime.types; the file was not given',
    ]);
    expect(hops.map(({ target }) => target.host)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(sourceOf('/etc/nginx/conf.d/a.conf')).toBe('/home/me/copy/conf.d/a.conf');
    for (const hop of findHops(configuration)) expect(hopFor(hop)?.target.host).toBe(hop.target.host);
  });

  it('are wrapped in the least that runs them', () => {
    const { texts, hops } = prepare(
      read({ 'a.conf': 'upstream g { server 10.0.0.1:8443; }\n\nlocation /a { proxy_pass https://g; }\n' }),
      wishes,
    );
    expect(texts[main]).toContain('listen 127.0.0.1:8080;');
    expect(texts['/etc/nginx/given/a.conf.http']?.trimEnd()).toBe('upstream g { server 10.0.0.1:8443 max_fails=0; }');
    expect(texts['/etc/nginx/given/a.conf.location'] ?? texts['/etc/nginx/given/a.conf.server']).toBe(
      '\n\nlocation /a { proxy_pass https://g; }\n',
    );
    expect(hops[0]?.peers.map(({ address }) => address)).toEqual(['10.0.0.1:8443']);
  });

  it('get the events block that nginx does not start without', () => {
    const { texts } = prepare(
      read({ [main]: 'http { server { location / { proxy_pass https://10.0.0.1; } } }' }),
      wishes,
    );
    expect(texts[main]).toMatch(/^http \{.*\}\nevents \{\}\n$/);
  });

  it.each([
    ['proxy_pass https://10.0.0.1;\nproxy_ssl_verify on;\n'],
    ['server { listen 81; location / { proxy_pass https://10.0.0.1; } }\n'],
    ['http { server { location / { proxy_pass https://10.0.0.1; } } }\n'],
    ['server { listen 12345; proxy_ssl on; proxy_pass 10.0.0.1:443; }\n'],
    ['stream { server { listen 12345; proxy_ssl on; proxy_pass 10.0.0.1:443; } }\n'],
  ])('keeps the hop of %s', (text) => {
    const configuration = read({ 'x.conf': text });
    const { hopFor } = prepare(configuration, wishes);
    const [hop] = findHops(configuration);
    expect(hop === undefined ? undefined : hopFor(hop)?.target.text).toBe(hop?.target.text);
    expect(hop === undefined ? undefined : hopFor(hop)?.protocol).toBe(hop?.protocol);
  });

  it('tells apart a file that is included twice', () => {
    const files = {
      [main]: 'events {}\nhttp {\n server { location /a { include p.conf; } location /b { include p.conf; } }\n}\n',
      '/etc/nginx/p.conf': 'proxy_pass https://10.0.0.1;\n',
    };
    const configuration = readConfiguration([{ file: main, text: files[main] ?? '' }], memorySource(files));
    const { hopFor } = prepare(configuration, wishes);
    expect(findHops(configuration).map((hop) => hopFor(hop)?.enclosing[0]?.args[0])).toEqual(['/a', '/b']);
  });

  it('makes a fix, and lets it win over a stand-in', () => {
    const text = server(' listen 80 http2;');
    const start = text.indexOf('http2');
    const edits = [{ file: main, range: [start, start + 5] as const, text: 'ssl' }];
    expect(prepare(read({ [main]: text }), { ...wishes, edits }).texts[main]).toContain('listen 80 ssl;');
  });
});

it('keeps the number of every line', () => {
  const line = fc.constantFrom(
    'user x;',
    'error_log\n  /a\n  warn;',
    'load_module x.so; # why',
    'more_set_headers\n "a"\n "b";',
    'worker_processes 4;',
    '# comment',
    '',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = `${lines.join('\n')}\n${server('auth_basic\n "x";')}`;
      const { texts } = prepare(read({ [main]: text }), wishes);
      expect(texts[main]?.split('\n').length).toBe(text.split('\n').length);
      expect(texts[main]?.split('\n').findIndex((one) => one.includes('proxy_pass'))).toBe(
        text.split('\n').findIndex((one) => one.includes('proxy_pass')),
      );
    }),
  );
});

it('never throws', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          'http',
          '{',
          '}',
          ';',
          'server',
          ' ',
          '"',
          'location /',
          'proxy_pass https://a',
          'include x',
          '\n',
          '#',
        ),
        { maxLength: 30 },
      ),
      (parts) => {
        expect(() => prepare(read({ [main]: parts.join(' ') }), wishes)).not.toThrow();
      },
    ),
  );
});
