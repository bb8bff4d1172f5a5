export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const metricName = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/**
 * Reads Prometheus' text format by its grammar, and throws where a collector would refuse it: a series without HELP and TYPE
 * before it, families in two parts, the same series twice, a wrong escape, a missing last line feed.
 */
export function parseExposition(text: string): readonly Series[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no line feed');
  const families = new Map<string, { help: boolean; type: boolean; open: boolean }>();
  const seen = new Set<string>();
  const series: Series[] = [];
  let current = '';
  for (const line of text.split('\n').slice(0, -1)) {
    const [, kind, name = '', rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind !== undefined) {
      const family = families.get(name) ?? { help: false, type: false, open: true };
      if (kind === 'HELP' ? family.help : family.type) throw new Error(`${kind} of ${name} stands twice`);
      if (name !== current && families.has(name)) throw new Error(`${name} stands in two parts`);
      if (kind === 'TYPE' && rest !== 'gauge') throw new Error(`${name} is no gauge: ${rest}`);
      if (kind === 'HELP' && !/^(?:[^\\]|\\[\\n])*$/.test(rest ?? '')) throw new Error(`a wrong escape: ${line}`);
      families.set(name, { ...family, ...(kind === 'HELP' ? { help: true } : { type: true }) });
      current = name;
      continue;
    }
    const one = parseSeries(line);
    const family = families.get(one.name);
    if (family?.help !== true || !family.type || one.name !== current)
      throw new Error(`no HELP and TYPE before: ${line}`);
    const key = JSON.stringify([one.name, Object.entries(one.labels).sort()]);
    if (seen.has(key)) throw new Error(`the same series twice: ${line}`);
    seen.add(key);
    series.push(one);
  }
  return series;
}

function parseSeries(line: string): Series {
  const [, name = '', inside, value = ''] = /^([^{ ]+)(?:\{(.*)\})? (\S+)$/s.exec(line) ?? [];
  if (!metricName.test(name)) throw new Error(`no metric name: ${line}`);
  if (!/^(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[+-]Inf|NaN)$/.test(value)) throw new Error(`no value: ${line}`);
  const labels: Record<string, string> = {};
  let rest = inside ?? '';
  while (rest !== '') {
    const [whole, label = '', escaped = ''] =
      /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,(?=.)|$)/su.exec(rest) ?? [];
    if (whole === undefined || Object.hasOwn(labels, label)) throw new Error(`labels that can not be read: ${line}`);
    labels[label] = escaped.replace(/\\([\\"n])/g, (_, character) => (character === 'n' ? '\n' : character));
    rest = rest.slice(whole.length);
  }
  return { name, labels, value: value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value) };
}
