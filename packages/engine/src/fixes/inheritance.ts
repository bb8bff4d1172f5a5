import type { Directive, Statement } from '@stackengine/nginx-config';
import type { SettingName } from '../causes/cause.js';
import type { Hop } from '../hops/hop.js';
import { lookup, oncePer } from '../tables.js';
import { settingOf } from './change.js';

type HopsOf<Key> = (key: Key) => readonly Hop[];

interface Tables {
  readonly inside: HopsOf<Statement>;
  readonly atLevel: HopsOf<Statement>;
  readonly byBlock: HopsOf<Directive>;
  readonly byPass: HopsOf<Directive>;
  readonly bySource: Map<SettingName, HopsOf<Directive>>;
}

/** Hops whose settings belong to a block nested in this one, so that they inherit from it. */
export const hopsInside = (level: Statement, hops: readonly Hop[]): readonly Hop[] => tablesOf(hops).inside(level);

/** Hops that obey the lines of this very block. */
export const hopsAt = (level: Statement, hops: readonly Hop[]): readonly Hop[] => tablesOf(hops).atLevel(level);

/** Hops that obey the lines of this block, wherever its file is included. */
export const hopsWritten = (block: Directive | undefined, hops: readonly Hop[]): readonly Hop[] =>
  block === undefined ? [] : tablesOf(hops).byBlock(block);

/** Whether the file of the pass directive is included in other blocks too. */
export const isIncludedElsewhere = ({ pass, level }: Hop, hops: readonly Hop[]): boolean =>
  tablesOf(hops)
    .byPass(pass.directive)
    .some((other) => other.level !== level);

/** The hops that take a setting from this directive, their own or an inherited one. */
export function heirsOfDirective(
  directive: Directive | undefined,
  setting: SettingName,
  hops: readonly Hop[],
): readonly Hop[] {
  const { bySource } = tablesOf(hops);
  const known = bySource.get(setting) ?? lookup(hops, (hop) => [directiveOf(hop, setting)]);
  bySource.set(setting, known);
  return directive === undefined ? [] : known(directive);
}

/** The directive that a setting of the hop comes from; undefined for a default, or one that is not known. */
export function directiveOf(hop: Hop, setting: SettingName): Directive | undefined {
  const { origin } = settingOf(hop, setting);
  return origin.from === 'own' || origin.from === 'inherited' ? origin.statements.at(-1)?.directive : undefined;
}

const tablesOf = oncePer(
  (hops: readonly Hop[]): Tables => ({
    inside: lookup(hops, ({ level, enclosing }) =>
      level === undefined ? [] : enclosing.slice(enclosing.indexOf(level) + 1),
    ),
    atLevel: lookup(hops, ({ level }) => [level]),
    byBlock: lookup(hops, ({ level }) => [level?.directive]),
    byPass: lookup(hops, ({ pass }) => [pass.directive]),
    bySource: new Map(),
  }),
);
