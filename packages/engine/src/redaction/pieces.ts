/** So much is looked at in one go. */
const wanted = 4 << 20;
/** A word that long is a program's output gone wrong; it is cut wherever. */
const longestWord = 64 << 20;

/**
 * Cuts a text that comes in any pieces into pieces that can be redacted each by itself: at line ends outside of private keys, or, in a
 * line without end, between words.
 */
export async function* piecesOf(parts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held = '';
  for await (const part of parts) {
    held += part;
    while (held.length >= wanted) {
      const cut = placeToCut(held);
      if (cut === 0) break;
      yield held.slice(0, cut);
      held = held.slice(cut);
    }
  }
  if (held !== '') yield held;
}

function placeToCut(text: string): number {
  let cut = text.lastIndexOf('\n') + 1;
  const key = text.lastIndexOf('-----BEGIN', cut);
  // A key that has not ended goes into the next piece as a whole.
  if (key > 0 && !/-----END/.test(text.slice(key, cut)) && cut - key < 200_000) cut = text.lastIndexOf('\n', key) + 1;
  if (cut > 0) return cut;
  for (let at = text.length - 1; at > text.length / 2; at--) if (/[\s"']/.test(text[at] ?? '')) return at;
  return text.length < longestWord ? 0 : text.length;
}
