/** The first place of a character from `start` on and before `end`, or -1; looks no further, as indexOf would. */
export function indexWithin(text: string, letter: string, start: number, end: number): number {
  const code = letter.charCodeAt(0);
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === code) return at;
  return -1;
}

/** The last place of a character from `start` on and before `end`, or -1. */
export function lastIndexWithin(text: string, letter: string, start: number, end: number): number {
  const code = letter.charCodeAt(0);
  for (let at = end - 1; at >= start; at--) if (text.charCodeAt(at) === code) return at;
  return -1;
}

/** The first of so many places from which on something holds; their number where it holds nowhere. */
export function firstWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
