/** A `log_format` of the configuration: its name, its strings put together, and its `escape=`. */
export interface AccessFormat {
  readonly name: string;
  readonly format: string;
  readonly escape?: string;
}

/** Values of variables by name, without `$`. */
export type Variables = ReadonlyMap<string, string>;

/** Reads a line in one format; undefined where the line has another. */
export type FormatReader = (line: string) => Variables | undefined;

/** nginx's predefined format, the common log format, and the one that ingress-nginx sets. */
export const knownFormats: readonly AccessFormat[] = [
  {
    name: 'upstreaminfo',
    format:
      '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr $upstream_response_length $upstream_response_time $upstream_status $req_id',
  },
  {
    name: 'combined',
    format:
      '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"$rest',
  },
  { name: 'common', format: '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent$rest' },
  {
    name: 'vhost_combined',
    format:
      '$host $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"$rest',
  },
];

const variable = /\$\{(\w+)\}|\$(\w+)/g;

/** What stands in a line, in its order: a text, or the value of a variable. */
export type FormatStep = { readonly literal: string } | { readonly variable: string; readonly reach: FormatReach };

/**
 * How far a value reaches: three digits; peers, one after the other; up to a character; to the end of the line; or as far as the rest
 * of the line allows, which only a regular expression finds.
 */
export type FormatReach =
  | { readonly is: 'status' | 'rest' }
  | { readonly is: 'peers'; readonly stop: string | undefined }
  | { readonly is: 'until'; readonly stop: string }
  | { readonly is: 'anything'; readonly pattern: string };

/** A `log_format` that is no JSON, taken apart. */
export function formatSteps({ format, escape: escaping }: AccessFormat): readonly FormatStep[] {
  const steps: FormatStep[] = [];
  const text = (literal: string) => {
    if (literal !== '') steps.push({ literal });
  };
  let at = 0;
  for (const found of format.matchAll(variable)) {
    text(format.slice(at, found.index));
    at = found.index + found[0].length;
    const name = found[1] ?? found[2] ?? '';
    steps.push({ variable: name, reach: reachOf(name, format.slice(at), escaping === 'none') });
  }
  text(format.slice(at));
  return steps;
}

export const isJsonFormat = ({ format }: AccessFormat): boolean => /^\s*\{/.test(format);

/** Turns a `log_format` into a reader. A JSON format is read by its keys, any other by what stands between the variables. */
export function formatReader(format: AccessFormat): FormatReader {
  if (isJsonFormat(format)) return jsonFormatReader(format);
  const steps = formatSteps(format);
  const names = steps.flatMap((step) => ('variable' in step ? [step.variable] : []));
  const pattern = steps.map((step) => ('literal' in step ? literal(step.literal) : `(${patternOf(step.reach)})`));
  const matcher = new RegExp(`^${pattern.join('')}\\s*$`, 's');
  return (line) => {
    const found = matcher.exec(line);
    return found === null ? undefined : new Map(names.map((name, index) => [name, found[index + 1] ?? '']));
  };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}

function reachOf(name: string, after: string, unescaped: boolean): FormatReach {
  if (name.startsWith('upstream_') && /^[\s\]"';|]|^$/.test(after))
    return { is: 'peers', stop: /^["';|]/.exec(after)?.[0] };
  if (name === 'status') return { is: 'status' };
  const next = after[0];
  if (next === undefined) return { is: 'rest' };
  if (next === '$') return { is: 'anything', pattern: '\\S*?' };
  if (unescaped && next === '"') return { is: 'anything', pattern: '.*?' };
  return { is: 'until', stop: next };
}

function patternOf(reach: FormatReach): string {
  switch (reach.is) {
    case 'peers': {
      // One after the other: `, ` between those of one group, ` : ` after an internal redirect.
      const peer = `[^\\s,${reach.stop ?? ''}]+`;
      return `${peer}(?:(?:, | : )${peer})*|`;
    }
    case 'status':
      return '\\d{3}';
    case 'rest':
      return '.*';
    case 'until':
      return `[^${reach.stop.replace(/[\\\]^-]/g, '\\$&')}]*`;
    case 'anything':
      return reach.pattern;
  }
}

const pairOfFormat = /"([^"]+)"\s*:\s*"?\$\{?(\w+)\}?"?/g;

/** The variables of a JSON format by their keys. */
export const jsonFormatNames = ({ format }: AccessFormat): ReadonlyMap<string, string> =>
  new Map([...format.matchAll(pairOfFormat)].map((found) => [found[1] ?? '', found[2] ?? '']));

function jsonFormatReader(format: AccessFormat): FormatReader {
  const names = jsonFormatNames(format);
  return (line) => {
    const values = jsonValues(line);
    if (values === undefined || ![...names.keys()].some((key) => values.has(key))) return undefined;
    const read = new Map<string, string>();
    for (const [key, value] of values) {
      const name = names.get(key);
      if (name !== undefined) read.set(name, value);
    }
    return read;
  };
}

/** All scalar members of a JSON object, nested ones by their own and by their dotted name. */
export function jsonValues(line: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  const parsed = parse(line.slice(Math.max(0, line.indexOf('{'))));
  if (parsed === undefined) return undefined;
  collect(parsed, '', values, 0);
  return values;
}

/** nginx writes variables as they are: `"st":009`, `"ust":-`, `"ust":502, 502` and `"x":` are no JSON, but are logged. */
function parse(text: string): object | undefined {
  return (
    parseStrictly(text) ??
    parseStrictly(
      text.replace(/("\s*:\s*)(?!["{[]|true\b|false\b|null\b)([^",}\]]*(?:, [\d-]+)*)(?=[,}\]])/g, '$1"$2"'),
    )
  );
}

function parseStrictly(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const deepest = 6;

function collect(value: object, path: string, into: Map<string, string>, depth: number): void {
  for (const [key, member] of Object.entries(value)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof member === 'object' && member !== null && depth < deepest) collect(member, name, into, depth + 1);
    else if (typeof member === 'string' || typeof member === 'number') {
      if (!into.has(key)) into.set(key, String(member));
      into.set(name, String(member));
    }
  }
}
