import { senseOf } from '../names/sense.js';
import { LF, SPACE } from './characters.js';

/** `# Passwort Datenbank: …`: a comment tells before the name what is behind it. */
export function toldBefore(text: string, start: number): 'secret' | 'suspect' | 'unknown' {
  const comment = commentBefore(text, start);
  const senses = new Set(comment?.split(/[^\p{L}\p{N}_-]+/u).map(senseOf));
  return senses.has('secret') ? 'secret' : senses.has('suspect') ? 'suspect' : 'unknown';
}

/** Whether any line of a text begins as a comment does: logs have none, and need not be looked back in at each name. */
export const holdsComments = (text: string): boolean => /^[ \t]*(?:[#;]|\/\/|--)/m.test(text);

/** What a comment says before an offset on the same line, up to 80 characters; undefined outside of comments. */
export function commentBefore(text: string, start: number): string | undefined {
  let at = start;
  while (at > 0 && text.charCodeAt(at - 1) !== LF) if (start - --at > 80) return undefined;
  while (at < start && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === 9)) at++;
  const sign = text[at];
  const length = sign === '#' || sign === ';' ? 1 : text.startsWith('//', at) || text.startsWith('--', at) ? 2 : 0;
  return length === 0 || at + length > start ? undefined : text.slice(at + length, start);
}
