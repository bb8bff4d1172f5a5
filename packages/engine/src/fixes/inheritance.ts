import type { Directive, Statement } from '@stackengine/nginx-config';
import type { SettingName } from '../causes/cause.js';
import type { Hop } from '../hops/hop.js';
import { grouped, oncePer } from '../tables.js';
import { settingOf } from './change.js';

interface Tables {
  readonly inside: ReadonlyMap<Statement, readonly Hop[]>;
  readonly atLevel: ReadonlyMap<Statement, readonly Hop[]>;
  readonly byBlock: ReadonlyMap<Directive, readonly Hop[]>;
  readonly byPass: ReadonlyMap<Directive, readonly Hop[]>;
  readonly bySource: Map<SettingName, ReadonlyMap<Directive, readonly Hop[]>>;
}

/** Hops whose settings belong to a block nested in this one, so that they inherit from it. */
export const hopsInside = (level: Statement, hops: readonly Hop[]): readonly Hop[] =>
  tablesOf(hops).inside.get(level) ?? [];

/** Hops that obey the lines of this very block. */
export const hopsAt = (level: Statement, hops: readonly Hop[]): readonly Hop[] =>
  tablesOf(hops).atLevel.get(level) ?? [];

/** Hops that obey the lines of this block, wherever its file is included. */
export const hopsWritten = (block: Directive | undefined, hops: readonly Hop[]): readonly Hop[] =>
  block === undefined ? [] : (tablesOf(hops).byBlock.get(block) ?? []);

/** Whether the file of the pass directive is included in other blocks too. */
export const isIncludedElsewhere = ({ pass, level }: Hop, hops: readonly Hop[]): boolean =>
  tablesOf(hops)
    .byPass.get(pass.directive)
    ?.some((other) => other.level !== level) ?? false;

/** The hops that take a setting from this directive, their own or an inherited one. */
export function heirsOfDirective(
  directive: Directive | undefined,
  setting: SettingName,
  hops: readonly Hop[],
): readonly Hop[] {
  const { bySource } = tablesOf(hops);
  const known = bySource.get(setting) ?? grouped(hops, (hop) => [directiveOf(hop, setting)]);
  bySource.set(setting, known);
  return directive === undefined ? [] : (known.get(directive) ?? []);
}

/** The directive that a setting of the hop comes from; undefined for a default, or one that is not known. */
export function directiveOf(hop: Hop, setting: SettingName): Directive | undefined {
  const { origin } = settingOf(hop, setting);
  return origin.from === 'own' || origin.from === 'inherited' ? origin.statements.at(-1)?.directive : undefined;
}

const tablesOf = oncePer(
  (hops: readonly Hop[]): Tables => ({
    inside: grouped(hops, ({ level, enclosing }) =>
      level === undefined ? [] : enclosing.slice(enclosing.indexOf(level) + 1),
    ),
    atLevel: grouped(hops, ({ level }) => [level]),
    byBlock: grouped(hops, ({ level }) => [level?.directive]),
    byPass: grouped(hops, ({ pass }) => [pass.directive]),
    bySource: new Map(),
  }),
);
