import { visible } from '../reports/visible.js';
import { type CertCheck, type Severity, severityOf } from './check.js';
import type { CheckedSource } from './source.js';
import { inDays } from './thresholds.js';
import { inWords, otherProblems, placeOf, problemText, summaryText, usesText } from './wording.js';

/** What a monitoring plugin prints and exits with. */
export interface PluginResult {
  readonly text: string;
  readonly code: 0 | 1 | 2 | 3;
}

const codes: Readonly<Record<Severity, PluginResult['code']>> = { ok: 0, warning: 1, critical: 2, unknown: 3 };

/** More lines than this are cut off by the servers that read them (8 KB in Nagios). */
const mostLines = 60;

/** By the guidelines of monitoring plugins: one line with performance data, then what is to be done, weakest first. */
export function certCheckPlugin(check: CertCheck): PluginResult {
  const severity = severityOf(check);
  const found = check.sources.filter(({ state }) => state !== 'ok');
  const weakest = check.sources.find(({ state }) => state !== 'unreadable');
  const subject = severity === 'unknown' ? unread(check) : weakest === undefined ? '' : sentence(weakest);
  const first = [subject, summaryText(check)].filter((text) => text !== '').join('; ');
  const shown = found.map(sentence);
  const long = [...shown, ...otherProblems(check).map(problemText)];
  const more = long.length > mostLines ? [`and ${long.length - mostLines} more`] : [];
  const lines = [
    `CERT ${severity.toUpperCase()}: ${safe(first)} | ${performanceData(check, weakest)}`,
    ...[...long.slice(0, mostLines), ...more].map(safe),
  ];
  return { text: `${lines.join('\n')}\n`, code: codes[severity] };
}

/** For input of which nothing can be said. */
export function pluginFailure(message: string): PluginResult {
  return { text: `CERT UNKNOWN: ${safe(message)}\n`, code: 3 };
}

function unread({ problems, sources }: CertCheck): string {
  const [problem] = problems;
  if (problem !== undefined) return problemText(problem);
  const source = sources.find(({ state }) => state === 'unreadable');
  return source === undefined ? '' : sentence(source);
}

function sentence(source: CheckedSource): string {
  const { reason, state } = source;
  const when = state === 'unreadable' || state === 'not-yet-valid' ? '' : ` ${inWords(source)}`;
  const uses = source.usedBy.length > 0 ? `, ${usesText(source, 3)}` : '';
  return `${placeOf(source)}: ${reason}${when}${uses}`.trimEnd();
}

/** 'label'=value;warn;crit. Days, rounded down; U where nothing has an end. */
function performanceData({ count, sources, thresholds }: CertCheck, weakest: CheckedSource | undefined): string {
  const critical = count.crit + count.expired + count['not-yet-valid'];
  return [
    `days_left=${weakest?.daysLeft ?? 'U'};${inDays(thresholds.warn)};${inDays(thresholds.crit)}`,
    `sources=${sources.length};;;0`,
    `warning=${count.warn};;;0`,
    `critical=${critical};;;0`,
    `unreadable=${count.unreadable};;;0`,
  ].join(' ');
}

/** A bar would begin the performance data. */
const safe = (text: string) => text.split('\n').map(visible).join(' ').replaceAll('|', '¦');
