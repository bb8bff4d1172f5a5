import { type Leftover, leftoversIn } from './gate.js';
import type { RedactedText, Redactor, SourceText } from './redactor.js';

/** A text that may leave, or why it may not. */
export type Outgoing =
  | { readonly state: 'clear'; readonly text: RedactedText; readonly accepted: readonly Leftover[] }
  | { readonly state: 'held'; readonly text: RedactedText; readonly leftovers: readonly Leftover[] };

/**
 * The one way out for what the user has given: a report, a link, a question to a model. Takes the final text, redacts it, and looks at
 * what came out. What only may be a secret leaves if the user has accepted those very words; a known one never does. Whoever gets an
 * error has nothing to send.
 */
export function outgoing(redactor: Redactor, final: SourceText, accepted: ReadonlySet<string> = new Set()): Outgoing {
  const [text] = redactor.redact([final]);
  if (text === undefined) throw new Error('nothing was redacted');
  const leftovers = leftoversIn(text.text, redactor);
  const open = leftovers.filter(
    ({ start, end, certainty }) => certainty === 'known' || !accepted.has(text.text.slice(start, end)),
  );
  return open.length === 0 ? { state: 'clear', text, accepted: leftovers } : { state: 'held', text, leftovers: open };
}
