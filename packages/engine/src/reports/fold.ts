import { visible } from './visible.js';
import { wrap } from './wrap.js';

/** Foreign text in lines of at most `width` characters: broken at blanks, and within words that are longer, as names of hosts can be. */
export function fold(text: string, width: number): readonly string[] {
  return wrap(visible(text), width).flatMap((line) => pieces(line, width));
}

/** After a sign that parts names, addresses and fingerprints, where one stands in the second half. */
function pieces(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = [...line];
  while (rest.length > width) {
    const sign = rest.slice(0, width).findLastIndex((character) => ',.:/-='.includes(character));
    const cut = sign + 1 > width / 2 ? sign + 1 : width;
    lines.push(rest.slice(0, cut).join(''));
    rest = rest.slice(cut);
  }
  return [...lines, rest.join('')];
}

/** A text that may be a megabyte, cut where nobody would read on. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}
