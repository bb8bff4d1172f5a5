import type { Fault } from '../../verification/cure.js';
import type { FaultKind } from '../../verification/fault-kind.js';
import type { Case } from '../cause.js';

/** What another bundle would cure; everything else is the upstream's, or in the configuration. */
const ofBundle = new Set<FaultKind>(['issuer', 'signature']);

/** Why the bundle that the user answers with would not verify the chain that was given; undefined where it would, or that is not known. */
export function unfitBundle({ answered }: Pick<Case, 'answered'>): Fault | undefined {
  return answered?.anchored === 'no' || answered?.anchored === 'yes'
    ? answered.faults.find(({ kind }) => ofBundle.has(kind))
    : undefined;
}
