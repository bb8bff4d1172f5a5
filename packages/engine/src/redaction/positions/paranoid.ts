import { judgeHost } from '../identity/host.js';
import { looksRandom } from '../literals/random.js';
import { publicIn } from '../public.js';
import { DIGIT, DOT, eachWord } from '../words.js';
import type { Target } from './value.js';

const opaque = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16,128})$/i;
const named =
  /(?:^|\n)[ \t]*(?:- )?(?:namespace|name|serviceAccountName|nodeName|cluster|context):[ \t]+"?([a-z0-9][a-z0-9.-]{1,62})"?(?=[ \t]*(?:#|\r?\n|$))/g;

/** What only might tell something: certificates, identifiers, names of objects in Kubernetes, hosts whatever they end with. */
export function judgeEverything(target: Target): void {
  const { text, report } = target;
  for (const [start, end] of publicIn(text, target.holds)) {
    if (!text.startsWith('-----BEGIN', start)) report(start, end, 'CERTIFICATE', 'position', 'paranoid/public');
    else {
      const body = text.indexOf('\n', start);
      if (body !== -1 && body < end) report(body + 1, end, 'CERTIFICATE', 'position', 'paranoid/public');
    }
  }
  for (const { index, 0: whole, 1: name = '' } of text.matchAll(named)) {
    const at = index + whole.lastIndexOf(name);
    report(at, at + name.length, 'ID', 'position', 'paranoid/name');
  }
  eachWord(text, (start, end, holds) => {
    const word = text.slice(start, Math.min(end, start + 200));
    if ((holds & DIGIT) !== 0 && (opaque.test(word) || looksRandom(word, 12)))
      report(start, end, 'ID', 'position', 'paranoid/identifier');
    else if (
      (holds & DOT) !== 0 &&
      /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(word) &&
      !/\.(?:conf|pem|crt|key|log|html?|js|css|php|json|ya?ml|sock|pid|lua|d)$/.test(word)
    ) {
      judgeHost(target, start, end, true);
    }
    return end;
  });
}
