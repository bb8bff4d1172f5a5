import { isHarmless } from '../literals/harmless.js';
import type { Target } from './value.js';

/** A few letters that each such text has, and its form; the secret is the last group. */
type Line = readonly [needle: string, pattern: RegExp];

/** Lines of files and protocols that hold a login by their form: PgBouncer, IPsec, LDIF, Redis, SNMP, Squid, SMTP, IMAP, Postfix. */
const lines: readonly Line[] = [
  ['"md5', /^"[^"\n]{1,64}"[ \t]+"md5([0-9a-f]{32})"/gm],
  ['PSK', /:[ \t]*PSK[ \t]+"([^"\n]{4,200})"/g],
  ['EAP', /:[ \t]*EAP[ \t]+"([^"\n]{4,200})"/g],
  ['word::', /^user[pP]assword::[ \t]*([A-Za-z0-9+/]{6,400}={0,2})/gm],
  ['+@', /^[ \t]*user[ \t]+\S{1,64}[ \t]+on[ \t]+>(\S{4,200})/gm],
  ['munity', /^[ \t]*(?:rocommunity6?|rwcommunity6?|snmp-server[ \t]+community)[ \t]+(\S{4,64})/gm],
  ['_peer ', /^cache_peer[ \t][^\n]{0,300}?\blogin=[^:\s]{1,64}:(\S{1,200})/gm],
  ['"AUTH"', /"AUTH" (?:"[^"\n]{1,64}" )?"([^"\n]{4,200})"/g],
  ['repass"', /"requirepass" "([^"\n]{4,200})"/g],
  ['dns ', /^[ \t]+dns[ \t]+[a-z0-9]{3,20}[ \t]+([A-Za-z0-9_-]{16,200})$/gm],
  ['PLAIN ', /\bAUTH[ \t]+PLAIN[ \t]+([A-Za-z0-9+/]{8,400}={0,2})/g],
  ['LOGIN ', /^(?:[CS]: )?[A-Za-z]\d{0,4}[ \t]+LOGIN[ \t]+\S{1,100}[ \t]+"?([^\s"]{4,200})/gm],
  [':5432:', /^[\w.*-]{1,200}:5432:[\w.*-]{1,64}:[\w.@*-]{1,64}:(\S{4,200})$/gm],
  [':*:', /^[\w.*-]{1,200}:(?:\d{1,5}|\*):[\w.*-]{1,64}:[\w.@*-]{1,64}:(\S{4,200})$/gm],
  [']:', /^\[[\w.-]{1,200}\]:\d{1,5}[ \t]+[^\s:]{1,100}:(\S{4,200})[ \t]*$/gm],
];

/** Such files are short; what is longer is a log. */
const longest = 1_000_000;

/** Judges logins that stand in lines of a form of their own. */
export function judgeCredentialFiles(target: Target): void {
  const { text } = target;
  if (text.length > longest) return;
  for (const [needle, pattern] of lines) {
    if (!text.includes(needle)) continue;
    for (const { index, 0: whole, 1: value = '' } of text.matchAll(pattern)) {
      const start = index + whole.lastIndexOf(value);
      if (!isHarmless(value, 'suspect'))
        target.report(start, start + value.length, 'PASSWORD', 'position', 'password-file/line');
    }
  }
}
