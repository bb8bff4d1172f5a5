/** What stands for a value that is somewhere else: nginx and shell variables, templates, expressions of pipelines and of HAProxy (`%[src]`), references. */
const reference =
  /\$\{\{[^}\n]{0,200}\}\}|\$\{[A-Za-z_]\w{0,80}(?::?[-?+=][^}\n]{0,200})?\}|\$\{[^}\s]{1,200}\}|\$\([^)\n]{1,200}\)|\$\w+|\{\{[^}\n]{0,200}\}\}|<%[^%\n]{0,200}%>|%\([\w.]{1,80}\)s|%(?:\{[^}\s]{0,20}\})?\[(?!(?:str|bin)\()[a-z][\w.-]{1,30}(?:[(,][^\]\n]{0,200})?\]|%\{[^}\s]{1,80}\}\w?|^%[A-Z_][A-Z0-9_]{1,60}%$|\[(?:REDACTED|FILTERED|MASKED|HIDDEN)\]/g;

/** A run of a value that is written out. Offsets are into the value. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** The runs of a value between its variables and templates, without the blanks and punctuation at their ends that separate them. */
export function writtenOut(value: string): readonly Run[] {
  if (!/[$<[{%]/.test(value)) return trimmed(value, 0, value.length, false, false);
  const runs: Run[] = [];
  let from = 0;
  for (const match of value.matchAll(reference)) {
    runs.push(...trimmed(value, from, match.index, from > 0, true));
    from = match.index + match[0].length;
  }
  runs.push(...trimmed(value, from, value.length, from > 0, false));
  return runs;
}

/** Separators beside a variable belong to neither. */
function trimmed(
  value: string,
  start: number,
  end: number,
  afterVariable: boolean,
  beforeVariable: boolean,
): readonly Run[] {
  let from = start;
  let to = end;
  const separator = /[\s:;,|.\-_=&?/]/;
  const blank = /\s/;
  if (afterVariable) from += /^(?:[:;,|.\-_=&?/]*\s+|[:;,|.\-_=&?/]*)/.exec(value.slice(from, to))?.[0].length ?? 0;
  while (from < to && blank.test(value[from] ?? '')) from++;
  while (from < to && (beforeVariable ? separator : blank).test(value[to - 1] ?? '')) to--;
  return from < to ? [{ start: from, end: to }] : [];
}
