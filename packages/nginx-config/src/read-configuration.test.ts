import { describe, expect, it } from 'vitest';
import { readConfiguration, walk } from './read-configuration.js';
import { memorySource } from './source.js';

const read = (text: string) => readConfiguration([{ file: 'given.conf', text }]);
const contexts = (text: string): readonly string[] => [...walk(read(text))].map((s) => `${s.name}: ${s.context}`);

describe('readConfiguration', () => {
  it('puts included files into the place of their include, globs sorted', () => {
    const files = {
      'nginx/nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n  map $a $b { include maps/m; }\n}\n',
      'nginx/conf.d/b.conf': 'server { include snippets/tls.conf; }',
      'nginx/conf.d/a.conf': 'upstream u { server 10.0.0.1; }',
      'nginx/conf.d/.hidden.conf': 'server { }',
      'nginx/snippets/tls.conf': 'ssl_protocols TLSv1.2;',
      'nginx/maps/m': 'location 1;',
    };
    const source = memorySource(files);
    const configuration = readConfiguration([{ file: 'nginx/nginx.conf', text: files['nginx/nginx.conf'] }], source);
    expect(
      [...walk(configuration)].map((s) => `${s.tree.file} ${s.parent?.name ?? '-'} ${s.name} ${s.context}`),
    ).toEqual([
      'nginx/nginx.conf - events main',
      'nginx/nginx.conf - http main',
      'nginx/conf.d/a.conf http upstream http',
      'nginx/conf.d/a.conf upstream server upstream',
      'nginx/conf.d/b.conf http server http',
      'nginx/snippets/tls.conf server ssl_protocols server',
      'nginx/nginx.conf http map http',
      'nginx/maps/m map location map',
    ]);
    expect(configuration.problems).toEqual([]);
    expect(configuration.outside).toBe('nothing');
  });

  it('reports a missing file, not a missing glob', () => {
    const { problems } = read('http {\n include a/*.conf;\n include missing.conf;\n}');
    expect(problems.map(({ line, code, severity, message }) => ({ line, code, severity, message }))).toEqual([
      {
        line: 3,
        code: 'include-missing',
        severity: 'error',
        message: 'open() "missing.conf" failed (2: No such file or directory)',
      },
    ]);
  });

  it('reports a file that includes itself', () => {
    const files = { 'a.conf': 'http { include b.conf; }', 'b.conf': 'include a.conf;\nserver { }' };
    const { problems } = readConfiguration([{ file: 'a.conf', text: files['a.conf'] }], memorySource(files));
    expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(['b.conf include-cycle']);
  });

  it('looks absolute paths up in the copy of a server directory, and says so', () => {
    const files = {
      'copy/nginx.conf': 'http { include /etc/nginx/conf.d/*.conf; include /opt/app/tls.conf; }',
      'copy/conf.d/a.conf': 'server { }',
      'copy/opt/app/tls.conf': 'ssl_protocols TLSv1.3;',
    };
    const input = { file: 'copy/nginx.conf', text: files['copy/nginx.conf'] };
    const configuration = readConfiguration([input], memorySource(files), { directory: 'copy' });
    expect(configuration.trees.map((tree) => tree.file)).toEqual(Object.keys(files));
    expect(configuration.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning include-copied',
      'warning include-copied',
    ]);
  });

  it('splits the output of nginx -T into its files', () => {
    const text = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
# configuration file /etc/nginx/nginx.conf:
http {
  include conf.d/*.conf;
}

# configuration file /etc/nginx/conf.d/a.conf:
server { listen 80; }
`;
    const configuration = read(text);
    expect([...walk(configuration)].map((s) => `${s.tree.file} ${s.name} ${s.context}`)).toEqual([
      '/etc/nginx/nginx.conf http main',
      '/etc/nginx/conf.d/a.conf server http',
      '/etc/nginx/conf.d/a.conf listen server',
    ]);
    expect(configuration.problems).toEqual([]);
    expect(configuration.trees[0]?.text).toBe('http {\n  include conf.d/*.conf;\n}\n');
  });

  it.each([
    ['location / { proxy_pass https://u; }', ['location: server', 'proxy_pass: location']],
    ['proxy_pass https://u;\nproxy_ssl_verify on;', ['proxy_pass: location', 'proxy_ssl_verify: location']],
    ['server { listen 1; proxy_pass x:1; }', ['server: stream', 'listen: stream server', 'proxy_pass: stream server']],
    ['proxy_pass x:1;\nproxy_ssl on;', ['proxy_pass: stream server', 'proxy_ssl: stream server']],
    ['server 10.0.0.1:443;\nkeepalive 2;', ['server: upstream', 'keepalive: upstream']],
    ['server_name a;\nlocation / { }', ['server_name: server', 'location: server']],
    [
      'upstream u { server a; }\nserver { location / { if ($a) { return 1; } limit_except GET { deny all; } } }',
      [
        'upstream: http',
        'server: upstream',
        'server: http',
        'location: server',
        'if: location',
        'return: if in location',
        'limit_except: location',
        'deny: limit_except',
      ],
    ],
    [
      'upstream u { server a:1; }\nserver { proxy_pass u; }',
      ['upstream: stream', 'server: stream upstream', 'server: stream', 'proxy_pass: stream server'],
    ],
    ['     1\tserver {\n     2\t  listen 80;\n     3\t}\n', ['server: http', 'listen: server']],
    ['12:location / {\n13:  proxy_pass http://a;\n14:}', ['location: server', 'proxy_pass: location']],
    ['> location / {\n>   proxy_pass http://a;\n> }', ['location: server', 'proxy_pass: location']],
    ['--- a/x\n+++ b/x\n@@ -1 +1 @@\n-proxy_ssl_verify off;\n+proxy_ssl_verify on;', ['proxy_ssl_verify: location']],
    ['Here is my config:\n\nserver { listen 80; }\nThanks!', ['server: http', 'listen: server']],
    [
      'location / {\n  a@b:~# ls\n  ... more stuff ...\n  deny all;\n}\nroot@web01:~#',
      ['location: server', 'deny: location'],
    ],
    ['$ cat /etc/nginx/x\n...\nlocation / { ... }\n```', ['location: server']],
  ])('finds the context that %j needs', (text, expected) => {
    expect(contexts(text)).toEqual(expected);
    expect(read(text).outside).toBe('unknown');
  });

  it('reads an input that another one includes only once', () => {
    const inputs = [
      { file: 'conf.d/a.conf', text: 'server { }' },
      { file: 'nginx.conf', text: 'http { include conf.d/*.conf; }' },
    ];
    expect(readConfiguration(inputs).statements.map(({ name }) => name)).toEqual(['http']);
  });

  it.each(['valueOf', 'constructor', '__proto__', 'toString'])('takes %s for a name like any other', (name) => {
    const { statements } = read(`${name};\n${name} { ${name} a; }\nhttp { ${name} {} }\n`);
    expect(statements.map((statement) => statement.name)).toEqual([name, name, 'http']);
    expect(statements[1]?.children.map(({ context }) => context)).toEqual(['unknown']);
  });

  it('ends where files include each other many times over', () => {
    const files: Record<string, string> = {};
    for (let level = 0; level < 20; level++) files[`f${level}`] = `include f${level + 1};\n`.repeat(20);
    const source = memorySource({ ...files, f20: 'server_name a;' });
    const { problems } = readConfiguration([{ file: 'f0', text: 'include f1;\ninclude f1;\n' }], source);
    expect(problems.some(({ code }) => code === 'include-limit')).toBe(true);
  });
});
