import { toBytes, toText } from './host.js';

/** Lines of text between here and the module: c/records.h says how they are written. */
export interface ModuleRecord {
  readonly word: string;
  readonly values: Readonly<Record<string, string>>;
}

type Value = string | number | boolean | readonly string[] | undefined;

function escaped(text: string): string {
  if (/^[!-$&-~]*$/.test(text)) return text;
  let result = '';
  for (const byte of toBytes(text)) {
    const plain = byte > 0x20 && byte < 0x7f && byte !== 0x25;
    result += plain ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return result;
}

function unescaped(text: string): string {
  if (!text.includes('%')) return text;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const isEscape = text[at] === '%';
    bytes.push(isEscape ? Number.parseInt(text.slice(at + 1, at + 3), 16) : text.charCodeAt(at));
    if (isEscape) at += 2;
  }
  return toText(Uint8Array.from(bytes));
}

/** A list's entries are escaped, and then the list as a whole. */
const listed = (entries: readonly string[]) => entries.map((entry) => escaped(entry).replaceAll(',', '%2C')).join(',');

/** `word key=value …` and a line end; a value that is undefined is left out, true is 1 and false 0. */
export function recordLine(word: string, values: Readonly<Record<string, Value>>): string {
  let line = word;
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const text =
      typeof value === 'boolean' ? String(Number(value)) : typeof value === 'object' ? listed(value) : String(value);
    line += ` ${key}=${escaped(text)}`;
  }
  return `${line}\n`;
}

/** The records of a text that the module wrote. */
export function readRecords(text: string): readonly ModuleRecord[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [word = '', ...pairs] = line.split(' ');
      const values = pairs.map((pair) => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, equals), unescaped(pair.slice(equals + 1))];
      });
      return { word, values: Object.fromEntries(values) };
    });
}
