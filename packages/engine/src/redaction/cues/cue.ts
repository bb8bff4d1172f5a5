import { indexWithin } from '../bounded.js';
import { looksRandom } from '../literals/random.js';
import { namesSecret, senseOf } from '../names/sense.js';
import { judgeAccount } from '../positions/account.js';
import { judgeCookies } from '../positions/cookie.js';
import { judgeHeader } from '../positions/header.js';
import { judgeParameter } from '../positions/query.js';
import { judgeUserName } from '../positions/user.js';
import { judgeValue, kindOf, type Target } from '../positions/value.js';
import { judgeArgument } from './argument.js';
import {
  AMPERSAND,
  APOSTROPHE,
  BACKSLASH,
  COLON,
  COMMA,
  EQUALS,
  LF,
  QUESTION,
  QUOTE,
  SEMICOLON,
  SPACE,
} from './characters.js';
import { judgeColumn } from './column.js';
import { commentBefore, toldBefore } from './comment.js';
import { judgeComparison } from './comparison.js';
import {
  blanksEnd,
  closing,
  connectionValue,
  headerValue,
  listedValue,
  longest,
  queryValueEnd,
  skipTo,
  valueAt,
  wordEnd,
} from './extent.js';
import { looksLikeSecret } from './plausible.js';
import { headerName, saysNothing, typed, typeNames } from './silent.js';

/** In a value that is longer, other names are not looked for: it would be looked at again from each of them. */
const longestShared = 1024;

/** What may be a few digits. */
const shortOnes = /pin|otp|tan|puk|pass|pwd|kennwort|senha|clave/i;

/** The number of a line, as compilers and searches say it; the size of a zone. */
export const line = /^\d{1,5}[kKmMgG]?(?:[:;\s"',)]|$)/;

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
 * every name counts; elsewhere only those that promise a secret, or, in a text that is `commented`, that a comment before them makes one.
 * Gives where a value ends that was looked at as a whole, `end` where there is none.
 */
export function judgeAfterName(target: Target, start: number, end: number, commented: boolean): number {
  const { text } = target;
  let at = end;
  let code = text.charCodeAt(at);
  let quoted = false;
  if (code === BACKSLASH && quoteBehind(text, at) > at) {
    at = quoteBehind(text, at) + 1;
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
  if (separator === EQUALS && !quoted && (isInQuery(text, start, before) || beginsForm(text, start, end, after))) {
    const stop = queryValueEnd(text, after);
    judgeParameter(target, text.slice(start, end), after, stop, 'url/query');
    return stop - after > longestShared ? stop : end;
  }
  if (separator === COLON && text.charCodeAt(after) === 47 && text.charCodeAt(after + 1) === 47) return end; // a scheme
  if (end - start > 120 || (before === 47 && text.slice(start, end) !== 'master.key')) return end; // the end of a path
  let from = start;
  while (text.charCodeAt(from) === 45) from++; // --password=…
  const name = text.slice(from, end);
  // pkcs11:token=edge;object=key: the label of a device (RFC 7512)
  if (
    name === 'token' &&
    separator === EQUALS &&
    /pkcs11:[^\s"']{0,80}$/.test(text.slice(Math.max(0, from - 100), from))
  )
    return end;
  // gcloud secrets … --secret=NAME
  if (
    name === 'secret' &&
    separator === EQUALS &&
    /\bgcloud secrets [^\n]{0,160}--$/.test(text.slice(Math.max(0, from - 180), from))
  )
    return end;
  // request.headers.X-Lease = "…"
  const sent =
    separator === EQUALS && name.includes('headers.')
      ? /(?:^|\.)headers\.([A-Za-z][\w-]*)$/.exec(name)?.[1]
      : undefined;
  if (sent !== undefined) {
    const value = valueAt(text, blanksEnd(text, after), separator, false);
    if (value !== undefined) judgeHeader(target, sent, value.start, value.end, 'suspect', 'cue/header');
    return end;
  }
  // u=$remote_user, as logs write it
  if (name === 'u' && separator === EQUALS) {
    const value = wordEnd(text, after);
    if (value !== undefined && userForm.test(text.slice(value.start, value.end)))
      judgeUserName(target, value.start, value.end, 'cue/user');
    return end;
  }
  if (saysNothing(name) && !(commented && separator === COLON && commentBefore(text, from) !== undefined)) return end;
  if (separator === COLON && headerName.test(name)) {
    const value = headerValue(text, after, end - from);
    judgeHeader(target, name, value.start, value.end, 'secret', 'cue/header');
    return value.end - value.start > longestShared ? value.end : end;
  }
  // nginx logs headers under the names of their variables
  const logged = /^(?:(?:sent_|upstream_)?http|hdr|header|req_header|request_header)_(x_\w+)$/.exec(name)?.[1];
  if ((quoted || separator === EQUALS) && logged !== undefined) {
    const value = valueAt(text, blanksEnd(text, after), separator, false);
    if (value !== undefined)
      judgeHeader(
        target,
        logged.replaceAll('_', '-'),
        value.start,
        value.end,
        /^(?:sent|upstream)_/.test(name) ? 'unknown' : 'suspect',
        'cue/header',
      );
    return end;
  }
  if (quoted && separator === EQUALS && (headerName.test(name) || /^x-[a-z]/i.test(name))) {
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
  if (separator === EQUALS && !quoted && /\bcookie[: ] ?$/i.test(text.slice(Math.max(0, start - 9), start))) {
    judgeCookies(
      target,
      start,
      blanksEnd(text, after) === after ? (wordEnd(text, after)?.end ?? end) : end,
      false,
      'cue/cookie',
    );
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
  if (/[iI][dD]$|^(?:account|tenant|subscription|(?:gcp_|google_)?project)$/i.test(name))
    judgeAccount(target, from, end);
  return judgeCue(target, { name, start: from, after, separator, quoted }) ?? end;
}

/** Where the quote is behind some backslashes, of JSON in JSON in JSON; `at` where there is none. */
function quoteBehind(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === BACKSLASH && end - at < 16) end++;
  return text.charCodeAt(end) === QUOTE ? end : at;
}

/** The word before the blanks, colon or asterisk that end at an offset. */
function wordBefore(text: string, end: number): { word: string; start: number } | undefined {
  const match = /([\p{L}_$][\p{L}\p{N}_-]{0,80})[ \t]{0,8}(?::[ \t]{0,8}|[ \t])[*&]?$/u.exec(
    text.slice(Math.max(0, end - 100), end),
  );
  return match?.[1] === undefined ? undefined : { word: match[1], start: end - match[0].length };
}

/** Where an operator ends that gives a value to a name; `at` where there is none. */
function operatorEnd(text: string, at: number, code: number): number {
  if (code === EQUALS) return at + 1;
  if (code === COLON || code === QUESTION || code === 46 || code === 43 || code === 124) {
    // ::=, ?=, .=, +=, ||=
    for (let end = at + 1; end < at + 4; end++) {
      const next = text.charCodeAt(end);
      if (next === EQUALS) return end + 1;
      if (next === SPACE && code === COLON && end === at + 2) return end; // api_key :: …
      if (next !== code) break;
    }
  }
  return code === COLON ? at + 1 : at;
}

function judgeCue(target: Target, { name, start, after, separator, quoted }: Cue): number | undefined {
  const { text } = target;
  const own = senseOf(name);
  const told = own === 'unknown' && separator === COLON ? toldBefore(text, start) : 'unknown';
  const sense = told === 'unknown' ? own : 'suspect';
  if (sense !== 'secret' && sense !== 'suspect' && sense !== 'user') return undefined;
  // What a file is known by
  if (/^(?:checksum|integrity|digest)$/i.test(name)) return undefined;
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
  // 'client_secret=' + …: the quote ends a string of a program
  if (separator === EQUALS && blanks === 0 && /^["'`]\s*(?:\+|\.\.?|,|\))\s/.test(text.slice(at, at + 12)))
    return undefined;
  const value =
    before === SEMICOLON && separator === EQUALS && !quoted
      ? connectionValue(text, at, name)
      : valueAt(text, at, separator, isLineStart(text, start), quoteAround(text, start));
  if (value === undefined || text.startsWith(' bytes', value.end)) return undefined;
  // volume "tls-secret" : secret "shop-tls" not found
  if (
    quoted &&
    separator === COLON &&
    /^[a-z]+ "/.test(text.slice(value.start, value.end + 2)) &&
    text.charCodeAt(value.start - 1) === SPACE
  )
    return undefined;
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
  // authz="Digest username=…"
  if (credentials.test(text.slice(value.start, value.end))) {
    const close = quoteBefore(text, value.start)
      ? closing(text, value.start, text.charCodeAt(value.start - 1))
      : undefined;
    judgeHeader(target, 'Authorization', value.start, close ?? value.end, 'secret', 'cue/header');
    return undefined;
  }
  // Of `cookie_secret` base64 ends with equals signs.
  if (/cookie/i.test(name) && /=[^=]/.test(text.slice(value.start, value.end))) {
    judgeCookies(target, value.start, value.end, false, 'cue/cookie');
    return undefined;
  }
  // token=…(&|$), in a pattern
  if (/^\((?:&\||\|)\$/.test(text.slice(value.end - 1, value.end + 3))) value.end -= 1;
  if (sense === 'user' || (/^(?:login|logon)$/i.test(name) && userForm.test(text.slice(value.start, value.end)))) {
    judgeUserName(target, value.start, value.end, 'cue/user');
    return undefined;
  }
  if (told === 'suspect' && !looksRandom(text.slice(value.start, value.end), 12)) return undefined;
  const strength = sense === 'secret' && !(prose && chatter.test(name)) ? 'secret' : 'suspect';
  const scheme = /^[A-Z][A-Za-z-]{2,20} +(?=\S{6,}$)/.exec(text.slice(value.start, value.end))?.[0].length ?? 0;
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
  const rule = separator === EQUALS ? 'cue/equals' : 'cue/colon';
  if (strength === 'secret' && separator === EQUALS && isQuotedOnce(text, value.start, value.end))
    target.report(value.start, value.end, kindOf(name), 'cue', rule);
  else judgeValue(target, value.start + scheme, value.end, { strength, kind: kindOf(name), layer: 'cue', rule });
  return value.end - value.start > longestShared ? value.end : undefined;
}

/** `username=anna&password=…`: a user has no ampersand, as a password may have. */
function beginsForm(text: string, start: number, end: number, after: number): boolean {
  form.lastIndex = after;
  return senseOf(text.slice(start, end)) === 'user' && form.test(text);
}
const form = /[^&\s"'=;]{0,400}&[\w.%[\]-]{1,60}=/y;

/** Schemes whose credentials have names of their own (RFC 7616). */
const credentials = /^(?:Digest|Hawk|OAuth|AWS4-HMAC-SHA256) \w+=/;
const quoteBefore = (text: string, at: number): boolean => /["']/.test(text[at - 1] ?? '');

/** `kasia.nowicka` */
const userForm = /^\p{Ll}[\p{L}\p{N}_-]{0,30}\.\p{L}[\p{L}\p{N}_-]{1,30}$/u;

/** `'pa$$w0rd!'`: a shell replaces nothing between single quotes, so a dollar that begins no whole reference is a part of it. */
function isQuotedOnce(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start - 1) !== APOSTROPHE || text.charCodeAt(end) !== APOSTROPHE) return false;
  const value = text.slice(start, end);
  return value.includes('$') && !/^\$\{?\w+\}?$|\$\{|\$\(|\{\{|\s/.test(value);
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

/** Right after `?` or `&`, also of `&amp;` and `\u0026`; or after a `;` in a query. */
function isInQuery(text: string, start: number, before: number): boolean {
  if (before === QUESTION || before === AMPERSAND) return true;
  if (before === 59) return text.startsWith('&amp;', start - 5);
  return before === 54 && text.startsWith('\\u0026', start - 6);
}
