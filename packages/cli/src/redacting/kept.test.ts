import { findSecrets } from '@stackengine/engine';
import { expect, test } from 'vitest';
import { Kept } from './kept.js';

test('gives what was found in a piece, and nothing once a line was added to it or one was changed', () => {
  const kept = new Kept();
  const text = 'password=Zk81-pQ77-aa19\n';
  const found = findSecrets({ name: 'a.log', text }, 'share');
  kept.keep(text, found);
  expect(found.places.length).toBe(3);
  expect(kept.of(text)).toBe(found);
  expect(kept.of(`${text}token=q8Wd2LmZx0Rt6YbN\n`)).toBeUndefined();
  expect(kept.of(text.replace('aa19', 'aa18'))).toBeUndefined();
});
