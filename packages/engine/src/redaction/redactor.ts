import { Automaton } from './copies/automaton.js';
import { Copies } from './copies/copies.js';
import { collector, type Level } from './find.js';
import { disjoint, type Finding } from './finding.js';
import { type Found, unpacked } from './found.js';
import { isIdentity, type PlaceholderKind } from './kinds.js';
import { Placeholders } from './placeholders.js';
import { findsAgain, type Restored, RestoringStream, restoreText } from './restore.js';
import { settledFindings } from './settle.js';
import { type Span, within } from './spans.js';

export interface RedactionOptions {
  /** `share` where nothing is said. */
  readonly level?: Level;
  /** Strings that stay wherever they stand, and whatever lies inside of them. */
  readonly allow?: readonly string[];
  /** Strings that go wherever they stand. */
  readonly deny?: readonly string[];
}

/** A text and the name of the file that it is from, which tells password files. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** A finding and what stands there now. Offsets are into the original. */
export interface RedactionFinding extends Finding {
  readonly token: string;
}

export interface RedactedText {
  readonly name: string;
  /** With placeholders. */
  readonly text: string;
  /** In the order of the text, without overlaps. */
  readonly findings: readonly RedactionFinding[];
}

/** What redaction made cannot be put back, so nothing is given out. */
export class RedactionFailed extends Error {}

/** One session: whatever it is given, the same value has the same placeholder. */
export class Redactor {
  readonly placeholders = new Placeholders();
  readonly level: Level;
  private readonly allowed: Automaton | undefined;
  private readonly copies = new Copies();

  constructor(options: RedactionOptions = {}) {
    this.level = options.level ?? 'share';
    const allow = (options.allow ?? []).filter((text) => text !== '');
    if (allow.length > 0) {
      this.allowed = new Automaton();
      for (const text of allow) this.allowed.add(text);
    }
    for (const text of options.deny ?? []) this.copies.add(text, 'DENIED', true);
  }

  /**
   * Redacts texts together: what is found in one is looked for in all of them, and in those that come later. What `findSecrets` found in
   * them at this level may be given, text by text.
   */
  redact(texts: readonly SourceText[], found: readonly (Found | undefined)[] = []): readonly RedactedText[] {
    for (const { text } of texts) this.placeholders.reserve(text);
    const findings = texts.map(({ name, text }, index) => {
      const given = found[index];
      return given === undefined ? settledFindings(name, text, this.level) : unpacked(given);
    });
    for (const [index, list] of findings.entries()) this.note(texts[index]?.text ?? '', list);
    return texts.map(({ name, text }, index) => this.replace(name, text, findings[index] ?? []));
  }

  /**
   * Takes note of what a text holds, without making anything of it yet: one that comes in pieces is learnt first, piece by piece, and then
   * redacted in the same pieces. What was found in it may be given as well.
   */
  learn({ name, text }: SourceText, found?: Found): void {
    this.placeholders.reserve(text);
    this.note(text, found === undefined ? settledFindings(name, text, this.level) : unpacked(found, isWorthCopying));
  }

  /** Goes on with what an earlier session found. */
  remember(token: string, value: string, kind: PlaceholderKind): void {
    this.placeholders.remember(token, value, kind);
    this.copies.add(value, kind);
  }

  /** Values that are known from before, wherever they stand in a text, also encoded. */
  findKnown(text: string, found: (start: number, end: number) => void): void {
    this.copies.find(text, (start, end) => found(start, end));
  }

  restore(text: string): Restored {
    return restoreText(text, this.placeholders);
  }

  /** For a text that comes in pieces, such as a model's answer. */
  restoring(): RestoringStream {
    return new RestoringStream(this.placeholders);
  }

  private note(text: string, findings: readonly Finding[]): void {
    for (const { start, end, kind } of findings)
      if (isWorthCopying(kind)) this.copies.add(text.slice(start, end), kind);
  }

  private replace(name: string, text: string, found: readonly Finding[]): RedactedText {
    const copies: Finding[] = [];
    this.copies.find(text, collector(text, this.level, copies));
    const kept = this.withoutAllowed(text, copies.length === 0 ? found : disjoint([...found, ...copies]));
    const findings: RedactionFinding[] = [];
    let out = '';
    let from = 0;
    for (const [index, { start, end, kind, layer, rule }] of kept.entries()) {
      const stop = pastDigits(text, end, kept[index + 1]?.start ?? text.length);
      const value = text.slice(start, stop);
      if (kind !== 'DENIED' && !holdsLetter(value)) continue; // what was left of a quote
      const token = this.placeholders.tokenOf(value, kind);
      findings.push({ start, end: stop, kind, layer, rule, token });
      out += text.slice(from, start) + token;
      from = stop;
    }
    out += text.slice(from);
    if (findings.length > 0) this.check(name, text, out, findings);
    return { name, text: out, findings };
  }

  /** Fails closed. Placeholders of this session that the text already held are put back in both. */
  private check(name: string, text: string, out: string, findings: readonly RedactionFinding[]): void {
    if (!findsAgain(out, text, findings, this.placeholders) && this.restore(out).text !== this.restore(text).text) {
      throw new RedactionFailed(`${name}: what was replaced could not be put back exactly`);
    }
  }

  private withoutAllowed(text: string, findings: readonly Finding[]): readonly Finding[] {
    if (this.allowed === undefined) return findings;
    const spans: Span[] = [];
    this.allowed.scan(text, (_, start, end) => spans.push([start, end]));
    const isAllowed = within(spans);
    return findings.filter(({ start, end }) => !isAllowed(start, end));
  }
}

/** A letter or digit of any script; most values begin with one of ASCII. */
function holdsLetter(value: string): boolean {
  const first = value.charCodeAt(0);
  return (first >= 48 && first <= 57) || ((first | 32) >= 97 && (first | 32) <= 122) || /[\p{L}\p{N}]/u.test(value);
}

/** Copies of addresses and hosts are found as such. */
const isWorthCopying = (kind: PlaceholderKind): boolean => kind === 'USER' || !isIdentity(kind);

/** A placeholder that a digit follows would be read as another one; then the digits go with it. */
function pastDigits(text: string, end: number, limit: number): number {
  let stop = end;
  while (stop < limit && text.charCodeAt(stop) >= 48 && text.charCodeAt(stop) <= 57) stop++;
  return stop;
}

/** How often each placeholder of some texts stands in them. */
export function countPlaceholders(
  texts: readonly RedactedText[],
): readonly { token: string; kind: PlaceholderKind; count: number }[] {
  const counts = new Map<string, { token: string; kind: PlaceholderKind; count: number }>();
  for (const { findings } of texts) {
    for (const { token, kind } of findings) {
      const known = counts.get(token);
      if (known === undefined) counts.set(token, { token, kind, count: 1 });
      else known.count += 1;
    }
  }
  return [...counts.values()];
}

/** A new session. */
export function createRedactor(options: RedactionOptions = {}): Redactor {
  return new Redactor(options);
}
