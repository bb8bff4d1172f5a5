import { looksRandom } from '../literals/random.js';
import { senseOf } from '../names/sense.js';
import { judgeValue, kindOf, type Target } from '../positions/value.js';
import { APOSTROPHE, LF, QUOTE, SPACE } from './characters.js';
import { closing, wordEnd } from './extent.js';
import { looksLikeSecret } from './plausible.js';

/** `api_key     aa11bb22` on a line of its own, as tables of two columns have it: `vault kv get`. */
export function judgeColumn(target: Target, start: number, end: number, at: number): void {
  const { text } = target;
  const name = text.slice(start, end);
  if (!(isFirstOfLine(text, start) || (isPassword.test(name) && isInBraces(text, start)))) {
    judgeDrawn(target, name, at);
    return;
  }
  if (senseOf(name) !== 'secret') return;
  // One blank is enough behind what is no word of a sentence: requirepass, AuthLDAPBindPassword, rcon_password
  if (at === end + 1 && !isCompound(name)) return;
  const quote = text.charCodeAt(at);
  const close = quote === QUOTE || quote === APOSTROPHE ? closing(text, at + 1, quote) : undefined;
  const value = close === undefined ? wordEnd(text, at) : { start: at + 1, end: close };
  if (
    value === undefined ||
    !(
      looksLikeSecret(text.slice(value.start, value.end)) ||
      (isPassword.test(name) && /\d/.test(text.slice(value.start, value.end)) && value.end - value.start >= 6) ||
      (close !== undefined && isCompound(name))
    ) ||
    !/^(?:[\r\n"';]|[ \t]*\}|$)/.test(text.slice(value.end, value.end + 20))
  )
    return;
  const kind = kindOf(name);
  judgeValue(target, value.start, value.end, { strength: 'suspect', kind, layer: 'cue', rule: 'cue/column' });
}

/** In a sentence: `login failed with secret_id 0f8fad5b-…`, a name of a program; `bad signature for key "Vr91kQzT0pLm"`. */
function judgeDrawn(target: Target, name: string, at: number): void {
  const { text } = target;
  const quote = text.charCodeAt(at);
  const isQuoted = quote === QUOTE || quote === APOSTROPHE;
  if (!isQuoted && !name.includes('_')) return;
  const sense = senseOf(name);
  if (sense !== 'secret' && !(isQuoted && sense === 'suspect')) return;
  const close = isQuoted ? closing(text, at + 1, quote) : undefined;
  const value = close === undefined ? wordEnd(text, at) : { start: at + 1, end: close };
  if (value === undefined || value.end - value.start > 400) return;
  const word = text.slice(value.start, value.end).replace(/[.,;:)]+$/, '');
  if (uuid.test(word) || looksRandom(word, isQuoted ? 10 : 12))
    target.report(value.start, value.start + word.length, kindOf(name), 'cue', 'cue/column');
}
/** `enrolling with code LKR9-UVW4-C9Q0`, `session key 1e399d35…` */
export function judgeSpokenKey(target: Target, start: number, end: number): void {
  const at = end + 1;
  spokenKey.lastIndex = at;
  const found = spokenKey.exec(target.text)?.[0];
  if (found === undefined) return;
  const isHex = !found.includes('-');
  const before = target.text.slice(Math.max(0, start - 20), start);
  if (isHex && !/\b(?:session|api|access|auth|secret|shared|private|signing|encryption|master) $/i.test(before)) return;
  target.report(at, at + found.length, isHex ? 'KEY' : 'SECRET', 'cue', 'cue/column');
}
const spokenKey = /(?:[0-9a-f]{32,64}|(?=[A-Z-]*\d)[A-Z0-9]{4}(?:-[A-Z0-9]{4}){1,7})(?![\w-])/y;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const isPassword = /[a-z]_(?:pass|password|passwd|secret)$/;

/** `{ auth_type PASS auth_pass … }` of keepalived, on one line. */
function isInBraces(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  return /\{[^{}\n]*$/.test(before);
}

function isFirstOfLine(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && start - at < 40 && (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at - 1) === 9)) at--;
  if (text.charCodeAt(at - 1) === 35) at--; // commented out
  return at === 0 || text.charCodeAt(at - 1) === LF;
}

/** Words joined by capitals or underscores, or into one that no sentence has. */
const isCompound = (name: string): boolean =>
  /[a-z][A-Z]|[A-Za-z]_[A-Za-z]/.test(name) ||
  /^(?:requirepass|masterauth|masterpass|bind(?:dn)?pw|rootpw|userpw|dbpass|smtppass|authpass|passphrase)$/i.test(name);
