import { senseOf } from '../names/sense.js';
import { judgeHeader } from './header.js';
import { isForm } from './query.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, type Target } from './value.js';

const string =
  /"(?:[^"\\\n]|\\.){0,4096}"|'(?:[^'\\\n]|\\.){0,4096}'|`(?:[^`\\]|\\.){0,4096}`|\[\[(?:[^\]]|\](?!\])){0,400}\]\]|\bqq?\([^()\n]{0,400}\)/g;
const headerCall =
  /(?:set_header|setHeader|set_uri_args?|header_out|req\.headers?|headersOut|headersIn|ngx\.header|headers?)\s*[.([]*\s*(?:\[\s*)?$/i;

/**
 * Judges the string literals of Lua, njs or perl by the name that they are bound to or handed over with: `local token = "…"`,
 * `h["X-Key"] = '…'`, `ngx.req.set_header("X-Key", "…")`, `hmac("…")`.
 */
export function judgeCode(target: Target, start: number, end: number): void {
  const code = target.text.slice(start, end);
  let header: string | undefined;
  let headerEnd = 0;
  for (const match of code.matchAll(string)) {
    const [literal] = match;
    const edge = literal.startsWith('[[') ? 2 : 1;
    const opening = literal.startsWith('q') ? literal.indexOf('(') + 1 : edge; // q(…) of perl
    const from = start + match.index + opening;
    const to = start + match.index + literal.length - edge;
    const before = code.slice(Math.max(0, match.index - 120), match.index);
    if (header !== undefined && /^\s*(?:,|\]?\s*=|\.\.|\+)\s*$/.test(code.slice(headerEnd, match.index))) {
      judgeHeader(target, header, from, to, 'suspect', 'code/header');
      headerEnd = match.index + literal.length; // "Bearer " .. "…"
      continue;
    }
    header = undefined;
    const name = nameBefore(before);
    const first = target.text.slice(from, to);
    // h["X-Key"] = …; other lists hold anything
    const isKey =
      /\[\s*$/.test(before) && (/^\]\s*=/.test(code.slice(match.index + literal.length)) || headerName.test(first));
    if (headerCall.test(before) || isKey) {
      header = first;
      headerEnd = match.index + literal.length;
      continue;
    }
    if (/:auth\(\s*$/.test(before)) {
      // Redis, NATS
      judgeValue(target, from, to, { strength: 'secret', kind: 'PASSWORD', layer: 'position', rule: 'code/auth' });
      continue;
    }
    if (keyMaterial.test(before) && /^[0-9a-fA-F]{32,256}$/.test(target.text.slice(from, to))) {
      target.report(from, to, 'KEY', 'position', 'code/bytes');
      continue;
    }
    // '…&client_secret=' + encodeURIComponent('…')
    const joined = /([\w-]{1,60})=["'`]\s*(?:\.\.|\+|\.)\s*(?:[\w.]{1,60}\(\s*)?$/.exec(before)?.[1];
    if (joined !== undefined && senseOf(joined) === 'secret') {
      judgeValue(target, from, to, {
        strength: 'secret',
        kind: kindOf(joined),
        layer: 'position',
        rule: 'code/joined',
      });
      continue;
    }
    // encode_base64("user:" .. "password")
    if (/["'`][^"'`\n]{1,64}:["'`]\s*(?:\.\.|\+|\.)\s*$/.test(before) && /base64|btoa|b64/i.test(before)) {
      judgeValue(target, from, to, { strength: 'secret', kind: 'PASSWORD', layer: 'position', rule: 'code/basic' });
      continue;
    }
    if (isForm(target.text.slice(from, to))) continue;
    const sent = /^(?:arg|http|cookie)_(.+)$/.exec(name ?? '')?.[1]; // what a client sends, compared with what is known
    const own = name === undefined ? 'unknown' : senseOf(sent ?? name);
    // passwords = { anna => "…", otto => "…" }
    const holder = own === 'unknown' && name !== undefined ? holderOf(code, match.index) : undefined;
    if (holder !== undefined && name !== undefined) {
      const user = match.index - before.length + before.lastIndexOf(name);
      judgeUserName(target, start + user, start + user + name.length, 'code/user');
    }
    const sense = holder === undefined ? own : 'secret';
    if (sense === 'harmless') continue;
    const strength = sense === 'secret' ? 'secret' : sense === 'suspect' || sent !== undefined ? 'suspect' : 'unknown';
    if (strength === 'secret' && isNameOfSomething(target.text.slice(from, to), before)) continue;
    judgeValue(target, from, to, {
      strength,
      kind: kindOf(holder ?? name ?? ''),
      layer: 'position',
      rule: 'code/string',
      shortest: 16,
    });
  }
}

const headerName = /^(?:[A-Za-z]\w{0,30}-[\w-]{1,60}|authorization|cookie)$/i;

/** What makes bytes out of hex: what is written out so is a key. */
const keyMaterial =
  /(?:Buffer\.from|fromhex|from_hex|unhex|hex_decode|hex2bin|decode_hex|unhexlify|DecodeString|parseHex)\s*\(\s*$/i;

/** The name of the table of secrets that a literal stands in as the value of a key; undefined where it stands in none. */
function holderOf(code: string, at: number): string | undefined {
  const before = code.slice(Math.max(0, at - 600), at);
  if (!/[\w"'\]]\s*(?:=>|=|:)\s*$/.test(before)) return undefined;
  const name = /([\p{L}\p{N}_]{2,60})["']?\s*(?:=|:)\s*[({][^(){}]*$/u.exec(before)?.[1];
  return name !== undefined &&
    /(?:pass|pw|pwd|secret|token|credential|user)s?$/i.test(name) &&
    senseOf(name) !== 'harmless'
    ? name
    : undefined;
}

/** The variable, key or function right before a literal: `token = `, `token == `, `"token": `, `sign(`. */
function nameBefore(before: string): string | undefined {
  const bound = /([\p{L}\p{N}_$.-]{1,80})["'\]]{0,2}\s*(?:={1,3}|~=|!==?|=>|:|\.\.|\()\s*$/u.exec(before);
  if (bound !== null) return bound[1]?.split('.').at(-1);
  return /([\p{L}\p{N}_]{1,80})\s*\([^()\n]{0,80},\s*$/u.exec(before)?.[1];
}

/** `get_secret("name")`, `os.getenv("TOKEN")`: what is handed over is a name. */
function isNameOfSomething(literal: string, before: string): boolean {
  return /\(\s*$/.test(before) && /^[A-Za-z][\w.:/-]*$/.test(literal) && !/\d/.test(literal);
}
