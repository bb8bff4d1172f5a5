/** The fields that ngx_http_log_error_handler and ngx_stream_log_error append, in their order. */
export const fieldNames = ['client', 'server', 'request', 'subrequest', 'upstream', 'host', 'referrer'] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Fields {
  /** Where the first field begins, its comma included; the length of the text where there is none. */
  readonly start: number;
  readonly values: ReadonlyMap<FieldName, string>;
  /** How the text ends: inside an open quote, inside an unquoted value, after a closed quote, or without any field. */
  readonly end: 'none' | 'quoted' | 'bare' | 'closed';
  readonly last: FieldName | undefined;
  /** What stands behind the last closed field. */
  readonly tail: string;
}

const first =
  /(?:^|[,\s])\s*(?<!from\/to )(?:udp )?client:(?:\s|$)|,\s*(?:server|request|subrequest|upstream|host|referrer):(?:\s|$)/;
const next = /\s*,?\s*(?<!from\/to )(?:udp )?(client|server|request|subrequest|upstream|host|referrer):\s*/y;
const later = /[,\s]\s*(?<!from\/to )(client|server|request|subrequest|upstream|host|referrer):\s*/g;
const behindQuote =
  /\s*(?:,\s*(?:server|request|subrequest|upstream|host|referrer|bytes|login|context|protocol)\b|["'}\])\s,]{0,8}$)/y;
const behindBare = /,|\s+(?:server|request|subrequest|upstream|host|referrer):/;

/** Reads `client: …, server: …, request: "…", …`. nginx does not escape quotes inside: a quote closes where a field or the end follows. */
export function readFields(text: string, from = 0): Fields {
  const found = first.exec(from === 0 ? text : text.slice(from));
  const values = new Map<FieldName, string>();
  if (found === null) return { start: text.length, values, end: 'none', last: undefined, tail: '' };
  const start = from + found.index;
  let at = start;
  let end: Fields['end'] = 'none';
  let last: FieldName | undefined;
  while (at < text.length) {
    const name = nameAt(text, at);
    if (name === undefined) break;
    const value = readValue(text, name.end, name.name);
    if (!values.has(name.name)) values.set(name.name, value.text);
    last = name.name;
    end = value.end;
    at = value.next;
  }
  return { start, values, end, last, tail: text.slice(at) };
}

function nameAt(text: string, at: number): { readonly name: FieldName; readonly end: number } | undefined {
  next.lastIndex = at;
  later.lastIndex = at;
  const found = next.exec(text) ?? later.exec(text);
  const name = fieldNames.find((one) => one === found?.[1]);
  return found === null || name === undefined ? undefined : { name, end: found.index + found[0].length };
}

interface Value {
  readonly text: string;
  readonly next: number;
  readonly end: 'quoted' | 'bare' | 'closed';
}

function readValue(text: string, at: number, name: FieldName): Value {
  if (text[at] !== '"') {
    const stop = text.slice(at).search(behindBare);
    const next = stop === -1 ? text.length : at + stop;
    return { text: text.slice(at, next).trim(), next, end: 'bare' };
  }
  const close = closingQuote(text, at + 1, name);
  if (close === -1) return { text: text.slice(at + 1), next: text.length, end: 'quoted' };
  return { text: text.slice(at + 1, close), next: close + 1, end: 'closed' };
}

function closingQuote(text: string, from: number, name: FieldName): number {
  let candidate = -1;
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    behindQuote.lastIndex = at + 1;
    if (!behindQuote.test(text)) continue;
    // A request line can hold `", host: "` itself, but it ends in its version.
    if (name !== 'request' || / HTTP\/\d(?:\.\d)?$/.test(text.slice(Math.max(from, at - 12), at))) return at;
    if (candidate === -1) candidate = at;
  }
  return candidate !== -1 ? candidate : text.indexOf('"', from);
}
