import { isPlaceholder, replacePlaceholders } from '../kinds.js';

const knownOpaque = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, // a UUID
  /^(?:[\w./-]{1,100}@(?:sha256:)?|[a-z]{1,20}(?:_[a-z]{1,20})?[-_.=])?(?:[0-9a-f]{7,12}|[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i, // a commit, a digest, an ObjectId; what is pinned to one
  /^(?:[0-9A-F]{2}:){5,}[0-9A-F]{2}$/i, // a fingerprint
  /^(?:md5|sha1|sha224|sha256|sha384|sha512)[-:][\w+/=-]+(?:\.sig|\.att|\.sbom)?$/i,
  /^[a-z0-9-]{1,50}-[a-z0-9]{8,10}-[a-z0-9]{5}$/, // a pod
  /^\d+(?:[.,:/\-T]\d+)*Z?$/,
  /^[A-Z0-9_]+$/, // a constant; base32 is caught by its length
];

/**
 * Whether a literal looks drawn by chance: letters and digits mixed, changing often, and none of the forms of digests, identifiers,
 * versions, dates. For places of which nothing is known.
 */
export function looksRandom(given: string, shortest: number): boolean {
  const literal = replacePlaceholders(given, () => 'x');
  const { length } = literal;
  if (length < shortest || length > 4096 || /\s/.test(literal) || isPlaceholder(literal)) return false;
  if (knownOpaque.some((pattern) => pattern.test(literal)) && !/^[A-Z2-7]{26,}$/.test(literal)) return false;
  return mixture(literal) >= 0.22 && !inWords(literal);
}

/** How often the class of character (small, capital, digit) changes, of 1; separators count as the class before them. */
export function mixture(literal: string): number {
  let changes = 0;
  let letters = 0;
  let digits = 0;
  let previous = 0;
  for (let at = 0; at < literal.length; at++) {
    const code = literal.charCodeAt(at);
    const kind = code >= 48 && code <= 57 ? 1 : code >= 65 && code <= 90 ? 2 : code >= 97 && code <= 122 ? 3 : 0;
    if (kind === 0) continue;
    if (kind === 1) digits++;
    else letters++;
    if (previous !== 0 && kind !== previous) changes++;
    previous = kind;
  }
  const counted = letters + digits;
  if (counted < 6 || digits === 0 || letters === 0) return 0;
  return changes / (counted - 1);
}

/** Words, and numbers beside them, joined by separators or by capitals: `web-7d9f8-x` is not, `proxy-buffer-size-16k` and `JsonSchemaV1` are. */
export function inWords(literal: string): boolean {
  const parts = literal.split(/[-_.:/+,=@]+/).filter((part) => part !== '');
  if (parts.every(hasHumps)) return true;
  if (parts.length < 2) return false;
  const words = parts.filter((part) =>
    /^(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,8}|[a-z]{1,12}\d{1,3}|v?\d+[a-z]{0,2})$/.test(part),
  );
  return words.length >= parts.length * 0.75;
}

/** Whether a name is put together from words, as programs have it: what is drawn by chance changes the case every other letter. */
function hasHumps(part: string): boolean {
  const humps = part.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  const long = humps.filter((hump) => /^[A-Za-z]{4,}$/.test(hump));
  return long.length > 0 && part.length / humps.length >= 3;
}
