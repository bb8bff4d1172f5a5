import { isSet } from '../causes/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { type Change, directiveName, settingOf } from './change.js';

export interface Heirs {
  /** What hops nested inside keep by a line of their own. */
  readonly kept: readonly Change[];
  /** Hops nested inside that take the new lines over, since they rest on a default. */
  readonly exposed: readonly Hop[];
}

/** What becomes of hops in locations nested inside the one that is changed: they inherit from it. */
export function heirsOf(changes: readonly Change[], hops: readonly Hop[]): Heirs {
  const kept = new Map<string, Change>();
  const exposed = new Set<Hop>();
  for (const change of changes) {
    if (change.value === undefined) continue;
    for (const heir of hops) {
      if (!inherits(heir, change) || changes.some((one) => one.hop === heir && one.setting === change.setting))
        continue;
      const { value } = settingOf(heir, change.setting);
      if (value === change.value) continue;
      if (
        value === undefined ||
        !isSet(settingOf(heir, change.setting)) ||
        (change.setting === 'verify' && value === 'off')
      )
        exposed.add(heir);
      else
        kept.set(`${heir.id} ${change.setting}`, {
          hop: heir,
          setting: change.setting,
          value,
          why: 'stays as it is in the location inside',
          onlyHere: true,
        });
    }
  }
  return { kept: [...kept.values()], exposed: [...exposed] };
}

/** Whether the change reaches the hop through the blocks between them. */
function inherits(heir: Hop, { hop, setting }: Change): boolean {
  const { level } = hop;
  if (level === undefined || heir.level === level || heir.tls.prefix !== hop.tls.prefix || heir.tls.enabled === 'no')
    return false;
  const depth = heir.enclosing.indexOf(level);
  const name = directiveName(hop, setting);
  return (
    depth >= 0 && !heir.enclosing.slice(0, depth).some((block) => block.children.some((child) => child.name === name))
  );
}

/** Hops elsewhere whose own line is the very same one: they include the same file. */
export function readersOf({ hop, setting }: Change, hops: readonly Hop[]): readonly Hop[] {
  const own = ownDirective(hop, setting);
  return own === undefined
    ? []
    : hops.filter((other) => other.level !== hop.level && ownDirective(other, setting) === own);
}

function ownDirective(hop: Hop, setting: Change['setting']) {
  const { origin } = settingOf(hop, setting);
  return origin.from === 'own' ? origin.statements.at(-1)?.directive : undefined;
}
