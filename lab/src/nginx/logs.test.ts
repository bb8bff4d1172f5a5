import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logPaths, Tail } from './logs.js';

const initial = '/var/log/nginx/error.log';

test('finds each file once, the one that nginx starts with first', () => {
  const texts = [
    'error_log  "/var/log/a.log" info;\nhttp { error_log /var/log/a.log; }',
    'server { error_log logs/b.log; }',
  ];
  expect(logPaths(texts, 'error_log', initial)).toEqual([initial, '/var/log/a.log', '/etc/nginx/logs/b.log']);
});

test('follows files only', () => {
  const text = 'access_log off; access_log syslog:server=unix:/dev/log;\n# access_log /x;\naccess_log /$host.log;';
  expect(logPaths([text], 'access_log', initial)).toEqual([initial]);
});

test('gives what was added since it was last asked', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tail-'));
  const path = join(folder, 'error.log');
  const tail = new Tail([path]);
  expect(tail.added()).toBe('');
  appendFileSync(path, 'one\n');
  expect([tail.grew(), tail.added(), tail.grew()]).toEqual([true, 'one\n', false]);
  appendFileSync(path, 'two\n');
  expect([tail.added(), tail.whole()]).toEqual(['two\n', 'one\ntwo\n']);
  rmSync(folder, { recursive: true });
});
