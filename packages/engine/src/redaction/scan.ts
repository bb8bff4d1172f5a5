import { indexWithin, lastIndexWithin } from './bounded.js';
import { judgeSpokenKey } from './cues/column.js';
import { judgeAfterName } from './cues/cue.js';
import { isOpenIPv6, kindOfIPv4, kindOfIPv6 } from './identity/address.js';
import { judgeHost } from './identity/host.js';
import { isHarmless } from './literals/harmless.js';
import { judgeArn, judgeRegistry } from './positions/account.js';
import { directiveWords, judgeOtherDirective } from './positions/other-directives.js';
import { judgeSegment } from './positions/path.js';
import { judgeSentence, openings } from './positions/prose.js';
import { commands, judgeCommand, judgeOption } from './positions/terminal.js';
import { judgeAuthority, judgeUserinfo } from './positions/url.js';
import { judgeUserName } from './positions/user.js';
import type { Target } from './positions/value.js';
import { judgeBot, judgeTilde, judgeToken } from './shapes/token.js';
import { DIGIT, DOT, eachWord, LOWER, OTHER, UPPER } from './words.js';

const SPACE = 32;
const COLON = 58;
const AT = 64;
const SLASH = 47;
const HYPHEN = 45;
const TILDE = 126;
const PERCENT = 37;
const CAPITAL_Q = 81;
const LF = 10;

const domain = /[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63}){1,8}/y;
const ipv6Run = /[0-9A-Fa-f:]{2,45}(?:(?:\d{1,3}\.){3}\d{1,3})?/y;
const hardware = /(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:])/y;

/** What begins with a word of its own: sentences about passwords, commands, accounts. */
type Judge = (target: Target, start: number, end: number) => void;
const triggers = new Map<string, readonly Judge[]>();
const onWord = (word: string, judge: Judge): void => {
  triggers.set(word, [...(triggers.get(word) ?? []), judge]);
};
for (const word of openings) onWord(word, judgeSentence);
for (const word of commands) onWord(word, (target, _, end) => judgeCommand(target, word, end));
for (const word of directiveWords) onWord(word, (target, _, end) => judgeOtherDirective(target, word, end));
onWord('arn', judgeArn);
onWord('bearer', judgeBearer);
onWord('key', judgeSpokenKey);
onWord('code', judgeSpokenKey);
/** What triggers have of first and last letter and length, so that few words need to be cut out of the text. */
const triggerMarks = new Uint8Array(1 << 15);
const markOf = (first: number, last: number, length: number): number =>
  ((first & 31) << 10) | ((last & 31) << 5) | (length & 31);
for (const word of triggers.keys())
  triggerMarks[markOf(word.charCodeAt(0), word.charCodeAt(word.length - 1), word.length)] = 1;

/** Past the two digits of a percent-encoded character (RFC 3986, section 2.1): `https%3A%2F%2Fshop.acme.com`. */
function pastEncoded(text: string, start: number, end: number): number {
  return text.charCodeAt(start - 1) === PERCENT && end - start > 2 && isHex(text, start, start + 2) ? start + 2 : start;
}

/** Of a character around a word: whether it may give the word a meaning directly behind it, behind a blank, before it; and whether it is a blank. */
const BEHIND = 1;
const BEHIND_BLANK = 2;
const BEFORE = 4;
const BLANK = 8;
const meanings = new Uint8Array(1 << 16).fill(BEHIND | BEHIND_BLANK | BEFORE, 128);
for (const [mark, characters] of [
  [BEHIND, `~:@%='"\\]?.+| \t`],
  [BEHIND_BLANK, ':=?.+|!~ \t'],
  [BEFORE, '-%@'],
  [BLANK, ' \t'],
] as const) {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    meanings[code] = (meanings[code] ?? 0) | mark;
  }
}
const meaningAt = (text: string, at: number): number => meanings[text.charCodeAt(at)] ?? 0;

/** Whether a word can be passed over, as most can: it is short, begins nothing that is known, and nothing that matters is around it. */
function isPlain(text: string, start: number, end: number, holds: number): boolean {
  const length = end - start;
  if ((holds & ~OTHER) === 0) return true; // a hyphen by itself
  if (length >= 12 || text.charCodeAt(start) === HYPHEN) return false;
  // 0.718, but 1.1.1.1
  if ((holds & DOT) !== 0 && (length >= 7 || (holds & (LOWER | UPPER)) !== 0)) return false;
  if ((meaningAt(text, start - 1) & BEFORE) !== 0) return false;
  // requirepass …, HTTP_Passwd …
  if (
    (start === 0 || text.charCodeAt(start - 1) === LF || (holds & OTHER) !== 0) &&
    length > 5 &&
    (holds & DIGIT) === 0
  )
    return false;
  const next = meaningAt(text, end);
  if ((next & BLANK) !== 0 ? (meaningAt(text, end + 1) & BEHIND_BLANK) !== 0 : (next & BEHIND) !== 0) return false;
  return (holds & DIGIT) !== 0 || !mayTrigger(text, start, end);
}

/** `Bearer …` wherever it stands (RFC 6750, section 2.1). */
function judgeBearer(target: Target, _: number, end: number): void {
  bearer.lastIndex = end;
  const token = bearer.exec(target.text)?.[1];
  if (token === undefined || !/\d/.test(token) || isHarmless(token, 'suspect')) return;
  target.report(bearer.lastIndex - token.length, bearer.lastIndex, 'TOKEN', 'cue', 'cue/bearer');
}
const bearer = / {1,3}([A-Za-z0-9._~+/-]{12,4096}={0,2})/y;

/** Whether some trigger is as long and begins and ends with the same letters, in either case. */
const mayTrigger = (text: string, start: number, end: number): boolean =>
  triggerMarks[markOf(text.charCodeAt(start), text.charCodeAt(end - 1), end - start)] === 1;

/**
 * One walk over the words of any text, for what needs no parser: tokens by shape, addresses, host names and e-mails, URLs, options and
 * sentences, and values by the name before them; and, in a text that is `commented`, by a comment before that.
 */
export function scanWords(target: Target, commented: boolean): void {
  const { text } = target;
  let passed = 0;
  eachWord(text, (from, end, holds) => {
    if (end <= passed || isPlain(text, from, end, holds)) return end;
    const start = pastEncoded(text, from, end);
    // bob:secret!@db.acme.com
    if (text.charCodeAt(start - 1) === AT && !/[\w.-]/.test(text[start - 2] ?? ' '))
      judgeLogin(target, start - 1, start);
    const next = text.charCodeAt(end);
    const length = end - start;
    if (next === TILDE && text.charCodeAt(end - 1) === CAPITAL_Q) {
      const stop = judgeTilde(text, end, target.report);
      if (stop > end) {
        passed = stop;
        return stop;
      }
    }
    if (next === COLON && (holds & DIGIT) !== 0) {
      const stop = judgeBot(text, start, end, target.report);
      if (stop > end) {
        passed = stop;
        return stop;
      }
    }
    if (length >= 12 || (length >= 6 && next === TILDE)) {
      const stop = judgeToken(text, start, end, target.report);
      if (stop > start) {
        passed = stop;
        return stop;
      }
      if (length >= 12 && (holds & DIGIT) !== 0 && text.charCodeAt(start - 1) === SLASH)
        judgeSegment(target, start, end);
    }
    if (next === AT) return judgeEmail(target, start, end, 1);
    if (next === PERCENT && text.startsWith('%40', end)) return judgeEmail(target, start, end, 3);
    if ((holds & DOT) !== 0) judgeDotted(target, start, end, holds, next);
    if (next === COLON && text.charCodeAt(end + 1) === SLASH && text.charCodeAt(end + 2) === SLASH) {
      passed = judgeAuthority(target, end + 3, text.slice(start, Math.min(end, start + 20)).toLowerCase());
      return passed;
    }
    if (next === COLON && length <= 4 && isHex(text, start, end)) {
      const stop = judgeColons(target, start);
      if (stop > end) {
        passed = stop;
        return stop;
      }
    }
    if ((holds & (LOWER | UPPER)) === 0 && next !== COLON) return end; // a number names nothing
    if (text.charCodeAt(start) === HYPHEN) judgeOption(target, start);
    else if ((holds & (DIGIT | DOT)) === 0 && mayTrigger(text, start, end)) {
      for (const judge of triggers.get(text.slice(start, end).toLowerCase()) ?? []) judge(target, start, end);
    }
    if (length <= 120) passed = judgeAfterName(target, start, end, commented);
    return passed;
  });
  judgeLeadingColons(target);
}

function judgeIPv4(target: Target, start: number, end: number): void {
  const kind = kindOfIPv4(target.text.slice(start, end));
  if (kind !== undefined) target.report(start, end, kind, 'identity', 'address/ipv4');
}

function judgeDotted(target: Target, start: number, end: number, holds: number, next: number): void {
  const { text } = target;
  if ((holds & (LOWER | UPPER)) === 0) {
    let stop = end;
    while (text.charCodeAt(stop - 1) === 46 || text.charCodeAt(stop - 1) === 45) stop--;
    if (stop - start < 7 || stop - start > 31 || isVersion(text, start)) return;
    // A range is two addresses.
    const hyphen = (holds & OTHER) === 0 ? -1 : indexWithin(text, '-', start, stop);
    if (hyphen !== -1) judgeIPv4(target, hyphen + 1, stop);
    const only =
      text.charCodeAt(start - 1) === SPACE && /(?:\bIP| >) $/.test(text.slice(Math.max(0, start - 4), start));
    const address = only ? withPort.exec(text.slice(start, stop))?.[1] : undefined;
    judgeIPv4(target, start, address !== undefined ? start + address.length : hyphen === -1 ? stop : hyphen);
    return;
  }
  if ((holds & DIGIT) !== 0 && end - start > 20) judgeRegistry(target, start);
  // pool-10.0.1.45-8443; of four numbers elsewhere a version is more likely
  const inside = (holds & DIGIT) === 0 ? null : joinedAddress.exec(text.slice(start, Math.min(end, start + 100)));
  if (inside !== null && kindOfIPv4(inside[1] ?? '') === 'IPV4_PRIVATE') {
    const from = start + inside.index + 1;
    judgeIPv4(target, from, from + (inside[1] ?? '').length);
    return;
  }
  // Files and code end otherwise, or are called.
  if (next === 40 || end - start > 253) return;
  if (text.charCodeAt(start - 1) === SLASH && text.charCodeAt(start - 2) !== SLASH && next !== SLASH) return;
  if (text.charCodeAt(start - 1) === 36 || text.charCodeAt(start - 1) === 123) return; // $x.y, {x.y
  if (isKeyPrefix(text, end) && !standsElsewhere(text, start, end)) return;
  judgeHost(target, start, end, false);
}

/** `acme.example/inject: "true"`: the prefix of an annotation's or label's key, the domain of who made the program that reads it. */
const isKeyPrefix = (text: string, end: number): boolean =>
  text.charCodeAt(end) === SLASH && /^\/[\w.-]{1,63}["']?:(?:\s|$)/.test(text.slice(end, end + 70));

/** Whether a domain stands in a text in other places than in keys, as one's own does; in long texts that is taken for granted. */
function standsElsewhere(text: string, start: number, end: number): boolean {
  if (text.length > longestSearched) return true;
  const domain = /[\w-]+\.[\w-]+$/.exec(text.slice(start, end))?.[0] ?? '';
  let at = text.indexOf(domain);
  for (let looked = 0; at !== -1 && looked < mostLooked; looked++) {
    if (!isKeyPrefix(text, at + domain.length)) return true;
    at = text.indexOf(domain, at + 1);
  }
  return false;
}
const longestSearched = 100_000;
const mostLooked = 50;

const service = /^(?!sha\d)[a-z][a-z0-9-]{1,62}(?:["'/]|:\d{2,5}\b)/;
const hostBefore = /(?:^|[\s"'])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}\/$/;
const joinedAddress = /-((?:\d{1,3}\.){3}\d{1,3})(?=-|$)/;
/** tcpdump puts the port behind a fifth dot. */
const withPort = /^(\d{1,3}(?:\.\d{1,3}){3})\.\d{1,5}$/;

/** `Chrome/120.0.6099.109`, `v1.2.3.4`, `1.3.6.1.5` */
function isVersion(text: string, start: number): boolean {
  const before = text[start - 1] ?? '';
  // kubectl describes a node as host/address
  if (before === '/')
    return /[A-Za-z0-9._-]/.test(text[start - 2] ?? '') && !hostBefore.test(text.slice(Math.max(0, start - 80), start));
  if (before === 'v' || before === 'V') return true;
  if (before !== ' ' && before !== ':' && before !== '=') return false;
  const told = text.slice(Math.max(0, start - 12), start);
  return !/[^nedr. :=][ :=]+$/i.test(told) && /\b(?:version|release|OID|ver\.?)[ :=]+$/i.test(told);
}

function judgeEmail(target: Target, start: number, end: number, sign: number): number {
  const { text } = target;
  domain.lastIndex = end + sign;
  const match = domain.exec(text);
  const stop = match === null ? end : domain.lastIndex;
  // "pull:secret@registry", a service of the same network
  if (match === null && sign === 1 && service.test(text.slice(end + 1, end + 66)) && judgeLogin(target, start, end + 1))
    return end;
  if (match !== null && judgeLogin(target, start, end + sign)) {
    judgeHost(target, end + sign, stop, true);
    return stop;
  }
  const lead = text.slice(Math.max(0, start - 3), start);
  // Part of a URL, which is judged there; a digest of an image; a named location
  if (
    match === null ||
    /[:/]$/.test(lead) ||
    (text[stop] === ':' && /\d/.test(text[stop + 1] ?? '') && lead.endsWith('//'))
  )
    return end;
  const host = match[0].toLowerCase();
  if (kindOfIPv4(host) !== undefined) {
    judgeUserName(target, start, end, 'terminal/user');
    return end;
  }
  if (/(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/.test(host) || /^sha\d+$/.test(host))
    return end;
  if (/^(?:git|ssh)$/.test(text.slice(start, end)) || !/\.[a-z]{2,}$/i.test(host)) return end;
  let from = start;
  while (
    from > 0 &&
    start - from < 64 &&
    /[A-Za-z0-9.!#$%&*+/=?^_{|}~-]/.test(text[from - 1] ?? '') &&
    /[+!&%]/.test(text[from - 1] ?? '')
  ) {
    from--;
    while (from > 0 && /[A-Za-z0-9._-]/.test(text[from - 1] ?? '')) from--;
  }
  target.report(from, stop, 'EMAIL', 'identity', 'email');
  return stop;
}

/** `bob:secret@db.acme.com:5432` without a scheme, from the `@` on. */
function judgeLogin(target: Target, wordStart: number, host: number): boolean {
  const { text } = target;
  let from = wordStart;
  while (from > 0 && host - from < 200 && !/[\s"'`<>(,;/]/.test(text[from - 1] ?? '')) from--;
  const colon = indexWithin(text, ':', from, host - 1);
  from = Math.max(from, lastIndexWithin(text, '=', from, colon) + 1); // dsn=bob:…
  if (/^(?:mailto|sips?|xmpp|acct|im)$/i.test(text.slice(from, colon))) return false;
  if (colon <= from || colon === host - 2 || !/[A-Za-z_]/.test(text[from] ?? '') || host - colon < 6) return false;
  judgeUserinfo(target, from, host - 1);
  return true;
}

function isHex(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON || !isHexOrColon(code)) return false;
  }
  return true;
}

const isHexOrColon = (code: number): boolean =>
  (code >= 48 && code <= COLON) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

function judgeColons(target: Target, start: number): number {
  const { text, report } = target;
  const time = timeOfDay(text, start);
  if (time !== undefined) return time;
  ipv6Run.lastIndex = start;
  if (!ipv6Run.test(text)) return start;
  let stop = ipv6Run.lastIndex;
  if (/[G-Zg-z_]/.test(text[stop] ?? '')) return start;
  while (text[stop - 1] === ':' && text[stop - 2] !== ':') stop--;
  if (stop - start < 15 && !isDoubled(text, start, stop)) return start; // a time of day
  hardware.lastIndex = start;
  if (hardware.test(text) && hardware.lastIndex === stop) {
    if (!/^(?:00:){5}00$|^(?:ff:){5}ff$/i.test(text.slice(start, stop)))
      report(start, stop, 'MAC', 'identity', 'address/hardware');
    return stop;
  }
  const address = text.slice(start, stop);
  const kind = kindOfIPv6(address);
  if (kind === undefined) return stop - start > 20 || isOpenIPv6(address) ? stop : start;
  report(start, stop, kind, 'identity', 'address/ipv6');
  return stop;
}

/**
 * `2026:10:00:00` and the like, with fewer than four colons and none of them beside another: where it ends; with one colon, which any
 * name has before its value, where it begins.
 */
function timeOfDay(text: string, start: number): number | undefined {
  let colons = 0;
  let at = start;
  for (; at < start + 15; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      if (text.charCodeAt(at + 1) === COLON) return undefined;
      colons++;
    } else if (code < 48 || code > 57) break;
  }
  if (colons > 3 || isHexOrColon(text.charCodeAt(at))) return undefined;
  return colons > 1 && text.charCodeAt(at - 1) !== COLON ? at : start;
}

function isDoubled(text: string, start: number, end: number): boolean {
  for (let at = start; at < end - 1; at++)
    if (text.charCodeAt(at) === COLON && text.charCodeAt(at + 1) === COLON) return true;
  return false;
}

/** Addresses that begin with `::`. */
function judgeLeadingColons(target: Target): void {
  const { text, report } = target;
  if (!text.includes('::')) return;
  for (const { index, 0: run } of text.matchAll(
    /(?<![0-9A-Za-z:_])::[0-9A-Fa-f][0-9A-Fa-f:]{0,43}(?:(?:\.\d{1,3}){3})?(?![0-9A-Za-z_:])/g,
  )) {
    const kind = kindOfIPv6(run);
    if (kind !== undefined && /\d/.test(run)) report(index, index + run.length, kind, 'identity', 'address/ipv6');
  }
}
