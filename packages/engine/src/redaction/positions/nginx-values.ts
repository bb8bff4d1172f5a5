import { judgeHost } from '../identity/host.js';
import { isHarmless } from '../literals/harmless.js';
import { isIdentifier } from '../literals/identifier.js';
import { senseOf } from '../names/sense.js';
import { judgeCookies } from './cookie.js';
import { judgeUserName } from './user.js';
import { judgeValue, kindOf, strengthOf, type Target } from './value.js';

/** What a word of a configuration holds, without its quotes; offsets into the whole text. */
export interface Inside {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
}

/** A value under a name: of a variable, an option, an environment. */
export function judgeNamed(
  target: Target,
  name: string,
  start: number,
  end: number,
  otherwise: 'suspect' | 'unknown' = 'unknown',
): void {
  const strength = strengthOf(senseOf(name), otherwise);
  if (strength === undefined) return;
  const raw = target.text.slice(start, end);
  // A URL is judged as one.
  if (strength !== 'secret' && (raw.includes('://') || isIdentifier(name, raw))) return;
  if (strength !== 'secret' && /^\s*[\w-]+=[^=]/.test(raw)) {
    judgeCookies(target, start, end, false, 'nginx/variable');
    return;
  }
  judgeSchemed(target, start, end, {
    strength,
    kind: kindOf(name),
    layer: 'position',
    rule: 'nginx/variable',
    shortest: 12,
  });
}

/** Bodies and replacements: JSON and the like are found by their cues. */
export function judgeText(target: Target, arg: Inside): void {
  if (!/[\s{}"'=&]/.test(arg.raw) && !arg.raw.includes('/')) {
    judgeValue(target, arg.start, arg.end, {
      strength: 'unknown',
      kind: 'SECRET',
      layer: 'position',
      rule: 'nginx/text',
      shortest: 16,
    });
  }
}

/** `sub_filter '__API_TOKEN__' '…'`: what is put into a page in the place of a name. */
export function judgeReplacement(target: Target, name: string, value: Inside): void {
  if (!/^\W{0,4}[A-Za-z_][\w-]*\W{0,4}$/.test(name) || senseOf(name) !== 'secret') return;
  judgeValue(target, value.start, value.end, {
    strength: 'secret',
    kind: kindOf(name),
    layer: 'position',
    rule: 'nginx/replacement',
  });
}

/** `name=value` among the arguments of a directive that is known. */
export function judgeOptions(target: Target, args: readonly Inside[]): void {
  for (const { start, end, raw } of args) {
    const equals = /^[\w.-]+=/.test(raw) ? raw.indexOf('=') : -1;
    if (equals > 0 && senseOf(raw.slice(0, equals)) === 'secret')
      judgeNamed(target, raw.slice(0, equals), start + equals + 1, end);
    if (/^data:/.test(raw) && (raw.includes('PRIVATE KEY') || !raw.includes('-----BEGIN')))
      judgeValue(target, start + 5, end, {
        strength: 'secret',
        kind: 'KEY',
        layer: 'position',
        rule: 'nginx/data',
      });
  }
  for (const { start, end, raw } of args) {
    // Without a colon, hexadecimal digits are a number or a duration in days: `3d`.
    if (/^(?:[\d.]+|\[?[0-9a-f]*:[0-9a-f:]*\]?)(?:\/\d+)?(?::\d+)?$/i.test(raw))
      judgeHost(target, start, hostEnd({ start, end, raw }), true);
  }
}

/** Directives of modules that nobody here knows. */
export function judgeUnknown(target: Target, name: string, args: readonly Inside[]): void {
  const sense = senseOf(name);
  for (const [index, { start, end, raw }] of args.entries()) {
    const equals = /^[A-Za-z_][\w-]*=(?=[^=])/.exec(raw);
    if (equals !== null && sense !== 'secret') {
      judgeNamed(target, equals[0].slice(0, -1), start + equals[0].length, end);
      continue;
    }
    const before = args[index - 1]?.raw ?? '';
    const strength =
      sense === 'secret' || (/^[A-Za-z_-]+$/.test(before) && senseOf(before) === 'secret')
        ? 'secret'
        : sense === 'suspect' || (/^[A-Za-z_-]+$/.test(before) && senseOf(before) === 'suspect')
          ? 'suspect'
          : 'unknown';
    if (strength === 'secret' && index < args.length - 1 && isHarmless(raw, 'suspect')) continue;
    if (strength === 'unknown' && /[()<>,]|:\/\//.test(raw)) continue; // the code of some program; a URL is judged as one
    if (sense === 'user' && args.length === 1) {
      judgeUserName(target, start, end, 'nginx/unknown-directive');
      continue;
    }
    judgeValue(target, start, end, {
      strength,
      kind: kindOf(sense === 'unknown' ? before : name),
      layer: 'position',
      rule: 'nginx/unknown-directive',
      shortest: 16,
    });
  }
}
type Expected = Parameters<typeof judgeValue>[3];

/** As judgeValue, a scheme such as `Bearer ` left outside. */
export function judgeSchemed(target: Target, start: number, end: number, expectation: Expected): void {
  const found =
    /^\s*(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate|Key|JWT|SSWS|Api-Token|[A-Z][A-Za-z-]{2,16})[\s:]+(?=\S+$)/.exec(
      target.text.slice(start, end),
    );
  const known =
    found !== null &&
    !(
      expectation.strength === 'secret' &&
      !/^\s*(?:Bearer|Basic|Token|Digest|ApiKey|Negotiate|Key|JWT|SSWS)/i.test(found[0]) &&
      expectation.kind === 'PASSWORD'
    );
  judgeValue(target, known ? start + found[0].length : start, end, expectation);
}

export function hostEnd({ start, raw, end }: Inside): number {
  const stop = raw.search(/[/?]/);
  return stop === -1 ? end : start + stop;
}
