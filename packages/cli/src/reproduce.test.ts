import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faults, folder, read, serverCopy, stackengine } from './testing/stackengine.js';

const verified = `proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_ssl_server_name on;
    proxy_ssl_name payments.example;`;

function fragment(settings = verified): string {
  const path = join(folder(), 'api.conf');
  writeFileSync(path, `location /v1/ {\n    proxy_pass https://10.0.1.45:8443;\n    ${settings}\n}\n`);
  return path;
}

interface Answer {
  readonly nginx: string;
  readonly plays: readonly {
    readonly upstream: string;
    readonly problem: string | null;
    readonly sameLine: boolean | null;
    readonly requests: readonly {
      readonly request: string;
      readonly host: string;
      readonly status: number | null;
      readonly errorLog: string;
    }[];
  }[];
}

function reproduced(...args: readonly string[]): {
  readonly code: number | null;
  readonly answer: Answer;
  readonly err: string;
} {
  const { code, out, err } = stackengine(['reproduce', ...args, '--format', 'json']);
  const answer: Answer = JSON.parse(out);
  expect(faults('reproduce-1', answer)).toEqual([]);
  return { code, answer, err };
}

const statuses = ({ plays }: Answer) =>
  plays.map(({ upstream, requests }) => [upstream, ...requests.map(({ status }) => status)]);

describe('reproduce', () => {
  it('plays a request for each place against an upstream with nothing wrong', () => {
    const { code, answer } = reproduced('--config', serverCopy());
    expect(answer.nginx).toBe('1.26.3');
    expect(answer.plays.length).toBeGreaterThan(0);
    expect(answer.plays.every(({ upstream }) => upstream === 'faultless')).toBe(true);
    expect(code).toBe(0);
  });

  it('plays kinds of upstream by their id, or by their cause', () => {
    const { code, answer } = reproduced(
      '--config',
      fragment(),
      '--upstream',
      'certificate-expired/expired-leaf',
      '--upstream',
      'name-mismatch',
    );
    const [first, ...others] = statuses(answer);
    expect(first).toEqual(['certificate-expired/expired-leaf', 502]);
    expect(others.length).toBeGreaterThan(0);
    expect(others.every(([kind]) => `${kind}`.startsWith('name-mismatch/'))).toBe(true);
    expect(answer.plays[0]?.requests[0]?.errorLog).toContain('(10:certificate has expired)');
    expect(code).toBe(1);
  });

  it('is content where attackers are refused, and not where one gets through', () => {
    const refused = reproduced('--config', fragment(), '--upstream', 'attacker');
    expect(statuses(refused.answer)).toEqual([
      ['attacker/self-signed-same-name', 502],
      ['attacker/own-root-same-subjects', 502],
      ['attacker/right-ca-another-name', 502],
    ]);
    for (const { requests } of refused.answer.plays)
      expect(requests[0]?.errorLog).toMatch(/certificate verify error|certificate does not match/);
    expect(refused.code).toBe(0);
    const open = reproduced('--config', fragment(''), '--upstream', 'attacker');
    expect(statuses(open.answer).map(([, status]) => status)).toEqual([200, 200, 200]);
    expect(open.code).toBe(1);
  });

  it('plays on another day, on which a chain that was given has ended', () => {
    const directory = folder();
    const made = spawnSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null'],
        ...['-out', join(directory, 'ca.pem'), '-subj', '/CN=payments.example', '-days', '60'],
        ...['-addext', 'subjectAltName=DNS:payments.example'],
      ],
      { encoding: 'utf8' },
    );
    expect(made.status).toBe(0);
    const configuration = join(directory, 'api.conf');
    writeFileSync(configuration, `location /v1/ {\n    proxy_pass https://10.0.1.45:8443;\n    ${verified}\n}\n`);
    const given = ['--config', configuration, '--chain', join(directory, 'ca.pem'), '--upstream', 'given-chain'];
    expect(statuses(reproduced(...given).answer)).toEqual([['given-chain', 200]]);
    const later = new Date(Date.now() + 90 * 86_400_000).toISOString();
    const { answer } = reproduced(...given, '--time', later);
    expect(statuses(answer)).toEqual([['given-chain', 502]]);
    expect(answer.plays[0]?.requests[0]?.errorLog).toContain('(10:certificate has expired)');
    expect(stackengine(['reproduce', ...given, '--time', 'tomorrow']).err).toContain('--time');
  });

  it('sends the requests that are wished for, in order, to one nginx', () => {
    const { answer } = reproduced(
      '--config',
      fragment(),
      '--request',
      'POST /v1/pay shop.example',
      '--request',
      'https://shop.example/other?x=1',
      '--header',
      'X-Trace: 7',
    );
    expect(answer.plays[0]?.requests.map(({ request, host, status }) => [request, host, status])).toEqual([
      ['POST /v1/pay', 'shop.example', 200],
      ['GET /other?x=1', 'shop.example', 404],
    ]);
  });

  it('marks what writes the line of the log', () => {
    const log = join(folder(), 'error.log');
    writeFileSync(
      log,
      '2026/01/15 03:42:17 [error] 31#31: *1842 upstream SSL certificate verify error: (10:certificate has expired) while SSL handshaking to upstream, client: 203.0.113.9, server: www.example, request: "GET /v1/pay HTTP/1.1", upstream: "https://10.0.1.45:8443/v1/pay", host: "www.example"\n',
    );
    const { answer } = reproduced('--config', fragment(), '--log', log);
    expect(answer.plays.map(({ upstream, sameLine }) => [upstream, sameLine])).toEqual([
      ['faultless', false],
      ['certificate-expired/expired-leaf', true],
      ['certificate-expired/expired-intermediate', true],
      ['certificate-expired/expired-root-in-bundle', true],
    ]);
    const { out } = stackengine(['reproduce', '--config', fragment(), '--log', log]);
    expect(out).toMatch(/ 200 {2}faultless .*\n/);
    expect(out).toContain('writes the line of the log');
  });

  it('names the kinds there are, without any input', () => {
    const { code, out } = stackengine(['reproduce', '--upstream', 'list']);
    expect(out).toMatch(/^faultless +nothing wrong/);
    expect(out).toMatch(/\nsni-required\/gateway-closes +The upstream needs SNI/);
    expect(code).toBe(0);
  });

  it('saves the world that it played; played again, it comes out the same', () => {
    const at = join(folder(), 'world.json');
    const kind = ['--upstream', 'untrusted-self-signed/self-signed'];
    const { answer, err } = reproduced('--config', fragment(), ...kind, '--save', at);
    expect(err).toContain('with whatever secrets stand in it');
    expect(statSync(at).mode & 0o777).toBe(0o600);
    expect(read(at)).not.toContain('PRIVATE KEY');
    const again = reproduced('--world', at);
    expect(again.answer.plays[0]?.requests.map(({ status }) => status)).toEqual(
      answer.plays[0]?.requests.map(({ status }) => status),
    );
    expect(again.code).toBe(1);
    const before = read(at);
    expect(stackengine(['reproduce', '--config', fragment(), ...kind, '--save', at]).err).toContain(
      '--force overwrites it',
    );
    expect(read(at)).toBe(before);
  });

  it.each([
    ['an unknown kind', ['--config', 'x.conf', '--upstream', 'no-such'], '--upstream list shows them'],
    ['no configuration', [], 'name the configuration to play'],
    ['a request that is none', ['--config', 'x.conf', '--request', 'GET a b c'], 'or as a URL'],
    ['a header that is none', ['--config', 'x.conf', '--request', '/', '--header', 'x'], 'write it as "Name: value"'],
    ['a world that is not there', ['--world', 'no-such.json'], 'there is no such file'],
    ['a version that was not built', ['--config', 'x.conf', '--nginx', '0.7'], 'there is 1.22.1, 1.26.3'],
  ])('refuses %s', (_, args, said) => {
    const { code, err } = stackengine(['reproduce', ...args]);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });

  it.each([
    ['no JSON', '{', '$ is no JSON'],
    ['a step of an unknown type', { steps: [{ type: 'dance' }] }, '$.world.steps[0].type has to be one of request'],
    ['a relative file', { files: { 'nginx.conf': '' } }, '$.world.files["nginx.conf"] has to be an absolute path'],
  ])('says where a world is wrong: %s', (_, world, said) => {
    const at = join(folder(), 'world.json');
    const whole = { files: {}, certificates: {}, upstreams: [], names: {}, steps: [] };
    writeFileSync(
      at,
      typeof world === 'string'
        ? world
        : JSON.stringify({ schema: 'stackengine/world@1', world: { ...whole, ...world } }),
    );
    const { code, err } = stackengine(['reproduce', '--world', at]);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });

  it('gives up on a world without an end, and says so', () => {
    const at = join(folder(), 'world.json');
    const files = {
      '/etc/nginx/nginx.conf':
        'events {}\nhttp { server { listen 8080; location / { if ($uri ~ "^(a+)+$") { return 204; } return 200; } } }\n',
    };
    const request = {
      type: 'request',
      to: '127.0.0.1:8080',
      protocol: 'http',
      host: 'a',
      method: 'GET',
      path: `/${'a'.repeat(40)}!`,
    };
    const issuer = {
      subject: 'x',
      issuer: 'nobody',
      ca: false,
      dns: [],
      ip: [],
      validFrom: 0,
      validTo: 1,
      key: 'ec',
      digest: 'sha256',
    };
    writeFileSync(
      at,
      JSON.stringify({
        schema: 'stackengine/world@1',
        world: { files, certificates: { x: issuer }, upstreams: [], names: {}, steps: [request] },
      }),
    );
    const { code, err } = stackengine(['reproduce', '--world', at]);
    expect(err).toContain('the play broke off');
    expect(code).toBe(2);
  });
});
