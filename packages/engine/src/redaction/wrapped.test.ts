import { expect, it } from 'vitest';
import { createRedactor } from './index.js';
import { redacted } from './testing/redacted.js';

const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';

/** As a terminal of so many columns shows a line. */
const wrap = (line: string, width: number) => (line.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');

it('takes a line that begins with a name for a line of its own', () => {
  const long = `//registry.acme.internal/:_authToken=${'k7'.repeat(20)}`;
  expect(redacted(`${long}\n//npm.acme.internal/:_password=c2VjcmV0`)).toMatch(/\/:_password=PASSWORD_1$/);
});

it('finds a token that a terminal has cut, and keeps the lines', () => {
  const text = `$ env\n${wrap(`THIS_IS_THE_LONG_NAME_OF_SOMETHING_THAT_NOBODY_KNOWS=${token} and more words after it`, 70)}\n$\n`;
  const out = redacted(text);
  expect(out.split('\n')).toHaveLength(text.split('\n').length);
  for (let at = 0; at + 8 <= token.length; at += 8) expect(out).not.toContain(token.slice(at + 4, at + 8));
  const redactor = createRedactor();
  expect(redactor.restore(redactor.redact([{ name: 'a', text }])[0]?.text ?? '').text).toBe(text);
});

it('leaves lines alone that only are equally long', () => {
  const text = `${'a'.repeat(65)}\n${'b'.repeat(65)}\n`;
  expect(redacted(text)).toBe(text);
});
