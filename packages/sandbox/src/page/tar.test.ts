import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { entriesOf, isTar, unpacked } from './tar.js';

const folder = mkdtempSync(join(tmpdir(), 'stackengine-tar-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const long = `${'a-rather-long-folder-name/'.repeat(6)}shop.conf`;
mkdirSync(join(folder, 'in', long, '..'), { recursive: true });
writeFileSync(join(folder, 'in', long), 'server {}\n');
writeFileSync(join(folder, 'in/nginx.conf'), 'events {}\n');

function packed(...options: readonly string[]): Blob {
  const file = join(folder, 'out.tar');
  const { status, stderr } = spawnSync('tar', [...options, '-cf', file, '-C', join(folder, 'in'), '.']);
  if (status !== 0) throw new Error(String(stderr));
  return new Blob([readFileSync(file)]);
}

test.each([
  ['GNU', ['--format=gnu']],
  ['pax', ['--format=pax']],
  ['ustar', ['--format=ustar']],
  ['compressed', ['-z']],
])('the files of an archive of tar, %s, long names included', async (_, options) => {
  const archive = packed(...options);
  const { files, cut } = await unpacked(archive);
  expect(cut).toBeUndefined();
  expect(Object.fromEntries(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]))).toEqual({
    'nginx.conf': 'events {}\n',
    [long]: 'server {}\n',
  });
});

test('an archive is told by its content or by its name', async () => {
  expect(await isTar('x', packed('--format=ustar'))).toBe(true);
  expect(await isTar('x.tgz', new Blob(['']))).toBe(true);
  expect(await isTar('nginx.conf', new Blob(['events {}']))).toBe(false);
});

test('a damaged archive gives what there is, and never throws', async () => {
  const whole = new Uint8Array(await packed('--format=gnu').arrayBuffer());
  for (let cut = 0; cut < whole.length; cut += 97) expect(() => entriesOf(whole.subarray(0, cut))).not.toThrow();
  const zipped = new Uint8Array(await packed('-z').arrayBuffer());
  expect(await unpacked(new Blob([zipped.subarray(0, zipped.length >> 1)]))).toMatchObject({ cut: expect.any(String) });
});
