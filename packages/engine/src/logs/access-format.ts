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

/** Turns a `log_format` into a reader. A JSON format is read by its keys, any other by what stands between the variables. */
export function formatReader({ format, escape: escaping }: AccessFormat): FormatReader {
  if (/^\s*\{/.test(format)) return jsonFormatReader(format);
  const names: string[] = [];
  let pattern = '^';
  let at = 0;
  for (const found of format.matchAll(variable)) {
    pattern += literal(format.slice(at, found.index));
    at = found.index + found[0].length;
    const name = found[1] ?? found[2] ?? '';
    names.push(name);
    pattern += `(${patternOf(name, format.slice(at), escaping === 'none')})`;
  }
  const matcher = new RegExp(`${pattern}${literal(format.slice(at))}\\s*$`, 's');
  return (line) => {
    const found = matcher.exec(line);
    return found === null ? undefined : new Map(names.map((name, index) => [name, found[index + 1] ?? '']));
  };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** Several peers stand one after the other: `, ` between those of one group, ` : ` after an internal redirect. */
const peers = '(?:-|[^\\s,]+)(?:(?:, | : )(?:-|[^\\s,]+))*|';

function patternOf(name: string, after: string, unescaped: boolean): string {
  if (name.startsWith('upstream_') && /^[\s\]"';|]|^$/.test(after)) return peers;
  if (name === 'status') return '\\d{3}';
  const next = after[0];
  if (next === undefined) return '.*';
  if (next === '$') return '\\S*?';
  if (unescaped && next === '"') return '.*?';
  return `[^${next.replace(/[\\\]^-]/g, '\\$&')}]*`;
}

const pairOfFormat = /"([^"]+)"\s*:\s*"?\$\{?(\w+)\}?"?/g;

function jsonFormatReader(format: string): FormatReader {
  const names = new Map([...format.matchAll(pairOfFormat)].map((found) => [found[1] ?? '', found[2] ?? '']));
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
