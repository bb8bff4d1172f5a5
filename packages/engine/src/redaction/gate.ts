import { contentsOf } from './contents.js';
import { isPlaceholder } from './kinds.js';
import { entropyOf } from './literals/entropy.js';
import { inWords, mixture } from './literals/random.js';
import { publicIn } from './public.js';
import type { Redactor } from './redactor.js';
import { findHashes } from './shapes/hash.js';
import { findPrivateKeys } from './shapes/pem.js';
import { judgeToken } from './shapes/token.js';
import { within } from './spans.js';
import { eachWord } from './words.js';

/** Something in a redacted text that may be a secret still; somebody has to look at it. */
export interface Leftover {
  readonly start: number;
  readonly end: number;
  /** `known`: a value that redaction replaces elsewhere, or a form that only secrets have. It never leaves. */
  readonly certainty: 'known' | 'possible';
  readonly reason: string;
}

const password =
  /(?<![\w-])(?:password|passwd|passphrase|passwort|kennwort|passcode|credentials?|secret)\b[^\n]{0,40}?\s["'`“(]?([^\s"'`“”(),;]{6,100})/gi;
const shortest = 20;
/** So much of a word tells how it was made; expressions run out of stack on one of megabytes. */
const longestJudged = 1000;

/**
 * Looks at a text that redaction has made as if it had not: forms of secrets and values that are known to be some, which means that
 * something went wrong; and what may be one by its sense, its place or its chance: passwords in prose, tokens in paths, long random words.
 */
export function leftoversIn(text: string, redactor: Redactor): readonly Leftover[] {
  return outermost([...knownIn(text, redactor), ...suspectsIn(text)]);
}

/** The part of `leftoversIn` that needs to know what was replaced: values that stand there still. */
export function knownIn(text: string, redactor: Redactor): readonly Leftover[] {
  const found: Leftover[] = [];
  redactor.findKnown(text, known(text, found, 'a value that is replaced elsewhere'));
  return found;
}

const known =
  (text: string, found: Leftover[], reason: string) =>
  (start: number, end: number): void => {
    if (!isPlaceholder(text.slice(start, end))) found.push({ start, end, certainty: 'known', reason });
  };

/** The part of `leftoversIn` that the text alone tells, which takes longer. */
export function suspectsIn(text: string): readonly Leftover[] {
  const found: Leftover[] = [];
  const isPublic = within(publicIn(text, contentsOf(text)));
  findPrivateKeys(text, known(text, found, 'a private key'));
  findHashes(text, known(text, found, 'a password hash'));
  const token = known(text, found, 'a token');
  eachWord(text, (start, end) => {
    if (end - start < 12) return end;
    const stop = judgeToken(text, start, end, token);
    if (stop > start) return stop;
    if (
      end - start >= shortest &&
      isChance(text.slice(start, Math.min(end, start + longestJudged))) &&
      !isPublic(start, end)
    ) {
      found.push({ start, end, certainty: 'possible', reason: 'a long word that looks random' });
    }
    return end;
  });
  for (const { index, 0: whole, 1: word = '' } of text.matchAll(password)) {
    if (
      !/[\d!@#$%^&*+?~]/.test(word) ||
      word.includes('=') ||
      /[$<{]/.test(word[0] ?? '') ||
      isPlaceholder(word.replace(/(?:\\[nrt])+.*$/, '')) || // as JSON ends a line
      (/[\w]+_\d+$/.test(word) && isPlaceholder(word.replace(/^[^A-Za-z]+/, '')))
    )
      continue;
    const start = index + whole.length - word.length;
    found.push({ start, end: start + word.length, certainty: 'possible', reason: 'a word after one for a password' });
  }
  return outermost(found);
}

/** Without those that lie within another; in the order of the text. */
function outermost(found: readonly Leftover[]): readonly Leftover[] {
  const kept: Leftover[] = [];
  let furthest = 0;
  for (const one of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.end > furthest) kept.push(one);
    furthest = Math.max(furthest, one.end);
  }
  return kept;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

function isChance(word: string): boolean {
  if (isPlaceholder(word) || inWords(word) || uuid.test(word) || /^[0-9.]+$/.test(word)) return false;
  return mixture(word) > 0.2 && entropyOf(word) > 3.3;
}
