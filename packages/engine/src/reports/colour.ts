/** How a report marks its parts: by terminal colours, or not at all. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly alarm: (text: string) => string;
  readonly good: (text: string) => string;
  readonly caution: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const plain = (text: string) => text;
const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;

export const withoutColour: Paint = { strong: plain, alarm: plain, good: plain, caution: plain, quiet: plain };

export const withColour: Paint = {
  strong: sgr(1),
  alarm: sgr(31),
  good: sgr(32),
  caution: sgr(33),
  quiet: sgr(2),
};

/** The lines of a unified diff, already made visible, in the colours that git gives them. */
export function paintDiff(lines: readonly string[], paint: Paint): readonly string[] {
  return lines.map((line) => {
    if (line.startsWith('---') || line.startsWith('+++')) return paint.strong(line);
    if (line.startsWith('+')) return paint.good(line);
    if (line.startsWith('-')) return paint.alarm(line);
    return line.startsWith('@@') ? paint.quiet(line) : line;
  });
}
