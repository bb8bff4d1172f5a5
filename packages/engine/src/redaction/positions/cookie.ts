import { indexWithin } from '../bounded.js';
import { isHarmless } from '../literals/harmless.js';
import { senseOf } from '../names/sense.js';
import { judgeValue, type Target } from './value.js';

const attributes = /^(?:path|domain|max-age|expires|samesite|priority|version|comment)$/i;
/** Settings of the page, by convention. */
const settings =
  /^(?:lang|language|locale|theme|currency|country|timezone|tz|consent|cookieconsent|color-?scheme|dark-?mode|font-?size|sidebar|view|page|sort|debug|ab|variant|_?ga|_gid|_gat|_fbp|hl)$/i;

/** Who has such a cookie is the user, whatever it looks like. */
const sessions =
  /^(?:sid|ssid|sess(?:ion)?(?:[_-]?id)?|connect\.sid|php?sessid|jsessionid|auth|jwt|remember(?:[_-]?me)?)$/i;

/** Judges `a=b; c=d`, the value of a Cookie header, or `a=b; Path=/; Secure`, that of a Set-Cookie header. */
export function judgeCookies(target: Target, start: number, end: number, set: boolean, rule: string): void {
  let at = start;
  let first = true;
  while (at < end) {
    const semicolon = indexWithin(target.text, ';', at, end);
    const stop = semicolon === -1 ? end : semicolon;
    const equals = indexWithin(target.text, '=', at, stop);
    if (equals !== -1) {
      const name = target.text.slice(at, equals).trim();
      if (!(set && !first && attributes.test(name)))
        judgeCookie(target, name, equals + 1, endOfValue(target.text, equals + 1, stop), rule);
      first = false;
    }
    at = stop + 1;
  }
}

/** No value has a blank (RFC 6265, section 4.1.1): what stands behind one as a field of a log is none of the cookie. */
function endOfValue(text: string, start: number, stop: number): number {
  const field = text.slice(start, stop).search(/[ \t][a-z_]{1,40}=\S/);
  return field > 0 ? start + field : stop;
}

function judgeCookie(target: Target, name: string, start: number, end: number, rule: string): void {
  const quoted = target.text[start] === '"' && target.text[end - 1] === '"' && end - start > 1 ? 1 : 0;
  const value = target.text.slice(start + quoted, end - quoted);
  const strength = senseOf(name) === 'secret' || sessions.test(name) ? 'secret' : 'suspect';
  if (/^max-age$/i.test(name) && /^\d+$/.test(value)) return; // of a policy that has the same form
  if (settings.test(name) && (isHarmless(value, 'suspect') || value.length < 16)) return;
  judgeValue(target, start + quoted, end - quoted, { strength, kind: 'COOKIE', layer: 'position', rule });
}
