import { describe, expect, it } from 'vitest';
import { createRedactor, leftoversIn, outgoing } from './index.js';
import { redacted } from './testing/redacted.js';

const secret = 'qX7-pl0Zz!93';
const config = `server { set $gate "${secret}"; }\n`;

describe('copies', () => {
  it.each([
    ['plain', secret],
    ['in base64', btoa(`user:${secret}`)],
    ['in base64 behind one byte', btoa(`x${secret}`)],
    ['in hex', Array.from(secret, (letter) => letter.charCodeAt(0).toString(16)).join('')],
    ['percent-encoded', encodeURIComponent(`${secret}%`).slice(0, -3)],
  ])('are found %s', (_, copy) => {
    const [, other] = createRedactor().redact([
      { name: 'nginx.conf', text: config },
      { name: 'note', text: `seen: ${copy} there` },
    ]);
    expect(other?.text).toMatch(/^seen: [A-Z_]+_\d+ there$/);
  });

  it('are found in texts before, whatever the order', () => {
    const note = { name: 'note', text: `seen ${secret}` };
    const conf = { name: 'nginx.conf', text: config };
    expect(createRedactor().redact([note, conf])[0]?.text).toBe('seen SECRET_1');
    expect(createRedactor().redact([conf, note])[1]?.text).toBe('seen SECRET_1');
  });
});

describe('placeholders', () => {
  it('are the same over a whole session', () => {
    const redactor = createRedactor();
    const [first] = redactor.redact([{ name: 'a', text: config }]);
    const [second] = redactor.redact([{ name: 'b', text: `again ${secret}, and password=other-11` }]);
    expect(first?.text).toContain('SECRET_1');
    expect(second?.text).toBe('again SECRET_1, and password=PASSWORD_1');
  });

  it('skip those that a text holds of itself, and put back nothing there', () => {
    const redactor = createRedactor();
    const text = 'HOST_1 and secret_1, password=hunter2, token=abc123def SECRET_2';
    const [out] = redactor.redact([{ name: 'a', text }]);
    expect(redactor.restore(out?.text ?? '').text).toBe(text);
    expect(out?.text).toBe('HOST_1 and secret_1, password=PASSWORD_1, token=TOKEN_1 SECRET_2');
  });

  it('are not seen in the middle of a secret', () => {
    expect(redacted('Authorization: Bearer RVYESueLjYid_8Zgylcyqvreo')).toBe('Authorization: Bearer TOKEN_1');
  });

  it('are never followed by a digit', () => {
    expect(redacted('TOKEN=hvs.abcdefghijklmnopqrstuvwx and {SHA}abc=9')).not.toMatch(/_\d+ ?\d/);
    const redactor = createRedactor({ deny: ['gate'] });
    const [out] = redactor.redact([{ name: 'a', text: 'gate7 gate_x' }]);
    expect(out?.text).toBe('DENIED_1 DENIED_2_x');
    expect(redactor.restore('DENIED_1 DENIED_2_x').text).toBe('gate7 gate_x');
  });
});

it('takes no longer over what nearly is a file of passphrases, or is nothing but keys', () => {
  const nearly = `${'x'.repeat(5000)}\n`.repeat(20);
  expect(createRedactor().redact([{ name: 'passwords.txt', text: `${nearly}an open line` }])[0]?.findings).toEqual([]);
  const keys = 'sync.unheard-of.dev/every: x\n'.repeat(3000);
  expect(createRedactor().redact([{ name: 'a.yaml', text: keys }])[0]?.text).toBe(keys);
});

describe('restoring', () => {
  const redactor = createRedactor();
  redactor.redact([{ name: 'a', text: config }]);

  it.each([
    ['`SECRET_1`', `\`${secret}\``],
    ['secret_1', secret],
    ['SECRET\\_1', secret],
    ['"SECRET_1";', `"${secret}";`],
    ['SECRET_12', 'SECRET_12'],
    ['set $x $secret_1;', 'set $x $secret_1;'],
    ['$SECRET_1', `$${secret}`],
  ])('takes %s', (text, expected) => {
    expect(redactor.restore(text).text).toBe(expected);
  });

  it('reports placeholders that stand for nothing', () => {
    expect(redactor.restore('HOST_7 SECRET_1 HOST_7').unknown).toEqual(['HOST_7']);
  });

  it.each([1, 2, 3, 7])('holds back what may become a placeholder, in pieces of %i', (size) => {
    const text = `a SECRET_1, $secret_1, SECRET_12 and ${'x'.repeat(5000)}SECRET_1`;
    const stream = redactor.restoring();
    let out = '';
    for (let at = 0; at < text.length; at += size) out += stream.push(text.slice(at, at + size));
    expect(out + stream.end()).toBe(redactor.restore(text).text);
    expect(stream.unknown).toEqual(['SECRET_12']);
  });
});

describe('levels and lists', () => {
  const text = 'password=hunter2 from 10.1.2.3 by bob@acme.corp';
  it('spare identities at level secrets', () => {
    expect(redacted(text, 'secrets')).toBe('password=PASSWORD_1 from 10.1.2.3 by bob@acme.corp');
    expect(redacted(text)).toBe('password=PASSWORD_1 from IPV4_PRIVATE_1 by EMAIL_1');
  });

  it('let texts stay and go as the user says', () => {
    const [out] = createRedactor({ allow: ['10.1.2.3'], deny: ['from'] }).redact([{ name: 'a', text }]);
    expect(out?.text).toBe('password=PASSWORD_1 DENIED_1 10.1.2.3 by EMAIL_1');
  });
});

describe('the boundary', () => {
  it('lets a text out that holds nothing', () => {
    const out = outgoing(createRedactor(), { name: 'report', text: 'password=hunter2' });
    expect(out).toMatchObject({ state: 'clear', text: { text: 'password=PASSWORD_1' } });
  });

  it('holds a word that looks random until somebody has accepted it', () => {
    const word = 'k9Lm3Qz8Xw2Vb7Nt5Rp1';
    const held = outgoing(createRedactor(), { name: 'report', text: `the build ${word} failed` });
    expect(held).toMatchObject({ state: 'held', leftovers: [{ certainty: 'possible' }] });
    expect(
      outgoing(createRedactor(), { name: 'report', text: `the build ${word} failed` }, new Set([word])).state,
    ).toBe('clear');
  });

  it('never lets a known secret out, not even accepted', () => {
    const redactor = createRedactor();
    redactor.redact([{ name: 'a', text: config }]);
    expect(leftoversIn(`still ${secret} here`, redactor)).toMatchObject([{ certainty: 'known' }]);
    expect(leftoversIn('x'.repeat(9_000_000), redactor)).toEqual([]);
  });
});
