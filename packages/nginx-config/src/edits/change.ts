import type { Directive, SyntaxTree, Word } from '../tree.js';
import type { Edit } from './edit.js';
import { indentation, lineFeed, lineStart, startsLine } from './line.js';
import { quoteArgument, quoteWith } from './quote.js';

/** Gives a word another value and keeps its quotes, where it has some. */
export function replaceWord(tree: SyntaxTree, word: Word, value: string): Edit {
  return { file: tree.file, range: [word.start, word.end], text: wordText(tree, word, value) };
}

function wordText(tree: SyntaxTree, word: Word, value: string): string {
  if (word.value === value) return tree.text.slice(word.start, word.end);
  return word.quote === '' ? quoteArgument(value) : quoteWith(word.quote, value);
}

/** Replaces the arguments; blanks and comments between those that remain, and their quotes, stay as they are. */
export function replaceArguments(tree: SyntaxTree, directive: Directive, args: readonly string[]): Edit {
  const old = directive.args;
  const { end: start } = directive.name;
  const end = old.at(-1)?.end ?? start;
  let text = '';
  let at = start;
  for (const [index, value] of args.entries()) {
    const word = old[index];
    text +=
      word === undefined ? ` ${quoteArgument(value)}` : tree.text.slice(at, word.start) + wordText(tree, word, value);
    at = word?.end ?? at;
  }
  const first = old[0];
  if (first === undefined || args.length === 0) return { file: tree.file, range: [start, end], text };
  return { file: tree.file, range: [first.start, end], text: text.slice(first.start - start) };
}

/** Gives a directive another name; arguments that are lined up in a column stay in it. */
export function renameDirective(tree: SyntaxTree, directive: Directive, name: string): Edit {
  const { start, end } = directive.name;
  const gap = /^ {2,}/.exec(tree.text.slice(end, directive.args[0]?.start ?? end))?.[0].length ?? 0;
  const shift = Math.min(gap - 1, Math.max(0, name.length - (end - start)));
  if (gap < 2) return { file: tree.file, range: [start, end], text: name };
  const fill = ' '.repeat(Math.max(0, end - start - name.length));
  return { file: tree.file, range: [start, end + shift], text: name + fill };
}

/**
 * Removes a directive: its line (or lines) where it stands alone, else only itself. A comment behind it on its line
 * stays.
 */
export function removeDirective(tree: SyntaxTree, directive: Directive): Edit {
  const { text, file } = tree;
  const { start, end } = directive;
  const feed = lineFeed(text, end);
  const after = /^[ \t]*/.exec(text.slice(end, feed))?.[0].length ?? 0;
  const rest = text.slice(end + after, feed).replace(/\r$/, '');
  if (rest !== '') {
    if (startsLine(text, start) || !rest.startsWith('}')) return { file, range: [start, end + after], text: '' };
    const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
    return { file, range: [start - before, end], text: '' };
  }
  if (!startsLine(text, start)) {
    const before = /[ \t]*$/.exec(text.slice(lineStart(text, start), start))?.[0].length ?? 0;
    return { file, range: [start - before, end + after], text: '' };
  }
  const from = start - indentation(text, start).length;
  if (feed < text.length) return { file, range: [from, feed + 1], text: '' };
  // The last line of a file without a final line feed: such a file it stays.
  const previous = from >= 2 && text[from - 2] === '\r' ? from - 2 : Math.max(0, from - 1);
  return { file, range: [text[from - 1] === '\n' ? previous : from, text.length], text: '' };
}
