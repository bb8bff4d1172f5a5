const token = /(?<![A-Za-z0-9_])IPV([46])(?:_[A-Z]+)?_\d+(?![A-Za-z0-9_])/g;

/**
 * Puts addresses of the ranges for documentation (RFC 5737, RFC 3849) in the place of placeholders for addresses: nginx reads them, so that
 * what is shared can be played, and redaction leaves them as they are. Each placeholder has one, in every text; none that stands in a text is
 * taken. Who has more than the ranges hold keeps his placeholders.
 */
export function standInAddresses(texts: readonly string[]): (text: string) => string {
  const known = new Map<string, string>();
  const free = freeAddresses(texts.join('\n'));
  for (const text of texts) {
    for (const [placeholder, version = '4'] of text.matchAll(token)) {
      if (known.has(placeholder)) continue;
      const address = free(version === '6');
      if (address !== undefined) known.set(placeholder, address);
    }
  }
  return (text) => text.replace(token, (placeholder) => known.get(placeholder) ?? placeholder);
}

function freeAddresses(all: string): (isIPv6: boolean) => string | undefined {
  const taken = new Set(all.match(/\d{1,3}(?:\.\d{1,3}){3}|2001:db8::[0-9a-f]+/g) ?? []);
  let [four, six] = [0, 0];
  return (isIPv6) => {
    for (;;) {
      const address = isIPv6 ? `2001:db8::${(++six).toString(16)}` : documentationIPv4(four++);
      if (address === undefined || !taken.has(address)) return address;
    }
  };
}

const networks = ['192.0.2', '198.51.100', '203.0.113'];
const hosts = 254;

function documentationIPv4(index: number): string | undefined {
  const network = networks[Math.floor(index / hosts)];
  return network === undefined ? undefined : `${network}.${(index % hosts) + 1}`;
}
