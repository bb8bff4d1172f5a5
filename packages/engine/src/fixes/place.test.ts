import { applyEdits, readConfiguration } from '@stackengine/nginx-config';
import { describe, expect, it } from 'vitest';
import { findHops, locationOf } from '../hops/index.js';
import type { Change } from './change.js';
import { place } from './place.js';

type Wanted = Pick<Change, 'setting' | 'value' | 'comment' | 'onlyHere'> & { readonly at: string };

/** Files after the edits that make the wanted settings true, by the location (or `stream`) that they are wanted at. */
function after(files: Readonly<Record<string, string>>, wanted: readonly Wanted[]): Readonly<Record<string, string>> {
  const hops = findHops(readConfiguration(Object.entries(files).map(([file, text]) => ({ file, text }))));
  const changes = wanted.flatMap(({ at, ...change }) =>
    hops.filter((hop) => (locationOf(hop)?.args[0] ?? 'stream') === at).map((hop) => ({ ...change, hop, why: '' })),
  );
  const edits = place(changes, hops);
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const result = applyEdits(
        text,
        edits.filter((edit) => edit.file === file),
      );
      return [file, result.ok ? result.text : '(conflict)'];
    }),
  );
}
const changed = (text: string, ...wanted: readonly Wanted[]) => after({ 'a.conf': text }, wanted)['a.conf'];
const verify = (at: string, more: Partial<Wanted> = {}): Wanted => ({ at, setting: 'verify', value: 'on', ...more });

describe('a line of the hop’s own', () => {
  it('is changed in place', () => {
    expect(
      changed('location / {\n  proxy_ssl_verify  off; # why\n  proxy_pass https://h;\n}\n', {
        at: '/',
        setting: 'verify',
        value: 'on',
      }),
    ).toBe('location / {\n  proxy_ssl_verify  on; # why\n  proxy_pass https://h;\n}\n');
  });

  it('holds a path with blanks as one argument, and protocols as several', () => {
    const text = 'location / {\n  proxy_ssl_protocols TLSv1;\n  proxy_ssl_name old;\n  proxy_pass https://h;\n}\n';
    expect(
      changed(
        text,
        { at: '/', setting: 'protocols', value: 'TLSv1.2 TLSv1.3' },
        { at: '/', setting: 'trusted_certificate', value: '/etc/my ca.pem' },
      ),
    ).toBe(
      'location / {\n  proxy_ssl_protocols TLSv1.2 TLSv1.3;\n  proxy_ssl_name old;\n  proxy_ssl_trusted_certificate "/etc/my ca.pem";\n  proxy_pass https://h;\n}\n',
    );
  });

  it('leaves none of several that add up', () => {
    const text =
      'location / {\n  proxy_ssl_protocols TLSv1;\n  proxy_ssl_protocols TLSv1.1;\n  proxy_pass https://h;\n}\n';
    expect(changed(text, { at: '/', setting: 'protocols', value: 'TLSv1.2' })).toBe(
      'location / {\n  proxy_ssl_protocols TLSv1.2;\n  proxy_pass https://h;\n}\n',
    );
  });

  it.each([
    ['location / {\n\t proxy_ssl_verify on;\n}', 'location / {\n\t # note\n\t proxy_ssl_verify off;\n}'],
    ['location / {\r\n proxy_ssl_verify on;\r\n}', 'location / {\r\n # note\r\n proxy_ssl_verify off;\r\n}'],
    ['location / { proxy_ssl_verify on; }', 'location / { # note\nproxy_ssl_verify off; }'],
    ['proxy_ssl_verify on;\nlocation / { }', '# note\nproxy_ssl_verify off;\nlocation / { }'],
  ])('gets its comment above it, indented like it: %j', (text, expected) => {
    const pass = (written: string) => written.replace(/\}$/, 'proxy_pass https://h;}');
    expect(changed(pass(text), verify('/', { value: 'off', comment: 'note' }))).toBe(pass(expected));
  });
});

describe('an inherited line', () => {
  const two = (second: string) =>
    `server {\n  proxy_ssl_verify off;\n  location /a { proxy_pass https://h; }\n  location /b { ${second} }\n}\n`;
  const own = 'location /a { proxy_pass https://h; proxy_ssl_verify on; }';

  it('is changed where it stands, if all that inherit it are meant', () => {
    const text = two('proxy_pass https://h;');
    expect(changed(text, verify('/a'), verify('/b'))).toBe(text.replace('off', 'on'));
  });

  it.each([
    ['grpc_pass grpcs://h;', 'does not obey it'],
    ['proxy_pass http://h;', 'speaks no TLS'],
    ['proxy_pass https://h; proxy_ssl_verify off;', 'has its own'],
  ])('is changed where it stands, if the other %s: it %s', (second) => {
    const text = two(second);
    expect(changed(text, verify('/a'))).toBe(text.replace('off', 'on'));
  });

  it('stays for those that are not meant, or are to have another value', () => {
    const text = two('proxy_pass https://h;');
    expect(changed(text, verify('/a'))).toBe(text.replace('location /a { proxy_pass https://h; }', own));
    expect(changed(text, verify('/a'), verify('/b', { value: 'off' }))).toContain(own);
    expect(changed(text, verify('/a'), { at: '/b', setting: 'session_reuse', value: 'on' })).toContain(own);
  });

  it('stays where a change is meant for one place only', () => {
    const text = two('');
    expect(changed(text, verify('/a', { onlyHere: true }))).toContain(`off;\n  ${own}`);
    expect(changed(text, verify('/a'))).toContain('verify on;\n  location /a { proxy_pass https://h; }');
  });
});

describe('a new line', () => {
  it('stands after the last of its relatives', () => {
    const text =
      'location / {\n  proxy_ssl_server_name on;\n  proxy_ssl_name n.test;\n  proxy_http_version 1.1;\n  proxy_pass https://h;\n  grpc_ssl_name x;\n}\n';
    expect(changed(text, verify('/'))).toBe(text.replace('n.test;\n', 'n.test;\n  proxy_ssl_verify on;\n'));
  });

  it('counts proxy_ssl as a relative, in stream', () => {
    const text = 'stream { server {\n  proxy_ssl on;\n  listen 1;\n  proxy_pass h:1;\n} }\n';
    expect(changed(text, verify('stream'))).toBe(text.replace('ssl on;\n', 'ssl on;\n  proxy_ssl_verify on;\n'));
  });

  it('stands after the pass directive, where it has no relatives', () => {
    const text = 'location / {\n  grpc_pass grpcs://h:1;\n  proxy_ssl_name n;\n}\n';
    expect(changed(text, verify('/'))).toBe(text.replace(':1;\n', ':1;\n  grpc_ssl_verify on;\n'));
    expect(changed('proxy_pass https://h;\n', verify('stream'))).toBe('proxy_pass https://h;\nproxy_ssl_verify on;\n');
  });

  it('stands before the if or limit_except around the pass', () => {
    const text = 'location / {\n  if ($a) { return 204; }\n  limit_except GET {\n    proxy_pass https://h;\n  }\n}\n';
    expect(changed(text, verify('/', { comment: 'note' }))).toBe(
      text.replace('  limit', '  # note\n  proxy_ssl_verify on;\n  limit'),
    );
  });

  it('is written once for all passes of a location', () => {
    const text = 'location / {\n  if ($a) {\n    proxy_pass https://a;\n  }\n  proxy_pass https://b;\n}\n';
    expect(changed(text, verify('/'))?.match(/proxy_ssl_verify on;/g)).toHaveLength(1);
  });

  it('stands in the included file, where the pass stands in one', () => {
    const files = { 'nginx.conf': 'http { server { location / {\n  proxy_ssl_name n;\n  include pass.conf;\n} } }\n' };
    expect(after({ ...files, 'pass.conf': 'proxy_pass https://h;\n' }, [verify('/')])).toEqual({
      ...files,
      'pass.conf': 'proxy_pass https://h;\nproxy_ssl_verify on;\n',
    });
    expect(after({ ...files, 'pass.conf': 'proxy_ssl_name n;\nproxy_pass https://h;\n' }, [verify('/')])).toEqual({
      ...files,
      'pass.conf': 'proxy_ssl_name n;\nproxy_ssl_verify on;\nproxy_pass https://h;\n',
    });
  });

  it('stands in the locations, where several include the pass: one of them may have such a line already', () => {
    const files = (a: string, b: string) => ({
      'nginx.conf': `http { server { location /a { ${a} } location /b { ${b} } } }`,
      'pass.conf': 'proxy_pass https://h;\n',
    });
    const include = 'include pass.conf;';
    expect(after(files(include, `proxy_ssl_verify off; ${include}`), [verify('/a'), verify('/b')])).toEqual(
      files(`${include} proxy_ssl_verify on;`, `proxy_ssl_verify on; ${include}`),
    );
    expect(after(files(`proxy_ssl_name n; ${include}`, include), [verify('/a'), verify('/b')])).toEqual(
      files(`proxy_ssl_name n; proxy_ssl_verify on; ${include}`, `${include} proxy_ssl_verify on;`),
    );
  });

  it('is written once into locations that several servers include', () => {
    const files = (more: string) => ({
      'nginx.conf': 'http { server { include a.conf; } server { include a.conf; } }',
      'a.conf': `location /a {\n  proxy_pass https://h;\n${more}}\n`,
    });
    expect(after(files(''), [verify('/a')])).toEqual(files('  proxy_ssl_verify on;\n'));
  });

  it('stands at the end of the location, where the if around the pass is in another file', () => {
    const files = {
      'nginx.conf': 'http { server {\n  location / {\n    include if.conf;\n  }\n} }\n',
      'if.conf': 'if ($a) { proxy_pass https://h; }\n',
    };
    expect(after(files, [verify('/')])).toEqual({
      ...files,
      'nginx.conf': 'http { server {\n  location / {\n    include if.conf;\n    proxy_ssl_verify on;\n  }\n} }\n',
    });
  });
});

describe('commands that narrow what is offered', () => {
  const widened = { setting: 'conf_command', value: undefined } as const;
  const suites = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';
  const lines = (...commands: readonly string[]) =>
    commands.map((command) => `  proxy_ssl_conf_command ${command};\n`).join('');
  const location = (...commands: readonly string[]) =>
    `location / {\n${lines(...commands)}  proxy_pass https://h;\n}\n`;

  it.each(['Ciphersuites TLS_AES_128_CCM_SHA256', 'cipherstring AES128-SHA', 'Groups P-521', 'Curves P-521'])(
    'go: %s, and the others stay',
    (command) => {
      expect(changed(location('Options -SessionTicket', command), { at: '/', ...widened })).toBe(
        location('Options -SessionTicket'),
      );
    },
  );

  it('go, all of them, where none else is there', () => {
    expect(changed(location('Groups P-521'), { at: '/', ...widened })).toBe(location());
    expect(changed(location('Groups P-521', 'CipherString X'), { at: '/', ...widened })).toBe(location());
  });

  const around = (commands: string, inside: string) =>
    `server {\n${commands}  location / { ${inside}proxy_pass https://h; }\n  location /b { proxy_pass https://h; }\n}\n`;

  it('are overridden at the one that is meant, with what stays written again', () => {
    const text = around(lines('Options -SessionTicket', 'Groups P-521', 'MinProtocol TLSv1.2'), '');
    expect(changed(text, { at: '/', ...widened })).toBe(
      text.replace(
        'h; }',
        'h; proxy_ssl_conf_command Options -SessionTicket; proxy_ssl_conf_command MinProtocol TLSv1.2; }',
      ),
    );
    expect(changed(text, { at: '/', ...widened }, { at: '/b', ...widened })).toBe(
      around(lines('Options -SessionTicket', 'MinProtocol TLSv1.2'), ''),
    );
  });

  it('are overridden by OpenSSL’s default, where none stays', () => {
    const text = around(lines('Groups P-521'), '');
    expect(changed(text, { at: '/', ...widened })).toBe(
      text.replace('h; }', `h; proxy_ssl_conf_command Ciphersuites ${suites}; }`),
    );
  });

  it('do not make room for those of an outer block', () => {
    const text = around(lines('Groups P-521'), 'proxy_ssl_conf_command Groups P-384; ');
    expect(changed(text, { at: '/', ...widened })).toBe(
      around(lines('Groups P-521'), `proxy_ssl_conf_command Ciphersuites ${suites}; `),
    );
  });

  it('go from a list that replaces an outer one anyway', () => {
    const own = 'proxy_ssl_conf_command Options -SessionTicket;';
    const text = around(lines('Groups P-521'), `proxy_ssl_conf_command Groups P-384; ${own} `);
    expect(changed(text, { at: '/', ...widened })).toBe(around(lines('Groups P-521'), `${own} `));
  });

  it('need no edit where there are none', () => {
    expect(changed(location(), { at: '/', ...widened })).toBe(location());
  });
});
