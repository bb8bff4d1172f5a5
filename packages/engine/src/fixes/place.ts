import {
  type Edit,
  insertDirective,
  removeDirective,
  replaceArguments,
  type Statement,
} from '@stackengine/nginx-config';
import type { Hop } from '../hops/hop.js';
import { type Change, directiveName, settingOf } from './change.js';
import { directiveOf, heirsOfDirective } from './inheritance.js';

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
  if (value === undefined && setting === 'conf_command') return widened(change, name, statements);
  if (value === undefined)
    return statements.map((one) => [keyOf(one, name), removeDirective(one.tree, one.directive)] as const);
  const [existing] = statements.slice(-1);
  if (existing !== undefined) {
    const edits: Keyed[] = [
      [keyOf(existing, name), replaceArguments(existing.tree, existing.directive, argumentsOf(change, value))],
    ];
    if (change.comment !== undefined)
      edits.unshift([`${keyOf(existing, name)}#`, commentAbove(existing, change.comment)]);
    return edits;
  }
  return [insertion(change, name, argumentsOf(change, value))];
}

/** Whether all hops that take this setting from the same statement get the same value. */
function everyHeirChanges({ hop, setting, value }: Change, wanted: Wanted, hops: readonly Hop[]): boolean {
  return heirsOfDirective(directiveOf(hop, setting), setting, hops)
    .filter((heir) => heir.tls.prefix === hop.tls.prefix && heir.tls.enabled !== 'no')
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

function insertion(change: Change, name: string, args: readonly string[]): Keyed {
  const { hop } = change;
  const { pass, level } = hop;
  const directive = {
    name,
    args,
    ...(change.comment === undefined ? {} : { comment: change.comment }),
  };
  const neighbour = lastRelative(hop) ?? (pass.parent === level ? pass : undefined);
  const key = `${level?.tree.file ?? pass.tree.file}:${level?.directive.start ?? 'top'}:${name}`;
  if (neighbour !== undefined) {
    const into = neighbour.tree === level?.tree ? level.directive : undefined;
    return [key, insertDirective(neighbour.tree, into, directive, { after: neighbour.directive })];
  }
  const tree = level?.tree ?? pass.tree;
  const inner = hop.enclosing.find((block) => block.parent === level && block.tree === tree);
  return [
    key,
    insertDirective(tree, level?.directive, directive, inner === undefined ? 'end' : { before: inner.directive }),
  ];
}

/** The last directive of the hop's family at its own level, in the file of the pass directive. */
function lastRelative(hop: Hop): Statement | undefined {
  const beside = hop.level?.children ?? [];
  return beside
    .filter(
      (child) =>
        `${child.name}_`.startsWith(hop.tls.prefix) &&
        child.tree === hop.pass.tree &&
        child.directive.body === undefined,
    )
    .at(-1);
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
function widened(change: Change, name: string, statements: readonly Statement[]): readonly Keyed[] {
  if (statements.length > 0)
    return statements
      .filter(({ args }) => narrowing.test(args[0] ?? ''))
      .map((one) => [keyOf(one, name), removeDirective(one.tree, one.directive)] as const);
  const { origin } = settingOf(change.hop, change.setting);
  if (origin.from !== 'inherited') return [];
  const kept = origin.statements.filter(({ args }) => !narrowing.test(args[0] ?? '')).map(({ args }) => args);
  return (kept.length > 0 ? kept : [['Ciphersuites', suites]]).map((args, index) => {
    const [key, edit] = insertion(change, name, args);
    return [`${key}:${index}`, edit] as const;
  });
}
