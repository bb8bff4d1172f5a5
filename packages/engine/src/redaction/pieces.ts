/** So much is looked at in one go. */
const wanted = 4 << 20;
/** A word that long is a program's output gone wrong; it is cut wherever. */
const longestWord = 16 << 20;
/** How far back a place to cut is looked for; a key is shorter. */
const window = 1 << 18;

/**
 * Cuts a text that comes in any pieces into pieces that can be redacted each by itself: at line ends outside of private keys, or, in a
 * line without end, between words.
 */
export async function* piecesOf(parts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let held = '';
  let enough = wanted;
  for await (const part of parts) {
    held += part;
    if (held.length < enough) continue;
    const cut = placeToCut(held);
    if (cut > 0) yield held.slice(0, cut);
    held = held.slice(cut);
    // Without a place to cut, looking again at every part would take as long as the text squared.
    enough = cut > 0 ? wanted : held.length + wanted;
  }
  if (held !== '') yield held;
}

function placeToCut(text: string): number {
  const from = Math.max(0, text.length - window);
  const tail = text.slice(from);
  let cut = tail.lastIndexOf('\n') + 1;
  const key = tail.lastIndexOf('-----BEGIN', cut);
  // A key that has not ended goes into the next piece as a whole.
  if (key > 0 && !tail.slice(key, cut).includes('-----END')) cut = tail.lastIndexOf('\n', key) + 1;
  if (cut > 0) return from + cut;
  const blank = Math.max(tail.lastIndexOf(' '), tail.lastIndexOf('"'), tail.lastIndexOf("'"));
  if (blank > 0) return from + blank;
  return text.length < longestWord ? 0 : text.length;
}
