import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf } from '../testdata/files.js';
import { parse } from './parse.js';

const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'].find(existsSync);
const modules = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules'].find(existsSync);
const wanted = ['ndk_http_module', 'ngx_http_lua_module', 'ngx_stream_module', 'ngx_mail_module'];

/** The messages of ngx_conf_file.c and of lua-nginx-module that are about the form of a text, not about directives. */
const syntax =
  /^(unexpected .*?|directive ".*" (?:is not terminated by ";"|has no opening "\{")|too long parameter.*|Lua code block missing.*?) in \S+:(\d+)$/s;

let directory = '';

beforeAll(() => {
  const missing = wanted.filter((name) => modules === undefined || !existsSync(join(modules, `${name}.so`)));
  if (nginx === undefined || missing.length > 0) {
    throw new Error(
      `needs nginx with ${wanted.join(', ')}: apt-get install nginx-extras (or nginx and libnginx-mod-*)`,
    );
  }
  directory = mkdtempSync(join(tmpdir(), 'nginx-agreement-'));
  mkdirSync(join(directory, 'logs'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Verdict {
  readonly accepted: boolean;
  readonly line: number;
  readonly message: string | undefined;
}

/** What `nginx -t` says of a text: `message` if it is about its syntax, and the line of whatever it refuses. */
function verdictOf(text: string): Verdict {
  const loads = wanted.map((name) => `load_module ${modules}/${name}.so;`).join(' ');
  writeFileSync(join(directory, 'nginx.conf'), `error_log stderr; pid nginx.pid; ${loads}${text}`);
  const { stderr } = spawnSync(nginx ?? '', ['-t', '-p', `${directory}/`, '-c', 'nginx.conf'], { encoding: 'latin1' });
  const emergency = /\[emerg\] \d+#\d+: ([\s\S]*?)\nnginx: configuration file/.exec(stderr)?.[1];
  if (emergency === undefined) return { accepted: true, line: 0, message: undefined };
  const found = syntax.exec(emergency);
  const line = Number(found?.[2] ?? / in \S+:(\d+)$/.exec(emergency)?.[1] ?? Number.POSITIVE_INFINITY);
  return { accepted: false, line, message: found?.[1] };
}

function expectAgreement(text: string): void {
  const verdict = verdictOf(text);
  const errors = parse(text).problems.filter(({ severity }) => severity === 'error');
  const own = errors.map(({ line, message }) => `${line}: ${message.replace(/, probably missing.*$/, '')}`);
  if (verdict.accepted) expect(own, text).toEqual([]);
  else if (verdict.message !== undefined) expect(own.length, `${verdict.message}: ${text}`).toBeGreaterThan(0);
  else
    expect(
      own.filter((_, at) => (errors[at]?.line ?? 0) < verdict.line),
      text,
    ).toEqual([]);
}

const seeds = [
  'events {}\nhttp {\n  server {\n    listen 127.0.0.1:8099;\n    location / {\n      return 200 "a b";\n    }\n  }\n}\n',
  'events { worker_connections 64; }\nhttp {\n  map $host $m { default "x"; a \'b\'; }\n  server { if ($m = "x") { return 204; } }\n}\n',
  'events {}\nhttp { init_by_lua_block { local a = { b = "}" } -- }\n } server { add_header a \u0024{host}b; # c\n } }\n',
  "events {}\nhttp {\n  log_format j '{\"a\":\"$host\"}'\n    '\\'';\n  types { text/html html; }\n}\n",
];
const pieces = [
  '{',
  '}',
  ';',
  '"',
  "'",
  '#',
  '\\',
  '$',
  '\n',
  ' ',
  '\t',
  'x',
  ')',
  '(',
  '"a"',
  '${',
  '\r',
  '[[',
  '--',
  '=',
  'é',
];

const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(300), fc.nat(2), fc.constantFrom('', ...pieces)), { minLength: 1, maxLength: 2 }),
  )
  .map(([seed, changes]) =>
    changes.reduce(
      (text, [at, cut, piece]) => text.slice(0, at % text.length) + piece + text.slice((at % text.length) + cut),
      seed,
    ),
  );

describe('agreement with nginx -t', () => {
  it.each(seeds)('accepts %j', (text) => expect(verdictOf(text).accepted).toBe(true));

  it.each(['maps', 'openresty', 'stream'])('accepts %s, as nginx does', (name) => {
    expectAgreement(filesOf(name)['nginx.conf'] ?? '');
  });

  it('refuses what nginx refuses for its syntax, and nothing that it accepts', () => {
    fc.assert(fc.property(mutated, expectAgreement), {
      numRuns: Number(process.env.AGREEMENT_RUNS ?? 250),
      seed: 1,
    });
  }, 60_000);

  it.each([
    'http { server { return 200 } }',
    'http { {',
    'http { ;',
    'http {',
    'http { server',
    'http { } }',
    'http { add_header a "x"y; }',
    'http { server { location / { proxy_pass http://x {} } } }',
    'http {\n proxy_http_version 1.1\n server { } }',
    'http { server; }',
    'http { map $a $b { c { d 1; } } }',
    'http { init_by_lua_block { a = "} } }',
    'http { init_by_lua_block { a = [==[ } } }',
    'http { init_by_lua_block { a = 1',
    `http { add_header a ${'x'.repeat(5000)}; }`,
    `http { add_header a "${'x'.repeat(5000)}"; }`,
    `#${'x'.repeat(5000)}\nhttp { }`,
  ])('has the words and the line of nginx for %j', (text) => {
    const { message, line } = verdictOf(`events {}\n${text}`);
    const { problems } = parse(`events {}\n${text}`);
    expect(problems.map((problem) => `${problem.line}: ${problem.message}`)).toContain(`${line}: ${message}`);
  });
});
