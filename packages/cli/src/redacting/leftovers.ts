import type { Leftover } from '@stackengine/engine';
import { lineStarts, positionIn } from '@stackengine/nginx-config';

const mostShown = 20;

/**
 * What to look at before the text is shared, by place in the redacted text; the words themselves are shown in part. `linesBefore` are
 * those of the file before the text.
 */
export function describeLeftovers(
  name: string,
  text: string,
  leftovers: readonly Leftover[],
  linesBefore = 0,
): readonly string[] {
  if (leftovers.length === 0) return [];
  const starts = lineStarts(text);
  const lines = leftovers.slice(0, mostShown).map(({ start, end, reason, certainty }) => {
    const { line, column } = positionIn(starts, start);
    return `${certainty === 'known' ? 'WARNING' : 'look at'}  ${name}:${linesBefore + line}:${column}  ${reason}: ${inPart(text.slice(start, end))}`;
  });
  const more = leftovers.length - lines.length;
  return more > 0 ? [...lines, `look at  ${name}: ${more} more`] : lines;
}

function inPart(word: string): string {
  const shown = Math.min(4, Math.floor(word.length / 4));
  return `${word.slice(0, shown)}… (${word.length} characters; --deny replaces it)`;
}
