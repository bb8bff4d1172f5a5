/**
 * What a placeholder stands for; the token is the kind and a number, such as `IPV4_PRIVATE_2`. Ids are stable. No kind is the end of
 * another after an underscore, so that a token can be found in a text without its left neighbour.
 */
export const placeholderKinds = {
  SECRET: 'a secret of no known form',
  PASSWORD: 'a password or passphrase',
  TOKEN: 'an access token or API key',
  COOKIE: 'the value of a cookie',
  SIGNATURE: 'the signature of a signed URL or request',
  JWT: 'a JSON Web Token',
  CREDENTIALS: 'user and password, encoded together',
  HASH: 'a password hash',
  KEY: 'key material of no known form',
  KEY_RSA: 'an RSA private key',
  KEY_EC: 'an elliptic-curve private key',
  KEY_DSA: 'a DSA private key',
  KEY_OPENSSH: 'an OpenSSH private key',
  KEY_PGP: 'a PGP private key',
  KEY_PKCS8: 'a PKCS#8 private key',
  KEY_ENCRYPTED: 'an encrypted private key',
  IPV4: 'a public IPv4 address',
  IPV4_PRIVATE: 'a private IPv4 address (RFC 1918, RFC 6598)',
  IPV4_LINK: 'a link-local IPv4 address',
  IPV6: 'a public IPv6 address',
  IPV6_PRIVATE: 'a unique local IPv6 address (RFC 4193)',
  IPV6_LINK: 'a link-local IPv6 address',
  MAC: 'a hardware address',
  HOST: 'one label of a host name, or a host name without dots',
  EMAIL: 'an e-mail address',
  USER: 'a user name',
  ACCOUNT: 'an account, project or tenant at a cloud provider',
  CERTIFICATE: 'a certificate',
  ID: 'an identifier or another opaque value',
  DENIED: 'a value that the user named',
} as const;

export type PlaceholderKind = keyof typeof placeholderKinds;

const identities: ReadonlySet<PlaceholderKind> = new Set<PlaceholderKind>([
  'IPV4',
  'IPV4_PRIVATE',
  'IPV4_LINK',
  'IPV6',
  'IPV6_PRIVATE',
  'IPV6_LINK',
  'MAC',
  'HOST',
  'EMAIL',
  'USER',
  'ACCOUNT',
  'CERTIFICATE',
  'ID',
]);

/** Whether a kind says who somebody is, rather than letting a reader in. */
export const isIdentity = (kind: PlaceholderKind): boolean => identities.has(kind);

const names = (Object.keys(placeholderKinds) as PlaceholderKind[]).sort((a, b) => b.length - a.length);

/** A whole word that is a placeholder, in any case. */
const whole = new RegExp(`^(?:${names.join('|')})_[0-9]{1,9}$`, 'i');

/** Whether a word is a placeholder of this tool, whoever put it there. */
export function isPlaceholder(word: string): boolean {
  return word.length < 40 && word.includes('_') && whole.test(word);
}

/** A placeholder in a text; `token` is in capitals and without backslashes. Offsets are half-open. */
export interface PlacedToken {
  readonly start: number;
  readonly end: number;
  readonly token: string;
}

const UNDERSCORE = 95;
const BACKSLASH = 92;
const DOLLAR = 36;
const SMALL_A = 97;
const mostDigits = 9;

/** The placeholders in a text, in any case unless they are variables, also with their underscores escaped for Markdown. */
export function placeholdersIn(text: string): readonly PlacedToken[] {
  const found: PlacedToken[] = [];
  eachPlaceholder(text, (start, end, kind, at) => found.push({ start, end, token: kind + text.slice(at, end) }));
  return found;
}

/** Each with its kind and the place of the underscore before its number. */
export function eachPlaceholder(
  text: string,
  visit: (start: number, end: number, kind: PlaceholderKind, at: number) => void,
): void {
  // The underscore before the number is the rarest part of a placeholder, so the search begins there.
  for (let at = text.indexOf('_'); at !== -1; at = text.indexOf('_', at + 1)) {
    const end = digitsEnd(text, at + 1);
    if (end === at + 1 || end > at + 1 + mostDigits) continue;
    const before = text.charCodeAt(at - 1) === BACKSLASH ? at - 1 : at;
    for (const kind of namesByLastLetter.get(upperCase(text.charCodeAt(before - 1))) ?? []) {
      const start = startOf(kind, text, before);
      if (start === -1) continue;
      if (text.charCodeAt(start - 1) === DOLLAR && text.charCodeAt(start) >= SMALL_A) break; // $host_1, a variable
      visit(start, end, kind, at);
      break;
    }
  }
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
  return end;
}

/** Longest first, as `names`. */
const namesByLastLetter = new Map<number, PlaceholderKind[]>();
for (const name of names) {
  const last = name.charCodeAt(name.length - 1);
  namesByLastLetter.set(last, [...(namesByLastLetter.get(last) ?? []), name]);
}

/** Where a kind begins that ends at an offset, or -1. */
function startOf(kind: string, text: string, end: number): number {
  let at = end;
  for (let index = kind.length - 1; index >= 0; index--) {
    const letter = kind.charCodeAt(index);
    if (upperCase(text.charCodeAt(--at)) !== letter) return -1;
    if (letter === UNDERSCORE && text.charCodeAt(at - 1) === BACKSLASH) at--;
  }
  return at;
}

/** Of ASCII letters only: no other letter is one of a kind's. */
const upperCase = (code: number): number => (code >= 97 && code <= 122 ? code - 32 : code);

/** The text with something else in the place of each of its placeholders. */
export function replacePlaceholders(
  text: string,
  replacement: (kind: PlaceholderKind, number: number, start: number, end: number) => string,
): string {
  let out = '';
  let from = 0;
  eachPlaceholder(text, (start, end, kind, at) => {
    out += text.slice(from, start) + replacement(kind, numberAt(text, at + 1, end), start, end);
    from = end;
  });
  return from === 0 ? text : out + text.slice(from);
}

/** The number of a placeholder, whose digits are there; NaN with a leading zero, as nobody gives it out. */
export function numberAt(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) === 48) return Number.NaN;
  let number = 0;
  for (let at = start; at < end; at++) number = number * 10 + text.charCodeAt(at) - 48;
  return number;
}
