import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program, stackengine } from './testing/stackengine.js';

let address = '';
let end: () => Promise<number | null> = async () => null;

beforeAll(async () => {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  end = () =>
    new Promise((resolve) => {
      child.on('exit', resolve);
      child.kill('SIGINT');
    });
  address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => resolve(String(part).trim()));
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
});
afterAll(() => end());

function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: Readonly<Record<string, unknown>>; length: number }>(
    (resolve, reject) => {
      const asked = request(`${address}${path}`, { headers, method }, (response) => {
        let length = 0;
        response.on('data', (part: Buffer) => {
          length += part.length;
        });
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, length }));
      });
      asked.on('error', reject);
      asked.end();
    },
  );
}

test('the page comes with the headers that close what a policy in it can not', async () => {
  const { status, headers, length } = await get('');
  expect(status).toBe(200);
  expect(length).toBeGreaterThan(10_000);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'connection-allowlist': '(response-origin)',
    'content-security-policy': "frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
});

test('its parts come with their types, and whatever is not of it does not', async () => {
  expect(await get('worker.js')).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  });
  expect((await get('../package.json')).status).toBe(404);
  expect((await get('%2e%2e/package.json')).status).toBe(404);
  expect((await get('%')).status).toBe(404);
  expect((await get('', {}, 'POST')).status).toBe(405);
  expect(await get('', {}, 'HEAD')).toMatchObject({ status: 200, length: 0 });
});

test('a page of somebody else’s gets nothing by another name for this machine', async () => {
  expect((await get('', { host: 'rebound.example' })).status).toBe(404);
});

test('a port that is taken is told, with the way out', () => {
  const { code, err } = stackengine(['serve', '--port', new URL(address).port]);
  expect(code).toBe(2);
  expect(err).toContain('is taken; --port 0');
});

test.each(['x', '-1', '70000'])('--port %s is refused', (port) => {
  expect(stackengine(['serve', `--port=${port}`])).toMatchObject({
    code: 2,
    err: expect.stringContaining('0 to 65535'),
  });
});
