/** Characters of a class such as `\d`, one of each. */
const classes: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', h: ' ', R: '\n' };

/**
 * A text that a regular expression of PCRE matches, as short as it comes: the first of each alternative, the least of each repetition. What
 * only looks around (anchors, lookaheads) adds nothing. A guess, for paths of locations: whether it matches is seen when it is played.
 */
export function sampleOf(pattern: string): string {
  const [sample] = alternatives(pattern.slice(0, 2000), 0, 0);
  return sample;
}

/** The sample of what stands at `at` up to a closing parenthesis or the end, and where that is. */
function alternatives(pattern: string, at: number, depth: number): readonly [string, number] {
  const samples: string[] = [''];
  let end = at;
  while (end < pattern.length && pattern[end] !== ')') {
    if (pattern[end] === '|') {
      samples.push('');
      end += 1;
      continue;
    }
    const [atom, after] = atomAt(pattern, end, depth);
    const [times, next] = repetition(pattern, after);
    samples[samples.length - 1] += atom.repeat(times);
    end = next;
  }
  return [samples[0] ?? '', end];
}

function atomAt(pattern: string, at: number, depth: number): readonly [string, number] {
  const first = pattern[at] ?? '';
  if (first === '\\') {
    const escaped = pattern[at + 1] ?? '';
    return [/[bBAzZGQE]/.test(escaped) ? '' : (classes[escaped] ?? escaped), at + 2];
  }
  if (first === '[') return classAt(pattern, at);
  if (first === '(') return groupAt(pattern, at, depth);
  if (first === '^' || first === '$') return ['', at + 1];
  return [first === '.' ? 'a' : first, at + 1];
}

function groupAt(pattern: string, at: number, depth: number): readonly [string, number] {
  const opening = /^\((?:\?(?:(<?[=!])|P?<\w+>|'\w+'|[a-z-]*:|[a-z-]+(?=\))|>|\|)?)?/.exec(pattern.slice(at, at + 100));
  const inside = at + (opening?.[0].length ?? 1);
  const [sample, end] = depth > 50 ? ['', pattern.length] : alternatives(pattern, inside, depth + 1);
  return [opening?.[1] === undefined ? sample : '', end + 1];
}

/** The first character of a class; of a negated one, a letter or digit that is not in it. */
function classAt(pattern: string, at: number): readonly [string, number] {
  const [whole = '[', negated = '', members = ''] =
    /^\[(\^?)(\]?(?:\\.|\[:\w+:\]|[^\]\\])*)\]/s.exec(pattern.slice(at, at + 500)) ?? [];
  const named = /^\[:(\w+):\]/.exec(members)?.[1];
  if (negated === '') {
    if (named !== undefined) return [named === 'digit' || named === 'xdigit' ? '1' : 'a', at + whole.length];
    const escaped = /^\\(.)/.exec(members)?.[1];
    return [escaped === undefined ? (members[0] ?? '') : (classes[escaped] ?? escaped), at + whole.length];
  }
  const other = ['a', '1', '-', '_'].find((one) => !isMember(one, members));
  return [other ?? '~', at + whole.length];
}

function isMember(one: string, members: string): boolean {
  try {
    return new RegExp(`[${members}]`).test(one);
  } catch {
    return false;
  }
}

/** How often at least; and where the pattern goes on. */
function repetition(pattern: string, at: number): readonly [number, number] {
  const found = /^(?:([*?])|(\+)|\{(\d*)(?:,\d*)?\})[+?]?/.exec(pattern.slice(at, at + 30));
  if (found === null) return [1, at];
  const [whole, none, , least] = found;
  return [none !== undefined ? 0 : Math.min(1000, Number(least ?? '1')), at + whole.length];
}
