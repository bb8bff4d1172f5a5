/** A handshake, as far as `openssl s_client` can be told to do the same. */
export interface AskedHandshake {
  /** `host:port` or `unix:/path`. */
  readonly address: string;
  readonly serverName: string | undefined;
  readonly protocols: readonly string[];
  readonly ciphers: string | undefined;
  readonly alpn: string | undefined;
  readonly proxyProtocol: boolean;
}

/** The command that asks a server for the same chain; undefined where there is none: s_client sends no PROXY header. */
export function sClientCommand(asked: AskedHandshake): string | undefined {
  if (asked.proxyProtocol) return undefined;
  const { address, serverName, ciphers, alpn } = asked;
  const words = [
    ...(address.startsWith('unix:') ? ['-unix', quoted(address.slice(5))] : ['-connect', quoted(address)]),
    ...(serverName === undefined ? ['-noservername'] : ['-servername', quoted(serverName)]),
    ...versions(asked.protocols),
    ...(ciphers === undefined || ciphers === 'DEFAULT' ? [] : ['-cipher', quoted(ciphers)]),
    ...(alpn === undefined ? [] : ['-alpn', quoted(alpn)]),
  ];
  return `openssl s_client ${words.join(' ')} -showcerts </dev/null`;
}

/** The same, down to the fingerprint of the certificate that is sent as number `place`, from 0. */
export function fingerprintCommand(command: string, place: number): string {
  const picked = place === 0 ? '' : ` | awk '/-----BEGIN/ { n++ } n == ${place + 1}'`;
  return `${command} 2>/dev/null${picked} | openssl x509 -noout -fingerprint -sha256`;
}

const order = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** nginx's default is OpenSSL's own. */
function versions(protocols: readonly string[]): readonly string[] {
  const known = order.filter((version) => protocols.includes(version));
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || known.join() === 'TLSv1.2,TLSv1.3') return [];
  return ['-min_protocol', first, '-max_protocol', last];
}

/** A word for the shell. */
function quoted(word: string): string {
  return /^[\w.:@%+=,/[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
