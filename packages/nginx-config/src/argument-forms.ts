/** How many arguments a directive takes; `maximum` is Infinity where the number is open. */
export interface ArgumentCount {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Counts the arguments of a form as nginx.org writes them, such as `name value [always]`. The body `{...}` of a block
 * does not count.
 */
export function countArguments(form: string): ArgumentCount {
  const tokens = form.replace('{...}', '').match(/\[|\]|\||…|[^\s[\]|…]+(?:\[[^\]]*\])*\S*/g) ?? [];
  if (/parameter/.test(form)) return { minimum: leadingWords(tokens), maximum: Number.POSITIVE_INFINITY };
  return countSequence(tokens, { at: 0 });
}

function leadingWords(tokens: readonly string[]): number {
  const open = tokens.indexOf('[');
  return open === -1 ? tokens.length : open;
}

function countSequence(tokens: readonly string[], cursor: { at: number }, inner = false): ArgumentCount {
  let [minimum, maximum] = [0, 0];
  let alternative: ArgumentCount | undefined;
  const close = (): ArgumentCount =>
    alternative === undefined
      ? { minimum, maximum }
      : { minimum: Math.min(alternative.minimum, minimum), maximum: Math.max(alternative.maximum, maximum) };
  while (cursor.at < tokens.length) {
    const token = tokens[cursor.at++];
    if (token === ']') {
      if (inner) break;
    } else if (token === '[') {
      maximum += countSequence(tokens, cursor, true).maximum;
    } else if (token === '|') {
      alternative = close();
      [minimum, maximum] = [0, 0];
    } else if (token === '…') {
      maximum = Number.POSITIVE_INFINITY;
    } else {
      minimum++;
      maximum++;
    }
  }
  return close();
}
