/** What PCRE has and JavaScript reads differently or not at all. */
const foreign = /\\[AzZGKQEhHRXNCg]|\(\?(?![:=!]|<[=!]?)|\[\[:|[*+?}]\+|\(\*/;
/** A repeated group that repeats inside: backtracking without end in JavaScript. */
const explosive = /[*+}]\)?\)[*+{]/;
/** Longer subjects are not tried: the time would no longer be bounded. */
const LONGEST = 2000;

/**
 * Whether nginx's regular expression matches; undefined where JavaScript's engine can't tell. `caseless` is `~*`.
 */
export function regexMatches(pattern: string, subject: string, caseless: boolean): boolean | undefined {
  if (subject.length > LONGEST) return undefined;
  const compiled = compile(pattern, caseless);
  return compiled?.test(subject);
}

const compiledPatterns = new Map<string, RegExp | undefined>();
const MOST_PATTERNS = 5000;

function compile(pattern: string, caseless: boolean): RegExp | undefined {
  const key = `${caseless ? '*' : ''} ${pattern}`;
  if (compiledPatterns.has(key)) return compiledPatterns.get(key);
  if (compiledPatterns.size >= MOST_PATTERNS) compiledPatterns.clear();
  const compiled = translate(pattern, caseless);
  compiledPatterns.set(key, compiled);
  return compiled;
}

function translate(pattern: string, caseless: boolean): RegExp | undefined {
  const ignoreCase = pattern.startsWith('(?i)');
  const source = (ignoreCase ? pattern.slice(4) : pattern).replaceAll('(?P<', '(?<');
  if (foreign.test(source) || explosive.test(source)) return undefined;
  try {
    return new RegExp(source, caseless || ignoreCase ? 'i' : '');
  } catch {
    return undefined;
  }
}
