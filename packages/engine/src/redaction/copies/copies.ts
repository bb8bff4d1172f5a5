import type { Report } from '../finding.js';
import type { PlaceholderKind } from '../kinds.js';
import { isIdentity } from '../kinds.js';
import { isHarmless } from '../literals/harmless.js';
import { Automaton } from './automaton.js';
import { type Encoding, encodingsOf } from './encodings.js';

/** Looks for values that were found somewhere in everything else, plain and encoded. */
export class Copies {
  private readonly automaton = new Automaton();
  private readonly patterns: { kind: PlaceholderKind; inside: Encoding['inside']; plain: boolean; lead: number }[] = [];
  private readonly known = new Set<string>();
  private readonly homes = new Set<string>();

  /** Also a value that the user named, however short or plain it is. */
  add(given: string, kind: PlaceholderKind, denied = false): void {
    const value = denied ? given : given.trim(); // blanks in quotes, and what was left beside a placeholder
    if (value === '' || this.known.has(value)) return;
    if (kind === 'USER' && /^[a-z][\w.-]{2,31}$/.test(value)) this.addHomes(value);
    if (!denied && !isTelling(value, kind)) return;
    this.known.add(value);
    for (const plain of decodedFrom(value)) this.add(plain, kind, denied);
    for (const { text, inside } of encodingsOf(value)) {
      this.patterns[this.automaton.add(text)] = { kind, inside, plain: text === value, lead: 0 };
    }
  }

  /** However plain a user's name is, the folder of that name is the user's. */
  private addHomes(user: string): void {
    if (this.homes.has(user)) return;
    this.homes.add(user);
    for (const homes of ['/home/', '/Users/'])
      this.patterns[this.automaton.add(homes + user)] = {
        kind: 'USER',
        inside: 'nothing',
        plain: true,
        lead: homes.length,
      };
  }

  find(text: string, report: Report): void {
    this.automaton.scan(text, (pattern, start, end) => {
      const found = this.patterns[pattern];
      if (found === undefined || (found.lead > 0 && /[\w.-]/.test(text[end] ?? ''))) return;
      const [from, to] = widened(text, start + found.lead, end, found.inside);
      report(from, to, found.kind, 'copy', found.plain ? 'copy/plain' : 'copy/encoded');
    });
  }
}

/** What a value stands for, where it was found in a string of JSON or in a URL. */
function decodedFrom(value: string): readonly string[] {
  const found: string[] = [];
  if (value.includes('\\')) {
    try {
      const plain: unknown = JSON.parse(`"${value}"`);
      if (typeof plain === 'string') found.push(plain);
    } catch {
      // of another language
    }
  }
  if (/%[0-9A-Fa-f]{2}/.test(value)) {
    try {
      found.push(decodeURIComponent(value));
    } catch {
      // percent signs of its own
    }
  }
  return found.filter((plain) => plain !== value);
}

/** A plain word, or a short one, is found everywhere; what remains of it tells nobody anything. */
function isTelling(value: string, kind: PlaceholderKind): boolean {
  if (isIdentity(kind)) return kind === 'USER' && value.length >= 5 && /[\d._@-]/.test(value);
  return value.length >= 6 && !isHarmless(value, 'suspect');
}

const word: Record<Encoding['inside'], RegExp | undefined> = {
  nothing: undefined,
  base64: /[A-Za-z0-9+/_-]/,
  hex: /[0-9A-Fa-f]/,
};

/** The whole encoded word around a copy: its edges still hold bits of the value. */
function widened(text: string, start: number, end: number, inside: Encoding['inside']): [number, number] {
  const letter = word[inside];
  if (letter === undefined) return [start, end];
  let [from, to] = [start, end];
  while (from > 0 && start - from < 4096 && letter.test(text[from - 1] ?? '')) from--;
  while (to < text.length && to - end < 4096 && letter.test(text[to] ?? '')) to++;
  if (inside === 'base64') while (text[to] === '=') to++; // its padding
  return [from, to];
}
