import type { CauseWorld } from '../causes/cause.js';
import { causes } from '../causes/index.js';
import { attackers } from '../worlds/cast.js';
import { attackerId, isAttacker } from './attacker.js';
import { furtherWorlds } from './further-worlds.js';

/** A kind of upstream that a configuration can be played against. */
export interface UpstreamKind {
  /** `faultless`, `given-chain`, `attacker/…`, or a world of a cause: `sni-required/gateway-closes`. */
  readonly id: string;
  /** The cause of which it is an example; undefined for those that are none. */
  readonly cause: string | undefined;
  readonly title: string;
}

const isUpstream = ({ refused, unresolved }: CauseWorld): boolean => refused !== true && unresolved !== true;

/** Every kind there is, in the order of the causes. */
export const upstreamKinds: readonly UpstreamKind[] = [
  { id: 'faultless', cause: undefined, title: 'nothing wrong: every name, protocol and cipher; under what is trusted' },
  { id: 'given-chain', cause: undefined, title: 'presents the chain that was given (--chain)' },
  ...causes.flatMap(({ id: cause, title, worlds }) =>
    [...worlds, ...furtherWorlds(cause, { depth: undefined, ciphers: [] })]
      .filter(isUpstream)
      .map(({ id }): UpstreamKind => ({ id: `${cause}/${id}`, cause, title })),
  ),
  ...Object.keys(attackers).map(
    (name): UpstreamKind => ({
      id: attackerId(name),
      cause: undefined,
      title: `an attacker in its place, to be refused: ${name}`,
    }),
  ),
];

/** Whether a kind is meant by what a user calls it: its id, its cause, `attacker` for each of them, or `all`. */
export function isMeant(wish: string, { id, cause }: Pick<UpstreamKind, 'id' | 'cause'>): boolean {
  if (wish === 'attacker') return isAttacker(id);
  return wish === id || wish === cause || (wish === 'all' && id !== 'given-chain');
}
