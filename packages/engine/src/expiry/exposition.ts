import { visible } from '../reports/visible.js';

/** Labels in the order in which they are printed; an empty value is the same as none. */
export type Labels = Readonly<Record<string, string | undefined>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/**
 * Gauges in the text format that node_exporter's textfile collector and Prometheus read (exposition format 0.0.4). Each series
 * stands once: of several with the same labels the lowest value stays, which is the one to act on. A gauge without samples is
 * left out.
 */
export function exposition(gauges: readonly Gauge[]): string {
  return gauges.flatMap(lines).join('');
}

function lines({ name, help, samples }: Gauge): readonly string[] {
  const series = new Map<string, number>();
  for (const { labels, value } of samples) {
    const key = `${name}${labelText(labels)}`;
    series.set(key, Math.min(value, series.get(key) ?? Number.POSITIVE_INFINITY));
  }
  if (series.size === 0) return [];
  const head = [`# HELP ${name} ${escapedHelp(help)}\n`, `# TYPE ${name} gauge\n`];
  return [...head, ...[...series].map(([key, value]) => `${key} ${valueText(value)}\n`)];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}="${escapedValue(value)}"`],
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Backslash, quotation mark and line feed are all that the format escapes; what steers a terminal is spelt out before. */
const escapedValue = (text: string) =>
  text.split('\n').map(visible).join('\n').replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');

const escapedHelp = (text: string) => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');

const valueText = (value: number) => (value === Number.POSITIVE_INFINITY ? '+Inf' : String(value));
