import { senseOf } from '../names/sense.js';
import { judgeHeader } from './header.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, type Target } from './value.js';

/** The line below the heads of a table in Markdown. */
const rule = /^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$/;
const mostColumns = 40;
const longestLine = 4000;

interface Cell {
  readonly start: number;
  readonly text: string;
}

/** Judges the columns of tables whose head promises a secret: Markdown anywhere, commas from the first line on. */
export function judgeTables(target: Target): void {
  const { text } = target;
  judgeInserts(target);
  const inMarkdown = target.holds('|--', '| --', '|:-', '| :-');
  const first = text.slice(0, longestLine).split('\n')[0] ?? '';
  if (!inMarkdown && headOf(cellsOf(first, ',', 0), ',', '') === undefined) return;
  const separator = inMarkdown ? '|' : ',';
  let columns: readonly (string | undefined)[] | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const next = start + line.length + 1;
    const cells = line.length < longestLine ? cellsOf(line, separator, start) : [];
    if (columns !== undefined && !rule.test(line)) {
      if (cells.length === columns.length) judgeRow(target, cells, columns);
      else columns = undefined;
    }
    if (columns === undefined && inMarkdown) judgeNamedRow(target, cells);
    if (columns === undefined && (inMarkdown || start === 0))
      columns = headOf(cells, separator, inMarkdown ? (text.slice(next, next + longestLine).split('\n')[0] ?? '') : '');
    start = next;
  }
}

/** The columns of a line that is a head: short names, one of them a secret's. Of Markdown a rule stands below. */
function headOf(cells: readonly Cell[], separator: string, below: string): readonly (string | undefined)[] | undefined {
  if (cells.length < 2 || cells.length > mostColumns) return undefined;
  if (separator === '|' && !rule.test(below)) return undefined;
  // Words between commas are a sentence; a file has names of columns.
  if (separator === ',' && (cells.length < 3 || !cells.every(({ text }) => /^[A-Za-z][\w.-]{1,30}$/.test(text))))
    return undefined;
  if (!cells.every(({ text }) => /^[\p{L}][\p{L}\p{N}_ -]{0,39}$/u.test(text) || text === '')) return undefined;
  const columns = cells.map(({ text }) => (senseOf(text.replaceAll(' ', '_')) === 'secret' ? text : undefined));
  return columns.some((name) => name !== undefined) ? columns : undefined;
}

/** `INSERT INTO t (login, password) VALUES ('…', '…')` */
const insert =
  /\bINSERT INTO [`"[\]\w.]{1,80} ?\(([^()\n]{3,600})\)\s{1,8}VALUES\s{0,8}((?:\((?:[^()'\n]|'[^'\n]{0,400}'){1,2000}\)\s{0,4},?\s{0,8}){1,1000})/gi;

function judgeInserts(target: Target): void {
  if (!/INSERT INTO/i.test(target.text)) return;
  for (const { index, 0: whole, 1: names = '', 2: rows = '' } of target.text.matchAll(insert)) {
    const columns = names.split(',').map((name) => name.replace(/[`"[\]\s]/g, ''));
    const from = index + whole.length - rows.length;
    for (const row of rows.matchAll(/\((?:[^()']|'[^']*')*\)/g)) {
      const values = row[0].slice(1).matchAll(/'([^']*)'|[^,']+/g);
      let column = 0;
      for (const value of values) {
        if (/^\s*\)?$/.test(value[0])) continue;
        const name = columns[column++] ?? '';
        const quoted = value[1];
        if (quoted === undefined) continue;
        const start = from + row.index + 1 + value.index + 1;
        const sense = senseOf(name);
        if (sense === 'user' || /^(?:login|nickname)$/i.test(name))
          judgeUserName(target, start, start + quoted.length, 'table/insert');
        else if (sense === 'secret')
          judgeValue(target, start, start + quoted.length, {
            strength: 'secret',
            kind: kindOf(name),
            layer: 'position',
            rule: 'table/insert',
          });
      }
    }
  }
}

function judgeRow(target: Target, cells: readonly Cell[], columns: readonly (string | undefined)[]): void {
  for (const [index, { start, text }] of cells.entries()) {
    const name = columns[index];
    if (name === undefined || text === '') continue;
    judgeValue(target, start, start + text.length, {
      strength: 'suspect',
      kind: kindOf(name),
      layer: 'position',
      rule: 'table/column',
    });
  }
}

/** `| X-Trustline | … |`: a row whose first cell is the name of the second. */
function judgeNamedRow(target: Target, cells: readonly Cell[]): void {
  const [name, value] = cells.filter(({ text }) => text !== '');
  if (name === undefined || value === undefined) return;
  if (/^x-[a-z][\w-]*$/i.test(name.text))
    judgeHeader(target, name.text, value.start, value.start + value.text.length, 'suspect', 'table/row');
  else if (senseOf(name.text.replaceAll(' ', '_')) === 'secret' && !/\s/.test(value.text))
    judgeValue(target, value.start, value.start + value.text.length, {
      strength: 'suspect',
      kind: kindOf(name.text),
      layer: 'position',
      rule: 'table/row',
    });
}

/** Without blanks, quotes and backticks around them. */
function cellsOf(line: string, separator: string, offset: number): readonly Cell[] {
  const bare = line.replace(/\r$/, '');
  const cells: Cell[] = [];
  let at = 0;
  for (const part of bare.split(separator)) {
    const lead = /^[ \t"'`]*/.exec(part)?.[0].length ?? 0;
    const text = part.slice(lead).replace(/[ \t"'`]+$/, '');
    cells.push({ start: offset + at + lead, text });
    at += part.length + 1;
  }
  return cells;
}
