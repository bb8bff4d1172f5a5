import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  certCheckJson,
  certCheckMetrics,
  certCheckPlugin,
  checkCertificates,
  renderCertCheck,
} from '@stackengine/engine';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { authorityIn } from '../testing/authority.js';
import { faults } from '../testing/stackengine.js';
import { readSource } from './certificate-bytes.js';
import { configurationIn } from './configuration-bytes.js';

let files: readonly Buffer[] = [];
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-'));
  const { issue, openssl, revocationList } = authorityIn(folder);
  issue('root', { until: '2030-01-01', ca: true });
  issue('leaf', { until: '2027-01-01', names: 'DNS:a.internal,IP:10.0.0.1', issuer: 'root' });
  revocationList('root', 7);
  openssl('x509', '-in', 'leaf.pem', '-outform', 'DER', '-out', 'leaf.der');
  openssl('crl', '-in', 'root.crl', '-outform', 'DER', '-out', 'crl.der');
  files = ['root.pem', 'leaf.pem', 'leaf.key', 'root.crl', 'leaf.der', 'crl.der'].map((name) =>
    readFileSync(join(folder, name)),
  );
  return () => rmSync(folder, { recursive: true, force: true });
});

it('reads every kind of file, and certificates and lists that stand in one', () => {
  const counts = files.map((bytes) => {
    const { certificates, lists, problems, privateKey } = readSource('f', bytes);
    return [certificates.length, lists.length, problems.length, privateKey];
  });
  expect(counts).toEqual([
    [1, 0, 0, false],
    [1, 0, 0, false],
    [0, 0, 1, true],
    [0, 1, 0, false],
    [1, 0, 0, false],
    [0, 1, 0, false],
  ]);
  const [root, leaf, key, list] = files;
  const together = readSource('f', Buffer.concat([root, leaf, key, list].map((part) => part ?? Buffer.alloc(0))));
  expect(together).toMatchObject({ problems: [], privateKey: true });
  expect([together.certificates.length, together.lists.length]).toEqual([2, 1]);
});

it('never throws on a damaged file, and every report holds to its form', () => {
  const damage = fc.record({
    file: fc.nat({ max: 5 }),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 12 }),
    cut: fc.option(fc.nat({ max: 2000 })),
    roles: fc.subarray(['listener', 'client', 'trusted', 'stapling', 'revocation'] as const),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const sources = damages.map(({ file, changes, cut, roles }, index) => {
        const bytes = Buffer.from(files[file] ?? '');
        for (const [place, value] of changes) bytes[place % bytes.length] = value;
        const name = `f${index}`;
        const given = bytes.subarray(0, cut ?? bytes.length);
        configurationIn(name, given);
        return { kind: 'file' as const, name, roles, usedBy: [], ...readSource(name, given) };
      });
      const thresholds = { warn: 2_592_000, crit: 604_800 };
      const check = checkCertificates({ sources, at: '2026-11-26T00:00:00Z', thresholds });
      expect(faults('cert-check-1', JSON.parse(certCheckJson(check)))).toEqual([]);
      expect(certCheckMetrics(check)).toMatch(/\n$/);
      expect(certCheckPlugin(check).text.split('\n')[0]?.split('|')).toHaveLength(2);
      const text = renderCertCheck(check, { colour: false, width: 80, quiet: false, localTime: (date) => date });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }),
    { numRuns: 300 },
  );
});
