/** A text that stands encoded inside another; `at[i]` is the offset in the outer text of its character `i`, with one more for the end. */
export interface Embedded {
  readonly text: string;
  readonly at: Int32Array;
}

const simple: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '/': '/',
  '\\': '\\',
  "'": "'",
};

/**
 * The quoted strings of a text that hold lines or quotes of their own: JSON in a log, a configuration in JSON, a log line wrapped by
 * Docker, a body in nginx's log, whose quotes are `\\x22`. Decoded (RFC 8259, section 7; ngx_http_log_escape), with the way back. Those of
 * one line are put together as the lines of one text, as there may be one on each line of a log.
 */
export function embeddedStrings(text: string): readonly Embedded[] {
  if (!text.includes('\\')) return [];
  const lines: Embedded[] = [];
  const others: Embedded[] = [];
  for (let at = text.indexOf('"'); at !== -1 && at < text.length; at = text.indexOf('"', at + 1)) {
    const { end, closed, telling } = stringAt(text, at + 1);
    if (closed && telling) {
      const string = decode(text.slice(at + 1, end), at + 1);
      const newline = string.text.indexOf('\n');
      (newline === -1 || newline === string.text.length - 1 ? lines : others).push(string);
    }
    at = end;
  }
  return lines.length < 2 ? [...lines, ...others] : [together(lines), ...others];
}

function together(lines: readonly Embedded[]): Embedded {
  let length = 0;
  for (const { text } of lines) length += text.length + 1;
  const at = new Int32Array(length + 1);
  let out = '';
  for (const line of lines) {
    at.set(line.at, out.length);
    out += line.text;
    if (!line.text.endsWith('\n')) out += '\n'; // which stands where the string ends
  }
  at[out.length] = lines.at(-1)?.at.at(-1) ?? 0;
  return { text: out, at: at.subarray(0, out.length + 1) };
}

/** A string from behind its quote: where it ends, whether with a quote, and whether an escape in it is one of a line or a quote. */
function stringAt(text: string, start: number): { end: number; closed: boolean; telling: boolean } {
  let telling = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return { end: at, closed: true, telling };
    if (code === 10) return { end: at, closed: false, telling };
    if (code !== 92) continue;
    at++;
    telling ||= text[at] === 'n' || text[at] === '"' || text.startsWith('u00', at) || text.startsWith('x22', at);
  }
  return { end: text.length, closed: false, telling };
}

const entities: Record<string, string> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  '#34': '"',
  '#39': "'",
  '#x27': "'",
  '#x22': '"',
};
const entity = /&(quot|apos|lt|gt|amp|#34|#39|#x27|#x22);/g;

/** The text with the entities of HTML put back, as trackers and mail paste them; undefined where no quote or bracket is written so. */
export function withoutEntities(text: string): Embedded | undefined {
  if (!/&(?:quot|lt|#34|#39|#x27|#x22);/.test(text)) return undefined;
  const at = new Int32Array(text.length + 1);
  let out = '';
  let from = 0;
  const copy = (to: number): void => {
    for (let index = from; index < to; index++) at[out.length + index - from] = index;
    out += text.slice(from, to);
  };
  for (const match of text.matchAll(entity)) {
    copy(match.index);
    at[out.length] = match.index;
    out += entities[match[1] ?? ''] ?? '';
    from = match.index + match[0].length;
  }
  copy(text.length);
  at[out.length] = text.length;
  return { text: out, at };
}

function decode(raw: string, base: number): Embedded {
  const at = new Int32Array(raw.length + 1);
  let text = '';
  for (let index = 0; index < raw.length; ) {
    const backslash = raw.indexOf('\\', index);
    const stop = backslash === -1 || backslash === raw.length - 1 ? raw.length : backslash;
    for (let from = index; from < stop; from++) at[text.length + from - index] = base + from;
    text += raw.slice(index, stop);
    index = stop;
    if (index === raw.length) break;
    at[text.length] = base + index;
    const next = raw[index + 1] ?? '';
    if (next === 'u' && /^[0-9a-fA-F]{4}$/.test(raw.slice(index + 2, index + 6))) {
      text += String.fromCharCode(Number.parseInt(raw.slice(index + 2, index + 6), 16));
      index += 6;
    } else if (next === 'x' && /^[0-9a-fA-F]{2}$/.test(raw.slice(index + 2, index + 4))) {
      text += String.fromCharCode(Number.parseInt(raw.slice(index + 2, index + 4), 16));
      index += 4;
    } else {
      text += simple[next] ?? next;
      index += 2;
    }
  }
  at[text.length] = base + raw.length;
  return { text, at: at.subarray(0, text.length + 1) };
}
