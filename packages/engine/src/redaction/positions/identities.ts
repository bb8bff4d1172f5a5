import { kindOfIPv4 } from '../identity/address.js';
import { judgeHost } from '../identity/host.js';
import { judgeUserName } from './user.js';
import type { Target } from './value.js';

/** A few letters that each such text has, and its form; the user is the first group. */
type Form = readonly [needles: readonly string[], pattern: RegExp];

const forms: readonly Form[] = [
  // `user:$apr1$…` inside of a label, a list, a block of YAML
  [[':$'], /(?:^|[\s"'`=,])([^\s:"'`=,#$/]{1,64}):(?=\$(?:\$)?(?:2[abxy]?|apr1|1|5|6|7|y)\$)/gm],
  // Caddy
  [[' $2'], /^[ \t]*([\w.@-]{2,64})[ \t]+(?=\$2[aby]\$)/gm],
  [
    ['assword'],
    /\b(?:account|user|login)[ \t]+["'`]?([\w.-]{2,64})["'`]?[ \t]+(?:with|and|using)[ \t]+(?:the[ \t]+)?(?:password|passphrase)/gi,
  ],
  [['ser Id', 'ser ID', 'serId', 'uid=', 'Uid=', 'UID='], /\b(?:User ?Id|Uid)[ \t]?=[ \t]?([^;"'\s]{2,64})(?=;)/gi],
  [['\\\\'], /(?<=[\s"'=:(])[A-Z][A-Z0-9]{1,14}\\{2}([a-z][a-z0-9._-]{1,40})(?![\w\\-])/g],
  [
    ['login'],
    /\b(?:docker|podman|helm registry|oras|crane auth|skopeo|az acr|oc) login\b[^\n]{0,200}?[ \t](?:-u|--username)[ =]["']?([\w.@-]{2,64})/g,
  ],
  [
    ['htpasswd'],
    /\bhtpasswd(?=[^\n]{0,40} -[a-zA-Z]{0,6}b)(?:[ \t]{1,4}-[a-zA-Z]{1,8}(?:[ \t]{1,4}\d{1,6})?){1,6}[ \t]{1,4}[^\s-]\S{0,200}[ \t]{1,4}["']?([\w.@-]{2,64})/g,
  ],
  [['auth=', 'auth ='], /\bauth\s{0,3}=\s{0,3}\(\s{0,3}["']([^"'\n]{2,64})["']\s{0,3},/g],
  // HAProxy, Cisco
  [
    ['password ', 'secret '],
    /^[ \t]*user(?:name)?[ \t]+([\w.@-]{2,64})[ \t]+(?:privilege \d+[ \t]+)?(?:insecure-password|password|secret)[ \t]/gm,
  ],
  // psql -U, mysql -u
  [
    ['psql', 'pg_', 'createdb', 'vacuumdb', 'mysql', 'mariadb', 'redis-cli', 'mongo', 'cqlsh', 'clickhouse', 'sqlcmd'],
    /\b(?:psql|pg_(?:dump|dumpall|restore|isready|basebackup)|createdb|vacuumdb|cqlsh|sqlcmd)\b[^\n|;]{0,200}?[ \t](?:-U ?|--username[ =])["']?([\w.@-]{2,64})/g,
  ],
  [
    ['mysql', 'mariadb', 'mongo', 'redis-cli', 'clickhouse'],
    /\b(?:mysql(?:dump|admin|import|check)?|mariadb(?:-dump|-admin)?|mongo(?:sh|dump|restore|export|import)?|clickhouse-client|redis-cli)\b[^\n|;]{0,200}?[ \t](?:-u ?|--user(?:name)?[ =])["']?([\w.@-]{2,64})/g,
  ],
  // ssh_config, systemd
  [['User ', 'User='], /^[ \t]*User(?:[ \t]+|=)([\w.-]{2,64})[ \t]*\r?$/gm],
  [
    ['pw', 'ass', 'ennwort'],
    /\b(?:user|login|account|benutzer|usuario|utente|utilisateur)[ :]{1,2}["'`]?([\w.-]{2,40})["'`]?,? (?:and |und |et |y |e )?(?:the )?(?:pw|pass|password|pwd|kennwort|passwort)\b/gi,
  ],
  [['stats auth'], /^[ \t]*stats[ \t]+auth[ \t]+([^\s:]{2,64}):/gm],
  [['snmp-server user', 'snmpv3'], /\bsnmp-server user[ \t]+([\w.-]{2,64})/g],
  // SQL: ALTER USER 'x'@'%', GRANT … TO 'x'@'%'
  [
    ["'@'", '`@`'],
    /\b(?:USER|ROLE|TO|FOR|FROM)(?:[ \t]+IF[ \t]+(?:NOT[ \t]+)?EXISTS)?[ \t]+['`]([^'`\n]{2,64})['`]@['`]/gi,
  ],
  [[':5432:', ':*:'], /^[\w.*-]{1,200}:(?:\d{1,5}|\*):[\w.*-]{1,64}:([\w.@-]{2,64}):\S{4,200}$/gm],
  // In sentences a user has a sign that no word has.
  [
    [' as ', 'enutzer', 'tilisateur', 'ebruiker', 'suario', 'tente '],
    /\b(?:(?:ssh|log(?:ged|ging)?[ -]?in|login|connect(?:ed)?|sign(?:ed)? in|run(?:s|ning)?|authenticated?)\b[^\n.]{0,40}? as|Benutzer(?:in)?|[Uu]tilisateur|[Gg]ebruiker|[Uu]suario|[Uu]tente)[ \t]+["'`„“«]?(?=[\w.-]{0,40}[\d._-])([a-z][a-z0-9]*(?:[._-][a-z0-9]+)*)(?![\w@/:-]|\.\w)/g,
  ],
];

/** `AccountName=shoplogs;`, a storage account of Azure. */
const storage = /\bAccountName=([a-z0-9]{3,24})(?=[;"'\s]|$)/g;

/** The comment of a key as ssh-keygen makes it: a user and a host. */
const keyComment =
  /\b(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3})[ \t]+AAAA[A-Za-z0-9+/=]{20,2000}[ \t]+([\w.-]{1,64})@([\w.-]{1,100})/g;
/** Whose queue it is. */
const queue = /\.amazonaws\.com\/(\d{12})(?=\/)/g;
/** A project of Google's cloud, in the name of a resource. */
const project = /\bprojects\/([a-z][a-z0-9-]{4,28}[a-z0-9])\/(?=[a-z])/g;
/** A service's principal of Kerberos: `HTTP/web.acme.lan`. */
const principal = /\b(?:HTTP|host|ldap|nfs|cifs|MSSQLSvc)\/((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![\w.-])/g;

/** An address as a name, from its last number on (RFC 1035, section 3.5; RFC 3596, section 2.5). */
const reversed = /(?<![\w.-])((?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]\.){31}[0-9a-f])\.(?:in-addr|ip6)\.arpa/gi;

/** Judges users, hosts and projects by forms that hold one in a place of its own. */
export function judgeIdentities(target: Target): void {
  const { text } = target;
  for (const [needles, pattern] of forms) {
    if (!target.holds(...needles)) continue;
    for (const { index, 0: whole, 1: user = '' } of text.matchAll(pattern)) {
      const start = index + whole.lastIndexOf(user);
      judgeUserName(target, start, start + user.length, 'identity/user');
    }
  }
  for (const { index, 0: whole, 1: account = '' } of target.holds('AccountName=') ? text.matchAll(storage) : [])
    target.report(index + whole.length - account.length, index + whole.length, 'ACCOUNT', 'identity', 'account/path');
  for (const { index, 0: whole, 1: user = '', 2: host = '' } of target.holds(' AAAA')
    ? text.matchAll(keyComment)
    : []) {
    const at = index + whole.length - host.length;
    judgeUserName(target, at - 1 - user.length, at - 1, 'identity/key-comment');
    judgeHost(target, at, at + host.length, true);
  }
  for (const { index, 1: address = '' } of target.holds('.arpa') ? text.matchAll(reversed) : []) {
    const kind = address.length > 15 ? 'IPV6' : kindOfIPv4(address.split('.').reverse().join('.'));
    if (kind !== undefined) target.report(index, index + address.length, kind, 'identity', 'address/reversed');
  }
  for (const { index, 0: whole, 1: id = '' } of target.holds('projects/') ? text.matchAll(project) : []) {
    const start = index + whole.length - 1 - id.length;
    if (/\d/.test(id) || id.includes('-'))
      target.report(start, start + id.length, 'ACCOUNT', 'identity', 'account/path');
  }
  for (const { index, 0: whole } of target.holds('.amazonaws.com/') ? text.matchAll(queue) : [])
    target.report(index + whole.length - 12, index + whole.length, 'ACCOUNT', 'identity', 'account/path');
  for (const { index, 0: whole, 1: host = '' } of target.holds('HTTP/', 'host/', 'ldap/', 'nfs/')
    ? text.matchAll(principal)
    : []) {
    const start = index + whole.length - host.length;
    judgeHost(target, start, start + host.length, false);
  }
}
