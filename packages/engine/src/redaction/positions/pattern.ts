import { isHarmless } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import type { Expectation, Target } from './value.js';

/** The name of a cookie: words, of which only programs know so many. */
const cookieName = /^[a-z_.-]+$/i;

/**
 * Judges the literals inside a regular expression: what is left between its operators. The expression stays one. Of a whole Cookie header
 * (`named`) it looks for names as well, which stay.
 */
export function judgePattern(
  target: Target,
  start: number,
  end: number,
  { strength, kind, layer, rule }: Expectation,
  named = false,
): void {
  const text = target.text.slice(start, end);
  const operators =
    /\\[sSdDwWbBAzZ]|\(\?(?:[:=!>]|<[=!]|P?<\w+>|[a-z]+\))|\[(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|[\^$()|*+?]|(?<!\\)\.[*+?]?|(?:Bearer|Basic|Token|Digest|ApiKey)(?:\\s[+*]?|\s+|\\ )/gi;
  let from = 0;
  let inValue = false;
  const literal = (to: number): void => {
    let [first, last] = [from, to];
    while (first < last && /\s/.test(text[first] ?? '')) first++;
    while (last > first && /[\s\\]/.test(text[last - 1] ?? '')) last--;
    const equals = kind === 'COOKIE' ? text.slice(first, last).indexOf('=') : -1;
    first += equals + 1; // the name of a cookie
    inValue ||= equals !== -1;
    const run = text.slice(first, last);
    const bare = run.replace(/\\(.)/g, '$1');
    // ^svc-[a-z]+$: a word that others begin with
    if (/^[a-z]{2,8}[-_]$/.test(bare) && last < text.length) return;
    if (bare.length < 4 || (named && !inValue && cookieName.test(bare))) return;
    const hidden = strength === 'unknown' ? looksRandom(bare, 16) : !isHarmless(bare, strength);
    if (hidden) target.report(start + first, start + last, kind, layer, rule);
  };
  for (const match of text.matchAll(operators)) {
    literal(match.index);
    from = match.index + match[0].length;
    if (match[0] === '|') inValue = false;
  }
  literal(text.length);
}
