import type { SkippedValue } from './certificate-files.js';
import type { Moment } from './items.js';
import { judgeSource } from './judge.js';
import type { CertProblem, CertSource, CheckedSource, SourceState } from './source.js';
import type { Thresholds } from './thresholds.js';
import { compareStates } from './validity.js';
import { compareEnds } from './verdict.js';

export interface CertCheckInput {
  readonly sources: readonly CertSource[];
  /** ISO 8601. */
  readonly at: string;
  readonly thresholds: Thresholds;
  /** Values of the configuration that name no file. */
  readonly skipped?: readonly SkippedValue[];
  /** Inputs that could not be read at all. */
  readonly problems?: readonly CertProblem[];
}

/** What `cert check` answers. */
export interface CertCheck {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly thresholds: Thresholds;
  /** Weakest first. */
  readonly sources: readonly CheckedSource[];
  readonly skipped: readonly SkippedValue[];
  /** Of inputs without a source, then of the sources. */
  readonly problems: readonly CertProblem[];
  /** How many sources are in each state. */
  readonly count: Readonly<Record<SourceState, number>>;
}

/** Judges all sources at a moment. `at` must be a date; what can't be read is a problem, and the others are judged. */
export function checkCertificates({ sources, at, thresholds, skipped = [], problems = [] }: CertCheckInput): CertCheck {
  // A second is what dates of certificates are told in.
  const moment: Moment = { at: Math.floor(Date.parse(at) / 1000) * 1000, thresholds };
  const checked = sources.map((source) => judgeSource(source, moment)).sort(compareSources);
  const count = { ok: 0, warn: 0, crit: 0, 'not-yet-valid': 0, expired: 0, unreadable: 0 };
  for (const { state } of checked) count[state]++;
  return {
    at: new Date(moment.at).toISOString().replace('.000Z', 'Z'),
    thresholds,
    sources: checked,
    skipped,
    problems: [...problems, ...checked.flatMap((source) => source.problems)],
    count,
  };
}

/** What can't be judged first, then by state, then by what ends first, then by name, so that two runs print the same. */
function compareSources(one: CheckedSource, other: CheckedSource): number {
  const unread = Number(other.state === 'unreadable') - Number(one.state === 'unreadable');
  if (unread !== 0) return unread;
  if (one.state !== 'unreadable' && other.state !== 'unreadable') {
    const byState = compareStates(other.state, one.state);
    if (byState !== 0) return byState;
  }
  return compareEnds(one.secondsLeft, other.secondsLeft) || (one.name < other.name ? -1 : 1);
}

export type Severity = 'ok' | 'warning' | 'critical' | 'unknown';

/** Worst of all sources, as monitoring plugins tell it: what is known to be critical before what could not be read. */
export function severityOf({ count, problems }: CertCheck): Severity {
  if (count.expired + count['not-yet-valid'] + count.crit > 0) return 'critical';
  if (count.unreadable > 0 || problems.length > 0) return 'unknown';
  return count.warn > 0 ? 'warning' : 'ok';
}
