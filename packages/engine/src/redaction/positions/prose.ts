import { isHarmless } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import { judgeValue, type Target } from './value.js';

/** Words joined by a bar, for a pattern; blanks stand for any. */
const oneOf = (list: string): string =>
  list
    .trim()
    .split(/\s*,\s*/)
    .join('|');
const nouns = oneOf(
  'geheim, geheimnis, secreto, segredo, segreto, passwords?, passwd, passphrase, passwort, kennwort, losungswort, codewort, codeword, pwd, passcode, pin, secret, token, api[ -]?key, access key, key, credentials?, mot de passe, contraseña, clave, senha, wachtwoord, parola, pass, hasło, lösenord(?:et)?, passord(?:et)?, adgangskoden?, kodeord(?:et)?, salasana, heslo, jelszó',
);
const about = `\\s+(?:${oneOf('for, of, to, on, für, zu[mr]?, vo[mn], des, der, pour, d[eu], de la, del, da, di, do, para, voor, van, till?, för, dla, pro')})\\s+(?:the\\s+|our\\s+|my\\s+)?[\\p{L}\\p{N}_.@/-]{1,60}(?:\\s+[\\p{L}\\p{N}_.@/-]{1,40}){0,2}`;
const verbs = oneOf(
  'is, was, are, were, will be, set to, changed to, to, equals, now, ist, war, lautet, est, es, é, è, är, er, je, este, steht auf',
);
const adverbs = oneOf(
  'now, still, currently, just, jetzt, nun, also, simply, set to, changed to, désormais, maintenant, dorénavant, ahora, adesso, ora, agora, teraz, nyt, nu, nå',
);
const told =
  '"([^"\\n]{3,100})"|\'([^\'\\n]{3,100})\'|`([^`\\n]{3,100})`|[“«„]\\s?([^”»“\\n]{3,100}?)\\s?[”»“]|([^\\s"\'`,;<>]{4,100})';
/** `password for bob: …`, `password is now …`; from the word on. */
const sentence = new RegExp(
  `(?:${nouns})(?![\\p{L}\\p{N}_])(?:${about}\\s*[:=]\\s+|(?:${about})?\\s+(?:${verbs})(?:\\s+(?:${adverbs}))?[:=]?\\s+)(?:${told})`,
  'iuy',
);
const userAndPassword =
  /(?:log ?in|login|defaults?|sign in|use|creds?|credentials|access|auth|account|with)\b[^\n.]{0,24}?[ \t]["'`(]?([\w.@-]{2,60})["'`]?[ \t]*[/:][ \t]*["'`]?([^\s"'`/,;)]{5,100})["'`)]?(?=[\s.,;)]|$)/iy;
/** `the passphrase is: seven otters dance late`, to the end of the line */
const phrase =
  /(?:pass ?phrase|passwords?|passwort|kennwort)(?: (?:is|was|ist|war))?: ([\p{L}\d]{2,20}(?: [\p{L}\d]{2,20}){2,9})[ \t]*(?=\r?\n|$)/iuy;
/** `Kennwort "…"`; what else is quoted behind such a word, its name is. */
const quotedBehind =
  /(?:passwords?|passwort|kennwort|passphrase|phrase|codeword|codewort|losungswort|mot de passe|contraseña|senha|wachtwoord|hasło|lösenord|passord|adgangskode|heslo|jelszó|salasana)[ \t]{1,2}(["'`])([^"'`\n]{4,100})\1(?![\w:])/iuy;
/** `Recovery codes of the console: …, …` */
const codes =
  /(?:recovery|backup|scratch)[ -](?:codes?|keys?)\b[^:\n]{0,40}:[ \t]*([\w-]{6,60}(?:[,;]?[ \t]{1,4}[\w-]{6,60}){0,20})/iy;
/** netrc and its like */
const netrc = /login\s+(\S{1,100})\s+password\s+(\S{1,200})/y;
/** SQL */
const identified =
  /(?:identified\s+by|password(?:\s+for\s+[^\s=]{1,200}\s*=)?)\s+(?:password\(\s?)?'([^'\n]{1,200})'/iy;

/** Words with which such sentences begin. */
export const openings: readonly string[] = [
  ...[
    'password',
    'passwords',
    'passwd',
    'passphrase',
    'passwort',
    'kennwort',
    'pwd',
    'passcode',
    'pin',
    'secret',
    'token',
    'api',
    'key',
    'access',
    'credential',
  ],
  ...[
    'credentials',
    'mot',
    'contraseña',
    'clave',
    'senha',
    'wachtwoord',
    'parola',
    'pass',
    'log',
    'login',
    'default',
    'defaults',
    'sign',
    'use',
    'cred',
    'creds',
    'auth',
    'account',
    'with',
    'identified',
    'api-key',
    'code',
    'otp',
    'tan',
    'geheim',
    'geheimnis',
    'secreto',
    'segredo',
    'segreto',
    'hasło',
    'lösenord',
    'lösenordet',
    'passord',
    'passordet',
    'adgangskode',
    'adgangskoden',
    'kodeord',
    'kodeordet',
    'salasana',
    'heslo',
    'jelszó',
    'losungswort',
    'codewort',
    'codeword',
    'phrase',
    'recovery',
    'backup',
    'scratch',
  ],
];

/** Judges what people say of passwords in so many words, at the word with which they begin. */
export function judgeSentence(target: Target, start: number): void {
  const { text, report } = target;
  netrc.lastIndex = start;
  const machine = netrc.exec(text);
  if (machine !== null) {
    const { 0: whole, 1: user = '', 2: password = '' } = machine;
    report(start + whole.length - password.length, start + whole.length, 'PASSWORD', 'position', 'netrc');
    const at = start + whole.indexOf(user, 5);
    report(at, at + user.length, 'USER', 'identity', 'netrc');
    return;
  }
  identified.lastIndex = start;
  const sql = identified.exec(text);
  if (sql !== null) {
    report(start + sql[0].length - 1 - (sql[1] ?? '').length, start + sql[0].length - 1, 'PASSWORD', 'position', 'sql');
    return;
  }
  codes.lastIndex = start;
  const listed = codes.exec(text)?.[1];
  if (listed !== undefined) {
    const from = codes.lastIndex - listed.length;
    for (const { index, 0: code } of listed.matchAll(/[\w-]*\d[\w-]*/g))
      report(from + index, from + index + code.length, 'SECRET', 'cue', 'prose/codes');
    return;
  }
  phrase.lastIndex = start;
  const spoken = phrase.exec(text)?.[1];
  if (spoken !== undefined) {
    report(phrase.lastIndex - spoken.length, phrase.lastIndex, 'PASSWORD', 'cue', 'prose/phrase');
    return;
  }
  sentence.lastIndex = start;
  const said = sentence.exec(text);
  if (said !== null) {
    const quoted = said[1] ?? said[2] ?? said[3] ?? said[4];
    const value = quoted ?? (said[5] ?? '').replace(/[.?)]+$/, '');
    const at = start + said[0].lastIndexOf(value);
    // The pin for the HSM is 739104.
    const isNumber = /^(?:pin|passcode|otp|tan|code)\b/i.test(said[0]) && /^\d{4,10}$/.test(value);
    if (quoted === undefined && !isNumber && isSpoken(value)) return;
    judgeValue(target, at, at + value.length, {
      strength: 'secret',
      kind: 'PASSWORD',
      layer: 'cue',
      rule: 'prose/password',
    });
    return;
  }
  quotedBehind.lastIndex = start;
  const behind = quotedBehind.exec(text)?.[2];
  if (behind !== undefined) {
    const end = quotedBehind.lastIndex - 1;
    judgeValue(target, end - behind.length, end, {
      strength: 'secret',
      kind: 'PASSWORD',
      layer: 'cue',
      rule: 'prose/quoted',
    });
    return;
  }
  userAndPassword.lastIndex = start;
  const both = userAndPassword.exec(text);
  if (both === null) {
    judgeNearby(target, start);
    return;
  }
  const password = (both[2] ?? '').replace(/[.?*]+$/, '').replace(/^\*+/, '');
  if (isSpoken(password) || /^\d+$|^[A-Z]+(?:_[A-Z]+)+$|^[A-Z]{2,12}-\d-[A-Z][a-z]+$/.test(password)) return;
  const at = start + both[0].lastIndexOf(password);
  report(at, at + password.length, 'PASSWORD', 'cue', 'prose/user-and-password');
}

/** A word of few that tell of a password, and then, a few words on, one that looks chosen or drawn: `my password Herbst2024! is refused`. */
function judgeNearby(target: Target, start: number): void {
  digits.lastIndex = start;
  const found = digits.exec(target.text);
  const code = found?.[1] ?? found?.[2];
  if (
    code !== undefined &&
    !/(?:error|status|exit|return|response|zip|postal|post|country|area|http|reason|alert)[ -]?$/i.test(
      target.text.slice(Math.max(0, start - 12), start),
    )
  ) {
    target.report(digits.lastIndex - code.length, digits.lastIndex, 'PASSWORD', 'cue', 'prose/code');
    return;
  }
  keyNearby.lastIndex = start;
  const key = keyNearby.exec(target.text)?.[1];
  if (key !== undefined && !/^\w+=[^=]/.test(key) && (looksRandom(key, 16) || drawn.test(key))) {
    const from = keyNearby.lastIndex - key.length;
    target.report(from, keyNearby.lastIndex, 'KEY', 'cue', 'prose/key');
    return;
  }
  nearby.lastIndex = start;
  const value = nearby.exec(target.text)?.[1]?.replace(/[.?:]+$/, '') ?? '';
  const chosen = /\d/.test(value) && (/\p{Lu}.*\p{Ll}|\p{Ll}.*\p{Lu}/u.test(value) || /[!@#$%^&*_+~]/.test(value));
  if (!chosen || isHarmless(value, 'suspect') || /^[A-Z]+[\d.v-]*$/.test(value)) return;
  const at = target.text.indexOf(value, start);
  target.report(at, at + value.length, 'PASSWORD', 'cue', 'prose/nearby');
}
/** `the code 493021`; a shorter number is one of HTTP, of an exit, of a place. */
const digits =
  /(?:pin|otp|tan|pass ?code|code|token)(?: \p{L}{1,6}){0,2} (\d{6,8})(?!\.?\d|[:-])|(?:pin|otp|tan|pass ?code)(?: \p{L}{1,14}){1,4}: (\d{4,8})(?![\d:-])/iuy;
/** `with the API key 5f2b…`; the keys of certificates and caches have other names. */
const keyNearby =
  /(?:(?:api|access|secret|license|licence|auth|account|service|master|signing|integration|read|write|admin)[ -]keys?|tokens?|secret)(?:,? [\p{L}]{1,14}){0,4},? ["'`]?([\w+/=-]{16,120})(?![\w/])/iuy;
const drawn = /^(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{16,}$/i;
const nearby =
  /(?:passwords?|passwort|kennwort|passphrase|pwd?|secret|token|mot de passe|contraseña|clave|senha|wachtwoord|parola|credentials?)(?:,? [\p{L}]{1,14}){0,9},? (?=[^\s]{0,40}\d)([^\s"'`,;()<>{}=/:\\]{6,60})(?=[\s,;.!?)]|$)/iuy;

/** A word of the sentence rather than what it is about. */
function isSpoken(value: string): boolean {
  if (/^[\p{L}'’-]+$/u.test(value)) return !/\p{Ll}\p{Lu}/u.test(value);
  return (
    !/[\d!@#$%^&*+=?_~]/.test(value) || /^[\d./:]+$/.test(value) || /[()[\]{};]/.test(value) || value.includes('/')
  );
}
