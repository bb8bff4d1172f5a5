import type { Report } from '../finding.js';

/** Hashes of crypt(3), htpasswd, LDAP and web frameworks. The scheme and its cost stay readable in none of them: they are one word. */
const crypt =
  /\$(?:2[abxy]?|apr1|1|5|6|7|y|gy|sha1|md5|argon2(?:id|i|d)|scrypt|pbkdf2(?:-[a-z0-9]+)?|bcrypt-sha256|P|H)\$[^\s:"'`<>,;()[\]{}\\|]{12,400}/g;
/** Of the schemes whose hashes are equally long: what is behind one, where a terminal may have wrapped the line, is something else. */
const complete =
  /^\$(?:2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|(?:1|apr1)\$[^$]{0,8}\$[./A-Za-z0-9]{22}|5\$(?:rounds=\d+\$)?[^$]{0,16}\$[./A-Za-z0-9]{43}|6\$(?:rounds=\d+\$)?[^$]{0,16}\$[./A-Za-z0-9]{86})(?=[A-Za-z_][\w.-]*$)/;
const ldap =
  /\{(?:S?SHA(?:-?(?:224|256|384|512))?|S?MD5|CRYPT|PLAIN|BCRYPT|SCRYPT|PBKDF2[A-Z0-9-]*|ARGON2[A-Z]*|X-[A-Z0-9-]+)\}[^\s:"'`<>,;()[\]{}]{1,400}/g;
const named = /(?:pbkdf2_sha(?:1|256|512)|bcrypt(?:_sha256)?|scrypt|argon2(?:id|i|d)?)\$[^\s:"'`<>,;()[\]{}]{12,400}/g;
const scram = /SCRAM-SHA-(?:1|256|512)\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+/g;

/** `mysql_native_password` */
const native = /(?<![\w*])\*[0-9A-F]{40}(?!\w)/g;

export function findHashes(text: string, report: Report): void {
  if (text.includes('*'))
    for (const { index, 0: whole } of text.matchAll(native))
      report(index, index + whole.length, 'HASH', 'shape', 'hash/crypt');
  if (text.includes('$')) {
    for (const pattern of [crypt, named, scram]) {
      for (const { index, 0: whole } of text.matchAll(pattern))
        report(index, index + (complete.exec(whole)?.[0] ?? whole).length, 'HASH', 'shape', 'hash/crypt');
    }
  }
  if (!text.includes('}')) return;
  for (const { index, 0: whole } of text.matchAll(ldap)) {
    const brace = whole.indexOf('}') + 1;
    report(
      index + brace,
      index + whole.length,
      whole.startsWith('{PLAIN}') ? 'PASSWORD' : 'HASH',
      'shape',
      'hash/ldap',
    );
  }
}
