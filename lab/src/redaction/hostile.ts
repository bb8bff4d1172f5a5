import { createRedactor, leftoversIn } from '@stackengine/engine';
import { diceOf } from '../differential/random.js';

const dice = diceOf(7);
const repeated = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);
const distinct = (line: () => string, length: number): string => {
  const lines: string[] = [];
  for (let size = 0; size < length; size += lines.at(-1)?.length ?? 1) lines.push(line());
  return lines.join('');
};

/** Texts that make a careless reader slow: lines without end, starts without ends, floods of cues, many different values. */
const texts: Readonly<Record<string, (length: number) => string>> = {
  'one word': (length) => 'a'.repeat(length),
  'one line of assignments': (length) => repeated('a=', length),
  'a flood of cues': (length) => repeated('password=', length),
  'a flood of words for passwords': (length) => repeated('login with password ', length),
  'braces that stay open': (length) => repeated('{', length),
  'lists in objects in lists': (length) => repeated('[{"a":', length),
  'options of htpasswd': (length) => `htpasswd ${repeated('-b ', length)}`,
  'programs with long strings that stay open': (length) => `local a = 1\nlocal b = 1\n${repeated('[[', length)}`,
  'rows of SQL': (length) => `INSERT INTO t (a, b) VALUES ${repeated("('a','b'),", length)}`,
  'ends of private keys': (length) => repeated('QUJDREVGR0hJSktMTU5PUFFSU1RVVldY\n-----END PRIVATE KEY-----\n', length),
  'authors of a chat': (length) => repeated('Aa Bb Cc 09:14\n', length),
  quotes: (length) => repeated('"\'', length),
  backslashes: (length) => `"${'\\'.repeat(length)}`,
  'escaped quotes': (length) => `"${repeated('\\"', length)}`,
  'escaped JSON': (length) => repeated('{\\"a\\":\\"b\\",', length),
  schemes: (length) => repeated('http://', length),
  'user and password': (length) => repeated('a://b:c@', length),
  colons: (length) => repeated('::', length),
  dots: (length) => repeated('a.', length),
  'starts of JSON Web Tokens': (length) => repeated('eyJ', length),
  logins: (length) => repeated('ab:cdefgh@a.b ', length),
  'logins that end with marks': (length) => repeated('ab:cdefgh!@a.b ', length),
  'elements of XML': (length) => repeated(`<a>x${' '.repeat(400)}`, length),
  prompts: (length) => repeated(`$ vault kv get ${'x'.repeat(60)}\n`, length),
  sentences: (length) => repeated('My password of the day was said to be aB3 and more words, ', length),
  'comments with colons': (length) => repeated('# token a: b: c: d: e\n', length),
  'calls that log in': (length) => repeated("mysqli_connect('a', 'b', ", length),
  'escaped bodies': (length) => repeated('"\\x22a\\x22:\\x22b\\x22" ', length),
  'starts of private keys': (length) => repeated('-----BEGIN RSA PRIVATE KEY-----', length),
  'starts of certificates': (length) => repeated('-----BEGIN CERTIFICATE-----\n', length),
  'starts of encoded keys': (length) => repeated('LS0tLS1CRUdJTi', length),
  'starts of hashes': (length) => repeated('$2y$', length),
  'schemes of hashes': (length) => repeated('{SHA}', length),
  'lists in lists': (length) => repeated('- ', length),
  'keys of YAML': (length) => repeated('password: x\n', length),
  aliases: (length) => `a: &a [x]\n${repeated('b: *a\n', length)}`,
  directives: (length) => repeated('proxy_set_header X-A "b1c2d3e4";\n', length),
  'rows of a map': (length) => `map $http_x $y {\n${repeated('"abc123def456" 1;\n', length)}}`,
  'different addresses': (length) =>
    distinct(() => `10.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}\n`, length),
  'different secrets': (length) =>
    distinct(() => `token=k${dice.below(1e9).toString(36)}${dice.below(1e9)}Z\n`, length),
  'different hosts': (length) => distinct(() => `h${dice.below(1e9)}.d${dice.below(1e6)}.com\n`, length),
  options: (length) => repeated('-u a:', length),
  'lines of one length': (length) => repeated(`${'a'.repeat(70)}\n`, length),
  placeholders: (length) => repeated('HOST_1 ', length),
  underscores: (length) => '_'.repeat(length),
  templates: (length) => repeated('{{x}}', length),
  'templates in YAML': (length) => `a: 1\nb: ${repeated('{{x}}', length)}`,
  'copies in base64': (length) => `password=Abcd1234efgh5678\n${repeated('QWJjZDEyMzRlZmdoNTY3OA', length)}`,
  'names in XML': (length) => repeated('name="password" value="', length),
  'headers of no known name': (length) => repeated('X-a: b1c2d3e4 ', length),
  cookies: (length) => `Cookie: ${repeated('a=b;', length)}`,
};

const half = 512 * 1024;
/** Twice as much text may take so many times as long. */
const mostGrowth = 3;
/** In milliseconds: below it, the clock and the collector decide. */
const telling = 250;

function fastest(text: string, rounds: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    // All of the way out: what is left is looked at as well, and what is allowed stands everywhere.
    const redactor = createRedactor({ allow: ['a'] });
    for (const out of redactor.redact([{ name: 'text', text }])) leftoversIn(out.text, redactor);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

interface Growth {
  readonly small: number;
  readonly large: number;
}

const growthOf = (make: (length: number) => string): Growth => ({
  small: fastest(make(half), 2),
  large: fastest(make(2 * half), 2),
});

const isTooFast = ({ small, large }: Growth): boolean => large > telling && large / Math.max(small, 1) > mostGrowth;

/** How the time grows from 512 KiB to 1 MiB of each text; the number of those in which it grows too fast. */
export function printHostile(): number {
  let failed = 0;
  for (const [name, make] of Object.entries(texts)) {
    let measured = growthOf(make);
    // Whatever else the machine does can only make it look worse.
    for (let again = 0; again < 2 && isTooFast(measured); again++) measured = growthOf(make);
    const bad = isTooFast(measured);
    if (bad) failed += 1;
    const { small, large } = measured;
    console.log(
      `${bad ? 'FAIL' : 'ok  '} ${name}: ${small.toFixed(0)} ms, ${large.toFixed(0)} ms (${(large / Math.max(small, 1)).toFixed(1)})`,
    );
  }
  console.log(`${Object.keys(texts).length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
