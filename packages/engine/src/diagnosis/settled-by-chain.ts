import type { Case, Evidence, Verdict } from '../causes/cause.js';
import { certificateOf, foundFault } from '../causes/evidence/found-fault.js';
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
  const fault = foundFault(given);
  const path = given.chain.trustedNow?.path;
  if (fault?.cause === undefined || path === undefined || !isOneCause(fault)) return undefined;
  const own = causes.find(({ id }) => id === fault.cause)?.detect(given);
  return {
    cause: fault.cause,
    verdict: certain(
      [
        ...(own?.evidence.filter(({ kind }) => kind !== 'chain') ?? [
          line(given, `OpenSSL verify code ${fault.code}: ${fault.text}`),
        ]),
        meaning(given, fault),
        trust(`OpenSSL says the same of the chain that was given, with ${path} as trusted certificates`),
      ],
      0.9,
    ),
  };
}

/** With the place of the certificate in its file. */
function meaning(given: Case, fault: Fault): Evidence {
  const certificate = certificateOf(given, fault);
  return certificate === undefined
    ? chain(fault.meaning)
    : { ...chain(fault.meaning), file: certificate.file, line: certificate.line };
}

/** Whether an issuer that nobody has is a root or an intermediate, only its certificate tells. */
const isOneCause = ({ kind, cures }: Fault): boolean =>
  !(kind === 'issuer' && cures.some(({ action }) => action.type === 'obtain'));
