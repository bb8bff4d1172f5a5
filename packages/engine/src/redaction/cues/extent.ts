import { indexWithin } from '../bounded.js';
import { APOSTROPHE, BACKSLASH, BACKTICK, BRACE, COLON, EQUALS, LF, QUOTE, SPACE } from './characters.js';

export const longest = 16_384;

/** Settings stand in columns. */
export function blanksEnd(text: string, start: number): number {
  let at = start;
  while (at < start + 60 && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === 9)) at++;
  return at;
}

export const skipTo = (text: string, at: number): number => (text.charCodeAt(at) === SPACE ? at + 1 : at);

/** `["…"]`, as programs log headers. */
export function listedValue(text: string, at: number): { start: number; end: number } | undefined {
  const open = skipTo(text, at);
  return text.startsWith('["', open) ? valueAt(text, open + 1, COLON, false) : undefined;
}

/** `Server=db;Uid=shop;Pwd=…`, as ODBC and ADO.NET have it; a session in a path, `;jsessionid=…?page=2`, ends where the query begins. */
export function connectionValue(text: string, start: number, name: string): { start: number; end: number } | undefined {
  const value = /sess(?:ion)?_?id$|^sid$/i.test(name) ? inPath : connection;
  value.lastIndex = start;
  return value.test(text) ? { start, end: value.lastIndex } : undefined;
}

export const connection = /[^;"'\s]{1,400}/y;

const inPath = /[^;"'\s?#&]{1,400}/y;

/** `DB_PASSWORD=correct horse battery staple`: four words and more, which are no command with its setting before it. */
const phrase = /^\p{Ll}{3,14}(?: \p{Ll}{3,14}){3,9}$/u;
const command =
  /^\S+ (?:sudo|env|exec|bash|make|npm|npx|pnpm|yarn|node|deno|python|pip|ruby|rails|bundle|java|php|perl|docker|podman|kubectl|helm|psql|mysql|redis|mongo|curl|wget|ssh|git|nginx|openssl|ansible|terraform|systemctl|service|cargo|and|the|is|was|to|for|in|but|so|then|with)\b/;

/** The extent of a value that begins at `at`, without its quotes; `around` is a quote that its name is in as well. */
export function valueAt(
  text: string,
  at: number,
  separator: number,
  ownLine: boolean,
  around = 0,
): { start: number; end: number } | undefined {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) {
    // As many backslashes end it as begin it.
    let open = at;
    while (text.charCodeAt(open) === BACKSLASH && open - at < 16) open++;
    if (text.charCodeAt(open) === QUOTE || text.charCodeAt(open) === APOSTROPHE) {
      const start = open + 1;
      const close = text.slice(start, start + longest).indexOf(text.slice(at, start));
      return close === -1 ? wordEnd(text, start) : { start, end: start + close };
    }
  }
  if (code === QUOTE || code === APOSTROPHE || code === BACKTICK) {
    const close = closing(text, at + 1, code);
    return close === undefined ? wordEnd(text, at + 1) : { start: at + 1, end: close };
  }
  if (code === 91 || code === 123 || code === 40 || code === LF || code === 13 || Number.isNaN(code)) return undefined; // [ { (
  if ((code === 124 || code === 62) && /^[|>][+-]?\d?\s*$/.test(lineFrom(text, at))) return undefined; // a YAML block
  if (around !== 0) {
    const close = closing(text, at, around);
    if (close !== undefined && close > at) return { start: at, end: close };
  }
  if (ownLine) {
    const line = lineFrom(text, at);
    const comment = separator === COLON || /^\S+\s+#/.test(line) ? line.search(/\s#/) : -1;
    const whole = (comment === -1 ? line : line.slice(0, comment)).trimEnd().replace(/[,;]$/, '');
    if (separator === EQUALS && phrase.test(whole) && !command.test(whole))
      return { start: at, end: at + whole.length };
    if (!/\s/.test(whole) || (separator === EQUALS && !/\s-|=|\s(?:[a-z]+|\d[\d.]*)(?:\s|$)/.test(whole))) {
      return whole === '' ? undefined : { start: at, end: at + whole.length };
    }
  }
  return wordEnd(text, at);
}

export function wordEnd(text: string, start: number): { start: number; end: number } | undefined {
  const most = Math.min(text.length, start + longest);
  let end = start;
  while (end < most && !/[\s"'`,;<>)\]}|&\\]/.test(text[end] ?? '')) end = referenceEnd(text, end, most) ?? end + 1;
  while (end > start && /[.:]/.test(text[end - 1] ?? '')) end--;
  return end > start ? { start, end } : undefined;
}

/** Past `${x}`, `$(x)`, `{{ x }}` or `${{ x }}`, whose brackets are no ends. */
function referenceEnd(text: string, at: number, most: number): number | undefined {
  const start = text.startsWith('${{', at) ? at + 1 : at; // an expression of a pipeline
  const opening = text.slice(start, start + 2);
  const close = opening === '${' ? '}' : opening === '$(' ? ')' : opening === '{{' ? '}' : undefined;
  const end = close === undefined ? -1 : indexWithin(text, close, start, Math.min(most, at + 200));
  if (end === -1) return undefined;
  return opening === '{{' ? end + 2 : end + 1;
}

function lineFrom(text: string, at: number): string {
  const stop = indexWithin(text, '\n', at, Math.min(text.length, at + longest));
  return text.slice(at, stop === -1 ? at + longest : stop);
}

export function closing(text: string, from: number, quote: number): number | undefined {
  const most = Math.min(text.length, from + longest);
  for (let at = from; at < most; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === quote) return at;
    else if (code === LF) return undefined;
    else if (code === BRACE && text.charCodeAt(at + 1) === BRACE) at = (referenceEnd(text, at, most) ?? at + 1) - 1; // {{ required "…" . }}
  }
  return undefined;
}

export function headerValue(text: string, at: number, nameLength: number): { start: number; end: number } {
  let start = at;
  while (text.charCodeAt(start) === SPACE) start++;
  // A header on a line of its own, as curl shows it
  if (/[\n><] ?$|^$/.test(text.slice(Math.max(0, at - nameLength - 3), at - nameLength - 1))) {
    const line = lineFrom(text, start).trimEnd();
    return { start, end: start + line.length };
  }
  // Code in a sentence
  if (text.charCodeAt(at - nameLength - 2) === BACKTICK) {
    const close = closing(text, start, BACKTICK);
    if (close !== undefined) return { start, end: close };
  }
  const opening = text.charCodeAt(start);
  if (opening === QUOTE || opening === APOSTROPHE || opening === BACKTICK) {
    const close = closing(text, start + 1, opening);
    if (close !== undefined) return { start: start + 1, end: close };
  }
  let end = start;
  const most = Math.min(text.length, start + longest);
  while (
    end < most &&
    !/[\r\n"'`]/.test(text[end] ?? '') &&
    !(text[end] === '\\' && /["'nr]/.test(text[end + 1] ?? ''))
  )
    end++;
  return { start, end };
}

const queryEnds = new Uint8Array(128);
for (const letter of `& \t\n\v\f\r"'#<>;,)]}\\\`|`) queryEnds[letter.charCodeAt(0)] = 1;
const endsQueryValue = (code: number): boolean =>
  code < 128 ? queryEnds[code] === 1 : /\s/.test(String.fromCharCode(code));

export function queryValueEnd(text: string, start: number): number {
  const most = Math.min(text.length, start + longest);
  let at = start;
  while (at < most && !endsQueryValue(text.charCodeAt(at))) at++;
  return at;
}
