import { judgeHeader } from '../positions/header.js';
import type { Target } from '../positions/value.js';
import { EQUALS } from './characters.js';

/** What a client sent, by the place that programs have it in: `req.http.X-Key`, `r.args.key`, `ngx.var.http_x_key`, `headers['x-key']`. */
const sentName =
  /(?:^|\.)(?:http|args|headers|headersIn|header|cookies|query|var\.(?:http|arg|cookie)_)\.?([\w-]{1,80})$/;

const sentList = /(?:headers(?:In)?(?:\(\))?|args|cookies|query|params|META|header)\s*[.([]*\s*["']$/i;

const comparison = /(?:[!=]==?|~=)[ \t]{0,3}(["'])([^"'\n]{1,400})\1/y;

/** Judges the literal that something is compared with which a client sent: whoever sends it gets in. */
export function judgeComparison(target: Target, start: number, end: number, at: number): boolean {
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
