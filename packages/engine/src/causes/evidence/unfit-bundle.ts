import type { FaultKind } from '../../verification/fault-kind.js';
import type { Case } from '../cause.js';

/** What another bundle would cure; everything else is the upstream's, or in the configuration. */
const ofBundle = new Set<FaultKind>(['issuer', 'signature', 'rejected']);

/**
 * Why the bundle that the user answers with (`--ca-path`) can't be the right one, in sentences; undefined where it may be, or can't be read here:
 * without an anchor it verifies nothing, and with another one not the chain that was given.
 */
export function unfitBundle({
  answered,
  answeredBundle,
}: Pick<Case, 'answered' | 'answeredBundle'>): string | undefined {
  const certificates = answeredBundle?.state === 'read' ? answeredBundle.certificates : [];
  if (certificates.length > 0 && !certificates.some((one) => one.selfSigned || one.trustSettings === true))
    return 'It holds no self-signed certificate, and nothing else is an anchor to nginx: a leaf or an intermediate alone verifies nothing.';
  const fault = answered?.faults.find(({ kind }) => ofBundle.has(kind));
  if (fault === undefined) return undefined;
  const [cure] = fault.cures;
  return [
    `It would not verify the chain that was given (nginx would log code ${fault.code}).`,
    fault.meaning,
    ...(cure === undefined ? [] : [`${cure.what.charAt(0).toUpperCase()}${cure.what.slice(1)}.`]),
  ].join(' ');
}
