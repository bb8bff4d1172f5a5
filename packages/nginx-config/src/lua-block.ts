/** Where the raw text of a `*_by_lua_block` ends, or why it doesn't. */
export type LuaBlockEnd =
  | { readonly close: number; readonly problem: undefined }
  | { readonly close: undefined; readonly problem: string };

const LF = 10;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const DASH = 45;
const EQUALS = 61;
const BRACKET = 91;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Finds the brace that closes the Lua block whose text begins at `from`: braces count outside strings and comments
 * only. As lua-nginx-module's lexer (ngx_http_lua_lex.rl), a short string ends on its line or is none.
 */
export function luaBlockEnd(text: string, from: number): LuaBlockEnd {
  let depth = 1;
  // Past a quote that has no partner on its line, no other of its kind on that line has one.
  const unpaired: [double: number, single: number] = [from, from];
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) {
      if (--depth === 0) return { close: at, problem: undefined };
    } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const kind = code === DOUBLE_QUOTE ? 0 : 1;
      if (at < unpaired[kind]) continue;
      const end = stringEnd(text, at, code);
      if (text.charCodeAt(end) === code) at = end;
      else unpaired[kind] = end;
    } else if (code === BRACKET || (code === DASH && text.charCodeAt(at + 1) === DASH)) {
      const level = bracketLevel(text, code === BRACKET ? at : at + 2);
      if (level !== -1) {
        const closing = `]${'='.repeat(level)}]`;
        const end = text.indexOf(closing, at);
        if (end === -1) return { close: undefined, problem: missingBracket(closing) };
        at = end + closing.length - 1;
      } else if (code === DASH) {
        const end = text.indexOf('\n', at);
        at = end === -1 ? text.length : end;
      }
    }
  }
  return { close: undefined, problem: 'unexpected end of file, expecting terminating characters for lua code block' };
}

const missingBracket = (closing: string): string =>
  `Lua code block missing the closing long bracket "${closing}", the inlined Lua code may be too long`;

function stringEnd(text: string, start: number, quote: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || code === LF) break;
    if (code === BACKSLASH && text.charCodeAt(at + 1) !== LF) at++;
  }
  return at;
}

/** The number of `=` in a long bracket `[==[` at `at`; -1 where there is none. */
function bracketLevel(text: string, at: number): number {
  if (text.charCodeAt(at) !== BRACKET) return -1;
  let end = at + 1;
  while (text.charCodeAt(end) === EQUALS) end++;
  return text.charCodeAt(end) === BRACKET ? end - at - 1 : -1;
}
