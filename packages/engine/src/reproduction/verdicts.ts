import type { Cause, Evidence } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import { type Judged, ranked } from '../diagnosis/diagnose.js';
import type { Reproduced } from '../diagnosis/diagnosis.js';
import { contradictsGivenChain } from './given-chain.js';
import { mayBeInherited } from './inherited.js';
import type { Played } from './played.js';
import type { Reproduction } from './reproduce.js';

/**
 * What text and play say together. A cause whose worlds all make nginx write something else is out; one that text did not
 * think of comes in last; one that alone remains is certain. Where text is certain by evidence that no play has, it stays.
 */
export function verdicts(judged: readonly Judged[], reproduction: Reproduction): readonly Judged[] {
  const { played, nginx } = reproduction;
  const reproducedBy = (cause: Cause): Reproduced | undefined => {
    const own = played.filter((one) => one.cause === cause.id && one.line !== undefined);
    const [first] = own;
    return first?.line === undefined ? undefined : { worlds: own.map(({ id }) => id), nginx, line: first.line };
  };
  const contradicted = contradictsGivenChain(played);
  const known = judged.map((one) => withLine(contradicted ? doubted(one) : one, reproducedBy(one.cause)));
  if (known[0]?.verdict.confidence === 'certain' || !played.some(({ line }) => line !== undefined)) return known;
  const standing = known.filter(
    ({ cause, reproduced }) =>
      reproduced !== undefined || !wasPlayed(cause, played, reproduction) || mayBeInherited(cause, reproduction.scene),
  );
  const more = causes.flatMap((cause): readonly Judged[] => {
    const reproduced = judged.some((one) => one.cause === cause) ? undefined : reproducedBy(cause);
    if (reproduced === undefined) return [];
    const verdict = { confidence: 'possible', weight: 0, evidence: [], decidedBy: [] } as const;
    return [withLine({ cause, verdict }, reproduced)];
  });
  const all = [...standing, ...more];
  const [only] = all;
  if (only?.reproduced !== undefined && all.length === 1 && !contradicted)
    return [{ ...only, verdict: { ...only.verdict, confidence: 'certain', decidedBy: [] } }];
  return ranked(all);
}

/** What rests on a chain that nginx did not meet is not certain. */
function doubted(judged: Judged): Judged {
  const { verdict } = judged;
  if (verdict.confidence !== 'certain' || !verdict.evidence.some(({ kind }) => kind === 'chain')) return judged;
  return { ...judged, verdict: { ...verdict, confidence: 'likely' } };
}

function withLine(judged: Judged, reproduced: Reproduced | undefined): Judged {
  if (reproduced === undefined) return judged;
  const evidence: Evidence = {
    kind: 'reproduction',
    text: whatWasPlayed(reproduced),
  };
  const { verdict } = judged;
  return { ...judged, reproduced, verdict: { ...verdict, evidence: [...verdict.evidence, evidence] } };
}

function whatWasPlayed({ nginx, worlds }: Reproduced): string {
  const [first = ''] = worlds;
  return first.startsWith('faultless, ')
    ? `nginx ${nginx}, played with this configuration, wrote the same for an upstream with nothing wrong; ${first.slice('faultless, '.length)}, the request passes`
    : `nginx ${nginx}, played with this configuration, wrote the same: ${worlds.join(', ')}`;
}

/** Where the configuration itself is at fault, a cause that text names was tried by its own repair. */
function wasPlayed(cause: Cause, played: readonly Played[], { faultless }: Reproduction): boolean {
  return faultless === 'same line' || played.some((one) => one.cause === cause.id);
}
