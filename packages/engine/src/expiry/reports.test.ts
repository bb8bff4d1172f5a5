import { describe, expect, it } from 'vitest';
import { checkCertificates } from './check.js';
import { certCheckJson } from './report-json.js';
import { certCheckPlugin, pluginFailure } from './report-nagios.js';
import { renderCertCheck } from './report-text.js';
import type { CertSource } from './source.js';
import { certificate, month, root, source } from './testing/facts.js';
import { inWords, leftText } from './wording.js';

const now = '2026-11-26T12:00:00Z';
const use = { directive: 'ssl_certificate', file: 'nginx.conf', line: 4, inForce: true };
const leaf = (until: string, name = 'api.internal') => certificate(name, until, { line: 1 });
const file = (name: string, until: string, more: Partial<CertSource> = {}) =>
  source(name, { roles: ['listener'], usedBy: [use], certificates: [leaf(until)], ...more });
const check = (sources: readonly CertSource[], problems: { file: string; message: string }[] = []) =>
  checkCertificates({ sources, at: now, thresholds: month, problems });
const text = (sources: readonly CertSource[], more: object = {}) =>
  renderCertCheck(check(sources), {
    colour: false,
    width: 80,
    quiet: false,
    localTime: (date) => date.slice(0, 16).replace('T', ' '),
    ...more,
  });

describe('the table', () => {
  const old = root('Old CA', '2026-11-01T00:00:00Z', { line: 1 });
  const good = root('Good CA', '2030-01-01T00:00:00Z', { line: 21 });
  const bundle = source('tls/ca.pem', { roles: ['trusted'], certificates: [old, good], usedBy: [{ ...use, line: 9 }] });

  it('shows the weakest first, with what, where, and until when', () => {
    expect(text([bundle, file('tls/api.pem', '2026-12-01T12:00:00Z'), file('x.pem', '2026-11-26T17:30:00Z')])).toBe(
      [
        'STATE    LEFT  UNTIL             WHERE          WHAT',
        'crit      5 h  2026-11-26 17:30  x.pem:1        api.internal expires',
        '       used by ssl_certificate (nginx.conf:4)',
        'crit      5 d  2026-12-01 12:00  tls/api.pem:1  api.internal expires',
        '       used by ssl_certificate (nginx.conf:4)',
        'ok     1131 d  2030-01-01 00:00  tls/ca.pem:21  its last CA, Good CA, expires',
        '       used by ssl_certificate (nginx.conf:9)',
        '       beside it Old CA (line 1) has expired and can be removed',
        '',
        '3 files: 2 crit, 1 ok (warn 30 d, crit 7 d), at 2026-11-26 12:00',
        '',
      ].join('\n'),
    );
  });

  it('tells what could not be read and what was not looked at once, and shorter with --quiet', () => {
    const cut = source('cut.pem', { problems: [{ file: 'cut.pem', line: 3, message: 'It is cut off.' }] });
    const whole = checkCertificates({
      sources: [cut],
      at: now,
      thresholds: month,
      skipped: [{ reason: 'the variable $x decides', use }],
      problems: [{ file: 'gone.pem', message: 'there is no such file' }],
    });
    const options = { colour: false, width: 80, localTime: () => 'now' };
    const long = renderCertCheck(whole, { ...options, quiet: false });
    expect(long).toMatch(/^unreadable .* cut\.pem:3 +It is cut off\.$/m);
    expect(long.match(/cut off/g)).toHaveLength(1);
    expect(long).toContain('error  gone.pem: there is no such file\n');
    expect(long).toContain('skipped  ssl_certificate (nginx.conf:4): the variable $x decides\n');
    expect(renderCertCheck(whole, { ...options, quiet: true })).not.toContain('skipped');
  });

  it('says so where there is nothing', () => {
    expect(text([])).toBe('0 files (warn 30 d, crit 7 d), at 2026-11-26 12:00\n');
  });

  it('is painted on a terminal, and never steered by a name', () => {
    const evil = source('evil\u001b[2J.pem', { certificates: [leaf('2030-01-01T00:00:00Z', 'a\u001b]0;b\u0007')] });
    expect(text([evil], { colour: true })).toContain('\u001b[32mok');
    expect(text([evil])).not.toContain('\u001b');
    expect(text([evil])).toContain('\\x1b[2J');
  });
});

describe('a monitoring plugin', () => {
  it('says the worst in one line with performance data, and what is to be done below', () => {
    const { text: printed, code } = certCheckPlugin(
      check([file('ok.pem', '2030-01-01T00:00:00Z'), file('tls/api.pem', '2026-12-01T13:00:00Z')]),
    );
    expect(printed).toBe(
      'CERT CRITICAL: tls/api.pem:1: api.internal expires in 5 days, ssl_certificate (nginx.conf:4); 2 files: 1 crit, 1 ok ' +
        '(warn 30 d, crit 7 d) | days_left=5;30;7 sources=2;;;0 warning=0;;;0 critical=1;;;0 unreadable=0;;;0\n' +
        'tls/api.pem:1: api.internal expires in 5 days, ssl_certificate (nginx.conf:4)\n',
    );
    expect(code).toBe(2);
  });

  const cut = source('cut.pem', { problems: [{ file: 'cut.pem', line: 3, message: 'It is cut off.' }] });
  it.each<[string, readonly CertSource[], number, RegExp]>([
    [
      'OK',
      [file('a', '2030-01-01T00:00:00Z')],
      0,
      /^CERT OK: a:1: api\.internal expires in 1131 days.* \| days_left=1131;30;7 /,
    ],
    ['WARNING', [file('a', '2026-12-10T12:00:00Z')], 1, /^CERT WARNING: .* in 14 days/],
    ['CRITICAL', [file('a', '2026-11-25T11:00:00Z')], 2, /^CERT CRITICAL: .* has expired 1 day ago.* \| days_left=-2;/],
    ['UNKNOWN', [cut], 3, /^CERT UNKNOWN: cut\.pem:3: It is cut off\.; .* \| days_left=U;/],
  ])('is %s', (_, sources, expected, first) => {
    const { text: printed, code } = certCheckPlugin(check(sources));
    expect(code).toBe(expected);
    expect(printed).toMatch(first);
  });

  it('has one bar, one first line and a bounded length, whatever certificates say', () => {
    const evil = Array.from({ length: 500 }, (_, index) =>
      source(`f${index}|a\nb`, { certificates: [leaf('2026-11-27T00:00:00Z', 'x | days_left=999\ny')] }),
    );
    const { text: printed } = certCheckPlugin(check(evil));
    expect(printed.split('\n').filter((line) => line.includes('|'))).toHaveLength(1);
    expect(printed.split('\n')[0]?.split('|')).toHaveLength(2);
    expect(printed.split('\n')).toHaveLength(63);
    expect(printed).toContain('and 440 more\n');
    expect(pluginFailure('a|b\nc')).toEqual({ text: 'CERT UNKNOWN: a¦b c\n', code: 3 });
  });
});

it('as JSON has whole seconds and null for what is not there', () => {
  const document = JSON.parse(
    certCheckJson(
      checkCertificates({
        sources: [file('a', '2026-12-01T12:00:00Z')],
        at: '2026-11-26T12:00:00.999Z',
        thresholds: month,
      }),
    ),
  );
  expect(document).toMatchObject({
    schema: 'stackengine/cert-check@1',
    at: '2026-11-26T12:00:00Z',
    warnSeconds: 2_592_000,
    sources: [
      {
        state: 'crit',
        notAfter: '2026-12-01T12:00:00Z',
        secondsLeft: 432_000,
        daysLeft: 5,
        certificates: [{ note: null }],
      },
    ],
  });
});

describe('time that is left or gone', () => {
  it.each([
    [3.9 * 86_400, '3 d', 'in 3 days'],
    [-3.9 * 86_400, '-3 d', '3 days ago'],
    [5.5 * 3600, '5 h', 'in 5 hours'],
    [-5.5 * 3600, '-5 h', '5 hours ago'],
    [-60, '0 h', 'less than an hour ago'],
  ])('is counted alike in the table and in words: %d seconds', (secondsLeft, short, words) => {
    expect(leftText({ secondsLeft })).toBe(short);
    expect(inWords({ secondsLeft })).toBe(words);
  });
});
