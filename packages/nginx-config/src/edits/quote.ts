import { bareWordEnd, unescapeWord } from '../word.js';

/**
 * A value as an argument that nginx reads back as that value: bare where that is possible, else in quotes, with a
 * backslash wherever nginx would take one away.
 */
export function quoteArgument(value: string): string {
  if (isBare(value)) return value;
  return quoteWith(value.includes('"') && !value.includes("'") ? "'" : '"', value);
}

export function quoteWith(quote: '"' | "'", value: string): string {
  const escaped = value.replace(/\\(?=["'\\trn]|$)|["']/g, (character) =>
    character === '\\' || character === quote ? `\\${character}` : character,
  );
  return quote + escaped + quote;
}

const isBare = (value: string): boolean =>
  value !== '' &&
  !/^["'#}{;\s]/.test(value) &&
  bareWordEnd(`${value};`, 0) === value.length &&
  unescapeWord(value) === value;
