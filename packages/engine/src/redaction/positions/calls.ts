import type { Target } from './value.js';

/** Functions that log in, and which of their texts is the password; a stack trace in an error log shows all of them. */
const logins: readonly (readonly [call: RegExp, argument: number])[] = [
  [
    /\b(?:mysqli?_(?:p?connect|real_connect)|mysqli->(?:__construct|real_connect|connect)|PDO->__construct|imap_open|odbc_p?connect|ftp_login|ssh2_auth_password|ldap_bind|AMQPConnection->__construct)\(/g,
    2,
  ],
  [/\b(?:oci_p?connect)\(/g, 1],
  [/\b(?:Redis|RedisCluster|Predis\\\\Client)->auth\(/g, 0],
];
const argument = /'((?:[^'\\\n]|\\.){0,200})'|"((?:[^"\\\n]|\\.){0,200})"|[^,()'"\n]{1,80}(?:\([^()\n]{0,80}\))?/g;

/** Judges calls of functions that log in: `mysqli_connect('localhost', 'shop', '…')`. */
export function judgeCalls(target: Target): void {
  const { text } = target;
  if (!/->|_p?connect\(|_login\(|_bind\(|imap_open|auth_password/.test(text)) return;
  for (const [call, place] of logins) {
    for (const { index, 0: whole } of text.matchAll(call)) {
      const start = index + whole.length;
      const given = text.slice(start, start + 600).split('\n')[0] ?? '';
      const found = Array.from(given.matchAll(argument)).filter(({ 0: one }) => one.trim() !== '')[place];
      const value = found?.[1] ?? found?.[2] ?? '';
      if (found === undefined || value === '') continue;
      const from = start + found.index + 1;
      target.report(from, from + value.length, 'PASSWORD', 'position', 'code/login');
    }
  }
}
