import type { Statement } from '@stackengine/nginx-config';
import type { SettingName } from '../causes/cause.js';
import { isSet, verifies } from '../causes/evidence/hop-state.js';
import type { Hop } from '../hops/hop.js';
import { verifiedName } from '../hops/index.js';
import { type Change, directiveName, settingOf } from './change.js';
import { directiveOf, heirsOfDirective, hopsInside, hopsWritten } from './inheritance.js';

export interface Heirs {
  /** What hops nested inside keep by a line of their own. */
  readonly kept: readonly Change[];
  /** Hops nested inside that take a new line over, since what they rest on can't be written down. */
  readonly exposed: readonly Hop[];
}

/**
 * What becomes of hops in locations nested inside the one that is changed: they would inherit from it, and a request
 * that worked would fail against an upstream that nobody asked about. So what they rest on is written out for them.
 */
export function heirsOf(changes: readonly Change[], hops: readonly Hop[]): Heirs {
  const kept = new Map<string, Change>();
  const exposed = new Set<Hop>();
  for (const change of changes) {
    const { level } = change.hop;
    if (change.value === undefined || level === undefined) continue;
    for (const heir of hopsInside(level, hops)) {
      if (!inherits(heir, change, level) || changes.some((one) => one.hop === heir && one.setting === change.setting))
        continue;
      const setting = settingOf(heir, change.setting);
      const value = isSet(setting) ? setting.value : unsetValue(heir, change.setting);
      if (value === change.value || value === 'unread') continue;
      if (value === undefined) exposed.add(heir);
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

/**
 * What nginx takes where no line is in force, `unread` where the hop obeys no such setting; undefined where that has no
 * words, or depends on blocks that were not given.
 */
function unsetValue(hop: Hop, setting: SettingName): string | undefined {
  if (settingOf(hop, setting).origin.from === 'unknown') return undefined;
  const verified = verifies(hop) !== 'no';
  const named = hop.tls.serverName.value === 'on';
  switch (setting) {
    case 'verify':
    case 'server_name':
      return 'off';
    case 'verify_depth':
      return verified ? '1' : 'unread';
    case 'session_reuse':
      return 'on';
    case 'name':
      return verified || named ? verifiedName(hop).name : 'unread';
    case 'trusted_certificate':
    case 'crl':
      return verified ? undefined : 'unread';
    default:
      return undefined;
  }
}

/** Whether the change reaches the hop through the blocks between them. */
function inherits(heir: Hop, { hop, setting }: Change, level: Statement): boolean {
  if (heir.tls.prefix !== hop.tls.prefix || heir.tls.enabled === 'no') return false;
  const name = directiveName(hop, setting);
  const between = heir.enclosing.slice(0, heir.enclosing.indexOf(level));
  return !between.some((block) => block.children.some((child) => child.name === name));
}

/** Hops elsewhere that obey the very line that the change rewrites or adds: they include the same file. */
export function readersOf({ hop, setting }: Change, hops: readonly Hop[]): readonly Hop[] {
  if (settingOf(hop, setting).origin.from !== 'own') return hopsInCopies(hop, hops);
  return heirsOfDirective(directiveOf(hop, setting), setting, hops).filter(
    (other) => other.level !== hop.level && settingOf(other, setting).origin.from === 'own',
  );
}

/** Hops that obey the same lines as this one, since the file of its block is included elsewhere too. */
function hopsInCopies({ level, tls }: Hop, hops: readonly Hop[]): readonly Hop[] {
  return hopsWritten(level?.directive, hops).filter(
    (other) => other.level !== level && other.tls.prefix === tls.prefix && other.tls.enabled !== 'no',
  );
}
