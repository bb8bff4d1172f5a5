import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { full, hostile, pem } from './testing/certificates.js';
import { faults, folder, stackengine } from './testing/stackengine.js';

function file(text: string): string {
  const at = join(folder(), 'f.pem');
  writeFileSync(at, text);
  return at;
}

it('shows what each certificate says, by the clock of this machine', () => {
  const { code, out } = stackengine(['cert', 'show', file(full.cert), '--at', '+1d'], { env: { TZ: 'Europe/Berlin' } });
  expect(code).toBe(0);
  expect(out).toMatch(/^Subject +CN=api\.internal$/m);
  expect(out).toMatch(/^Role +root CA$/m);
  expect(out).toMatch(/^Names +api\.internal\n +127\.0\.0\.1 \(an address: nginx does not look at it\)$/m);
  expect(out).toMatch(/^Valid until +.* GMT\+[12] \(88 days left\)$/m);
});

it('prints what holds to the published schema', () => {
  const secret = JSON.stringify({ data: { 'tls.crt': Buffer.from(full.cert).toString('base64') } });
  const { code, out } = stackengine(['cert', 'show', '-', '--format', 'json'], { input: secret });
  expect(code).toBe(0);
  const answer: unknown = JSON.parse(out);
  expect(faults('cert-show-1', answer)).toEqual([]);
  expect(answer).toMatchObject({
    certificates: [{ names: { dns: ['api.internal'], ip: ['127.0.0.1'] }, daysLeft: 89 }, {}, { pem: pem('root') }],
  });
});

it('warns of a private key and shows nothing of it', () => {
  const { code, out, err } = stackengine(['cert', 'show', file(full.cert + full.key)]);
  expect(code).toBe(0);
  expect(err).toMatch(/f\.pem:\d+: This is a private key/);
  expect(out + err).not.toContain(full.key.split('\n')[1]);
});

it('lets no name act on the terminal', () => {
  const { out } = stackengine(['cert', 'show', file(hostile.cert)]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

it.each([
  [[], 'name at least one file'],
  [['nowhere.pem'], 'nowhere.pem'],
  [['-', '-'], 'standard input can be read once'],
])('refuses %j', (args, said) => {
  const { code, err } = stackengine(['cert', 'show', ...args]);
  expect(code).toBe(2);
  expect(err).toContain(said);
});

it('shows what is whole of a damaged file, and says by its exit code that it is not all', () => {
  const { code, out, err } = stackengine(['cert', 'show', file(`${pem('leaf')}${pem('issuing').slice(0, 300)}`)]);
  expect(out).toMatch(/^Subject +CN=api\.internal$/m);
  expect(err).toContain('This certificate is cut off');
  expect(code).toBe(2);
});
