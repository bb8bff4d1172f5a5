/** After a name that may mean many things: not a word, but digits and letters, or letters that change their case again and again. */
export function looksLikeSecret(value: string): boolean {
  if (/\s/.test(value) || !/\p{L}/u.test(value)) return false;
  return (value.length >= 8 && /\d/.test(value)) || (value.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= 4;
}
