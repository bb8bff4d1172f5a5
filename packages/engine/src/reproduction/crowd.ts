import type { Directive } from '@stackengine/nginx-config';
import type { Case } from '../causes/cause.js';
import type { Hop } from '../hops/hop.js';
import { serverOf } from '../hops/index.js';

/** Up to so many hops, a configuration is played whole: nginx makes a TLS context for each when it starts. */
const few = 40;
const most = 12;

/**
 * The blocks of a large configuration that are left out of a play: servers and locations that pass traffic on, and have
 * nothing to do with the hop. Those on its peers stay, and some of its own server's.
 */
export function leftOut(
  { hops, sharing, candidates }: Pick<Case, 'hops' | 'sharing' | 'candidates'>,
  hop: Hop,
): ReadonlySet<Directive> {
  if (hops.length <= few) return new Set();
  const server = serverOf(hop);
  const beside = hops.filter((other) => server !== undefined && serverOf(other) === server);
  const kept = new Set([hop, ...[sharing, candidates, beside].flatMap((some) => some.slice(0, most))]);
  const inside = new Set([...kept].flatMap(({ enclosing }) => enclosing.map(({ directive }) => directive)));
  const gone = new Set<Directive>();
  for (const other of hops) {
    if (kept.has(other)) continue;
    const block = other.enclosing.findLast(
      ({ name, directive }) => (name === 'server' || name === 'location') && !inside.has(directive),
    );
    if (block !== undefined) gone.add(block.directive);
  }
  return gone;
}
