import { isHarmless } from '../literals/harmless.js';
import { senseOf } from '../names/sense.js';
import { judgeValue, kindOf, type Target } from './value.js';

/** What `openssl s_client` prints of a session, and lines of SSLKEYLOGFILE. */
const session =
  /(?:Master-Key|Resumption PSK|PSK identity|PSK|Session-ID|Pre-Master Secret|Early secret)\s*:\s+([0-9A-Fa-f]{16,200})/g;
const keyLog =
  /^(?:CLIENT_RANDOM|RSA|(?:CLIENT|SERVER)_(?:HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_\d+)|EXPORTER_SECRET|(?:EARLY|CLIENT_EARLY)_(?:EXPORTER|TRAFFIC)_SECRET|ECH_SECRET|ECH_CONFIG)\s+[0-9a-fA-F]{16,64}\s+([0-9a-fA-F]{32,200})/gm;
const dump = /^([ \t]*[0-9a-f]{4} - )((?:[0-9a-f]{2}[ -]){1,16})(.*)$/gm;
/** Options of curl, wget, mysql, redis-cli, docker, ldapsearch and others that take a password as their next argument or right behind them. */
const option = /(?<=[\s'"])(?:--?(?:user|proxy-user|u|U)[= ]+)(["']?)([^\s"':]{1,100}):([^\s"']{1,400})\1/g;
const command =
  /(?<![\w-])(mysql|mysqldump|mysqladmin|mariadb|redis-cli|sshpass|ldapsearch|ldapadd|mongo|mongosh|docker login|helm registry login|podman login|smbclient|ftp|lftp|sqlcmd|rabbitmqadmin|mosquitto_pub|mosquitto_sub|vault login|htpasswd(?: -[a-zA-Z]*b[a-zA-Z]*)?(?: \S+)? \S+|openssl|az login|curl|http|https|wget|psql|influx|keytool|pg_dump|clickhouse-client|kubectl|snmpwalk|zip|7z|gpg|nmcli|ipmitool|net use)\b([^\n]{0,2000})/g;
const shortPassword: Record<string, RegExp> = {
  mysql: /(?<=\s)-p(?=\S)(["']?)([^\s"']{1,200})\1/g,
  'redis-cli': /(?<=\s)(?:-a|--pass)[ =](["']?)([^\s"']{1,200})\1/g,
  sshpass: /(?<=\s)-p ?(["']?)([^\s"']{1,200})\1/g,
  ldap: /(?<=\s)-w ?(["']?)([^\s"']{1,200})\1/g,
  login: /(?<=\s)(?:-p|-P|--password)[ =](["']?)([^\s"']{1,200})\1/g,
  mosquitto: /(?<=\s)-P[ ](["']?)([^\s"']{1,200})\1/g,
  vault: /^ (["']?)([\w.-]{8,200})\1/g,
  htpasswd: /^ (["']?)([^\s"']{1,200})\1\s*$/g,
};
const pass = /\b(?:pass|env|fd|file|stdin):([^\s"']{1,200})/g;
/** `--some-secret value`, `-storepass value` */
const longOption = /(?<=\s)--?([a-z][a-z0-9-]{2,40})[ \t]+(["']?)([^\s"'-][^\s"']{0,400})\2/gi;
/** `machine host login user password secret` (netrc), `IDENTIFIED BY '…'` (SQL), `ALTER USER … PASSWORD '…'` */
const netrc = /\blogin\s+(\S{1,100})\s+password\s+(\S{1,200})/g;
const sql = /\b(?:IDENTIFIED\s+BY|PASSWORD)\s+'([^'\n]{1,200})'/gi;
/** `Password for bob: …`, `password is …`, in prose. */
const prose =
  /(?<![\w-])(?:passwords?|passwd|passphrase|passwort|kennwort|pwd|passcode|pin|secret|token|api[ -]?key|access key|credentials?|mot de passe|contraseña|clave|senha|wachtwoord|parola|pass)\b(?:\s+(?:for|of|to|on|für|pour|de|del|da|voor)\s+(?:the\s+|our\s+|my\s+)?[\w.@/-]{1,60}(?:\s+[\w.@/-]{1,40}){0,2}\s*[:=]\s+|\s+(?:is|was|are|were|will be|set to|changed to|to|equals|now|ist|war|lautet|est|es|é|è|steht auf)(?:\s+(?:now|still|currently|just|jetzt|also|simply|set to|changed to))?[:=]?\s+)(?:"([^"\n]{3,100})"|'([^'\n]{3,100})'|`([^`\n]{3,100})`|“([^”\n]{3,100})”|([^\s"'`,;<>]{4,100}))/gi;
const userAndPassword =
  /(?<![\w/.:@-])(?:log ?in|login|sign in|use|creds?|credentials|access|auth|account|with)\b[^\n.]{0,24}?\s["'`(]?([\w.@-]{2,60})\s*[/:]\s*([^\s"'`/,;)]{5,100})["'`)]?(?=[\s.,;)]|$)/gi;

/** Judges what commands are given, and what they print, and what people say of passwords in so many words. */
export function judgeCommands(target: Target): void {
  const { text, report } = target;
  if (/Master-Key|PSK|Session-ID|secret|SECRET|CLIENT_RANDOM/.test(text)) {
    for (const pattern of [session, keyLog]) {
      for (const { index, 0: whole, 1: key = '' } of text.matchAll(pattern)) {
        if (whole.startsWith('Session-ID')) continue; // it names a session and opens none
        report(index + whole.length - key.length, index + whole.length, 'KEY', 'position', 'terminal/session-key');
      }
    }
  }
  if (text.includes('0000 - ')) judgeTicket(target);
  judgeOptions(target);
  judgeSentences(target);
}

function judgeTicket(target: Target): void {
  const from = target.text.indexOf('TLS session ticket:');
  if (from === -1) return;
  for (const { index, 1: lead = '', 2: bytes = '' } of target.text.matchAll(dump)) {
    if (index > from)
      target.report(
        index + lead.length,
        index + lead.length + bytes.trimEnd().length,
        'KEY',
        'position',
        'terminal/session-ticket',
      );
  }
}

function judgeOptions(target: Target): void {
  const { text, report } = target;
  for (const { index, 0: whole, 2: user = '', 3: password = '' } of text.matchAll(option)) {
    const end = index + whole.length - (/["']$/.test(whole) ? 1 : 0);
    const start = end - password.length;
    if (!isHarmless(password, 'secret') && !/^\d{1,5}$/.test(password)) {
      judgeValue(target, start, end, {
        strength: 'secret',
        kind: 'PASSWORD',
        layer: 'position',
        rule: 'terminal/user',
      });
      if (!isHarmless(user, 'secret') && !/^(?:root|admin|user)$/.test(user))
        report(start - 1 - user.length, start - 1, 'USER', 'identity', 'terminal/user');
    }
  }
  for (const { index, 0: whole, 1: name = '', 2: rest = '' } of text.matchAll(command)) {
    const base = index + whole.length - rest.length;
    const kind = Object.keys(shortPassword).find(
      (key) =>
        name.startsWith(key) ||
        (key === 'login' && name.endsWith(' login')) ||
        (key === 'mysql' && /^maria/.test(name)),
    );
    const pattern = kind === undefined ? undefined : shortPassword[kind];
    for (const match of pattern === undefined ? [] : rest.matchAll(pattern)) {
      const word = match[2] ?? '';
      const end = base + match.index + match[0].trimEnd().length - (match[1] ?? '').length;
      judgeValue(target, end - word.length, end, {
        strength: 'secret',
        kind: 'PASSWORD',
        layer: 'position',
        rule: 'terminal/option',
      });
    }
    for (const match of name === 'openssl' ? rest.matchAll(pass) : []) {
      if (!match[0].startsWith('pass:')) continue;
      const word = match[1] ?? '';
      const end = base + match.index + match[0].length;
      judgeValue(target, end - word.length, end, {
        strength: 'secret',
        kind: 'PASSWORD',
        layer: 'position',
        rule: 'terminal/option',
      });
    }
  }
  for (const { index, 0: whole, 1: name = '', 2: quote = '', 3: value = '' } of text.matchAll(longOption)) {
    if (senseOf(name) !== 'secret' && !/pass$/.test(name)) continue;
    const end = index + whole.length - quote.length;
    judgeValue(target, end - value.length, end, {
      strength: 'secret',
      kind: kindOf(name),
      layer: 'position',
      rule: 'terminal/option',
    });
  }
}

function judgeSentences(target: Target): void {
  const { text, report } = target;
  for (const { index, 0: whole, 1: user = '', 2: password = '' } of text.matchAll(netrc)) {
    report(index + whole.length - password.length, index + whole.length, 'PASSWORD', 'position', 'netrc');
    const start = index + whole.indexOf(user, 5);
    report(start, start + user.length, 'USER', 'identity', 'netrc');
  }
  for (const { index, 0: whole, 1: password = '' } of text.matchAll(sql)) {
    report(index + whole.length - 1 - password.length, index + whole.length - 1, 'PASSWORD', 'position', 'sql');
  }
  for (const match of text.matchAll(prose)) {
    const quoted = match[1] ?? match[2] ?? match[3] ?? match[4];
    const value = quoted ?? (match[5] ?? '').replace(/[.!?)]+$/, '');
    const start = match.index + match[0].lastIndexOf(value);
    if (quoted === undefined && isSpoken(value)) continue;
    judgeValue(target, start, start + value.length, {
      strength: 'secret',
      kind: 'PASSWORD',
      layer: 'cue',
      rule: 'prose/password',
    });
  }
  for (const { index, 0: whole, 2: password = '' } of text.matchAll(userAndPassword)) {
    if (isSpoken(password) || /^\d+$/.test(password)) continue;
    const start = index + whole.lastIndexOf(password);
    report(start, start + password.length, 'PASSWORD', 'cue', 'prose/user-and-password');
  }
}

/** A word of the sentence rather than what it is about. */
function isSpoken(value: string): boolean {
  return /^[\p{L}'’-]+$/u.test(value)
    ? !/\p{Ll}\p{Lu}/u.test(value)
    : !/[\d!@#$%^&*+=?_~]/.test(value) || /^[\d./:]+$/.test(value) || /[()[\]{};]/.test(value) || value.includes('/');
}
