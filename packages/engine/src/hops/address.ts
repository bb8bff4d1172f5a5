import type { LoggedUpstream } from '../logs/event.js';

/**
 * Whether nginx and OpenSSL take this host for an IP address: dotted IPv4, or IPv6 with or without brackets.
 * Such a host is never sent as SNI and never matched against a SAN (nginx: ngx_http_upstream_ssl_name).
 */
export function isAddressLiteral(host: string): boolean {
  return isIPv4(host) || ipv6Groups(host) !== undefined || isRedactedAddress(host);
}

/** What redaction puts in an address's place: a configuration that was shared is read like the one it was made of. */
function isRedactedAddress(host: string): boolean {
  return /^\[?IPV[46](?:_PRIVATE|_LINK)?_\d{1,9}\]?$/i.test(host);
}

/** One spelling for each address: lower case, IPv6 written out, so that `[::1]` and `0:0:0:0:0:0:0:1` compare equal. */
export function canonicalHost(host: string): string {
  const groups = ipv6Groups(host);
  return groups === undefined ? host.toLowerCase() : groups.join(':');
}

/** `host:port`, with brackets around IPv6; without a port the host alone. */
export function joinAddress(host: string, port: number | undefined): string {
  const shown = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return port === undefined ? shown : `${shown}:${port}`;
}

/** What a log line names, spelt like the addresses of peers: `[::1]:8443`, `unix:/run/app.sock`, the name of a group. */
export function loggedAddress({ host, port }: LoggedUpstream): string {
  return host.startsWith('unix:') ? host : joinAddress(host, port);
}

function isIPv4(host: string): boolean {
  const parts = host.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function ipv6Groups(host: string): readonly string[] | undefined {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (bare.length > 45 || !bare.includes(':')) return undefined;
  const halves = bare.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = groupsOf(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1) return missing === 0 ? head : undefined;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
}

function groupsOf(half: string): readonly string[] | undefined {
  if (half === '') return [];
  const groups: string[] = [];
  const parts = half.split(':');
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && isIPv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push((a * 256 + b).toString(16), (c * 256 + d).toString(16));
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16).toString(16));
    else return undefined;
  }
  return groups;
}
