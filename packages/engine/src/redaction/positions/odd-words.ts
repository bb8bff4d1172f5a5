import { inWords, mixture } from '../literals/random.js';
import { judgeUserName } from './user.js';
import type { Target } from './value.js';

/** A line of a ticket or a chat: a sentence that begins with a word and holds hardly anything else. */
const sentence =
  /^[ \t]*(?:[>*-][ \t]+)?(?:\[\d{1,2}:\d\d(?::\d\d)?\][ \t]+)?(?:@?[\w.-]{1,40}:[ \t]+)?\p{L}[^\n]{30,2000}$/muy;
const plainWord = /^[("'„“]?\p{L}[\p{L}'’-]*[)"'”.,;:!?]{0,3}$/u;
const product =
  /^(?:windows|win|chrome|firefox|safari|edge|office|exchange|server|debian|ubuntu|centos|rhel|fedora|sql|postgres|mysql|php|java|node|http|tls|ssl|sha|md|aes|rsa|cve|rfc|iso|log4j|ipv|utf|x509|base|oauth|iphone|tomcat|nginx|openssl|chacha|python|k8s|s3|ec2|b2b|i18n|mp)[\d_-]?/i;

/** `deploy / Sommer#Regen24`, as people write a login down. */
const pair = /(?<=[\s:(])([\w.@-]{2,64}) \/ ([^\s"'`,;()<>]{8,60})(?=[\s.,;)]|$)/g;

/** Judges words of sentences that nobody says: `Sommer2024!`, `kT9xQ2mB`; and such a word behind a user and a slash. */
export function judgeOddWords(target: Target): void {
  for (const { index, 0: whole, 1: user = '', 2: given = '' } of target.holds(' / ')
    ? target.text.matchAll(pair)
    : []) {
    const password = given.replace(/\.$/, '');
    if (!isChosen(password)) continue;
    const start = index + whole.length - given.length;
    target.report(start, start + password.length, 'PASSWORD', 'cue', 'prose/user-and-password');
    judgeUserName(target, index, index + user.length, 'cue/user');
  }
  for (const { index, 0: line } of sentencesIn(target.text)) {
    if (!/\d/.test(line)) continue;
    const words = Array.from(line.matchAll(/\S+/g));
    if (words.filter(({ 0: word }) => plainWord.test(word)).length < Math.max(5, words.length * 0.6)) continue;
    for (const { index: at, 0: word } of words) {
      const [, lead = '', bare = ''] = /^(["'(„“]?)(.*?)["')”.,;:?]*$/.exec(word) ?? [];
      const start = index + at + lead.length;
      if (isOdd(bare) || isChosen(bare)) target.report(start, start + bare.length, 'PASSWORD', 'cue', 'prose/odd-word');
    }
  }
}

/** Lines that end as those of configurations and programs do are none; they are passed over before a pattern sees them. */
function* sentencesIn(text: string): Generator<RegExpExecArray, void, undefined> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    let last = end - 1;
    while (last > start && text.charCodeAt(last) <= 32) last--;
    if (last - start >= 30 && !/[;{}]/.test(text[last] ?? '')) {
      sentence.lastIndex = start;
      const found = sentence.exec(text);
      if (found !== null) yield found;
    }
    start = end + 1;
  }
}

function isOdd(word: string): boolean {
  if (
    word.includes('`') ||
    word.length < 7 ||
    word.length > 40 ||
    /[/:@<>(){}[\]=\\|$–]/.test(word) ||
    product.test(word)
  )
    return false;
  if (word.length >= 20 && /^(?=[a-z]*\d)(?=[0-9a-f]*[g-z])[a-z0-9]+$/.test(word)) return mixture(word) > 0.35;
  if (!/\d/.test(word) || !/\p{Ll}/u.test(word) || !(/\p{Lu}/u.test(word) || /[!#%&*+?_~]/.test(word))) return false;
  // A host, a file and a version have dots as well.
  if (word.includes('.'))
    return word.length >= 14 && /^[\w-]+\.[\w-]+$/.test(word) && /\p{Lu}/u.test(word) && mixture(word) > 0.45;
  // A word and a number, as people choose them; or what is drawn
  return /^\p{L}{3,20}[_!#-]?\d{3,4}[!#%&*+?_~]{0,2}$/u.test(word) || (mixture(word) > 0.35 && !inWords(word));
}

/** `SalbeiDachs10!` */
const humps = /^(?:\p{Lu}\p{Ll}{2,14}){2,4}\d{1,4}[!#$%&*+?~-]$/u;

/** Words with a sign between them, and a number: `Tejado.Rojo#59`. A dot alone is of a file or of a program. */
export const isChosen = (word: string): boolean =>
  (word.length >= 9 && humps.test(word)) ||
  (word.length >= 9 &&
    /\d/.test(word) &&
    /\p{Ll}/u.test(word) &&
    /\p{Lu}/u.test(word) &&
    /[#!$%&*+?~]/.test(word) &&
    /^\p{L}[\p{L}\p{N}]{2,}[#!$%&*+?~._-][\p{L}\p{N}#!$%&*+?~._-]{3,}$/u.test(word));
