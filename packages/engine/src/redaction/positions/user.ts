import { isHarmless } from '../literals/harmless.js';
import type { Target } from './value.js';

const commonUsers =
  /^(?:root|admin|administrator|user|username|nginx|www-data|nobody|deploy|http|apache|postgres|mysql|redis|mongo|guest|default|test|app|sa|dba|service|system|anonymous|none|null|true|false|on|off|\d{1,6}|-|unknown|remote_user|system:.*|kubernetes-admin|kubelet|oauth2|api|token|error|errors?|failed|failure|success|ok|\w+:(?:true|false))$/i;

/** Judges a user name, of one word, after a name that announces one. */
export function judgeUserName(target: Target, start: number, end: number, rule: string): void {
  const user = target.text.slice(start, end);
  // `owner: hand over the root certificate`: a sentence says who has to do what
  if (
    /^[a-z]+$/.test(user) &&
    /\b(?:owner|author|operator): $/i.test(target.text.slice(Math.max(0, start - 12), start)) &&
    /^ [a-z]+ [a-z]+/.test(target.text.slice(end, end + 40))
  )
    return;
  if (
    user.startsWith('-') ||
    user.length > 100 ||
    commonUsers.test(user) ||
    /[\s$<{/@=()[\]]/.test(user) ||
    !/\p{L}/u.test(user) ||
    isHarmless(user, 'secret')
  )
    return;
  target.report(start, end, 'USER', 'identity', rule);
}
