import { isHarmless } from '../literals/harmless.js';
import type { Target } from './value.js';

/** A few letters that each such text has, and its form; the secret is the last group. */
type Line = readonly [needle: string, pattern: RegExp];

/** What logs of mail, Redis and MySQL hold as well, behind their dates. */
const inLogs: readonly Line[] = [
  ['"AUTH"', /"AUTH" (?:"[^"\n]{1,64}" )?"([^"\n]{4,200})"/g],
  ['repass"', /"requirepass" "([^"\n]{4,200})"/g],
  ['PLAIN ', /\bAUTH[ \t]+PLAIN[ \t]+([A-Za-z0-9+/]{8,400}={0,2})/g],
  ['LOGIN ', /^(?:#[ \t]*)?(?:[CS]: )?[A-Za-z]\d{0,4}[ \t]+LOGIN[ \t]+\S{1,100}[ \t]+"?([^\s"]{4,200})/gm],
  ["'*", /'\*([0-9A-F]{40})'/g], // MySQL's hash
];

/** Lines of files and protocols that hold a login by their form: PgBouncer, IPsec, LDIF, Redis, SNMP, Squid, SMTP, IMAP, Postfix. */
const lines: readonly Line[] = [
  ['"md5', /^"[^"\n]{1,64}"[ \t]+"md5([0-9a-f]{32})"/gm],
  ['PSK', /:[ \t]*PSK[ \t]+"([^"\n]{4,200})"/g],
  ['EAP', /:[ \t]*EAP[ \t]+"([^"\n]{4,200})"/g],
  ['word::', /^user[pP]assword::[ \t]*([A-Za-z0-9+/]{6,400}={0,2})/gm],
  ['+@', /^[ \t]*user[ \t]+\S{1,64}[ \t]+on[ \t]+>(\S{4,200})/gm],
  ['munity', /^[ \t]*(?:rocommunity6?|rwcommunity6?|snmp-server[ \t]+community)[ \t]+(\S{4,64})/gm],
  ['_peer ', /^cache_peer[ \t][^\n]{0,300}?\blogin=[^:\s]{1,64}:(\S{1,200})/gm],
  ['dns', /^[ \t]*(?:acme_)?dns[ \t]+[a-z0-9]{3,20}[ \t]+([A-Za-z0-9_-]{16,200})$/gm],
  [':5432:', /^[\w.*-]{1,200}:5432:[\w.*-]{1,64}:[\w.@*-]{1,64}:(\S{4,200})$/gm],
  [':*:', /^[\w.*-]{1,200}:(?:\d{1,5}|\*):[\w.*-]{1,64}:[\w.@*-]{1,64}:((?![\d:]+$)\S{4,200})$/gm],
  ['auth ', /\bauth[ \t]+(?:sha\d*|md5)[ \t]+(\S{6,64})/g], // SNMPv3 of Cisco
  ['priv ', /\bpriv[ \t]+(?:aes|des|3des)(?:[ \t]+\d{2,3})?[ \t]+(\S{6,64})/g],
  ['-server ', /^[ \t]*(?:radius|tacacs)-server[ \t][^\n]{0,120}?\bkey[ \t]+(?:\d[ \t]+)?(\S{4,128})/gm],
  ['secret ', /^[ \t]*(?:enable|username[ \t]\S{1,64})[ \t]+(?:secret|password)[ \t]+(?:\d[ \t]+)?(\S{4,200})/gm],
  ['tication text', /\bauthentication text[ \t]+(\S{4,64})/g],
  ['nAUTH', /\\nAUTH(?:\\r\\n\$\d{1,4}\\r\\n[^\\\s]{1,64})?\\r\\n\$\d{1,4}\\r\\n([^\\\s"]{4,400})/g], // Redis as strace shows it
  ['/user:', /\/user:[^\s"']{1,64}[ \t]+(?!\/)["']?([^\s"'*]{4,128})/gi], // net use
  ['--cert', /--cert[ =]["']?[^\s:"']{1,200}:([^\s"'\\]{2,128})/g], // curl: a certificate and the password of its key
  ['basicAuth', /\bbasicAuth\s{0,4}=\s{0,4}\{\s{0,20}[\w."-]{1,64}\s{0,4}=\s{0,4}"([^"\n]{4,200})"/g], // NixOS
  ['auth ', /^[ \t]*stats[ \t]+auth[ \t]+[^\s:]{1,64}:(\S{4,200})/gm],
  ['oracle:', /jdbc:oracle:[a-z]{2,8}:[^\s/:@]{1,64}\/([^\s@"']{2,200})@/g],
  [']:', /^\[[\w.-]{1,200}\]:\d{1,5}[ \t]+[^\s:]{1,100}:(\S{4,200})[ \t]*$/gm],
];

/** Such files are short; what is longer is a log. */
const longest = 1_000_000;

/** Keys that two sides share, at least two lines of them: stunnel, GnuTLS, mosquitto. Digests are named as well. */
const sharedKeys =
  /^(?:(?!(?:sha\d*|md5|digest|etag|commit|rev|tree|blob)[\w-]*:)[\w.@-]{1,64}:[0-9a-fA-F]{32,128}[ \t]*(?:\r?\n|$)){2,1000}/gim;
const sharedKey = /^[\w.@-]{1,64}:([0-9a-fA-F]{32,128})(?=[ \t]*\r?$)/gm;

/** The private members of a JWK (RFC 7518, section 6), wherever they stand. */
const jwk = /["'](?:k|d|p|q|dp|dq|qi)["']\s{0,4}:\s{0,4}["']([A-Za-z0-9_-]{16,2000}={0,2})/g;
/** A key of PuTTY: so many lines of base64. */
const putty = /^Private-Lines: \d{1,3}[ \t]*\r?\n((?:[A-Za-z0-9+/]{4,80}={0,2}[ \t]*(?:\r?\n|$)){1,100})/gm;

/** `openssl … -text` of a private key: the numbers that make it one, in lines of hex. */
const printedKey =
  /^[ \t]*(?:priv|privateExponent|prime1|prime2|exponent1|exponent2|coefficient|private-key|x):[ \t]*\r?\n((?:[ \t]+(?:[0-9a-f]{2}:?){1,32}[ \t]*(?:\r?\n|$)){1,400})/gim;

/** Judges logins that stand in lines of a form of their own. */
export function judgeCredentialFiles(target: Target): void {
  const { text } = target;
  if (text.length > longest) return;
  if (target.holds('"kty"', "'kty'")) {
    for (const { index, 0: whole, 1: key = '' } of text.matchAll(jwk))
      target.report(index + whole.length - key.length, index + whole.length, 'KEY', 'position', 'json/jwk');
  }
  for (const { index, 0: whole, 1: lines = '' } of target.holds('Private-Lines') ? text.matchAll(putty) : []) {
    const start = index + whole.length - lines.length;
    target.report(start, start + lines.trimEnd().length, 'KEY', 'position', 'key/putty');
  }
  for (const { index, 0: whole, 1: body = '' } of target.holds(':\n ', ':\r\n ') ? text.matchAll(printedKey) : []) {
    const start = index + whole.length - body.length;
    target.report(start, start + body.trimEnd().length, 'KEY', 'position', 'key/printed');
  }
  for (const { index: from, 0: run } of /:[0-9a-fA-F]{32}/.test(text) ? text.matchAll(sharedKeys) : []) {
    for (const { index, 0: whole, 1: key = '' } of run.matchAll(sharedKey)) {
      const end = from + index + whole.length;
      target.report(end - key.length, end, 'KEY', 'position', 'password-file/shared-key');
    }
  }
  judgeLoginLines(target, lines);
}

/** Judges logins as servers of mail and databases log them. */
export function judgeLoggedCredentials(target: Target): void {
  if (target.text.length <= longest) judgeLoginLines(target, inLogs);
}

function judgeLoginLines(target: Target, forms: readonly Line[]): void {
  const { text } = target;
  for (const [needle, pattern] of forms) {
    if (!target.holds(needle)) continue;
    for (const { index, 0: whole, 1: value = '' } of text.matchAll(pattern)) {
      const start = index + whole.lastIndexOf(value);
      if (!isHarmless(value, 'secret'))
        target.report(start, start + value.length, 'PASSWORD', 'position', 'password-file/line');
    }
  }
}
