import { indexWithin, lastIndexWithin } from '../bounded.js';
import { judgeHost } from '../identity/host.js';
import { isHarmless } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import { senseOf } from '../names/sense.js';
import { judgeValue, type Target } from './value.js';

/** By character: whether an authority ends there, or only a word that may hold `/` and `?`. */
const endsAuthority = charactersOf('/?#"\'<>;,(){}|\\^`');
const endsWord = charactersOf('"\'<>');

/** A set of ASCII characters, and white space. */
function charactersOf(characters: string): Uint8Array {
  const set = new Uint8Array(128);
  for (const character of `${characters} \t\n\v\f\r`) set[character.charCodeAt(0)] = 1;
  return set;
}

const commonUsers =
  /^(?:git|root|admin|user|username|postgres|nginx|www-data|anonymous|guest|default|app|oauth2|x-access-token|x-oauth-basic|token|api|_json_key|redis|mysql|mongo|rabbitmq|sa|ubuntu|ec2-user|me|you)$/i;

/** Judges user, password and host of a URL whose `//` ends at `start`; gives where they end. */
export function judgeAuthority(target: Target, start: number, scheme: string): number {
  const { text } = target;
  let end = authorityStop(text, start, endsAuthority);
  let at = lastIndexWithin(text, '@', start, end);
  if (at < start) {
    // A password that should have been percent-encoded: redis://:p/ss@host
    const wide = authorityStop(text, start, endsWord);
    const late = lastIndexWithin(text, '@', start, wide);
    const head = text.slice(start, end);
    if (late > end && /:(?!\d{1,5}$)[^@]*$/.test(head) && !head.includes(']')) {
      at = late;
      end = authorityStop(text, late + 1, endsAuthority);
    }
  }
  if (at >= start) judgeUserinfo(target, start, at);
  const from = at >= start ? at + 1 : start;
  if (/^(?:rtmps?|rtmpt|srt)$/.test(scheme)) judgeStreamKey(target, end);
  if (scheme !== 'unix' && scheme !== 'file' && scheme !== 'data') judgeHosts(target, from, end);
  return end;
}

/** The last part of the path of a stream, `rtmp://a.example/live2/KEY`: who has it may send in one's name. */
function judgeStreamKey(target: Target, pathStart: number): void {
  streamKey.lastIndex = pathStart;
  const key = streamKey.exec(target.text)?.[1];
  if (key === undefined || !/\d/.test(key) || isHarmless(key, 'suspect')) return;
  const end = streamKey.lastIndex;
  target.report(end - key.length, end, 'KEY', 'position', 'url/stream-key');
}
const streamKey = /(?:\/[\w.-]{1,60}){1,4}\/([\w-]{10,120})(?=[\s"';?]|$)/y;

const DOLLAR = 36;
const OPENING_PARENTHESIS = 40;
const OPENING_BRACE = 123;

function authorityStop(text: string, start: number, ends: Uint8Array): number {
  const most = Math.min(text.length, start + 2000);
  let at = start;
  while (at < most) {
    const code = text.charCodeAt(at);
    if (code === DOLLAR) {
      // A variable's braces and parentheses belong to it.
      const open = text.charCodeAt(at + 1);
      const close =
        open === OPENING_BRACE
          ? indexWithin(text, '}', at, most)
          : open === OPENING_PARENTHESIS
            ? indexWithin(text, ')', at, most)
            : -1;
      at = close === -1 ? at + 1 : close + 1;
    } else if (code < 128 ? ends[code] === 1 : /\s/.test(String.fromCharCode(code))) return at;
    else at++;
  }
  return at;
}

/** Judges `user:password`, as it stands before the `@` of an authority (RFC 3986, section 3.2.1). */
export function judgeUserinfo(target: Target, start: number, end: number): void {
  const { text } = target;
  const colon = indexWithin(text, ':', start, end);
  const rule = 'url/userinfo';
  if (colon !== -1) {
    judgeValue(target, colon + 1, end, { strength: 'secret', kind: 'PASSWORD', layer: 'position', rule });
    judgeUser(target, start, colon);
  } else if (looksRandom(text.slice(start, end), 12) || senseOf(text.slice(start, end)) === 'secret') {
    judgeValue(target, start, end, { strength: 'secret', kind: 'TOKEN', layer: 'position', rule });
  } else judgeUser(target, start, end);
}

function judgeUser(target: Target, start: number, end: number): void {
  const user = target.text.slice(start, end);
  if (user === '' || user.length > 256 || commonUsers.test(user) || /[$<{]/.test(user) || isHarmless(user, 'secret'))
    return;
  const random = looksRandom(user, 16);
  target.report(start, end, random ? 'TOKEN' : 'USER', random ? 'position' : 'identity', 'url/user');
}

/** Where a host ends that a colon and up to five digits may follow. */
function beforePort(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && end - at < 6 && isDigit(text.charCodeAt(at - 1))) at--;
  return at > start && end - at < 6 && text.charCodeAt(at - 1) === COLON ? at - 1 : end;
}

const COLON = 58;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `a.example:5432,b.example:5432`, as database URLs have them. */
function judgeHosts(target: Target, start: number, end: number): void {
  const { text } = target;
  let at = start;
  while (at < end) {
    const comma = indexWithin(text, ',', at, end);
    const stop = comma === -1 ? end : comma;
    const variable = indexWithin(text, '$', at, stop);
    if (variable !== -1) {
      // https://shop.acme.com$request_uri; a name that goes on with a variable is none
      const stopOfHost = text[variable - 1] === ':' ? variable - 1 : variable; // https://shop.acme.com:$port
      if (stopOfHost > at && text[stopOfHost - 1] !== '.' && text[stopOfHost - 1] !== '-')
        judgeHost(target, at, stopOfHost, true);
      at = stop + 1;
      continue;
    }
    judgeHost(target, at, beforePort(text, at, stop), true);
    at = stop + 1;
  }
}
