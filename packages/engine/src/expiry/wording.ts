import type { CertCheck } from './check.js';
import type { CertProblem, CheckedSource, SourceState } from './source.js';
import { inDays } from './thresholds.js';

/** `12 d`, `5 h`, `-3 d`: whole days gone or to come, as words count them ("3 days ago"), or hours within a day. */
export function leftText({ secondsLeft }: Pick<CheckedSource, 'secondsLeft'>): string {
  if (secondsLeft === undefined) return '';
  return Math.abs(secondsLeft) < 86_400
    ? `${Math.trunc(secondsLeft / 3600)} h`
    : `${Math.trunc(secondsLeft / 86_400)} d`;
}

/** `in 12 days`, `5 hours ago`, for a sentence. */
export function inWords({ secondsLeft }: Pick<CheckedSource, 'secondsLeft'>): string {
  if (secondsLeft === undefined) return '';
  const away = Math.abs(secondsLeft);
  const span = away < 86_400 ? counted(Math.floor(away / 3600), 'hour') : counted(Math.floor(away / 86_400), 'day');
  return secondsLeft > 0 ? `in ${span}` : `${span} ago`;
}

function counted(count: number, unit: string): string {
  if (count === 0) return `less than an ${unit}`;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The lines that name a file, each as `directive (file:line)`. */
export function usesText({ usedBy }: CheckedSource, most: number): string {
  const shown = usedBy.slice(0, most).map(({ directive, file, line }) => `${directive} (${file}:${line})`);
  return [...shown, ...(usedBy.length > most ? [`and ${usedBy.length - most} more`] : [])].join(', ');
}

/** Path with line of what decides, or `host:port`. */
export function placeOf({ kind, name, decidedBy, problems }: CheckedSource): string {
  if (kind === 'host') return name;
  const [problem] = problems;
  const line = decidedBy?.line ?? (problem?.file === name ? problem.line : undefined);
  return line === undefined ? name : `${name}:${line}`;
}

/** `file:line: message`. */
export function problemText({ file, line, message }: CertProblem): string {
  return `${line === undefined ? file : `${file}:${line}`}: ${message}`;
}

/** The problems that are not told as the reason of a source that could not be read. */
export function otherProblems({ problems, sources }: CertCheck): readonly CertProblem[] {
  const told = new Set(sources.map((source) => (source.state === 'unreadable' ? source.problems[0] : undefined)));
  return problems.filter((problem) => !told.has(problem));
}

const states: readonly SourceState[] = ['unreadable', 'expired', 'not-yet-valid', 'crit', 'warn', 'ok'];

/** `3 files, 2 servers: 1 expired, 4 ok`. */
export function summaryText({ sources, count, thresholds }: CertCheck): string {
  const hosts = sources.filter(({ kind }) => kind === 'host').length;
  const files = sources.length - hosts;
  const counted = [
    ...(files > 0 || hosts === 0 ? [`${files} ${files === 1 ? 'file' : 'files'}`] : []),
    ...(hosts > 0 ? [`${hosts} ${hosts === 1 ? 'server' : 'servers'}`] : []),
  ].join(', ');
  const told = states.filter((state) => count[state] > 0).map((state) => `${count[state]} ${state}`);
  const limits = `warn ${inDays(thresholds.warn)} d, crit ${inDays(thresholds.crit)} d`;
  return `${[counted, told.join(', ')].filter((text) => text !== '').join(': ')} (${limits})`;
}
