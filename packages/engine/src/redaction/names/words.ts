/**
 * A name's words in lower case, without accents: `X-API-Key`, `apiKey`, `api_key` and `API_KEY` have the same ones. Digits go with the
 * word before them.
 */
export function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A list that is written as one text. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
