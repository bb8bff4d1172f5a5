import type { Case, Cause } from '../causes/cause.js';
import { verifies } from '../causes/evidence/hop-state.js';
import type { Fix } from '../diagnosis/diagnosis.js';
import { locationText } from '../hops/index.js';
import type { Change } from './change.js';
import { directiveName } from './change.js';
import { diffOf } from './diff.js';
import { heirsOf, readersOf } from './heirs.js';
import { besideInBlock } from './neighbours.js';
import { place } from './place.js';

const note =
  'StackEngine, development only: the upstream is not verified here. Remove this once its certificate can be verified; never deploy it.';

/**
 * Verification off at this one hop, marked as what it is. Undefined where it would not help: where nginx does not verify
 * anyway, or the failure has nothing to do with it.
 */
export function developmentFix(given: Case, cause: Cause): Fix | undefined {
  const { hop } = given;
  if (!cause.unverifiedHelps || hop === undefined || hop.tls.enabled === 'no' || verifies(hop) === 'no')
    return undefined;
  // In http and server the line would reach every other hop; the pass directive's own block is the innermost that works.
  if (hop.level !== undefined && hop.level.name !== 'location' && hop.protocol !== 'stream') return undefined;
  const off: Change = {
    hop,
    setting: 'verify',
    value: 'off',
    why: 'nginx takes any certificate at this one place',
    comment: note,
    onlyHere: true,
  };
  const verified = given.sharing.filter((other) => verifies(other) === 'yes' && other.tls.sessionReuse.value !== 'off');
  const apart: Change = {
    hop,
    setting: 'session_reuse',
    value: 'off',
    why: 'keeps sessions that were never verified away from the locations that verify this peer',
    onlyHere: true,
  };
  const wanted = verified.length === 0 ? [off] : [off, apart];
  // A line of a file that other locations include too would switch them off as well, and nginx takes no second one.
  if (wanted.some((change) => readersOf(change, given.hops).length > 0)) return undefined;
  const changes = [...wanted, ...heirsOf(wanted, given.hops).kept];
  const edits = place(changes, given.hops);
  return {
    profile: 'development',
    cause: cause.id,
    needs: [],
    edits,
    diff: diffOf(edits, [hop]),
    proof: null,
    why: changes.map((change) => ({ directive: directiveName(change.hop, change.setting), text: change.why })),
    warnings: [
      'For development only: anybody in the path can answer in the upstream’s place.',
      ...besideInBlock(hop, verified, given.hops),
      ...verified.map(
        (other) =>
          `${locationText(other)} verifies the same peer; session reuse is off here so that it does not resume a session that was never verified.`,
      ),
    ],
  };
}
