import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSharedText, sharedText } from '../shared-text.js';
import { fragmentOf, textOfFragment } from './link.js';

test('what a link holds comes back, whatever it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const fragment = await fragmentOf(text);
      expect(fragment).toMatch(/^i=[A-Za-z0-9_-]*$/);
      // UTF-8 has no lone surrogates.
      expect(await textOfFragment(fragment)).toBe(text.toWellFormed());
    }),
    { numRuns: 200 },
  );
});

test.each(['', 'i=', 'i=%%', 'x', 'i=AAAA', 'sni-required'])('%s holds nothing', async (fragment) => {
  expect((await textOfFragment(fragment)) ?? '').toBe('');
});

test('a link that unpacks to more than a page holds is refused', async () => {
  expect(await textOfFragment(await fragmentOf('0'.repeat(5 << 20)))).toBeUndefined();
});

test('documents come back as they were', () => {
  const documents = [{ name: 'api.conf', role: 'configuration' as const, text: 'location / {}\n' }];
  expect(readSharedText(sharedText(documents))).toEqual(documents);
});

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"schema":"stackengine/share@1"}',
  '{"schema":"stackengine/share@2","documents":[]}',
])('%s is no shared incident', (text) => {
  expect(readSharedText(text)).toBeUndefined();
});

test('of documents of another shape those are left out that make no sense', () => {
  const documents = [
    null,
    1,
    { name: 'a', role: 'log' },
    { name: 1, role: 'log', text: '' },
    { name: 'a', role: 'x', text: '' },
  ];
  expect(readSharedText(JSON.stringify({ schema: 'stackengine/share@1', documents }))).toEqual([]);
});
