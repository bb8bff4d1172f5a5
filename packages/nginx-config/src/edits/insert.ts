import type { Directive, Node, SyntaxTree } from '../tree.js';
import type { Edit } from './edit.js';
import { endsLine, indentation, lineEnd, lineFeed, lineStart, startsLine } from './line.js';
import { quoteArgument } from './quote.js';
import { gapAfter, indentationUnit } from './style.js';

/** A directive to be written; values as nginx shall see them, quoted where needed. */
export interface NewDirective {
  readonly name: string;
  /** Values; they are quoted where nginx needs it. */
  readonly args: readonly string[];
  /** Text of a comment on a line of its own above the directive. */
  readonly comment?: string;
}

/** Where in a block it goes. */
export type Place = { readonly after: Directive } | { readonly before: Directive } | 'start' | 'end';

/**
 * Inserts a directive into a block, or at the top level where `into` is undefined, in the style of its neighbours:
 * indentation, line ends, aligned arguments, one-line blocks. Several insertions at one place come out in call order.
 */
export function insertDirective(
  tree: SyntaxTree,
  into: Directive | undefined,
  directive: NewDirective,
  place: Place,
): Edit {
  return insertDirectives(tree, into, [directive], place);
}

/** As insertDirective, for several directives in one edit. */
export function insertDirectives(
  tree: SyntaxTree,
  into: Directive | undefined,
  directives: readonly NewDirective[],
  place: Place,
): Edit {
  if (typeof place === 'object') {
    return 'after' in place
      ? insertAfter(tree, into, directives, place.after)
      : insertBefore(tree, into, directives, place.before);
  }
  const body = bodyOf(tree, into);
  const neighbour = place === 'start' ? body.find(isDirective) : body.findLast(isDirective);
  if (into === undefined) {
    if (neighbour === undefined) return atEnd(tree, lines(directives, '', tree, body, undefined));
    return place === 'start'
      ? insertBefore(tree, into, directives, neighbour)
      : atEnd(tree, lines(directives, indentation(tree.text, neighbour.start), tree, body, neighbour));
  }
  return insertIntoBlock(tree, into, directives, place, neighbour);
}

const isDirective = (node: Node): node is Directive => node.type === 'directive';
const bodyOf = (tree: SyntaxTree, into: Directive | undefined): readonly Node[] =>
  into === undefined ? tree.body : (into.body ?? []);

const edit = (tree: SyntaxTree, start: number, text: string, end = start): Edit => ({
  file: tree.file,
  range: [start, end],
  text,
});

/** The lines of new directives, comments before them, without line ends. */
function lines(
  directives: readonly NewDirective[],
  indent: string,
  tree: SyntaxTree,
  neighbours: readonly Node[],
  nearest: Directive | undefined,
): readonly string[] {
  return directives.flatMap((directive) => {
    const comment = directive.comment?.split(/\r?\n/).map((line) => `${indent}# ${line}`.trimEnd()) ?? [];
    const gap = gapAfter(directive.name, tree, neighbours, nearest);
    return [...comment, indent + directiveText(directive, gap)];
  });
}

function directiveText({ name, args }: NewDirective, gap = ' '): string {
  return args.length === 0 ? `${name};` : `${name}${gap}${args.map(quoteArgument).join(' ')};`;
}

const hasComment = (directives: readonly NewDirective[]): boolean =>
  directives.some(({ comment }) => comment !== undefined);

const inline = (directives: readonly NewDirective[]): string => directives.map((one) => directiveText(one)).join(' ');

function insertAfter(
  tree: SyntaxTree,
  into: Directive | undefined,
  directives: readonly NewDirective[],
  after: Directive,
): Edit {
  const { text } = tree;
  if (!endsLine(text, after.end))
    return insertInline(tree, directives, after.end, 'after', indentation(text, after.start));
  const indent = indentation(text, after.start);
  const feed = lineFeed(text, after.end);
  const own = startsLine(text, after.start) ? indent : inner(tree, into, indent);
  const eol = lineEnd(text, after.end);
  const added = lines(directives, own, tree, bodyOf(tree, into), after);
  if (feed === text.length) return edit(tree, feed, added.map((line) => eol + line).join(''));
  return edit(tree, feed + 1, added.map((line) => line + eol).join(''));
}

function insertBefore(
  tree: SyntaxTree,
  into: Directive | undefined,
  directives: readonly NewDirective[],
  before: Directive,
): Edit {
  const { text } = tree;
  if (!startsLine(text, before.start)) {
    return insertInline(tree, directives, before.start, 'before', indentation(text, before.start));
  }
  const indent = indentation(text, before.start);
  const start = Math.max(lineStart(text, before.start), text.startsWith('\uFEFF') ? 1 : 0);
  const eol = lineEnd(text, before.end);
  return edit(
    tree,
    start,
    lines(directives, indent, tree, bodyOf(tree, into), before)
      .map((line) => line + eol)
      .join(''),
  );
}

/** Into a line that holds other directives. A comment would swallow them, so it makes the line break. */
function insertInline(
  tree: SyntaxTree,
  directives: readonly NewDirective[],
  at: number,
  side: 'after' | 'before',
  outer: string,
): Edit {
  if (!hasComment(directives))
    return edit(tree, at, side === 'after' ? ` ${inline(directives)}` : `${inline(directives)} `);
  const eol = lineEnd(tree.text, at);
  const indent = outer + indentationUnit(tree);
  const added = lines(directives, indent, tree, [], undefined).join(eol);
  const closes = /^[ \t]*\}/.test(tree.text.slice(at, at + 200));
  return edit(tree, at, `${eol}${added}${eol}${closes ? outer : indent}`);
}

function insertIntoBlock(
  tree: SyntaxTree,
  into: Directive,
  directives: readonly NewDirective[],
  place: 'start' | 'end',
  neighbour: Directive | undefined,
): Edit {
  const { text } = tree;
  const body = bodyOf(tree, into);
  const outer = indentation(text, into.start);
  const open = into.open ?? into.end;
  const close = into.close ?? into.end;
  const eol = lineEnd(text, open);
  const indent = inner(tree, into, outer);
  const added = lines(directives, indent, tree, body, neighbour);
  if (body.length === 0 && lineFeed(text, open) >= close) {
    return edit(tree, open + 1, `${eol}${added.join(eol)}${eol}${outer}`, close);
  }
  if (place === 'start') {
    const feed = lineFeed(text, open);
    if (!endsLine(text, open + 1) || feed >= close) return insertInline(tree, directives, open + 1, 'after', outer);
    return edit(tree, feed + 1, added.map((line) => line + eol).join(''));
  }
  if (startsLine(text, close) && into.close !== undefined) {
    return edit(tree, lineStart(text, close), added.map((line) => line + eol).join(''));
  }
  const last = body.at(-1);
  const at = last?.end ?? open + 1;
  if (last?.type === 'comment' || into.close === undefined) {
    return edit(tree, at, added.map((line) => eol + line).join(''));
  }
  return insertInline(tree, directives, at, 'after', outer);
}

function atEnd(tree: SyntaxTree, added: readonly string[]): Edit {
  const { text } = tree;
  const eol = lineEnd(text, text.length);
  const complete = text === '' || text === '\uFEFF' || text.endsWith('\n');
  return edit(tree, text.length, added.map((line) => (complete ? line + eol : eol + line)).join(''));
}

/** The indentation for a new line in a block, or at the top level. */
function inner(tree: SyntaxTree, block: Directive | undefined, outer: string): string {
  return indentOfChildren(tree, block) ?? (block === undefined ? outer : outer + indentationUnit(tree));
}

/** The indentation of the directives in a block that begin a line. */
function indentOfChildren(tree: SyntaxTree, block: Directive | undefined): string | undefined {
  const child = bodyOf(tree, block).find((node) => node.type !== 'junk' && startsLine(tree.text, node.start));
  return child === undefined ? undefined : indentation(tree.text, child.start);
}
