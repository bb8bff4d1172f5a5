import type { Cure, Fault } from '../../verification/cure.js';
import type { CertificateFacts } from '../../x509/chain.js';
import type { Case, Remedy } from '../cause.js';
import { verifies } from './hop-state.js';

/**
 * The fault that OpenSSL finds in the chain that was given, where it says of it what nginx logged, and everything that nginx judges it by at this
 * hop is known. Undefined where any of that is missing.
 */
export function foundFault(given: Case): Fault | undefined {
  const { assessment, hop, chain } = given;
  const fault = assessment?.faults[0];
  if (fault === undefined || hop === undefined || chain.trustedNow?.state !== 'read') return undefined;
  if (verifies(hop) !== 'yes' || isFallback(given)) return undefined;
  return assessment?.expectedCode === loggedCode(given) ? fault : undefined;
}

/** To those who name the upstream it shows another certificate: then what is wrong with this one is not the cause. */
function isFallback({ chain: { presented, presentedWithServerName } }: Case): boolean {
  return presentedWithServerName !== undefined && presentedWithServerName[0]?.sha256 !== presented[0]?.sha256;
}

function loggedCode({ incident: { signature } }: Case): number | 'name' | undefined {
  if (signature.kind === 'verify') return signature.code;
  return signature.kind === 'name' ? 'name' : undefined;
}

/** The certificate that a fault is about. */
export function certificateOf({ chain }: Case, { certificate }: Fault): CertificateFacts | undefined {
  return [...(chain.trustedNow?.certificates ?? []), ...chain.presented].find(({ sha256 }) => sha256 === certificate);
}

/** Whether it stands in nginx's own file, and the upstream has no part in it. */
export function isInTrustedFileAlone({ chain }: Case, { certificate }: Fault): boolean {
  const holds = (among: readonly CertificateFacts[]) => among.some(({ sha256 }) => sha256 === certificate);
  return holds(chain.trustedNow?.certificates ?? []) && !holds(chain.presented);
}

const owners = { nginx: 'you', upstream: 'the upstream’s owner', ca: 'the CA’s owner' } as const;

/** The cures of a fault as what somebody has to do: any one of them is enough. */
export function remedyOf({ cures }: Fault): readonly Remedy[] {
  return cures.map(({ side, what, command, action }) => ({
    who: action.type === 'reissue' && action.change !== 'names' ? 'the CA’s owner' : owners[side],
    what: isDone(action) ? `${what}; then reload nginx` : what,
    ...(command === undefined ? {} : { command }),
  }));
}

/** What is done once nginx reads its file anew. */
const isDone = ({ type }: Cure['action']): boolean => type === 'distrust' || type === 'trust';
