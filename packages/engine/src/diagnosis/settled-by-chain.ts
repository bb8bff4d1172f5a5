import type { Case, Verdict } from '../causes/cause.js';
import { verifies } from '../causes/evidence/hop-state.js';
import { certain, chain, line, trust } from '../causes/evidence/verdict.js';
import { causes } from '../causes/index.js';
import type { Fault } from '../verification/cure.js';

/** A cause that OpenSSL itself has named. */
export interface Settled {
  readonly cause: string;
  readonly verdict: Verdict;
}

/**
 * The cause that follows from the chain, where it was given and everything that nginx judges it by is known: OpenSSL, asked as this hop asks it,
 * says what the line says, and the first fault that it found has one cause. Undefined where any of that is missing.
 */
export function settledByChain(given: Case): Settled | undefined {
  const { assessment, hop, chain: evidence } = given;
  const fault = assessment?.faults[0];
  if (fault?.cause === undefined || hop === undefined || evidence.trustedNow?.state !== 'read') return undefined;
  if (isFallback(given)) return undefined;
  if (verifies(hop) !== 'yes' || assessment?.expectedCode !== loggedCode(given) || !isOneCause(fault)) return undefined;
  const { path } = evidence.trustedNow;
  const own = causes.find(({ id }) => id === fault.cause)?.detect(given);
  return {
    cause: fault.cause,
    verdict: certain(
      [
        ...(own?.evidence.filter(({ kind }) => kind !== 'chain') ?? [
          line(given, `OpenSSL verify code ${fault.code}: ${fault.text}`),
        ]),
        chain(fault.meaning),
        trust(`OpenSSL says the same of the chain that was given, with ${path} as trusted certificates`),
      ],
      0.9,
    ),
  };
}

/** To those who name the upstream it shows another certificate: then what is wrong with this one is not the cause. */
function isFallback({ chain: { presented, presentedWithServerName } }: Case): boolean {
  return presentedWithServerName !== undefined && presentedWithServerName[0]?.sha256 !== presented[0]?.sha256;
}

function loggedCode({ incident: { signature } }: Case): number | 'name' | undefined {
  if (signature.kind === 'verify') return signature.code;
  return signature.kind === 'name' ? 'name' : undefined;
}

/** Whether an issuer that nobody has is a root or an intermediate, only its certificate tells. */
const isOneCause = ({ kind, cures }: Fault): boolean =>
  !(kind === 'issuer' && cures.some(({ action }) => action.type === 'obtain'));
