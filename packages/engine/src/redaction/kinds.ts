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

const names = Object.keys(placeholderKinds).sort((a, b) => b.length - a.length);

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

/** The end of a placeholder: what is before it tells whether it is one. Patterns that begin with a kind are much slower. */
const ending = /_[0-9]{1,9}(?![0-9])/g;

/** The placeholders in a text, in any case, also with their underscores escaped for Markdown. */
export function placeholdersIn(text: string): readonly PlacedToken[] {
  const found: PlacedToken[] = [];
  for (const { index, 0: number } of text.matchAll(ending)) {
    const placed = kindBefore(text, text[index - 1] === '\\' ? index - 1 : index);
    if (placed !== undefined)
      found.push({ start: placed.start, end: index + number.length, token: placed.kind + number });
  }
  return found;
}

/** The longest kind that ends at an offset, and where it starts. */
function kindBefore(text: string, end: number): { start: number; kind: string } | undefined {
  // As many characters as the longest kind has, each underscore with a backslash
  const before = text.slice(Math.max(0, end - longestKind * 2), end).toUpperCase();
  const kind = names.find((name) => endsWithKind(before, name));
  if (kind === undefined) return undefined;
  const escapes = before.endsWith(kind) ? 0 : kind.split('_').length - 1;
  return { start: end - kind.length - escapes, kind };
}

const endsWithKind = (text: string, kind: string): boolean =>
  text.endsWith(kind) || (text.includes('\\') && kind.includes('_') && text.endsWith(kind.replaceAll('_', '\\_')));

const longestKind = Math.max(...names.map((name) => name.length));

/** The text with something else in the place of each of its placeholders. */
export function replacePlaceholders(text: string, replacement: (placed: PlacedToken) => string): string {
  let out = '';
  let from = 0;
  for (const placed of placeholdersIn(text)) {
    out += text.slice(from, placed.start) + replacement(placed);
    from = placed.end;
  }
  return from === 0 ? text : out + text.slice(from);
}
