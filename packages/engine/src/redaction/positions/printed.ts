import { senseOf } from '../names/sense.js';
import { kindOf, type Target } from './value.js';

/** Commands that print a secret, and nothing else: Kubernetes, Vault, clouds, password stores. */
const printing =
  /^[ \t]*(?:[^\n$#>]{0,60}[$#>]|\$)[ \t]+(?=[^\n]{0,400}(?:base64 (?:-d|--decode|-D)|get secrets?\b|create token|print-access-token|print-identity-token|get-access-token|get-login-password|get-secret-value|secretsmanager|kv get|secrets versions access|consul keygen|read -field|token lookup|pass show|op read|\/dev\/urandom|terraform output|pwgen|uuidgen|openssl rand|genkey|genpsk|authtoken|whoami -t|keyring get|xxd -p|od -|hexdump|basenc|sha1pass|mkpasswd))[^\n]{0,600}\n([^\s$#>{}"']{12,4000})[ \t]*\r?(?=\n|$)/gm;
/** A key of Consul, with its value. */
const entry = /^(?:[\w.-]{1,60}\/){1,8}([\w.-]{1,60}):([^\s:][^\s]{3,400})(?=\r?$)/gm;
const account = /^[^\n]{0,60}[$#>][ \t]+aws [^\n]{0,200}\n(\d{12})\r?(?=\n|$)/gm;

/** Judges lines that commands of known habits printed. */
export function judgePrintedSecrets(target: Target): void {
  const { text } = target;
  if (!target.holds('$ ', '# ', '> ')) return;
  for (const { index, 0: whole, 1: printed = '' } of text.matchAll(printing)) {
    const start = index + whole.lastIndexOf(printed);
    if (/^[\w.-]+(?:\/[\w.-]+)+:/.test(printed)) continue; // edge/keepalive:32 of Consul
    if (/[\d_+/=-]/.test(printed) || /[a-z][A-Z]/.test(printed))
      target.report(start, start + printed.length, 'SECRET', 'position', 'terminal/printed');
  }
  if (target.holds('consul kv')) {
    for (const { index, 0: whole, 1: name = '', 2: value = '' } of text.matchAll(entry))
      if (senseOf(name) === 'secret')
        target.report(
          index + whole.length - value.length,
          index + whole.length,
          kindOf(name),
          'position',
          'terminal/printed',
        );
  }
  if (!target.holds('aws ')) return;
  for (const { index, 0: whole, 1: number = '' } of text.matchAll(account)) {
    const start = index + whole.lastIndexOf(number);
    target.report(start, start + number.length, 'ACCOUNT', 'identity', 'account/id');
  }
}
