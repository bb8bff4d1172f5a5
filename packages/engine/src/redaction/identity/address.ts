import type { PlaceholderKind } from '../kinds.js';

/** Addresses that everybody knows: public resolvers, the metadata service of clouds. */
const wellKnown = new Set(
  '8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 169.254.169.254 255.255.255.255 208.67.222.222 208.67.220.220'
    .split(' ')
    .map(numberOf),
);

/** The kind of an IPv4 address, or undefined for text that is none and for addresses that name nobody (RFC 5735, RFC 5737). */
export function kindOfIPv4(address: string): PlaceholderKind | undefined {
  const number = numberOf(address);
  if (number === undefined || wellKnown.has(number)) return undefined;
  const a = number >>> 24;
  const b = (number >>> 16) & 255;
  const c = (number >>> 8) & 255;
  if (a === 0 || a === 127 || a >= 224) return undefined; // this network, loopback, multicast, masks
  if ((a === 192 && b === 0 && c === 2) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113))
    return undefined;
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128))
    return 'IPV4_PRIVATE';
  return a === 169 && b === 254 ? 'IPV4_LINK' : 'IPV4';
}

/** Dotted decimal without leading zeros, as the number of 32 bits that it writes. */
function numberOf(address: string): number | undefined {
  if (address.length < 7 || address.length > 15) return undefined;
  let number = 0;
  let byte = -1;
  let dots = 0;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    if (code >= 48 && code <= 57 && byte !== 0) {
      byte = (byte === -1 ? 0 : byte * 10) + code - 48;
      if (byte > 255) return undefined;
    } else if (code === 46 && byte !== -1 && dots < 3) {
      number = number * 256 + byte;
      byte = -1;
      dots++;
    } else return undefined;
  }
  return dots === 3 && byte !== -1 ? number * 256 + byte : undefined;
}

const ipv6 = /^(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})$/i;

/** For examples in writing (RFC 3849, RFC 9637), and multicast. */
const openIPv6 = /^(?:2001:0?db8|3fff:0?[0-9a-f]{0,3}|ff[0-9a-f]{2}):/i;

/** Whether an address names nobody, though it is one: a reader has to pass over the whole of it. */
export const isOpenIPv6 = (address: string): boolean => openIPv6.test(address) && ipv6.test(address);

/** The kind of an IPv6 address, without brackets and zone; undefined as for IPv4 (RFC 4291, RFC 3849). */
export function kindOfIPv6(address: string): PlaceholderKind | undefined {
  if (address.length < 3 || address.length > 45 || !ipv6.test(address)) return undefined;
  if (/^(?:[0-9a-f]{2}:){7}[0-9a-f]{2}$/i.test(address)) return undefined; // a serial number
  const double = address.indexOf('::');
  if (double !== -1 && address.indexOf('::', double + 1) !== -1) return undefined;
  const groups = address.split(':').filter((group) => group !== '');
  if (double === -1 && groups.length !== 8 && !(groups.length === 7 && address.includes('.'))) return undefined;
  if (double !== -1 && groups.length > 7) return undefined;
  if (double === -1 && /^:|:$/.test(address)) return undefined;
  const lower = address.toLowerCase();
  if (lower === '::' || /^(?:0{0,4}:){1,7}0{0,3}1?$/.test(lower)) return undefined;
  if (openIPv6.test(lower)) return undefined;
  if (/^::ffff:/.test(lower) && lower.includes('.'))
    return kindOfIPv4(lower.slice(lower.lastIndexOf(':') + 1)) && 'IPV6';
  if (/^f[cd][0-9a-f]{2}:/.test(lower)) return 'IPV6_PRIVATE';
  if (groups.length < 3 && !/[0-9]/.test(groups.join(''))) return undefined; // `std::bad`, and the like
  return /^fe[89ab][0-9a-f]:/.test(lower) ? 'IPV6_LINK' : 'IPV6';
}
