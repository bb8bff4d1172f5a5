import type { Holds } from '../contents.js';
import type { Layer, Report } from '../finding.js';
import type { PlaceholderKind } from '../kinds.js';
import { isHarmless, type Strength } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import { writtenOut } from '../literals/variables.js';
import type { Sense } from '../names/sense.js';

/** A text that is looked into, and where what is found goes. */
export interface Target {
  readonly text: string;
  readonly holds: Holds;
  readonly report: Report;
  /** What is told of a run that everybody may see, so that no other rule takes it. */
  readonly spare: (start: number, end: number) => void;
}

/** What is known of a value before it is looked at. */
export interface Expectation {
  readonly strength: Strength;
  readonly kind: PlaceholderKind;
  readonly layer: Layer;
  readonly rule: string;
  /** How long a value has to be to look drawn by chance, where nothing else is known. */
  readonly shortest?: number;
}

/** How strictly a value is judged that has a name of this sense, in a place where an unknown name counts as `otherwise`. */
export function strengthOf(sense: Sense, otherwise: Strength): Strength | undefined {
  if (sense === 'harmless') return undefined;
  if (sense === 'secret') return 'secret';
  if (sense === 'described') return otherwise === 'secret' ? 'suspect' : 'unknown';
  if (sense === 'suspect') return otherwise === 'secret' ? 'secret' : 'suspect';
  return otherwise;
}

/** Reports what is written out in a value, variables left out, unless it is harmless in such a place. */
export function judgeValue(target: Target, start: number, end: number, expectation: Expectation): void {
  const { strength, kind, layer, rule } = expectation;
  const whole = target.text.slice(start, end);
  if (/^\$__\w{1,20}\{[^{}]{1,200}\}?$/.test(whole)) return; // $__file{/run/secrets/x} of Grafana
  if (login.test(whole)) return; // its hash and its user are found by themselves
  for (const run of writtenOut(target.text.slice(start, end))) {
    const literal = target.text.slice(start + run.start, start + run.end);
    // {{ include "shop.fullname" . }}-tls; documents have `${xxx}` in the place of a template
    if (run.start > 0 && /^[a-z]{2,12}$/.test(literal) && template.test(target.text.slice(start, start + run.start)))
      continue;
    const hidden =
      strength === 'unknown'
        ? looksRandom(literal, expectation.shortest ?? 16) && !isHarmless(literal, 'secret')
        : !isHarmless(literal, strength) && !isWorded(literal, strength);
    if (hidden) target.report(start + run.start, start + run.end, kind, layer, rule);
  }
}

/** `klara:$apr1$…`, and with each dollar twice, as Compose escapes it. */
const login = /^[^\s:]{1,64}:\$\$?(?:2[abxy]?|apr1|1|5|6|7|y)\$/;
const template = /(?:\}\}|\$\{x+\})[-_.]?$/;

/** As policies write them: `'self'` (CSP, section 2.3). */
const keyword = /^'([a-z]{2,14}(?:-[a-z]{2,14}){0,3})'$/;

/** In a list, as of `Access-Control-Allow-Headers`; by itself it could be a passphrase. */
const headerName = /^[A-Z][A-Za-z]{0,14}(?:-[A-Z][A-Za-z]{0,14}){1,5}$/;

/** Several words with blanks between are a sentence, unless the place says otherwise. */
function isWorded(literal: string, strength: Strength): boolean {
  if (strength === 'secret' || !/\s/.test(literal)) return false;
  const listed = literal.includes(', ');
  return literal.split(/\s+/).every((given) => {
    const word = given.replace(/[.,;:!?]+$/, '').replace(keyword, '$1');
    return word === '' || isHarmless(word, strength) || (listed && headerName.test(word));
  });
}

/** The kind of placeholder for a value of such a name. */
export function kindOf(name: string): PlaceholderKind {
  const lower = name.toLowerCase();
  if (/pass|pwd|^pw$|kennwort|wachtwoord|contrasen|senha|mdp|pin$|haslo|heslo/.test(lower)) return 'PASSWORD';
  if (/key$/.test(lower) && !/api-?_?key$/.test(lower)) return 'KEY';
  if (/cookie|session|sess_?id|\bsid\b/.test(lower)) return 'COOKIE';
  if (/sig(nature)?$|hmac/.test(lower)) return 'SIGNATURE';
  if (/token|jwt|bearer|authorization|api-?_?key|tok$/.test(lower)) return 'TOKEN';
  return 'SECRET';
}
