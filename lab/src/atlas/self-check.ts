import type { Outcome } from '@stackengine/engine';
import type { Lab } from '../lab.js';
import type { Check, Expected } from './check.js';
import { connectChecks } from './connect.js';
import { handshakeChecks } from './handshake.js';
import { verifyChecks } from './verify.js';

/** What nginx is known to do (docs: the failure atlas), to show that the player plays it. */
export const checks: readonly Check[] = [...verifyChecks, ...handshakeChecks, ...connectChecks];

function lineOf(expected: Expected, nginx: string): RegExp | 'empty' {
  const { line } = expected;
  if (line === 'empty' || line instanceof RegExp) return line;
  const [before, current] = line;
  return /^1\.(\d|1\d|2[0-2])\./.test(nginx) ? before : current;
}

function differences(
  expected: Expected,
  got: { status: number | undefined; errorLog: string; accessLog: string },
  nginx: string,
) {
  const line = lineOf(expected, nginx);
  const found: string[] = [];
  if (got.status !== expected.status)
    found.push(`status ${got.status}, not ${expected.status}; log: ${got.errorLog.trim()}`);
  if (line === 'empty' ? got.errorLog !== '' : !line.test(got.errorLog)) {
    found.push(`wanted ${line === 'empty' ? 'an empty log' : line}, got: ${got.errorLog.trim()}`);
  }
  if (expected.access !== undefined && !expected.access.test(got.accessLog))
    found.push(`access log: ${got.accessLog.trim()}`);
  return found;
}

/** In what an outcome is not what was expected, as sentences; empty where it is. */
export function compare({ world, expected }: Check, outcome: Outcome): readonly string[] {
  const [first] = expected;
  if (!outcome.started) {
    return first === undefined ? [] : differences(first, { ...outcome, status: undefined }, outcome.nginx);
  }
  const requests = outcome.steps.filter((_, index) => world.steps[index]?.type === 'request');
  return expected.flatMap((each, index) => {
    const got = requests[index];
    return got === undefined ? ['a request is missing'] : differences(each, got, outcome.nginx);
  });
}

export async function runCheck(lab: Lab, check: Check): Promise<readonly string[]> {
  return compare(check, await lab.play(check.world));
}
