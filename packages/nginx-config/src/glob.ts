/** Whether nginx takes a path for a glob (ngx_conf_file.c, ngx_conf_include: strpbrk "*?["). */
export const isGlob = (path: string): boolean => /[*?[]/.test(path);

/** By bytes of UTF-8, as glob(3) sorts in the C locale; that is by code points. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates, which encode the highest code points, sort behind U+E000 to U+FFFF. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/** Whether a path matches a pattern of glob(3): `*`, `?` and `[…]` match neither a slash nor a leading dot. */
export function matchesGlob(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((segment, at) => matchesSegment(segment, given[at] ?? ''));
}

function matchesSegment(pattern: string, name: string): boolean {
  if (!isGlob(pattern)) return pattern.replace(/\\(.)/g, '$1') === name;
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  let [at, from] = [0, 0];
  let star = -1;
  let retry = 0;
  while (from < name.length) {
    const token = pattern[at] === '*' ? undefined : tokenAt(pattern, at);
    if (pattern[at] === '*') {
      star = at++;
      retry = from;
    } else if (token?.accepts(name[from] ?? '') === true) {
      at = token.end;
      from++;
    } else if (star !== -1) {
      at = star + 1;
      from = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

interface Token {
  readonly end: number;
  accepts(character: string): boolean;
}

function tokenAt(pattern: string, at: number): Token | undefined {
  const character = pattern[at];
  if (character === undefined) return undefined;
  if (character === '?') return { end: at + 1, accepts: () => true };
  if (character === '[') {
    const negated = pattern[at + 1] === '!' || pattern[at + 1] === '^';
    const from = negated ? at + 2 : at + 1;
    const close = pattern.indexOf(']', from + 1);
    if (close !== -1) {
      const members = pattern.slice(from, close);
      return { end: close + 1, accepts: (given) => isMember(members, given) !== negated };
    }
  }
  const literal = character === '\\' ? (pattern[at + 1] ?? '\\') : character;
  return { end: at + (character === '\\' ? 2 : 1), accepts: (given) => given === literal };
}

function isMember(members: string, character: string): boolean {
  for (let at = 0; at < members.length; at++) {
    const first = members[at] ?? '';
    const last = members[at + 1] === '-' ? members[at + 2] : undefined;
    if (last === undefined ? first === character : first <= character && character <= last) return true;
    if (last !== undefined) at += 2;
  }
  return false;
}
