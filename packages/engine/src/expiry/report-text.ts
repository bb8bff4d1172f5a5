import { type Paint, withColour, withoutColour } from '../reports/colour.js';
import { visible } from '../reports/visible.js';
import { wrap } from '../reports/wrap.js';
import type { CertCheck } from './check.js';
import type { CheckedSource, SourceState } from './source.js';
import { leftText, otherProblems, placeOf, problemText, summaryText, usesText } from './wording.js';

export interface CertCheckTextOptions {
  readonly colour: boolean;
  readonly width: number;
  /** Leaves out notes and what was not looked at. */
  readonly quiet: boolean;
  /** A date (ISO 8601) as the reader's clock shows it, all of the same length. */
  readonly localTime: (date: string) => string;
}

interface Row {
  readonly source: CheckedSource;
  readonly cells: readonly string[];
}

/** A table for people, weakest first. */
export function renderCertCheck(check: CertCheck, options: CertCheckTextOptions): string {
  const paint = options.colour ? withColour : withoutColour;
  const rows = check.sources.map((source): Row => ({ source, cells: cellsOf(source, options) }));
  const heads = ['STATE', 'LEFT', 'UNTIL', 'WHERE'];
  const widths = heads.map((head, column) =>
    Math.min(
      40,
      rows.reduce((most, { cells }) => Math.max(most, cells[column]?.length ?? 0), head.length),
    ),
  );
  const lines = [
    ...(rows.length === 0 ? [] : [paint.quiet(`${padded(heads, widths)}  WHAT`)]),
    ...rows.flatMap((row) => rowLines(row, widths, paint, options)),
    ...(rows.length === 0 ? [] : ['']),
    ...otherProblems(check).flatMap((problem) =>
      hanging(paint.alarm('error'), visible(problemText(problem)), options.width),
    ),
    ...(options.quiet
      ? []
      : check.skipped.flatMap(({ reason, use: { directive, file, line } }) =>
          hanging(paint.quiet('skipped'), `${directive} (${visible(file)}:${line}): ${visible(reason)}`, options.width),
        )),
    `${summaryText(check)}, at ${options.localTime(check.at)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function cellsOf(source: CheckedSource, { localTime }: CertCheckTextOptions): readonly string[] {
  const until = source.until === undefined ? '' : localTime(source.until);
  return [source.state, leftText(source), until, visible(placeOf(source)), visible(source.reason)];
}

function rowLines(
  { source, cells }: Row,
  widths: readonly number[],
  paint: Paint,
  { width, quiet }: CertCheckTextOptions,
): readonly string[] {
  const [state = '', ...rest] = cells;
  const what = cells.at(-1) ?? '';
  const head = `${painted(source.state, state.padEnd(widths[0] ?? 0), paint)}  ${padded(rest.slice(0, -1), widths.slice(1))}`;
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  const used = source.usedBy.length === 0 ? [] : [`used by ${visible(usesText(source, 4))}`];
  const details = [...used, ...(quiet ? [] : [...source.notes.map(visible), ...besideText(source)])];
  const room = Math.max(width - indent.length, 30);
  return [
    `${head}  ${what}`.trimEnd(),
    ...details.flatMap((text) => wrap(text, room)).map((line) => indent + paint.quiet(line)),
  ];
}

/** Expired CAs that can go. Others beside need no word. */
function besideText({ items }: CheckedSource): readonly string[] {
  const removable = items.filter(({ counts, state }) => !counts && state === 'expired');
  const [first] = removable;
  if (first === undefined) return [];
  const named = `${visible(first.title)} (line ${first.line})`;
  if (removable.length === 1) return [`beside it ${named} has expired and can be removed`];
  return [`beside it ${named} and ${removable.length - 1} more have expired and can be removed`];
}

/** LEFT is a number and stands to the right. */
function padded(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return /^(?:-?\d+ [dh]|LEFT)$/.test(cell) ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ');
}

function hanging(label: string, text: string, width: number): readonly string[] {
  return wrap(text, Math.max(width - 9, 30)).map((line, index) => (index === 0 ? `${label}  ${line}` : `  ${line}`));
}

function painted(state: SourceState, text: string, paint: Paint): string {
  if (state === 'ok') return paint.good(text);
  return state === 'warn' ? paint.caution(text) : paint.alarm(text);
}
