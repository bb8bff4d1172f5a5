import { expect, it } from 'vitest';
import { unknownWriter } from '../logs/written-by.js';
import { fittingBuild } from './fitting-build.js';

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
  expect(fittingBuild(builds, { ...unknownWriter, ...told })?.nginx).toBe(expected);
});

it('takes the only build that there is, and none where there is none', () => {
  expect(fittingBuild(builds.slice(1), { nginx: '1.18.0', openssl: 'before 3.2' })?.nginx).toBe('1.26.3');
  expect(fittingBuild([], unknownWriter)).toBeUndefined();
});
