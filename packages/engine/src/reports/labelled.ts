import type { Paint } from './colour.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

/** How the labelled lines of a report for terminals are laid out. */
export interface Layout {
  readonly paint: Paint;
  readonly width: number;
}

/** Columns of a label. */
export const indent = 9;
/** Commands below a text, each on a line of its own. */
export const shell = (found: readonly string[], { paint }: Layout): readonly string[] =>
  found.map((command) => `${' '.repeat(indent)}${paint.quiet('$')} ${visible(command)}`);

/** Commands are for copying: one a line, never wrapped. */
export function commands(label: string, texts: readonly string[], { paint }: Layout): readonly string[] {
  return texts.map((text, index) => `${paint.quiet((index === 0 ? label : '').padEnd(indent))}${visible(text)}`);
}

/** Texts behind a label, wrapped. */
export function labelled(label: string, texts: readonly string[], { paint, width }: Layout): readonly string[] {
  return texts
    .flatMap((text) => wrap(text, width - indent))
    .map((line, index) => `${paint.quiet((index === 0 ? label : '').padEnd(indent))}${line}`);
}
