/** A string that a JSON record holds, with what stands beside it. */
export interface JsonText {
  readonly text: string;
  /** The closing quote is not on this line: the record was wrapped or cut. */
  readonly open: boolean;
}

export interface JsonStrings {
  /** Strings that nginx may have written, in order. */
  readonly texts: readonly JsonText[];
  /** The other strings by key: time, level, client… */
  readonly beside: ReadonlyMap<string, string>;
}

const pair = /"((?:[^"\\]|\\.){1,64})"\s*:\s*(?:"((?:[^"\\]|\\.)*)("|\\?$)|(\d+(?:\.\d+)?))/g;
/** Loki and others list lines without keys. */
const anyString = /"((?:[^"\\]|\\.)*)(?:"|\\?$)/g;
// journald writes a message as bytes where it holds colours or other control characters.
const bytes = /("MESSAGE"\s*:\s*)\[([\d,\s]*)\]/g;
const messageKeys =
  /^(?:textPayload|log|message|msg|MESSAGE|_raw|line|body|content|text|event\.original|original|@message)$/;
const nestings = 4;

/** Whether a line can be a JSON record, or a line of one that is printed over several. */
export function isJson(text: string): boolean {
  return /^[\s[,]*(?:\{\s*(?:"|$)|"(?:[^"\\]|\\.){1,64}"\s*:)/.test(text);
}

/** All strings of a line of JSON, cut off or not, nested or not; nothing has to be well-formed. */
export function jsonStrings(line: string, looksLikeRecord: (text: string) => boolean, depth = 0): JsonStrings {
  const source = line.includes('"MESSAGE"')
    ? line.replace(bytes, (_, key: string, list: string) => key + JSON.stringify(spell(list)))
    : line;
  const texts: JsonText[] = [];
  const beside = new Map<string, string>();
  for (const found of source.matchAll(pair)) {
    const key = found[1] ?? '';
    const value = found[4] ?? withoutEscapes(found[2] ?? '');
    if (depth < nestings && /^\s*\{\s*"/.test(value)) {
      const inner = jsonStrings(value, looksLikeRecord, depth + 1);
      texts.push(...inner.texts);
      for (const [name, text] of inner.beside) beside.set(name, text);
    } else if (looksLikeRecord(value)) {
      texts.push({ text: value, open: found[3] !== undefined && found[3] !== '"' });
    } else if (!beside.has(key)) beside.set(key, value);
  }
  if (texts.length === 0) {
    for (const found of source.matchAll(anyString)) {
      const text = withoutEscapes(found[1] ?? '');
      if (looksLikeRecord(text)) texts.push({ text, open: false });
    }
  }
  const plain = texts.length === 0 ? [...beside].find(([key]) => messageKeys.test(key))?.[1] : undefined;
  return { texts: plain === undefined ? texts : [{ text: plain, open: false }], beside };
}

function spell(list: string): string {
  return list
    .split(',')
    .map((number) => String.fromCharCode(Number(number) & 0xff))
    .join('');
}

const letters = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
]);

/** The text of a JSON string without its quotes; what is no escape of JSON, such as nginx's `\x22`, stays as it is. */
export function withoutEscapes(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
    (all, hexadecimal: string | undefined, letter: string | undefined) => {
      if (hexadecimal !== undefined) return String.fromCharCode(Number.parseInt(hexadecimal, 16));
      if (letter === undefined) return all;
      return letters.get(letter) ?? (/["\\/]/.test(letter) ? letter : all);
    },
  );
}

/** Fields of structured logs that say what nginx's own line would have said. */
export function namesBeside(beside: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const [name, keys] of besideKeys) {
    const value = keys.map((key) => beside.get(key)).find((found) => found !== undefined && found !== '');
    if (value !== undefined) named.set(name, value);
  }
  return named;
}

const besideKeys: readonly (readonly [string, readonly string[]])[] = [
  ['time', ['time', 'timestamp', '@timestamp', 'ts', 'datetime', 'date']],
  ['level', ['level', 'severity', 'lvl', 'log.level', 'loglevel']],
  ['client', ['client', 'client_ip', 'remote_addr']],
  ['server', ['server', 'server_name']],
  ['request', ['request']],
  ['upstream', ['upstream']],
  ['host', ['host']],
  ['referrer', ['referrer', 'referer']],
];
