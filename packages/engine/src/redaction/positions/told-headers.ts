import { isHarmless } from '../literals/harmless.js';
import { looksRandom } from '../literals/random.js';
import { senseOf } from '../names/sense.js';
import { judgeHeader } from './header.js';
import type { Target } from './value.js';

/** A header of one's own in a sentence, and what it has to hold. */
const header =
  /(?<![\w-])`?(X-[A-Za-z][A-Za-z0-9-]{1,60})`?(?![\w:=-])[^\n\w]{0,3}[^\n]{0,40}?[\s"'`|:]([A-Za-z0-9+/_.~-]{16,200}={0,2})(?![\w-])/g;

/** `authorization "Basic …"`, as programs log what they send; a protocol that carries a token (Kubernetes). */
const logged =
  /\b(?:[Aa]uthorization|AUTHORIZATION)[ =]{1,2}["'](?:[Bb]asic|[Bb]earer|[Tt]oken) ([^"'\s]{8,4096})["']|\bbase64url\.bearer\.authorization\.k8s\.io\.([\w-]{20,4096})|\b[Ss]ec-[Ww]eb[Ss]ocket-[Pp]rotocol: ?(?:bearer|access_token|token|jwt), ?([\w.~+/=-]{12,4096})/g;

/** A directive whose quote nobody closes: no parser takes it. */
const open = /\b(?:proxy|grpc)_set_header[ \t]{1,20}([\w-]{1,80})[ \t]{1,20}["']([^"'\n;]{8,400})$/gm;

/** Judges headers whose value does not stand behind a colon: in sentences, and as programs log what they send. */
export function judgeToldHeaders(target: Target): void {
  const { text } = target;
  for (const { index, 0: whole, 1: sent, 2: carried, 3: listed } of target.holds(
    'uthorization',
    'AUTHORIZATION',
    'rotocol: ',
  )
    ? text.matchAll(logged)
    : []) {
    const value = sent ?? carried ?? listed ?? '';
    if (/[$<{]/.test(value) || isHarmless(value, 'secret')) continue;
    const start = index + whole.lastIndexOf(value);
    target.report(start, start + value.length, sent === undefined ? 'TOKEN' : 'CREDENTIALS', 'cue', 'prose/header');
  }
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of target.holds('_set_header')
    ? text.matchAll(open)
    : []) {
    const end = index + whole.length;
    judgeHeader(target, name, end - value.length, end, 'suspect', 'cue/header');
  }
  if (!target.holds('X-')) return;
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of text.matchAll(header)) {
    if (senseOf(name) === 'harmless' || !looksRandom(value, 16)) continue;
    const start = index + whole.length - value.length;
    target.report(start, start + value.length, 'SECRET', 'cue', 'prose/header');
  }
}
