import { isHarmless } from '../literals/harmless.js';
import { senseOf } from '../names/sense.js';
import { judgeValue, kindOf, type Target } from './value.js';

/** `-u bob:password`, `--user=bob:password`, `-u 'bob:password'`, `-u bob:'password'`: user and password in one argument. */
const userOption =
  /(?:--?(?:user|proxy-user)|-[a-zA-Z]{0,6}[uU])[= ]{0,3}(?:(["'])(?<quotedUser>[^"':\n]{0,100}):(?<quotedPassword>[^"'\n]{0,400})\1|(?<user>[^\s"':]{0,100}):(?:(["'])(?<inQuotes>[^"'\n]{1,400})\5|(?<password>[^\s"']{0,400})))/dy;
/** `--some-secret value`, `-storepass value` */
const longOption = /--?([A-Za-z][A-Za-z0-9-]{2,40})[ \t]+(["']?)([^\s"'-][^\s"']{0,400})\2/y;

/** Judges an option of a command line, a word that begins with a hyphen. */
export function judgeOption(target: Target, start: number): void {
  const { text } = target;
  userOption.lastIndex = start;
  const { groups, indices } = userOption.exec(text) ?? {};
  if (groups !== undefined && indices?.groups !== undefined) {
    const [userStart, userEnd] = indices.groups['user'] ?? indices.groups['quotedUser'] ?? [0, 0];
    const [passwordStart, passwordEnd] = indices.groups['password'] ??
      indices.groups['quotedPassword'] ??
      indices.groups['inQuotes'] ?? [0, 0];
    judgeUserAndPassword(target, userStart, userEnd, passwordStart, passwordEnd);
    return;
  }
  longOption.lastIndex = start;
  const one = longOption.exec(text);
  if (one === null) return;
  const { 1: name = '', 2: quote = '', 3: value = '' } = one;
  // `-pmysqlpw db` has its value in it.
  if (text.startsWith('--', start) ? senseOf(name) !== 'secret' : !/pass(?:word)?$|^(?:token|secret)$/.test(name))
    return;
  if (/^[A-Z]{2,12}$/.test(value)) return; // --client-key FILE, as a manual has it
  // The name of a secret that is kept somewhere else
  if (
    /^secret(?:-id)?$/.test(name) &&
    /\b(?:secretsmanager|gcloud secrets|az keyvault|doctl)\b[^\n]{0,200}$/.test(
      text.slice(Math.max(0, start - 240), start),
    )
  )
    return;
  const end = start + one[0].length - quote.length;
  judgeValue(target, end - value.length, end, {
    strength: 'secret',
    kind: kindOf(name),
    layer: 'position',
    rule: 'terminal/option',
  });
}

function judgeUserAndPassword(
  target: Target,
  userStart: number,
  userEnd: number,
  passwordStart: number,
  passwordEnd: number,
): void {
  const user = target.text.slice(userStart, userEnd);
  const password = target.text.slice(passwordStart, passwordEnd);
  // `-u "$KEY:"`: some services take a key as the user.
  if (password === '' && !isHarmless(user, 'suspect') && user.length >= 8)
    hide(target, userStart, userEnd, 'terminal/user');
  if (isHarmless(password, 'secret') || /^\d{1,5}$/.test(password)) return;
  hide(target, passwordStart, passwordEnd, 'terminal/user');
  if (!isHarmless(user, 'secret') && !/^(?:root|admin|user)$|\$/.test(user))
    target.report(userStart, userEnd, 'USER', 'identity', 'terminal/user');
}

function hide(target: Target, start: number, end: number, rule: string): void {
  judgeValue(target, start, end, { strength: 'secret', kind: 'PASSWORD', layer: 'position', rule });
}

/** Where commands take a password in an option of one letter, or as an argument. */
const passwordOf: Record<string, RegExp> = {
  mysql: /(?<=[\s"'])-p(?=\S)(["']?)([^\s"']{1,200})\1/g,
  'redis-cli': /(?<=\s)(?:-a|--pass)[ =](["']?)([^\s"']{1,200})\1/g,
  sshpass: /(?<=\s)-p ?(["']?)([^\s"']{1,200})\1/g,
  ldapsearch: /(?<=\s)-w ?(["']?)([^\s"']{1,200})\1/g,
  login: /(?<=\s)(?:-p|-P|--password)[ =](["']?)([^\s"']{1,200})\1/g,
  mosquitto_pub: /(?<=\s)-P (["']?)([^\s"']{1,200})\1/g,
  htpasswd: /^(?: -[a-zA-Z]*b[a-zA-Z]*)(?: -[a-zA-Z]+)*(?: \S+)? \S+ (["']?)([^\s"']{1,200})\1\s*$/g,
  'insecure-password': /^ (["']?)([^\s"']{1,200})\1/g,
  http: /(?<=\s)(?:-a|--auth)[ =](?:[^\s:"']{0,64}:|["'][^\s:"']{0,64}:)()([^\s"']{1,200})/g,
  ipmitool: /(?<=\s)-P ?(["']?)([^\s"']{1,200})\1/g,
  snmpwalk: /(?<=\s)-[AX] ?(["']?)([^\s"']{1,200})\1/g,
  xfreerdp: /(?<=\s)(["']?)\/p:([^\s"']{1,200})\1/g,
  ab: /(?<=\s)-[aA] ?[^\s:"']{0,64}:()([^\s"']{1,200})/g,
  zip: /(?<=\s)-(?:P |p)(["']?)([^\s"']{4,200})\1/g,
  set: /^ -\w{0,4}x\w{0,4} \w{0,60}(?:TOKEN|SECRET|PASSWORD|PASSWD|API_KEY|APIKEY)\w{0,20} (["']?)([^\s"']{1,400})\1/gi,
  mongosh: /(?<=\s)(?:-p|--password)[ =](["']?)([^\s"']{1,200})\1/g,
  sqlcmd: /(?<=\s)-P ?(["']?)([^\s"']{1,200})\1/g,
  sqlplus: /(?<=\s)[^\s/]{1,64}\/(["']?)([^\s"'@]{1,200})\1(?=@)/g,
  smbclient: /(?<=\s)-U ?(["']?)[^\s%"']{1,64}%([^\s"']{1,200})\1/g,
  lftp: /(?<=\s)-u ?[^\s,]{1,64},(["']?)([^\s"']{1,200})\1/g,
  vault:
    /(?<=operator (?:unseal|rekey|generate-root) |^ login )(?:-\w\S{0,40} ){0,3}(["']?)(?![-\w]{1,20}=|-)([A-Za-z0-9+/=._-]{16,200})\1/g,
  'convertto-securestring': /^(?: -\w+)* (["'])([^"'\n]{1,200})\1/g,
  rabbitmqctl: /(?<=(?:change_password|add_user) \S{1,64} )(["']?)([^\s"']{1,200})\1/g,
  mc: /(?<=alias set \S{1,60} \S{1,200} \S{1,100} )(["']?)([^\s"']{1,200})\1/g,
  curl: /(?<=\s)--pass[ =](["']?)([^\s"']{1,200})\1/g,
  setx: /^ \w{0,60}(?:TOKEN|SECRET|PASSWORD|PASSWD|API_KEY|APIKEY)\w{0,20} (["']?)([^\s"']{1,400})\1/gi,
  openssl:
    /(?<=\s|:)(?:pass:|-k |-hmac |-passwd |passwd (?:-\w+ (?:[^\s]{1,40} )?)?)(["']?)([^\s"'-][^\s"']{0,200})\1/g,
  snyk: /^ auth()[ ]([0-9a-f-]{30,40})\b/g,
  codecov: /(?<=\s)(?:-t|--token)[ =](?:["']?)()([\w-]{20,80})/g,
  cmdkey: /(?<=\s)\/pass:(["']?)([^\s"']{1,200})\1/g,
  'openssl-key': /(?<=\s)-(?:K|psk) (["']?)([0-9a-fA-F]{16,256})\1/g,
};
const aliases: Record<string, string> = {
  xh: 'http',
  hey: 'ab',
  '7z': 'zip',
  mongo: 'mongosh',
  mongodump: 'mongosh',
  cqlsh: 'mongosh',
  snmpget: 'snmpwalk',
  snmpset: 'snmpwalk',
  rdesktop: 'xfreerdp',
  mysqldump: 'mysql',
  mysqladmin: 'mysql',
  'mariadb-admin': 'mysql',
  'mariadb-dump': 'mysql',
  open: 'lftp',
  mariadb: 'mysql',
  ldapadd: 'ldapsearch',
  ldapwhoami: 'ldapsearch',
  ldappasswd: 'ldapsearch',
  ldapmodify: 'ldapsearch',
  mosquitto_sub: 'mosquitto_pub',
  docker: 'login',
  podman: 'login',
  helm: 'login',
  oc: 'login',
  az: 'login',
};

/** `kubectl create secret generic db --from-literal=NAME=value`: everything is one, unless it is a plain word. */
function judgeLiterals(target: Target, rest: string, end: number): void {
  if (!/\bcreate\s+secret\b/.test(rest)) return;
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of rest.matchAll(fromLiteral)) {
    const stop = end + index + whole.length;
    judgeValue(target, stop - value.length, stop, {
      strength: senseOf(name) === 'secret' || /\d/.test(value) ? 'secret' : 'suspect',
      kind: kindOf(name),
      layer: 'position',
      rule: 'terminal/literal',
    });
  }
}
const fromLiteral = /--from-literal[= ]["']?([\w.-]{1,100})=["']?([^\s"']{1,400})/g;

/** `echo … | sudo -S`, into whatever reads a password from its input. */
const piped =
  /^(?: -n| -e|(?<=f)(?: ["']%s(?:\\n)?["'])?)? (["']?)(?:[\w.-]{1,64}:)?([^\s"'|]{4,400})\1 ?\| ?(?:sudo (?:-\w+ )*-S|docker login|podman login|helm registry login|oras login|chpasswd|htpasswd|passwd|openssl|smbpasswd|cryptsetup|kinit|vault|gh auth|op |gpg)/;

function judgePiped(target: Target, rest: string, end: number): void {
  const match = piped.exec(rest);
  const value = match?.[2];
  if (match === null || value === undefined || isHarmless(value, 'suspect')) return;
  const start = end + match[0].indexOf(value);
  hide(target, start, start + value.length, 'terminal/option');
}

const nothing = /(?!)/g;

/** The names of commands whose arguments are judged. */
export const commands: readonly string[] = [
  ...Object.keys(passwordOf).filter((name) => name !== 'login' && name !== 'openssl-key'),
  ...Object.keys(aliases),
  'kubectl',
  'auth',
  'echo',
  'printf',
];

/** Judges the arguments of a command whose name ends at `end`, up to the end of the line. */
export function judgeCommand(target: Target, name: string, end: number): void {
  const { text } = target;
  if (!/[ "',]/.test(text[end] ?? '')) return; // HTTP/2.0, mysql:, docker.io
  const line = /[^\n]{0,2000}/y;
  line.lastIndex = end;
  const rest = line.exec(text)?.[0] ?? '';
  const kind = aliases[name] ?? name;
  if (kind === 'login' && !/\blogin\b/.test(rest)) return;
  if (name === 'echo' || name === 'printf') judgePiped(target, rest, end);
  if (name === 'kubectl') judgeLiterals(target, rest, end);
  if (name === 'auth') {
    // At the prompt of redis-cli: AUTH [user] password
    const typed =
      text.startsWith('> ', end - 6) || text.startsWith('redis-cli ', end - 14)
        ? /^(?: \S{1,100})? (\S{1,200})\s*$/.exec(rest)?.[1]
        : undefined;
    if (typed !== undefined)
      hide(target, end + rest.lastIndexOf(typed), end + rest.lastIndexOf(typed) + typed.length, 'terminal/option');
    return;
  }
  for (const match of [kind, `${kind}-key`].flatMap((one) => [...rest.matchAll(passwordOf[one] ?? nothing)])) {
    const word = match[2] ?? '';
    const stop = end + match.index + match[0].trimEnd().length - (match[1] ?? '').length;
    hide(target, stop - word.length, stop, 'terminal/option');
  }
}
