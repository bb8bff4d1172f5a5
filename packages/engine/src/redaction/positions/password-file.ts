import type { Target } from './value.js';

/** A line of htpasswd or shadow: a user, a colon and a hash of some scheme; DES crypt(3) has 13 characters. */
const hashed =
  /^(?!https?:\/\/)([^\s:#"'=]{1,100}):(\$[^\s:]{12,400}|\{[A-Z0-9.-]{3,20}\}[^\s:]{1,400}|[./0-9A-Za-z]{13})(?=:|\r?$)/gm;
/** A line of htdigest: user, realm and hash. */
const digest = /^([^\s:#"'=]{1,100}):([^:"'\n]{1,100}):([0-9a-f]{32})(?=\r?$)/gm;
/** Whole files of `user:password`. */
const plain = /^([A-Za-z0-9_.@-]{1,64}):([^\s:/]{4,128})$/;

/** Judges the lines of password files; `name` is the file's, where it has one. */
export function judgePasswordFile(target: Target, name: string): void {
  const { text, report } = target;
  const named = /htpasswd|passwd|shadow|users?$|\.users/i.test(name);
  const lines =
    named || text.includes(':$') || text.includes(':{') || text.length < 100_000 ? text.matchAll(hashed) : [];
  for (const { index, 0: whole, 1: user = '', 2: hash = '' } of lines) {
    report(index, index + user.length, 'USER', 'identity', 'password-file/user');
    const scheme = /^\{[^}]*\}/.exec(hash)?.[0].length ?? 0;
    report(index + whole.length - hash.length + scheme, index + whole.length, 'HASH', 'position', 'password-file/hash');
  }
  for (const { index, 0: whole, 1: user = '', 3: hash = '' } of named || text.length < 100_000
    ? text.matchAll(digest)
    : []) {
    report(index, index + user.length, 'USER', 'identity', 'password-file/user');
    report(index + whole.length - hash.length, index + whole.length, 'HASH', 'position', 'password-file/hash');
  }
  // ssl_password_file: a passphrase on each line, and nothing else
  if (
    /(?:password|passphrase|passwd)_?-?(?:file|list|s)?\b[\w.-]*$|^passwords?\b/i.test(name) &&
    /^[^\s:=;{}]{6,200}(?:\r?\n[^\s:=;{}]{6,200}){0,50}(?:\r?\n)?$/.test(text)
  ) {
    for (const { index, 0: line } of text.matchAll(/\S+/g))
      report(index, index + line.length, 'PASSWORD', 'position', 'password-file/password');
    return;
  }
  if (!named) return;
  let at = 0;
  for (const line of text.split('\n')) {
    const match = plain.exec(line.trimEnd());
    if (match !== null) {
      const [, user = '', password = ''] = match;
      report(at, at + user.length, 'USER', 'identity', 'password-file/user');
      report(
        at + user.length + 1,
        at + user.length + 1 + password.length,
        'PASSWORD',
        'position',
        'password-file/password',
      );
    }
    at += line.length + 1;
  }
}
