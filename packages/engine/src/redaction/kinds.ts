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

/** Matches every placeholder in a text, in any case, also with the underscores escaped for Markdown. */
export const placeholderPattern = (): RegExp =>
  new RegExp(`(?:${names.map((name) => name.replaceAll('_', '\\\\?_')).join('|')})\\\\?_[0-9]{1,9}(?![0-9])`, 'gi');

/** A cheap look before the pattern: most texts hold none. */
export const mayHoldPlaceholder = (text: string): boolean => /_[0-9]/.test(text);
