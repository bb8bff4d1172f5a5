import {
  applyEdits,
  type Configuration,
  type Directive,
  type Edit,
  isGlob,
  type Node,
  positionAt,
  quoteArgument,
  type Statement,
  type SyntaxTree,
  walk,
} from '@stackengine/nginx-config';
import type { Replacement, Treatment } from './replacement.js';
import { isSilent, treatmentOf, type Wishes } from './treatments.js';

/** Edits by the file of their tree, and what they are for. */
export interface Treated {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
  readonly replacements: readonly Replacement[];
  /** Ranges that are gone, by file. */
  readonly gone: ReadonlyMap<string, readonly (readonly [number, number])[]>;
}

/** A directive to be left out although its name is known: nginx itself refused it. */
export interface Refused {
  readonly file: string;
  /** 1-based, in the user's file. */
  readonly line: number;
  readonly name: string;
  readonly why: string;
}

/**
 * The edits that let a configuration start anywhere. Lines keep their numbers: what goes leaves its line ends.
 * `pathOf` tells where a file stands in the world.
 */
export function treat(
  configuration: Configuration,
  wishes: Wishes,
  pathOf: (tree: SyntaxTree) => string,
  refused: readonly Refused[] = [],
): Treated {
  const edits = new Map<string, Edit[]>();
  const gone = new Map<string, (readonly [number, number])[]>();
  const replacements: Replacement[] = [];
  const seen = new Set<Directive>();
  let hidden: Directive | undefined;
  for (const statement of walk(configuration)) {
    const { directive, tree } = statement;
    if (seen.has(directive)) continue;
    seen.add(directive);
    if (hidden !== undefined && directive.start < hidden.end && hidden.start <= directive.start) continue;
    hidden = undefined;
    const treatment = refusedTreatment(statement, refused) ?? treatmentOf(statement, wishes);
    if (treatment !== undefined) apply(tree, directive, treatment);
  }
  for (const tree of configuration.trees) {
    for (const directive of inclusions(tree.body)) {
      const inside = (gone.get(tree.file) ?? []).some(([from, to]) => from <= directive.start && directive.start < to);
      const treatment = inside ? undefined : inclusion(directive, configuration, pathOf);
      if (treatment !== undefined) apply(tree, directive, treatment);
    }
  }
  return { edits, replacements, gone };

  function apply(tree: SyntaxTree, directive: Directive, treatment: Treatment): void {
    const why = treatment.act === 'include' ? undefined : treatment.why;
    if (why !== undefined && !isSilent(why))
      replacements.push({ what: written(tree, directive), ...placeOf(tree, directive), why });
    const edit = editFor(tree, directive, treatment);
    edits.set(tree.file, [...(edits.get(tree.file) ?? []), edit]);
    if (treatment.act === 'set aside') {
      gone.set(tree.file, [...(gone.get(tree.file) ?? []), [directive.start, directive.end]]);
      if (directive.body !== undefined) hidden = directive;
    }
  }
}

/** The `include` directives of a file, at any depth: statements have what they stand for in their place. */
function* inclusions(nodes: readonly Node[]): Generator<Directive> {
  for (const node of nodes) {
    if (node.type !== 'directive') continue;
    if (node.name.value === 'include') yield node;
    else if (node.body !== undefined) yield* inclusions(node.body);
  }
}

function refusedTreatment({ name, tree, directive }: Statement, refused: readonly Refused[]): Treatment | undefined {
  if (refused.length === 0) return undefined;
  const from = positionAt(tree, directive.start).line;
  const to = positionAt(tree, directive.open ?? directive.end).line;
  const found = refused.find(
    (one) => one.file === tree.file && one.line >= from && one.line <= to && (one.name === name || one.name === ''),
  );
  return found === undefined ? undefined : { act: 'set aside', why: found.why };
}

/** Names the files that were given, one by one; what was not given goes. */
function inclusion(
  directive: Directive,
  { includes }: Configuration,
  pathOf: (tree: SyntaxTree) => string,
): Treatment | undefined {
  const trees = includes?.get(directive) ?? [];
  const [only, ...others] = trees.map(pathOf);
  if (only === undefined)
    return isGlob(directive.args[0]?.value ?? '')
      ? { act: 'change', args: ['/etc/nginx/stand-in/nothing/*'], why: undefined }
      : { act: 'set aside', why: 'the file was not given' };
  return { act: 'include', paths: [only, ...others] };
}

function editFor(tree: SyntaxTree, directive: Directive, treatment: Treatment): Edit {
  const { file, text } = tree;
  const { start, end } = directive;
  const lineEnds = (from: number, to: number): string => text.slice(from, to).replace(/[^\n]/g, '');
  if (treatment.act === 'set aside') return { file, range: [start, end], text: lineEnds(start, end) };
  const from = directive.name.end;
  const to = directive.args.at(-1)?.end ?? from;
  const args =
    treatment.act === 'include'
      ? treatment.paths.map((path) => `"${path}"`).join('; include ')
      : treatment.args.map(quoteArgument).join(' ');
  return { file, range: [from, to], text: ` ${args}${lineEnds(from, to)}` };
}

function written(tree: SyntaxTree, directive: Directive): string {
  const text = tree.text.slice(directive.start, Math.min(directive.end, directive.open ?? directive.end));
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 80 ? `${flat.slice(0, 80)}…` : flat;
}

function placeOf(tree: SyntaxTree, directive: Directive): { readonly file: string; readonly line: number } {
  return { file: tree.file, line: positionAt(tree, directive.start).line };
}

/** The text with all edits made; where a fix's edit meets a stand-in's, the fix wins. */
export function edited(text: string, standIns: readonly Edit[], fix: readonly Edit[]): string {
  const both = applyEdits(text, [...standIns, ...fix]);
  if (both.ok) return both.text;
  const free = standIns.filter(({ range }) => !fix.some((one) => one.range[0] < range[1] && range[0] < one.range[1]));
  const rest = applyEdits(text, [...free, ...fix]);
  return rest.ok ? rest.text : text;
}
