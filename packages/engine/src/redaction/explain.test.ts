import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeRule } from './explain.js';

const folder = new URL('./', import.meta.url);
const families =
  'account|address|code|copy|cue|docker|email|hash|host|identity|json|key|kubernetes|log|nginx|paranoid|password-file|pem|people|prose|table|terminal|terraform|url|xml|yaml';
const rule = new RegExp(`'((?:${families})/[a-z_0-9-]+)'`, 'g');

it('says of every rule what it goes by', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'explain.ts',
  );
  const rules = new Set(
    sources.flatMap((name) =>
      Array.from(readFileSync(new URL(name, folder), 'utf8').matchAll(rule), ([, id = '']) => id),
    ),
  );
  expect(rules.size).toBeGreaterThan(80);
  expect([...rules].filter((id) => describeRule(id) === id)).toEqual([]);
});
