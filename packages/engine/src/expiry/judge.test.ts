import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCertificates, severityOf } from './check.js';
import type { CertSource } from './source.js';
import { certificate, list, month, root, source } from './testing/facts.js';

const now = '2026-11-26T00:00:00Z';
const judged = (more: Partial<CertSource>, at = now) => {
  const [checked] = checkCertificates({ sources: [source('f.pem', more)], at, thresholds: month }).sources;
  if (checked === undefined) throw new Error('a source gives a source');
  return checked;
};

describe('what is presented', () => {
  const leaf = certificate('api.internal', '2026-12-20T00:00:00Z');
  const intermediate = certificate('Issuing CA', '2026-12-01T00:00:00Z', { ca: true });

  it('is as good as its weakest certificate, the intermediates too', () => {
    expect(judged({ roles: ['listener'], certificates: [leaf, intermediate] })).toMatchObject({
      state: 'crit',
      daysLeft: 5,
      reason: 'Issuing CA expires',
      decidedBy: { line: intermediate.line },
    });
  });

  it('does not depend on a root that is sent along', () => {
    const sent = root('Example CA', '2026-11-01T00:00:00Z');
    const { state, items } = judged({ roles: ['client'], certificates: [leaf, sent] });
    expect(state).toBe('warn');
    expect(items[1]).toMatchObject({ state: 'expired', counts: false, note: expect.stringContaining('sent along') });
  });

  it('is told to be short-lived where no threshold can be right', () => {
    const week = certificate('api', '2026-12-01T00:00:00Z', { notBefore: '2026-11-24T00:00:00Z' });
    expect(judged({ roles: ['listener'], certificates: [week] }).notes).toEqual([
      'it is issued for 7 days in all, no longer than --warn: check it by a shorter one',
    ]);
    expect(judged({ roles: ['listener'], certificates: [leaf] }).notes).toEqual([]);
  });

  it('is not valid before all of it is', () => {
    const early = certificate('next.internal', '2027-12-01T00:00:00Z', { notBefore: '2026-12-01T00:00:00Z' });
    expect(judged({ roles: ['presented'], certificates: [early] })).toMatchObject({
      state: 'not-yet-valid',
      reason: 'next.internal is not valid yet',
    });
  });
});

describe('what is trusted', () => {
  const old = root('Old CA', '2026-11-01T00:00:00Z');
  const ending = root('Ending CA', '2026-11-30T00:00:00Z');
  const good = root('Good CA', '2030-01-01T00:00:00Z');

  it('lasts as long as its last usable CA, wherever that stands', () => {
    for (const certificates of [
      [old, ending, good],
      [good, ending, old],
    ]) {
      const { state, until, reason, items } = judged({ roles: ['trusted'], certificates });
      expect({ state, until, reason }).toEqual({
        state: 'ok',
        until: good.notAfter,
        reason: 'its last CA, Good CA, expires',
      });
      expect(items.find(({ title }) => title === 'Old CA')?.note).toBe('it has expired and can be removed');
      expect(items.filter(({ counts }) => counts).map(({ title }) => title)).toEqual(['Good CA']);
    }
  });

  it('has expired when all of its CAs have', () => {
    expect(judged({ roles: ['trusted'], certificates: [old] })).toMatchObject({ state: 'expired', daysLeft: -25 });
  });

  it('goes by a CA that begins before the former one ends, and not by one that begins later', () => {
    const next = (from: string) => root('Next CA', '2031-01-01T00:00:00Z', { notBefore: from });
    const inTime = judged({ roles: ['trusted'], certificates: [ending, next('2026-11-29T00:00:00Z')] });
    const tooLate = judged({ roles: ['trusted'], certificates: [ending, next('2026-12-02T00:00:00Z')] });
    expect(inTime).toMatchObject({ state: 'ok', until: '2031-01-01T00:00:00Z' });
    expect(tooLate).toMatchObject({ state: 'crit', until: ending.notAfter });
  });

  it('is not usable before its first CA begins', () => {
    const next = root('Next CA', '2031-01-01T00:00:00Z', { notBefore: '2027-01-01T00:00:00Z' });
    expect(judged({ roles: ['trusted'], certificates: [old, next] })).toMatchObject({
      state: 'not-yet-valid',
      decidedBy: { title: 'Next CA' },
    });
  });

  it('goes by the CA in use where that is known, until a renewed one of the same key takes over', () => {
    const use = { trustedInUse: [ending.sha256] };
    const certificates = [good, ending];
    expect(judged({ roles: ['trusted'], certificates, ...use })).toMatchObject({
      state: 'crit',
      until: ending.notAfter,
      reason: 'the CA in use, Ending CA, expires',
    });
    const renewed = root('Ending CA', '2029-01-01T00:00:00Z');
    const { state, until, reason, items } = judged({
      roles: ['trusted'],
      certificates: [...certificates, renewed],
      ...use,
    });
    expect({ state, until, reason }).toEqual({
      state: 'ok',
      until: renewed.notAfter,
      reason: 'the CA in use, Ending CA, expires',
    });
    expect(items[0]?.note).toBe('no upstream that was asked needs it');
  });

  describe('with an intermediate that has expired', () => {
    const gone = certificate('Issuing CA', '2026-11-20T00:00:00Z', { ca: true });
    const renewed = certificate('Issuing CA', '2028-01-01T00:00:00Z', { ca: true });

    it('warns where no upstream was asked: OpenSSL takes it before the renewed one that is sent', () => {
      expect(judged({ roles: ['trusted'], certificates: [good, gone] })).toMatchObject({
        state: 'warn',
        until: good.notAfter,
        reason: expect.stringContaining(`Issuing CA (line ${gone.line}) has expired, and nginx takes it before`),
      });
      expect(judged({ certificates: [good, gone] }).state).toBe('warn');
    });

    it('is well where a valid one stands beside it', () => {
      expect(judged({ roles: ['trusted'], certificates: [good, gone, renewed] }).state).toBe('ok');
    });

    it('has expired where the path of an upstream goes through it, and is well where none does', () => {
      const certificates = [good, gone];
      const through = { trustedInUse: [gone.sha256, good.sha256] };
      expect(judged({ roles: ['trusted'], certificates, ...through })).toMatchObject({
        state: 'expired',
        reason: 'the CA in use, Issuing CA has expired',
        decidedBy: { line: gone.line },
      });
      expect(judged({ roles: ['trusted'], certificates, trustedInUse: [good.sha256] }).state).toBe('ok');
    });

    it('is told before, where the path of an upstream goes through it', () => {
      const through = { trustedInUse: [gone.sha256, good.sha256] };
      const earlier = judged({ roles: ['trusted'], certificates: [good, gone], ...through }, '2026-11-18T00:00:00Z');
      expect(earlier).toMatchObject({ state: 'crit', daysLeft: 2 });
    });
  });

  it('is of no use without a self-signed certificate, but for OCSP answers', () => {
    const intermediate = certificate('Issuing CA', '2030-01-01T00:00:00Z', { ca: true });
    expect(judged({ roles: ['trusted'], certificates: [intermediate] })).toMatchObject({
      state: 'crit',
      reason: expect.stringContaining('no self-signed CA'),
    });
    expect(judged({ roles: ['stapling'], certificates: [intermediate] })).toMatchObject({ state: 'ok' });
  });

  it('takes a self-signed server certificate for its own anchor, and an intermediate for none', () => {
    const own = root('api.internal', '2026-12-20T00:00:00Z', { ca: false });
    const intermediate = certificate('Issuing CA', '2026-11-20T00:00:00Z', { ca: true });
    expect(judged({ roles: ['trusted'], certificates: [intermediate, own] })).toMatchObject({
      state: 'warn',
      decidedBy: { title: 'api.internal' },
    });
  });

  it('is told of a file of CAs that is given by itself, and not of one with a server certificate', () => {
    expect(judged({ certificates: [ending, good] }).state).toBe('ok');
    expect(judged({ certificates: [ending, certificate('api', '2030-01-01T00:00:00Z')] }).state).toBe('crit');
  });

  it('counts in its worst use', () => {
    const roles = ['trusted', 'listener'] as const;
    const both = judged({ roles, certificates: [ending, { ...good, ca: false }] });
    expect(both).toMatchObject({ state: 'crit', decidedBy: { title: 'Ending CA' } });
    expect(both.items.every(({ counts }) => counts)).toBe(true);
  });

  it('has a valid CA at every moment before its end, and none at it', () => {
    const days = fc.integer({ min: 0, max: 60 });
    const span = fc.tuple(days, days).filter(([from, until]) => from < until);
    const date = (day: number) => new Date(Date.parse(now) + day * 86_400_000).toISOString().replace('.000Z', 'Z');
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 6 }), (spans) => {
        const certificates = spans.map(([from, until], index) =>
          root(`CA ${index}`, date(until), { notBefore: date(from) }),
        );
        const valid = (day: number) => spans.some(([from, until]) => from <= day && day < until);
        const { state, daysLeft } = judged({ roles: ['trusted'], certificates });
        expect(state === 'not-yet-valid').toBe(!valid(0));
        if (valid(0)) {
          for (let day = 0; day < (daysLeft ?? 0); day++) expect(valid(day)).toBe(true);
          expect(valid(daysLeft ?? 0)).toBe(false);
        }
      }),
    );
  });
});

describe('revocation lists', () => {
  it('end with the latest of each CA, and with the first CA that has none', () => {
    const lists = [
      list('CA one', '2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z'),
      list('CA one', '2026-11-15T00:00:00Z', '2027-02-01T00:00:00Z'),
      list('CA two', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'),
    ];
    const { state, reason, items } = judged({ roles: ['revocation'], lists });
    expect({ state, reason }).toEqual({ state: 'warn', reason: 'the list of CA two expires' });
    expect(items.filter(({ counts }) => !counts)).toMatchObject([{ state: 'expired', line: lists[0]?.line }]);
  });

  it('warn in the last third of their life and are critical in the last tenth, though certificates do earlier', () => {
    const weekly = list('CA', '2026-11-26T00:00:00Z', '2026-12-06T00:00:00Z');
    const states = ['2026-11-26', '2026-12-02T15', '2026-12-02T17', '2026-12-04T23', '2026-12-05', '2026-12-06'].map(
      (at) =>
        judged({ roles: ['revocation'], lists: [weekly] }, at.length > 10 ? `${at}:00:00Z` : `${at}T00:00:00Z`).state,
    );
    expect(states).toEqual(['ok', 'ok', 'warn', 'warn', 'crit', 'expired']);
  });

  it('may have no end, or be missing where the configuration expects one', () => {
    expect(judged({ roles: ['revocation'], lists: [list('CA', '2026-11-01T00:00:00Z', undefined)] })).toMatchObject({
      state: 'ok',
      until: undefined,
    });
    expect(judged({ roles: ['revocation'] })).toMatchObject({
      state: 'unreadable',
      problems: [{ message: expect.stringContaining('no revocation list') }],
    });
  });
});

describe('the check as a whole', () => {
  const of = (state: string, until: string) => source(state, { certificates: [certificate(state, until)] });
  const sources = [
    of('ok', '2028-01-01T00:00:00Z'),
    of('warn', '2026-12-20T00:00:00Z'),
    source('broken', { problems: [{ file: 'broken', line: 3, message: 'This certificate is cut off.' }] }),
    of('expired', '2026-11-01T00:00:00Z'),
    of('crit', '2026-11-30T00:00:00Z'),
  ];

  it('shows the weakest first, counts states, and keeps every problem', () => {
    const check = checkCertificates({
      sources,
      at: now,
      thresholds: month,
      problems: [{ file: 'x', message: 'gone' }],
    });
    expect(check.sources.map(({ name }) => name)).toEqual(['broken', 'expired', 'crit', 'warn', 'ok']);
    expect(check.count).toEqual({ ok: 1, warn: 1, crit: 1, 'not-yet-valid': 0, expired: 1, unreadable: 1 });
    expect(check.problems.map(({ file }) => file)).toEqual(['x', 'broken']);
  });

  it.each([
    [['ok'], 'ok'],
    [['ok', 'warn'], 'warning'],
    [['warn', 'broken'], 'unknown'],
    [['broken', 'crit'], 'critical'],
    [['ok', 'expired'], 'critical'],
  ])('of %j is %s', (names, severity) => {
    const some = sources.filter(({ name }) => names.includes(name));
    expect(severityOf(checkCertificates({ sources: some, at: now, thresholds: month }))).toBe(severity);
  });

  it('judges a moment to come', () => {
    const at = (moment: string) => checkCertificates({ sources, at: moment, thresholds: month }).count.expired;
    expect([at(now), at('2026-12-01T00:00:00Z'), at('2027-01-01T00:00:00Z')]).toEqual([1, 2, 3]);
  });

  it('takes dates that the calendar does not have for unreadable', () => {
    const odd = source('odd', { certificates: [certificate('odd', '2026-13-45T00:00:00Z')] });
    const { sources: checked } = checkCertificates({ sources: [odd], at: now, thresholds: month });
    expect(checked).toMatchObject([{ state: 'unreadable', problems: [{ message: expect.stringContaining('dates') }] }]);
  });

  it('holds for the year 9999 and for years before 1970', () => {
    const ends = ['9999-12-31T23:59:59Z', '1950-01-01T00:00:00Z'];
    const states = ends.map((end) =>
      judged({ certificates: [certificate('x', end, { notBefore: '1949-01-01T00:00:00Z' })] }),
    );
    expect(states.map(({ state, daysLeft }) => [state, daysLeft])).toEqual([
      ['ok', 2_912_113],
      ['expired', -28_088],
    ]);
  });
});
