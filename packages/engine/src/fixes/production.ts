import type { Edit } from '@stackengine/nginx-config';
import type { Case, Cause, NeedId, Repair } from '../causes/cause.js';
import { ampleDepth, depthOf } from '../causes/evidence/hop-state.js';
import { need } from '../causes/evidence/needs.js';
import { unfitAnsweredName } from '../causes/evidence/unfit-answered-name.js';
import { unfitBundle } from '../causes/evidence/unfit-bundle.js';
import type { Answers, Fix, Need } from '../diagnosis/diagnosis.js';
import { type Change, directiveName } from './change.js';
import { diffOf } from './diff.js';
import { harden } from './harden.js';
import { heirsOf } from './heirs.js';
import { wantsAnotherName } from './neighbours.js';
import { place } from './place.js';
import { speakTls } from './scheme.js';
import { warnings } from './warnings.js';

/**
 * The smallest edits after which nginx verifies this upstream and reaches it, at every hop that shares its peers.
 * Undefined where no edit of nginx's configuration cures the cause, or where there is no hop to edit.
 */
export function productionFix(given: Case, cause: Cause, rivals: readonly Cause[], answers: Answers): Fix | undefined {
  const own = cause.repair?.(given);
  const repairs = own === undefined ? undefined : [...own, ...depthsOfRivals(given, rivals)];
  const main = given.hop;
  if (repairs === undefined || main === undefined) return undefined;
  const scheme = repairs.find((repair) => repair.type === 'scheme');
  if (own?.length === 0 && cause.remedy(given).length > 0) return undefined;
  const sharing = scheme === undefined ? given.sharing.filter((hop) => hop.tls.enabled !== 'no') : given.sharing;
  const apart = sharing.filter((hop) => wantsAnotherName(main, hop));
  const together = [main, ...sharing.filter((hop) => !apart.includes(hop))];
  const faulty = given.incident.signature.kind === 'config' ? given.candidates : [];
  const hops = [...new Set([...together, ...faulty])];
  const switches =
    scheme === undefined
      ? []
      : hops.filter((hop) => hop.tls.enabled !== 'yes').map((hop) => speakTls(hop, scheme.scheme, hops, given.hops));
  if (switches.some((edit) => edit === undefined)) return undefined;
  const { changes: wanted, needs } = harden(given, repairs, hops, apart, answers);
  const heirs = heirsOf(wanted, given.hops);
  const changes = [...wanted, ...heirs.kept];
  const edits = [...switches.filter((edit): edit is Edit => edit !== undefined), ...place(changes, given.hops)];
  if (edits.length === 0) return undefined;
  const why = new Map(changes.map((change) => [directiveName(change.hop, change.setting), change.why]));
  if (scheme !== undefined) why.set(main.pass.name, scheme.why);
  return {
    profile: 'production',
    cause: cause.id,
    needs: needs.map((id) => (isRefused(id, given) ? need(id, given) : asked(need(id, given), own ?? []))),
    edits,
    diff: diffOf(edits, hops),
    proof: null,
    why: [...why].map(([directive, text]) => ({ directive, text })),
    warnings: [
      ...warnings({ main, hops, apart, changes: wanted, heirs, all: given.hops }, answers.name),
      ...nameOfChain(given, wanted, answers),
    ],
  };
}

/** An answer was given, and the need says why it is none. */
function isRefused(id: NeedId, given: Case): boolean {
  return (
    (id === 'ca-path' && unfitBundle(given) !== undefined) || (id === 'name' && unfitAnsweredName(given) !== undefined)
  );
}

/** A name that nobody wrote: whoever answered when the chain was saved has shown it. */
function nameOfChain({ genuine, assessment }: Case, changes: readonly Change[], answers: Answers): readonly string[] {
  const shown = (genuine ?? assessment)?.names ?? [];
  const name = changes.find(({ setting, value }) => setting === 'name' && value !== undefined && shown.includes(value));
  if (name?.value === undefined || answers.name !== undefined) return [];
  return [
    `"${name.value}" is the name in the chain that was given: make sure that this upstream is called so. Whoever holds another certificate of that CA could have shown it.`,
  ];
}

/** The need in the words of the cause, where it has its own. */
function asked(usual: Need, repairs: readonly Repair[]): Need {
  const special = repairs.find((repair) => repair.type === 'ask' && repair.need === usual.id);
  return special?.type === 'ask' ? { ...usual, ask: special.ask ?? usual.ask } : usual;
}

/**
 * A depth limit hides behind the codes of an unknown issuer; a larger limit weakens nothing, so both are cured at once.
 * What the cause itself calls for comes first. An ample limit is not raised on suspicion: the same log would raise it at every run.
 */
function depthsOfRivals(given: Case, rivals: readonly Cause[]): readonly Repair[] {
  const known = (given.genuine ?? given.assessment)?.smallestDepth !== undefined;
  if (!known && (depthOf(given.hop) ?? 1) >= ampleDepth) return [];
  const repairs = rivals.flatMap((rival) => rival.repair?.(given) ?? []);
  return repairs.filter((repair) => repair.type === 'set' && repair.setting === 'verify_depth');
}
