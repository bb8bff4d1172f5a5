import { judgeHost } from '../identity/host.js';
import { isHarmless } from '../literals/harmless.js';
import { judgeUserName } from './user.js';
import { judgeValue, type Target } from './value.js';

/** The combined format: address - user [time]; a lone hyphen is no user. */
const combined = / - (?!- \[)([^\s"[\]]{1,100}(?: [^\s"[\]]{1,60})?) \[\d\d\/[A-Z][a-z]{2}\/\d{4}:/g;
/** ngx_http_auth_basic_module */
const basic = /user "([^"\n]{1,200})"(?= was not found| has no password|:? password mismatch)/g;
/** Databases: `password authentication failed for user "shop"`, `Access denied for user 'shop'@'10.0.0.1'` */
const refused = /\bfor user (?:"([^"\n]{1,60})"|'([^'\n]{1,60})')/g;
/** nginx's error log: client: …, server: …, request: "…", upstream: "…", host: "…" */
const errorFields = /, (server|host|login): "?([^\s",]{1,253})"?/g;
/** `nginx: host` in syslog lines: <13>Jan  1 00:00:00 web01 nginx: */
const syslog =
  /^(?:<\d{1,3}>(?:1 )?)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[\d.]*(?:Z|[+-]\d\d:?\d\d)?) ([A-Za-z][\w.-]{1,100}) (?=[\w/.-]{2,40}(?:\[\d+\])?:? )/gm;
/** sudo: `anna : TTY=pts/0 ; PWD=…` */
const sudo = /\bsudo(?:\[\d{1,8}\])?: {1,4}([\w.-]{1,40}) : (?=TTY=|PWD=|\d+ incorrect)/g;
/** sshd, curl, Authelia and its like, directories, Windows */
const logins =
  /\b(?:Accepted \w{1,30}|Failed (?:password|publickey|none|hostbased|keyboard-interactive\/\w{1,10}|gssapi-\w{1,20})|Invalid user|Disconnected from(?: authenticating| invalid)? user|session opened for user|session closed for user)(?: for)?(?: invalid user)? ([\w.-]{1,40})(?= (?:from|by|\d)|\b)|\b(?:with|by|of|for|name) user '([^'\n]{1,60})'|\b(?:uid|sAMAccountName|[bB]ind_?(?:dn|DN)["']?[ =:]{1,3}["']?[cC][nN])=([\w.-]{1,40})(?=[,)])|(?<=[\s"'=:(])[A-Z][A-Z0-9]{1,14}\\{1,2}([a-z][a-z0-9._-]{1,40})(?![\w\\-])/g;
const prompt = /^([a-z_][\w-]{0,31})@([a-z][\w-]{0,62}):[~/][^\n$#]{0,80}[$#] /gm;
const notUsers = /^(?:-|root|nobody|anonymous)$/;

/** Judges what the lines of nginx's logs hold by place: users, names of hosts and virtual servers. */
export function judgeLogs(target: Target): void {
  const { text } = target;
  if (target.holds('] ')) {
    for (const { index, 1: user = '' } of text.matchAll(combined)) {
      if (!notUsers.test(user)) target.report(index + 3, index + 3 + user.length, 'USER', 'identity', 'log/user');
    }
  }
  if (target.holds('user "')) {
    for (const { index, 1: user = '' } of text.matchAll(basic))
      target.report(index + 6, index + 6 + user.length, 'USER', 'identity', 'log/user');
  }
  if (target.holds('for user ')) {
    for (const { index, 0: whole, 1: quoted, 2: single } of text.matchAll(refused)) {
      const user = quoted ?? single ?? '';
      judgeUserName(target, index + whole.length - 1 - user.length, index + whole.length - 1, 'log/user');
    }
  }
  if (target.holds(', host: ') || target.holds(', server: ')) {
    for (const { index, 0: whole, 1: field = '', 2: value = '' } of text.matchAll(errorFields)) {
      const start = index + whole.indexOf(value, field.length + 4);
      if (field === 'login') {
        if (!isHarmless(value, 'suspect')) target.report(start, start + value.length, 'USER', 'identity', 'log/user');
        continue;
      }
      const port = /:\d{1,5}$/.exec(value);
      judgeHost(target, start, start + value.length - (port?.[0].length ?? 0), true);
    }
  }
  if (target.holds('user', 'ccepte', 'Failed', 'uid=', 'Name=', 'indd', 'indD', 'ind_', '\\')) {
    for (const { index, 0: whole, 1: login, 2: quoted, 3: directory, 4: windows } of text.matchAll(logins)) {
      const user = login ?? quoted ?? directory ?? windows ?? '';
      const start = index + whole.lastIndexOf(user);
      judgeUserName(target, start, start + user.length, 'log/user');
    }
  }
  // pam_unix(sudo:session): session opened for user root(uid=0) by anna(uid=1004)
  if (target.holds('(uid=')) {
    for (const { index, 1: user = '' } of text.matchAll(/\bby ([a-z_][\w.-]{1,31})\(uid=\d/g))
      judgeUserName(target, index + 3, index + 3 + user.length, 'log/user');
  }
  // nginx's debug log prints what stands in the configuration.
  if (target.holds(' script copy: "')) {
    for (const { index, 0: whole, 1: value = '' } of text.matchAll(/ script copy: "([^"\n]{8,400})"/g))
      judgeValue(target, index + whole.length - 1 - value.length, index + whole.length - 1, {
        strength: 'unknown',
        kind: 'SECRET',
        layer: 'position',
        rule: 'log/script',
        shortest: 12,
      });
  }
  if (target.holds('sudo')) {
    for (const { index, 0: whole, 1: user = '' } of text.matchAll(sudo)) {
      const start = index + whole.lastIndexOf(user, whole.length - 3);
      judgeUserName(target, start, start + user.length, 'log/user');
    }
  }
  if (target.holds('@')) {
    for (const { index, 1: user = '', 2: host = '' } of text.matchAll(prompt)) {
      judgeUserName(target, index, index + user.length, 'terminal/user');
      judgeHost(target, index + user.length + 1, index + user.length + 1 + host.length, true);
    }
  }
  for (const { index, 0: whole, 1: host = '' } of text.matchAll(syslog)) {
    const start = index + whole.length - host.length - 1;
    judgeHost(target, start, start + host.length, true);
  }
}
