import { HighlightStyle, StreamLanguage, type StringStream } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { tags } from '@lezer/highlight';

/** Colours are the page's, so that they follow its theme. */
export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--keyword)', fontWeight: '600' },
  { tag: tags.variableName, color: 'var(--variable)' },
  { tag: tags.string, color: 'var(--string)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: tags.number, color: 'var(--number)' },
  { tag: tags.invalid, color: 'var(--bad)' },
  { tag: tags.url, color: 'var(--string)' },
]);

interface Place {
  /** The next word is the name of a directive. */
  first: boolean;
  /** The quote that is open. */
  quote: string | undefined;
}

function token(stream: StringStream, place: Place, isKnown: (name: string) => boolean): string | null {
  if (place.quote !== undefined) return inString(stream, place);
  if (stream.eatSpace()) return null;
  const next = stream.next();
  if (next === '#') {
    stream.skipToEnd();
    return 'comment';
  }
  if (next === ';' || next === '{' || next === '}') {
    place.first = true;
    return null;
  }
  if (next === '"' || next === "'") {
    place.quote = next;
    place.first = false;
    return inString(stream, place);
  }
  if (next === '$') {
    stream.eatWhile(/[\w{}]/);
    place.first = false;
    return 'variableName';
  }
  stream.eatWhile(/[^\s;{}$"']/);
  const word = stream.current();
  if (place.first) {
    place.first = false;
    return isKnown(word) ? 'keyword' : 'invalid';
  }
  if (/^\d[\d.]*[a-zA-Z%]*$/.test(word)) return 'number';
  return /^(?:https?|grpcs?|uwsgi|unix):/.test(word) ? 'url' : null;
}

function inString(stream: StringStream, place: Place): string {
  for (let next = stream.next(); next !== undefined; next = stream.next()) {
    if (next === '\\') stream.next();
    else if (next === place.quote) {
      place.quote = undefined;
      break;
    }
  }
  return 'string';
}

/** nginx.conf: names of directives, variables, strings and comments. */
export const nginxLanguage = (isKnown: (name: string) => boolean) =>
  StreamLanguage.define<Place>({
    name: 'nginx',
    startState: () => ({ first: true, quote: undefined }),
    token: (stream, place) => token(stream, place, isKnown),
    languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['{', '"', "'"] } },
  });

/** Logs: levels, times and what is quoted. */
export const logLanguage = StreamLanguage.define<null>({
  name: 'nginx-log',
  token(stream) {
    if (stream.match(/\[(?:emerg|alert|crit|error)\]/)) return 'invalid';
    if (stream.match(/\[(?:warn|notice|info|debug)\]/)) return 'keyword';
    if (stream.match(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/)) return 'number';
    if (stream.match(/"[^"]*"/)) return 'string';
    if (stream.match(/\(SSL: [^)]*\)?|\(\d+: [^)]*\)/)) return 'variableName';
    stream.next();
    stream.eatWhile(/[^\s["(]/);
    return null;
  },
});

const longestFold = 20_000;

/** The block that opens at the end of a line: from behind its brace to before the one that closes it. */
export function blockAt(state: EditorState, lineStart: number): { from: number; to: number } | null {
  const line = state.doc.lineAt(lineStart);
  const open = /\{\s*(?:#.*)?$/.exec(line.text);
  if (open === null) return null;
  const from = line.from + open.index + 1;
  let depth = 1;
  const text = state.sliceDoc(from, Math.min(state.doc.length, from + longestFold * 10));
  for (const { index, 0: sign } of text.matchAll(/#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{}]/g)) {
    if (sign === '{') depth += 1;
    else if (sign === '}' && --depth === 0) return { from, to: from + index };
  }
  return null;
}
