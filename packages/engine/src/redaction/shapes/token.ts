import type { Report } from '../finding.js';
import { inWords, mixture } from '../literals/random.js';
import { beginningOf, formsByBeginning } from './prefixes.js';

/** A header, a payload and perhaps a signature (RFC 7519), or the five parts of an encrypted one (RFC 7516). */
const jwt = /eyJ[A-Za-z0-9_-]{8,4096}\.[A-Za-z0-9_-]{4,16384}(?:\.[A-Za-z0-9_-]{0,8192}){0,3}/y;
/** A prefix of words, and then what is drawn from both cases and digits. */
const unknownIssuer =
  /((?:[a-z][a-z0-9]{1,11}|[A-Z][A-Z0-9]{1,11})(?:[_-][a-z0-9]{1,8}){0,2})[_.-]([A-Za-z0-9_-]{20,256}={0,2})(?![A-Za-z0-9])/y;
const openPrefix =
  /^(?:pk|pub|public|publishable|sha\d*|md5|etag|build|commit|rev|req|request|trace|span|id|uuid|img|image|chunk|asset|bundle|v\d*|pod|node)(?:[_-]|$)/i;
const suffixed = /[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9])/y;
const telegram = /(?<!\d)\d{8,10}:[A-Za-z][A-Za-z0-9_-]{31,40}(?![A-Za-z0-9_-])/y;
/** An app's number and its secret. */
const facebook = /\d{15,16}\|[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])/y;
/** A client secret of Microsoft Entra; the tilde may stand among the first characters as well. */
const entra = /[A-Za-z0-9_.~-]{3}\dQ~[A-Za-z0-9_.~-]{31,34}(?![A-Za-z0-9_.~-])/y;
const discord = /[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}/y;
const terraform = /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,120}/y;
const zai = /[0-9a-fA-F]{32}\.[A-Za-z0-9]{16}(?![A-Za-z0-9.])/y;
const mailchimp = /[0-9a-f]{32}-us\d{1,2}(?![0-9a-zA-Z])/y;

/**
 * The end of a token of a known or likely form at the start of a word, and reports it; `start` where there is none. A word is a run of
 * letters, digits, `_`, `-` and `.`.
 */
export function judgeToken(text: string, start: number, end: number, report: Report): number {
  const forms = formsByBeginning.get(beginningOf(text, start));
  if (forms !== undefined) {
    for (const { prefix, rest, kind, rule } of forms) {
      if (!text.startsWith(prefix, start)) continue;
      rest.lastIndex = start + prefix.length;
      if (!rest.test(text)) continue;
      const stop = withoutDot(text, start, rest.lastIndex);
      report(start, stop, kind, kind === 'ACCOUNT' ? 'identity' : 'shape', rule);
      return stop;
    }
  }
  const special = specialForm(text, start, end);
  if (special !== undefined) {
    const [pattern, rule] = special;
    pattern.lastIndex = start;
    if (pattern.test(text)) {
      const stop = withoutDot(text, start, pattern.lastIndex);
      report(start, stop, pattern === jwt ? 'JWT' : 'TOKEN', 'shape', rule);
      return stop;
    }
  }
  return judgeUnknownIssuer(text, start, end, report);
}

/** The form without a prefix of letters that a word may have, by what costs little to look at. */
function specialForm(text: string, start: number, end: number): readonly [RegExp, string] | undefined {
  const first = text.charCodeAt(start);
  if (first === 101 && text.startsWith('eyJ', start)) return [jwt, 'token/jwt'];
  if (first >= 48 && first <= 57 && end - start <= 16 && text.startsWith('|', end)) return [facebook, 'token/facebook'];
  if (end - start === 49 && text.charCodeAt(start + 32) === 46) return [zai, 'token/zai'];
  if (text.startsWith('.atlasv1.', start + 14)) return [terraform, 'token/terraform'];
  if (end - start > 55 && first >= 77 && first <= 79) return [discord, 'token/discord'];
  return text.startsWith('-us', start + 32) ? [mailchimp, 'token/mailchimp'] : undefined;
}

/** The end of a bot's token of Telegram whose number ends a word at `end`, as in `/bot123456789:AA…/`, and reports it; `end` where there is none. */
export function judgeBot(text: string, start: number, end: number, report: Report): number {
  let digits = end;
  while (digits > start && text.charCodeAt(digits - 1) >= 48 && text.charCodeAt(digits - 1) <= 57) digits--;
  if (end - digits < 8 || end - digits > 10) return end;
  telegram.lastIndex = digits;
  if (!telegram.test(text)) return end;
  report(digits, telegram.lastIndex, 'TOKEN', 'shape', 'token/telegram');
  return telegram.lastIndex;
}

/** The end of a client secret of Microsoft Entra whose first tilde that counts is at `tilde`, and reports it; `tilde` where there is none. */
export function judgeTilde(text: string, tilde: number, report: Report): number {
  entra.lastIndex = Math.max(0, tilde - 5);
  if (!entra.test(text)) return tilde;
  report(tilde - 5, entra.lastIndex, 'SECRET', 'shape', 'token/entra');
  return entra.lastIndex;
}

function judgeUnknownIssuer(text: string, start: number, end: number, report: Report): number {
  if (end - start < 24) return start;
  suffixed.lastIndex = start;
  if (suffixed.test(text)) {
    report(start, end, 'TOKEN', 'shape', 'token/maxmind');
    return end;
  }
  unknownIssuer.lastIndex = start;
  const match = unknownIssuer.exec(text);
  if (match === null) return start;
  const [whole, prefix = '', body = ''] = match;
  if (openPrefix.test(prefix)) return start;
  const drawn = isDrawn(body);
  const hex =
    /^[0-9a-f]{32,}$/.test(body) && /(?:sk|key|tok|token|secret|pat|live|test|priv|auth|api)(?:$|[_-])/i.test(prefix);
  const letters =
    /(?:^|[_-])(?:sk|key|tok|token|secret|pat|live|test|prod|priv|auth|api)$/i.test(prefix) &&
    /[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(body);
  if (!drawn && !hex && !letters) return start;
  report(start, start + whole.length, 'TOKEN', 'shape', 'token/prefixed');
  return start + whole.length;
}

/** Drawn from letters of both cases and digits, or, if longer, from letters of one case and digits that are not all hexadecimal. */
function isDrawn(body: string): boolean {
  const small = /[a-z]/.test(body);
  const capital = /[A-Z]/.test(body);
  if (!/\d/.test(body) || inWords(body)) return false;
  if (small && capital) return mixture(body) > 0.3;
  return body.length >= 28 && /[g-z]/i.test(body) && (small || capital) && mixture(body) > 0.25;
}

function withoutDot(text: string, start: number, end: number): number {
  let stop = end;
  while (stop > start && text[stop - 1] === '.') stop--;
  return stop;
}
