import { indexWithin } from './bounded.js';
import { looksRandom } from './literals/random.js';
import { namesSecret, senseOf } from './names/sense.js';
import { judgeAccount } from './positions/account.js';
import { judgeCookies } from './positions/cookie.js';
import { judgeHeader } from './positions/header.js';
import { judgeParameter } from './positions/query.js';
import { judgeUserName } from './positions/user.js';
import { judgeValue, kindOf, type Target } from './positions/value.js';

const EQUALS = 61;
const COLON = 58;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const BACKTICK = 96;
const AMPERSAND = 38;
const QUESTION = 63;
const COMMA = 44;
const SEMICOLON = 59;
const BRACE = 123;
const LF = 10;

const longest = 16_384;
/** In a value that is longer, other names are not looked for: it would be looked at again from each of them. */
const longestShared = 1024;
const headerName = /^(?:(?:proxy-)?authori[sz]ation|(?:set-)?cookie2?|x-[a-z0-9-]*-cookie)$/i;
/** What may be a few digits. */
const shortOnes = /pin|otp|tan|puk|pass|pwd|kennwort|senha|clave/i;
/** The number of a line, as compilers and searches say it; the size of a zone. */
const line = /^\d{1,5}[kKmMgG]?(?:[:;\s"',)]|$)/;
/** Words before a colon in prose and logs that announce no secret though they sound so. */
const chatter =
  /^(?:key|keys|code|state|access|session|login|service|internal|connection|private|shared|trust|proof|verify|digest|checksum|hook|gate|ring|seal|stamp|guard|ticket|auth|license|api|hash|mac|cle|wort|seed|tan|pat|pin|pass|sign|signed)$/i;

/** A name that announces a value. */
interface Cue {
  readonly name: string;
  /** Where the name begins. */
  readonly start: number;
  /** Behind the operator. */
  readonly after: number;
  readonly separator: number;
  readonly quoted: boolean;
}

/**
 * Looks for `name = value`, `name: value`, `"name": "value"` and the same inside escaped JSON, at a name that ends at `end`; also for
 * the other assignments of programs and makefiles (`:=`, `?=`, `.=`), `name string = "value"` and `set("name", "value")`. In a query
 * every name counts; elsewhere only those that promise a secret. Gives where a value ends that was looked at as a whole, `end` where there
 * is none.
 */
export function judgeAfterName(target: Target, start: number, end: number): number {
  const { text } = target;
  let at = end;
  let code = text.charCodeAt(at);
  let quoted = false;
  if (code === BACKSLASH && text.charCodeAt(at + 1) === QUOTE) {
    at += 2;
    quoted = true;
  } else if (code === QUOTE || code === APOSTROPHE) {
    at++;
    quoted = true;
  } else if (code === 93) at++; // user[password]=…
  const bracketed = quoted && text.charCodeAt(at) === 93; // conf['password'] = …
  if (bracketed) at++;
  at = blanksEnd(text, at);
  code = text.charCodeAt(at);
  if (code === COMMA && quoted) {
    judgeArgument(target, start, end, at + 1);
    return end;
  }
  if (judgeComparison(target, start, end, at)) return end;
  const after = operatorEnd(text, at, code);
  if (after === at) {
    if (at > end && !quoted) judgeColumn(target, start, end, at);
    return end;
  }
  // `routines:tls_parse_ctos_key_share:bad key share` of OpenSSL, `a::b`
  if (code === COLON && !quoted && text.charCodeAt(start - 1) === COLON && text.charCodeAt(after) !== SPACE) return end;
  const separator = code === COLON && after === at + 1 ? COLON : EQUALS;
  const before = text.charCodeAt(start - 1);
  if (before === 123 && text.charCodeAt(start - 2) === 36) return end; // ${NAME:?missing}
  if (separator === EQUALS && !quoted && isInQuery(text, start, before)) {
    const stop = queryValueEnd(text, after);
    judgeParameter(target, text.slice(start, end), after, stop, 'url/query');
    return stop - after > longestShared ? stop : end;
  }
  if (separator === COLON && text.charCodeAt(after) === 47 && text.charCodeAt(after + 1) === 47) return end; // a scheme
  if (end - start > 120 || before === 47) return end; // the end of a path
  let from = start;
  while (text.charCodeAt(from) === 45) from++; // --password=…
  const name = text.slice(from, end);
  if (saysNothing(name) && (separator !== COLON || commentBefore(text, from) === undefined)) return end;
  if (separator === COLON && headerName.test(name)) {
    const value = headerValue(text, after, end - from);
    judgeHeader(target, name, value.start, value.end, 'secret', 'cue/header');
    return value.end - value.start > longestShared ? value.end : end;
  }
  if (bracketed && separator === EQUALS && (headerName.test(name) || /^x-[a-z]/i.test(name))) {
    const value = valueAt(text, blanksEnd(text, after), separator, false);
    if (value !== undefined) judgeHeader(target, name, value.start, value.end, 'suspect', 'cue/header');
    return end;
  }
  if (separator === COLON && /^x-[a-z]/i.test(name)) {
    // What a client sends may be a credential under any name; what a server answers mostly is none.
    const value = valueAt(text, skipTo(text, after), separator, false) ?? listedValue(text, after);
    const answer = text.startsWith('< ', start - 2);
    if (value !== undefined)
      judgeHeader(target, name, value.start, value.end, answer ? 'unknown' : 'suspect', 'cue/header');
    return end;
  }
  if (separator === COLON && /^\d{1,2}$/.test(name)) {
    // Unseal Key 1: …
    const numbered = text.charCodeAt(from - 1) === SPACE ? wordBefore(text, from) : undefined;
    if (numbered !== undefined)
      judgeCue(target, { name: numbered.word, start: numbered.start, after, separator, quoted: true });
    return end;
  }
  if (typeNames.has(name)) {
    const variable = wordBefore(text, from);
    if (variable !== undefined)
      judgeCue(target, { name: variable.word, start: variable.start, after, separator, quoted: true });
    return end;
  }
  typed.lastIndex = after;
  if (separator === COLON && typed.test(text)) return end;
  if (/[iI][dD]$/.test(name)) judgeAccount(target, from, end);
  return judgeCue(target, { name, start: from, after, separator, quoted }) ?? end;
}

/** What a client sent, by the place that programs have it in: `req.http.X-Key`, `r.args.key`, `ngx.var.http_x_key`, `headers['x-key']`. */
const sentName =
  /(?:^|\.)(?:http|args|headers|headersIn|header|cookies|query|var\.(?:http|arg|cookie)_)\.?([\w-]{1,80})$/;
const sentList = /(?:headers(?:In)?|args|cookies|query|params|META|header)\s*[.([]*\s*["']$/i;
const comparison = /(?:[!=]==?|~=)[ \t]{0,3}(["'])([^"'\n]{1,400})\1/y;

/** Judges the literal that something is compared with which a client sent: whoever sends it gets in. */
function judgeComparison(target: Target, start: number, end: number, at: number): boolean {
  const { text } = target;
  const code = text.charCodeAt(at);
  if (code !== 33 && code !== EQUALS && code !== 126) return false;
  comparison.lastIndex = at;
  const literal = comparison.exec(text)?.[2];
  if (literal === undefined) return false;
  const name = text.slice(start, end);
  const sent =
    sentName.exec(name)?.[1] ?? (sentList.test(text.slice(Math.max(0, start - 24), start)) ? name : undefined);
  if (sent === undefined) return false;
  const stop = comparison.lastIndex - 1;
  judgeHeader(target, sent.replaceAll('_', '-'), stop - literal.length, stop, 'suspect', 'cue/compared');
  return true;
}

/** Most names; the same ones come on every line of a log, so they are remembered. */
function saysNothing(name: string): boolean {
  let known = silentNames.get(name);
  if (known === undefined) {
    known =
      !headerName.test(name) &&
      !/^x-[a-z]|^\d{1,2}$|id$/i.test(name) &&
      !typeNames.has(name) &&
      !/^(?:secret|suspect|user)$/.test(senseOf(name));
    if (silentNames.size >= mostSilent) silentNames.clear();
    silentNames.set(name, known);
  }
  return known;
}
const silentNames = new Map<string, boolean>();
const mostSilent = 20_000;

/** `string token`, `token: str`, in languages that name a variable's type behind it. */
const types = 'string String str Str text TEXT varchar VARCHAR CharSequence SecretString SecretStr bytes char';
const typeNames = new Set(types.split(' '));
/** `: str = ` behind a name: the value comes behind the type. */
const typed = new RegExp(`[ \\t]{0,3}(?:${types.replaceAll(' ', '|')})[ \\t]{0,8}=`, 'y');

/** The word before the blanks, colon or asterisk that end at an offset. */
function wordBefore(text: string, end: number): { word: string; start: number } | undefined {
  const match = /([\p{L}_$][\p{L}\p{N}_-]{0,80})[ \t]{0,8}(?::[ \t]{0,8}|[ \t])[*&]?$/u.exec(
    text.slice(Math.max(0, end - 100), end),
  );
  return match?.[1] === undefined ? undefined : { word: match[1], start: end - match[0].length };
}

/** `setProperty("password", "…")`: the argument behind one that is a name. */
function judgeArgument(target: Target, start: number, end: number, after: number): void {
  const { text } = target;
  const at = blanksEnd(text, after);
  const quote = text.charCodeAt(at);
  if (quote !== text.charCodeAt(start - 1)) return;
  const name = text.slice(start, end);
  const isHeader = headerName.test(name) || /^x-[a-z]/i.test(name);
  if (!isHeader && (!/\(\s?$/.test(text.slice(start - 3, start - 1)) || senseOf(name) !== 'secret')) return;
  const close = closing(text, at + 1, quote);
  if (close === undefined) return;
  if (isHeader) {
    // Envoy logs 'authorization', '…'
    judgeHeader(target, name, at + 1, close, 'suspect', 'cue/header');
    return;
  }
  const kind = kindOf(text.slice(start, end));
  judgeValue(target, at + 1, close, { strength: 'suspect', kind, layer: 'cue', rule: 'cue/argument' });
}

/** `api_key     aa11bb22` on a line of its own, as tables of two columns have it: `vault kv get`. */
function judgeColumn(target: Target, start: number, end: number, at: number): void {
  const { text } = target;
  const name = text.slice(start, end);
  if (!isFirstOfLine(text, start) || senseOf(name) !== 'secret') return;
  // One blank is enough behind what is no word of a sentence: requirepass, AuthLDAPBindPassword, rcon_password
  if (at === end + 1 && !isCompound(name)) return;
  const quote = text.charCodeAt(at);
  const close = quote === QUOTE || quote === APOSTROPHE ? closing(text, at + 1, quote) : undefined;
  const value = close === undefined ? wordEnd(text, at) : { start: at + 1, end: close };
  if (
    value === undefined ||
    !(looksLikeSecret(text.slice(value.start, value.end)) || (close !== undefined && isCompound(name))) ||
    !/[\r\n"';]/.test(text[value.end] ?? '\n')
  )
    return;
  const kind = kindOf(name);
  judgeValue(target, value.start, value.end, { strength: 'suspect', kind, layer: 'cue', rule: 'cue/column' });
}

function isFirstOfLine(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && start - at < 40 && (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at - 1) === 9)) at--;
  return at === 0 || text.charCodeAt(at - 1) === LF;
}

/** Words joined by capitals or underscores, or into one that no sentence has. */
const isCompound = (name: string): boolean =>
  /[a-z][A-Z]|[A-Za-z]_[A-Za-z]/.test(name) ||
  /^(?:requirepass|masterauth|masterpass|bind(?:dn)?pw|rootpw|userpw|dbpass|smtppass|authpass|passphrase)$/i.test(name);

/** Settings stand in columns. */
function blanksEnd(text: string, start: number): number {
  let at = start;
  while (at < start + 60 && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === 9)) at++;
  return at;
}

/** Where an operator ends that gives a value to a name; `at` where there is none. */
function operatorEnd(text: string, at: number, code: number): number {
  if (code === EQUALS) return at + 1;
  if (code === COLON || code === QUESTION || code === 46 || code === 43 || code === 124) {
    // ::=, ?=, .=, +=, ||=
    for (let end = at + 1; end < at + 4; end++) {
      const next = text.charCodeAt(end);
      if (next === EQUALS) return end + 1;
      if (next !== code) break;
    }
  }
  return code === COLON ? at + 1 : at;
}

/** `# Passwort Datenbank: …`: a comment tells before the name what is behind it. */
function toldBefore(text: string, start: number): 'secret' | 'suspect' | 'unknown' {
  const comment = commentBefore(text, start);
  const senses = new Set(comment?.split(/[^\p{L}\p{N}_-]+/u).map(senseOf));
  return senses.has('secret') ? 'secret' : senses.has('suspect') ? 'suspect' : 'unknown';
}

/** What a comment says before an offset on the same line, up to 80 characters; undefined outside of comments. */
function commentBefore(text: string, start: number): string | undefined {
  let at = start;
  while (at > 0 && text.charCodeAt(at - 1) !== LF) if (start - --at > 80) return undefined;
  while (at < start && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === 9)) at++;
  const sign = text[at];
  const length = sign === '#' || sign === ';' ? 1 : text.startsWith('//', at) || text.startsWith('--', at) ? 2 : 0;
  return length === 0 || at + length > start ? undefined : text.slice(at + length, start);
}

const skipTo = (text: string, at: number): number => (text.charCodeAt(at) === SPACE ? at + 1 : at);

/** `["…"]`, as programs log headers. */
function listedValue(text: string, at: number): { start: number; end: number } | undefined {
  const open = skipTo(text, at);
  return text.startsWith('["', open) ? valueAt(text, open + 1, COLON, false) : undefined;
}

function judgeCue(target: Target, { name, start, after, separator, quoted }: Cue): number | undefined {
  const { text } = target;
  const own = senseOf(name);
  const told = own === 'unknown' && separator === COLON ? toldBefore(text, start) : 'unknown';
  const sense = told === 'unknown' ? own : 'suspect';
  if (sense !== 'secret' && sense !== 'suspect' && sense !== 'user') return undefined;
  let at = after;
  if (text.charCodeAt(at) === EQUALS || text.charCodeAt(at) === 126) at++; // ==, =~
  if (text.charCodeAt(at) === 62) at++; // =>
  const valueStart = blanksEnd(text, at);
  const blanks = valueStart - at;
  at = valueStart;
  const prose = separator === COLON && !quoted && blanks > 0;
  const before = text.charCodeAt(start - 1);
  if (
    separator === COLON &&
    !quoted &&
    blanks === 0 &&
    !/["'\\]/.test(text[at] ?? '') &&
    before !== LF &&
    !Number.isNaN(before)
  ) {
    // 12:30:04, host:port, a::b; a name directly before a value is a cue only if it is one for sure
    if (sense !== 'secret' || chatter.test(name) || (!shortOnes.test(name) && line.test(text.slice(at, at + 7))))
      return undefined;
  }
  if (sense === 'secret' && text.charCodeAt(at) === 91) judgeList(target, at, name);
  if (text.startsWith('"""', at)) at += 2; // TOML
  const value =
    before === SEMICOLON && separator === EQUALS && !quoted
      ? connectionValue(text, at, name)
      : valueAt(text, at, separator, isLineStart(text, start), quoteAround(text, start));
  if (value === undefined || text.startsWith(' bytes', value.end)) return undefined;
  // Stripe-Signature: t=…,v1=…
  signed.lastIndex = value.start;
  if (sense === 'secret' && text.charCodeAt(value.end) === COMMA && signed.test(text)) value.end = signed.lastIndex;
  if (separator === COLON && namesSecret(name, text.slice(value.start, value.end))) return undefined;
  if (prose && sense === 'suspect' && isName(text, value.start, value.end)) return undefined;
  if (
    separator === EQUALS &&
    quoteAround(text, start) !== 0 &&
    /;\s*[\w-]+=/.test(text.slice(value.start, value.end))
  ) {
    judgeCookies(target, start, value.end, false, 'cue/cookie');
    return undefined;
  }
  if (/cookie/i.test(name) && text.slice(value.start, value.end).includes('=')) {
    judgeCookies(target, value.start, value.end, false, 'cue/cookie');
    return undefined;
  }
  // token=…(&|$), in a pattern
  if (/^\((?:&\||\|)\$/.test(text.slice(value.end - 1, value.end + 3))) value.end -= 1;
  if (sense === 'user') {
    judgeUserName(target, value.start, value.end, 'cue/user');
    return undefined;
  }
  if (told === 'suspect' && !looksRandom(text.slice(value.start, value.end), 12)) return undefined;
  const strength = sense === 'secret' && !(prose && chatter.test(name)) ? 'secret' : 'suspect';
  const scheme = /^[A-Z][A-Za-z-]{2,20} +(?=\S+$)/.exec(text.slice(value.start, value.end))?.[0].length ?? 0;
  // ~ token = "old" -> "new", as plans show it
  const next = / -> ["']/y;
  next.lastIndex = value.end + 1;
  if (sense === 'secret' && next.test(text)) {
    const changed = valueAt(text, next.lastIndex - 1, separator, false);
    if (changed !== undefined)
      judgeValue(target, changed.start, changed.end, {
        strength,
        kind: kindOf(name),
        layer: 'cue',
        rule: 'cue/equals',
      });
  }
  if (strength === 'suspect' && !looksLikeSecret(text.slice(value.start + scheme, value.end))) return undefined;
  judgeValue(target, value.start + scheme, value.end, {
    strength,
    kind: kindOf(name),
    layer: 'cue',
    rule: separator === EQUALS ? 'cue/equals' : 'cue/colon',
  });
  return value.end - value.start > longestShared ? value.end : undefined;
}

/** `hook: x-signature-256: …`: a name with its own value behind it. */
function isName(text: string, start: number, end: number): boolean {
  return (
    text.charCodeAt(end) === COLON &&
    text.charCodeAt(end + 1) === SPACE &&
    /^[a-z][\w-]*$/i.test(text.slice(start, end))
  );
}

const signed = /\w{1,12}=[^\s,"';]{1,400}(?:,\w{1,12}=[^\s,"';]{1,400})+/y;

/** `tokens = ["…", "…"]` */
function judgeList(target: Target, open: number, name: string): void {
  const end = indexWithin(target.text, ']', open, Math.min(target.text.length, open + longest));
  if (end === -1) return;
  for (const { index, 2: item = '' } of target.text.slice(open, end).matchAll(/(["'])([^"'\n]{1,400})\1/g)) {
    const start = open + index + 1;
    judgeValue(target, start, start + item.length, {
      strength: 'suspect',
      kind: kindOf(name),
      layer: 'cue',
      rule: 'cue/list',
    });
  }
}

/** After a name that may mean many things: not a word, but digits and letters, or letters that change their case again and again. */
function looksLikeSecret(value: string): boolean {
  if (/\s/.test(value) || !/\p{L}/u.test(value)) return false;
  return (value.length >= 8 && /\d/.test(value)) || (value.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= 4;
}

/** `- "NAME=value"`: the quote before both, or 0. */
function quoteAround(text: string, start: number): number {
  const before = text.charCodeAt(start - 1);
  return before === QUOTE || before === APOSTROPHE ? before : 0;
}

function isLineStart(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && /[ \t"'-]/.test(text[at] ?? '')) at--;
  if (at < 0 || text.charCodeAt(at) === LF) return true;
  return /(?:^|\n)[ \t]*(?:export|ENV|ARG|SET|set)$/i.test(text.slice(Math.max(0, at - 40), at + 1));
}

/** `Server=db;Uid=shop;Pwd=…`, as ODBC and ADO.NET have it; a session in a path, `;jsessionid=…?page=2`, ends where the query begins. */
function connectionValue(text: string, start: number, name: string): { start: number; end: number } | undefined {
  const value = /sess(?:ion)?_?id$|^sid$/i.test(name) ? inPath : connection;
  value.lastIndex = start;
  return value.test(text) ? { start, end: value.lastIndex } : undefined;
}
const connection = /[^;"'\s]{1,400}/y;
const inPath = /[^;"'\s?#&]{1,400}/y;

/** The extent of a value that begins at `at`, without its quotes; `around` is a quote that its name is in as well. */
export function valueAt(
  text: string,
  at: number,
  separator: number,
  ownLine: boolean,
  around = 0,
): { start: number; end: number } | undefined {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH && (text.charCodeAt(at + 1) === QUOTE || text.charCodeAt(at + 1) === APOSTROPHE)) {
    const inside = text.slice(at + 2, at + 2 + longest);
    const close = inside.indexOf(text.slice(at, at + 2));
    return close === -1 ? wordEnd(text, at + 2) : { start: at + 2, end: at + 2 + close };
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
    if (!/\s/.test(whole) || (separator === EQUALS && !/\s-|=|\s(?:[a-z]+|\d[\d.]*)(?:\s|$)/.test(whole))) {
      return whole === '' ? undefined : { start: at, end: at + whole.length };
    }
  }
  return wordEnd(text, at);
}

function wordEnd(text: string, start: number): { start: number; end: number } | undefined {
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

function closing(text: string, from: number, quote: number): number | undefined {
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

function headerValue(text: string, at: number, nameLength: number): { start: number; end: number } {
  let start = at;
  while (text.charCodeAt(start) === SPACE) start++;
  // A header on a line of its own, as curl shows it
  if (/[\n><] ?$|^$/.test(text.slice(Math.max(0, at - nameLength - 3), at - nameLength - 1))) {
    const line = lineFrom(text, start).trimEnd();
    return { start, end: start + line.length };
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

/** Right after `?` or `&`, also of `&amp;` and `\u0026`; or after a `;` in a query. */
function isInQuery(text: string, start: number, before: number): boolean {
  if (before === QUESTION || before === AMPERSAND) return true;
  if (before === 59) return text.startsWith('&amp;', start - 5);
  return before === 54 && text.startsWith('\\u0026', start - 6);
}

function queryValueEnd(text: string, start: number): number {
  const most = Math.min(text.length, start + longest);
  let at = start;
  while (at < most && !/[&\s"'#<>;,)\]}\\`|]/.test(text[at] ?? '')) at++;
  return at;
}
