import { isJson } from './json-text.js';

const escapeCharacter = String.fromCharCode(27);
// The escapeCharacter character itself, what rsyslog and `cat -v` write for it, or nothing where a clipboard dropped it.
const colour = new RegExp(
  `(?:${escapeCharacter}|#033|\\^\\[|\\\\x1b|\\\\u001b|\\\\e)?\\[\\d{0,3}(?:;\\d{1,3})*[mK]`,
  'g',
);
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
const entity = /&(?:quot|gt|lt|amp|apos|nbsp|#x?[0-9a-fA-F]{1,6});/g;
const named = new Map([
  ['&quot;', '"'],
  ['&gt;', '>'],
  ['&lt;', '<'],
  ['&amp;', '&'],
  ['&apos;', "'"],
  ['&nbsp;', ' '],
]);

/**
 * A line as nginx wrote it, freed of what terminals, mail and web pages do to text: colours, HTML entities, typographic quotes,
 * marks of quotation, code marks. Blanks at the ends are kept.
 */
export function plainText(line: string): string {
  let text = line;
  if (text.includes('[')) text = text.replace(colour, '');
  if (text.includes('&')) text = decodeEntities(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is outside ASCII is what is looked for
  if (/[^\x00-\x7f]/.test(text)) {
    text = text
      .replace(invisible, '')
      .replace(/[“”„‟«»]/g, '"')
      .replace(/[‘’]/g, "'")
      .replace(/\u00a0/g, ' ');
  }
  text = text.replace(/^\s*>[>\s]*/, '');
  if (text.includes('</') || text.includes('<br'))
    text = text.replace(/<\/?(?:br|code|pre|p|div|span|li|td|tr)\b[^<>]{0,200}>/gi, ' ');
  if (text.includes('`')) text = text.replace(/^\s*`{1,3}|`{1,3}\s*$/g, '');
  if (/: \\+"/.test(text) && !isJson(text)) text = text.replace(/\\{1,16}"/g, '"');
  if (/: ""[^",]/.test(text)) text = text.replaceAll('""', '"');
  return text;
}

function decodeEntities(text: string): string {
  return text.replace(entity, (found) => {
    const letter = named.get(found);
    if (letter !== undefined) return letter;
    const hexadecimal = found[2] === 'x' || found[2] === 'X';
    const point = Number.parseInt(found.slice(hexadecimal ? 3 : 2, -1), hexadecimal ? 16 : 10);
    return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : found;
  });
}
