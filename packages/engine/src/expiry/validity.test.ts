import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compareStates, type State, validityAt } from './validity.js';

const day = 86_400_000;
const limits = { warn: 30 * 86_400, crit: 7 * 86_400 };
const at = Date.parse('2026-11-26T00:00:00Z');
const judged = (left: number, from = -day) => validityAt(at + from, at + left, at, limits);

describe('a period of validity at a moment', () => {
  it.each<[string, number, State, number]>([
    ['a second more than 30 days', 30 * day + 1000, 'ok', 30],
    ['30 days to the second', 30 * day, 'warn', 30],
    ['a second less', 30 * day - 1000, 'warn', 29],
    ['a second more than 7 days', 7 * day + 1000, 'warn', 7],
    ['7 days to the second', 7 * day, 'crit', 7],
    ['its last second', 1000, 'crit', 0],
    ['the second of its end', 0, 'expired', 0],
    ['a second later', -1000, 'expired', -1],
    ['a day later', -day, 'expired', -1],
    ['more than a day later', -day - 1000, 'expired', -2],
  ])('%s before the end', (_, left, state, daysLeft) => {
    expect(judged(left)).toMatchObject({ state, daysLeft });
  });

  it('begins with the second of notBefore', () => {
    expect(judged(day * 90, 1000).state).toBe('not-yet-valid');
    expect(judged(day * 90, 0).state).toBe('ok');
  });

  it('has no end where none is given', () => {
    expect(validityAt(at, undefined, at, limits)).toEqual({
      state: 'ok',
      secondsLeft: undefined,
      daysLeft: undefined,
    });
  });

  it('never gets better as time goes by, once it has begun', () => {
    const seconds = fc.integer({ min: 0, max: 100 * 86_400 });
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        const states = [Math.min(one, other), Math.max(one, other)].map(
          (later) => validityAt(at, at + 50 * day, at + later * 1000, limits).state,
        );
        expect(compareStates(states[0] ?? 'ok', states[1] ?? 'ok')).toBeLessThanOrEqual(0);
      }),
    );
  });
});

it('ends in the second in which OpenSSL ends it, and begins with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stackengine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const openssl = (...args: string[]) => spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  openssl(
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '20'],
    ...['-subj', '/CN=boundary', '-keyout', 'key.pem', '-out', 'c.pem'],
  );
  const dates = openssl('x509', '-in', 'c.pem', '-noout', '-startdate', '-enddate').stdout;
  const [from = 0, until = 0] = [...dates.matchAll(/=(.*)/g)].map(([, date]) => Date.parse(date ?? ''));
  const accepts = (moment: number) =>
    openssl('verify', '-attime', String(moment / 1000), '-CAfile', 'c.pem', 'c.pem').status === 0;
  for (const moment of [from - 1000, from, until - 1000, until, until + 1000]) {
    const { state } = validityAt(from, until, moment, { warn: 0, crit: 0 });
    expect(state === 'ok', new Date(moment).toISOString()).toBe(accepts(moment));
  }
});
