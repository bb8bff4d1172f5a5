import { createRedactor, type Level } from '../index.js';

/** One text, redacted in a session of its own. */
export function redacted(text: string, level: Level = 'share', name = 'text'): string {
  return createRedactor({ level }).redact([{ name, text }])[0]?.text ?? '';
}
