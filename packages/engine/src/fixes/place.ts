import {
  type Edit,
  insertDirective,
  removeDirective,
  replaceArguments,
  type Statement,
} from '@stackengine/nginx-config';
import { enclosingBlocks } from '../hops/blocks.js';
import type { Hop } from '../hops/hop.js';
import { type Change, directiveName, settingOf } from './change.js';
import { directiveOf, heirsOfDirective, isIncludedElsewhere } from './inheritance.js';

/**
 * The edits that make changes true, at the right level: a line of the hop's own is changed in place; an inherited one
 * is changed where it stands if every hop that inherits it is among those to be changed the same way, and overridden at
 * the hop otherwise; a new line goes beside its relatives, else after the pass directive.
 */
export function place(changes: readonly Change[], hops: readonly Hop[]): readonly Edit[] {
  const edits = new Map<string, Edit>();
  const wanted = new Map<Hop, Set<string>>();
  for (const { hop, setting, value } of changes)
    wanted.set(hop, (wanted.get(hop) ?? new Set()).add(`${setting} ${value}`));
  for (const change of changes) {
    for (const [key, edit] of editsFor(change, wanted, hops)) if (!edits.has(key)) edits.set(key, edit);
  }
  return [...edits.values()];
}

/** What is to become of each hop: setting and value. */
type Wanted = ReadonlyMap<Hop, ReadonlySet<string>>;

type Keyed = readonly [key: string, edit: Edit];

function editsFor(change: Change, wanted: Wanted, hops: readonly Hop[]): readonly Keyed[] {
  const { hop, setting, value } = change;
  const { origin } = settingOf(hop, setting);
  const name = directiveName(hop, setting);
  const statements =
    origin.from === 'own' ||
    (origin.from === 'inherited' && change.onlyHere !== true && everyHeirChanges(change, wanted, hops))
      ? origin.statements
      : [];
  if (value === undefined) return widened(change, name, statements, hops);
  const existing = statements.at(-1);
  if (existing !== undefined) {
    const note: readonly Keyed[] =
      change.comment === undefined ? [] : [[`${keyOf(existing, name)}#`, commentAbove(existing, change.comment)]];
    return [
      ...note,
      [keyOf(existing, name), replaceArguments(existing.tree, existing.directive, argumentsOf(change, value))],
      // Lists of protocols add up.
      ...statements.slice(0, -1).map((one) => removal(one, name)),
    ];
  }
  return [insertion(change, name, argumentsOf(change, value), hops)];
}

/** Whether all hops that take this setting from the same statement get the same value. */
function everyHeirChanges({ hop, setting, value }: Change, wanted: Wanted, hops: readonly Hop[]): boolean {
  return heirsOfDirective(directiveOf(hop, setting), setting, hops)
    .filter((heir) => heir.tls.enabled !== 'no')
    .every((heir) => wanted.get(heir)?.has(`${setting} ${value}`) === true);
}

/** A line of its own before the directive, indented like it. */
function commentAbove({ tree, directive }: Statement, comment: string): Edit {
  const { start } = directive;
  const before = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const end = tree.text.includes('\r\n') ? '\r\n' : '\n';
  return { file: tree.file, range: [start, start], text: `# ${comment}${end}${indent}` };
}

/** Only the list of protocols is several arguments; a path may hold blanks. */
function argumentsOf({ setting }: Change, value: string): readonly string[] {
  return setting === 'protocols' ? value.split(' ') : [value];
}

const removal = (one: Statement, name: string): Keyed => [keyOf(one, name), removeDirective(one.tree, one.directive)];

function insertion(change: Change, name: string, args: readonly string[], hops: readonly Hop[]): Keyed {
  const { hop } = change;
  const { pass, level } = hop;
  const directive = {
    name,
    args,
    ...(change.comment === undefined ? {} : { comment: change.comment }),
  };
  // A line beside a pass that other blocks include would be theirs too, and nginx takes no second one beside their own.
  const tree = level === undefined || !isIncludedElsewhere(hop, hops) ? pass.tree : level.tree;
  const beside = pass.parent === level && pass.tree === tree ? pass : undefined;
  const neighbour = lastRelative(hop, tree) ?? beside;
  const key = `${level?.tree.file ?? pass.tree.file}:${level?.directive.start ?? 'top'}:${name}`;
  if (neighbour !== undefined) {
    const into = neighbour.tree === level?.tree ? level.directive : undefined;
    return [key, insertDirective(neighbour.tree, into, directive, { after: neighbour.directive })];
  }
  const around = level?.tree ?? pass.tree;
  const inner = hop.enclosing.find((block) => block.parent === level && block.tree === around);
  return [
    key,
    insertDirective(around, level?.directive, directive, inner === undefined ? 'end' : { before: inner.directive }),
  ];
}

/** The last directive of the hop's family at its own level, in this file. */
function lastRelative(hop: Hop, tree: Statement['tree']): Statement | undefined {
  return hop.level?.children.findLast((child) => `${child.name}_`.startsWith(hop.tls.prefix) && child.tree === tree);
}

function keyOf(statement: Statement, name: string): string {
  return `${statement.tree.file}:${statement.directive.start}:${name}`;
}

/** OpenSSL's own list of TLS 1.3 suites (TLS_DEFAULT_CIPHERSUITES). */
const suites = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';
const narrowing = /^(?:ciphersuites|cipherstring|groups|curves)$/i;

/**
 * Commands that no longer narrow what is offered; the others stay. Those of an outer block are replaced as a whole, so
 * the ones to keep are written again, or OpenSSL's default where none is left.
 */
function widened(
  change: Change,
  name: string,
  statements: readonly Statement[],
  hops: readonly Hop[],
): readonly Keyed[] {
  const narrows = ({ args }: Statement): boolean => narrowing.test(args[0] ?? '');
  const [first, ...others] = statements.filter(narrows);
  if (first !== undefined) {
    const outer = enclosingBlocks(first).slice(1);
    // With no line left, those of an outer block would be in force.
    const exposed =
      statements.every(narrows) && outer.some((block) => block.children.some((child) => child.name === name));
    const replaced: Keyed = [
      keyOf(first, name),
      replaceArguments(first.tree, first.directive, ['Ciphersuites', suites]),
    ];
    return [exposed ? replaced : removal(first, name), ...others.map((one) => removal(one, name))];
  }
  const { origin } = settingOf(change.hop, change.setting);
  if (origin.from !== 'inherited') return [];
  const kept = origin.statements.filter((one) => !narrows(one)).map(({ args }) => args);
  return (kept.length > 0 ? kept : [['Ciphersuites', suites]]).map((args, index) => {
    const [key, edit] = insertion(change, name, args, hops);
    return [`${key}:${index}`, edit] as const;
  });
}
