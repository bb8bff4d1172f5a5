import { gzipSync } from 'node:zlib';
import { diagnose } from '@stackengine/engine';
import { describe, expect, test } from 'vitest';
import type { Document } from '../documents.js';
import { gather } from './gather.js';

const line =
  '2026/11/20 09:14:11 [error] 4121#4121: *7 upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 198.51.100.7, server: shop.example.com, request: "GET /pay/ HTTP/1.1", upstream: "https://10.0.1.45:8443/pay/", host: "shop.example.com"\n';
const configuration =
  'location /pay/ {\n    proxy_pass https://10.0.1.45:8443;\n    proxy_ssl_verify on;\n    proxy_ssl_trusted_certificate tls/ca.pem;\n}\n';

const document = (role: Document['role'], name: string, content: string | Blob): Document => ({
  id: 1,
  role,
  name,
  content,
});
const given = (...documents: readonly Document[]) =>
  gather({ documents, answers: {}, environment: 'production', now: '2026-11-26T00:00:00Z' });

describe('documents become what the engine takes', () => {
  test('texts, files and compressed files alike', async () => {
    for (const log of [line, new Blob([line]), new Blob([gzipSync(line)])]) {
      const { input, problems } = await given(
        document('configuration', 'api.conf', configuration),
        document('log', 'error.log', log),
      );
      expect(problems).toEqual([]);
      expect(diagnose(input).incidents[0]).toMatchObject({
        count: 1,
        upstream: { hop: { file: 'api.conf', line: 2 } },
      });
    }
  });

  test('a log whose lines are cut by the pieces that it comes in', async () => {
    const many = new Blob([line.repeat(5000)]);
    const { input } = await given(document('log', 'error.log', many));
    expect(diagnose(input).incidents[0]?.count).toBe(5000);
  });

  test('files of one server, by their paths', async () => {
    const { input } = await given(
      document('configuration', 'nginx/nginx.conf', 'events {}\nhttp { include conf.d/*.conf; }\n'),
      document('configuration', 'nginx/conf.d/pay.conf', `server { ${configuration} }\n`),
    );
    expect(input.configuration?.outside).toBe('nothing');
    expect(input.configuration?.trees.map(({ file }) => file)).toEqual(['nginx/nginx.conf', 'nginx/conf.d/pay.conf']);
  });

  test('requests of an access log are kept where they tell the upstream', async () => {
    const access = '198.51.100.7 - - [20/Nov/2026:09:14:11 +0000] "GET /pay/ HTTP/1.1" 502 157 "-" "curl/8"';
    const told = `${access} ua="10.0.1.45:8443" us="502"`;
    const { input } = await given(document('log', 'access.log', `${access}\n${told}\n`));
    expect(input).toMatchObject({ accessGiven: true, events: [] });
    expect(input.access).toMatchObject([{ line: 2, upstreamAddress: ['10.0.1.45:8443'], upstreamStatus: [502] }]);
  });

  test('a file of a log that was read is not read again, unless its formats are others', async () => {
    const content = new Blob(['2026/11/20 09:14:11 [error] 7#7: *1 no live upstreams while connecting to upstream\n']);
    const log = document('log', 'error.log', content);
    const first = await given(log);
    const unreadable = { ...log, content: new Blob([]) };
    const logs = first.logs;
    const around = { answers: {}, environment: 'production', now: '2026-11-20T00:00:00Z' } as const;
    const again = await gather({ documents: [unreadable], logs, ...around });
    expect(again.input.events).toEqual(first.input.events);
    const formats = document('configuration', 'nginx.conf', "http { log_format a '$status'; }");
    expect((await gather({ documents: [unreadable, formats], logs, ...around })).input.events).toEqual([]);
  });
});

describe('what can not be used is told, and the rest counts', () => {
  test.each([
    ['log', 'notes.txt', 'some words\n', 'no line in it is of an nginx log'],
    ['configuration', 'values.yaml', 'a: 1\n', 'no directive of nginx is in it'],
    ['certificate', 'chain.pem', 'nothing\n', 'no certificate'],
    ['log', 'core', new Blob([new Uint8Array(5000).map((_, index) => index % 7)]), 'it is no text'],
  ] as const)('%s: %s', async (role, name, content, words) => {
    const { input, problems } = await given(document(role, name, content), document('log', 'error.log', line));
    expect(problems).toEqual([{ document: name, role, line: 1, text: expect.stringContaining(words) }]);
    expect(input.events).toHaveLength(1);
  });
});
