import {
  type Configuration,
  type Directive,
  type Edit,
  memorySource,
  readConfiguration,
  type Statement,
  type SyntaxTree,
} from '@stackengine/nginx-config';
import type { Hop } from '../../hops/hop.js';
import { findHops } from '../../hops/index.js';
import { grouped, oncePer } from '../../tables.js';
import { blanks, type Layout, layOut, mainPath, type Placed } from './layout.js';
import type { Replacement } from './replacement.js';
import { edited, type Refused, treat } from './texts.js';
import type { Wishes } from './treatments.js';

/** A configuration that nginx can be started with, outside its machine. */
export interface Prepared {
  /** nginx's configuration files by their path in the world. Certificates are not among them. */
  readonly texts: Readonly<Record<string, string>>;
  /** The same, read: what nginx will see. */
  readonly configuration: Configuration;
  readonly hops: readonly Hop[];
  /** The hop of the world that a hop of the user's configuration has become; undefined where it is not part of it. */
  readonly hopFor: (hop: Hop) => Hop | undefined;
  readonly replacements: readonly Replacement[];
  /** The user's file that stands at a path of the world; undefined for what was added. */
  readonly sourceOf: (path: string) => string | undefined;
}

/** What to prepare beyond the configuration as it is. */
export interface Preparation extends Wishes {
  /** A fix, made before anything else. */
  readonly edits?: readonly Edit[];
  readonly refused?: readonly Refused[];
  /** Directives for the beginning of `http`: variables and groups that were not given. */
  readonly additions?: readonly string[];
}

/** Changes as little as possible: directives of the machine and of clients go, line numbers stay. Pure; never throws. */
export function prepare(configuration: Configuration, how: Preparation): Prepared {
  const layout = layOut(configuration);
  const treated = treat(configuration, how, layout.pathOf, how.refused);
  const texts: Record<string, string> = {};
  const fix = grouped(how.edits ?? [], ({ file }) => [file]);
  for (const { path, tree, only } of layout.placed) {
    const standIns = treated.edits.get(tree.file) ?? [];
    const own = only === undefined ? standIns : [...standIns.filter(within(only)), ...blanks(tree, only)];
    const fixes = fix.get(tree.file) ?? [];
    texts[path] = edited(tree.text, own, only === undefined ? fixes : fixes.filter(within(only)));
  }
  if (layout.wrapper !== undefined) texts[mainPath] = layout.wrapper;
  else if (!configuration.statements.some(({ name }) => name === 'events'))
    texts[mainPath] = `${texts[mainPath] ?? ''}\nevents {}\n`;
  addTo(texts, how.additions ?? []);
  const main = texts[mainPath] ?? '';
  const inWorld = readConfiguration([{ file: mainPath, text: main }], memorySource(texts), {
    prefix: '/etc/nginx',
    mainFile: mainPath,
  });
  const hops = findHops(inWorld);
  const sources = new Map(layout.placed.map(({ path, tree }) => [path, tree.file]));
  return {
    texts,
    configuration: inWorld,
    hops,
    hopFor: matchHops(configuration, layout, treated.gone, hops),
    replacements: treated.replacements,
    sourceOf: (path) => sources.get(path),
  };
}

const within =
  (only: readonly Statement[]) =>
  ({ range }: Edit): boolean =>
    only.some(({ directive }) => directive.start <= range[0] && range[1] <= directive.end + 1);

/** On the line of the brace that opens `http`, so that no line moves. */
function addTo(texts: Record<string, string>, additions: readonly string[]): void {
  if (additions.length === 0) return;
  for (const [path, text] of Object.entries(texts)) {
    const found = /^([^#\n]*\bhttp\s*\{)/m.exec(text);
    if (found === null) continue;
    const end = found.index + found[0].length;
    texts[path] = `${text.slice(0, end)} ${additions.join(' ')}${text.slice(end)}`;
    return;
  }
}

const hopsOf = oncePer(findHops);

/** A pass is known by its file, its rank among the passes there, and how often the file was included before. */
function matchHops(
  configuration: Configuration,
  { placed }: Layout,
  gone: ReadonlyMap<string, readonly (readonly [number, number])[]>,
  inWorld: readonly Hop[],
): Prepared['hopFor'] {
  const original = hopsOf(configuration);
  const passes = grouped(
    original.map(({ pass }) => pass),
    ({ tree }) => [tree],
  );
  const directiveAt = new Map<string, Directive>();
  for (const copy of placed) {
    const inCopy = ranked(passes.get(copy.tree) ?? [], copy, gone.get(copy.tree.file) ?? []);
    for (const [rank, directive] of inCopy.entries()) directiveAt.set(`${copy.path} ${rank}`, directive);
  }
  const ranks = new Map<SyntaxTree, Map<Directive, number>>();
  for (const [tree, statements] of grouped(
    inWorld.map(({ pass }) => pass),
    ({ tree }) => [tree],
  )) {
    const directives = [...new Set(statements.map(({ directive }) => directive))].sort((a, b) => a.start - b.start);
    ranks.set(tree, new Map(directives.map((directive, rank) => [directive, rank])));
  }
  const found = new Map<string, Hop>();
  const counts = new Map<Directive, number>();
  const ids = new Map<Directive, number>();
  const idOf = (directive: Directive): number => {
    const known = ids.get(directive) ?? ids.size;
    ids.set(directive, known);
    return known;
  };
  for (const hop of inWorld) {
    const { tree, directive } = hop.pass;
    const source = directiveAt.get(`${tree.file} ${ranks.get(tree)?.get(directive) ?? -1}`);
    if (source === undefined) continue;
    const count = (counts.get(source) ?? 0) + 1;
    counts.set(source, count);
    found.set(`${idOf(source)} ${count}`, hop);
  }
  const occurrences = new Map<string, string>();
  const seen = new Map<Directive, number>();
  for (const { id, pass } of original) {
    const count = (seen.get(pass.directive) ?? 0) + 1;
    seen.set(pass.directive, count);
    occurrences.set(id, `${idOf(pass.directive)} ${count}`);
  }
  return (hop) => found.get(occurrences.get(hop.id) ?? '');
}

function ranked(
  passes: readonly Statement[],
  { only }: Placed,
  gone: readonly (readonly [number, number])[],
): readonly Directive[] {
  const directives = new Set(passes.map(({ directive }) => directive));
  return [...directives]
    .filter(({ start }) => !gone.some(([from, to]) => from <= start && start < to))
    .filter(({ start }) => only?.some(({ directive }) => directive.start <= start && start < directive.end) ?? true)
    .sort((a, b) => a.start - b.start);
}
