import { judgeUserName } from './user.js';
import type { Target } from './value.js';

/** The head of a message in a chat: a name of two words or more, and a time of day. */
const author =
  /^[ \t]*(\p{Lu}[\p{L}'’.-]{1,30}(?: (?:van|von|de|der|den|del|della|di|da|dos|la|le|bin|al|ter|zu)){0,3}(?: \p{Lu}[\p{L}'’.-]{0,30}){1,3})(?: {1,4}|,? {0,2}[([—–-]? ?)(?:APP {1,3})?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?[)\]]?:?[ \t]*\r?$/gmu;
const timeAtEnd = /\d:\d\d(?: ?[AaPp][Mm])?[)\]]?:?[ \t]*\r?$/m;
/** Somebody who is spoken to. */
const mention = /(?<=[\s(])@([a-z][a-z0-9-]{0,20}\.[a-z][a-z0-9.-]{1,30})(?=[\s:,!?)]|$)/gm;
const timeAtStart = /^[ \t]*\[?\d{1,2}:\d\d(?::\d\d)?\]?[ \t]/m;
/** A login as the author. */
const login =
  /^[ \t]*([a-z][a-z0-9-]{1,20}\.[a-z][a-z0-9.-]{1,30})(?: {1,4}| ?[([—–-] ?)\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?[)\]]?:?[ \t]*\r?$/gm;
/** `[anna.berg 14:02]: …` */
const bracketed = /^[ \t]*\[([a-z][a-z0-9-]{1,20}\.[a-z][a-z0-9-]{1,30}),? \d{1,2}:\d\d(?::\d\d)?\]/gm;
/** Heads of a message (RFC 5322). */
const correspondent =
  /^[>\s]{0,8}(?:From|To|Cc|Reply-To|Von|An|De|À|Para|Da|Van|Aan): "?(\p{L}[\p{L}'’. -]{2,60}?)"? <[^<>\s]{3,100}>/gmu;
/** `last`, `who`, `w`: a user and a terminal. */
const session = /^([a-z_][\w.-]{1,31})[ \t]+(?:pts\/\d{1,4}|tty\w{0,3}\d{0,3}|:\d)(?=[ \t])/gm;

/** Judges names of people and users by lines that begin with them. */
export function judgePeople(target: Target): void {
  const { text } = target;
  const isChat = timeAtEnd.test(text);
  if (isChat) {
    for (const { index, 0: whole, 1: name = '' } of text.matchAll(author)) {
      const start = index + whole.indexOf(name);
      target.report(start, start + name.length, 'USER', 'identity', 'people/author');
    }
  }
  if (isChat) {
    for (const { index, 0: whole, 1: user = '' } of text.matchAll(login)) {
      const start = index + whole.indexOf(user);
      target.report(start, start + user.length, 'USER', 'identity', 'people/author');
    }
  }
  for (const { index, 1: user = '' } of target.holds('@') && (isChat || timeAtStart.test(text))
    ? text.matchAll(mention)
    : [])
    target.report(index + 1, index + 1 + user.length, 'USER', 'identity', 'people/author');
  for (const { index, 0: whole, 1: user = '' } of text.matchAll(bracketed)) {
    const start = index + whole.indexOf(user);
    target.report(start, start + user.length, 'USER', 'identity', 'people/author');
  }
  for (const { index, 0: whole, 1: name = '' } of target.holds(' <') ? text.matchAll(correspondent) : []) {
    const start = index + whole.indexOf(name, 2);
    target.report(start, start + name.length, 'USER', 'identity', 'people/correspondent');
  }
  if (target.holds('pts/') || target.holds('tty')) {
    for (const { index, 1: user = '' } of text.matchAll(session))
      judgeUserName(target, index, index + user.length, 'people/session');
  }
}
