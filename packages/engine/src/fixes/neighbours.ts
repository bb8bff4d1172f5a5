import { isSet, unfitName } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { positionOf, verifiedName } from '../hops/index.js';
import { hopsAt } from './inheritance.js';
import { usableName } from './names.js';

/** The one literal name that other hops on the same peer check; undefined where there is none, or more than one. */
export function nameBeside(hop: Hop, hops: readonly Hop[]): string | undefined {
  const names = new Set(
    hops
      .filter((other) => other !== hop && isSet(other.tls.name) && unfitName(other) === undefined)
      .map((other) => usableName(verifiedName(other).name)),
  );
  const [only] = names;
  return names.size === 1 ? only : undefined;
}

/**
 * Whether the other hop asks the same peer for another host, so that the name in its certificate is another too, and the
 * name that it checks now is no help. What is right for the one would break the other.
 */
export function wantsAnotherName(hop: Hop, other: Hop): boolean {
  if (unfitName(other) === undefined) return false;
  const [own, theirs] = [literalHost(hop), literalHost(other)];
  return own !== undefined && theirs !== undefined && own !== theirs;
}

/** The `Host` that nginx sends upstream where it is written out. Inner blocks replace all headers of outer ones. */
function literalHost(hop: Hop): string | undefined {
  const setting = hop.enclosing.find((block) => block.children.some(setsHeader));
  const host = setting?.children.filter(setsHeader).find(({ args }) => args[0]?.toLowerCase() === 'host')?.args[1];
  return host === undefined || host.includes('$') ? undefined : host.toLowerCase();
}

const setsHeader = ({ name }: Hop['pass']): boolean => /^(?:proxy|grpc)_set_header$/.test(name);

/** Passes to other upstreams that obey the same lines, because nginx takes none in `if` or `limit_except`. */
export function besideInBlock(main: Hop, covered: readonly Hop[], hops: readonly Hop[]): readonly string[] {
  if (main.level === undefined) return [];
  const beside = hopsAt(main.level, hops).filter(
    (hop) => hop !== main && !covered.includes(hop) && hop.protocol === main.protocol && hop.tls.enabled !== 'no',
  );
  if (beside.length === 0) return [];
  return [
    `${beside.map((hop) => `${hop.pass.name} ${hop.target.text} (${hop.pass.tree.file}:${positionOf(hop).line})`).join(', ')} ${beside.length === 1 ? 'stands' : 'stand'} in the same location and ${beside.length === 1 ? 'obeys' : 'obey'} the same lines, since nginx takes them in no if and no limit_except. A location of its own keeps the two apart.`,
  ];
}
