import { expect, it } from 'vitest';
import { unknownWriter } from '../logs/written-by.js';
import { fittingBuilds } from './fitting-build.js';

const builds = [
  { nginx: '1.22.1', openssl: '3.0.22-1~deb12u2', isDefault: false },
  { nginx: '1.26.3', openssl: '3.5.7-1~deb13u3', isDefault: true },
];

it.each([
  ['nothing', {}, '1.26.3'],
  ['its version', { nginx: '1.22.1' }, '1.22.1'],
  ['an older version', { nginx: '1.18.0' }, '1.22.1'],
  ['a version between', { nginx: '1.25.4' }, '1.26.3'],
  ['a newer version', { nginx: '1.31.3' }, '1.26.3'],
  ['old words', { openssl: 'before 3.2' as const }, '1.22.1'],
  ['new words', { openssl: '3.2 or later' as const }, '1.26.3'],
  ['a version, and the words of another OpenSSL', { nginx: '1.26.3', openssl: 'before 3.2' as const }, '1.26.3'],
])('plays a log that tells %s on the build that is most like it', (_, told, expected) => {
  expect(fittingBuilds(builds, { ...unknownWriter, ...told })[0]?.nginx).toBe(expected);
});

it('tries others only where the version is not known', () => {
  const versions = (told: object) => fittingBuilds(builds, { ...unknownWriter, ...told }).map(({ nginx }) => nginx);
  expect(versions({})).toEqual(['1.26.3', '1.22.1']);
  expect(versions({ openssl: 'before 3.2' })).toEqual(['1.22.1', '1.26.3']);
  expect(versions({ nginx: '1.22.1' })).toEqual(['1.22.1']);
  expect(fittingBuilds(builds.slice(1), { nginx: '1.18.0', openssl: 'before 3.2' }).length).toBe(1);
  expect(fittingBuilds([], unknownWriter)).toEqual([]);
});
