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
