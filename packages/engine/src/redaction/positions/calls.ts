import { isHarmless, type Strength } from '../literals/harmless.js';
import type { Target } from './value.js';

/** Functions that log in, and which of their texts is the password; a stack trace in an error log shows all of them. */
const logins: readonly (readonly [call: RegExp, argument: number, strength?: Strength])[] = [
  [
    /\b(?:mysqli?_(?:p?connect|real_connect)|mysqli->(?:__construct|real_connect|connect)|PDO->__construct|imap_open|odbc_p?connect|ftp_login|ssh2_auth_password|ldap_bind|AMQPConnection->__construct)\(/g,
    2,
  ],
  [/\b(?:oci_p?connect)\(/g, 1],
  [/\bnew PDO\(|\b\w{0,20}(?:sql|pg|db)\w{0,20}\.connect\(|(?<![\w.])connect\(/g, 2],
  // Keys of signatures and ciphers
  [
    /\b(?:ngx\.)?hmac_(?:md5|sha\d{1,3})\(|\bhmac\.new\(|\bHMAC\(|jwt:(?:verify|sign)\(|\b(?:aes\w{0,8}|hmac\w{0,8})["')]{0,2}:new\(|\b\w{1,30}:auth\(/g,
    0,
  ],
  [/\bngx\.(?:md5(?:_bin)?|sha1_bin|crc32_\w+)\((?=\s{0,4}["'][^"'\n]{4,200}["']\s{0,4}\.\.)/g, 0, 'secret'],
  [/\bcreate(?:Hmac|Cipheriv|Decipheriv)\(|\bjwt\.(?:sign|encode|verify|decode)\(|\bHMAC\.(?:digest|hexdigest)\(/g, 1],
  [/->(?:login|logIn|authenticate|setCredentials)\(/g, 1],
  [/\b[A-Z_]{0,20}(?:CREDS|CREDENTIALS|AUTH|LOGIN)\s{0,3}=\s{0,3}\(/g, 1],
  [/\bhash_hmac\(/g, 2],
  [/\bauth\s{0,3}=\s{0,3}\(|\bHTTPBasicAuth\(/g, 1],
  [/\b(?:Redis|RedisCluster|Predis\\\\Client)->auth\(/g, 0],
];
const needles =
  '-> CREDS CREDENTIALS AUTH LOGIN connect( _login( _bind( imap_open auth_password hmac Hmac HMAC ngx. jwt aes: Cipher auth= uth( PDO('
    .split(' ')
    .concat('auth =');
/** One argument, up to the comma or parenthesis behind it. */
const argument =
  /[ \t]{0,8}(?:[bBrRuUfF]?'((?:[^'\\\n]|\\.){0,200})'|[bBrRuUfF]?"((?:[^"\\\n]|\\.){0,200})"|[^,()'"\n]{1,80}(?:'[^'\n]{0,80}'|"[^"\n]{0,80}"|\([^()\n]{0,80}\)|[^,()'"\n]{1,80}){0,8})[ \t]{0,8},?/y;

/** Judges calls of functions that log in: `mysqli_connect('localhost', 'shop', '…')`. */
export function judgeCalls(target: Target): void {
  const { text } = target;
  if (!target.holds(...needles)) return;
  for (const [call, place, strength = 'suspect'] of logins) {
    for (const { index, 0: whole } of text.matchAll(call)) {
      const start = index + whole.length;
      const found = argumentAt(text, start, place);
      const value = found?.[1] ?? found?.[2] ?? '';
      if (found === undefined || value.length < 4 || isHarmless(value, strength)) continue;
      const from = found.index + found[0].search(/['"]/) + 1;
      target.report(from, from + value.length, 'PASSWORD', 'position', 'code/login');
    }
  }
}

/** The argument of a place, counted from 0, of a call whose parenthesis is open at `start`; what is behind the call is no argument. */
function argumentAt(text: string, start: number, place: number): RegExpExecArray | undefined {
  argument.lastIndex = start;
  for (let index = 0; ; index++) {
    const found = argument.exec(text);
    if (found === null || found[0] === '') return undefined;
    if (index === place) return found;
  }
}
