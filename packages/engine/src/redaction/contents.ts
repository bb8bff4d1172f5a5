/** Whether a text holds one of some strings; asked before a pattern that costs ten times as much. */
export type Holds = (...parts: readonly string[]) => boolean;

/** A search through less costs less than to take note of what the text holds. */
const worthwhile = 1 << 15;
const bits = 7;
const mask = (1 << (3 * bits)) - 1;

/**
 * Answers for a text, once it has been gone through: of a string that it does not hold, mostly some three characters do not stand
 * together in it either. Hundreds of strings are asked for, and hardly any is there.
 */
export function contentsOf(text: string): Holds {
  if (text.length < worthwhile) return (...parts) => parts.some((part) => text.includes(part));
  let triples: Uint8Array | undefined;
  return (...parts) => {
    triples ??= triplesOf(text);
    for (const part of parts) if (mayHold(triples, part) && text.includes(part)) return true;
    return false;
  };
}

function triplesOf(text: string): Uint8Array {
  const triples = new Uint8Array(mask + 1);
  let triple = 0;
  for (let at = 0; at < text.length; at++) {
    triple = ((triple << bits) | (text.charCodeAt(at) & 127)) & mask;
    triples[triple] = 1;
  }
  return triples;
}

function mayHold(triples: Uint8Array, part: string): boolean {
  let triple = 0;
  for (let at = 0; at < part.length; at++) {
    triple = ((triple << bits) | (part.charCodeAt(at) & 127)) & mask;
    if (at >= 2 && triples[triple] === 0) return false;
  }
  return true;
}
