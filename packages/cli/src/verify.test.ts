import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cast, serverCertificate } from '@stackengine/engine';
import { compileModule, openBottle } from '@stackengine/nginx-wasm';
import { describe, expect, it } from 'vitest';
import { faults, folder, stackengine } from './testing/stackengine.js';

const module = compileModule(readFileSync(new URL('../../nginx-wasm/modules/1.26.3/nginx.wasm', import.meta.url)));
const bottle = openBottle({ module, now: Date.now(), elapsed: () => performance.now() });
const { certificates, keys } = bottle.issue({
  ...cast,
  'only-address': serverCertificate('old', 'root', { dns: [], ip: ['10.0.1.45'] }),
});

/** Files of that name in a new folder, each with these certificates of the cast. */
function files(contents: Readonly<Record<string, readonly string[]>>): string {
  const at = folder();
  for (const [name, ids] of Object.entries(contents))
    writeFileSync(join(at, name), ids.map((id) => certificates[id] ?? '').join(''));
  return at;
}

function verify(cwd: string, ...args: readonly string[]) {
  const { code, out, err } = stackengine(['verify', ...args, '--format', 'json'], { cwd });
  expect(err).toBe('');
  const answer: unknown = JSON.parse(out);
  expect(faults('verify-1', answer)).toEqual([]);
  return { code, answer };
}

const chain = ['--chain', 'chain.pem', '--trusted', 'root.pem'];

describe('what nginx would say of a chain', () => {
  it('accepts what nginx accepts, and says until when', () => {
    const at = files({ 'chain.pem': ['leaf', 'intermediate'], 'root.pem': ['root'] });
    const { code, answer } = verify(at, ...chain, '--name', 'payments.internal');
    expect(code).toBe(0);
    expect(answer).toMatchObject({
      accepted: true,
      code: 0,
      faults: [],
      path: [
        { source: 'sent', role: 'server certificate' },
        { source: 'sent' },
        { source: 'trusted', role: 'root CA' },
      ],
      depth: { inForce: 1, smallest: 1, below: 20 },
      breaks: { code: 10 },
    });
  });

  it('names what is missing, and the nearest to it', () => {
    const at = files({ 'chain.pem': ['leaf'], 'root.pem': ['root'] });
    const { code, answer } = verify(at, ...chain);
    expect(code).toBe(1);
    expect(answer).toMatchObject({
      code: 21,
      line: 'upstream SSL certificate verify error: (21:unable to verify the first certificate)',
      faults: [{ kind: 'issuer', cause: 'missing-intermediate', cures: [{ side: 'upstream' }, { side: 'nginx' }] }],
      missing: { subject: 'CN=Example Issuing CA', nearest: { why: 'similar-name', subject: 'CN=Example Root CA' } },
    });
  });

  it('finds every fault, in the order in which nginx would log them', () => {
    const at = files({
      'chain.pem': ['deep-leaf', 'intermediate-2', 'intermediate', 'root'],
      'root.pem': ['foreign-root'],
    });
    const { answer } = verify(at, ...chain, '--name', '10.0.1.45', '--time', '2100-01-01');
    expect(answer).toMatchObject({
      faults: [
        { kind: 'expired', code: 10 },
        { kind: 'expired' },
        { kind: 'depth', code: 20, cures: [{ action: { type: 'depth', depth: 2 } }] },
        { kind: 'expired' },
        { kind: 'expired' },
        { kind: 'issuer', code: 19, cause: 'untrusted-root' },
        { kind: 'name', code: 62, text: 'upstream SSL certificate does not match "10.0.1.45"' },
      ],
    });
  });

  it('says that addresses of the SAN never match, and that the common name does where there is no DNS name', () => {
    const at = files({ 'chain.pem': ['only-address'], 'root.pem': ['root'] });
    const { answer } = verify(at, ...chain, '--name', '10.0.1.45');
    expect(answer).toMatchObject({
      code: 62,
      name: { matches: false, nearest: 'old', addresses: ['10.0.1.45'] },
      faults: [{ meaning: expect.stringContaining('do not count'), cures: [{ side: 'nginx' }, { side: 'upstream' }] }],
    });
    expect(verify(at, ...chain, '--name', 'old').code).toBe(0);
  });

  it('answers what-if questions side by side', () => {
    const at = files({ 'chain.pem': ['leaf'], 'root.pem': ['root'], 'int.pem': ['intermediate'] });
    const { answer } = verify(
      at,
      ...chain,
      ...['sent=int.pem', 'trusted=int.pem,depth=0', 'sent=int.pem,name=other', 'at=2100-01-01'].flatMap((one) => [
        '--what-if',
        one,
      ]),
    );
    expect(answer).toMatchObject({
      whatIf: [
        { accepted: true },
        { accepted: false, code: 2 },
        { accepted: false, code: 62 },
        { accepted: false, code: 10 },
      ],
    });
  });

  it('tells of a chain in the wrong order', () => {
    const at = files({ 'chain.pem': ['intermediate', 'leaf'], 'root.pem': ['root'] });
    expect(verify(at, ...chain).answer).toMatchObject({
      notices: [{ code: 'leaf-not-first', text: expect.stringMatching(/begins with a CA, .*belongs first/) }],
    });
  });

  it('asks the nginx that is wished for', () => {
    const at = files({ 'chain.pem': ['leaf', 'intermediate'], 'root.pem': ['root'] });
    expect(verify(at, ...chain, '--nginx', '1.22').answer).toMatchObject({ nginx: '1.22.1', accepted: true });
  });

  it('shows the chain as a picture in a terminal', () => {
    const at = files({ 'chain.pem': ['leaf'], 'root.pem': ['root'] });
    const { out, code } = stackengine(['verify', ...chain], { cwd: at });
    expect(code).toBe(1);
    expect(out).toContain('? ○ CN=Example Issuing CA');
    expect(out).toContain(
      'logs     upstream SSL certificate verify error: (21:unable to verify the first certificate)',
    );
  });

  it('says in a terminal on which day which certificate breaks it, and whose common name counts', () => {
    const at = files({ 'chain.pem': ['only-address', 'intermediate'], 'root.pem': ['root'] });
    const { out } = stackengine(['verify', ...chain, '--name', 'old', '--time', '2026-11-26'], { cwd: at });
    const text = out.replace(/\s+/g, ' ');
    expect(text).toMatch(/^refused .*, at 2026-11-26 00:00:00 UTC|^accepted .*, at 2026-11-26 00:00:00 UTC/);
    expect(text).toContain(
      'names old, the common name, which counts where the SAN has no DNS name; 10.0.1.45, which nginx never matches',
    );
    const now = stackengine(['verify', ...chain, '--name', 'old'], { cwd: at });
    expect(now.out.replace(/\s+/g, ' ')).toMatch(
      /until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: then ".+" \((chain|root)\.pem:\d+\) expires, and nginx logs code 10/,
    );
  });

  it('tells of two answers only where they differ', () => {
    const at = files({ 'leaf.pem': ['leaf'], 'full.pem': ['leaf', 'intermediate'], 'root.pem': ['root'] });
    const read = (name: string) => readFileSync(join(at, name), 'utf8');
    const capture = (without: string) =>
      `# stackengine capture: what a server presented, not verified\n# peer 10.0.1.45:8443\n# server name payments.internal\n\n# asked with -noservername\n${without}\n# asked with -servername payments.internal\n${read('full.pem')}`;
    writeFileSync(join(at, 'same.txt'), capture(read('full.pem')));
    writeFileSync(join(at, 'other.txt'), capture(read('leaf.pem')));
    const notices = (file: string) =>
      stackengine(['verify', '--chain', file, '--trusted', 'root.pem'], { cwd: at }).out.includes(
        'with and without SNI',
      );
    expect([notices('same.txt'), notices('other.txt')]).toEqual([false, true]);
  });
});

describe('bad input', () => {
  it.each([
    [['--chain', 'chain.pem'], '--trusted FILE'],
    [['--trusted', 'root.pem'], '--chain FILE'],
    [['--chain', '-', '--trusted', '-'], 'standard input can be read once'],
    [[...chain, '--depth', '-1'], '--depth -1'],
    [[...chain, '--depth', 'two'], '--depth two'],
    [[...chain, '--time', 'tomorrow'], '--time tomorrow'],
    [[...chain, '--what-if', 'bogus'], 'trusted=FILE'],
    [['--chain', 'chain.pem', '--trusted', 'empty.pem'], 'empty.pem:1'],
    [['--chain', 'chain.pem', '--trusted', 'nowhere.pem'], 'nowhere.pem'],
    [[...chain, '--crl', 'root.pem'], 'root.pem:1: '],
  ])('%j is refused with what is needed', (args, said) => {
    const at = files({ 'chain.pem': ['leaf', 'intermediate'], 'root.pem': ['root'], 'empty.pem': [] });
    const { code, out, err } = stackengine(['verify', ...args], { cwd: at });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  it.each([
    ['without its END line', (pem: string) => pem.slice(0, -40), 'chain.pem:1: This certificate is cut off'],
    [
      'with a letter changed',
      (pem: string) => pem.replace('MI', 'MJ'),
      'chain.pem:1: This certificate can not be read',
    ],
    ['in the BEGIN line', (pem: string) => `${pem}-----BEGIN CERTIF`, ': The file is cut off here, in a BEGIN line.'],
  ])('is a certificate that is damaged %s: there is no verdict on the rest', (_, damaged, said) => {
    const at = files({ 'root.pem': ['root'] });
    const [leaf = '', intermediate = ''] = ['leaf', 'intermediate'].map((id) => certificates[id]);
    const whole = said.includes('BEGIN line') ? damaged(leaf) : `${damaged(leaf)}\n${intermediate}`;
    writeFileSync(join(at, 'chain.pem'), whole);
    const { code, out, err } = stackengine(['verify', ...chain], { cwd: at });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(said);
  });

  it('is a trusted file that nginx does not load: a notice has its words', () => {
    const root = certificates['root'] ?? '';
    for (const [bytes, how] of [
      [Buffer.from(`\ufeff${root}`, 'utf16le'), 'iconv'],
      [Buffer.from(root.replace(/^/gm, '  ')), 'at the start of lines'],
    ] as const) {
      const at = files({ 'chain.pem': ['leaf', 'intermediate'] });
      writeFileSync(join(at, 'root.pem'), bytes);
      const { answer } = verify(at, ...chain);
      expect(answer).toMatchObject({
        notices: [{ code: 'trusted-not-loaded', file: 'root.pem', text: expect.stringContaining(how) }],
      });
      expect(JSON.stringify(answer)).toContain('no certificate or crl found');
    }
  });

  it('is a certificate that nginx passes over: it is no part of the verdict', () => {
    const at = files({ 'chain.pem': ['leaf'] });
    const indented = (certificates['intermediate'] ?? '').replace(/^/gm, '  ');
    writeFileSync(join(at, 'root.pem'), `${certificates['root']}${indented}`);
    const { answer } = verify(at, ...chain);
    expect(answer).toMatchObject({
      code: 21,
      notices: [{ text: expect.stringContaining('nginx does not read this') }],
    });
  });

  it('warns of a private key, and shows nothing of it', () => {
    const at = files({ 'chain.pem': ['leaf', 'intermediate'], 'root.pem': ['root'] });
    const key = keys['leaf'] ?? '';
    writeFileSync(join(at, 'chain.pem'), `${certificates['leaf']}${key}${certificates['intermediate']}`);
    const { out, code } = stackengine(['verify', ...chain], { cwd: at });
    expect(code).toBe(0);
    expect(out).toMatch(/chain\.pem:\d+: .*private key/);
    expect(out).not.toContain(key.split('\n')[1]);
  });
});
